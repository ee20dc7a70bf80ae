//! Idris.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::haskell;
use crate::token::Token::*;

/// Rouge's `idris`.
pub(crate) static LEXER: Lexer = Lexer::new("idris", define);

/// A run of the signs that operators are made of.
const SIGNS: &str = r"[:!#$%&*+.\\/<=>?@^|~-]+";

const FUNCTIONS: &str = "abs|acos|all|and|any|asin|atan|atan2|break|ceiling|compare|concat|concatMap|const|cos|cosh|curry|cycle|div|\
    drop|dropWhile|elem|encodeFloat|enumFrom|enumFromThen|enumFromThenTo|enumFromTo|exp|fail|filter|flip|floor|foldl|foldl1|\
    foldr|foldr1|fromInteger|fst|gcd|getChar|getLine|head|id|init|iterate|last|lcm|length|lines|log|lookup|map|max|maxBound|\
    maximum|maybe|min|minBound|minimum|mod|negate|not|null|or|pi|pred|print|product|putChar|putStr|putStrLn|readFile|recip|\
    repeat|replicate|return|reverse|scanl|scanl1|sequence|sequence_|show|sin|sinh|snd|span|splitAt|sqrt|succ|sum|tail|take|\
    takeWhile|tan|tanh|uncurry|unlines|unwords|unzip|unzip3|words|writeFile|zip|zip3|zipWith|zipWith3";

const TYPES: &str = "Type|Exists|World|IO|IntTy|FTy|File|Mode|Dec|Bool|Ordering|Either|IsJust|List|Maybe|Nat|Stream|StrM|Not|Lazy|Inf";

const CLASSES: &str = "Eq|Ord|Num|MinBound|MaxBound|Integral|Applicative|Alternative|Cast|Foldable|Functor|Monad|Traversable|\
    Uninhabited|Semigroup|Monoid";

fn define(d: &mut LexerBuilder) {
    d.state("basic", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\{-#", Cp).push("pragma");
        s.rule(r"\{-", Cm).push("comment");
        s.rule(r"^\|\|\|.*$", Cd);
        s.rule(r"--(?:[^!#$%&*+./<=>?@^|_~\n].*?)?$", C1);
    });
    d.state("root", |s| {
        s.mixin("basic");
        s.rule(
            r"%default\s+(?:total|partial)|%access\s+(?:public|abstract|private|export)|%language\s+.*|%provide\s+.*\s+with\s+",
            K,
        );
        s.rule(r"import\b", Kr).push("import");
        s.rule(r"module\b", Kr).push("module");
        s.rule(
            r"(?:_|data|class|instance|namespace|infix[lr]?|let|where|of|with|type|do|if|then|else|case|in)\b",
            Kr,
        );
        s.rule(r"(?:Just|Nothing|Left|Right|True|False|LT|LTE|EQ|GT|GTE)\b", Kc);
        s.rule(r"^[\w']+\s*:", Nf);
        s.rule(format!(r"(?:{TYPES})\s"), Kt);
        s.rule(format!(r"(?:{CLASSES})\s"), Nc);
        s.rule(format!("(?:{FUNCTIONS}) +"), Nb).not_followed_by("[=:-]");
        s.rule(format!("(?:{FUNCTIONS}) +"), Nb).followed_by(" [=:-]");
        s.rule(r"[_a-z][\w']*", N);
        s.rule(r"[A-Z][\w']*", Kt);
        s.rule(r"\\", Nf).not_followed_by(SIGNS);
        s.rule(SIGNS, O);
        s.rule(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", Mf);
        s.rule("'", Sc).push("character");
        s.rule(r#"""#, S).push("string");
        s.rule(r"\[\s*\]", Kt);
        s.rule(r"\(\s*\)", Nb);
        s.groups(r"(\[)([_a-z][\w']*)(\|)", [O, N, O]).push("quoted");
        s.rule(r"[\[\](),;`{}]", P);
    });
    for (state, token) in [("pragma", Cp), ("comment", Cm)] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(r"-\}", token).pop();
            s.rule(r"\{-", token).push("comment");
            s.rule(r"[^\-{}]+|[\-{}]", token);
        });
    }
    modules(d);
    haskell::literals(d);
}

fn modules(d: &mut LexerBuilder) {
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r#"""#, S).push("string");
        s.groups(
            r"([A-Z][\w.]*)(\s+)(as)(\s+)([A-Z][\w.]*)",
            [Nn, Text, K, Text, N],
        )
        .pop();
        s.groups(r"([A-Z][\w.]*)(\s+)(\()", [Nn, Text, P])
            .goto("functions");
        s.rule(r"[\w.]+", Nn).pop();
    });
    d.state("module", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[A-Z][\w.]*", Nn).pop();
    });
    d.state("functions", |s| {
        s.mixin("basic");
        s.rule(r"[A-Z]\w*", Kt);
        s.rule(r"_[\w']+|[a-z][\w']*", Nf);
        s.rule(",", P);
        s.rule(SIGNS, O);
        s.rule(r"\(", P).push("functions");
        s.rule(r"\)", P).pop();
    });
}

//! Swift.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `swift`.
pub(crate) static LEXER: Lexer = Lexer::new("swift", define);

const KEYWORDS: &str = "Self Type as associativity async await break case catch continue default defer didSet do dynamicType \
    else fallthrough for get guard if in infix inout is isolated mutating new none nonmutating operator \
    override postfix precedence precedencegroup prefix repeat rethrows return self set super switch \
    throw throws try unowned weak where while willSet";

const KEYWORDS_BEFORE_4_7: &str = "__COLUMN__ __FILE__ __FUNCTION__ __LINE__";

const KEYWORDS_SINCE_4_7: &str = "autoreleasepool consume discard each left right";

const DECLARATIONS: &str = "actor associatedtype class convenience deinit dynamic enum extension fileprivate final func import \
    indirect init internal lazy let nonisolated open optional private protocol public required some \
    static struct subscript typealias var";

const DECLARATIONS_SINCE_4_7: &str = "any borrowing consuming distributed macro package";

/// The characters of a name after the first.
const REST: &str = r"[\p{Alphabetic}\p{Nd}_\x{10000}-\x{10FFFF}]*";

/// A name that begins with a capital letter, and one that does not.
const CAPITAL: &str = r"[\p{Uppercase}--\p{Mc}]";
const SMALL: &str = r"[[\p{Alphabetic}--[\p{Mc}\p{Uppercase}]]_\x{10000}-\x{10FFFF}]";

/// The first character of a call that does not begin with a capital letter. Rouge requires a word boundary before it,
/// which there is only before a character of words, not before an emoji.
const SMALL_OF_CALL: &str = r"[[\p{Alphabetic}--[\p{Mc}\p{Uppercase}]]_]";

#[derive(Default)]
struct State {
    /// The number signs that delimit the regular expression of several lines.
    signs: String,
}

fn define(d: &mut LexerBuilder) {
    d.start(&["line start"]);
    d.state("line start", |s| {
        s.rule("#.*", Cp).before(V4_7);
        s.rule(r##"#[^#"/\n].*"##, Cp).since(V4_7);
        s.rule("#", Cp).followed_by(r"\n|\z").since(V4_7);
        s.mixin("inline blanks");
        s.empty("").pop();
    });
    d.state("inline blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"/\*", Cm).push("comment");
    });
    d.state("blanks", |s| {
        s.rule(r"\n+", Text).push("line start");
        s.rule(r"//.*?$", C1).push("line start");
        s.mixin("inline blanks");
    });
    d.state("comment", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^*/]+|[*/]", Cm);
    });
    root(d);
    d.state("tuple", |s| {
        s.rule(format!("(?:{CAPITAL}|{SMALL}){REST}"), Nv);
        s.groups(format!("(`)((?:{CAPITAL}|{SMALL}){REST})(`)"), [P, Nv, P]);
        s.rule(",", P);
        s.rule(r"\(", P).push_same();
        s.rule(r"\)", P).pop();
        s.mixin("inline blanks");
    });
    d.state("string", |s| {
        s.rule(r#"\\[\\0tnr'"]"#, Se);
        s.rule(r"\\\(", Se).push("interpolation");
        s.rule(r"\\u\{\h{1,8}\}", Se);
        s.rule(r#"[^\\"]+"#, S);
        s.rule(r#""""|""#, S).pop();
    });
    d.state("interpolation", |s| {
        s.rule(r"\(", P).push("parentheses");
        s.rule(r"\)", Se).pop();
        s.mixin("root");
    });
    d.state("parentheses", |s| {
        s.rule(r"\(", P).push_same();
        s.rule(r"\)", P).pop();
        s.mixin("root");
    });
    d.state("regex", |s| {
        s.call(r"^\s*/#+", |ctx| {
            ctx.token(Sr);
            let signs = ctx.text().trim_start().trim_start_matches('/');
            let ends = signs == ctx.state::<State>().signs;
            ctx.pop(usize::from(ends));
        });
        s.rule("#.*", C1);
        s.rule(r"[^#\n]+|\n", Sr);
    });
}

fn root(d: &mut LexerBuilder) {
    let name = format!("(?:{CAPITAL}|{SMALL}){REST}");
    let words = Words::new(&[
        (K, KEYWORDS),
        (K, d.before(V4_7, KEYWORDS_BEFORE_4_7)),
        (K, d.since(V4_7, KEYWORDS_SINCE_4_7)),
        (Kd, DECLARATIONS),
        (Kd, d.since(V4_7, DECLARATIONS_SINCE_4_7)),
        (Kc, "true false nil"),
    ]);
    // Words that are not calls before a parenthesis.
    let no_calls = Words::new(&[(K, "if while for unowned switch case"), (Kd, "private internal")]);
    d.state("root", |s| {
        s.mixin("blanks");
        s.rule(r"\$(?:[1-9]\d*)?\d", Nv);
        s.rule(format!(r"\${name}"), N).since(V4_7);
        s.rule(r"~Copyable\b", Kt).since(V4_7);
        s.rule(r"[()\[\]{}:;,?\\]", P);
        for signs in ["", "#", "##", "###"] {
            s.rule(format!(r"{signs}/(?:\S.*[^\s\\]|[^\s\\])?/{signs}"), Sr)
                .since(V4_7);
        }
        s.rule(r"[-/=+*%<>!&|^.~]+", O);
        s.rule(r#"@?""#, S).push("string");
        s.rule(r"'(?:\\.|.)'", Sc);
        numbers(s);
        s.rule(format!("@{name}"), Kd);
        s.rule(format!("#{name}"), K).since(V4_7);
        s.rule(r"(?:private|internal)\( *set *\)", Kd);
        s.groups(r"(private|internal)(\( *)(\w+)( *\))", [Kd, Kd, Err, Kd]);
        s.rule(r"unowned\( *(?:safe|unsafe) *\)", Kd);
        s.groups(r"(unowned\( *)(\w+)( *\))", [Kd, Err, Kd]);
        s.rule(r"#available\([^)]+\)", Kd).before(V4_7);
        s.groups(r"(#(?:selector|keyPath)\()([^)]+?(?:\(.*?\))?)(\))", [Kd, Nf, Kd])
            .before(V4_7);
        s.rule("#(?:line|file|column|function|dsohandle)", Kd)
            .before(V4_7);
        s.groups(format!(r"(let|var)\b(\s*)({name})"), [K, Text, Nv]);
        s.groups(r"(let|var)\b(\s*)(\()", [K, Text, P]).push("tuple");
        s.rule(format!("{CAPITAL}{REST}"), Kt).followed_by(r"[?!]?\s*\(");
        s.words(format!("{SMALL_OF_CALL}{REST}"), &no_calls, Nf)
            .followed_by(r"[?!]?\s*\(");
        s.rule(r"as[?!]?|try!?", K).followed_by(r"\s");
        s.words(format!("default{REST}"), &words, N).followed_by(r"\s*:");
        s.groups(format!(r"(#?{SMALL}{REST})(\s*)(:)"), [Nv, Text, P]);
        s.words(format!("{SMALL}{REST}"), &words, N);
        s.words(format!("{CAPITAL}{REST}"), &words, Kt);
        s.groups(format!("(`)({name})(`)"), [P, Nv, P]);
        s.call(r"(#+)/\n", |ctx| {
            ctx.token(Sr);
            let signs = ctx.group(1).to_owned();
            ctx.state::<State>().signs = signs;
        })
        .push("regex")
        .since(V4_7);
    });
}

fn numbers(s: &mut StateBuilder) {
    let exponent = r"(?:[eE][+-]?\d+(?:_\d)*)?";
    s.rule(format!(r"\d+(?:_\d+)*\*{exponent}"), Mf);
    s.rule(format!(r"(?:\d+(?:_\d+)*)?\.\d+(?:_\d)*{exponent}"), Mf);
    s.rule(r"\d+[eE][+-]?\d+", Mf);
    s.rule(r"0o?[0-7]+(?:_[0-7]+)*", Mo);
    s.rule(r"0x\h+(?:_\h+)*(?:(?:\.[0-9A-F]+(?:_[0-9A-F]+)*)?p[+-]?\d+)?", Mh);
    s.rule(r"0b[01]+(?:_[01]+)*", Mb);
    s.rule(r"\d+(?:_\d+)*", Mi);
}

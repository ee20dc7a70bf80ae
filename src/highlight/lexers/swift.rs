//! Swift.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `swift`.
pub(crate) static LEXER: Lexer = Lexer::new("swift", define);

const KEYWORDS: &str = "Self Type __COLUMN__ __FILE__ __FUNCTION__ __LINE__ as associativity async await break case catch continue default defer didSet do dynamicType \
    else fallthrough for get guard if in infix inout is isolated mutating new none nonmutating operator override postfix \
    precedence precedencegroup prefix repeat rethrows return self set super switch throw throws try unowned weak \
    where while willSet";

const DECLARATIONS: &str = "actor associatedtype class convenience deinit dynamic enum extension fileprivate final func \
    import indirect init internal lazy let nonisolated open optional private protocol public required some static \
    struct subscript typealias var";

const NAME: &str = r"[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Kd, DECLARATIONS),
        (Kc, "true false nil"),
        (Kt, "Any Protocol"),
    ]);
    let calls = Words::new(&[(K, "case for if switch while")]);
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"/\*", Cm).push("comment");
    });
    d.state("comment", |s| {
        s.rule(r"[^*/]+", Cm);
        s.rule(r"\*/", Cm).pop();
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"[*/]", Cm);
    });
    d.state("root", |s| {
        s.groups(r"^([^\S\n]*)(#[^\n]*)", [Text, Cp]);
        s.groups(r"(\s*\n[^\S\n]*)(#[^\n]*)", [Text, Cp]);
        s.mixin("blanks");
        s.rule(r"#available\([^)]+\)", Kd);
        s.rule(r"(?:private|internal|unowned)\(\w+\)", Kd);
        s.rule(r"\$[0-9]+", Nv);
        s.rule(r"\?\?|[()\[\]{}:;,?\\]", P);
        s.rule(r"[-/=+*%<>!&|^.~]+", O);
        s.rule(r#"""#, S).push("string");
        s.rule(r"0[xX]\h[\h_]*(?:\.\h+)?(?:p[+-]?\d+)?", Mh);
        s.rule(r"\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Mf);
        s.rule(r"0o[0-7][0-7_]*", Mo);
        s.rule(r"0b[01][01_]*", Mb);
        s.rule(r"0[0-7]+(?:_[0-7]+)*", Mo);
        s.rule(r"\d+(?:_\d+)*", Mi);
        s.rule(r"@[A-Za-z_]\w*", Kd);
        s.rule(r"#(?:file|line|column|function)", Kd);
        s.groups(
            r"(#(?:selector|keyPath)\()([^)]*?(?:\([^)]*\))?)(\))",
            [Kd, Nf, Kd],
        );
        s.groups(r"(let|var)\b(\s*)([A-Za-z_]\w*)", [K, Text, Nv]);
        s.groups(r"(let|var)\b(\s*)(\()", [K, Text, P]).push("tuple");
        s.rule(r"'(?:\\.|.)'", Sc);
        s.groups(r"(`)([A-Za-z_]\w*)(`)", [P, Nv, P]);
        s.words(r"default[\p{Alphabetic}\p{Nd}_]*", &words, N)
            .followed_by(r"\s*:");
        s.rule(r"[\p{Lowercase}_][\p{Alphabetic}\p{Nd}_]*", Nv)
            .followed_by(r"\s*:");
        s.words(r"[\p{Lowercase}_][\p{Alphabetic}\p{Nd}_]*", &calls, Nf)
            .followed_by(r"[?!]?\s*\(");
        s.rule(r"as[?!]|try!", K);
        s.rule(r"(?:Self|Type)", Kt).followed_by(r"\s*\(");
        s.words(r"\p{Uppercase}[\p{Alphabetic}\p{Nd}_]*", &words, Kt);
        s.words(NAME, &words, N);
    });
    d.state("tuple", |s| {
        s.groups(r"([A-Za-z_]\w*)", [Nv]);
        s.rule(r"\s+", Text);
        s.rule(r",", P);
        s.rule(r"\)", P).pop();
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\\\(", Se).push("interpolation");
        s.rule(r#"\\(?:u\{\h+\}|[0tnr'"\\])"#, Se);
        s.rule(r#"[^\\"]+"#, S);
    });
    d.state("interpolation", |s| {
        s.rule(r"\)", Se).pop();
        s.rule(r"\(", P).push("parens");
        s.mixin("root");
    });
    d.state("parens", |s| {
        s.rule(r"\(", P).push_same();
        s.rule(r"\)", P).pop();
        s.mixin("root");
    });
}

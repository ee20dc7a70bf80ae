//! Kotlin.

use crate::highlight::Lexer;
use crate::highlight::notation::Definition;
use crate::highlight::token::Token::*;

/// Rouge's `kotlin`.
pub(crate) static LEXER: Lexer = Lexer::new("kotlin", define);

const KEYWORDS: &str = "abstract|annotation|as|break|by|catch|companion|const|constructor|continue|\
    crossinline|do|dynamic|else|enum|external|false|final|finally|for|fun|get|if|import|in|infix|inline|\
    inner|internal|is|lateinit|noinline|null|open|operator|out|override|package|private|protected|public|\
    reified|return|sealed|set|super|suspend|tailrec|this|throw|true|try|typealias|typeof|vararg|when|where|\
    while|yield|class|interface|object|val|var";

const NAME: &str = r"[\p{Alphabetic}_`][\p{Alphabetic}\p{Nd}_`-]*";

const CLASS: &str = r"\p{Lu}[\p{Alphabetic}\p{Nd}_`-]*";

fn define(d: &mut Definition) {
    d.state("blanks", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"\n", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"/\*", Cm).push("comment");
    });
    d.state("comment", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^/*]+", Cm);
        s.rule(r"[/*]", Cm);
    });
    d.state("root", |s| {
        s.groups(r"(companion)(\s+)(object)\b", [K, Text, K]);
        s.groups(r"((?:data\s+)?(?:class|interface)|object)(\s+)", [Kd, Text])
            .push("class");
        s.groups(r"(fun)(\s+)", [K, Text]).push("function");
        s.groups(r"(package|import)(\s+)", [K, Text]).push("package");
        s.groups(r"(va[lr])(\s+)(\()", [Kd, Text, P])
            .push("destructuring");
        s.groups(r"(va[lr])(\s+)", [Kd, Text]).push("property");
        s.rule(r"\bfun\b", K);
        s.mixin("rest");
    });
    d.state("rest", |s| {
        s.mixin("blanks");
        s.groups(format!(r"(return|continue|break|this|super)(@{NAME})"), [K, Nd]);
        s.rule(format!(r"{NAME}@"), Nd);
        s.rule(
            format!(r"@\p{{Lu}}[\p{{Alphabetic}}\p{{Nd}}_`-]*(?:\.{NAME})*"),
            Nd,
        );
        s.groups(r"(::)(class)\b", [O, K]);
        s.rule(r"!!|\?\.|\?:|\.\.|::", O);
        s.rule(r"(?:\d(?:_*\d)*)?\.\d(?:_*\d)*(?:[eE][+-]?\d+)?[fF]?", Mf);
        s.rule(r"[~!%^&*()+=|\[\]:;,.<>/?-]", P);
        s.rule(r"[{}]", P);
        s.rule(r#"(?s)""".*?""""#, S).needs("\"\"\"");
        s.rule(r#""(?:\\\\|\\"|[^"\n])*["\n]"#, S);
        s.rule(r"'(?:\\.|.)'", Sc);
        s.rule(r"0[xX]\h[\h_]*[uL]*", Mh);
        s.rule(r"0[bB][01][01_]*[uL]*", Mb);
        s.rule(r"\d(?:_*\d)*(?:[eE][+-]?\d+[fF]?|[fF])", Mf);
        s.rule(r"\d(?:_*\d)*[uL]*", Mi);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.groups(format!("({CLASS})(<)"), [Nc, P]).push("type parameters");
        s.rule(CLASS, Nc);
        s.rule(NAME, Nf).before(r"\s*[({]");
        s.rule(NAME, N);
    });
    d.state("package", |s| {
        s.rule(r"\S+", Nn).pop();
    });
    d.state("class", |s| {
        s.rule(CLASS, Nc).pop();
    });
    d.state("function", |s| {
        s.rule(r"<", P).push("type parameters");
        s.rule(r"\s+", Text);
        s.groups(format!(r"({CLASS})(\.)"), [Nc, P]);
        s.rule(NAME, Nf).pop();
    });
    d.state("type parameters", |s| {
        s.rule(r">", P).pop();
        s.rule(r"<", P).push_same();
        s.rule(r"[,:.?]", P);
        s.rule(r"\s+", Text);
        s.rule(r"(?:reified|out|in)\b", K);
        s.rule(CLASS, Nc);
    });
    d.state("property", |s| {
        s.rule(r"<", P).push("type parameters");
        s.rule(r"\s+", Text);
        s.rule(NAME, Py).pop();
    });
    d.state("destructuring", |s| {
        s.rule(r"\)", P).pop();
        s.rule(r",", P);
        s.rule(r"\s+", Text);
        s.rule(NAME, Py);
    });
}

//! Kotlin.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `kotlin`.
pub(crate) static LEXER: Lexer = Lexer::new("kotlin", define);

const KEYWORDS: &str = "abstract|annotation|as|break|by|catch|class|companion|const|constructor|continue|crossinline|do|\
    dynamic|else|enum|external|false|final|finally|for|fun|get|if|import|in|infix|inline|inner|interface|internal|is|\
    lateinit|noinline|null|object|open|operator|out|override|package|private|protected|public|reified|return|sealed|\
    set|super|suspend|tailrec|this|throw|true|try|typealias|typeof|val|var|vararg|when|where|while|yield";

/// The characters of names after the first, and an optional back-tick at the end. `\p{Pc}` contains the underscore.
const REST: &str = r"[-\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Nl}\p{Nd}\p{Pc}\p{Cf}\p{Mn}\p{Mc}]*`?";

fn define(d: &mut LexerBuilder) {
    let class = format!(r"`?\p{{Lu}}{REST}");
    let name = format!(r"`?[_\p{{Lu}}\p{{Ll}}\p{{Lt}}\p{{Lm}}\p{{Nl}}]{REST}");
    d.state("root", |s| {
        s.groups(r"(companion)(\s+)(object)\b", [K, Text, K]);
        s.groups(r"(class|data\s+class|interface|object)(\s+)", [Kd, Text])
            .push("class");
        s.groups(r"(fun)(\s+)", [K, Text]).push("function");
        s.groups(r"(package|import)(\s+)", [K, Text]).push("package");
        s.groups(r"(val|var)(\s+)(\()", [Kd, Text, P]).push("parts");
        s.groups(r"(val|var)(\s+)", [Kd, Text]).push("property");
        s.groups(
            format!(r"(return|continue|break|this|super)(@{name})?\b"),
            [K, Nd],
        );
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.rule(r"^\s*\[.*?\]", Na);
        s.rule(r"^\s*\n", Text);
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"\\\n", Text);
        s.rule(r"//.*$", C1);
        // On one line, from the first beginning to the last end of a comment.
        s.rule(r"/\*.*\*/", Cm);
        s.rule(r"/\*.*", Cm).push("comment");
        s.rule(r"\n", Text);
        s.groups(r"(::)(class)", [O, K]);
        s.rule(r"::|!!|\?[:.]|\.\.", O);
        literals(s);
        s.rule(format!("@{class}"), Nd);
        s.groups(format!("({class})(<)"), [Nc, P]).push("type parameters");
        s.rule(class.as_str(), Nc);
        s.rule(name.as_str(), Nf).followed_by(r"\s*[({]");
        s.rule(format!("{name}@"), Nd);
        s.rule(name.as_str(), N);
    });
    d.state("package", |s| {
        s.rule(r"\S+", Nn).pop();
    });
    d.state("class", |s| {
        s.rule(class.as_str(), Nc).pop();
    });
    d.state("function", |s| {
        s.rule("<", P).push("type parameters");
        s.rule(r"\s+", Text);
        s.groups(format!(r"({class})(\.)"), [Nc, P]);
        s.rule(name.as_str(), Nf).pop();
    });
    d.state("type parameters", |s| {
        s.rule(class.as_str(), Nc);
        s.rule("<", P).push("type parameters");
        s.rule("reified|out|in", K);
        s.rule("[,:.?]", P);
        s.rule(r"\s+", Text);
        s.rule(">", P).pop();
    });
    d.state("property", |s| {
        s.rule("<", P).push("type parameters");
        s.rule(r"\s+", Text);
        s.rule(name.as_str(), Py).pop();
    });
    d.state("parts", |s| {
        s.rule(",", P);
        s.rule(r"\)", P).pop();
        s.rule(r"\s+", Text);
        s.rule(name.as_str(), Py);
    });
    d.state("comment", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^/*]+|[/*]", Cm);
    });
}

fn literals(s: &mut StateBuilder) {
    let digits = r"(?:\d[\d_]*\d|\d)";
    let exponent = format!("[eE][+-]?{digits}");
    s.rule(
        format!(r"(?:{digits}?\.{digits}(?:{exponent})?|{digits}{exponent})[fF]?|{digits}[fF]"),
        Mf,
    );
    // All zeros but the last: no number with a fraction begins with them.
    s.rule("0+", Mi).followed_by("0");
    s.rule(r"0[bB](?:[01][01_]*[01]|[01])[uU]?L?", Mb);
    s.rule(r"0[xX](?:\h[\h_]*\h|\h)[uU]?L?", Mh);
    s.rule(r"(?:[1-9][\d_]*\d|\d)[uU]?L?", Mi);
    s.rule(r"[~!%^&*()+=|\[\]:;,.<>/?\-]", P);
    s.rule("[{}]", P);
    s.rule(r#"@"(?:""|[^"])*""#, S);
    s.rule(r#"(?s)""".*?""""#, S);
    s.rule(r#""(?:\\\\|\\"|[^"\n])*["\n]"#, S);
    s.rule(r"'\\.'|'[^\\]'", Sc);
}

//! Scala.

use crate::highlight::Lexer;
use crate::highlight::notation::Definition;
use crate::highlight::token::Token::*;

/// Rouge's `scala`.
pub(crate) static LEXER: Lexer = Lexer::new("scala", define);

const KEYWORDS: &str = "abstract|case|catch|def|do|else|extends|final|finally|forSome|implicit|lazy|match|new|override|private|\
    protected|requires|return|sealed|super|this|throw|try|val|var|while|with|yield";

const NAME: &str = r"[\p{Alphabetic}$_][\p{Alphabetic}\p{Nd}$_]*";

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.groups(r"(class|trait|object)(\s+)", [K, Text]).push("class");
        s.rule(format!("'{NAME}"), Ss).not_before("'");
        s.rule(r"\s+", Text);
        s.rule(r"//.*", C1);
        s.rule(r"/\*", Cm).push("comment");
        s.rule(format!("@{NAME}"), Nd);
        s.groups(format!(r"(def)(\s+)({NAME}|[^\s(\[:=]+)"), [K, Text, Nf]);
        s.groups(format!(r"(val)(\s+)({NAME})"), [K, Text, Nv]);
        s.groups(format!(r"({NAME})(\.)({NAME})"), [Nv, O, Py]);
        s.groups(format!(r"(\.)({NAME})"), [O, Py]);
        s.rule(r"(?:if|for)\b", Nf).before(r"\s*\(");
        s.rule(r"(?:if|for)\b", K);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.rule(r"(?:true|false|null)\b", Kc);
        s.groups(r"(import|package)(\s+)", [K, Text]).push("import");
        s.groups(r"(type)(\s+)", [K, Text]).push("type");
        s.rule(r"(?:<[%:-]|=>|>:|[#=@])", K)
            .not_before(r"[!#%&*/:+<=>?@\\^|~-]");
        s.rule(r":", K).not_before(r"[!#%&*/:+<=>?@\\^|~-]").push("type");
        s.rule(r#"(?s)""".*?""""#, S).needs("\"\"\"");
        s.rule(r#""(?:\\\\|\\"|[^"\n])*""#, S);
        s.rule(r"'(?:\\.|[^\\'])'", Sc);
        s.rule(r"new\b", K);
        s.rule(r"_\b", K);
        s.rule(r"\p{Lu}[\p{Alphabetic}\p{Nd}$_]+", Nc);
        s.rule(NAME, Nf).before(r"\s*\(");
        s.rule(NAME, N);
        s.rule(r"\[", O).push("type arguments");
        s.rule(r"[{}()\];,.]", O);
        s.rule(r"[!#%&*/:+<=>?@\\^|~-]+", O);
        s.rule(r"\d+\.\d+(?:[eE][+-]?\d+)?[fFdD]?", Mf);
        s.rule(r"0x\h+", Mh);
        s.rule(r"\d+L?", Mi);
    });
    d.state("class", |s| {
        s.rule(NAME, Nc).pop();
        s.empty("").pop();
    });
    d.state("type", |s| {
        s.rule(r"\s+", Text);
        s.rule(NAME, Kt).goto("type end");
        s.empty("").pop();
    });
    d.state("type end", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"=", O).not_before(r"[!#%&*/:+<=>?@\\^|~-]").pop();
        s.rule(r"\[", O).goto("type arguments");
        s.empty("").pop();
    });
    d.state("type arguments", |s| {
        s.rule(r"\]", O).pop();
        s.rule(r"\[", O).push_same();
        s.rule(NAME, Kt);
        s.mixin("root");
    });
    d.state("import", |s| {
        s.rule(r"[\w.]+", Nn).pop();
        s.empty("").pop();
    });
    d.state("comment", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^*/]+|[*/]", Cm);
    });
}

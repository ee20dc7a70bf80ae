//! MoonScript.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::lua;
use crate::token::Token::*;

/// Rouge's `moonscript`.
pub(crate) static LEXER: Lexer = Lexer::new("moonscript", define);

const KEYWORDS: &str = "break|class|continue|do|else|elseif|end|extends|for|if|import|in|repeat|return|switch|super|then|\
    unless|until|using|when|with|while";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("#!.*?$", Cp);
        s.empty("").push("main");
    });
    d.state("main", |s| {
        s.rule("--.*$", C1);
        lua::long(s, "", Sh);
        base(s);
        s.rule("'", S1).push("single");
        s.rule(r#"""#, S2).push("double");
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        base(s);
    });
    d.state("single", |s| {
        s.rule("'", S1).pop();
        s.rule("[^']+", S1);
    });
    d.state("double", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.rule(r#"""#, S2).pop();
        s.rule(r##"#[^{]|[^"#]+"##, S2);
    });
}

fn base(s: &mut StateBuilder) {
    s.rule(r"(?i)(?:\d*\.\d+|\d+\.\d*)(?:e[+-]?\d+)?'", Mf);
    s.rule(r"(?i)\d+e[+-]?\d+", Mf);
    s.rule("0[xX][0-9a-fA-F]*", Mh);
    s.rule(r"\d+", Mi);
    s.rule(r"@\w*", Vi);
    s.rule(r"[A-Z]\w*", Nc);
    s.rule(r#""?[^"]+":|\w+:|:\w+"#, Ss);
    s.rule(r"\s+", W);
    s.rule(r"==|~=|!=|<=|>=|\.\.\.|\.\.|->|=>|[=+\-*/%^<>#!\\]", O);
    s.rule(r"[\[\]{}().,:;]", P);
    s.rule(r"(?:and|or|not)\b", Ow);
    s.rule(format!(r"(?:{KEYWORDS})\b"), K);
    s.rule(r"(?:local|export)\b", Kd);
    s.rule(r"(?:true|false|nil)\b", Kc);
    s.call(r"([A-Za-z_]\w*)(\.[A-Za-z_]\w*)?", lua::name);
}

//! HOCON.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::json;
use crate::token::Token::*;

/// Rouge's `hocon`.
pub(crate) static LEXER: Lexer = Lexer::new("hocon", define);

fn define(d: &mut LexerBuilder) {
    json::define(d);
    d.prepend("root", comments);
    d.prepend("object", |s| {
        s.rule(r"(?:include|url|file|classpath)\b", K);
    });
    d.state("name", |s| {
        for name in [r#"("(?:"|[^"\n])*?")"#, r"([-\w.]+)"] {
            s.groups(format!(r"{name}(\s*)([:=])"), [Nl, W, P]);
            s.groups(format!(r"{name}(\s*)"), [Nl, W]).followed_by(r"\{");
        }
    });
    d.state("value", |s| {
        comments(s);
        s.rule(r"\s+", W);
        s.rule(r"\d+\.(?:\d+\.?){3,}", L);
        s.rule("true|false|null", Kc);
        s.rule(r"-?(?:0|[1-9]\d*)\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"-?(?:0|[1-9]\d*)(?:[eE][+-]?\d+)?", Mi);
        s.rule(r"\$\{\??", Si).push("interpolation");
        s.rule(r#"""""#, S2).push("long string");
        s.rule(r#"""#, S2).push("string");
        s.rule(r"\[", P).push("array");
        s.rule(r"\{", P).push("object");
        s.rule("[()=]", P);
        s.rule(r#"[^$"{}\[\]:=,+#`^?!@*&]"#, L);
    });
    d.state("interpolation", |s| {
        s.rule(r"[\w\-.]", Nv);
        s.rule(r"\}", Si).pop();
    });
    d.prepend("string", |s| {
        s.rule(r"\$\{\??", Si).push("interpolation");
        s.rule(r#"[^\\"${]+"#, S2);
    });
    d.state("long string", |s| {
        s.rule(r#""[^"]{1,2}"#, S2);
        s.mixin("string");
        s.rule(r#"""""#, S2).pop();
    });
}

fn comments(s: &mut StateBuilder) {
    s.rule("//.*?$|#.*?$", C1);
}

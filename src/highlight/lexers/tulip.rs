//! Tulip.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `tulip`.
pub(crate) static LEXER: Lexer = Lexer::new("tulip", define);

const NAME: &str = r"[a-zA-Z][\w-]*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        blanks(s);
        s.rule(format!("@{NAME}"), K);
        s.groups(format!(r"(\\{NAME})(\{{)"), [Nf, S])
            .push("nested string");
        s.groups(format!(r"([+]{NAME})(\{{)"), [Nd, S])
            .push("nested string");
        s.rule(format!(r"\\{NAME}"), Nf);
        s.rule(format!("[+]{NAME}"), Nd);
        s.rule(r#""\{"#, S).push("rich string");
        s.rule(r#"""#, S).push("string");
        s.rule(r"'\{", S).push("nested string");
        s.rule(format!("'{NAME}"), S);
        s.rule(format!("[.]{NAME}"), Nt);
        s.rule(format!("[$](?:{NAME})?"), Nv);
        s.rule(format!("-{NAME}:?"), Nl);
        s.rule(format!("%{NAME}"), Nf);
        s.rule(format!("`{NAME}"), Ow);
        s.rule(r"[?~%._>,!\[\]:{}()=;/-]", P);
        s.rule("[0-9]+(?:[.][0-9]+)?", M);
        s.rule(NAME, N);
        s.rule("<", Cp).push("angle brackets");
    });
    d.state("string", |s| {
        s.rule(r#"[^\\"]+"#, S);
        s.rule(r#"""#, S).pop();
        s.rule(r"\\.", Se);
    });
    d.state("rich string", |s| {
        s.rule("[$][(]", Si).push("interpolation");
        s.rule(r"\{", S).push("rich string");
        s.rule(r"\}", S).pop();
        s.rule("[^{}$]+|.", S);
    });
    d.state("interpolation", |s| {
        s.rule("[)]", Si).pop();
        s.mixin("parentheses");
    });
    d.state("parentheses", |s| {
        s.rule("[(]", P).push("parentheses");
        s.rule("[)]", P).pop();
        s.mixin("root");
    });
    d.state("nested string", |s| {
        s.rule(r"\\.", Se);
        s.rule(r"\{", S).push("nested string");
        s.rule(r"\}", S).pop();
        s.rule(r"[^{}\\]+", S);
    });
    d.state("angle brackets", |s| {
        blanks(s);
        s.rule(">", Cp).pop();
        s.rule("[*:]", P);
        s.rule(r"[A-Z][\w-]*", Kt);
        s.rule(NAME, Nv);
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("#.*?$", C);
}

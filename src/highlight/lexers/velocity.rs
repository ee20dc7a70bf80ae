//! Velocity's templates.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `velocity`.
pub(crate) static LEXER: Lexer = Lexer::new("velocity", define);

const NAME: &str = r"[a-zA-Z_]\w*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.delegate_to_parent("[^{#$]+");
        s.rule(r"(?s)#\*.*?\*#", Cm);
        s.rule("##.*?$", C1);
        s.groups(format!(r"(#\{{?)({NAME})(\}}?)(\s?\()"), [P, Nf, P, P])
            .push("directive");
        s.groups(format!(r"(#\{{?)({NAME})(\}}|\b)"), [P, Nf, P]);
        s.rule(r"\$\{?", P).push("variable");
    });
    d.state("variable", |s| {
        s.rule(NAME, Nv);
        s.rule(r"\(", P).push("parameters");
        s.groups(format!(r"(\.)({NAME})"), [P, Nv]);
        s.rule(r"\}", P).pop();
        s.empty("").pop();
    });
    d.state("directive", |s| {
        s.rule(r"&&|\|\||==?|!=?|[-<>+*%&|^/]|(?:eq|ne|gt|lt|ge|le|not|in)\b", O);
        s.rule(r"\[", O).push("range");
        s.rule(format!(r"{NAME}\b"), Nf);
        parameters(s);
    });
    d.state("range", |s| {
        s.rule("[.]{2}", O);
        parameters(s);
        s.rule(r"\]", O).pop();
    });
    d.state("parameters", parameters);
}

fn parameters(s: &mut StateBuilder) {
    s.rule(r"\$\{?", P).push("variable");
    s.rule(r"\s+", Text);
    s.rule(",", P);
    s.rule(r#""(?:\\\\|\\"|[^"])*""#, S2);
    s.rule(r"'(?:\\\\|\\'|[^'])*'", S1);
    s.rule("0[xX][0-9a-fA-F]+[Ll]?", Mh);
    s.rule(r"[0-9]+\b", Mi);
    s.rule(r"(?:true|false|null)\b", Kc);
    s.rule(r"[(\[]", P).push_same();
    s.rule(r"[)\]}]", P).pop();
}

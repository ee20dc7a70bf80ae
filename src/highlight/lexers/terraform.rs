//! Terraform's language.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::lexers::hcl;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `terraform`.
pub(crate) static LEXER: Lexer = Lexer::new("terraform", define);

const WORDS: &[(Token, &str)] = &[
    (
        K,
        "data module output provider provisioner resource terraform variable",
    ),
    (Kd, "local var"),
    (Kc, hcl::CONSTANTS),
];

fn define(d: &mut LexerBuilder) {
    hcl::define(d, WORDS);
    let delimiter = if d.is_since(V4_7) { P } else { K };
    for state in ["hash", "array"] {
        d.prepend(state, |s| {
            s.rule(r"[.,()*]", P).before(V4_7);
        });
    }
    for (state, quote, token) in [("double", '"', S2), ("single", '\'', S1)] {
        d.state(state, |s| {
            s.rule(format!(r"[^\\{quote}$]+"), token);
            s.rule(r"\\.", Se);
            s.rule(r"(?:\$\$+|%+%)\{", S).since(V4_7);
            s.rule(r"\$\{", delimiter).push("interpolation");
            s.rule(quote.to_string(), token).pop();
        });
    }
    d.state("interpolation", |s| {
        s.rule(r"\}", delimiter).pop();
        s.rule(r#""/"#, Dl).goto("regex");
        hcl::primitives(s);
        s.rule(r"\s+", Text);
        s.rule(r"\\", O).followed_by("\n");
        s.rule(r"\+\+|--|~|&&|\|\||<<|>>>?|==|!=", O);
        s.rule(r"[-<>+*%&|^/!=?:]=?", O);
        s.rule(r"[(\[,)\].]", P);
        s.words(r"[$A-Za-z_\-][\w\-]*", &Words::new(WORDS), Nx);
    });
    d.state("regex", |s| {
        s.rule(r#"[^"/\\]+"#, Sr);
        s.rule(r"\\.", Sr);
        s.rule(r#"/""#, Dl).pop();
        s.rule(r#"["/]"#, Sr);
    });
}

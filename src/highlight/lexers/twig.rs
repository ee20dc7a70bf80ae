//! Twig templates, in HTML.

use crate::Lexer;
use crate::lexers::jinja;
use crate::token::Token::{self, *};

/// Rouge's `twig`.
pub(crate) static LEXER: Lexer = Lexer::new("twig", |d| jinja::define(d, WORDS));

const WORDS: &[(Token, &str)] = &[
    (
        K,
        "as autoescape block do else embed endautoescape endblock endembed endfilter endfor endif endmacro ends \
    endsandbox endset endspaceless extends filter flush for from if import include macro sandbox set \
    spaceless starts use with without",
    ),
    (Kp, "false none true"),
    (Ow, "and b-and b-or b-xor in is not or"),
    (
        Nb,
        "constant defined divisibleby empty even iterable null odd sameas",
    ),
];

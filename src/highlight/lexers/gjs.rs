//! JavaScript with Glimmer's templates.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::{handlebars, javascript};
use crate::token::Token::*;

/// Rouge's `gjs`.
pub(crate) static LEXER: Lexer = Lexer::new("gjs", define);

fn define(d: &mut LexerBuilder) {
    javascript::define(d, &[]);
    templates(d);
}

/// The states of templates, shared with `gts`.
pub(crate) fn templates(d: &mut LexerBuilder) {
    d.prepend("root", |s| {
        s.groups("(<)(template)(>)", [Nt, K, Nt]).push("glimmer");
    });
    d.state("glimmer", |s| {
        s.groups("(</)(template)(>)", [Nt, K, Nt]).pop();
        s.delegate("(?s).+?", &handlebars::LEXER)
            .followed_by("</template>");
    });
}

//! TypeScript with Glimmer's templates.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::{gjs, typescript};

/// Rouge's `gts`.
pub(crate) static LEXER: Lexer = Lexer::new("gts", define);

fn define(d: &mut LexerBuilder) {
    typescript::define(d);
    gjs::templates(d);
}

//! TypeScript with elements in it.

use crate::highlight::Lexer;
use crate::highlight::lexers::{jsx, typescript};

/// Rouge's `tsx`.
pub(crate) static LEXER: Lexer = Lexer::new("tsx", |d| {
    typescript::define(d);
    jsx::elements(d);
});

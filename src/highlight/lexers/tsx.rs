//! TypeScript with elements in it.

use crate::Lexer;
use crate::lexers::{jsx, typescript};
use crate::token::Token::{Nx, P};

/// Rouge's `tsx`.
pub(crate) static LEXER: Lexer = Lexer::new("tsx", |d| {
    typescript::define(d);
    jsx::elements(d);
    // `<T, …>` before a function is no element.
    d.prepend("element name", |s| {
        s.groups(r"(\w+)(,)", [Nx, P]).pop_n(3);
    });
});

//! TSX: TypeScript with XML elements.

use crate::Lexer;
use crate::lexers::{jsx, typescript};
use crate::token::Token::{Nx, P};
use crate::version::Version::V4_7;

/// Rouge's `tsx`.
pub(crate) static LEXER: Lexer = Lexer::new("tsx", |d| {
    typescript::define(d);
    jsx::elements(d);
    // `<T, …>` before a function is not an element.
    d.prepend("element name", |s| {
        s.groups(r"(\w+)(,)", [Nx, P]).pop_n(3);
        s.rule("<", P).push("type").since(V4_7);
    });
    d.state("type", |s| {
        s.mixin("object");
        s.rule(">", P).pop();
    });
});

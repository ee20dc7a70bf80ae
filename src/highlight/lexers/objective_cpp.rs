//! Objective-C++.

use crate::Lexer;
use crate::lexers::{cpp, objective_c};
use crate::token::Token::*;

/// Rouge's `objective_cpp`.
pub(crate) static LEXER: Lexer = Lexer::new("objective_cpp", |d| {
    cpp::define(d, &[(Nb, objective_c::BUILTINS)]);
    objective_c::extend(d);
    d.prepend("statements", |s| {
        s.groups(r"(\.)(class)", [O, Bp]);
        s.groups(r"(@selector)(\()(class)(\))", [K, P, Bp, P]);
    });
});

//! Mojo.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::python;
use crate::token::Token::*;

/// Rouge's `mojo`.
pub(crate) static LEXER: Lexer = Lexer::new("mojo", define);

const KEYWORDS: &str = "fn self alias out read mut owned ref var struct trait raises with in match case";

const BUILTINS: &str = "__mlir_attr __mlir_type __mlir_op parameter alwaysinline register_passable";

fn define(d: &mut LexerBuilder) {
    python::define_with(d, &[(K, KEYWORDS), (Nb, BUILTINS)]);
}

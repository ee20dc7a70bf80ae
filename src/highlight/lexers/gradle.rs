//! Build scripts of Gradle.

use crate::highlight::Lexer;
use crate::highlight::lexers::groovy;
use crate::highlight::token::Token::*;

/// Rouge's `gradle`.
pub(crate) static LEXER: Lexer = Lexer::new("gradle", |d| {
    groovy::define(d);
    d.prepend("root", |s| {
        s.rule(
            r"(?:allprojects|artifacts|buildscript|dependencies|repositories|sourceSets|subprojects|publishing)\b",
            K,
        );
    });
});

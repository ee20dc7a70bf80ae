//! Hack.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::lexers::php;
use crate::token::Token::*;

/// Rouge's `hack`.
pub(crate) static LEXER: Lexer = Lexer::new("hack", define);

const KEYWORDS: &str =
    "type newtype enum as super async await vec dict keyset void int string bool float double arraykey num";

fn define(d: &mut LexerBuilder) {
    php::define(d);
    let words = Words::any_case(&[(K, KEYWORDS)]);
    d.prepend("names", |s| {
        s.words(php::path(s), &words, N).listed();
    });
    d.prepend("root", |s| {
        s.rule(r"<\?hh(?:\s*//\s*(?:strict|decl|partial))?$", Cp)
            .push("php");
    });
    d.prepend("php", |s| {
        s.groups(
            r"(/\*\s*)(HH_(?:IGNORE_ERROR|FIXME)\[\d+\])([^*]*)(\*/)",
            [Cp, Cp, Cm, Cp],
        );
        s.rule(r"// UNSAFE(?:_EXPR|_BLOCK)?|/\*\s*UNSAFE_EXPR\s*\*/", Cp);
    });
}

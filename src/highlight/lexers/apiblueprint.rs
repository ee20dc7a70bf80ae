//! API Blueprint.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::markdown;
use crate::token::Token::*;

/// Rouge's `apiblueprint`.
pub(crate) static LEXER: Lexer = Lexer::new("apiblueprint", define);

fn define(d: &mut LexerBuilder) {
    markdown::define(d);
    d.prepend("root", |s| {
        s.groups(r"(\S+)(:\s*)(.*)$", [Nv, P, S]);
        s.groups(r"^(#+)(\s*Group\s+)(.*)$", [P, K, Gh]);
        s.groups(r"^(#+)(.*)(\[.*\])$", [P, Gh, S]);
        s.groups(r"^([+\-*])(\s*Relation:)(\s*.*)$", [P, K, S]);
        s.groups(r"^(\s+[+\-*]\s*)(Attributes|Parameters)(.*)$", [P, K, S]);
        s.groups(r"^([+\-*]\s*)(Request|Response)(\s+\d\d\d)?(.*)$", [P, K, M, S]);
    });
}

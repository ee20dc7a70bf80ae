//! BIML: XML with C# in it.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::lexers::{csharp, xml};
use crate::token::Token::*;

/// Rouge's `biml`.
pub(crate) static LEXER: Lexer = Lexer::new("biml", define);

fn define(d: &mut LexerBuilder) {
    xml::define(d);
    d.prepend("root", |s| {
        s.rule(r"<#@\s*", Nt).push("directive");
        s.rule(r"<#=?\s*", Nt).push("code");
    });
    d.state("code", |s| {
        s.rule(r"\s*#>\s*", Nt).pop();
        s.groups("(?s)(.*?)", [Emit::DelegateFresh(&csharp::LEXER)])
            .followed_by(r"\s*#>\s*");
    });
    d.state("directive", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[\w.:-]+\s*=", Na).push("attribute");
        s.rule(r"\w+\s*", Na);
        s.rule(r"/?\s*#>", Nt).pop();
    });
}

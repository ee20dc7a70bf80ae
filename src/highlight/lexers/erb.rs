//! ERB: templates with Ruby.

use crate::builder::{Emit, LexerBuilder};
use crate::context::MatchContext;
use crate::lexers::{html, ruby};
use crate::token::Token::*;
use crate::{Lexer, registry};

/// Rouge's `erb`. Option: `parent` (the language of the template, by default `html`).
pub(crate) static LEXER: Lexer = Lexer::new("erb", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"<%#", C).push("comment");
        s.rule(r"<%[=%-]?", Cp).push("ruby");
        s.call(r"(?s).+?", outer).followed_by("<%");
        s.call(r"(?s).+", outer);
    });
    d.state("comment", |s| {
        s.rule(r"%%>|-?%>", C).pop();
        s.rule(r"(?s).+?", C).followed_by(r"%%>|-?%>|\z");
    });
    d.state("ruby", |s| {
        s.rule(r"%%>|-?%>", Cp).pop();
        s.groups(r"(?s)(.+?)", [Emit::Delegate(&ruby::LEXER)])
            .followed_by(r"%%>|-?%>|\z");
    });
}

/// The text around the Ruby code, in the language of the template.
fn outer(ctx: &mut MatchContext<'_, '_>) {
    let parent = ctx.options().get("parent");
    let lexer = parent.and_then(|name| registry::lexer(name, ctx.version()));
    ctx.delegate_next(ctx.text().len(), lexer.unwrap_or(&html::LEXER));
}

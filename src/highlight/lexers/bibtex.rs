//! BibTeX.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `bibtex`.
pub(crate) static LEXER: Lexer = Lexer::new("bibtex", define);

const NAME: &str = r"[a-zA-Z_@!$&.\\:;<>?\[\]^`|~*/+\-][\w@!$&.\\:;<>?\[\]^`|~*/+\-]*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        blanks(s);
        s.call(format!("@({NAME})"), entry);
        s.rule(".+", C);
    });
    d.state("opening", |s| {
        blanks(s);
        s.rule("[{(]", P).pop();
    });
    d.state("closing", |s| {
        blanks(s);
        s.rule("[})]", P).pop();
    });
    d.state("body", |s| {
        blanks(s);
        s.rule(r"[^\s,}]+", Nl).goto("fields");
    });
    d.state("fields", |s| {
        blanks(s);
        s.rule(",", P).push("field");
        s.empty("").pop();
    });
    d.state("field", |s| {
        blanks(s);
        s.rule(NAME, Na).push("value").push("equals");
        s.empty("").pop();
    });
    d.state("equals", |s| {
        blanks(s);
        s.rule("=", P).pop();
    });
    d.state("value", |s| {
        blanks(s);
        s.rule(NAME, Nv);
        s.rule(r#"""#, S).push("quoted");
        s.rule(r"\{", S).push("braced");
        s.rule(r"\d+", M);
        s.rule("#", P);
        s.empty("").pop();
    });
    d.state("quoted", |s| {
        s.rule(r"\{", S).push("braced");
        s.rule(r#"""#, S).pop();
        s.rule(r#"[^{"]+"#, S);
    });
    d.state("braced", |s| {
        s.rule(r"\{", S).push("braced");
        s.rule(r"\}", S).pop();
        s.rule("[^{}]+", S);
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
}

/// The kind of an entry decides which state reads its braces.
fn entry(ctx: &mut MatchContext<'_, '_>) {
    let inside = match ctx.group(1).to_ascii_lowercase().as_str() {
        "comment" => return ctx.token(C),
        "preamble" => "value",
        "string" => "field",
        _ => "body",
    };
    ctx.token(Nc);
    ctx.push("closing");
    ctx.push(inside);
    ctx.push("opening");
}

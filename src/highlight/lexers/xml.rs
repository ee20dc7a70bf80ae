//! XML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `xml`.
pub(crate) static LEXER: Lexer = Lexer::new("xml", define);

/// The name of an element: letters of any language.
const NAME: &str = r"[\p{L}:_][\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Cf}:.·\-]*";

/// The states, shared with languages that extend XML.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"[^<&]+", Text);
        // No entity is longer.
        s.rule(r"&\S{0,64}?;", Ni);
        // On one line. A longer one ends with the first tag in it, like other declarations.
        s.rule(r"<!\[CDATA\[.*?\]\]>", Cp);
        s.rule(r"<!--", C).push("comment");
        s.rule(r"<\?.*?\?>", Cp);
        s.rule(r"(?s)<![^>]*>", Cp);
        s.rule(format!(r"<\s*{NAME}"), Nt).push("tag");
        s.rule(format!(r"<\s*/\s*{NAME}\s*>"), Nt);
    });
    d.state("comment", |s| {
        s.rule(r"-->", C).pop();
        s.rule(r"[^-]+|-", C);
    });
    d.state("tag", |s| {
        s.rule(r"\s+", Text);
        s.rule(format!(r"{NAME}\s*="), Na).push("attribute");
        s.rule(r"/?\s*>", Nt).pop();
    });
    d.state("attribute", |s| {
        s.rule(r"\s+", Text);
        s.rule(r#"(?s)".*?"|'.*?'|[^\s>]+"#, S).pop();
    });
}

//! BibTeX.

use crate::Lexer;
use crate::notation::{Definition, StateDraft};
use crate::run::Step;
use crate::token::Token::*;

/// Rouge's `bibtex`.
pub(crate) static LEXER: Lexer = Lexer::new("bibtex", define);

const NAME: &str = r"[a-zA-Z_@!$&.\\:;<>?\[\]^`|~*/+\-][\w@!$&.\\:;<>?\[\]^`|~*/+\-]*";

fn define(d: &mut Definition) {
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

fn blanks(s: &mut StateDraft) {
    s.rule(r"\s+", Text);
}

/// The kind of an entry says what stands between its braces.
fn entry(step: &mut Step<'_, '_>) {
    let inside = match step.group(1).to_ascii_lowercase().as_str() {
        "comment" => return step.token(C),
        "preamble" => "value",
        "string" => "field",
        _ => "body",
    };
    step.token(Nc);
    step.push("closing");
    step.push(inside);
    step.push("opening");
}

//! Sass: style sheets that are nested by indentation.

use crate::Lexer;
use crate::lexers::scss;
use crate::notation::Definition;
use crate::run::Step;
use crate::token::Token::*;

/// Rouge's `sass`.
pub(crate) static LEXER: Lexer = Lexer::new("sass", define);

/// Notes: the text 0 is the indentation of the last line, 1 that of the line a comment began on.
const LAST: usize = 0;
const COMMENT: usize = 1;

/// Notes: what kind of comment goes on with the lines that are indented further.
const KIND: usize = 0;
const NONE: usize = 0;
const SINGLE: usize = 1;
const MULTI: usize = 2;

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"[ \t]*\n", Text);
        s.call(r"[ \t]*", indentation);
    });
    d.state("content", |s| {
        s.call(r"//.*$", |step| {
            step.token(C1);
            begin(step, SINGLE);
        })
        .pop();
        s.call(r"/\*.*\n", |step| {
            step.token(Cm);
            begin(step, MULTI);
        })
        .pop();
        s.rule(r"@import\b", K).push("import");
        scss::statements(s);
        s.rule(r"=[\w\-]+", Nf).push("value");
        s.rule(r"\+[\w\-]+", Nd).push("value");
        s.rule(":", Na).push("old attribute");
        s.empty("").before(r"[^\[\n]+?:(?:[^a-z]|$)").push("attribute");
        s.empty("").push("selector");
    });
    d.state("single comment", |s| {
        s.rule(r".*$", C1).pop();
    });
    d.state("multi comment", |s| {
        s.rule(r".*\n", Cm).pop();
    });
    d.state("import", |s| {
        s.rule(r"[ \t]+", Text);
        s.rule(r"\S+", S);
        s.rule(r"\n", Text).pop();
    });
    d.state("old attribute", |s| {
        scss::attribute(s);
        s.empty("").goto("value");
    });
    d.state("end", |s| {
        s.rule(r"\n", Text).pop_n(scss::ALL);
    });
    scss::shared(d);
}

/// Lines that are indented further than this one belong to a comment.
fn begin(step: &mut Step<'_, '_>, kind: usize) {
    let notes = step.notes();
    notes.texts.resize(2, String::new());
    notes.numbers[KIND] = kind;
    notes.texts[COMMENT] = notes.texts[LAST].clone();
}

/// The white space a line begins with says whether the line still belongs to a comment.
fn indentation(step: &mut Step<'_, '_>) {
    step.token(Text);
    let text = step.text();
    let notes = step.notes();
    notes.texts.resize(2, String::new());
    text.clone_into(&mut notes.texts[LAST]);
    let outer = notes.texts[COMMENT].as_str();
    let inside = notes.numbers[KIND] != NONE && text.starts_with(outer) && text != outer;
    if !inside {
        notes.numbers[KIND] = NONE;
    }
    let state = match notes.numbers[KIND] {
        SINGLE => "single comment",
        MULTI => "multi comment",
        _ => "content",
    };
    step.push(state);
}

//! Sass: style sheets that are nested by indentation.

use crate::highlight::Lexer;
use crate::highlight::lexers::scss;
use crate::highlight::notation::Definition;
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;

/// Rouge's `sass`.
pub(crate) static LEXER: Lexer = Lexer::new("sass", define);

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.call(r"^([ \t]*)(//|/\*)[^\n]*\n?", comment);
        s.rule(r"\s+", Text);
        s.groups(r"^([ \t]*)(=[\w-]+)", [Text, Nf]).push("value");
        s.rule(r"=[\w-]+", Nf).push("value");
        s.rule(r"\+[\w-]+", Nd).push("value");
        s.rule(r"@import\b", K).push("import");
        s.mixin("statements");
        s.groups(r"^([ \t]*)(:[\w-]+)", [Text, Na]).push("value");
        scss::property(s, r":[^a-z]", "value");
        s.mixin("selector");
        s.rule(r";", O);
    });
    d.state("import", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"\S+", S);
    });
    d.state("end", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"[^\S\n]+", Text);
    });
    scss::shared(d);
}

/// A comment takes the lines that are indented further.
fn comment(step: &mut Step<'_, '_>) {
    let indent = step.group(1).len();
    let token = if step.group(2) == "//" { C1 } else { Cm };
    let whole = step.text().to_owned() + step.ahead();
    let mut length = 0;
    let mut pieces = Vec::new();
    for (index, line) in whole.split_inclusive('\n').enumerate() {
        let bare = line.trim_end_matches('\n');
        let blank = bare.len() - bare.trim_start().len();
        if index > 0 && !bare.is_empty() && blank <= indent {
            break;
        }
        pieces.push((Text, blank));
        pieces.push((token, bare.len() - blank));
        if line.len() > bare.len() {
            pieces.push((if token == Cm { Cm } else { Text }, 1));
        }
        length += line.len();
    }
    step.set_length(length);
    for (token, length) in pieces {
        step.next(token, length);
    }
}

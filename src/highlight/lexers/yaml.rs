//! YAML.
//!
//! Three numbers are noted between matches: how far the open block is indented, how far the line goes before its
//! next token, and how far the lines of a block scalar are indented (one more than that, 0 standing for "not
//! known yet"). The indentations of the blocks around are noted as texts of that length.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, StateDraft};
use crate::highlight::run::{Notes, Step};
use crate::highlight::token::Token::{self, *};

/// Rouge's `yaml`.
pub(crate) static LEXER: Lexer = Lexer::new("yaml", define);

const INDENT: usize = 0;
const NEXT: usize = 1;
const SCALAR: usize = 2;

const KEY: &str = r#"([^#,:?\[\]{}"'\n]+)(:)"#;

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"[ ]+", Text).before(r"#|$");
        s.rule(r"\n+", Text);
        s.rule(r"#[^\n]*", C1);
        s.call(r"^%YAML", |step| reset(step, Nt))
            .before(r"[ ]|$")
            .push("yaml directive");
        s.call(r"^%TAG", |step| reset(step, Nt))
            .before(r"[ ]|$")
            .push("tag directive");
        s.call(r"^(?:---|\.\.\.)", |step| reset(step, Nn))
            .before(r"[ ]|$")
            .push("line");
        s.call(r"[ ]*", line_start)
            .before(r"\S")
            .push("line")
            .push("indentation");
    });
    d.state("ignored line", |s| {
        s.rule(r"[ ]+", Text).before(r"#|$");
        s.rule(r"#[^\n]*", C1);
        s.rule(r"\n", Text).pop_n(2);
    });
    d.state("yaml directive", |s| {
        s.groups(r"([ ]+)(\d+\.\d+)", [Text, M]).push("ignored line");
    });
    d.state("tag directive", |s| {
        s.groups(
            r"([ ]+)(!|![\w\-]*!)([ ]+)(!|!?[\w;/?:@&=+$,.!~*'()\[\]%\-]+)",
            [Text, Kt, Text, Kt],
        )
        .push("ignored line");
    });
    blocks(d);
    flows(d);
    block_scalars(d);
    quoted_scalars(d);
    plain_scalars(d);
}

fn blocks(d: &mut Definition) {
    d.state("indentation", |s| {
        s.rule(r"[ ]*$", Text).pop_n(2);
        s.call(r"[ ]+", more_space).before(r"[?:\-](?:[ ]|$)");
        s.call(r"[?:\-]", |step| {
            step.token(Pi);
            open(step.notes());
            step.notes().numbers[NEXT] += 1;
        })
        .before(r"[ ]|$");
        s.call(r"[ ]*", more_space).pop();
    });
    d.state("line", |s| {
        s.rule(r"[ ]*", Text).before(r"#|$").pop();
        s.rule(r"[ ]+", Text);
        descriptors(s);
        s.call(KEY, |step| {
            step.group_token(1, Na);
            step.group_token(2, Pi);
            open(step.notes());
        })
        .before(r"\s|$")
        .needs(":");
        s.rule(r"[|>]", Pi)
            .push("block scalar")
            .push("block scalar header");
        flow_nodes(s);
        s.rule(r"true|false|null", No);
        s.rule(r"\d+(?:\.\d+)?", M).before(r"\r?\n|[ ]+#");
        s.empty("")
            .before(r#"[^\s?:,\[\]{}#&*!|>'"%@`\-]|[?:\-]\S"#)
            .push("plain scalar");
        s.empty("").before(r"-[ ]|-$").push("plain scalar");
    });
}

fn descriptors(s: &mut StateDraft) {
    s.rule(r"!<[\w;/?:@&=+$,.!~*'()\[\]%\-]+>", Kt);
    s.rule(r"![\w;/?:@&=+$,.!~*'()\[\]%\-]*", Kt);
    s.rule(r"&[\w\-]+", Nl);
    s.rule(r"\*[\w\-]+", Nv);
}

fn flow_nodes(s: &mut StateDraft) {
    s.rule(r"\[", Pi).push("sequence");
    s.rule(r"\{", Pi).push("mapping");
    s.rule(r"'", S1).push("single");
    s.rule(r#"""#, S2).push("double");
}

fn flows(d: &mut Definition) {
    d.state("collection", |s| {
        s.rule(r"[ \n]+", Text);
        s.rule(r"#[^\n]*", C1);
        s.rule(r"[?:,]", Pi);
        descriptors(s);
        flow_nodes(s);
        s.empty("")
            .before(r#"[^\s?:,\[\]{}#&*!|>'"%@`]"#)
            .push("flow scalar");
    });
    d.state("sequence", |s| {
        s.rule(r"\]", Pi).pop();
        s.mixin("collection");
    });
    d.state("mapping", |s| {
        s.rule(r"\}", Pi).pop();
        s.mixin("collection");
    });
}

fn block_scalars(d: &mut Definition) {
    d.state("block scalar", |s| {
        s.rule(r"\n+", Text);
        s.call(r"^[ ]+$", blank_scalar_line);
        s.call(r"^[ ]*", scalar_indent);
        s.rule(r"[^\n\r\x0C\x0B]+", S);
    });
    d.state("block scalar header", |s| {
        s.call(r"([1-9])?[+\-]?", scalar_header)
            .before(r"[ ]|$")
            .push("ignored line");
        s.call(r"[+\-]?([1-9])?", scalar_header)
            .before(r"[ ]|$")
            .push("ignored line");
        s.call(r"[+\-]*", scalar_header)
            .before(r"[ ]|$")
            .push("ignored line");
    });
}

fn quoted_scalars(d: &mut Definition) {
    d.state("quoted space", |s| {
        s.rule(r"^[ ]+", Text);
        s.rule(r"[ ]+$", Text);
        s.rule(r"\n+", Text);
        s.rule(r"[ ]+", Nv);
    });
    d.state("single", |s| {
        s.mixin("quoted space");
        s.rule(r"\\'", Se);
        s.rule(r"'", S).pop();
        s.rule(r"[^\s']+", S);
    });
    d.state("double", |s| {
        s.rule(r#"""#, S).pop();
        s.mixin("quoted space");
        s.rule(r#"\\[0abt\tnvfre "\\N_LP]"#, Se);
        s.rule(r"\\(?:x\h{2}|u\h{4}|U\h{8})", Se);
        s.rule(r"\\", Se).before("\n");
        s.rule(r#"[^ \t\n\r\x0C\x0B"\\]+"#, S);
    });
}

fn plain_scalars(d: &mut Definition) {
    d.state("plain scalar", |s| {
        s.rule(r"[ ]*", Text).before(r":[ \n]|:$").pop();
        s.rule(r"[ ]+", Text).before(r"#").pop();
        s.rule(r"[ ]+$", Text);
        s.rule(r"\n+", Text).push("plain scalar line");
        s.rule(r"[ ]+", S);
        s.rule(r"true|false|null", No);
        s.rule(r"\d+(?:\.\d+)?", M).before(r"\r?\n|[ ]+#");
        s.rule(r"(?::\S|[^\s:])+", S);
    });
    d.state("plain scalar line", |s| {
        s.rule(r"^[ ]+$", Text);
        s.rule(r"\n+", Text);
        s.empty(r"^").before(r"---|\.\.\.").pop_n(3);
        s.call(r"^[ ]*", |step| {
            if step.text().len() <= step.notes().numbers[INDENT] {
                let length = step.text().len();
                close(step.notes(), length);
                step.pop(3);
                step.set_length(0);
            } else {
                step.token(Text);
                step.pop(1);
            }
        });
    });
    d.state("flow scalar", |s| {
        s.rule(r"[ ]*", Text).before(r"[,:?\[\]{}]").pop();
        s.rule(r"[ ]+", Text).before(r"#").pop();
        s.rule(r"^[ ]+", Text);
        s.rule(r"[ ]+$", Text);
        s.rule(r"\n+", Text);
        s.rule(r"[ ]+", Nv);
        s.rule(r"[^\s,:?\[\]{}]+", Nv);
    });
}

/// A directive or the mark of a document: all blocks are closed.
fn reset(step: &mut Step<'_, '_>, token: Token) {
    step.token(token);
    let notes = step.notes();
    notes.texts.clear();
    notes.numbers = [0; 4];
}

/// The white space a line begins with: blocks that are indented further are closed.
fn line_start(step: &mut Step<'_, '_>) {
    let length = step.text().len();
    let notes = step.notes();
    notes.numbers[NEXT] = length;
    let closes = length < notes.numbers[INDENT];
    close(notes, length);
    let indent = notes.numbers[INDENT];
    if closes && length > indent {
        step.next(Text, indent);
        step.token(Err);
    } else {
        step.token(Text);
    }
}

fn more_space(step: &mut Step<'_, '_>) {
    step.token(Text);
    let length = step.text().len();
    step.notes().numbers[NEXT] += length;
}

/// The blocks that are indented further than `length` are closed.
fn close(notes: &mut Notes, length: usize) {
    while length < notes.numbers[INDENT] {
        notes.numbers[INDENT] = notes.texts.pop().map_or(0, |text| text.len());
    }
}

/// A block begins where the line stands, if that is further in than the open one.
fn open(notes: &mut Notes) {
    if notes.numbers[INDENT] < notes.numbers[NEXT] {
        notes.texts.push(" ".repeat(notes.numbers[INDENT]));
        notes.numbers[INDENT] = notes.numbers[NEXT];
    }
}

fn scalar_header(step: &mut Step<'_, '_>) {
    step.token(Pi);
    let further = step.group(1).parse::<usize>().ok();
    let notes = step.notes();
    let indent = notes.numbers[INDENT];
    notes.numbers[SCALAR] = further.map_or(0, |further| indent + further + 1);
}

fn blank_scalar_line(step: &mut Step<'_, '_>) {
    let length = step.text().len();
    let scalar = step.notes().numbers[SCALAR];
    if scalar == 0 || length < scalar {
        step.token(Text);
    } else {
        step.next(Text, scalar - 1);
        step.token(No);
    }
}

/// The white space before a line: less than that of the scalar ends it.
fn scalar_indent(step: &mut Step<'_, '_>) {
    let length = step.text().len();
    let notes = step.notes();
    let indent = notes.numbers[INDENT];
    let ends = match notes.numbers[SCALAR] {
        0 => length < indent,
        scalar => length + 1 < scalar,
    };
    if ends {
        close(notes, length);
        step.pop(2);
        step.set_length(0);
        return;
    }
    if notes.numbers[SCALAR] == 0 {
        notes.numbers[SCALAR] = length + 1;
    }
    step.token(Text);
}

//! YAML. Blocks end where a line is indented less, so the run notes how far open blocks are indented.

use crate::Lexer;
use crate::notation::{Definition, StateDraft};
use crate::run::{Notes, Step};
use crate::token::Token::{self, *};

/// Rouge's `yaml`.
pub(crate) static LEXER: Lexer = Lexer::new("yaml", define);

/// Notes: the indentation of the innermost open block (those around it are `depths`), of the place the line has come
/// to, and of a block scalar, with one added (0 while it is not known).
const INDENT: usize = 0;
const NEXT: usize = 1;
const SCALAR: usize = 2;

/// What plain scalars begin with.
const PLAIN: &str = r#"[^ \t\n\r\x0C\x0B?:,\[\]{}#&*!|>'"%@`]"#;

const NAME: &str = r"[\p{L}\p{Nl}\p{Nd}_\-]+";

fn define(d: &mut Definition) {
    d.state("root", |s| {
        comment(s);
        s.rule(r"\n+", Text);
        s.rule(r"[ ]+", Text).before(r"#|$");
        s.call(r"^%YAML\b", |step| reset(step, Nt)).push("yaml directive");
        s.call(r"^%TAG\b", |step| reset(step, Nt)).push("tag directive");
        s.call(r"^(?:---|\.\.\.)", |step| reset(step, Nn))
            .before(r"[ ]|$")
            .push("line");
        s.call(r"[ ]*", line_start)
            .before(r"\S")
            .push("line")
            .push("indentation");
    });
    d.state("ignored line", |s| {
        comment(s);
        s.rule(r"[ ]+", Text);
        s.rule(r"\n", Text).pop();
    });
    d.state("yaml directive", |s| {
        s.groups(r"([ ]+)(\d+\.\d+)", [Text, M]).goto("ignored line");
    });
    d.state("tag directive", |s| {
        s.groups(
            r"([ ]+)(!|![\w\-]*!)([ ]+)(!|!?[\w;/?:@&=+$,.!~*'()\[\]%\-]+)",
            [Text, Kt, Text, Kt],
        )
        .goto("ignored line");
    });
    blocks(d);
    flows(d);
    block_scalars(d);
    quoted_scalars(d);
    plain_scalars(d);
}

fn comment(s: &mut StateDraft) {
    s.rule(r"#.*$", C1);
}

fn blocks(d: &mut Definition) {
    d.state("indentation", |s| {
        s.rule(r"\s*?\n", Text).pop_n(2);
        s.call(r"[ ]+", more_space).before(r"[\-:?](?:[ ]|$)");
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
        s.call(r#"([^#,:?\[\]{}"'\n]+)(:)"#, |step| {
            step.group_token(1, Na);
            step.group_token(2, Pi);
            open(step.notes());
        })
        .before(r"\s|$")
        .needs(":");
        s.rule(r"[|>][+\-]?", Pi)
            .push("block scalar")
            .push("block scalar header");
        flow_nodes(s);
        s.empty("").before(PLAIN).push("plain scalar");
        s.empty("")
            .before(r"[?:\-][^ \t\n\r\x0C\x0B]")
            .push("plain scalar");
        // What begins nothing, in one go: no key begins with the rest of it either.
        s.rule("[%@`]+", Err);
        s.rule("&+", Err).before("&");
        s.rule(r"\*+", Err).before(r"\*");
    });
}

fn descriptors(s: &mut StateDraft) {
    s.rule(r"!<[\w;/?:@&=+$,.!~*'()\[\]%\-]+>", Kt);
    s.rule(r"(?:![\w\-]+)?![\w;/?:@&=+$,.!~*'()\[\]%\-]*", Kt);
    s.rule(format!("&{NAME}"), Nl);
    s.rule(format!(r"\*{NAME}"), Nv);
}

fn flow_nodes(s: &mut StateDraft) {
    s.rule(r"\[", Pi).push("sequence");
    s.rule(r"\{", Pi).push("mapping");
    s.rule(r"'", S1).push("single");
    s.rule(r#"""#, S2).push("double");
}

fn flows(d: &mut Definition) {
    for (name, end) in [("sequence", r"\]"), ("mapping", r"\}")] {
        d.state(name, |s| {
            s.rule(end, Pi).pop();
            s.rule(r"\s+", Text);
            comment(s);
            s.rule(r"[?:,]", Pi);
            descriptors(s);
            flow_nodes(s);
            s.empty("").before(PLAIN).push("flow scalar");
        });
    }
}

fn block_scalars(d: &mut Definition) {
    d.state("block scalar", |s| {
        s.rule(r"\n+", Text);
        s.call(r"^[ ]+$", blank_scalar_line);
        s.call(r"^[ ]*", scalar_indent);
        s.rule(r"[^\n\r\x0C\x0B]+", S);
    });
    d.state("block scalar header", |s| {
        s.call(r"[1-9][+\-]?|[+\-]?[1-9]?", scalar_header)
            .before(r"[ ]|$")
            .goto("ignored line");
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
        s.rule("\\\\[0abt\\tn\\nvfre \"\\\\N_LP]", Se);
        s.rule(r"\\(?:x\h{2}|u\h{4}|U\h{8})", Se);
        s.rule(r#"[^ \t\n\r\x0C\x0B"\\]+"#, S);
    });
}

fn plain_scalars(d: &mut Definition) {
    d.state("plain scalar", |s| {
        s.rule(r"[ ]*", Text).before(r":[ \n]|:$").pop();
        s.rule(r"[ ]*:\S+", S);
        s.rule(r"[ ]+", Text).before(r"#").pop();
        s.rule(r"[ ]+$", Text);
        s.rule(r"\n+", Text).push("plain scalar line");
        s.rule(r"[ ]+", S);
        s.rule(r"true|false|null", No);
        s.rule(r"\d+(?:\.\d+)?", M).before(r"\r?\n|[ ]+#").pop();
        s.rule(r"[^\s:]+", S);
    });
    d.state("plain scalar line", |s| {
        s.rule(r"^[ ]+\n", Text);
        s.rule(r"\n+", Text);
        s.empty(r"^").before(r"---|\.\.\.").pop_n(3);
        s.call(r"^[ ]*", |step| {
            step.token(Text);
            step.pop(1);
            let length = step.text().len();
            if length <= step.notes().numbers[INDENT] {
                step.pop(1);
                close(step.notes(), length);
                step.push("indentation");
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
    notes.depths.clear();
    notes.numbers = [0; 4];
}

/// The white space a line begins with: blocks that are indented further are closed. What is left between two of
/// them is an error.
fn line_start(step: &mut Step<'_, '_>) {
    let length = step.text().len();
    let closes = length < step.notes().numbers[INDENT];
    close(step.notes(), length);
    let indent = step.notes().numbers[INDENT];
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

/// A line begins `length` in: the blocks that are indented further are closed.
fn close(notes: &mut Notes, length: usize) {
    notes.numbers[NEXT] = length;
    while length < notes.numbers[INDENT] {
        notes.numbers[INDENT] = notes.depths.pop().unwrap_or(0);
    }
}

/// A block begins where the line stands, if that is further in than the open one.
fn open(notes: &mut Notes) {
    if notes.numbers[INDENT] < notes.numbers[NEXT] {
        notes.depths.push(notes.numbers[INDENT]);
        notes.numbers[INDENT] = notes.numbers[NEXT];
    }
}

/// How far a block scalar is indented, where its head says so.
fn scalar_header(step: &mut Step<'_, '_>) {
    step.token(Pi);
    let text = step.text();
    let further = text.trim_matches(['+', '-']).parse::<usize>().unwrap_or(0);
    let notes = step.notes();
    notes.numbers[SCALAR] = match text {
        "" => 0,
        _ => notes.numbers[INDENT] + further + 1,
    };
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
    step.token(Text);
    let length = step.text().len();
    let notes = step.notes();
    let least = match notes.numbers[SCALAR] {
        0 => notes.numbers[INDENT],
        scalar => scalar - 1,
    };
    if notes.numbers[SCALAR] == 0 {
        notes.numbers[SCALAR] = length + 1;
    }
    if length < least {
        close(notes, length);
        step.pop(1);
        step.push("indentation");
    }
}

//! YAML. A block ends at a line that is indented less, so the lexer keeps the indentation of open blocks.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `yaml`.
pub(crate) static LEXER: Lexer = Lexer::new("yaml", define);

#[derive(Default)]
struct State {
    /// The indentation of the innermost open block.
    indent: usize,
    /// The indentation of the blocks around it, the innermost last.
    outer: Vec<usize>,
    /// The indentation of the current place: that of the line and of the block indicators read so far.
    next: usize,
    /// The indentation of the block scalar, once it is known.
    scalar: Option<usize>,
}

impl State {
    /// A line begins with `length` blanks: closes the blocks that are indented further.
    fn close(&mut self, length: usize) {
        self.next = length;
        while length < self.indent {
            self.indent = self.outer.pop().unwrap_or(0);
        }
    }

    /// Opens a block at the current place, if that is indented further than the open one.
    fn open(&mut self) {
        if self.indent < self.next {
            self.outer.push(self.indent);
            self.indent = self.next;
        }
    }
}

/// The first character of a plain scalar.
const PLAIN: &str = r#"[^ \t\n\r\x0C\x0B?:,\[\]{}#&*!|>'"%@`]"#;

const NAME: &str = r"[\p{L}\p{Nl}\p{Nd}_\-]+";

/// The states, shared with languages that extend YAML.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        comment(s);
        s.rule(r"\n+", Text);
        s.rule(r"[ ]+", Text).followed_by(r"#|$");
        s.call(r"^%YAML\b", |ctx| reset(ctx, Nt)).push("yaml directive");
        s.call(r"^%TAG\b", |ctx| reset(ctx, Nt)).push("tag directive");
        s.call(r"^(?:---|\.\.\.)", |ctx| reset(ctx, Nn))
            .followed_by(r"[ ]|$")
            .push("line");
        s.call(r"[ ]*", line_start)
            .followed_by(r"\S")
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

fn comment(s: &mut StateBuilder) {
    s.rule(r"#.*$", C1);
}

fn blocks(d: &mut LexerBuilder) {
    d.state("indentation", |s| {
        s.rule(r"\s*?\n", Text).pop_n(2);
        s.call(r"[ ]+", more_space).followed_by(r"[\-:?](?:[ ]|$)");
        s.call(r"[?:\-]", |ctx| {
            ctx.token(Pi);
            let state = ctx.state::<State>();
            state.open();
            state.next += 1;
        })
        .followed_by(r"[ ]|$");
        s.call(r"[ ]*", more_space).pop();
    });
    d.state("line", |s| {
        s.rule(r"[ ]*", Text).followed_by(r"#|$").pop();
        s.rule(r"[ ]+", Text);
        descriptors(s);
        let key = if s.is_since(V4_7) {
            r#"([^#,?\[\]{}"'\n]+)(:)"#
        } else {
            r#"([^#,:?\[\]{}"'\n]+)(:)"#
        };
        s.call(key, |ctx| {
            ctx.group_token(1, Na);
            ctx.group_token(2, Pi);
            ctx.state::<State>().open();
        })
        .followed_by(r"\s|$");
        s.rule(r"[|>][+\-]?", Pi)
            .push("block scalar")
            .push("block scalar header");
        flow_nodes(s);
        s.empty("").followed_by(PLAIN).push("plain scalar");
        s.empty("")
            .followed_by(r"[?:\-][^ \t\n\r\x0C\x0B]")
            .push("plain scalar");
        // Characters that begin nothing, as one token: no key begins with the rest of them either.
        s.rule("[%@`]+", Err);
        s.rule("&+", Err).followed_by("&");
        s.rule(r"\*+", Err).followed_by(r"\*");
    });
}

/// Opens a block at the current place, as a key does.
pub(crate) fn open_block(ctx: &mut MatchContext<'_, '_>) {
    ctx.state::<State>().open();
}

fn descriptors(s: &mut StateBuilder) {
    s.rule(r"!<[\w;/?:@&=+$,.!~*'()\[\]%\-]+>", Kt);
    s.rule(r"(?:![\w\-]+)?![\w;/?:@&=+$,.!~*'()\[\]%\-]*", Kt);
    s.rule(format!("&{NAME}"), Nl);
    s.rule(format!(r"\*{NAME}"), Nv);
}

fn flow_nodes(s: &mut StateBuilder) {
    s.rule(r"\[", Pi).push("sequence");
    s.rule(r"\{", Pi).push("mapping");
    s.rule(r"'", S1).push("single");
    s.rule(r#"""#, S2).push("double");
}

fn flows(d: &mut LexerBuilder) {
    for (name, end) in [("sequence", r"\]"), ("mapping", r"\}")] {
        d.state(name, |s| {
            s.rule(end, Pi).pop();
            s.rule(r"\s+", Text);
            comment(s);
            s.rule(r"[?:,]", Pi);
            descriptors(s);
            flow_nodes(s);
            s.empty("").followed_by(PLAIN).push("flow scalar");
        });
    }
}

fn block_scalars(d: &mut LexerBuilder) {
    d.state("block scalar", |s| {
        s.rule(r"\n+", Text);
        s.call(r"^[ ]+$", blank_scalar_line);
        s.call(r"^[ ]*", scalar_indent);
        s.rule(r"[^\n\r\x0C\x0B]+", S);
    });
    d.state("block scalar header", |s| {
        s.call(r"[1-9][+\-]?|[+\-]?[1-9]?", scalar_header)
            .followed_by(r"[ ]|$")
            .goto("ignored line");
    });
}

fn quoted_scalars(d: &mut LexerBuilder) {
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

fn plain_scalars(d: &mut LexerBuilder) {
    d.state("plain scalar", |s| {
        s.rule(r"[ ]*", Text).followed_by(r":[ \n]|:$").pop();
        s.rule(r"[ ]*:\S+", S);
        s.rule(r"[ ]+", Text).followed_by(r"#").pop();
        s.rule(r"[ ]+$", Text);
        s.rule(r"\n+", Text).push("plain scalar line");
        s.rule(r"[ ]+", S);
        s.rule(r"true|false|null", No).before(V4_7);
        s.rule(r"(?:true|false|null)\b", Kc).since(V4_7);
        s.rule(r"\d+(?:\.\d+)?", M).followed_by(r"\r?\n|[ ]+#").pop();
        s.rule(r"[^\s:]+", S);
    });
    d.state("plain scalar line", |s| {
        s.rule(r"^[ ]+\n", Text);
        s.rule(r"\n+", Text);
        s.empty(r"^").followed_by(r"---|\.\.\.").pop_n(3);
        s.call(r"^[ ]*", |ctx| {
            ctx.token(Text);
            ctx.pop(1);
            let length = ctx.text().len();
            if length <= ctx.state::<State>().indent {
                ctx.pop(1);
                ctx.state::<State>().close(length);
                ctx.push("indentation");
            }
        });
    });
    d.state("flow scalar", |s| {
        s.rule(r"[ ]*", Text).followed_by(r"[,:?\[\]{}]").pop();
        s.rule(r"[ ]+", Text).followed_by(r"#").pop();
        s.rule(r"^[ ]+", Text);
        s.rule(r"[ ]+$", Text);
        s.rule(r"\n+", Text);
        s.rule(r"[ ]+", Nv);
        s.rule(r"[^\s,:?\[\]{}]+", Nv);
    });
}

/// A directive or the marker of a document closes all blocks.
fn reset(ctx: &mut MatchContext<'_, '_>, token: Token) {
    ctx.token(token);
    *ctx.state() = State::default();
}

/// The white space at the beginning of a line closes the blocks that are indented further. What is left between the
/// indentation of two blocks is an error.
fn line_start(ctx: &mut MatchContext<'_, '_>) {
    let length = ctx.text().len();
    let state = ctx.state::<State>();
    let closes = length < state.indent;
    state.close(length);
    let indent = state.indent;
    if closes && length > indent {
        ctx.token_next(Text, indent);
        ctx.token(Err);
    } else {
        ctx.token(Text);
    }
}

fn more_space(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Text);
    let length = ctx.text().len();
    ctx.state::<State>().next += length;
}

/// The header of a block scalar may give its indentation.
fn scalar_header(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Pi);
    let text = ctx.text();
    let further = text.trim_matches(['+', '-']).parse::<usize>().unwrap_or(0);
    let state = ctx.state::<State>();
    state.scalar = (!text.is_empty()).then_some(state.indent + further);
}

fn blank_scalar_line(ctx: &mut MatchContext<'_, '_>) {
    let length = ctx.text().len();
    match ctx.state::<State>().scalar {
        Some(scalar) if length > scalar => {
            ctx.token_next(Text, scalar);
            ctx.token(No);
        }
        _ => ctx.token(Text),
    }
}

/// The white space before a line of a block scalar. A line that is indented less than the scalar ends it.
fn scalar_indent(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Text);
    let length = ctx.text().len();
    let state = ctx.state::<State>();
    let least = state.scalar.unwrap_or(state.indent);
    state.scalar.get_or_insert(length);
    if length < least {
        state.close(length);
        ctx.pop(1);
        ctx.push("indentation");
    }
}

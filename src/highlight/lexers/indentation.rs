//! Blocks of lines that are indented further than the line before, for Haml and Slim.

use crate::Lexer;
use crate::context::MatchContext;
use crate::token::Token::{Nd, Text};

/// The text of a line up to an interpolation.
pub(crate) const TEXT: &str = r"(?:[^#\n]|#[^{\n]|(?:\\\\)*\\#\{)+";

/// The lexer of the filter whose lines are read.
#[derive(Default)]
pub(crate) struct Filter(pub(crate) Option<&'static Lexer>);

#[derive(Default)]
struct Indentation {
    /// The white space before the last line.
    last: String,
    block: Option<Block>,
}

/// A block. It continues on the lines that are indented further than the line that began it.
struct Block {
    /// The white space before the line that began it.
    outer: String,
    /// The state that reads its lines.
    state: &'static str,
}

/// Lines that are indented further than this one are read in `state`.
pub(crate) fn begin_block(ctx: &mut MatchContext<'_, '_>, state: &'static str) {
    let indentation = ctx.state::<Indentation>();
    let outer = indentation.last.clone();
    indentation.block = Some(Block { outer, state });
}

/// The white space before a line selects the state for the line: that of the block, or `content`.
pub(crate) fn begin_line(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Text);
    let text = ctx.text();
    let indentation = ctx.state::<Indentation>();
    text.clone_into(&mut indentation.last);
    let inside = |block: &Block| text.starts_with(&block.outer) && text != block.outer;
    indentation.block = indentation.block.take().filter(inside);
    let state = indentation.block.as_ref().map_or("content", |block| block.state);
    ctx.push(state);
}

/// The first group names the filter whose lines follow; they are read by the lexer that `filters` has under that name.
pub(crate) fn begin_filter(ctx: &mut MatchContext<'_, '_>, filters: &[(&str, &'static Lexer)]) {
    ctx.token(Nd);
    begin_block(ctx, "filter");
    let name = ctx.group(1).trim();
    let lexer = filters.iter().find(|(known, _)| *known == name);
    let lexer = lexer.map(|(_, lexer)| *lexer);
    if let Some(lexer) = lexer {
        ctx.reset(lexer);
    }
    ctx.state::<Filter>().0 = lexer;
}

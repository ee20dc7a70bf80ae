//! Blocks of lines that are indented further than the line before, for Haml and Slim.

use crate::context::MatchContext;
use crate::token::Token::Text;

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

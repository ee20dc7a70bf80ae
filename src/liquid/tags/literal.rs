//! `raw`, which copies its body, and `comment`, which drops it.

use crate::{Context, Flow, Markup, Output, Parser, Render};
use recto_diag::Result;
use recto_text::ascii::is_space;
use std::ops::Range;

#[derive(Debug)]
struct Raw {
    pieces: Vec<Range<usize>>,
}

/// Parses `raw`: its body is literal text.
pub(super) fn raw<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    if !tag.text.bytes().all(is_space) {
        return Err(tag.error("`raw` takes no arguments"));
    }
    let pieces = parser.raw(&tag)?;
    Ok(Box::new(Raw { pieces }))
}

impl Render for Raw {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        for piece in &self.pieces {
            context.write_literal(piece.clone(), out);
        }
        Ok(Flow::Next)
    }

    fn is_blank(&self) -> bool {
        self.pieces.is_empty()
    }

    fn is_block(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Comment;

/// Parses `comment`: tags inside are parsed too, since comments nest, but unknown ones are ignored.
pub(super) fn comment<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    parser.block_of_anything(&tag)?;
    Ok(Box::new(Comment))
}

/// Liquid 5's `{% # … %}`.
pub(super) fn inline_comment<'t>(_: &mut Parser<'t>, _: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Comment))
}

impl Render for Comment {
    fn render(&self, _: &mut Context<'_>, _: &mut Output) -> Result<Flow> {
        Ok(Flow::Next)
    }

    fn is_blank(&self) -> bool {
        true
    }

    fn is_block(&self) -> bool {
        true
    }
}

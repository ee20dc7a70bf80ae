//! `if`, `unless` and `case`: render the first branch whose condition holds.

use crate::{Block, Condition, Context, Flow, Markup, Output, Parser, Render};
use recto_diag::Result;

#[derive(Debug)]
struct Branch {
    /// None for `else`.
    condition: Option<Condition>,
    body: Block,
}

#[derive(Debug)]
struct If {
    branches: Vec<Branch>,
    /// `unless`: the first condition is turned round.
    unless: bool,
    blank: bool,
}

/// Reads `if`.
pub(super) fn parse_if<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    branches(parser, tag, false)
}

/// Reads `unless`.
pub(super) fn parse_unless<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    branches(parser, tag, true)
}

fn branches<'t>(parser: &mut Parser<'t>, tag: Markup<'t>, unless: bool) -> Result<Box<dyn Render>> {
    let mut branches = Vec::new();
    let mut head = tag;
    loop {
        let condition = match head.name {
            "else" => None,
            _ => Some(parser.condition(head.text, head.at)?),
        };
        let (body, end) = parser.block(&tag, &["elsif", "else"])?;
        branches.push(Branch { condition, body });
        if !matches!(end.name, "elsif" | "else") {
            break;
        }
        head = end;
    }
    let blank = branches.iter().all(|branch| branch.body.is_blank());
    Ok(Box::new(If {
        branches,
        unless,
        blank,
    }))
}

impl Render for If {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        for (index, branch) in self.branches.iter().enumerate() {
            let holds = match &branch.condition {
                None => true,
                Some(condition) => context.test(condition)? != (self.unless && index == 0),
            };
            if holds {
                return context.block(&branch.body, out);
            }
        }
        Ok(Flow::Next)
    }

    fn is_blank(&self) -> bool {
        self.blank
    }

    fn is_block(&self) -> bool {
        true
    }
}

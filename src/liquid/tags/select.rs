//! `case`: renders every `when` that equals the value, or else the `else`.

use crate::ast::Operator;
use crate::fragment::{find_fragment, quoted_fragment, spaces};
use crate::{Block, Context, Expression, Flow, Markup, Output, Parser, Render};
use recto_diag::Result;
use recto_text::ascii::is_space;

#[derive(Debug)]
struct Branch {
    /// What the value is compared with; empty for `else`.
    values: Vec<Expression>,
    body: Block,
}

#[derive(Debug)]
struct Case {
    value: Expression,
    branches: Vec<Branch>,
    blank: bool,
}

/// Parses `case`; the text before the first `when` is dropped.
pub(super) fn case<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let Some((start, end)) = find_fragment(tag.text.as_bytes(), 0) else {
        let mut error = tag.error("syntax error in `case`");
        error.hints.push("write it as `{% case value %}`".to_owned());
        return Err(error);
    };
    let value = parser.expression(&tag.text[start..end]);
    let (before, mut head) = parser.block(&tag, &["when", "else"])?;
    let mut branches = Vec::new();
    while matches!(head.name, "when" | "else") {
        let values = match head.name {
            "when" => values(parser, &head)?,
            _ if head.text.trim().is_empty() => Vec::new(),
            _ => return Err(head.error("the `else` of a `case` takes no arguments")),
        };
        let (body, next) = parser.block(&tag, &["when", "else"])?;
        branches.push(Branch { values, body });
        head = next;
    }
    let blank = before.is_blank() && branches.iter().all(|branch| branch.body.is_blank());
    Ok(Box::new(Case {
        value,
        branches,
        blank,
    }))
}

/// `(QuotedFragment)(?:(?:\s+or\s+|\s*,\s*)(QuotedFragment.*))?`, again and again on what is left.
fn values(parser: &Parser<'_>, head: &Markup<'_>) -> Result<Vec<Expression>> {
    let bytes = head.text.as_bytes();
    let mut values = Vec::new();
    let mut at = 0;
    loop {
        let Some((start, end)) = find_fragment(bytes, at) else {
            let mut error = head.error("syntax error in `when`");
            error.hints.push("write it as `{% when 'a' or 'b' %}`".to_owned());
            return Err(error);
        };
        values.push(parser.expression(&head.text[start..end]));
        match separator(bytes, end).filter(|next| quoted_fragment(bytes, *next).is_some()) {
            Some(next) => at = next,
            None => return Ok(values),
        }
    }
}

/// The end of ` or ` or of a comma.
fn separator(bytes: &[u8], at: usize) -> Option<usize> {
    let sign = spaces(bytes, at);
    if bytes.get(sign) == Some(&b',') {
        return Some(spaces(bytes, sign + 1));
    }
    let spaced = sign > at && bytes.get(sign + 2).copied().is_some_and(is_space);
    (spaced && bytes[sign..].starts_with(b"or")).then(|| spaces(bytes, sign + 2))
}

impl Render for Case {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let mut found = false;
        for branch in &self.branches {
            if branch.values.is_empty() {
                if !found {
                    return context.block(&branch.body, out);
                }
                continue;
            }
            for value in &branch.values {
                if context.compare(&self.value, &Operator::Equal, value)? {
                    found = true;
                    let flow = context.block(&branch.body, out)?;
                    if flow != Flow::Next {
                        return Ok(flow);
                    }
                }
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

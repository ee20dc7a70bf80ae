//! `assign` and `capture`: set a variable in the outermost scope.

use crate::fragment::{is_segment, run, spaces};
use crate::{Block, Context, Filtered, Flow, Markup, Name, Output, Parser, Render};
use recto_diag::Result;
use recto_value::Value;

#[derive(Debug)]
struct Assign {
    to: Name,
    from: Filtered,
}

/// `(VariableSignature+)\s*=\s*(.*)\s*`, found anywhere in the markup.
pub(super) fn assign<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let bytes = tag.text.as_bytes();
    let signs = |byte: u8| is_segment(byte) || matches!(byte, b'(' | b')' | b'[' | b']' | b'.');
    let mut at = 0;
    while at < bytes.len() {
        let end = run(bytes, at, signs);
        let equals = spaces(bytes, end);
        if end > at && bytes.get(equals) == Some(&b'=') {
            let value = spaces(bytes, equals + 1);
            let from = parser.filtered(&tag.text[value..], tag.at + value)?;
            let to = parser.name(&tag.text[at..end]);
            return Ok(Box::new(Assign { to, from }));
        }
        at = equals.max(at + 1);
    }
    let mut error = tag.error("syntax error in `assign`");
    error
        .hints
        .push("write it as `{% assign name = value %}`".to_owned());
    Err(error)
}

impl Render for Assign {
    fn render(&self, context: &mut Context<'_>, _: &mut Output) -> Result<Flow> {
        let value = context.filtered(&self.from)?.into_owned();
        context.check_extent(&value)?;
        context.assign(self.to, value);
        Ok(Flow::Next)
    }

    fn is_blank(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Capture {
    to: Name,
    body: Block,
}

/// `['"]?([\w\-]+)['"]?`, found anywhere in the markup.
pub(super) fn capture<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let bytes = tag.text.as_bytes();
    let Some(start) = bytes.iter().position(|byte| is_segment(*byte)) else {
        let mut error = tag.error("syntax error in `capture`");
        error.hints.push("write it as `{% capture name %}`".to_owned());
        return Err(error);
    };
    let to = parser.name(&tag.text[start..run(bytes, start, is_segment)]);
    let (body, _) = parser.block(&tag, &[])?;
    Ok(Box::new(Capture { to, body }))
}

impl Render for Capture {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let (text, flow) = context.capture(&self.body, out)?;
        context.assign(self.to, Value::Str(text));
        Ok(flow)
    }

    fn is_blank(&self) -> bool {
        true
    }

    fn is_block(&self) -> bool {
        true
    }
}

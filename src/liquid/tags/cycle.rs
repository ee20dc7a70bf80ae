//! `cycle`, which prints its values in turn, and `ifchanged`, which prints its body where it differs from the last.

use crate::fragment::{find_fragment, quoted_fragment, spaces};
use crate::{Block, Context, Expression, Flow, Markup, Output, Parser, Render};
use recto_diag::Result;
use recto_value::{Value, print};

#[derive(Debug)]
struct Cycle {
    /// None: cycles of the same literals are one, those with variables each their own.
    name: Option<Expression>,
    values: Vec<Expression>,
}

/// `\A(QuotedFragment)\s*:\s*(.*)` or a plain list.
pub(super) fn cycle<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let text = tag.text;
    let Some(end) = quoted_fragment(text.as_bytes(), 0) else {
        let mut error = tag.error("syntax error in `cycle`");
        error
            .hints
            .push("write it as `{% cycle 'a', 'b' %}` or `{% cycle name: 'a', 'b' %}`".to_owned());
        return Err(error);
    };
    let (name, list) = match named(text, end) {
        Some((name, list)) => (Some(parser.expression(&text[..name])), &text[list..]),
        None => (None, text),
    };
    let values = list.split(',').filter_map(|piece| {
        let (start, end) = find_fragment(piece.as_bytes(), 0)?;
        Some(parser.expression(&piece[start..end]))
    });
    Ok(Box::new(Cycle {
        name,
        values: values.collect(),
    }))
}

/// The end of the name and the start of the list, if a colon follows or ends the first fragment.
fn named(text: &str, end: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let colon = spaces(bytes, end);
    if bytes.get(colon) == Some(&b':') {
        return Some((end, spaces(bytes, colon + 1)));
    }
    let inside = memchr::memrchr(b':', &bytes[..end]).filter(|at| *at > 0)?;
    let quotes = bytes[..inside]
        .iter()
        .filter(|byte| matches!(byte, b'"' | b'\''))
        .count();
    (quotes % 2 == 0).then(|| (inside, spaces(bytes, inside + 1)))
}

impl Render for Cycle {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let key = match &self.name {
            Some(name) => print::inspect(&*context.evaluate(name)?).to_string(),
            None => self.literals(),
        };
        let turn = context.register(&format!("cycle {key}"));
        let at = match turn {
            Value::Int(at) => usize::try_from(*at).unwrap_or(0),
            _ => 0,
        };
        let next = if at + 1 >= self.values.len() { 0 } else { at + 1 };
        *turn = Value::Int(next as i64);
        if let Some(value) = self.values.get(at) {
            let value = context.evaluate(value)?;
            context.write(&value, out)?;
        }
        Ok(Flow::Next)
    }
}

impl Cycle {
    fn literals(&self) -> String {
        let mut key = String::from("[");
        for value in &self.values {
            match value {
                Expression::Literal(value) => _ = print::write_inspect(&mut key, value),
                Expression::Blank => key.push_str("blank"),
                Expression::Empty => key.push_str("empty"),
                _ => return format!("{:x}", (&raw const *self).addr()),
            }
            key.push(',');
        }
        key
    }
}

#[derive(Debug)]
struct IfChanged {
    body: Block,
}

/// Reads `ifchanged`.
pub(super) fn ifchanged<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let (body, _) = parser.block(&tag, &[])?;
    Ok(Box::new(IfChanged { body }))
}

impl Render for IfChanged {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let (text, flow) = context.capture(&self.body, out)?;
        let last = context.register("ifchanged");
        if last.as_str() != Some(&text) {
            *last = Value::Str(text.clone());
            context.write(&Value::Str(text), out)?;
        }
        Ok(flow)
    }

    fn is_blank(&self) -> bool {
        self.body.is_blank()
    }

    fn is_block(&self) -> bool {
        true
    }
}

//! `tablerow`: a loop that makes the rows of a table.

use super::loops::{slice, whole};
use crate::fragment::{attributes, run, spaces};
use crate::{Block, Context, Expression, Flow, Markup, Name, Output, Parser, Render};
use recto_diag::Result;
use recto_text::ascii::{is_space, is_word};
use recto_value::{Object, ObjectId, Str, Value};
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Debug)]
struct TableRow {
    variable: Name,
    tablerowloop: Name,
    collection: Expression,
    attributes: Vec<(Str, Expression)>,
    body: Block,
}

/// `(\w+)\s+in\s+(QuotedFragment+)` anywhere, then attributes.
pub(super) fn tablerow<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let Some((variable, start, end)) = head(tag.text) else {
        let mut error = tag.error("syntax error in `tablerow`");
        error
            .hints
            .push("write it as `{% tablerow item in list cols: 3 %}`".to_owned());
        return Err(error);
    };
    let variable = parser.name(variable);
    let collection = parser.expression(&tag.text[start..end]);
    let attributes = attributes(tag.text, 0).into_iter();
    let attributes = attributes
        .map(|(key, value)| (key.into(), parser.expression(value)))
        .collect();
    let (body, _) = parser.block(&tag, &[])?;
    Ok(Box::new(TableRow {
        variable,
        tablerowloop: parser.name("tablerowloop"),
        collection,
        attributes,
        body,
    }))
}

fn head(text: &str) -> Option<(&str, usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = run(bytes, at, is_word);
        let word = spaces(bytes, end);
        let spaced = word > end && bytes.get(word + 2).copied().is_some_and(is_space);
        if end > at && spaced && bytes[word..].starts_with(b"in") {
            let start = spaces(bytes, word + 2);
            if let Some(past) = super::include::fragments(bytes, start) {
                return Some((&text[at..end], start, past));
            }
        }
        at = end.max(at + 1);
    }
    None
}

/// The `tablerowloop` variable.
#[derive(Debug)]
struct Loop {
    length: usize,
    columns: i64,
    index: AtomicUsize,
}

impl Loop {
    /// Row and column, from 1.
    fn place(&self) -> (i64, i64) {
        let index = self.index.load(Ordering::Relaxed) as i64;
        match self.columns > 0 {
            true => (index / self.columns + 1, index % self.columns + 1),
            false => (1, index + 1),
        }
    }
}

impl Object for Loop {
    fn get(&self, key: &str) -> Option<Value> {
        let index = self.index.load(Ordering::Relaxed) as i64;
        let length = self.length as i64;
        let (row, column) = self.place();
        Some(match key {
            "length" => Value::Int(length),
            "row" => Value::Int(row),
            "col" => Value::Int(column),
            "col0" => Value::Int(column - 1),
            "index" => Value::Int(index + 1),
            "index0" => Value::Int(index),
            "rindex" => Value::Int(length - index),
            "rindex0" => Value::Int(length - index - 1),
            "first" => Value::Bool(index == 0),
            "last" => Value::Bool(index == length - 1),
            "col_first" => Value::Bool(column == 1),
            "col_last" => Value::Bool(column == self.columns),
            _ => return None,
        })
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        Vec::new()
    }

    fn text(&self) -> Str {
        "Liquid::TablerowloopDrop".into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::of(self)
    }
}

impl TableRow {
    fn attribute(&self, context: &Context<'_>, key: &str) -> Result<Option<i64>> {
        let found = self.attributes.iter().rev().find(|(known, _)| **known == *key);
        found
            .map(|(_, value)| whole(&*context.evaluate(value)?))
            .transpose()
    }
}

impl Render for TableRow {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let collection = context.evaluate(&self.collection)?.into_owned();
        if !collection.is_truthy() {
            return Ok(Flow::Next);
        }
        let from = self.attribute(context, "offset")?.unwrap_or(0);
        let items = slice(&collection, from, self.attribute(context, "limit")?);
        let state = Arc::new(Loop {
            length: items.len(),
            columns: self.attribute(context, "cols")?.unwrap_or(0),
            index: AtomicUsize::new(0),
        });
        let shared = Value::Object(Arc::clone(&state) as Arc<dyn Object>);
        out.push_str("<tr class=\"row1\">\n");
        context.with_variable(self.tablerowloop, shared, |context| {
            context.for_each(self.variable, &items, |context, index| {
                state.index.store(index, Ordering::Relaxed);
                let (row, column) = state.place();
                out.push_str(&format!("<td class=\"col{column}\">"));
                let flow = context.block(&self.body, out)?;
                context.postpone(flow);
                context.check_size(out)?;
                out.push_str("</td>");
                if column == state.columns && index + 1 < items.len() {
                    out.push_str(&format!("</tr>\n<tr class=\"row{}\">", row + 1));
                }
                Ok(Flow::Next)
            })
        })?;
        out.push_str("</tr>\n");
        Ok(Flow::Next)
    }

    fn is_blank(&self) -> bool {
        self.body.is_blank()
    }

    fn is_block(&self) -> bool {
        true
    }
}

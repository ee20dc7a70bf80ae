//! `for`, with `break` and `continue`.

use crate::fragment::{attributes, is_segment, quoted_fragment, run, spaces};
use crate::items::Items;
use crate::strict::{Cursor, Fault, Kind};
use crate::{Block, Context, Expression, Flow, Markup, Name, Output, Parser, Render, compare};
use recto_diag::{Code, Diagnostic, Result};
use recto_text::ascii::is_space;
use recto_value::{Array, Object, ObjectId, Str, Value};
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where a loop starts.
#[derive(Debug)]
enum Start {
    /// Where the last loop of the same name stopped.
    Continue,
    At(Expression),
}

#[derive(Debug)]
struct For {
    variable: Name,
    forloop: Name,
    /// Variable and collection: what `offset: continue` goes by.
    name: Str,
    collection: Expression,
    start: Option<Start>,
    limit: Option<Expression>,
    reversed: bool,
    body: Block,
    otherwise: Option<Block>,
    blank: bool,
}

/// Reads `for`.
pub(super) fn parse_for<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let head = match parser.strictly(tag.text, tag.at, |parser, text, _| head_strict(parser, text))? {
        Some(head) => head,
        None => head_lax(parser, tag.text).ok_or_else(|| {
            let mut error = tag.error("syntax error in `for`");
            error
                .hints
                .push("write it as `{% for item in list %}`".to_owned());
            error
        })?,
    };
    let (body, mut end) = parser.block(&tag, &["else"])?;
    let mut otherwise = None;
    while end.name == "else" {
        let (block, next) = parser.block(&tag, &["else"])?;
        otherwise = Some(block);
        end = next;
    }
    let blank = body.is_blank() && otherwise.as_ref().is_none_or(Block::is_blank);
    Ok(Box::new(For {
        body,
        otherwise,
        blank,
        ..head
    }))
}

fn head(parser: &Parser<'_>, variable: &str, collection: &str, reversed: bool) -> For {
    For {
        variable: parser.name(variable),
        forloop: parser.name("forloop"),
        name: format!("{variable}-{collection}").into(),
        collection: parser.expression(collection),
        start: None,
        limit: None,
        reversed,
        body: Block::default(),
        otherwise: None,
        blank: false,
    }
}

impl For {
    fn set(&mut self, parser: &Parser<'_>, key: &str, value: &str) {
        match (key, value) {
            ("offset", "continue") => self.start = Some(Start::Continue),
            ("offset", value) => self.start = Some(Start::At(parser.expression(value))),
            ("limit", value) => self.limit = Some(parser.expression(value)),
            _ => {}
        }
    }
}

fn head_strict(parser: &Parser<'_>, text: &str) -> std::result::Result<For, Fault> {
    let mut cursor = Cursor::new(text)?;
    let variable = cursor.expect(Kind::Id)?;
    if !cursor.accept_word("in") {
        return Err(Fault {
            message: "for loops require an `in` clause".to_owned(),
            at: cursor.position(),
        });
    }
    let collection = cursor.expression()?;
    let mut head = head(parser, variable, &collection, cursor.accept_word("reversed"));
    while cursor.looks_at(Kind::Id, 0) && cursor.looks_at(Kind::Sign(b':'), 1) {
        let at = cursor.position();
        let key = cursor.expect(Kind::Id)?;
        cursor.expect(Kind::Sign(b':'))?;
        if !matches!(key, "limit" | "offset") {
            return Err(Fault {
                message: format!("unknown loop attribute `{key}` (expected `limit` or `offset`)"),
                at,
            });
        }
        let value = cursor.expression()?;
        head.set(parser, key, &value);
    }
    cursor.expect(Kind::End)?;
    Ok(head)
}

/// `\A([\w\-]+)\s+in\s+(QuotedFragment+)\s*(reversed)?`, then attributes anywhere.
fn head_lax(parser: &Parser<'_>, text: &str) -> Option<For> {
    let bytes = text.as_bytes();
    let name_end = run(bytes, 0, is_segment);
    let word = spaces(bytes, name_end);
    let rest = &bytes[word..];
    let spaced = rest.get(2).is_some_and(|byte| is_space(*byte));
    if name_end == 0 || word == name_end || !rest.starts_with(b"in") || !spaced {
        return None;
    }
    let start = spaces(bytes, word + 2);
    let mut end = quoted_fragment(bytes, start)?;
    while let Some(past) = quoted_fragment(bytes, end) {
        end = past;
    }
    let reversed = bytes[spaces(bytes, end)..].starts_with(b"reversed");
    let mut head = head(parser, &text[..name_end], &text[start..end], reversed);
    for (key, value) in attributes(text, 0) {
        head.set(parser, key, value);
    }
    Some(head)
}

/// The `forloop` variable: it moves on with its loop, as Ruby's drop does.
#[derive(Debug)]
pub(super) struct ForLoop {
    name: Str,
    length: usize,
    index: AtomicUsize,
    /// The enclosing loop; `None` for the loop of a `render`, which is not a parent either.
    parent: Option<Value>,
}

impl ForLoop {
    /// The state of a loop before its first item.
    pub(super) fn new(name: &Str, length: usize, parent: Option<Value>) -> Self {
        Self {
            name: Str::clone(name),
            length,
            index: AtomicUsize::new(0),
            parent,
        }
    }

    /// Moves on to the item at `index`.
    pub(super) fn move_to(&self, index: usize) {
        self.index.store(index, Ordering::Relaxed);
    }
}

impl Object for ForLoop {
    fn get(&self, key: &str) -> Option<Value> {
        let index = self.index.load(Ordering::Relaxed);
        let number = |number: usize| Some(Value::Int(number as i64));
        match key {
            "length" => number(self.length),
            "index" => number(index + 1),
            "index0" => number(index),
            "rindex" => number(self.length.saturating_sub(index)),
            "rindex0" => Some(Value::Int(self.length as i64 - index as i64 - 1)),
            "first" => Some(Value::Bool(index == 0)),
            "last" => Some(Value::Bool(index + 1 == self.length)),
            "parentloop" => Some(self.parent.clone().unwrap_or_default()),
            "name" => Some(Value::Str(Str::clone(&self.name))),
            _ => None,
        }
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        Vec::new()
    }

    fn text(&self) -> Str {
        "Liquid::ForloopDrop".into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::of(self)
    }
}

impl Render for For {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let items = self.segment(context)?;
        if items.is_empty() {
            return match &self.otherwise {
                Some(block) => context.block(block, out),
                None => Ok(Flow::Next),
            };
        }
        let parent = context.variable(self.forloop).map(|value| value.into_owned());
        let parent = parent.filter(is_forloop).unwrap_or_default();
        let forloop = Arc::new(ForLoop::new(&self.name, items.len(), Some(parent)));
        let shared = Arc::clone(&forloop) as Arc<dyn Object>;
        context.with_variable(self.forloop, Value::Object(shared), |context| {
            context.for_each(self.variable, &items, |context, index| {
                forloop.move_to(index);
                let flow = context.block(&self.body, out)?;
                context.check_size(out)?;
                Ok(context.interrupted(flow))
            })
        })?;
        Ok(Flow::Next)
    }

    fn is_blank(&self) -> bool {
        self.blank
    }

    fn is_block(&self) -> bool {
        true
    }
}

fn is_forloop(value: &Value) -> bool {
    let Value::Object(object) = value else {
        return false;
    };
    let found = object.as_any().downcast_ref::<ForLoop>();
    found.is_some_and(|found| found.parent.is_some())
}

impl For {
    fn segment(&self, context: &mut Context<'_>) -> Result<Items> {
        let start = match &self.start {
            None => 0,
            Some(Start::Continue) => match context.register(&self.name) {
                Value::Int(at) => *at,
                _ => 0,
            },
            Some(Start::At(expression)) => whole(&*context.evaluate(expression)?)?,
        };
        let limit = match &self.limit {
            Some(expression) => match context.evaluate(expression)?.as_ref() {
                Value::Nil | Value::Bool(false) => None,
                value => Some(whole(value)?),
            },
            None => None,
        };
        let collection = context.evaluate(&self.collection)?.into_owned();
        let mut items = slice(&collection, start, limit);
        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
        *context.register(&self.name) = Value::Int(start.saturating_add(length));
        if self.reversed {
            items = items.reversed();
        }
        Ok(items)
    }
}

/// `to_i` of a limit or an offset.
pub(super) fn whole(value: &Value) -> Result<i64> {
    match value {
        Value::Nil => Ok(0),
        Value::Int(number) => Ok(*number),
        Value::Big(number) => Ok(match number.sign() {
            num_bigint::Sign::Minus => i64::MIN,
            _ => i64::MAX,
        }),
        Value::Float(number) => Ok(*number as i64),
        Value::Str(text) => Ok(compare::leading_integer(text)),
        _ => Err(Box::new(Diagnostic::error(
            Code::InvalidArgument,
            "a loop's `limit` and `offset` must be numbers",
        ))),
    }
}

/// The items a loop runs over (`Utils.slice_collection`): of an array without a limit, the array itself.
pub(super) fn slice(collection: &Value, from: i64, limit: Option<i64>) -> Items {
    let until = limit.map(|limit| limit.saturating_add(from));
    let wanted = |index: usize| {
        let index = index as i64;
        from <= index && until.is_none_or(|until| index < until)
    };
    let pick = |items: &mut dyn Iterator<Item = Value>| {
        let kept = items.enumerate().filter(|(index, _)| wanted(*index));
        Items::Array(Arc::new(kept.map(|(_, item)| item).collect::<Array>()))
    };
    let pair = |key: &Value, value: &Value| Value::array(vec![key.clone(), value.clone()]);
    match collection {
        Value::Array(array) if from <= 0 && limit.is_none() => Arc::clone(array).into(),
        Value::Array(array) => pick(&mut array.iter().cloned()),
        Value::Hash(hash) => pick(&mut hash.iter().map(|(key, value)| pair(key, value))),
        Value::Range(first, last) => Items::range(*first, *last, from, until),
        Value::Object(object) if object.is_hash() => {
            pick(&mut object.entries().iter().map(|(key, value)| pair(key, value)))
        }
        // A drop gives its keys, with the values as second arguments, which the loop does not take.
        Value::Object(object) => pick(&mut object.entries().into_iter().map(|(key, _)| key)),
        Value::Str(text) if !text.is_empty() => {
            Items::Array(Arc::new([collection.clone()].into_iter().collect()))
        }
        _ => Items::Array(Arc::default()),
    }
}

#[derive(Debug)]
struct Interrupt(Flow);

/// Reads `break`.
pub(super) fn parse_break<'t>(_: &mut Parser<'t>, _: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Interrupt(Flow::Break)))
}

/// Reads `continue`.
pub(super) fn parse_continue<'t>(_: &mut Parser<'t>, _: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Interrupt(Flow::Continue)))
}

impl Render for Interrupt {
    fn render(&self, _: &mut Context<'_>, _: &mut Output) -> Result<Flow> {
        Ok(self.0)
    }
}

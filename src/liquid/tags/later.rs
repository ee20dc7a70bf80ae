//! What Liquid 5 adds: `echo`, `liquid` and `render`.

use super::include::{fragments, template, variable_of, word_between};
use super::loops::{ForLoop, slice};
use crate::fragment::{attributes, is_segment, quoted_string, run, spaces};
use crate::{Block, Context, Expression, Filtered, Flow, Markup, Name, Output, Parser, Render};
use recto_diag::Result;
use recto_value::{Object, Str, Value};
use std::sync::Arc;

#[derive(Debug)]
struct Echo {
    value: Filtered,
}

/// Reads `echo`: an output in the form of a tag.
pub(super) fn echo<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let value = parser.filtered(tag.text, tag.at)?;
    Ok(Box::new(Echo { value }))
}

impl Render for Echo {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let value = context.filtered(&self.value)?.into_owned();
        context.write(&value, out)?;
        Ok(Flow::Next)
    }
}

#[derive(Debug)]
struct Liquid {
    body: Block,
}

/// Reads `liquid`: each of its lines is a tag.
pub(super) fn liquid<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let body = parser.lines(&tag)?;
    Ok(Box::new(Liquid { body }))
}

impl Render for Liquid {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        context.block(&self.body, out)
    }

    fn is_blank(&self) -> bool {
        self.body.is_blank()
    }
}

/// How a template is rendered.
#[derive(Debug)]
enum Over {
    Once(Option<Expression>),
    Each(Expression),
}

#[derive(Debug)]
struct RenderTag {
    template: Str,
    over: Over,
    variable: Name,
    attributes: Vec<(Name, Expression)>,
}

/// `(QuotedString)(\s+(with|for)\s+(QuotedFragment+))?(\s+as\s+([\w\-]+))?`, then attributes anywhere.
pub(super) fn render<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let bytes = tag.text.as_bytes();
    let start = spaces(bytes, 0);
    let Some(mut end) = quoted_string(bytes, start) else {
        let mut error = tag.error("syntax error in `render`");
        error
            .hints
            .push("the template's name must be in quotes".to_owned());
        return Err(error);
    };
    let template = Str::from(&tag.text[start + 1..end - 1]);
    let mut over = Over::Once(None);
    if let Some((word, from)) = word_between(bytes, end, &["with", "for"])
        && let Some(past) = fragments(bytes, from)
    {
        let value = parser.expression(&tag.text[from..past]);
        over = match word {
            "for" => Over::Each(value),
            _ => Over::Once(Some(value)),
        };
        end = past;
    }
    let alias = word_between(bytes, end, &["as"])
        .map(|(_, from)| &tag.text[from..run(bytes, from, is_segment)])
        .filter(|alias| !alias.is_empty());
    let attributes = attributes(tag.text, 0).into_iter();
    Ok(Box::new(RenderTag {
        variable: parser.name(alias.unwrap_or_else(|| variable_of(&template))),
        template,
        over,
        attributes: attributes
            .map(|(key, value)| (parser.name(key), parser.expression(value)))
            .collect(),
    }))
}

impl Render for RenderTag {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let mut values = Vec::with_capacity(self.attributes.len() + 2);
        for (key, value) in &self.attributes {
            values.push((*key, context.evaluate(value)?.into_owned()));
        }
        match &self.over {
            Over::Each(expression) => {
                let collection = context.evaluate(expression)?.into_owned();
                let items = match &collection {
                    Value::Array(_) | Value::Hash(_) | Value::Range(..) => slice(&collection, 0, None),
                    _ => return self.once(context, values, collection, out),
                };
                let forloop = Arc::new(ForLoop::new(&self.template, items.len(), None));
                let name = context.engine().name("forloop");
                for index in 0..items.len() {
                    forloop.move_to(index);
                    let mut values = values.clone();
                    values.insert(0, (name, Value::Object(Arc::clone(&forloop) as Arc<dyn Object>)));
                    self.once(context, values, items.get(index), out)?;
                }
                Ok(Flow::Next)
            }
            Over::Once(expression) => {
                let value = match expression {
                    Some(expression) => context.evaluate(expression)?.into_owned(),
                    None => Value::Nil,
                };
                self.once(context, values, value, out)
            }
        }
    }
}

impl RenderTag {
    fn once(
        &self,
        context: &mut Context<'_>,
        mut values: Vec<(Name, Value)>,
        value: Value,
        out: &mut Output,
    ) -> Result<Flow> {
        let partial = template(context, &self.template)?;
        if !value.is_nil() {
            values.push((self.variable, value));
        }
        context.isolated(|context| {
            for (name, value) in values {
                context.assign(name, value);
            }
            context.nested(&partial, &self.template, out)
        })?;
        Ok(Flow::Next)
    }
}

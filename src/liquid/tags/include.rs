//! Liquid's own `include`, which shares the variables of the including template. (Jekyll replaces it.)

use crate::fragment::{attributes, find_fragment, quoted_fragment, spaces};
use crate::{Context, Expression, Flow, Markup, Name, Output, Parser, Render, Template, text_of};
use recto_diag::{Code, Diagnostic, Result};
use recto_text::ascii::is_space;
use recto_value::{Array, Str, Value};
use std::sync::Arc;

#[derive(Debug)]
struct Include {
    template: Expression,
    variable: Option<Expression>,
    attributes: Vec<(Name, Expression)>,
}

/// The end of `QuotedFragment+`.
pub(super) fn fragments(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = quoted_fragment(bytes, at)?;
    while let Some(past) = quoted_fragment(bytes, end) {
        end = past;
    }
    Some(end)
}

/// The word of `words` between spaces at `at`, and the start of the text after it.
pub(super) fn word_between<'w>(bytes: &[u8], at: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
    let start = spaces(bytes, at);
    let word = words
        .iter()
        .find(|word| bytes[start..].starts_with(word.as_bytes()))?;
    let past = start + word.len();
    let spaced = start > at && bytes.get(past).copied().is_some_and(is_space);
    spaced.then(|| (*word, spaces(bytes, past)))
}

/// `(QuotedFragment+)(\s+(?:with|for)\s+(QuotedFragment+))?`, then attributes anywhere.
pub(super) fn include<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let bytes = tag.text.as_bytes();
    let found = find_fragment(bytes, 0);
    let Some((start, end)) = found.and_then(|(start, _)| Some((start, fragments(bytes, start)?))) else {
        let mut error = tag.error("syntax error in `include`");
        error.hints.push("write it as `{% include 'name' %}`".to_owned());
        return Err(error);
    };
    let variable = word_between(bytes, end, &["with", "for"])
        .and_then(|(_, from)| Some(parser.expression(&tag.text[from..fragments(bytes, from)?])));
    let attributes = attributes(tag.text, 0).into_iter();
    Ok(Box::new(Include {
        template: parser.expression(&tag.text[start..end]),
        variable,
        attributes: attributes
            .map(|(key, value)| (parser.name(key), parser.expression(value)))
            .collect(),
    }))
}

/// The template called `name`, or the error that there is none.
pub(super) fn template(context: &Context<'_>, name: &str) -> Result<Template> {
    context.include(name)?.ok_or_else(|| {
        let error = Diagnostic::error(Code::UnknownInclude, format!("unknown template `{name}`"));
        Box::new(error)
    })
}

/// The last part of a template's name: the variable it sees.
pub(super) fn variable_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

impl Render for Include {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let name = context.evaluate(&self.template)?.into_owned();
        let Value::Str(name) = name else {
            return Err(Box::new(Diagnostic::error(
                Code::InvalidIncludeName,
                "the name of a template must be a text",
            )));
        };
        let partial = template(context, &name)?;
        let variable = match &self.variable {
            Some(expression) => context.evaluate(expression)?.into_owned(),
            None => context
                .variable_named(&name)
                .map(|value| value.into_owned())
                .unwrap_or_default(),
        };
        let mut values = Vec::with_capacity(self.attributes.len() + 1);
        for (key, value) in &self.attributes {
            values.push((*key, context.evaluate(value)?.into_owned()));
        }
        let key = context
            .engine()
            .name(variable_of(&text_of(&Value::Str(Str::clone(&name)))));
        match variable {
            Value::Array(items) => self.render_each(context, out, (&partial, &name), key, (values, &items)),
            variable => {
                values.push((key, variable));
                context.with_variables(values, |context| context.nested(&partial, &name, out))
            }
        }
    }
}

impl Include {
    fn render_each(
        &self,
        context: &mut Context<'_>,
        out: &mut Output,
        (partial, label): (&Template, &str),
        key: Name,
        (values, items): (Vec<(Name, Value)>, &Arc<Array>),
    ) -> Result<Flow> {
        context.with_variables(values, |context| {
            context.for_each(key, &Arc::clone(items).into(), |context, _| {
                let flow = context.nested(partial, label, out)?;
                context.postpone(flow);
                Ok(Flow::Next)
            })
        })?;
        Ok(Flow::Next)
    }
}

//! `include_cached` of jekyll-include-cache: an include that is rendered once for each set of parameters.
//!
//! The plugin keeps what the first page made of it, whichever that was. Pages are rendered side by side here, so an
//! include is kept only where every page would make the same of it: where it reads no local variable of the page it
//! stands in, and neither `page` nor `layout`, `content` or `paginator`. Any other is rendered each time.

use super::include::Include;
use crate::diag::Result;
use crate::jekyll::Host;
use crate::jekyll::filters::of_the_page;
use crate::jekyll::memo::{Answer, Included, Memo};
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render};
use crate::site::view;
use crate::value::{Hash, Value, print};
use std::fmt::Write;
use std::sync::Arc;

#[derive(Debug)]
struct Cached(Include);

/// Reads `{% include_cached name a=b %}`.
pub(super) fn include_cached<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Cached(Include::read(parser, &tag, false)?)))
}

impl Render for Cached {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let name = self.0.name(context)?;
        let values = self.0.values(context)?;
        let memo = context.host::<Host>().map(|host| &host.memo);
        let (Some(memo), Some(key)) = (memo, key(&name, values.as_ref())) else {
            return self.0.render(context, out);
        };
        match memo.included(&key) {
            Some(Included::Never) => self.0.render(context, out),
            Some(Included::Once(known)) if !of_the_page(context, &known.names) => {
                view::repeat(&known.reads);
                context.write(&known.value, out);
                Ok(Flow::Next)
            }
            Some(Included::Once(_)) => self.0.render(context, out),
            None => self.first(context, out, memo, &name, values, key),
        }
    }
}

impl Cached {
    /// Renders it for the first time, and finds out whether that will do for all.
    fn first(
        &self,
        context: &mut Context<'_>,
        out: &mut Output,
        memo: &Memo,
        name: &str,
        values: Option<Hash>,
        key: String,
    ) -> Result<Flow> {
        let template = self.0.template(context, name)?;
        let ((made, names), reads) = view::overhear(|| {
            context.render_isolated_tracked(|context| match values {
                Some(values) => {
                    context.with_include(values, |context| context.capture_nested(&template, name, out))
                }
                None => context.capture_nested(&template, name, out),
            })
        });
        match made {
            Ok((text, Flow::Next)) if !of_the_page(context, &names) => {
                let value = Value::Str(text);
                context.write(&value, out);
                let answer = Answer {
                    value,
                    reads: Arc::new(reads),
                    names: names.into(),
                };
                memo.include(key, Included::Once(answer));
                Ok(Flow::Next)
            }
            _ => {
                memo.include(key, Included::Never);
                self.0.render(context, out)
            }
        }
    }
}

/// The name and the parameters as one text; none where a parameter has no short name of its own.
fn key(name: &str, values: Option<&Hash>) -> Option<String> {
    let mut key = name.to_owned();
    for (name, value) in values.into_iter().flat_map(Hash::iter) {
        let _ = match value {
            Value::Array(_) | Value::Hash(_) => return None,
            Value::Object(object) => write!(key, "\n{}@{}", print::to_s(name), object.identity()),
            other => write!(key, "\n{}={}", print::to_s(name), print::inspect(other)),
        };
    }
    Some(key)
}

//! `include_cached` of jekyll-include-cache: an include that is rendered once for each set of parameters.
//!
//! The plugin keeps what the first page rendered. recto renders pages in any order, so an include is kept only if every
//! page would render the same: if it depends neither on the current page nor on variables set around it. Any other is
//! rendered each time.

use super::include::Include;
use crate::diag::Result;
use crate::incremental::{self, Dependency};
use crate::jekyll::shared::{Work, shared};
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render};
use crate::value::{Hash, Value, print};
use std::cell::Cell;
use std::fmt::Write;

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
        let key = key(&name, values.as_ref()).filter(|_| !context.is_exact());
        let Some(key) = key else {
            return self.0.render(context, out);
        };
        let flow = Cell::new(Flow::Next);
        let include = |context: &mut Context<'_>| {
            let template = self.0.template(context, &name)?;
            let (text, last) = match values.clone() {
                Some(values) => {
                    context.with_include(values, |context| context.capture_nested(&template, &name, out))
                }
                None => context.capture_nested(&template, &name, out),
            }?;
            if last != Flow::Next {
                // A text alone cannot leave the loop around the tag, so it is not shared.
                incremental::record(|| Dependency::CurrentPage);
                flow.set(last);
            }
            Ok(Value::Str(text))
        };
        let text = shared(context, Work::Include(key), include)?;
        context.write(&text, out)?;
        Ok(flow.get())
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

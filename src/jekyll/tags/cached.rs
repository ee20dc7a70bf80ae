//! `include_cached` of jekyll-include-cache: an include that is rendered once for each set of parameters.

use super::include::Include;
use crate::diag::Result;
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render};

#[derive(Debug)]
struct Cached(Include);

/// Reads `{% include_cached name a=b %}`.
pub(super) fn include_cached<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Cached(Include::read(parser, &tag, false)?)))
}

impl Render for Cached {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        self.0.render(context, out)
    }
}

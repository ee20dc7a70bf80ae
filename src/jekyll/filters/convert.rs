//! `markdownify`, `smartify`, `sassify`, `scssify`: the site's converters.

use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::Host;
use crate::liquid::Context;
use crate::value::{Value, print};

/// Markdown to HTML.
pub(super) fn markdownify(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let host = Host::of(context, "markdownify")?;
    let text = print::to_s(&input);
    let most = context.engine().options().limits.markdown();
    if text.len() > most {
        let message = format!("`markdownify` converts at most {} MB", most >> 20);
        return Err(Box::new(Diagnostic::error(Code::LimitExceeded, message)));
    }
    let html = host.shared.markdown(&text, || host.site.markdownify(&text));
    Ok(Value::Str(html))
}

/// Typographic quotes and dashes.
pub(super) fn smartify(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let host = Host::of(context, "smartify")?;
    Ok(Value::from(host.site.smartify(&print::to_s(&input))))
}

/// Sass by indentation to CSS.
pub(super) fn sassify(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = super::text_in("sassify", &input)?;
    Host::of(context, "sassify")?
        .site
        .sass(&text, true)
        .map(Value::from)
}

/// Sass with braces to CSS.
pub(super) fn scssify(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = super::text_in("scssify", &input)?;
    Host::of(context, "scssify")?
        .site
        .sass(&text, false)
        .map(Value::from)
}

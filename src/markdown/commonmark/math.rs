//! Formulas in TeX's notation as MathML, which browsers draw without a script.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use std::convert::Infallible;

/// The MathML of `formula`; the error's text where it is not well formed.
pub(super) fn mathml(formula: &str, block: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events = Parser::new(formula, &storage).collect::<Result<Vec<_>, _>>();
    let events = events.map_err(|error| error.to_string())?;
    let config = RenderConfig {
        display_mode: if block {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, Infallible>), config)
        .map_err(|error| error.to_string())?;
    // The crate leaves `<` as it is where it is the limit of an operator.
    Ok(out.replace("><</", ">&lt;</"))
}

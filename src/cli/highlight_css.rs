//! `recto highlight-css`: prints a style sheet for the classes of highlighted code.

use super::Outcome;
use super::say::Level;
use anyhow::Result;
use clap::Args;
use recto::highlight::css;

/// Flags of `recto highlight-css`.
#[derive(Clone, Debug, Args)]
pub(super) struct Flags {
    /// The theme; without one, the themes are listed
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(css::themes()))]
    theme: Option<String>,
}

/// Prints the style sheet of a theme, or the list of themes.
pub(super) fn run(flags: &Flags) -> Result<Outcome> {
    let sheet = flags.theme.as_deref().and_then(css::sheet);
    Level::plain(&sheet.unwrap_or_else(|| css::themes().map(|name| format!("{name}\n")).collect()));
    Ok(Outcome::Fine)
}

//! What the `kramdown:` section can name and recto does not have.

use super::kramdown::{input, text};
use crate::diag::{Code, Diagnostic};
use crate::markdown::kramdown::Version;
use crate::value::{Hash, Value};

/// Why an option of kramdown 2.5 has no effect.
const LATER: &str = "an option of kramdown 2.5, and the profile of the site has kramdown 2.4; `compat: {kramdown: 2.5}` \
                     in the configuration turns it on";

/// What the `kramdown:` section asks for and recto does not do.
pub(super) fn refused(section: &Hash, version: Version) -> Vec<Diagnostic> {
    let named = |key: &str| section.get(key).filter(|value| value.is_truthy());
    let mut diagnostics = Vec::new();
    let mut refuse = |key: &str, value: &Value, instead: &str| {
        let value = text(value);
        diagnostics.push(Diagnostic::warning(
            Code::UnsupportedOption,
            format!("`kramdown.{key}: {value}`: {instead}"),
        ));
    };
    if let Some(name) = named("input").filter(|name| input(name).is_none()) {
        refuse(
            "input",
            name,
            "kramdown has no such parser; the text is read as `GFM`",
        );
    }
    if let Some(template) = named("template").filter(|template| !text(template).is_empty()) {
        refuse(
            "template",
            template,
            "recto does not run ERB; the HTML is not changed",
        );
    }
    if let Some(name) = named("syntax_highlighter").filter(|name| name.as_str() != Some("rouge")) {
        refuse(
            "syntax_highlighter",
            name,
            "only `rouge` is built in; code is not coloured",
        );
    }
    if let Some(name) = named("math_engine").filter(|name| name.as_str() != Some("mathjax")) {
        refuse("math_engine", name, "only `mathjax` is built in, and used");
    }
    if version < Version::V2_5 {
        for key in ["header_links", "footnote_link_text"] {
            if let Some(value) = named(key) {
                refuse(key, value, LATER);
            }
        }
    }
    for key in ["gfm_emojis", "gfm_emoji_opts"] {
        if let Some(value) = named(key) {
            refuse(
                key,
                value,
                "an option of later GFM parsers; the plugin `jemoji` makes emoji",
            );
        }
    }
    if let Some(Value::Hash(options)) = named("syntax_highlighter_opts") {
        let scopes = ["block", "span"].map(|scope| options.get(scope).and_then(Value::as_hash));
        for options in std::iter::once(options).chain(scopes.into_iter().flatten()) {
            if let Some(theme) = options.get("inline_theme").filter(|theme| theme.is_truthy()) {
                refuse(
                    "syntax_highlighter_opts.inline_theme",
                    theme,
                    "code gets classes, not inline styles",
                );
            }
            if let Some(name) = options
                .get("formatter")
                .filter(|name| formatter(name) == Formatter::Other)
            {
                refuse(
                    "syntax_highlighter_opts.formatter",
                    name,
                    "recto has `HTML` and `HTMLLegacy`, which is used",
                );
            }
        }
    }
    diagnostics
}

/// Rouge's formatters, as far as they matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Formatter {
    /// `HTMLLegacy`, which obeys `wrap` and `line_numbers`.
    Legacy,
    /// `HTML`, bare tokens, also where Rouge has none of that name.
    Bare,
    /// One that recto does not have.
    Other,
}

pub(super) fn formatter(name: &Value) -> Formatter {
    match name.as_str().unwrap_or("") {
        "HTMLLegacy" => Formatter::Legacy,
        "HTMLInline"
        | "HTMLLineHighlighter"
        | "HTMLLineTable"
        | "HTMLLinewise"
        | "HTMLPygments"
        | "HTMLTable"
        | "Null"
        | "Terminal256"
        | "TerminalTruecolor"
        | "Tex" => Formatter::Other,
        // As Rouge's class names are written.
        name if name.starts_with(char::is_uppercase)
            && name.chars().all(|c| c == '_' || c.is_alphanumeric()) =>
        {
            Formatter::Bare
        }
        _ => Formatter::Legacy,
    }
}

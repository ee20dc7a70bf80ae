//! The `kramdown:` section, as the options of the converter that Jekyll passes on.

use super::kramdown_limits::{self, Formatter, formatter};
use super::section::Section;
use crate::diag::Diagnostic;
use crate::markdown::commonmarker;
use crate::markdown::kramdown::{
    EntityOutput, Highlighting, Input, LinkDefinition, Options, Version, smart_quotes, toc_levels,
};
use crate::value::print::to_s;
use crate::value::{Hash, Value};
use std::sync::Arc;

/// The `kramdown:` section.
#[derive(Clone, Debug)]
pub struct KramdownConfig {
    /// The options.
    pub options: Options,
    /// What the section has that recto does not do.
    pub refused: Vec<Diagnostic>,
}

impl KramdownConfig {
    /// The section in `values` for this version of kramdown; `highlights` if `highlighter` does not turn Rouge off.
    pub(super) fn of(values: &Hash, version: Version, highlights: bool) -> Self {
        let section = Section::of(values, "kramdown").hash();
        Self {
            options: options(&section, version, highlights),
            refused: kramdown_limits::refused(&section, version),
        }
    }
}

/// `commonmark.options` and `commonmark.extensions`, by the names of commonmarker.
pub(super) fn commonmarker_options(values: &Hash) -> commonmarker::Options {
    let section = Section::of(values, "commonmark");
    let mut options = commonmarker::Options::default();
    for key in ["options", "extensions"] {
        if let Value::Array(names) = section.value(key) {
            for name in names.iter().filter_map(Value::as_str) {
                options.switch_on(name);
            }
        }
    }
    options
}

/// kramdown's options, by the names that its own documentation has.
fn options(section: &Hash, version: Version, highlights: bool) -> Options {
    let mut options = Options {
        version,
        ..Options::default()
    };
    for (key, value) in section.iter() {
        let Some(key) = key.as_str() else { continue };
        match key {
            "input" => options.input = input(value).unwrap_or(Input::Gfm),
            "hard_wrap" => options.hard_wrap = value.is_truthy(),
            "gfm_quirks" => {
                let quirks = words(value);
                options.paragraph_end = quirks.iter().any(|quirk| quirk == "paragraph_end");
                options.no_auto_typographic = quirks.iter().any(|quirk| quirk == "no_auto_typographic");
            }
            "toc_levels" => {
                let levels = words(value).join(",");
                options.toc_levels = toc_levels(&levels).unwrap_or(options.toc_levels);
            }
            "smart_quotes" => {
                let quotes = words(value);
                let quotes = smart_quotes(quotes.iter().map(String::as_str));
                options.smart_quotes = quotes.unwrap_or(options.smart_quotes);
            }
            "entity_output" => {
                options.entity_output = match value.as_str().unwrap_or("").trim_start_matches(':') {
                    "as_input" => EntityOutput::AsInput,
                    "numeric" => EntityOutput::Numeric,
                    "symbolic" => EntityOutput::Symbolic,
                    _ => EntityOutput::AsChar,
                }
            }
            "typographic_symbols" => typographic(&mut options, value),
            "link_defs" => options.link_defs = Arc::new(link_definitions(value)),
            "syntax_highlighter" | "syntax_highlighter_opts" => {}
            "math_engine" => options.math_engine = value.is_truthy(),
            "forbidden_inline_options" => options.forbidden_inline_options = words(value),
            _ => _ = options.set(key, &text(value)),
        }
    }
    highlighting(&mut options, highlights, section);
    options
}

/// kramdown's parsers by their names, which begin with a large letter or a small one.
pub(super) fn input(name: &Value) -> Option<Input> {
    Some(match name.as_str()? {
        "GFM" | "gFM" => Input::Gfm,
        "Kramdown" | "kramdown" => Input::Kramdown,
        "Markdown" | "markdown" => Input::Markdown,
        "Html" | "html" => Input::Html,
        _ => return None,
    })
}

/// `syntax_highlighter` and its options: `highlighter` where the section names none; code that names no language
/// is `plaintext`; what is under `block` and `span` holds for these alone.
fn highlighting(options: &mut Options, highlights: bool, section: &Hash) {
    let named = section.get("syntax_highlighter").filter(|name| !name.is_nil());
    options.syntax_highlighter = match named {
        Some(Value::Str(name)) => &**name == "rouge",
        Some(_) => false,
        None => highlights,
    };
    let all = match section.get("syntax_highlighter_opts") {
        Some(Value::Hash(all)) => Arc::clone(all),
        _ => Arc::default(),
    };
    let guess = section.get("guess_lang").is_none_or(Value::is_truthy);
    let read = |part: &str, wrap: bool| {
        let mut read = Highlighting {
            wrap,
            guess_lang: guess,
            ..Highlighting::default()
        };
        let part = all.get(part).and_then(Value::as_hash);
        let mut bare = false;
        for (key, value) in all.iter().chain(part.into_iter().flat_map(|part| part.iter())) {
            match key.as_str().unwrap_or("") {
                "default_lang" => read.default_lang = value.as_str().map(str::to_owned).or(read.default_lang),
                "line_numbers" => read.line_numbers = value.is_truthy(),
                "start_line" => {
                    if let Value::Int(line) = value {
                        read.table.start_line = *line;
                    }
                }
                "line_format" => read.table.line_format = text(value),
                "table_class" => read.table.table_class = text(value),
                "gutter_class" => read.table.gutter_class = text(value),
                "code_class" => read.table.code_class = text(value),
                "css_class" if value.is_truthy() => read.css_class = text(value),
                "css_class" => read.css_class = Highlighting::default().css_class,
                "wrap" => read.wrap = value.is_truthy(),
                "disable" => read.disable = value.is_truthy(),
                "formatter" => bare = formatter(value) == Formatter::Bare,
                _ => {}
            }
        }
        if bare {
            (read.wrap, read.line_numbers) = (false, false);
        }
        read
    };
    options.block_highlighting = read("block", true);
    options.span_highlighting = read("span", false);
}

fn typographic(options: &mut Options, value: &Value) {
    let Value::Hash(symbols) = value else { return };
    let entity = |key: &str| symbols.get(key).filter(|symbol| !symbol.is_nil()).map(text);
    let known = &mut options.typographic_symbols;
    known.hellip = entity("hellip");
    known.mdash = entity("mdash");
    known.ndash = entity("ndash");
    known.laquo = entity("laquo");
    known.raquo = entity("raquo");
    known.laquo_space = entity("laquo_space");
    known.raquo_space = entity("raquo_space");
}

/// `name: url` or `name: [url, title]`.
fn link_definitions(value: &Value) -> Vec<LinkDefinition> {
    let Value::Hash(links) = value else {
        return Vec::new();
    };
    let definitions = links.iter().filter_map(|(id, link)| {
        let id = id.as_str()?.to_owned();
        let (url, title) = match link {
            Value::Str(url) => (url.to_string(), None),
            Value::Array(parts) => (text(parts.first()?), parts.get(1).map(text)),
            _ => return None,
        };
        Some(LinkDefinition { id, url, title })
    });
    definitions.collect()
}

/// The words of a list, or of a text with commas.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Nil => Vec::new(),
        other => text(other)
            .split(',')
            .map(|word| word.trim().to_owned())
            .collect(),
    }
}

/// A scalar as text.
pub(super) fn text(value: &Value) -> String {
    to_s(value).to_string()
}

//! Converts the `kramdown:` section to the options of the Markdown converter, as Jekyll passes them on.

use crate::config::{Config, Dialect, SiteKind};
use crate::diag::{Code, Diagnostic};
use crate::markdown::kramdown::{EntityOutput, Highlighting, Input, LinkDefinition, Options, Version};
use crate::markdown::{self, commonmark, commonmarker, kramdown};
use crate::value::{Hash, Value};
use std::sync::Arc;

/// The options of the site's Markdown.
pub(super) fn of(config: &Config) -> markdown::Options {
    let dialect = match config.markdown {
        Dialect::Kramdown => markdown::Dialect::Kramdown(kramdown_options(config)),
        Dialect::Commonmarker => markdown::Dialect::Commonmarker(commonmarker_options(config)),
        Dialect::CommonMark => markdown::Dialect::CommonMark(commonmark_options(config)),
    };
    markdown::Options {
        dialect,
        ..markdown::Options::default()
    }
}

/// The options of CommonMark: in recto's own layout the HTML is that of the theme.
fn commonmark_options(config: &Config) -> commonmark::Options {
    let words = crate::layout::words::of(config);
    let words = commonmark::Words::new(|key| words.get(key).to_owned());
    commonmark::Options {
        math: config.settings.math,
        documentation: (config.arrangement == SiteKind::Recto).then(|| Box::new(words)),
        ..commonmark::Options::default()
    }
}

/// `commonmark.options` and `commonmark.extensions`, by the names of commonmarker.
fn commonmarker_options(config: &Config) -> commonmarker::Options {
    let section = config.get("commonmark");
    let mut options = commonmarker::Options::default();
    for key in ["options", "extensions"] {
        if let Value::Array(names) = section.get(key) {
            for name in names.iter().filter_map(Value::as_str) {
                options.switch_on(name);
            }
        }
    }
    options
}

/// kramdown's options, by the names that its own documentation has.
fn kramdown_options(config: &Config) -> Options {
    let mut options = Options {
        version: config.profile.kramdown,
        ..Options::default()
    };
    let Value::Hash(section) = config.get("kramdown") else {
        return options;
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
                options.toc_levels = kramdown::toc_levels(&levels).unwrap_or(options.toc_levels);
            }
            "smart_quotes" => {
                let quotes = words(value);
                let quotes = kramdown::smart_quotes(quotes.iter().map(String::as_str));
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
    highlighting(&mut options, config, &section);
    options
}

/// kramdown's parsers by their names, which begin with a large letter or a small one.
fn input(name: &Value) -> Option<Input> {
    Some(match name.as_str()? {
        "GFM" | "gFM" => Input::Gfm,
        "Kramdown" | "kramdown" => Input::Kramdown,
        "Markdown" | "markdown" => Input::Markdown,
        "Html" | "html" => Input::Html,
        _ => return None,
    })
}

/// Why an option of kramdown 2.5 has no effect.
const LATER: &str = "an option of kramdown 2.5, and the profile of the site has kramdown 2.4; `compat: {kramdown: 2.5}` \
                     in the configuration turns it on";

/// What the `kramdown:` section asks for and recto does not do.
pub(super) fn refused(config: &Config) -> Vec<Diagnostic> {
    let (Dialect::Kramdown, Value::Hash(section)) = (config.markdown, config.get("kramdown")) else {
        return Vec::new();
    };
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
    if config.profile.kramdown < Version::V2_5 {
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
enum Formatter {
    /// `HTMLLegacy`, which obeys `wrap` and `line_numbers`.
    Legacy,
    /// `HTML`, bare tokens, also where Rouge has none of that name.
    Bare,
    /// One that recto does not have.
    Other,
}

fn formatter(name: &Value) -> Formatter {
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

/// `syntax_highlighter` and its options: `highlighter` where the section names none; code that names no language
/// is `plaintext`; what is under `block` and `span` holds for these alone.
fn highlighting(options: &mut Options, config: &Config, section: &Hash) {
    let named = section.get("syntax_highlighter").filter(|name| !name.is_nil());
    options.syntax_highlighter = match named {
        Some(Value::Str(name)) => &**name == "rouge",
        Some(_) => false,
        None => config.highlight_markdown,
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
fn text(value: &Value) -> String {
    crate::liquid::text_of(value).to_string()
}

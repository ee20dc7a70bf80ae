//! kramdown's options, which the site's `kramdown` section and `{::options}` set.

use std::sync::Arc;

use recto_highlight::LineTable;

use crate::kramdown::version::{Behavior, Version};

/// How entities are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityOutput {
    /// As the character, if that is safe.
    AsChar,
    /// As written in the text.
    AsInput,
    /// By number.
    Numeric,
    /// By name, if there is one.
    Symbolic,
}

/// kramdown's parsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// GitHub-flavored Markdown (`kramdown-parser-gfm`), Jekyll's default.
    Gfm,
    /// kramdown's own syntax.
    Kramdown,
    /// Markdown without kramdown's extensions.
    Markdown,
    /// HTML, converted to native elements where possible.
    Html,
    /// Text whose quotes and dashes become typographic, for [`smartify`](super::smartify).
    SmartyPants,
}

/// A link definition of the option `link_defs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkDefinition {
    /// The name.
    pub id: String,
    /// The URL.
    pub url: String,
    /// The title.
    pub title: Option<String>,
}

/// The options of the Rouge highlighter for blocks or for spans (`syntax_highlighter_opts`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlighting {
    /// The language of code without one.
    pub default_lang: Option<String>,
    /// Whether code without a language, or with `plaintext`, is highlighted.
    pub guess_lang: bool,
    /// Whether code is written as a table with line numbers.
    pub line_numbers: bool,
    /// The options of that table.
    pub table: LineTable,
    /// The class of the `<pre>`.
    pub css_class: String,
    /// Whether code is wrapped in `<div class="highlight"><pre>`.
    pub wrap: bool,
    /// Whether highlighting is off.
    pub disable: bool,
}

impl Default for Highlighting {
    fn default() -> Self {
        Self {
            default_lang: Some("plaintext".to_owned()),
            guess_lang: true,
            line_numbers: false,
            table: LineTable::default(),
            css_class: "highlight".to_owned(),
            wrap: true,
            disable: false,
        }
    }
}

/// The replacements of typographic symbols (`typographic_symbols`). `None` is the character itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypographicSymbols {
    /// For `...`.
    pub hellip: Option<String>,
    /// For `---`.
    pub mdash: Option<String>,
    /// For `--`.
    pub ndash: Option<String>,
    /// For `<<`.
    pub laquo: Option<String>,
    /// For `>>`.
    pub raquo: Option<String>,
    /// For `<< `, with the space.
    pub laquo_space: Option<String>,
    /// For ` >>`, with the space.
    pub raquo_space: Option<String>,
}

/// All options that affect the output of kramdown and its GFM parser. The defaults are those of Jekyll 4.
#[expect(clippy::struct_excessive_bools, reason = "one field per option of kramdown")]
#[derive(Clone, Debug)]
pub struct Options {
    /// The release whose HTML is written.
    pub version: Version,
    /// `input`.
    pub input: Input,
    /// `auto_ids`: whether headers get ids.
    pub auto_ids: bool,
    /// `auto_id_stripping`: whether ids are made of the parsed text (always with [`Input::Gfm`]).
    pub auto_id_stripping: bool,
    /// `auto_id_prefix`: the prefix of all generated ids.
    pub auto_id_prefix: String,
    /// `header_links`: whether headers begin with an empty link to themselves (kramdown 2.5).
    pub header_links: bool,
    /// `transliterated_header_ids`: whether text is transliterated to ASCII for ids.
    pub transliterated_header_ids: bool,
    /// `parse_block_html`: whether the content of block elements is Markdown.
    pub parse_block_html: bool,
    /// `parse_span_html`: whether the content of span elements is Markdown.
    pub parse_span_html: bool,
    /// `html_to_native`: whether HTML elements are converted to native elements.
    pub html_to_native: bool,
    /// `link_defs`: link definitions for every document.
    pub link_defs: Arc<Vec<LinkDefinition>>,
    /// `footnote_nr`: the number of the first footnote.
    pub footnote_nr: i64,
    /// `footnote_link_text`: the text of a footnote marker, with `%s` for its number (kramdown 2.5).
    pub footnote_link_text: String,
    /// `footnote_backlink`: the text of the backlinks. If it is empty, there are none.
    pub footnote_backlink: String,
    /// `footnote_backlink_inline`: whether backlinks are in the last paragraph, at any depth.
    pub footnote_backlink_inline: bool,
    /// `footnote_prefix`: the prefix of footnote names in ids.
    pub footnote_prefix: String,
    /// `entity_output`.
    pub entity_output: EntityOutput,
    /// `toc_levels`: the header levels in the table of contents, as bits `1 << level`.
    pub toc_levels: u8,
    /// `smart_quotes`: the code points of the left and right single and the left and right double quote.
    pub smart_quotes: [u32; 4],
    /// `typographic_symbols`.
    pub typographic_symbols: TypographicSymbols,
    /// `header_offset`: added to header levels, within 1 to 6.
    pub header_offset: i64,
    /// `syntax_highlighter`: whether code is highlighted.
    pub syntax_highlighter: bool,
    /// The name of the highlighter in classes: `rouge`.
    pub highlighter_name: String,
    /// `syntax_highlighter_opts` for blocks.
    pub block_highlighting: Highlighting,
    /// `syntax_highlighter_opts` for spans.
    pub span_highlighting: Highlighting,
    /// `math_engine`: whether formulas get MathJax's delimiters.
    pub math_engine: bool,
    /// `remove_line_breaks_for_cjk`.
    pub remove_line_breaks_for_cjk: bool,
    /// `hard_wrap`: whether every line ends with a line break (GFM).
    pub hard_wrap: bool,
    /// The quirk `paragraph_end` of `gfm_quirks`.
    pub paragraph_end: bool,
    /// The quirk `no_auto_typographic` of `gfm_quirks`.
    pub no_auto_typographic: bool,
    /// `forbidden_inline_options`.
    pub forbidden_inline_options: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            version: Version::default(),
            input: Input::Gfm,
            auto_ids: true,
            auto_id_stripping: false,
            auto_id_prefix: String::new(),
            header_links: false,
            transliterated_header_ids: false,
            parse_block_html: false,
            parse_span_html: true,
            html_to_native: false,
            link_defs: Arc::default(),
            footnote_nr: 1,
            footnote_link_text: "%s".to_owned(),
            footnote_backlink: "&#8617;".to_owned(),
            footnote_backlink_inline: false,
            footnote_prefix: String::new(),
            entity_output: EntityOutput::AsChar,
            toc_levels: 0b111_1110,
            smart_quotes: [0x2018, 0x2019, 0x201C, 0x201D],
            typographic_symbols: TypographicSymbols::default(),
            header_offset: 0,
            syntax_highlighter: true,
            highlighter_name: "rouge".to_owned(),
            block_highlighting: Highlighting::default(),
            span_highlighting: Highlighting {
                wrap: false,
                ..Highlighting::default()
            },
            math_engine: true,
            remove_line_breaks_for_cjk: false,
            hard_wrap: false,
            paragraph_end: true,
            no_auto_typographic: false,
            forbidden_inline_options: vec!["template".to_owned()],
        }
    }
}

/// The result of setting an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The option exists. If the value is not valid, nothing changed.
    Known,
    /// The option does not exist.
    Unknown,
    /// The option cannot be set in a document.
    Forbidden,
}

fn boolean(value: &str) -> bool {
    !value.is_empty() && !value.trim().eq_ignore_ascii_case("false")
}

/// Parses the option `toc_levels`: `1..3` or `1,2,3`.
pub fn toc_levels(value: &str) -> Option<u8> {
    let level = |text: &str| {
        text.trim()
            .parse::<u8>()
            .ok()
            .filter(|level| (1..=6).contains(level))
    };
    if let Some((from, to)) = value.split_once("..") {
        let (from, to) = (level(from)?, level(to)?);
        return Some((from..=to).fold(0, |levels, level| levels | 1 << level));
    }
    value
        .split(',')
        .try_fold(0, |levels, text| Some(levels | 1 << level(text)?))
}

/// Parses the option `smart_quotes`: four names such as `lsquo,rsquo,ldquo,rdquo`, or numbers.
pub fn smart_quotes<'v>(values: impl Iterator<Item = &'v str>) -> Option<[u32; 4]> {
    let codes: Vec<u32> = values
        .map(|value| {
            let number = value.trim().parse::<u32>().ok().map(crate::entities::by_number);
            number.or_else(|| crate::entities::by_name(value, false))
        })
        .collect::<Option<_>>()?;
    codes.try_into().ok()
}

impl Options {
    /// What the requested release does.
    pub(crate) fn behavior(&self) -> &'static Behavior {
        self.version.behavior()
    }

    /// Sets an option by name, as `{::options name="value" /}` does.
    pub fn set(&mut self, name: &str, value: &str) -> Setting {
        if name == "forbidden_inline_options"
            || self.forbidden_inline_options.iter().any(|other| other == name)
        {
            return Setting::Forbidden;
        }
        if matches!(name, "header_links" | "footnote_link_text") && !self.behavior().link_options {
            return Setting::Unknown;
        }
        match name {
            "auto_ids" => self.auto_ids = boolean(value),
            "auto_id_stripping" => self.auto_id_stripping = boolean(value),
            "auto_id_prefix" => value.clone_into(&mut self.auto_id_prefix),
            "transliterated_header_ids" => self.transliterated_header_ids = boolean(value),
            "parse_block_html" => self.parse_block_html = boolean(value),
            "parse_span_html" => self.parse_span_html = boolean(value),
            "html_to_native" => self.html_to_native = boolean(value),
            "footnote_nr" => self.footnote_nr = value.trim().parse().unwrap_or(self.footnote_nr),
            "header_links" => self.header_links = boolean(value),
            "footnote_link_text" if value.contains("%s") => value.clone_into(&mut self.footnote_link_text),
            "footnote_link_text" => {}
            "footnote_backlink" => value.clone_into(&mut self.footnote_backlink),
            "footnote_backlink_inline" => self.footnote_backlink_inline = boolean(value),
            "footnote_prefix" => value.clone_into(&mut self.footnote_prefix),
            "entity_output" => self.set_entity_output(value),
            "toc_levels" => self.toc_levels = toc_levels(value).unwrap_or(self.toc_levels),
            "smart_quotes" => {
                self.smart_quotes = smart_quotes(value.split(',')).unwrap_or(self.smart_quotes);
            }
            "header_offset" => self.header_offset = value.trim().parse().unwrap_or(self.header_offset),
            "syntax_highlighter" => self.syntax_highlighter = !matches!(value.trim(), "" | "nil"),
            "math_engine" => self.math_engine = !matches!(value.trim(), "" | "nil"),
            "remove_line_breaks_for_cjk" => self.remove_line_breaks_for_cjk = boolean(value),
            "syntax_highlighter_opts" => self.set_highlighting(value),
            "hard_wrap" | "gfm_quirks" => {}
            "template"
            | "link_defs"
            | "line_width"
            | "latex_headers"
            | "typographic_symbols"
            | "remove_block_html_tags"
            | "remove_span_html_tags"
            | "math_engine_opts"
            | "list_indent" => {}
            _ => return Setting::Unknown,
        }
        Setting::Known
    }

    fn set_entity_output(&mut self, value: &str) {
        self.entity_output = match value.trim().trim_start_matches(':') {
            "as_char" => EntityOutput::AsChar,
            "as_input" => EntityOutput::AsInput,
            "symbolic" => EntityOutput::Symbolic,
            _ => EntityOutput::Numeric,
        };
    }

    /// Parses `syntax_highlighter_opts`, a map in YAML's flow style (`{key: value, …}`).
    fn set_highlighting(&mut self, value: &str) {
        let inside = value.trim().trim_start_matches('{').trim_end_matches('}');
        let mut new = Highlighting {
            default_lang: None,
            guess_lang: false,
            ..Highlighting::default()
        };
        for entry in inside.split(',') {
            let Some((key, value)) = entry.split_once(':') else {
                continue;
            };
            let value = value.trim().trim_matches(['"', '\'']);
            match key.trim() {
                "default_lang" => new.default_lang = Some(value.to_owned()),
                "guess_lang" => new.guess_lang = value == "true",
                "line_numbers" => new.line_numbers = !matches!(value, "false" | "null" | "~" | ""),
                "start_line" => new.table.start_line = value.parse().unwrap_or(1),
                "css_class" => value.clone_into(&mut new.css_class),
                "wrap" => new.wrap = value != "false",
                "disable" => new.disable = value == "true",
                _ => {}
            }
        }
        self.span_highlighting = Highlighting {
            wrap: false,
            ..new.clone()
        };
        self.block_highlighting = new;
    }
}

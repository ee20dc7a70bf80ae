//! Reduces a file to what its reader gets: a list of comparable lines.
//!
//! For HTML and XML a line is a tag with its attributes sorted, or a run of text. White space outside
//! verbatim elements counts as one space, next to a block-level tag as none; character references are decoded;
//! `<span>` inside `<pre>` and `<code>` is passed over, for highlighters differ in it.

use crate::text::html::VOID_ELEMENTS;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;

/// How a file is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// By elements, attributes and text.
    Markup,
    /// By words.
    Words,
}

const MARKUP: &[&str] = &["html", "htm", "xml", "svg"];
const WORDS: &[&str] = &["txt", "css", "json", "js", "md", "map"];

impl Kind {
    /// The way to compare the file at `path`; `None` for binary files, where only bytes count.
    pub(super) fn of(path: &str) -> Option<Self> {
        let is = |list: &[&str]| list.iter().any(|end| has_extension(path, end));
        match () {
            () if is(MARKUP) => Some(Self::Markup),
            () if is(WORDS) => Some(Self::Words),
            () => None,
        }
    }
}

/// Whether `path` names a page.
pub(super) fn is_html(path: &str) -> bool {
    has_extension(path, "html") || has_extension(path, "htm")
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}

/// The comparable lines of `bytes`.
pub(super) fn canon(kind: Kind, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    match kind {
        Kind::Words => text.split_whitespace().map(str::to_owned).collect(),
        Kind::Markup => markup(&text),
    }
}

fn markup(text: &str) -> Vec<String> {
    let mut canon = Canon::default();
    let mut emitter = CallbackEmitter::<_, Infallible>::new(
        |event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<Infallible> {
            canon.take(&event);
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
    canon.flush(true);
    canon.lines
}

const VERBATIM: &[&str] = &["pre", "textarea", "script", "style"];
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "audio",
    "base",
    "blockquote",
    "body",
    "canvas",
    "center",
    "channel",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "entry",
    "feed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "item",
    "lastmod",
    "legend",
    "li",
    "link",
    "loc",
    "main",
    "menu",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "script",
    "search",
    "section",
    "select",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "url",
    "urlset",
    "video",
];

/// The lines so far, and where in the document the tokens are.
#[derive(Default)]
struct Canon {
    lines: Vec<String>,
    text: String,
    after_block: bool,
    verbatim: usize,
    code: usize,
    name: String,
    attributes: Vec<(String, String)>,
}

impl Canon {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name = owned(name);
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => self.attributes.push((owned(name), String::new())),
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = self.attributes.last_mut() {
                    last.1 = folded(&owned(value)).trim().to_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.open(*self_closing),
            CallbackEvent::EndTag { name } => self.close(&owned(name)),
            CallbackEvent::String { value } => self.text.push_str(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { value } => {
                self.flush(true);
                self.push_block(format!("<!--{}", folded(&owned(value)).trim()));
            }
            CallbackEvent::Doctype { name, .. } => {
                self.flush(true);
                self.push_block(format!("<!doctype {}", owned(name)));
            }
            CallbackEvent::Error(_) => {}
        }
    }

    fn open(&mut self, self_closing: bool) {
        let name = std::mem::take(&mut self.name);
        if name == "span" && self.code > 0 {
            return;
        }
        self.attributes.sort();
        let attributes = self
            .attributes
            .iter()
            .map(|(key, value)| format!(" {key}=\"{value}\""));
        let line = format!("<{name}{}>", attributes.collect::<String>());
        self.push_tag(&name, line);
        let closes = self_closing && !VOID_ELEMENTS.contains(&name.as_str());
        self.verbatim += usize::from(VERBATIM.contains(&name.as_str()));
        self.code += usize::from(matches!(name.as_str(), "pre" | "code"));
        if closes {
            self.close(&name);
        }
    }

    fn close(&mut self, name: &str) {
        if VOID_ELEMENTS.contains(&name) || (name == "span" && self.code > 0) {
            return;
        }
        self.push_tag(name, format!("</{name}>"));
        self.verbatim -= usize::from(VERBATIM.contains(&name)).min(self.verbatim);
        self.code -= usize::from(matches!(name, "pre" | "code")).min(self.code);
    }

    fn push_tag(&mut self, name: &str, line: String) {
        let block = BLOCK.binary_search(&name).is_ok();
        self.flush(block);
        self.lines.push(line);
        self.after_block = block;
    }

    fn push_block(&mut self, line: String) {
        self.lines.push(line);
        self.after_block = true;
    }

    /// Ends the run of text; `block` means that a block-level tag follows.
    fn flush(&mut self, block: bool) {
        let text = std::mem::take(&mut self.text);
        let text = match self.verbatim {
            0 => folded(&text),
            _ => text,
        };
        let mut text = text.as_str();
        if self.verbatim == 0 {
            text = if self.after_block {
                text.trim_start_matches(' ')
            } else {
                text
            };
            text = if block { text.trim_end_matches(' ') } else { text };
        }
        if !text.is_empty() {
            self.lines.push(text.to_owned());
            self.after_block = false;
        }
    }
}

/// `text` with every run of ASCII white space as one space.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_space = false;
    for c in text.chars() {
        let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
        if !space {
            out.push(c);
        } else if !in_space {
            out.push(' ');
        }
        in_space = space;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Kind, canon};

    fn same(a: &str, b: &str) -> bool {
        canon(Kind::Markup, a.as_bytes()) == canon(Kind::Markup, b.as_bytes())
    }

    #[test]
    fn block_names_are_sorted_for_the_search() {
        assert!(BLOCK.is_sorted());
    }

    #[test]
    fn white_space_beside_blocks_and_order_of_attributes_do_not_count() {
        assert!(same(
            "<div b=1 a='2'>\n <p>x  y</p>\n</div>",
            "<div a=\"2\" b=\"1\"><p>x y</p></div>"
        ));
        assert!(!same("<p>a <b>c</b></p>", "<p>a<b>c</b></p>"));
    }

    #[test]
    fn highlight_spans_do_not_count_but_code_does() {
        assert!(same(
            "<pre><code><span class=k>if</span> x\n</code></pre>",
            "<pre><code>if x\n</code></pre>"
        ));
        assert!(!same("<pre>a\n b</pre>", "<pre>a\nb</pre>"));
    }

    #[test]
    fn character_references_are_decoded() {
        assert!(same("<p>&copy; &#8217;</p>", "<p>© ’</p>"));
    }

    #[test]
    fn text_inside_scripts_is_not_markup() {
        assert!(!same(
            "<script>if (a<b) c()</script>",
            "<script>if (a<c) c()</script>"
        ));
    }
}

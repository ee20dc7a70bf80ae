//! The state of the HTML writer, and what all elements need: attributes, indentation, entities, links.

use std::collections::HashMap;

use crate::kramdown::document::{AttrList, AttrName, Document, ElementId, ElementKind, TextRange};
use crate::kramdown::html::ids::Ids;
use crate::kramdown::options::EntityOutput;
use crate::{Heading, Highlighter, Html, Link, entities, escape};

const SPACES: &str = "                                                                ";

/// The placeholder of the table of contents and of the footnotes, which are written last.
pub(super) const PLACEHOLDER: char = '\u{1}';

/// A footnote that has a marker.
#[derive(Debug)]
pub(super) struct Footnote {
    pub(super) definition: u32,
    pub(super) number: i64,
    pub(super) repeats: usize,
}

/// A header for the table of contents.
#[derive(Clone, Debug)]
pub(super) struct TocEntry {
    pub(super) level: u8,
    pub(super) id: String,
    pub(super) header: ElementId,
}

/// The state while a document is written.
pub(super) struct HtmlWriter<'d, 'o, 'h> {
    pub(super) doc: &'d Document<'o>,
    pub(super) highlighter: &'h dyn Highlighter,
    pub(super) out: String,
    /// The elements around the current one.
    pub(super) stack: Vec<ElementId>,
    /// The index of the next cell in its row.
    pub(super) column: usize,
    pub(super) ids: Ids,
    /// True in the text that the GFM parser processes again: outside HTML elements and footnotes.
    pub(super) gfm_pass: bool,
    /// True while a header is written for the table of contents, without links and footnotes.
    pub(super) in_toc: bool,
    pub(super) toc: Vec<TocEntry>,
    /// The position of the table of contents, and the list that it replaces.
    pub(super) toc_place: Option<(usize, ElementId)>,
    pub(super) footnotes: Vec<Footnote>,
    /// The index in `footnotes` of a definition.
    pub(super) footnote_indices: HashMap<u32, usize>,
    pub(super) footnote_place: Option<usize>,
    /// The HTML of backlinks, by the paragraph to which it is appended.
    pub(super) backlinks: HashMap<ElementId, String>,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
}

impl<'d, 'o, 'h> HtmlWriter<'d, 'o, 'h> {
    /// A writer for `doc`.
    pub(super) fn new(doc: &'d Document<'o>, highlighter: &'h dyn Highlighter) -> Self {
        let capacity = doc.arena.input_len() + doc.arena.input_len() / 2 + 64;
        Self {
            gfm_pass: doc.is_gfm(),
            doc,
            highlighter,
            out: String::with_capacity(capacity),
            stack: Vec::new(),
            column: 0,
            ids: Ids::default(),
            in_toc: false,
            toc: Vec::new(),
            toc_place: None,
            footnotes: Vec::new(),
            footnote_indices: HashMap::new(),
            footnote_place: None,
            backlinks: HashMap::new(),
            headings: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Writes the whole document.
    pub(super) fn write(mut self) -> Html {
        let root = self.doc.root;
        self.inner(root, 0);
        let footnotes = self.footnote_content();
        let toc = self.toc_content();
        let mut inserts: Vec<(usize, String)> = Vec::new();
        match self.footnote_place {
            Some(place) => inserts.push((place, footnotes)),
            None => self.out.push_str(&footnotes),
        }
        if let Some((place, _)) = self.toc_place {
            inserts.push((place, toc));
        }
        inserts.sort_by_key(|insert| std::cmp::Reverse(insert.0));
        for (place, text) in inserts {
            self.out
                .replace_range(place..place + PLACEHOLDER.len_utf8(), &text);
        }
        Html {
            html: self.out,
            toc: self.headings,
            links: self.links,
            warnings: Vec::new(),
        }
    }

    /// Runs `write` with an empty output and returns what it wrote.
    pub(super) fn separately(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let outer = std::mem::take(&mut self.out);
        write(self);
        std::mem::replace(&mut self.out, outer)
    }

    /// Writes spaces.
    pub(super) fn indent(&mut self, indent: usize) {
        let mut left = indent;
        while left > 0 {
            let chunk = left.min(SPACES.len());
            self.out.push_str(&SPACES[..chunk]);
            left -= chunk;
        }
    }

    /// The kind of an element.
    pub(super) fn kind(&self, id: ElementId) -> ElementKind {
        self.doc.tree[id].kind
    }

    /// The text of a range.
    pub(super) fn text(&self, range: TextRange) -> &'d str {
        self.doc.arena.get(range)
    }

    /// Writes `<name attributes` without the closing bracket.
    pub(super) fn open(&mut self, name: &str, attrs: AttrList) {
        self.out.push('<');
        self.out.push_str(name);
        self.attrs(attrs);
    }

    /// Writes `</name>`.
    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Writes attributes. A blank id is omitted.
    pub(super) fn attrs(&mut self, attrs: AttrList) {
        if attrs.is_empty() {
            return;
        }
        for attr in self.doc.attributes.iter(attrs) {
            let value = self.doc.arena.get(attr.value);
            write_attr(&mut self.out, name_text(self.doc, attr.name), value);
        }
    }

    /// Writes attributes with a new value for `name`: at its position, or at the end if it is new or `moved`.
    pub(super) fn attrs_with(&mut self, attrs: AttrList, name: AttrName, value: &str, moved: bool) {
        let is_name = |other: AttrName| std::mem::discriminant(&other) == std::mem::discriminant(&name);
        let mut written = false;
        for attr in self.doc.attributes.iter(attrs) {
            let is_replaced = is_name(attr.name);
            if is_replaced && moved {
                continue;
            }
            written |= is_replaced;
            let value = if is_replaced { value } else { self.text(attr.value) };
            write_attr(&mut self.out, name_text(self.doc, attr.name), value);
        }
        if !written && !value.is_empty() {
            write_attr(&mut self.out, name_text(self.doc, name), value);
        }
    }

    /// Writes an entity as the option `entity_output` demands. `original` is its source, if it has one.
    pub(super) fn entity(&mut self, code: u32, original: TextRange) {
        let char = char::from_u32(code);
        let special = matches!(char, Some('<' | '>' | '&' | '"'));
        let output = self.doc.options().entity_output;
        match char {
            Some(c) if output == EntityOutput::AsChar && (!special || c == '"') => {
                self.out.push(c);
                return;
            }
            _ => {}
        }
        if matches!(output, EntityOutput::AsInput | EntityOutput::AsChar) && !original.is_empty() {
            self.out.push_str(self.doc.arena.get(original));
            return;
        }
        let source = self.text(original);
        let name = match source.as_bytes() {
            [b'&', b'#', ..] => entities::name_of(code, self.doc.options().behavior().html5_entities),
            [b'&', ..] => Some(&source[1..source.len() - 1]),
            _ => entities::name_of(code, false),
        };
        let name = name.filter(|_| output == EntityOutput::Symbolic || special);
        self.out.push('&');
        match name {
            Some(name) => self.out.push_str(name),
            None => {
                self.out.push('#');
                self.out.push_str(&code.to_string());
            }
        }
        self.out.push(';');
    }

    /// Records the URL of a link or an image.
    pub(super) fn record_link(&mut self, id: ElementId, element: &str) {
        if self.in_toc {
            return;
        }
        let source = self.doc.tree[id].source;
        for attr in self.doc.attributes.iter(self.doc.tree[id].attrs) {
            let attribute = match attr.name {
                AttrName::Href => "href",
                AttrName::Src => "src",
                _ => continue,
            };
            self.links.push(Link {
                element: element.to_owned(),
                attribute,
                url: self.doc.arena.get(attr.value).to_owned(),
                range: self.doc.source_range(TextRange::new(
                    source.start as usize,
                    source.end.max(source.start + 1) as usize,
                )),
            });
        }
    }
}

/// Writes ` name="value"`. A blank id is omitted.
pub(super) fn write_attr(out: &mut String, name: &str, value: &str) {
    if name == "id" && value.trim().is_empty() {
        return;
    }
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape::attribute(out, value);
    out.push('"');
}

pub(super) fn name_text<'d>(doc: &'d Document<'_>, name: AttrName) -> &'d str {
    match name {
        AttrName::Class => "class",
        AttrName::Id => "id",
        AttrName::Href => "href",
        AttrName::Src => "src",
        AttrName::Alt => "alt",
        AttrName::Title => "title",
        AttrName::Style => "style",
        AttrName::Role => "role",
        AttrName::Start => "start",
        AttrName::Other(name) => doc.arena.get(name),
    }
}

//! The state of writing HTML, and what all elements need: attributes, indentation, escaping.

use crate::kramdown::attributes::{AttrList, Name};
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::ids::Ids;
use crate::kramdown::options::EntityOutput;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::{Heading, Highlighter, Html, Link, entities, escape};

const SPACES: &str = "                                                                ";

/// Stands where the table of contents or the footnotes go, until they are known.
pub(super) const PLACE: char = '\u{1}';

/// A footnote that has been referred to.
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

/// Turns the tree into HTML.
pub(crate) struct Writer<'o, 'h> {
    pub(super) doc: Parser<'o>,
    pub(super) highlighter: &'h dyn Highlighter,
    pub(super) out: String,
    /// The elements around the one being written.
    pub(super) stack: Vec<ElementId>,
    /// Which cell of its row comes next.
    pub(super) column: usize,
    pub(super) ids: Ids,
    /// True in text that the GFM parser goes over once more: outside of HTML elements and footnotes.
    pub(super) gfm_pass: bool,
    /// True while a header is written for the table of contents: no links, no footnotes.
    pub(super) in_toc: bool,
    pub(super) toc: Vec<TocEntry>,
    /// Where the table of contents goes, and the list it replaces.
    pub(super) toc_place: Option<(usize, ElementId)>,
    pub(super) footnotes: Vec<Footnote>,
    /// Which of `footnotes` a definition is.
    pub(super) footnote_numbers: std::collections::HashMap<u32, usize>,
    pub(super) footnote_place: Option<usize>,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
}

impl<'o, 'h> Writer<'o, 'h> {
    /// A writer for what was parsed.
    pub(crate) fn new(doc: Parser<'o>, highlighter: &'h dyn Highlighter) -> Self {
        let room = doc.pool.input_len() + doc.pool.input_len() / 2 + 64;
        Self {
            gfm_pass: doc.gfm,
            doc,
            highlighter,
            out: String::with_capacity(room),
            stack: Vec::new(),
            column: 0,
            ids: Ids::default(),
            in_toc: false,
            toc: Vec::new(),
            toc_place: None,
            footnotes: Vec::new(),
            footnote_numbers: std::collections::HashMap::new(),
            footnote_place: None,
            headings: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Writes the whole document.
    pub(crate) fn write(mut self) -> Html {
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
            self.out.replace_range(place..place + PLACE.len_utf8(), &text);
        }
        Html {
            html: self.out,
            toc: self.headings,
            links: self.links,
            warnings: self.doc.warnings,
        }
    }

    /// Runs `write` with an empty output and gives what it wrote.
    pub(super) fn apart(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let outer = std::mem::take(&mut self.out);
        write(self);
        std::mem::replace(&mut self.out, outer)
    }

    /// Adds spaces.
    pub(super) fn indent(&mut self, indent: usize) {
        let mut left = indent;
        while left > 0 {
            let now = left.min(SPACES.len());
            self.out.push_str(&SPACES[..now]);
            left -= now;
        }
    }

    /// The kind of an element.
    pub(super) fn kind(&self, id: ElementId) -> Kind {
        self.doc.tree[id].kind
    }

    /// The text of a slice.
    pub(super) fn text(&self, slice: Slice) -> &str {
        self.doc.pool.get(slice)
    }

    /// Adds `<name attributes>` without the bracket at its end.
    pub(super) fn open(&mut self, name: &str, attrs: AttrList) {
        self.out.push('<');
        self.out.push_str(name);
        self.attrs(attrs);
    }

    /// Adds `</name>`.
    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Adds attributes; a blank id is left out.
    pub(super) fn attrs(&mut self, attrs: AttrList) {
        if attrs.is_empty() {
            return;
        }
        for attr in self.doc.attributes.iter(attrs) {
            let value = self.doc.pool.get(attr.value);
            write_attr(&mut self.out, name_text(&self.doc, attr.name), value);
        }
    }

    /// The same with `class` replaced: set where it stands, or at the end.
    pub(super) fn attrs_with_class(&mut self, attrs: AttrList, class: &str, moved: bool) {
        let mut done = false;
        for attr in self.doc.attributes.iter(attrs) {
            if matches!(attr.name, Name::Class) {
                if !moved {
                    write_attr(&mut self.out, "class", class);
                    done = true;
                }
                continue;
            }
            let value = self.doc.pool.get(attr.value);
            write_attr(&mut self.out, name_text(&self.doc, attr.name), value);
        }
        if !done && !class.is_empty() {
            write_attr(&mut self.out, "class", class);
        }
    }

    /// Adds the character of an entity as `entity_output` says; `original` is its source, if it has one.
    pub(super) fn entity(&mut self, code: u32, original: Slice) {
        let char = char::from_u32(code);
        let special = matches!(char, Some('<' | '>' | '&' | '"'));
        let output = self.doc.options.entity_output;
        match char {
            Some(c) if output == EntityOutput::AsChar && (!special || c == '"') => {
                self.out.push(c);
                return;
            }
            _ => {}
        }
        if matches!(output, EntityOutput::AsInput | EntityOutput::AsChar) && !original.is_empty() {
            self.out.push_str(self.doc.pool.get(original));
            return;
        }
        let name = entities::name_of(code).filter(|_| output == EntityOutput::Symbolic || special);
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

    /// Notes the URL of a link or an image.
    pub(super) fn note_link(&mut self, id: ElementId, element: &str) {
        if self.in_toc {
            return;
        }
        let source = self.doc.tree[id].source;
        for attr in self.doc.attributes.iter(self.doc.tree[id].attrs) {
            let attribute = match attr.name {
                Name::Href => "href",
                Name::Src => "src",
                _ => continue,
            };
            let start = self.doc.pool.origin(source.start as usize);
            let end = self
                .doc
                .pool
                .origin((source.end.max(source.start + 1) - 1) as usize)
                + 1;
            self.links.push(Link {
                element: element.to_owned(),
                attribute,
                url: self.doc.pool.get(attr.value).to_owned(),
                range: start..end.max(start),
            });
        }
    }
}

/// Adds ` name="value"`.
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

fn name_text<'p>(doc: &'p Parser<'_>, name: Name) -> &'p str {
    match name {
        Name::Class => "class",
        Name::Id => "id",
        Name::Href => "href",
        Name::Src => "src",
        Name::Alt => "alt",
        Name::Title => "title",
        Name::Style => "style",
        Name::Role => "role",
        Name::Start => "start",
        Name::Other(name) => doc.pool.get(name),
    }
}

//! Conversion of HTML elements to native elements (`html_to_native`): kramdown's `ElementConverter`.

mod code;
mod table;
mod text;

use crate::kramdown::document::{
    AttrName, Category, ContentModel, Document, ElementId, ElementKind, TextRange,
};
use crate::kramdown::scan::is_space;
use crate::kramdown::syntax::tags;

/// How the content of an element is processed.
#[derive(Clone, Copy)]
struct Mode {
    /// Elements are converted.
    convert: bool,
    /// White space is preserved.
    preserve: bool,
}

const CONVERT: Mode = Mode {
    convert: true,
    preserve: false,
};

/// The elements in which text is removed (kramdown's `REMOVE_TEXT_CHILDREN`).
const DROPS_TEXT: [&str; 14] = [
    "html", "head", "hgroup", "ol", "ul", "dl", "table", "colgroup", "tbody", "thead", "tfoot", "tr",
    "select", "optgroup",
];

/// The elements in which text between blocks is wrapped (kramdown's `WRAP_TEXT_CHILDREN`).
const WRAPS_TEXT: &[&str] = &[
    "body",
    "section",
    "nav",
    "article",
    "aside",
    "header",
    "footer",
    "address",
    "div",
    "li",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "fieldset",
    "form",
];

/// The elements whose first and last text is stripped (kramdown's `STRIP_WHITESPACE`).
const STRIPS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "form",
    "footer",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "legend",
    "li",
    "nav",
    "p",
    "section",
    "td",
    "th",
];

/// The elements that have a native counterpart.
fn simple(name: &str) -> Option<ElementKind> {
    Some(match name {
        "em" => ElementKind::Em,
        "strong" => ElementKind::Strong,
        "blockquote" => ElementKind::Blockquote,
        "hr" => ElementKind::Hr,
        "br" => ElementKind::Br,
        "img" => ElementKind::Img,
        "p" => ElementKind::P { transparent: false },
        "thead" => ElementKind::Thead,
        "tbody" => ElementKind::Tbody,
        "tfoot" => ElementKind::Tfoot,
        "tr" => ElementKind::Tr,
        "td" => ElementKind::Td,
        "th" => ElementKind::Th,
        "ul" => ElementKind::Ul,
        "ol" => ElementKind::Ol,
        "dl" => ElementKind::Dl,
        "li" => ElementKind::Li,
        "dt" => ElementKind::Dt,
        "dd" => ElementKind::Dd,
        _ => return None,
    })
}

/// Converts a finished HTML element with its content.
pub(crate) fn convert(doc: &mut Document<'_>, id: ElementId) {
    ElementConverter { doc }.process(id, CONVERT, None);
}

/// Converts all elements of a document.
pub(crate) fn convert_document(doc: &mut Document<'_>) {
    ElementConverter { doc }.convert_root();
}

#[derive(Debug)]
struct ElementConverter<'d, 'o> {
    doc: &'d mut Document<'o>,
}

impl ElementConverter<'_, '_> {
    /// Converts the whole document.
    fn convert_root(&mut self) {
        let root = self.doc.root;
        let mut child = self.doc.tree.first(root);
        while let Some(id) = child {
            child = self.doc.tree.next(id);
            if self.doc.tree[id].kind == ElementKind::Text {
                self.process_text(root, id, false);
            } else {
                self.process(id, CONVERT, None);
            }
        }
        self.remove_whitespace_children(root);
    }

    fn process(&mut self, id: ElementId, mode: Mode, parent: Option<ElementId>) {
        match self.doc.tree[id].kind {
            ElementKind::XmlComment(_) => {
                self.doc.tree[id].kind = ElementKind::XmlComment(self.category_in(parent))
            }
            ElementKind::XmlPi(_) => self.doc.tree[id].kind = ElementKind::XmlPi(self.category_in(parent)),
            ElementKind::Html { .. } => self.process_element(id, mode),
            _ => {}
        }
    }

    /// The category of a comment in its parent.
    fn category_in(&self, parent: Option<ElementId>) -> Category {
        let model = match parent.map(|parent| self.doc.tree[parent].kind) {
            Some(ElementKind::Html { .. }) => parent.map_or(ContentModel::Block, |parent| {
                tags::model(self.doc.arena.get(self.doc.tree[parent].text))
            }),
            Some(
                ElementKind::P { .. }
                | ElementKind::Header { .. }
                | ElementKind::A
                | ElementKind::Em
                | ElementKind::Strong
                | ElementKind::Dt
                | ElementKind::Th,
            ) => ContentModel::Span,
            _ => ContentModel::Block,
        };
        if model == ContentModel::Span {
            Category::Span
        } else {
            Category::Block
        }
    }

    fn process_element(&mut self, id: ElementId, mode: Mode) {
        let name = self.doc.arena.get(self.doc.tree[id].text).to_owned();
        if mode.convert && self.convert_special(id, &name) {
            return;
        }
        if mode.convert && DROPS_TEXT.contains(&name.as_str()) {
            self.remove_text_children(id);
        }
        match simple(&name).filter(|_| mode.convert) {
            Some(kind) => {
                self.set_basics(id, kind);
                self.process_children(id, mode);
            }
            None => self.process_html_element(id, &name, mode),
        }
        if mode.convert {
            let wraps_text = WRAPS_TEXT.contains(&name.as_str());
            if STRIPS.contains(&name.as_str()) {
                self.strip_whitespace(id);
            }
            if wraps_text || matches!(name.as_str(), "td" | "th") {
                self.remove_whitespace_children(id);
            }
            if wraps_text {
                self.wrap_text_children(id);
            }
        }
    }

    /// Converts the elements that have rules of their own. Returns false for all others.
    fn convert_special(&mut self, id: ElementId, name: &str) -> bool {
        let keep = Mode {
            convert: false,
            preserve: false,
        };
        match name {
            "a" if self.doc.attr(self.doc.tree[id].attrs, AttrName::Href).is_some() => {
                self.set_basics(id, ElementKind::A);
                self.process_children(id, CONVERT);
            }
            "a" => self.process_html_element(id, name, keep),
            "em" | "i" | "strong" | "b" => {
                let mut text = String::new();
                self.extract_text(id, &mut text);
                let bytes = text.as_bytes();
                let loose = bytes.first().is_some_and(|&byte| is_space(byte));
                if loose || bytes.last().is_some_and(|&byte| is_space(byte)) {
                    self.process_html_element(id, name, keep);
                } else {
                    let kind = if matches!(name, "em" | "i") {
                        ElementKind::Em
                    } else {
                        ElementKind::Strong
                    };
                    self.set_basics(id, kind);
                    self.process_children(id, CONVERT);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let mut text = String::new();
                self.extract_text(id, &mut text);
                let level = name.as_bytes()[1] - b'0';
                self.set_basics(id, ElementKind::Header { level });
                let source = self.doc.tree[id].source.start as usize;
                self.doc.tree[id].text = self.doc.arena.add(&text, source);
                self.process_children(id, CONVERT);
            }
            "code" | "pre" => self.convert_code(id, name == "pre"),
            "table" => self.convert_table(id),
            "textarea" => self.process_html_element(
                id,
                name,
                Mode {
                    convert: true,
                    preserve: true,
                },
            ),
            "script" => self.convert_script(id),
            _ => return false,
        }
        true
    }

    /// Makes the element a native one. Its name and a preceding attribute list are dropped.
    pub(super) fn set_basics(&mut self, id: ElementId, kind: ElementKind) {
        let element = &mut self.doc.tree[id];
        element.kind = kind;
        element.text = TextRange::default();
        element.ial = None;
    }

    /// Keeps an HTML element unconverted.
    pub(super) fn keep_html_element(&mut self, id: ElementId) {
        let name = self.doc.arena.get(self.doc.tree[id].text).to_owned();
        self.process_html_element(
            id,
            &name,
            Mode {
                convert: false,
                preserve: false,
            },
        );
    }

    /// Keeps an HTML element and converts its content.
    pub(super) fn process_as_html_element(&mut self, id: ElementId, name: &str) {
        self.process_html_element(id, name, CONVERT);
    }

    fn process_html_element(&mut self, id: ElementId, name: &str, mode: Mode) {
        let behavior = self.doc.options().behavior();
        let element = &mut self.doc.tree[id];
        element.kind = ElementKind::Html {
            category: if tags::is_span(name, behavior) {
                Category::Span
            } else {
                Category::Block
            },
            model: if mode.convert {
                tags::model(name)
            } else {
                ContentModel::Raw
            },
            closed: false,
        };
        element.ial = None;
        self.process_children(id, mode);
    }

    /// Processes the children of a native element.
    pub(super) fn process_native_children(&mut self, id: ElementId) {
        self.process_children(id, CONVERT);
    }

    fn process_children(&mut self, id: ElementId, mode: Mode) {
        let mut child = self.doc.tree.first(id);
        while let Some(at) = child {
            child = self.doc.tree.next(at);
            if self.doc.tree[at].kind == ElementKind::Text {
                self.process_text(id, at, mode.preserve || !mode.convert);
            } else {
                self.process(at, mode, Some(id));
            }
        }
    }

    /// Appends all text below `id`.
    pub(super) fn extract_text(&self, id: ElementId, into: &mut String) {
        if self.doc.tree[id].kind == ElementKind::Text {
            into.push_str(self.doc.arena.get(self.doc.tree[id].text));
        }
        for child in self.doc.tree.children(id) {
            self.extract_text(child, into);
        }
    }
}

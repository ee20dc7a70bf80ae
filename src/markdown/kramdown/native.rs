//! HTML elements made those of Markdown (`html_to_native`): kramdown's `ElementConverter`.

use crate::kramdown::attributes::Name;
use crate::kramdown::element::{Category, ElementId, Kind, Model};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::is_space;
use crate::kramdown::tags;

/// How the inside of an element is gone over.
#[derive(Clone, Copy)]
struct Mode {
    /// Elements are converted.
    convert: bool,
    /// White space is kept.
    preserve: bool,
}

const CONVERT: Mode = Mode {
    convert: true,
    preserve: false,
};

fn drops_text(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "hgroup"
            | "ol"
            | "ul"
            | "dl"
            | "table"
            | "colgroup"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "select"
            | "optgroup"
    )
}

fn wraps_text(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "section"
            | "nav"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "address"
            | "div"
            | "li"
            | "dd"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "fieldset"
            | "form"
    )
}

fn drops_whitespace(name: &str) -> bool {
    wraps_text(name) || matches!(name, "td" | "th")
}

fn strips(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "form"
            | "footer"
            | "header"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "legend"
            | "li"
            | "nav"
            | "p"
            | "section"
            | "td"
            | "th"
    )
}

/// The elements that become native without more ado.
fn simple(name: &str) -> Option<Kind> {
    Some(match name {
        "em" => Kind::Em,
        "strong" => Kind::Strong,
        "blockquote" => Kind::Blockquote,
        "hr" => Kind::Hr,
        "br" => Kind::Br,
        "img" => Kind::Img,
        "p" => Kind::P { transparent: false },
        "thead" => Kind::Thead,
        "tbody" => Kind::Tbody,
        "tfoot" => Kind::Tfoot,
        "tr" => Kind::Tr,
        "td" => Kind::Td,
        "th" => Kind::Th,
        "ul" => Kind::Ul,
        "ol" => Kind::Ol,
        "dl" => Kind::Dl,
        "li" => Kind::Li,
        "dt" => Kind::Dt,
        "dd" => Kind::Dd,
        _ => return None,
    })
}

impl Parser<'_> {
    /// Converts a finished HTML element and what it holds.
    pub(crate) fn make_native(&mut self, id: ElementId) {
        self.process(id, CONVERT, None);
    }

    /// Converts all that the document holds.
    pub(crate) fn make_root_native(&mut self) {
        let root = self.root;
        let mut child = self.tree.first(root);
        while let Some(id) = child {
            child = self.tree.next(id);
            if self.tree[id].kind == Kind::Text {
                self.process_text(root, id, false);
            } else {
                self.process(id, CONVERT, None);
            }
        }
        self.remove_whitespace_children(root);
    }

    fn process(&mut self, id: ElementId, mode: Mode, parent: Option<ElementId>) {
        match self.tree[id].kind {
            Kind::XmlComment(_) => self.tree[id].kind = Kind::XmlComment(self.category_in(parent)),
            Kind::XmlPi(_) => self.tree[id].kind = Kind::XmlPi(self.category_in(parent)),
            Kind::Html { .. } => self.process_element(id, mode),
            _ => {}
        }
    }

    /// What a comment counts as in its parent.
    fn category_in(&self, parent: Option<ElementId>) -> Category {
        let model = match parent.map(|parent| self.tree[parent].kind) {
            Some(Kind::Html { .. }) => parent.map_or(Model::Block, |parent| {
                tags::model(self.pool.get(self.tree[parent].text))
            }),
            Some(
                Kind::P { .. }
                | Kind::Header { .. }
                | Kind::A
                | Kind::Em
                | Kind::Strong
                | Kind::Dt
                | Kind::Th,
            ) => Model::Span,
            _ => Model::Block,
        };
        if model == Model::Span {
            Category::Span
        } else {
            Category::Block
        }
    }

    fn process_element(&mut self, id: ElementId, mode: Mode) {
        let name = self.pool.get(self.tree[id].text).to_owned();
        if mode.convert && self.convert_special(id, &name) {
            return;
        }
        if mode.convert && drops_text(&name) {
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
            if strips(&name) {
                self.strip_whitespace(id);
            }
            if drops_whitespace(&name) {
                self.remove_whitespace_children(id);
            }
            if wraps_text(&name) {
                self.wrap_text_children(id);
            }
        }
    }

    /// The elements with rules of their own.
    fn convert_special(&mut self, id: ElementId, name: &str) -> bool {
        let keep = Mode {
            convert: false,
            preserve: false,
        };
        match name {
            "a" if self.attr(self.tree[id].attrs, Name::Href).is_some() => {
                self.set_basics(id, Kind::A);
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
                        Kind::Em
                    } else {
                        Kind::Strong
                    };
                    self.set_basics(id, kind);
                    self.process_children(id, CONVERT);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let mut text = String::new();
                self.extract_text(id, &mut text);
                let level = name.as_bytes()[1] - b'0';
                self.set_basics(id, Kind::Header { level });
                let source = self.tree[id].source.start as usize;
                self.tree[id].text = self.pool.add(&text, source);
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

    /// Becomes `kind`; what was known of the HTML element is forgotten, an attribute list before it too.
    pub(super) fn set_basics(&mut self, id: ElementId, kind: Kind) {
        let element = &mut self.tree[id];
        element.kind = kind;
        element.text = Slice::default();
        element.ial = None;
    }

    /// Stays an HTML element.
    pub(super) fn keep_html_element(&mut self, id: ElementId) {
        let name = self.pool.get(self.tree[id].text).to_owned();
        self.process_html_element(
            id,
            &name,
            Mode {
                convert: false,
                preserve: false,
            },
        );
    }

    /// Stays an HTML element, while what it holds is converted.
    pub(super) fn process_as_html_element(&mut self, id: ElementId, name: &str) {
        self.process_html_element(id, name, CONVERT);
    }

    fn process_html_element(&mut self, id: ElementId, name: &str, mode: Mode) {
        let element = &mut self.tree[id];
        element.kind = Kind::Html {
            category: if tags::is_span(name) {
                Category::Span
            } else {
                Category::Block
            },
            model: if mode.convert {
                tags::model(name)
            } else {
                Model::Raw
            },
            closed: false,
        };
        element.ial = None;
        self.process_children(id, mode);
    }

    /// Goes over the children as those of a native element.
    pub(super) fn process_native_children(&mut self, id: ElementId) {
        self.process_children(id, CONVERT);
    }

    fn process_children(&mut self, id: ElementId, mode: Mode) {
        let mut child = self.tree.first(id);
        while let Some(at) = child {
            child = self.tree.next(at);
            if self.tree[at].kind == Kind::Text {
                self.process_text(id, at, mode.preserve || !mode.convert);
            } else {
                self.process(at, mode, Some(id));
            }
        }
    }

    /// Adds all text below `id`.
    pub(super) fn extract_text(&self, id: ElementId, into: &mut String) {
        if self.tree[id].kind == Kind::Text {
            into.push_str(self.pool.get(self.tree[id].text));
        }
        for child in self.tree.children(id) {
            self.extract_text(child, into);
        }
    }
}

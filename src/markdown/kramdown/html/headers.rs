//! Headers with their ids, which are recorded for the table of contents.

use crate::Heading;
use crate::kramdown::classes::has_word;
use crate::kramdown::document::{AttrName, ElementId, ElementKind, Quote, Symbol};
use crate::kramdown::html::writer::{HtmlWriter, TocEntry, write_attr};

impl HtmlWriter<'_, '_, '_> {
    /// Writes a header of the given level.
    pub(super) fn convert_header(&mut self, id: ElementId, level: u8, indent: usize) {
        let attrs = self.doc.tree[id].attrs;
        let own_id = self.doc.attr(attrs, AttrName::Id).map(str::to_owned);
        let makes_id = own_id.is_none() && self.doc.options().auto_ids;
        let new_id = makes_id.then(|| self.make_id(id));
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let output_level =
            (i64::from(level).saturating_add(self.doc.options().header_offset)).clamp(1, 6) as usize;
        let name = name[output_level - 1];
        let header_id = own_id.clone().or_else(|| new_id.clone());
        if let Some(header_id) = &header_id {
            let in_levels = self.doc.options().toc_levels >> level & 1 == 1;
            if in_levels
                && !self.in_toc
                && !has_word(self.doc.attr(attrs, AttrName::Class).unwrap_or(""), "no_toc")
            {
                self.toc.push(TocEntry {
                    level,
                    id: header_id.clone(),
                    header: id,
                });
            }
        }
        self.indent(indent);
        self.open(name, attrs);
        if let Some(new_id) = &new_id {
            write_attr(&mut self.out, "id", new_id);
        }
        self.out.push('>');
        let outer = self.gfm_pass;
        self.gfm_pass = outer && !makes_id;
        if let Some(header_id) = header_id.as_deref().filter(|id| self.links_headers(id)) {
            self.out.push_str("<a");
            write_attr(&mut self.out, "href", &format!("#{header_id}"));
            self.out.push_str("></a>");
        }
        let start = self.out.len();
        self.inner(id, indent + 2);
        let html = start..self.out.len();
        self.gfm_pass = outer;
        self.close(name);
        self.out.push('\n');
        if let Some(header_id) = header_id.filter(|_| !self.in_toc) {
            self.record_heading(id, level, header_id, html);
        }
    }

    /// True if a header with this id begins with a link to itself.
    fn links_headers(&self, id: &str) -> bool {
        self.doc.options().header_links && !id.is_empty() && !self.in_toc
    }

    fn record_heading(&mut self, header: ElementId, level: u8, id: String, html: std::ops::Range<usize>) {
        let html = if self.has_links(header) {
            self.toc_text(header)
        } else {
            self.out[html].to_owned()
        };
        self.headings.push(Heading {
            level,
            id,
            html,
            range: self.doc.source_range(self.doc.tree[header].source),
        });
    }

    fn has_links(&self, id: ElementId) -> bool {
        self.doc.tree.children(id).any(|child| {
            matches!(self.kind(child), ElementKind::A | ElementKind::Footnote { .. }) || self.has_links(child)
        })
    }

    fn make_id(&mut self, id: ElementId) -> String {
        let mut text = String::new();
        if self.doc.strips_header_ids {
            self.header_text(id, self.doc.is_gfm(), &mut text);
        } else {
            text.push_str(self.doc.arena.get(self.doc.tree[id].text));
        }
        if self.gfm_pass {
            self.ids.gfm(&text, self.doc.options())
        } else {
            self.ids.classic(&text, self.doc.options())
        }
    }

    /// The text below `id`, from which ids are made. With `all`, code, formulas, entities and typographic symbols count
    /// as text (GFM). Ids are made before abbreviations are replaced, so abbreviations count as text.
    pub(super) fn header_text(&self, id: ElementId, all: bool, into: &mut String) {
        for child in self.doc.tree.children(id) {
            let element = &self.doc.tree[child];
            match element.kind {
                ElementKind::Text | ElementKind::Abbreviation { .. } => {
                    into.push_str(self.text(element.text))
                }
                ElementKind::Codespan | ElementKind::Math(_) if all => into.push_str(self.text(element.text)),
                ElementKind::Entity { code } if all => into.extend(char::from_u32(code)),
                ElementKind::SmartQuote(quote) if all => into.push(match quote {
                    Quote::LeftSingle => '\u{2018}',
                    Quote::RightSingle => '\u{2019}',
                    Quote::LeftDouble => '\u{201C}',
                    Quote::RightDouble => '\u{201D}',
                }),
                ElementKind::TypographicSym(symbol) if all => into.push_str(match symbol {
                    Symbol::Hellip => "\u{2026}",
                    Symbol::Mdash => "\u{2014}",
                    Symbol::Ndash => "\u{2013}",
                    Symbol::Laquo => "\u{AB}",
                    Symbol::Raquo => "\u{BB}",
                    Symbol::LaquoSpace => "\u{AB}\u{A0}",
                    Symbol::RaquoSpace => "\u{A0}\u{BB}",
                }),
                _ => self.header_text(child, all, into),
            }
        }
    }
}

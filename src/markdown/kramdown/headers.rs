//! Headers as HTML, with their ids, noted for the table of contents.

use crate::Heading;
use crate::kramdown::attributes::Name;
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::html::has_word;
use crate::kramdown::writer::{TocEntry, Writer, write_attr};

impl Writer<'_, '_> {
    /// Writes a header of the given level.
    pub(super) fn convert_header(&mut self, id: ElementId, level: u8, indent: usize) {
        let attrs = self.doc.tree[id].attrs;
        let own_id = self.doc.attr(attrs, Name::Id).map(str::to_owned);
        let makes_id = own_id.is_none() && self.doc.options.auto_ids;
        let new_id = makes_id.then(|| self.make_id(id));
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let shown = (i64::from(level).saturating_add(self.doc.options.header_offset)).clamp(1, 6) as usize;
        let name = name[shown - 1];
        let header_id = own_id.clone().or_else(|| new_id.clone());
        if let Some(header_id) = &header_id {
            let in_levels = self.doc.options.toc_levels >> level & 1 == 1;
            if in_levels
                && !self.in_toc
                && !has_word(self.doc.attr(attrs, Name::Class).unwrap_or(""), "no_toc")
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
        let start = self.out.len();
        self.inner(id, indent + 2);
        let html = start..self.out.len();
        self.gfm_pass = outer;
        self.close(name);
        self.out.push('\n');
        if let Some(header_id) = header_id.filter(|_| !self.in_toc) {
            self.note_heading(id, level, header_id, html);
        }
    }

    fn note_heading(&mut self, header: ElementId, level: u8, id: String, html: std::ops::Range<usize>) {
        let html = if self.has_links(header) {
            self.toc_text(header)
        } else {
            self.out[html].to_owned()
        };
        let source = self.doc.tree[header].source;
        let start = self.doc.pool.origin(source.start as usize);
        let end = self.doc.pool.origin(source.end.max(1) as usize - 1) + 1;
        self.headings.push(Heading {
            level,
            id,
            html,
            range: start..end.max(start),
        });
    }

    fn has_links(&self, id: ElementId) -> bool {
        self.doc
            .tree
            .children(id)
            .any(|child| matches!(self.kind(child), Kind::A | Kind::Footnote { .. }) || self.has_links(child))
    }

    fn make_id(&mut self, id: ElementId) -> String {
        let mut text = String::new();
        let stripped = self.doc.options.auto_id_stripping;
        if stripped {
            self.doc.header_text(id, self.doc.gfm, &mut text);
        } else {
            text.push_str(self.doc.pool.get(self.doc.tree[id].text));
        }
        if self.gfm_pass {
            self.ids.gfm(&text, &self.doc.options)
        } else {
            self.ids.classic(&text, &self.doc.options)
        }
    }
}

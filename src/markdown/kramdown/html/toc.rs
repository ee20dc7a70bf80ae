//! The table of contents that replaces the list with `{:toc}`.

use crate::kramdown::document::{AttrName, ElementId, ElementKind};
use crate::kramdown::html::writer::{HtmlWriter, TocEntry, write_attr};

/// An entry with its depth.
struct NestedEntry {
    entry: TocEntry,
    depth: usize,
}

/// Computes depths from levels. An entry belongs to the last one before it with a smaller level.
fn nested(entries: Vec<TocEntry>) -> Vec<NestedEntry> {
    let mut levels: Vec<u8> = Vec::new();
    entries
        .into_iter()
        .map(|entry| {
            while levels.last().is_some_and(|&level| level >= entry.level) {
                levels.pop();
            }
            let depth = levels.len();
            levels.push(entry.level);
            NestedEntry { entry, depth }
        })
        .collect()
}

impl HtmlWriter<'_, '_, '_> {
    /// The table of contents. It is empty if no list requests it, or if there are no entries.
    pub(super) fn toc_content(&mut self) -> String {
        let Some((_, list)) = self.toc_place else {
            return String::new();
        };
        let entries = nested(std::mem::take(&mut self.toc));
        if entries.is_empty() {
            return String::new();
        }
        let attrs = self.doc.tree[list].attrs;
        let name = if self.kind(list) == ElementKind::Ul {
            "ul"
        } else {
            "ol"
        };
        let own_id = self.doc.attr(attrs, AttrName::Id).map(str::to_owned);
        let prefix = own_id.clone().unwrap_or_else(|| "markdown-toc".to_owned());
        self.separately(|writer| {
            writer.open(name, attrs);
            if own_id.is_none() {
                write_attr(&mut writer.out, "id", &prefix);
            }
            writer.out.push_str(">\n");
            writer.toc_entries(&entries, 2, name, &prefix);
            writer.close(name);
            writer.out.push('\n');
        })
    }

    /// Writes entries of one depth with those below them.
    fn toc_entries(&mut self, entries: &[NestedEntry], indent: usize, name: &str, prefix: &str) {
        let mut rest = entries;
        while let [first, after @ ..] = rest {
            let below = after.iter().take_while(|other| other.depth > first.depth).count();
            let (below, after) = after.split_at(below);
            rest = after;
            self.indent(indent);
            self.out.push_str("<li><a");
            write_attr(&mut self.out, "href", &format!("#{}", first.entry.id));
            write_attr(&mut self.out, "id", &format!("{prefix}-{}", first.entry.id));
            self.out.push('>');
            let text = self.toc_text(first.entry.header);
            self.out.push_str(&text);
            self.out.push_str("</a>");
            if !below.is_empty() {
                self.indent(indent + 2);
                self.out.push('<');
                self.out.push_str(name);
                self.out.push_str(">\n");
                self.toc_entries(below, indent + 4, name, prefix);
                self.indent(indent + 2);
                self.close(name);
                self.out.push('\n');
                self.indent(indent);
            }
            self.out.push_str("</li>\n");
        }
    }

    /// The HTML of a header without links and footnote markers.
    pub(super) fn toc_text(&mut self, header: ElementId) -> String {
        let outer = std::mem::replace(&mut self.in_toc, true);
        let gfm_pass = std::mem::replace(&mut self.gfm_pass, false);
        let text = self.separately(|writer| writer.inner(header, 0));
        self.gfm_pass = gfm_pass;
        self.in_toc = outer;
        text
    }
}

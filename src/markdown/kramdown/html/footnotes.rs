//! Footnotes: their markers, and the list of them at the end.

use crate::escape;
use crate::kramdown::document::{ElementId, ElementKind, TextRange};
use crate::kramdown::html::writer::{Footnote, HtmlWriter};

/// The maximum number of footnotes. Footnotes that refer to each other could otherwise go on forever.
const MAX_FOOTNOTES: usize = 100_000;

impl HtmlWriter<'_, '_, '_> {
    /// Writes the marker of a footnote.
    pub(super) fn convert_footnote(&mut self, definition: u32) {
        if self.in_toc || self.footnotes.len() >= MAX_FOOTNOTES {
            return;
        }
        let name = self.footnote_name(definition);
        let first = self.doc.options().footnote_nr;
        let number;
        let mut repeat = String::new();
        if let Some(&at) = self.footnote_indices.get(&definition) {
            let known = &mut self.footnotes[at];
            known.repeats += 1;
            number = known.number;
            repeat = format!(":{}", known.repeats);
        } else {
            number = first.saturating_add(self.footnotes.len() as i64);
            self.footnote_indices.insert(definition, self.footnotes.len());
            self.footnotes.push(Footnote {
                definition,
                number,
                repeats: 0,
            });
        }
        let role = " role=\"doc-noteref\"";
        let options = self.doc.options();
        let (on_marker, on_link) = if options.behavior().noteref_role_on_link {
            ("", role)
        } else {
            (role, "")
        };
        let text = options
            .footnote_link_text
            .replace("%s", &number.to_string())
            .replace("%%", "%");
        self.out.push_str(&format!(
            "<sup id=\"fnref:{name}{repeat}\"{on_marker}><a href=\"#fn:{name}\" class=\"footnote\" \
             rel=\"footnote\"{on_link}>{text}</a></sup>"
        ));
    }

    fn footnote_name(&self, definition: u32) -> String {
        let name = self.text(self.doc.footnotes.get(definition).name);
        format!("{}{name}", self.doc.options().footnote_prefix)
    }

    /// The list of footnotes. It is empty if there are none.
    pub(super) fn footnote_content(&mut self) -> String {
        if self.footnotes.is_empty() {
            return String::new();
        }
        let first = self.doc.options().footnote_nr;
        self.gfm_pass = false;
        self.separately(|writer| {
            writer
                .out
                .push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol");
            if first != 1 {
                writer.out.push_str(&format!(" start=\"{first}\""));
            }
            writer.out.push_str(">\n");
            let mut at = 0;
            while at < writer.footnotes.len() {
                writer.footnote_item(at);
                at += 1;
            }
            writer.out.push_str("  </ol>\n</div>\n");
        })
    }

    fn footnote_item(&mut self, at: usize) {
        let Footnote {
            definition, repeats, ..
        } = self.footnotes[at];
        let content = self.doc.footnotes.get(definition).content;
        let name = self.footnote_name(definition);
        let paragraph = self.backlink_paragraph(content);
        let backlinks = self.backlinks_to(&name, repeats, paragraph.is_some());
        let role = if self.doc.options().behavior().endnote_role {
            " role=\"doc-endnote\""
        } else {
            ""
        };
        self.out.push_str(&format!("    <li id=\"fn:{name}\"{role}>"));
        let first = self.doc.tree.first(content).map(|first| self.kind(first));
        let inline = first == Some(ElementKind::P { transparent: true });
        if !inline {
            self.out.push('\n');
        }
        if let Some(paragraph) = paragraph {
            if !backlinks.is_empty() {
                self.backlinks.insert(paragraph, backlinks);
            }
            self.inner(content, 6);
        } else {
            self.inner(content, 6);
            self.out.push_str(&format!("      <p>{backlinks}</p>\n"));
        }
        if !inline || self.out.ends_with('\n') {
            self.indent(4);
        }
        self.out.push_str("</li>\n");
    }

    /// The paragraph that gets the backlinks: the last one, if the footnote ends with it.
    fn backlink_paragraph(&self, content: ElementId) -> Option<ElementId> {
        let last = self.doc.tree.last(content)?;
        if !self.kind(last).is_p() && !self.doc.options().footnote_backlink_inline {
            return None;
        }
        let mut at = Some(last);
        while let Some(id) = at {
            if matches!(self.kind(id), ElementKind::P { .. } | ElementKind::Header { .. }) {
                return Some(id);
            }
            at = self.doc.tree.last(id);
        }
        None
    }

    /// The links to all markers of a footnote, after text if `after_text`.
    fn backlinks_to(&mut self, name: &str, repeats: usize, after_text: bool) -> String {
        let mut links = String::new();
        let options = self.doc.options();
        if options.footnote_backlink.is_empty() {
            return links;
        }
        let mut text = String::new();
        escape::text(&mut text, &options.footnote_backlink);
        let space = self.separately(|writer| writer.entity(160, TextRange::default()));
        for index in 0..=repeats {
            if index > 0 || after_text {
                links.push_str(&space);
            }
            let (suffix, number) = match index {
                0 => (String::new(), String::new()),
                _ => (format!(":{index}"), format!("<sup>{}</sup>", index + 1)),
            };
            links.push_str(&format!(
                "<a href=\"#fnref:{name}{suffix}\" class=\"reversefootnote\" role=\"doc-backlink\">{text}{number}</a>"
            ));
        }
        links
    }
}

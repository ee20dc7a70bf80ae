//! Footnotes: their marks, and the list of them at the end.

use crate::WarningKind;
use crate::escape;
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::writer::{Footnote, Writer};

/// How deep footnotes may refer to each other: the same as a list of them, so that it ends.
const MAX_FOOTNOTES: usize = 100_000;

impl Parser<'_> {
    /// Warns of footnotes that no mark refers to.
    pub(crate) fn warn_unused_footnotes(&mut self) {
        for at in 0..self.footnotes.len() {
            if !self.footnotes[at].used {
                let name = self.footnotes[at].name;
                let message = format!("footnote `{}` is never referred to", self.pool.get(name));
                self.warn(
                    WarningKind::UnusedFootnote,
                    name.start as usize,
                    name.end as usize,
                    message,
                );
            }
        }
    }
}

impl Writer<'_, '_> {
    /// Writes the mark of a footnote.
    pub(super) fn convert_footnote(&mut self, definition: u32) {
        if self.in_toc || self.footnotes.len() >= MAX_FOOTNOTES {
            return;
        }
        let name = self.text(self.doc.footnotes[definition as usize].name);
        let name = format!("{}{name}", self.doc.options.footnote_prefix);
        let next = self
            .doc
            .options
            .footnote_nr
            .saturating_add(self.footnotes.len() as i64);
        let number;
        let mut repeat = String::new();
        if let Some(&at) = self.footnote_numbers.get(&definition) {
            let known = &mut self.footnotes[at];
            known.repeats += 1;
            number = known.number;
            repeat = format!(":{}", known.repeats);
        } else {
            number = next;
            self.footnote_numbers.insert(definition, self.footnotes.len());
            self.footnotes.push(Footnote {
                definition,
                number,
                repeats: 0,
            });
        }
        self.out.push_str(&format!(
            "<sup id=\"fnref:{name}{repeat}\" role=\"doc-noteref\"><a href=\"#fn:{name}\" class=\"footnote\" \
             rel=\"footnote\">{number}</a></sup>"
        ));
    }

    /// The list of footnotes; empty if there are none.
    pub(super) fn footnote_content(&mut self) -> String {
        if self.footnotes.is_empty() {
            return String::new();
        }
        let first = self.doc.options.footnote_nr;
        self.gfm_pass = false;
        self.apart(|writer| {
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
        let definition = self.doc.footnotes[definition as usize];
        let name = format!(
            "{}{}",
            self.doc.options.footnote_prefix,
            self.text(definition.name)
        );
        let paragraph = self.backlink_place(definition.content);
        let space = paragraph.is_some();
        let paragraph = match paragraph {
            Some(paragraph) => paragraph,
            None => {
                let source = definition.name;
                let new = self
                    .doc
                    .tree
                    .create(Kind::P { transparent: false }, Slice::default(), source);
                self.doc.tree.append(definition.content, new);
                new
            }
        };
        self.add_backlinks(paragraph, &name, repeats, space);
        let li = definition.content;
        self.out
            .push_str(&format!("    <li id=\"fn:{name}\" role=\"doc-endnote\">"));
        let first = self.doc.tree.first(li).map(|first| self.kind(first));
        let inline = matches!(first, None | Some(Kind::P { transparent: true }));
        if !inline {
            self.out.push('\n');
        }
        self.inner(li, 6);
        if !inline || self.out.ends_with('\n') {
            self.indent(4);
        }
        self.out.push_str("</li>\n");
    }

    /// The paragraph that gets the link back: the last one, if the footnote ends with it.
    fn backlink_place(&self, content: ElementId) -> Option<ElementId> {
        let last = self.doc.tree.last(content)?;
        if !self.kind(last).is_p() && !self.doc.options.footnote_backlink_inline {
            return None;
        }
        let mut at = Some(last);
        while let Some(id) = at {
            if matches!(self.kind(id), Kind::P { .. } | Kind::Header { .. }) {
                return Some(id);
            }
            at = self.doc.tree.last(id);
        }
        None
    }

    fn add_backlinks(&mut self, paragraph: ElementId, name: &str, repeats: usize, space: bool) {
        if self.doc.options.footnote_backlink.is_empty() {
            return;
        }
        let mut text = String::new();
        escape::text(&mut text, &self.doc.options.footnote_backlink);
        let nbsp = self.apart(|writer| writer.entity(160, Slice::default()));
        for index in 0..=repeats {
            let before = if index > 0 || space { nbsp.as_str() } else { "" };
            let (reference, shown) = if index == 0 {
                (name.to_owned(), text.clone())
            } else {
                (
                    format!("{name}:{index}"),
                    format!("{text}<sup>{}</sup>", index + 1),
                )
            };
            let link = format!(
                "{before}<a href=\"#fnref:{reference}\" class=\"reversefootnote\" role=\"doc-backlink\">{shown}</a>"
            );
            let link = self.doc.pool.add(&link, 0);
            let raw = self.doc.tree.create(Kind::Raw(None), link, Slice::default());
            self.doc.tree.append(paragraph, raw);
        }
    }
}

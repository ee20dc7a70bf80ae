//! Tables in a box that scrolls, aligned by classes: a strict Content Security Policy forbids styles in attributes.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// The table that is being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Table {
    /// The HTML of an event that belongs to a table; none for any other.
    pub(super) fn html(&mut self, event: &Event<'_>) -> Option<String> {
        let html = match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(alignments);
                "<div class=\"rc-table\"><table>"
            }
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                self.column = 0;
                "<thead><tr>"
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr></thead><tbody>\n"
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>"
            }
            Event::End(TagEnd::TableRow) => "</tr>\n",
            Event::End(TagEnd::Table) => "</tbody></table></div>\n",
            Event::Start(Tag::TableCell) => return Some(self.cell()),
            Event::End(TagEnd::TableCell) => {
                self.column += 1;
                if self.in_head { "</th>" } else { "</td>" }
            }
            _ => return None,
        };
        Some(html.to_owned())
    }

    fn cell(&self) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"rc-center\"",
            Some(Alignment::Right) => " class=\"rc-right\"",
            _ => "",
        };
        match self.in_head {
            true => format!("<th{class}>"),
            false => format!("<td{class}>"),
        }
    }
}

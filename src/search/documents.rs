//! The sections as results show them, in files of a few pages each.

use super::Page;
use super::sections::Section;
use serde_json::{Value as Json, json};

/// How much text a file may hold, in bytes, before the next begins.
const FILE: usize = 6 << 10;

/// How much of a section's text is kept for excerpts, in bytes.
const TEXT: usize = 1200;

/// The sections, written into files as they come.
#[derive(Debug, Default)]
pub(super) struct Documents {
    count: u32,
    files: Vec<String>,
    firsts: Vec<u32>,
    /// The pages of the file that is being filled.
    pages: Vec<Json>,
    size: usize,
    sections: Vec<Json>,
    title: String,
    url: String,
}

impl Documents {
    /// Adds a section of `page`; gives its number.
    pub(super) fn add(&mut self, page: &Page, section: Section) -> u32 {
        self.title.clone_from(&page.title);
        self.url.clone_from(&page.url);
        let mut end = section.text.len().min(TEXT);
        while !section.text.is_char_boundary(end) {
            end -= 1;
        }
        self.size += end + section.heading.len() + section.id.len();
        self.sections
            .push(json!([section.id, section.heading, &section.text[..end]]));
        self.count += 1;
        self.count - 1
    }

    /// Ends a page: its sections stay in one file.
    pub(super) fn end_page(&mut self) {
        let sections = std::mem::take(&mut self.sections);
        if self.pages.is_empty() {
            let number = u32::try_from(sections.len()).unwrap_or(0);
            self.firsts.push(self.count - number);
        }
        self.pages
            .push(json!({ "title": self.title, "url": self.url, "sections": sections }));
        if self.size > FILE {
            self.end_file();
        }
    }

    fn end_file(&mut self) {
        let pages = std::mem::take(&mut self.pages);
        self.files.push(Json::Array(pages).to_string());
        self.size = 0;
    }

    /// How many sections there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// The files, and the number of the first section in each.
    pub(super) fn files(mut self) -> (Vec<String>, Vec<u32>) {
        if !self.pages.is_empty() {
            self.end_file();
        }
        (self.files, self.firsts)
    }
}

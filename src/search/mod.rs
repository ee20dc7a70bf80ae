//! The full-text index of a site, in small files that a browser loads as it needs them.
//!
//! A page is indexed in sections: the text before its first heading, and the text under each heading with an `id`. The
//! index consists of
//!
//! - `index.json`: how many sections there are, and which file holds which terms and which sections;
//! - `t0.json`, `t1.json`…: terms in order, each with its sections and how well it fits them (`terms.rs`);
//! - `d0.json`, `d1.json`…: sections with title, heading, URL and text, to show results (`documents.rs`).
//!
//! A query loads `index.json`, a file for each of its words, and the files of the results that it shows. The reader is
//! `assets/search.js`; `tokens.rs` and that file split text in the same way.

mod documents;
mod sections;
mod terms;
mod tokens;

use rayon::prelude::*;
use serde_json::json;

/// A finished page as the index sees it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its URL with `baseurl`.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its body as HTML.
    pub html: crate::value::Str,
}

/// The files of the index of `pages`, by name.
pub fn index(pages: &[Page]) -> Vec<(String, Vec<u8>)> {
    let read = |page: &Page| {
        let sections = sections::of(&page.html);
        let terms = sections.iter().enumerate();
        let terms = terms
            .map(|(at, section)| terms::of_section(page, section, at == 0))
            .collect::<Vec<_>>();
        (sections, terms)
    };
    let read: Vec<_> = pages.par_iter().map(read).collect();
    let mut lists = terms::Lists::default();
    let mut documents = documents::Documents::default();
    for (page, (sections, terms)) in pages.iter().zip(read) {
        for (section, terms) in sections.into_iter().zip(terms) {
            let number = documents.add(page, section);
            lists.add(number, terms);
        }
        documents.end_page();
    }
    let count = documents.count();
    let (term_files, first_terms) = lists.files();
    let (document_files, first_sections) = documents.files();
    let about = json!({ "sections": count, "terms": first_terms, "documents": first_sections });
    let mut files = vec![("index.json".to_owned(), about.to_string().into_bytes())];
    files.extend(numbered("t", term_files));
    files.extend(numbered("d", document_files));
    files
}

fn numbered(letter: &str, files: Vec<String>) -> impl Iterator<Item = (String, Vec<u8>)> {
    let files = files.into_iter().enumerate();
    files.map(move |(at, text)| (format!("{letter}{at}.json"), text.into_bytes()))
}

//! Footnotes, gathered at the end of the text.

use super::documentation::Words;
use crate::escape;
use pulldown_cmark::{Event, html};
use std::fmt::Write;

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'t> {
    /// The names in the order of their first references, each with the number of references.
    referred: Vec<(String, usize)>,
    definitions: Vec<(String, Vec<Event<'t>>)>,
}

impl<'t> Footnotes<'t> {
    /// A reference to the footnote `name`.
    pub(super) fn reference(&mut self, name: &str) -> String {
        let at = self.referred.iter().position(|(known, _)| known == name);
        let at = at.unwrap_or_else(|| {
            self.referred.push((name.to_owned(), 0));
            self.referred.len() - 1
        });
        self.referred[at].1 += 1;
        let id = id_of(name, self.referred[at].1);
        let name = escaped(name);
        let number = at + 1;
        format!("<sup class=\"footnote-ref\"><a id=\"fnref-{id}\" href=\"#fn-{name}\">{number}</a></sup>")
    }

    /// Keeps the definition of `name`.
    pub(super) fn define(&mut self, name: String, events: Vec<Event<'t>>) {
        self.definitions.push((name, events));
    }

    /// The section with all footnotes, empty where there are none.
    pub(super) fn section(self, words: &Words) -> String {
        if self.referred.is_empty() {
            return String::new();
        }
        let mut definitions = self.definitions;
        let title = escaped(&words.footnotes);
        let mut out =
            format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{title}\">\n<ol>\n");
        for (name, count) in &self.referred {
            let at = definitions.iter().position(|(known, _)| known == name);
            let events = at.map(|at| definitions.swap_remove(at).1).unwrap_or_default();
            let mut text = String::new();
            html::push_html(&mut text, events.into_iter());
            let mut back = String::new();
            for reference in 1..=*count {
                let id = id_of(name, reference);
                let label = escaped(&words.back_to_text);
                let _ = write!(
                    back,
                    " <a class=\"footnote-backref\" href=\"#fnref-{id}\" aria-label=\"{label} {reference}\">↩</a>"
                );
            }
            let text = match text.trim_end().strip_suffix("</p>") {
                Some(text) => format!("{text}{back}</p>"),
                None => format!("{text}<p>{back}</p>"),
            };
            let _ = writeln!(out, "<li id=\"fn-{}\">{text}</li>", escaped(name));
        }
        out.push_str("</ol>\n</section>\n");
        out
    }

    /// The definitions that nothing refers to.
    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        let names = self.definitions.iter().map(|(name, _)| name.as_str());
        names.filter(|name| !self.referred.iter().any(|(known, _)| known == name))
    }
}

fn id_of(name: &str, reference: usize) -> String {
    match reference {
        1 => escaped(name),
        _ => format!("{}-{reference}", escaped(name)),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape::attribute(&mut out, text);
    out
}

//! A broken link of a built page in, the place in the source that wrote it out.

use super::RawLink;
use crate::diag::{SourceId, Span};
use crate::site::{Built, PageId};
use std::collections::HashMap;

/// The sources of a built site, as far as they have been searched.
pub(super) struct Origins<'a> {
    built: &'a Built,
    /// Layouts and includes, searched for links that no page has.
    shared: HashMap<String, Option<Span>>,
    /// How often a link of a page has been found already: its second broken twin is its second place.
    found: HashMap<(PageId, String), usize>,
}

impl<'a> Origins<'a> {
    pub(super) fn of(built: &'a Built) -> Self {
        Self {
            built,
            shared: HashMap::new(),
            found: HashMap::new(),
        }
    }

    /// Where `link` of `page` was written: among the page's Markdown links, else anywhere in its text, else in the
    /// layouts and includes of the site, else at the page's first line.
    pub(super) fn find(&mut self, page: PageId, link: &RawLink<'_>) -> Option<Span> {
        let nth = self.found.entry((page, link.written.to_owned())).or_default();
        let at = *nth;
        *nth += 1;
        let links = self.built.body(page).map_or(&[][..], |body| &body.links);
        let own = links
            .iter()
            .filter(|own| *own.target == *link.text || *own.target == *link.written);
        let spans = own.filter_map(|own| own.span).collect::<Vec<_>>();
        if let Some(span) = spans.get(at).or(spans.last()) {
            return Some(*span);
        }
        let source = self.built.site.page(page);
        let text = &source.text;
        let places = occurrences(text, link.written);
        if let Some(start) = places.get(at).or(places.last()) {
            return Some(Span::new(source.source, *start, start + link.written.len()));
        }
        self.in_shared(link.written)
    }

    fn in_shared(&mut self, written: &str) -> Option<Span> {
        if let Some(known) = self.shared.get(written) {
            return *known;
        }
        let site = &self.built.site;
        let layouts = site
            .layouts
            .values()
            .map(|layout| (layout.source, layout.body, layout.body()));
        let includes = site
            .includes
            .values()
            .map(|include| (include.source, 0, &*include.text));
        let mut found =
            layouts
                .chain(includes)
                .filter_map(|(source, before, text): (SourceId, usize, &str)| {
                    let start = before + *occurrences(text, written).first()?;
                    Some(Span::new(source, start, start + written.len()))
                });
        let span = found.next();
        self.shared.insert(written.to_owned(), span);
        span
    }
}

/// Where `wanted` stands in `text` between characters that may enclose an address.
fn occurrences(text: &str, wanted: &str) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let encloses = |byte: Option<&u8>| {
        byte.is_none_or(|byte| {
            matches!(
                byte,
                b'"' | b'\'' | b'(' | b')' | b'<' | b'>' | b'=' | b'}' | b' ' | b'\t' | b'\n' | b'\r' | b','
            )
        })
    };
    let bytes = text.as_bytes();
    let found = text.match_indices(wanted).map(|(at, _)| at);
    found
        .filter(|at| {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            encloses(before) && encloses(bytes.get(at + wanted.len()))
        })
        .collect()
}

//! Finds where the references of rendered pages are written, by rendering these pages again.
//!
//! A reference of a built page is followed inwards: from the page to the layout that wrote it or to the body that the
//! layout was laid around; from the HTML of a body to its Markdown; from there to the template, the include, the data
//! file or the front matter. Nothing is guessed by searching for the address in sources: where the way ends, so does
//! the answer.
//!
//! A build keeps no such origins, so pages with findings are rendered a second time. What a layout writes is the same on
//! all its pages: one of them is rendered again, and the others share the answer for the same tag.

mod labels;
mod provenance;
mod values;

use super::inspect::{Content, Document, Hit};
use super::places::{Locate, Located, OwnSource};
use super::scan::Slot;
use crate::diag::{SourceId, Span};
use crate::liquid::Expanded;
use crate::pipeline::Session;
use crate::site::{PageId, Site, page_id};
use crate::value::{Str, Value};
use labels::Labels;
use provenance::{Follow, Found, Rendered, same_reference};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use values::Values;

/// Finds places by rendering pages again.
pub struct Tracer<'a> {
    session: &'a Session,
    site: Arc<Site>,
    own: OwnSource<'a>,
    values: Values,
    /// What layouts wrote, by layout and tag.
    shared: HashMap<(Str, u64, Slot, Arc<str>), Located>,
    copies: HashMap<u32, Option<SourceId>>,
    /// Whether a source is a file of the user.
    files: HashMap<SourceId, bool>,
    /// The pages by the address of their HTML.
    by_html: HashMap<usize, (Str, PageId), foldhash::fast::RandomState>,
}

/// The second rendering of one page.
struct Page<'a> {
    id: PageId,
    /// The page as it was built.
    text: &'a str,
    /// The body's HTML.
    html: Str,
    /// Where the body's HTML is in `text`.
    body: Option<Range<usize>>,
    /// The addresses of all its problems.
    addresses: Vec<&'a str>,
    layouts: Option<Vec<(Str, Expanded)>>,
    expanded: Option<Option<Expanded>>,
    /// The labels of the body's Markdown.
    body_labels: Option<Labels>,
    labels: HashMap<usize, (Str, Labels), foldhash::fast::RandomState>,
    /// How many pages print the HTML of this one.
    depth: usize,
}

/// How many pages may print each other's HTML.
const DEEPEST: usize = 4;

impl<'a> Page<'a> {
    fn new(
        id: PageId,
        text: &'a str,
        html: Str,
        body: Option<Range<usize>>,
        addresses: Vec<&'a str>,
    ) -> Self {
        Self {
            id,
            text,
            html,
            body,
            addresses,
            layouts: None,
            expanded: None,
            body_labels: None,
            labels: HashMap::default(),
            depth: 0,
        }
    }
}

impl<'a> Tracer<'a> {
    /// Finds places in the pages of `session`; those in copied files by `own`.
    pub fn new(session: &'a Session, own: OwnSource<'a>) -> Self {
        let site = Arc::clone(session.site());
        let ids = (0..site.pages.len()).map(page_id);
        let html = ids.filter_map(|id| {
            session
                .html(id)
                .filter(|html| !html.is_empty())
                .map(|html| (html, id))
        });
        Self {
            by_html: html
                .map(|(html, id)| (html.as_ptr().addr(), (html, id)))
                .collect(),
            values: Values::new(&site),
            session,
            site,
            own,
            shared: HashMap::new(),
            copies: HashMap::new(),
            files: HashMap::new(),
        }
    }

    /// The places of the problems of one page.
    fn page(&mut self, id: PageId, text: &str, hits: &[Hit]) -> Vec<Located> {
        let html = self.session.html(id).unwrap_or_else(|| "".into());
        let body = match html.trim() {
            "" => None,
            trimmed => {
                memchr::memmem::find(text.as_bytes(), trimmed.as_bytes()).map(|at| at..at + trimmed.len())
            }
        };
        let addresses = hits.iter().map(|hit| &*hit.text).collect();
        let mut page = Page::new(id, text, html, body, addresses);
        let located = hits.iter().map(|hit| self.hit(&mut page, hit));
        located.collect()
    }

    fn hit(&mut self, page: &mut Page<'_>, hit: &Hit) -> Located {
        let range = hit.range.start as usize..hit.range.end as usize;
        if hit.range.end == 0 {
            return Located::default();
        }
        let source = self.site.page(page.id);
        let in_body = page.body.as_ref().is_some_and(|body| body.contains(&range.start));
        let key = match (in_body, source.layout()) {
            (false, Some(layout)) => Some((layout, hit.tag, hit.slot, Arc::clone(&hit.text))),
            _ => None,
        };
        if let Some(known) = key.as_ref().and_then(|key| self.shared.get(key)) {
            return *known;
        }
        let located = self
            .follow(page, range, in_body)
            .and_then(|located| self.shown(located));
        let located = located.or_else(|| self.by_front_matter(page.id));
        let located = located.or_else(|| self.by_configuration(page, &hit.text, in_body));
        let located = located.unwrap_or_default();
        if let Some(key) = key {
            self.shared.insert(key, located);
        }
        located
    }

    /// The place in the text that the user has: none for what a plugin has written.
    fn shown(&mut self, located: Located) -> Option<Located> {
        let span = located.span?;
        let original = self.site.sources.original(span);
        if !self.is_a_file(original.source) {
            return None;
        }
        let sources = &self.site.sources;
        let slice = |span: Span| {
            let source = sources.get(span.source);
            source
                .text
                .get(span.start as usize..span.end as usize)
                .map(str::to_owned)
        };
        let same = original == span || slice(span) == slice(original);
        Some(Located {
            span: Some(original),
            exact: located.exact && same,
            rewritten: located.exact && !same,
        })
    }

    /// Whether a source is a file that the user can change, and no text of a plugin.
    fn is_a_file(&mut self, source: SourceId) -> bool {
        let site = &self.site;
        *self.files.entry(source).or_insert_with(|| {
            let source = site.sources.get(source);
            let path = Path::new(&source.path);
            path.is_absolute() || site.config.source.join(path).exists()
        })
    }

    fn follow(&mut self, page: &mut Page<'_>, range: Range<usize>, in_body: bool) -> Option<Located> {
        let body_range = |page: &Page<'_>| {
            let body = page.body.clone()?;
            let leading = page.html.len() - page.html.trim_start().len();
            Some(range.start - body.start + leading..range.end - body.start + leading)
        };
        if in_body {
            return self.body(page, body_range(page)?);
        }
        if self.session.has_theme(page.id) {
            return None;
        }
        let layouts = match page.layouts.take() {
            Some(layouts) => layouts,
            None => self.session.trace_layouts(page.id)?,
        };
        let found = self.layouts(page, &layouts, range.clone());
        page.layouts = Some(layouts);
        match found? {
            Found::Place(located) => located.span.is_some().then_some(located),
            Found::Inside(inside) => self.body(page, inside),
            Found::OfPage(other, inside) => self.other(page, other, inside),
        }
    }

    /// Follows a part of the built page inwards through its layouts.
    fn layouts(
        &mut self,
        page: &mut Page<'_>,
        layouts: &[(Str, Expanded)],
        range: Range<usize>,
    ) -> Option<Found> {
        let outermost = layouts
            .last()
            .map_or(&*page.html, |(_, expanded)| &*expanded.text);
        let mut range = match outermost == page.text {
            true => range,
            // A plugin had the last word on the page.
            false => same_reference(outermost, page.text, &range)?,
        };
        for (content, expanded) in layouts.iter().rev() {
            let rendered = Rendered {
                text: &expanded.text,
                origins: &expanded.origins,
                trail: expanded.trail.as_deref(),
            };
            match self.following(page, |follow| {
                follow.place(rendered, range.clone(), Some(content))
            }) {
                Found::Inside(inside) => range = inside,
                found => return Some(found),
            }
        }
        Some(Found::Inside(range))
    }

    /// Follows a part of a body's HTML.
    fn body(&mut self, page: &mut Page<'_>, range: Range<usize>) -> Option<Located> {
        let id = page.id;
        let session = self.session;
        let expanded = page.expanded.take().unwrap_or_else(|| session.trace_body(id));
        let located = expanded
            .as_ref()
            .and_then(|expanded| self.expanded(page, expanded, range));
        page.expanded = Some(expanded);
        located
    }

    fn expanded(&mut self, page: &mut Page<'_>, expanded: &Expanded, range: Range<usize>) -> Option<Located> {
        let (session, id) = (self.session, page.id);
        let rendered = Rendered {
            text: &expanded.text,
            origins: &expanded.origins,
            trail: expanded.trail.as_deref(),
        };
        let (range, exact) = match expanded.text == *page.html {
            true => (range, true),
            false => {
                let html = Str::clone(&page.html);
                let convert = |text: &str| session.convert(id, text).unwrap_or_default();
                let addresses = &page.addresses;
                let labels = page
                    .body_labels
                    .get_or_insert_with(|| Labels::new(&expanded.text, &html, addresses, &convert));
                labels.find(&range)?
            }
        };
        match self.following(page, |follow| follow.place(rendered, range, None)) {
            Found::Place(located) => located.span.is_some().then_some(Located {
                exact: located.exact && exact,
                ..located
            }),
            Found::Inside(..) => None,
            Found::OfPage(other, inside) => self.other(page, other, inside),
        }
    }

    /// Follows a part of the HTML of another page, which `page` prints.
    fn other(&mut self, page: &Page<'_>, other: PageId, range: Range<usize>) -> Option<Located> {
        if other == page.id || page.depth >= DEEPEST {
            return None;
        }
        let html = self.session.html(other)?;
        let text = Str::clone(&html);
        let mut inner = Page::new(other, &text, html, None, page.addresses.clone());
        inner.depth = page.depth + 1;
        self.body(&mut inner, range)
    }

    fn following<T>(&mut self, page: &mut Page<'_>, with: impl FnOnce(&mut Follow<'_>) -> T) -> T {
        let session = self.session;
        let config = &self.site.config;
        let by_html = &self.by_html;
        let page_of = |text: &Str| {
            let (known, id) = by_html.get(&text.as_ptr().addr())?;
            Str::ptr_eq(known, text).then_some(*id)
        };
        with(&mut Follow {
            page_of: &page_of,
            sources: &self.site.sources,
            values: &mut self.values,
            prefixes: [&config.url, &config.baseurl],
            markdown: &|text| session.convert_markdown(text),
            addresses: &page.addresses,
            labels: &mut page.labels,
        })
    }

    /// The target of a page that only redirects.
    fn by_front_matter(&mut self, id: PageId) -> Option<Located> {
        let page = self.site.page(id);
        matches!(
            page.data.get("redirect_to"),
            Some(Value::Str(_) | Value::Array(_))
        )
        .then_some(())?;
        let span = self.values.front_matter(page.source, "redirect_to")?;
        self.shown(Located::at(span, false))
    }

    /// The only string of the configuration that is the address: what recto's own theme lists in its navigation and
    /// footer.
    fn by_configuration(&mut self, page: &Page<'_>, text: &str, in_body: bool) -> Option<Located> {
        if in_body || !self.session.has_theme(page.id) {
            return None;
        }
        let config = Arc::clone(&self.site.config);
        let baseurl = config.baseurl.trim_end_matches('/');
        let bare = text.strip_prefix(baseurl).unwrap_or(text);
        let spans = self.values.configuration(&|value| value == text || value == bare);
        match spans[..] {
            [span] => Some(Located::at(span, true)),
            _ => None,
        }
    }
}

impl Locate for Tracer<'_> {
    fn locate(&mut self, documents: &[Document<'_>], hits: &[Hit]) -> Vec<Located> {
        let mut located = Vec::with_capacity(hits.len());
        for hits in hits.chunk_by(|a, b| a.document == b.document) {
            let document = &documents[hits[0].document as usize];
            match (document.page, &document.content) {
                (Some(id), Content::Bytes(bytes)) => match std::str::from_utf8(bytes) {
                    Ok(text) => located.extend(self.page(id, text, hits)),
                    Err(_) => located.extend(hits.iter().map(|_| Located::default())),
                },
                _ => {
                    for hit in hits {
                        located.push(self.own.locate_one(document, hit, &mut self.copies));
                    }
                }
            }
        }
        located
    }
}

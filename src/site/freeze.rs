//! Freezes a [`Draft`] into a [`Site`]: sets URLs, numbers and indexes, and reports conflicts.

use super::{Draft, Page, PageDraft, PageId, PageKind, Site, page_id, permalink};
use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::value::Str;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Where things are found: URLs, paths, names of posts.
#[derive(Debug, Default)]
pub(super) struct Index {
    urls: HashMap<Str, PageId>,
    paths: HashMap<Str, Target>,
    posts: HashMap<String, PageId>,
}

/// What a path of the source leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page or document.
    Page(PageId),
    /// A static file, by its place in [`Site::static_files`].
    Static(usize),
}

impl Draft {
    /// Freezes the draft: every page gets its URL and its number, conflicts are reported. Returns the site and all that was
    /// found wrong since the draft was begun.
    pub fn freeze(mut self) -> (Site, Vec<Diagnostic>) {
        let mut drafts: Vec<(usize, PageDraft)> = Vec::new();
        for (number, docs) in std::mem::take(&mut self.documents).into_iter().enumerate() {
            let first = drafts.len();
            drafts.extend(docs.into_iter().enumerate());
            self.collections[number].docs = (first..drafts.len()).map(page_id).collect();
        }
        let first_page = drafts.len();
        drafts.extend(std::mem::take(&mut self.pages).into_iter().map(|page| (0, page)));
        let placed: Vec<(Page, Option<Diagnostic>)> = drafts
            .into_par_iter()
            .map(|(place, draft)| self.page(draft, place))
            .collect();
        let (pages, faults): (Vec<Page>, Vec<Option<Diagnostic>>) = placed.into_iter().unzip();
        self.diagnostics.extend(faults.into_iter().flatten());
        for (at, file) in self.static_files.iter().enumerate() {
            if let Some(id) = file.collection {
                self.collections[id.0].files.push(at);
            }
        }
        let mut site = Site {
            config: self.config,
            pages,
            collections: self.collections,
            static_files: self.static_files,
            layouts: self.layouts,
            includes: self.includes,
            data: self.data,
            sources: self.sources,
            source_reader: self.source_reader,
            first_page,
            index: Arc::default(),
        };
        site.index = Arc::new(Index::new(&site));
        conflicts(&site, &mut self.diagnostics);
        (site, self.diagnostics)
    }

    /// The page of a draft: with what follows from its data, URL, file, whether it is written.
    fn page(&self, draft: PageDraft, place: usize) -> (Page, Option<Diagnostic>) {
        let style = permalink::style(&self.config);
        let output_ext = permalink::output_ext(&draft);
        let mut fault = None;
        let url = match (&draft.given_url, draft.kind) {
            (Some(url), _) => url.to_string(),
            (None, PageKind::Page) => permalink::page_url(&draft, &output_ext, style),
            (None, PageKind::Document(id)) => {
                let collection = &self.collections[id.0];
                let url = permalink::document_url(&draft, collection, &output_ext, &self.config);
                url.unwrap_or_else(|key| {
                    fault = Some(self.unknown_placeholder(&draft, &key.0));
                    self.url(&draft)
                })
            }
        };
        let is_document = draft.kind != PageKind::Page;
        let page = Page {
            output: match &draft.given_output {
                Some(output) => Str::clone(output),
                None => permalink::output_path(&url, &output_ext, is_document).into(),
            },
            written: !draft.unwritten && self.is_written(&draft),
            id: id(&draft, &url).into(),
            url: url.into(),
            output_ext,
            place,
            draft,
        };
        (page, fault)
    }

    fn unknown_placeholder(&self, draft: &PageDraft, key: &str) -> Diagnostic {
        let text = format!(
            "unknown placeholder `:{key}` in the permalink of `{}`",
            draft.path
        );
        // Jekyll computes a URL when it is read, so the placeholder does no harm in a document that is not written.
        let fault = match self.is_written(draft) {
            true => Diagnostic::error(Code::InvalidPermalink, text),
            false => Diagnostic::note(Code::InvalidPermalink, text),
        };
        fault
            .at(draft.key_span("permalink"))
            .hint("use keys such as `:title`, `:categories`, `:year`, `:path`, `:output_ext`")
    }
}

/// Jekyll's `Document#id`: the folder of the URL and the slug.
fn id(page: &PageDraft, url: &str) -> String {
    if page.kind == PageKind::Page {
        return String::new();
    }
    let trimmed = url.trim_end_matches('/');
    let folder = trimmed.rfind('/').map_or("", |at| &trimmed[..at]);
    let slug = match page.get("slug") {
        crate::value::Value::Nil | crate::value::Value::Bool(false) => {
            crate::text::path::without_extension(&page.name).into()
        }
        slug => crate::value::print::to_s(&slug),
    };
    format!("{folder}/{slug}")
}

impl Index {
    fn new(site: &Site) -> Self {
        let mut index = Self::default();
        // As `link` looks: pages, then written static files, then written documents.
        for (id, page) in site.plain_pages() {
            index.paths.entry(page.path.clone()).or_insert(Target::Page(id));
        }
        for (at, file) in site
            .static_files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.written)
        {
            let path = file.path.strip_prefix('/').unwrap_or(&file.path);
            index.paths.entry(path.into()).or_insert(Target::Static(at));
        }
        for (at, page) in site.pages.iter().enumerate() {
            if page.written {
                index.urls.entry(page.url.clone()).or_insert(page_id(at));
                index
                    .paths
                    .entry(page.path.clone())
                    .or_insert(Target::Page(page_id(at)));
            }
        }
        for id in site.posts() {
            let page = site.page(*id);
            let cut = crate::text::path::without_extension(&page.path);
            let key = cut.replacen("_posts/", "", 1);
            index.posts.entry(key).or_insert(*id);
        }
        index
    }
}

impl Site {
    /// The written page with a URL (without `baseurl`).
    #[allow(dead_code, reason = "tests look pages up")]
    pub fn by_url(&self, url: &str) -> Option<PageId> {
        self.index.urls.get(url).copied()
    }

    /// What the path of a source file leads to, as the tag `link` looks it up: pages below the folder of pages,
    /// documents below `collections_dir`, written static files; an initial `/` does not count.
    #[allow(dead_code, reason = "tests look pages up")]
    pub fn by_path(&self, path: &str) -> Option<Target> {
        self.index
            .paths
            .get(path.strip_prefix('/').unwrap_or(path))
            .copied()
    }

    /// The post with a name as the tag `post_url` takes it: `2020-01-31-slug`, with the folders above or below
    /// `_posts` in front.
    #[allow(dead_code, reason = "tests look pages up")]
    pub fn by_post_name(&self, name: &str) -> Option<PageId> {
        self.index
            .posts
            .get(name.strip_prefix('/').unwrap_or(name))
            .copied()
    }
}

/// What users call the origin of a written file; a page that only leads elsewhere is called by where it leads.
fn named(page: Option<&Page>, shown: Option<&Str>) -> String {
    let Some(page) = page else {
        return format!("`{}`", shown.map_or("", |shown| shown));
    };
    match (&page.location, page.get("redirect").get("to").as_str()) {
        (None, Some(to)) => format!("the redirect to `{to}`"),
        _ => format!("`{}`", page.path),
    }
}

/// Whether a plugin has made a page that only leads elsewhere.
fn is_redirect(page: Option<&Page>) -> bool {
    page.is_some_and(|page| page.location.is_none() && page.get("redirect").get("to").is_truthy())
}

/// Reports written files that share a destination, or differ only in case.
fn conflicts(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let pages = site.pages.iter().filter(|page| page.written);
    let pages = pages.map(|page| (&page.output, Some(page), None));
    let files = site.static_files.iter().filter(|file| file.written);
    let files = files.map(|file| (&file.output, None, Some(&file.shown)));
    let mut taken: HashMap<&str, Writer<'_>> = HashMap::new();
    let mut lower: HashMap<String, &str> = HashMap::new();
    for (output, page, shown) in pages.chain(files) {
        if output.split('/').any(|part| part.len() > LONGEST) {
            let text = format!(
                "{} is written to a file whose name is too long",
                named(page, shown)
            );
            let mut error = Diagnostic::error(Code::OutputPathTooLong, text)
                .hint(format!("file systems limit names to {LONGEST} bytes"));
            error.span = span(page);
            diagnostics.push(error);
        }
        if let Some((other_page, other_shown)) = taken.get(&**output) {
            let (other, this) = (named(*other_page, *other_shown), named(page, shown));
            let text = format!("{other} and {this} both write `{output}`");
            let place = site.config.destination.join(&**output);
            let mut warning = Diagnostic::warning(Code::OutputConflict, text)
                .about(place.to_string_lossy())
                .hint("give one of them another `permalink`, or leave it out; the last one written wins");
            warning.span = span(page).or_else(|| span(*other_page));
            // A page may take the place of its former address; Jekyll does not count that as a conflict.
            if is_redirect(page) || is_redirect(*other_page) {
                warning.severity = Severity::Note;
            }
            diagnostics.push(warning);
            continue;
        }
        taken.insert(output, (page, shown));
        let folded = output.to_lowercase();
        if let Some(other) = lower.get(&folded) {
            let text = format!("`{other}` and `{output}` differ only in case");
            let mut warning = Diagnostic::warning(Code::CaseConflict, text)
                .hint("on a case-insensitive file system, one of them overwrites the other");
            warning.span = span(page);
            diagnostics.push(warning);
        }
        lower.insert(folded, output);
    }
    nested(&taken, diagnostics);
}

/// The longest name of a file or folder, in bytes.
const LONGEST: usize = 255;

/// Who writes a file: a page or a static file.
type Writer<'a> = (Option<&'a Page>, Option<&'a Str>);

/// What decides where a page is written: its `permalink`, or the page itself.
fn span(page: Option<&Page>) -> Option<Span> {
    page.map(|page| page.key_span("permalink"))
}

/// Reports files whose folder is itself a file.
fn nested(taken: &HashMap<&str, Writer<'_>>, diagnostics: &mut Vec<Diagnostic>) {
    let mut outputs: Vec<_> = taken.keys().copied().collect();
    outputs.sort_unstable();
    for output in outputs {
        let folders = output.match_indices('/').map(|(at, _)| &output[..at]);
        let file = folders
            .filter_map(|folder| Some((folder, taken.get(folder)?)))
            .next();
        if let (Some((folder, above)), Some(below)) = (file, taken.get(output)) {
            let (above_name, below_name) = (named(above.0, above.1), named(below.0, below.1));
            let text = format!(
                "{above_name} is written to the file `{folder}`, which {below_name} needs as a folder"
            );
            let mut error =
                Diagnostic::error(Code::OutputConflict, text).hint("give one of them another `permalink`");
            error.span = span(above.0).or_else(|| span(below.0));
            diagnostics.push(error);
        }
    }
}

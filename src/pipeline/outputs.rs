//! Collects the files to write: all at the end, or each submitted to the writer as soon as it is rendered.

use super::collected;
use super::part::{BodyPart, LayoutPart, PagePart};
use super::session::Session;
use crate::config::SiteKind;
use crate::diag::Diagnostic;
use crate::layout;
use crate::site::{FileContent, OutputFile, PageId, Site, page_id};
use crate::value::Str;
use crate::write::Staging;
use parking_lot::Mutex;
use std::collections::HashSet;
use std::sync::OnceLock;

/// With more source text than this, in bytes, the bodies of finished pages are compressed.
const LARGE: usize = 64 << 20;

/// The files to write. Of those that share a path the last one wins: documents over static files over pages, as in
/// Jekyll.
pub(super) fn all(session: &Session) -> Vec<OutputFile> {
    let mut files = in_order(&session.site, |id| page_files(session, id));
    files.splice(0..0, collected::outputs(session));
    files
}

/// A file of a site, rendered or not.
#[derive(Clone, Debug)]
pub struct PlannedOutput {
    /// Its path relative to the destination.
    pub path: Str,
    /// Where its content comes from.
    pub source: OutputSource,
}

/// Where the content of an output file comes from.
#[derive(Clone, Debug)]
pub enum OutputSource {
    /// A page, to be rendered.
    Page(PageId),
    /// Content that needs no rendering.
    Ready(FileContent),
}

/// The files of `site` before anything is rendered.
pub(super) fn plan(site: &Site) -> Vec<PlannedOutput> {
    let planned = |file: OutputFile| PlannedOutput {
        source: match file.page {
            Some(id) => OutputSource::Page(id),
            None => OutputSource::Ready(file.content),
        },
        path: file.path,
    };
    let page = |id| vec![page_file(site, id, "", FileContent::Staged(None))];
    in_order(site, page).into_iter().map(planned).collect()
}

/// The files in their order, those of pages as `of` gives them.
fn in_order(site: &Site, of: impl Fn(PageId) -> Vec<OutputFile>) -> Vec<OutputFile> {
    let written = |at: &usize| site.pages[*at].written;
    let plain = (site.first_page..site.pages.len()).filter(written).map(page_id);
    let documents = (0..site.first_page).filter(written).map(page_id);
    let copies = site.static_files.iter().filter(|file| file.written);
    let copies = copies.map(|file| OutputFile {
        url: Str::clone(&file.url),
        path: Str::clone(&file.output),
        content: FileContent::Copy(file.location.clone()),
        page: None,
    });
    let theme = match site.config.arrangement {
        SiteKind::Jekyll => Vec::new(),
        SiteKind::Recto => layout::assets(site),
    };
    theme
        .into_iter()
        .chain(plain.flat_map(&of))
        .chain(copies)
        .chain(documents.flat_map(&of))
        .collect()
}

/// The file of a page, and the source map of a style sheet after it.
fn page_files(session: &Session, id: PageId) -> Vec<OutputFile> {
    let output = LayoutPart::results(session)[id.index()].get();
    let body = BodyPart::results(session)[id.index()].get();
    let text = output.as_ref().and_then(|output| output.value.as_ref());
    let map = body
        .as_ref()
        .and_then(|body| body.value.as_ref()?.source_map.as_ref());
    let site = &session.site;
    let file = |suffix: &str, text: &Str| page_file(site, id, suffix, bytes(site, Str::clone(text)));
    let files = text.map(|text| file("", text)).into_iter();
    files.chain(map.map(|map| file(".map", map))).collect()
}

/// The bytes that are written of `text`, in the encoding of the site.
fn bytes(site: &Site, text: Str) -> FileContent {
    let encoding = site.config.encoding;
    FileContent::Bytes(match encoding.is_utf_8() {
        true => text.into(),
        false => encoding.encode(&text).into(),
    })
}

fn page_file(site: &Site, id: PageId, suffix: &str, content: FileContent) -> OutputFile {
    let page = site.page(id);
    OutputFile {
        url: format!("{}{suffix}", page.url).into(),
        path: format!("{}{suffix}", page.output).into(),
        content,
        page: Some(id),
    }
}

/// Submits pages to the writer while others are still rendered.
pub(super) struct StreamingWriter<'a> {
    session: &'a Session,
    staging: &'a Staging,
    /// The pages whose file a later one overwrites.
    overwritten: HashSet<PageId>,
    /// Whether bodies are compressed.
    compresses: bool,
    submitted: Vec<OnceLock<FileContent>>,
    errors: Mutex<Vec<Diagnostic>>,
}

impl<'a> StreamingWriter<'a> {
    pub(super) fn new(session: &'a Session, staging: &'a Staging) -> Self {
        let pages = &session.site.pages;
        Self {
            session,
            staging,
            overwritten: overwritten(&session.site),
            compresses: pages.iter().map(|page| page.text.len()).sum::<usize>() > LARGE,
            submitted: pages.iter().map(|_| OnceLock::new()).collect(),
            errors: Mutex::default(),
        }
    }

    /// Submits the rendered page `id` and evicts it. Style sheets with a source map wait for the end.
    pub(super) fn submit(&self, id: PageId) {
        let site = &self.session.site;
        let page = site.page(id);
        if !page.written || self.overwritten.contains(&id) || self.session.source_map(id).is_some() {
            return;
        }
        let Some(text) = self.session.page(id) else { return };
        match self.staging.take(&page.output, bytes(site, text)) {
            Ok(content) => {
                let _ = self.submitted[id.index()].set(content);
                self.session.evict(id, self.compresses);
            }
            Err(error) => {
                let mut errors = self.errors.lock();
                errors.push(*error);
            }
        }
    }

    /// All files, submitted or not, and the errors of writing.
    pub(super) fn finish(self) -> (Vec<OutputFile>, Vec<Diagnostic>) {
        let site = &self.session.site;
        let mut files = in_order(site, |id| match self.submitted[id.index()].get() {
            Some(content) => vec![page_file(site, id, "", content.clone())],
            None => page_files(self.session, id),
        });
        files.splice(0..0, collected::outputs(self.session));
        let errors = self.errors.into_inner();
        (files, errors)
    }
}

/// The pages whose file a later one in the list overwrites.
fn overwritten(site: &Site) -> HashSet<PageId> {
    let mut taken = HashSet::new();
    let mut overwritten = HashSet::new();
    let mut page = |at: usize, taken: &mut HashSet<Str>| {
        let page = &site.pages[at];
        if page.written && !taken.insert(Str::clone(&page.output)) {
            overwritten.insert(page_id(at));
        }
    };
    (0..site.first_page).rev().for_each(|at| page(at, &mut taken));
    let files = site.static_files.iter().filter(|file| file.written);
    taken.extend(files.map(|file| Str::clone(&file.output)));
    (site.first_page..site.pages.len())
        .rev()
        .for_each(|at| page(at, &mut taken));
    overwritten
}

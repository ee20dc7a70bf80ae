//! Laid-out pages in, the files to write out: all at the end, or each handed to the writer as soon as it is made.

use super::renderer::Renderer;
use crate::config::SiteKind;
use crate::diag::Diagnostic;
use crate::layout;
use crate::site::{FileContent, OutputFile, PageId, Site, page_id};
use crate::value::Str;
use crate::write::Staging;
use std::collections::HashSet;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Sites with more text than this, in bytes, have the bodies of finished pages packed.
const LARGE: usize = 64 << 20;

/// The files to write. Of those that share a path the last one wins: documents over static files over pages, as in
/// Jekyll.
pub(super) fn all(site: &Site, renderer: &Renderer) -> Vec<OutputFile> {
    in_order(site, |id| page_files(site, renderer, id))
}

/// A file of a site that need not be rendered yet.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its path relative to the destination.
    pub path: Str,
    /// What it will hold.
    pub content: Planning,
}

/// What a planned file will hold.
#[derive(Clone, Debug)]
pub enum Planning {
    /// This page.
    Page(PageId),
    /// This, which is there already.
    Ready(FileContent),
}

/// The files of `site` before anything is rendered.
pub(super) fn plan(site: &Site) -> Vec<Planned> {
    let planned = |file: OutputFile| Planned {
        content: match file.page {
            Some(id) => Planning::Page(id),
            None => Planning::Ready(file.content),
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

/// The file of a page, and the source map of a style sheet behind it.
fn page_files(site: &Site, renderer: &Renderer, id: PageId) -> Vec<OutputFile> {
    let rendered = renderer.rendered(id);
    let text = rendered.output.as_ref().and_then(|done| done.made.as_ref());
    let map = rendered.body.as_ref().and_then(|done| done.beside.as_ref());
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

/// Hands pages to the writer while others are still rendered.
pub(super) struct Handing<'a> {
    site: &'a Site,
    renderer: &'a Renderer,
    staging: &'a Staging,
    /// The pages whose file a later one takes the place of.
    beaten: HashSet<PageId>,
    /// Whether bodies are packed.
    packs: bool,
    handed: Vec<OnceLock<FileContent>>,
    faults: Mutex<Vec<Diagnostic>>,
}

impl<'a> Handing<'a> {
    /// Nothing handed over yet.
    pub(super) fn new(site: &'a Site, renderer: &'a Renderer, staging: &'a Staging) -> Self {
        Self {
            beaten: beaten(site),
            packs: site.pages.iter().map(|page| page.text.len()).sum::<usize>() > LARGE,
            handed: site.pages.iter().map(|_| OnceLock::new()).collect(),
            faults: Mutex::default(),
            site,
            renderer,
            staging,
        }
    }

    /// Hands over page `id`, which is laid out, and lets go of its text. Pages with a file beside theirs wait for the
    /// end.
    pub(super) fn hand(&self, id: PageId) {
        let page = self.site.page(id);
        let rendered = self.renderer.rendered(id);
        let output = rendered.output.and_then(|done| done.made.clone());
        let beside = rendered.body.is_some_and(|done| done.beside.is_some());
        let Some(text) = output.filter(|_| page.written && !beside && !self.beaten.contains(&id)) else {
            return;
        };
        match self.staging.take(&page.output, bytes(self.site, text)) {
            Ok(content) => {
                let _ = self.handed[id.index()].set(content);
                self.renderer.put_away(id, self.packs);
            }
            Err(fault) => {
                let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
                faults.push(*fault);
            }
        }
    }

    /// All files, those handed over among them, and what went wrong with these.
    pub(super) fn end(self) -> (Vec<OutputFile>, Vec<Diagnostic>) {
        let files = in_order(self.site, |id| match self.handed[id.index()].get() {
            Some(content) => vec![page_file(self.site, id, "", content.clone())],
            None => page_files(self.site, self.renderer, id),
        });
        let faults = self.faults.into_inner();
        (files, faults.unwrap_or_else(PoisonError::into_inner))
    }
}

/// The pages whose file another one takes the place of, since it comes later in the list.
fn beaten(site: &Site) -> HashSet<PageId> {
    let mut taken = HashSet::new();
    let mut beaten = HashSet::new();
    let mut page = |at: usize, taken: &mut HashSet<Str>| {
        let page = &site.pages[at];
        if page.written && !taken.insert(Str::clone(&page.output)) {
            beaten.insert(page_id(at));
        }
    };
    (0..site.first_page).rev().for_each(|at| page(at, &mut taken));
    let files = site.static_files.iter().filter(|file| file.written);
    taken.extend(files.map(|file| Str::clone(&file.output)));
    (site.first_page..site.pages.len())
        .rev()
        .for_each(|at| page(at, &mut taken));
    beaten
}

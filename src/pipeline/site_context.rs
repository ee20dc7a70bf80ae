//! The site as Jekyll's tags and filters see it: its addresses and its converters.

use super::sass::{Purpose, Sass};
use crate::diag::Result;
use crate::incremental::{Dependency, Fingerprint, Fingerprints, Reader};
use crate::jekyll::{self, Post};
use crate::markdown;
use crate::site::{PageId, Site, view};
use crate::value::Str;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// One build's site and converters.
pub(super) struct SiteContext {
    site: Arc<Site>,
    markdown: Arc<markdown::Options>,
    sass: Arc<Sass>,
    /// The style sheets that have source maps.
    sheets: Vec<PageId>,
    urls: OnceLock<HashMap<Str, Str>>,
}

impl SiteContext {
    pub(super) fn new(site: Arc<Site>, markdown: Arc<markdown::Options>, sass: Arc<Sass>) -> Self {
        Self {
            sheets: view::style_sheets(&site),
            site,
            markdown,
            sass,
            urls: OnceLock::new(),
        }
    }

    /// URLs by path. If several have one path, the first in Jekyll's order counts: pages, static files, documents.
    fn urls(&self) -> &HashMap<Str, Str> {
        self.urls.get_or_init(|| {
            let mut urls = HashMap::new();
            let pages = self.site.plain_pages().map(|(_, page)| (&page.path, &page.url));
            let files = self.site.static_files.iter().map(|file| (&file.path, &file.url));
            let documents = self.site.pages[..self.site.first_page].iter();
            let documents = documents.map(|page| (&page.path, &page.url));
            for (path, url) in pages.chain(files).chain(documents) {
                urls.entry(Str::clone(path)).or_insert_with(|| Str::clone(url));
            }
            urls
        })
    }
}

impl Fingerprints for SiteContext {
    fn fingerprint(&self, dependency: &Dependency, reader: Reader) -> Option<Fingerprint> {
        match dependency {
            Dependency::SourceMaps => {
                let before = self.sheets.iter().filter(|sheet| **sheet < reader.page);
                Some(before.count() as Fingerprint)
            }
            _ => None,
        }
    }
}

impl jekyll::SiteContext for SiteContext {
    fn url_of(&self, path: &str) -> Option<Str> {
        let urls = self.urls();
        let found = urls.get(path).or_else(|| urls.get(format!("/{path}").as_str()));
        found.cloned()
    }

    fn posts(&self) -> Vec<Post> {
        let posts = self.site.posts().iter().filter_map(|id| {
            let page = self.site.page(*id);
            Some(Post {
                path: Str::clone(&page.path),
                slug: page.get("slug").as_str().unwrap_or("").into(),
                date: page.date.as_ref()?.date(),
                url: Str::clone(&page.url),
            })
        });
        posts.collect()
    }

    fn paths(&self) -> Vec<Str> {
        let mut paths = self.urls().keys().cloned().collect::<Vec<_>>();
        paths.sort_unstable();
        paths
    }

    fn markdownify(&self, text: &str) -> String {
        markdown::fragment(text, &self.markdown)
    }

    fn smartify(&self, text: &str) -> String {
        markdown::smartify(text, &self.markdown)
    }

    fn source_file(&self, path: &str) -> Option<Str> {
        let path = match self.site.config.settings.code_dir.as_deref() {
            Some(folder) => format!("{}/{path}", folder.trim_end_matches('/')),
            None => path.to_owned(),
        };
        view::source_file(&self.site, &path)
    }

    fn code_block(&self, info: &str, code: &str) -> String {
        markdown::code_block(info, code, &self.markdown)
    }

    fn sass(&self, text: &str, indented: bool) -> Result<String> {
        self.sass
            .compile(text, "stdin", indented, Purpose::Filter, None)
            .map(|sheet| sheet.css)
    }
}

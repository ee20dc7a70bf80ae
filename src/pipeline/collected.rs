//! The files that are made of all pages: the index of the search, and the copies for programs.

use super::part::BodyPart;
use super::session::Session;
use crate::config::SiteKind;
use crate::layout;
use crate::search;
use crate::site::{FileContent, OutputFile, PageId};
use crate::value::Str;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The collected files by path.
pub(super) type Collected = BTreeMap<String, Arc<[u8]>>;

/// Makes the collected files of a session; renders the pages that are not rendered yet.
pub(super) fn collect(session: &Session) -> Collected {
    let _stage = tracing::info_span!("index").entered();
    let html = |id: PageId| {
        let body = session.part::<BodyPart>(id);
        body.value.as_ref().map(|body| Str::clone(&body.html))
    };
    let mut files = Collected::new();
    for (path, text) in layout::markdown_copies(&session.site, html) {
        files.insert(path, text.into_bytes().into());
    }
    let pages = layout::searched(&session.site, html);
    if !pages.is_empty() {
        for (name, bytes) in search::index(&pages) {
            files.insert(format!("{}/{name}", layout::SEARCH_FOLDER), bytes.into());
        }
        // The theme of recto's own layout has the box; in Jekyll's it comes with the index.
        if session.site.config.arrangement == SiteKind::Jekyll {
            for (name, bytes) in layout::search_box() {
                files.insert(format!("{}/{name}", layout::SEARCH_FOLDER), bytes.into());
            }
        }
    }
    files
}

/// The collected files as outputs.
pub(super) fn outputs(session: &Session) -> impl Iterator<Item = OutputFile> {
    session.collected().iter().map(|(path, bytes)| OutputFile {
        url: format!("/{path}").into(),
        path: path.as_str().into(),
        content: FileContent::Bytes(Arc::clone(bytes)),
        page: None,
    })
}

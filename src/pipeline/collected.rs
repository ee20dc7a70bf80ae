//! The files that are made of all pages: the index of the search.

use super::part::BodyPart;
use super::session::Session;
use crate::layout;
use crate::search;
use crate::site::{FileContent, OutputFile};
use crate::value::Str;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The collected files by path.
pub(super) type Collected = BTreeMap<String, Arc<[u8]>>;

/// Makes the collected files of a session; renders the pages that are not rendered yet.
pub(super) fn collect(session: &Session) -> Collected {
    let _stage = tracing::info_span!("index").entered();
    let pages = layout::searched(&session.site, |id| {
        let body = session.part::<BodyPart>(id);
        body.value.as_ref().map(|body| Str::clone(&body.html))
    });
    if pages.is_empty() {
        return Collected::new();
    }
    let files = search::index(&pages).into_iter();
    files
        .map(|(name, bytes)| (format!("{}/{name}", layout::SEARCH_FOLDER), bytes.into()))
        .collect()
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

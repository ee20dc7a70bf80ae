//! The source map of a style sheet as templates see it: a page after the others, once the style sheet is rendered.

use crate::config::SiteKind;
use crate::incremental::{self, Dependency};
use crate::site::{Converter, Page, PageId, Site};
use crate::value::{Hash, Object, ObjectId, Str, Value};
use std::any::Any;

/// A `Jekyll::SourceMapPage`: it has the front matter of its style sheet. Its text is not known to templates here.
#[derive(Debug)]
pub(super) struct SourceMapView {
    sheet: PageId,
    entries: Hash,
}

/// The style sheets with source maps, in the order in which they render; none if the configuration switches them off.
pub fn style_sheets(site: &Site) -> Vec<PageId> {
    if !site.config.sass.source_maps || site.config.arrangement == SiteKind::Recto {
        return Vec::new();
    }
    let sheets = site.plain_pages();
    let sheets = sheets.filter(|(_, page)| matches!(page.converter, Converter::Scss | Converter::Sass));
    sheets.map(|(id, _)| id).collect()
}

impl SourceMapView {
    /// The source maps of these style sheets.
    pub(super) fn all(site: &Site, sheets: &[PageId]) -> Vec<Self> {
        sheets.iter().map(|id| Self::new(*id, site.page(*id))).collect()
    }

    fn new(sheet: PageId, page: &Page) -> Self {
        let dir = page.url.rfind('/').map_or("/", |at| &page.url[..=at]);
        let base = page.name.strip_suffix(&*page.ext).unwrap_or(&page.name);
        let name = format!("{base}.css.map");
        let url = match page.get("permalink").is_truthy() {
            true => Str::clone(&page.url),
            false => format!("{dir}{name}").into(),
        };
        let path = page.data.get("path").cloned();
        let path = path.unwrap_or_else(|| format!("{dir}{name}").trim_start_matches('/').into());
        let mut entries = match dir.trim_matches('/') == page.dir.trim_matches('/') {
            true => Hash::clone(&page.defaults.deep_merge(&page.data)),
            false => Hash::clone(&page.data),
        };
        for (key, value) in [
            ("content", Value::from("")),
            ("dir", dir.into()),
            ("excerpt", Value::Nil),
            ("name", name.into()),
            ("path", path),
            ("url", Value::Str(url)),
        ] {
            entries.insert(key, value);
        }
        Self { sheet, entries }
    }
}

impl Object for SourceMapView {
    fn get(&self, key: &str) -> Option<Value> {
        incremental::record(|| Dependency::Pages);
        self.entries.get(key).cloned()
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        incremental::record(|| Dependency::Pages);
        let entries = self.entries.iter();
        entries.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn text(&self) -> Str {
        "".into()
    }

    fn is_hash(&self) -> bool {
        true
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::numbered("source map", self.sheet.index())
    }
}

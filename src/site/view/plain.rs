//! A page as templates see it: a Hash of defaults, front matter and what Jekyll adds.

use super::Owner;
use crate::incremental::{self, Dependency};
use crate::site::{Page, PageId, Site};
use crate::value::{Hash, Object, ObjectId, Str, Value};
use std::any::Any;
use std::sync::{Arc, OnceLock};

/// The keys that `Jekyll::Page` adds, in their order.
const ATTRIBUTES: [&str; 6] = ["content", "dir", "excerpt", "name", "path", "url"];

/// A `Jekyll::Page` (no document).
pub struct PlainPageView {
    site: Arc<Site>,
    owner: Owner,
    id: PageId,
    dir: Value,
    path: Value,
    url: Value,
    name: Value,
    /// Whether `content` is the source text even after the body has been rendered.
    snapshot: bool,
    source: OnceLock<Str>,
    merged: OnceLock<Hash>,
}

impl std::fmt::Debug for PlainPageView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#<Jekyll::Page @relative_path={:?}>", self.page().path)
    }
}

impl PlainPageView {
    pub(super) fn new(site: Arc<Site>, owner: Owner, id: PageId) -> Self {
        let page = site.page(id);
        let path = page.data.get("path").cloned();
        Self {
            dir: Value::str(url_dir(&page.url)),
            path: path.unwrap_or_else(|| Value::Str(page.path.clone())),
            url: Value::Str(page.url.clone()),
            name: Value::Str(page.name.clone()),
            site,
            owner,
            id,
            snapshot: false,
            source: OnceLock::new(),
            merged: OnceLock::new(),
        }
    }

    /// The variable `page` in the layouts of a page. Jekyll takes a page's Hash before it renders the body, so
    /// `page.content` is the source text there; in `site.pages` the same page has its converted content.
    pub(super) fn snapshot(site: Arc<Site>, owner: Owner, id: PageId) -> Self {
        Self {
            snapshot: true,
            ..Self::new(site, owner, id)
        }
    }

    /// The page.
    pub fn page(&self) -> &Page {
        self.site.page(self.id)
    }

    /// The content as the page's place in the order of rendering shows it, in a snapshot too.
    pub fn converted(&self) -> Str {
        let converted = self.owner.content(self.id, self.page());
        converted.unwrap_or_else(|| self.source())
    }

    fn source(&self) -> Str {
        Arc::clone(self.source.get_or_init(|| self.page().body().into()))
    }

    fn content(&self) -> Str {
        match self.snapshot {
            true => self.source(),
            false => self.converted(),
        }
    }

    /// `page.excerpt`: the front matter's, else with `page_excerpts` the one cut from the body.
    fn excerpt(&self) -> Value {
        let page = self.page();
        match (page.get("excerpt"), &page.excerpt) {
            (Value::Nil, Some(excerpt)) => {
                let rendered = self.owner.excerpt(self.id, page);
                Value::Str(rendered.unwrap_or_else(|| Arc::clone(&excerpt.text)))
            }
            (own, _) => own,
        }
    }

    /// Whether a page has the attribute `excerpt`, which came with Jekyll 4.
    fn has_excerpt(&self) -> bool {
        !self.site.config.profile.is_jekyll_3()
    }

    /// Defaults with front matter over them; not built for pages that have no defaults.
    fn merged(&self) -> &Hash {
        let page = self.page();
        if page.defaults.is_empty() {
            return &page.data;
        }
        self.merged.get_or_init(|| page.defaults.deep_merge(&page.data))
    }

    fn attribute(&self, key: &str) -> Option<Value> {
        if let Some(foreign) = &self.page().foreign
            && let Some(value) = foreign.variables.get(key)
        {
            return Some(value.clone());
        }
        Some(match key {
            "url" => self.url.clone(),
            "path" => self.path.clone(),
            "name" => self.name.clone(),
            "dir" => self.dir.clone(),
            "content" => Value::Str(self.content()),
            "excerpt" if self.has_excerpt() => self.excerpt(),
            "posts" => {
                let listed = self.page().listed.as_ref()?;
                let listed = listed.iter().filter_map(|id| self.owner.page(*id));
                Value::array(listed.collect())
            }
            _ => return None,
        })
    }
}

/// Jekyll's `Page#dir`: the URL if it ends with `/`, else its folder followed by `/`.
fn url_dir(url: &str) -> &str {
    url.rfind('/').map_or("/", |at| &url[..=at])
}

impl Object for PlainPageView {
    fn get(&self, key: &str) -> Option<Value> {
        incremental::record_of_page(self.id, &Dependency::Pages);
        let own = self.attribute(key);
        own.or_else(|| self.merged().get(key).cloned())
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        incremental::record_of_page(self.id, &Dependency::Pages);
        let merged = self.merged();
        let mut entries = Vec::with_capacity(merged.len() + ATTRIBUTES.len());
        for (key, value) in merged.iter() {
            let attribute = key.as_str().and_then(|key| self.attribute(key));
            entries.push((key.clone(), attribute.unwrap_or_else(|| value.clone())));
        }
        for (key, value) in self
            .page()
            .foreign
            .iter()
            .flat_map(|foreign| foreign.variables.iter())
        {
            let is_there = key
                .as_str()
                .is_some_and(|key| merged.contains_key(key) || ATTRIBUTES.contains(&key));
            if !is_there {
                entries.push((key.clone(), value.clone()));
            }
        }
        let is_shown = |key: &&&str| !merged.contains_key(key) && (**key != "excerpt" || self.has_excerpt());
        for key in ATTRIBUTES.iter().filter(is_shown) {
            entries.push((Value::from(*key), self.attribute(key).unwrap_or_default()));
        }
        entries
    }

    fn text(&self) -> Str {
        self.content()
    }

    fn is_hash(&self) -> bool {
        true
    }

    fn inspect(&self) -> Str {
        format!("{self:?}").into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    /// Ruby compares the Hashes of pages, which differ where the content does.
    fn identity(&self) -> ObjectId {
        let kind = match self.snapshot && self.converted() != self.source() {
            true => "page before rendering",
            false => "page",
        };
        ObjectId::numbered(kind, self.id.index())
    }
}

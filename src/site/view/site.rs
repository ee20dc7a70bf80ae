//! The `site` object: lists that are made once for a build, data, and every key of the configuration.

use super::data::data_value;
use super::parts::CollectionView;
use super::source_map::{SourceMapView, style_sheets};
use crate::incremental::{self, Dependency};
use crate::site::{PageId, Site};
use crate::value::{Hash, Object, ObjectId, Str, Value};
use std::any::Any;
use std::sync::{Arc, OnceLock};

/// The keys that come from methods in Jekyll, in the order in which `jekyll build` prints them.
const METHODS: [&str; 12] = [
    "html_pages",
    "time",
    "documents",
    "config",
    "related_posts",
    "data",
    "pages",
    "categories",
    "static_files",
    "collections",
    "posts",
    "tags",
];

/// How many related posts there are.
const RELATED: usize = 10;

/// The `site` object.
pub struct SiteView {
    site: Arc<Site>,
    pages: Vec<Value>,
    /// The style sheets with source maps, in the order in which they render.
    sheets: Vec<PageId>,
    /// `site.pages` before the first of them renders, then after each.
    plain: Vec<Value>,
    html_pages: Value,
    posts: Value,
    files: Value,
    data: Value,
    /// The documents of each collection.
    docs: Vec<Value>,
    collections: Value,
    documents: Value,
    categories: OnceLock<Value>,
    tags: OnceLock<Value>,
}

impl std::fmt::Debug for SiteView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("#<Jekyll::Drops::SiteDrop>")
    }
}

impl SiteView {
    /// The object of `site`, given the objects of its pages and static files.
    pub(super) fn new(site: Arc<Site>, pages: &[Value], files: &[Value]) -> Self {
        let listed = |ids: &[PageId]| ids.iter().map(|id| pages[id.index()].clone()).collect::<Vec<_>>();
        let docs: Vec<Value> = site
            .collections
            .iter()
            .map(|c| Value::bare_array(listed(&c.docs)))
            .collect();
        let html = site.plain_pages();
        let html = html.filter(|(_, page)| page.is_html() || page.url.ends_with('/'));
        let html: Vec<PageId> = html.map(|(id, _)| id).collect();
        let mut views = Vec::new();
        let mut documents = Vec::new();
        for (at, collection) in site.collections.iter().enumerate() {
            let own: Vec<Value> = collection.files.iter().map(|at| files[*at].clone()).collect();
            documents.extend(listed(&collection.docs));
            documents.extend(own.iter().cloned());
            let own = Value::bare_array(own);
            let view = CollectionView::new(Arc::clone(&site), at, docs[at].clone(), own);
            views.push((collection.label.clone(), Value::Object(Arc::new(view))));
        }
        views.sort_by(|a, b| a.0.cmp(&b.0));
        let newest: Vec<PageId> = site.posts_newest_first();
        let sheets = style_sheets(&site);
        let maps = SourceMapView::all(&site, &sheets);
        Self {
            sheets,
            plain: with_source_maps(&pages[site.first_page..], maps),
            html_pages: Value::bare_array(listed(&html)),
            posts: Value::bare_array(listed(&newest)),
            files: Value::bare_array(listed_files(&site, files)),
            data: data_value(&site.data),
            docs,
            collections: Value::array(views.into_iter().map(|(_, view)| view).collect()),
            documents: Value::bare_array(documents),
            categories: OnceLock::new(),
            tags: OnceLock::new(),
            pages: pages.to_vec(),
            site,
        }
    }

    /// The posts by each of their categories or tags, newest first; keys in the order of the posts, oldest
    /// first.
    fn by(&self, key: &str) -> Value {
        let mut places = Hash::new();
        let mut lists: Vec<(Value, Vec<PageId>)> = Vec::new();
        for id in self.site.posts() {
            let page = self.site.page(*id);
            let Some(Value::Array(names)) = page.data.get(key) else {
                continue;
            };
            for name in names.iter() {
                let place = match places.get_value(name) {
                    Some(Value::Int(place)) => usize::try_from(*place).unwrap_or_default(),
                    _ => {
                        places.insert(name.clone(), i64::try_from(lists.len()).unwrap_or_default());
                        lists.push((name.clone(), Vec::new()));
                        lists.len() - 1
                    }
                };
                lists[place].1.push(*id);
            }
        }
        let mut hash = Hash::new();
        for (name, mut ids) in lists {
            ids.sort_by(|a, b| self.site.newest_first(*a, *b));
            let posts = ids.iter().map(|id| self.pages[id.index()].clone()).collect();
            hash.insert(name, Value::bare_array(posts));
        }
        Value::from(hash)
    }

    /// `site.pages`, to which Jekyll adds a source map as soon as it has converted a style sheet.
    fn plain_pages(&self) -> Value {
        if !self.sheets.is_empty() {
            incremental::record(|| Dependency::SourceMaps);
        }
        let done = incremental::reader().map_or(0, |reader| self.source_maps_before(reader.page));
        self.plain[done].clone()
    }

    fn source_maps_before(&self, page: PageId) -> usize {
        self.sheets.iter().filter(|sheet| **sheet < page).count()
    }

    /// The ten newest posts without the current one; `Nil` on a page that is not a document, and in excerpts.
    fn related_posts(&self) -> Value {
        incremental::record(|| Dependency::CurrentPage);
        let Some(reader) = incremental::reader().filter(|reader| !reader.is_excerpt()) else {
            return Value::Nil;
        };
        let current = reader.page;
        if self.site.page(current).collection().is_none() {
            return Value::Nil;
        }
        let posts = self.site.posts();
        if posts.len() <= 1 {
            return Value::array(Vec::new());
        }
        let newest = posts.iter().rev().take(RELATED + 1).filter(|id| **id != current);
        let newest = newest.take(RELATED).map(|id| self.pages[id.index()].clone());
        Value::bare_array(newest.collect())
    }

    fn record_collection(&self, at: usize) {
        incremental::record(|| Dependency::Collection(self.site.collections[at].label.clone()));
    }

    fn record_documents(&self) {
        (0..self.site.collections.len()).for_each(|at| self.record_collection(at));
    }

    fn method(&self, key: &str) -> Option<Value> {
        if matches!(key, "posts" | "categories" | "tags" | "related_posts") {
            self.record_collection(0);
        }
        Some(match key {
            "pages" => {
                incremental::record(|| Dependency::Pages);
                self.plain_pages()
            }
            "html_pages" => {
                incremental::record(|| Dependency::Pages);
                self.html_pages.clone()
            }
            "static_files" => {
                incremental::record(|| Dependency::StaticFiles);
                self.files.clone()
            }
            "data" => self.data.clone(),
            "posts" => self.posts.clone(),
            "time" => {
                incremental::record(|| Dependency::SiteKey("time".into()));
                Value::Time(Arc::clone(&self.site.config.time))
            }
            "related_posts" => self.related_posts(),
            "collections" => {
                self.record_documents();
                self.collections.clone()
            }
            "documents" => {
                self.record_documents();
                incremental::record(|| Dependency::StaticFiles);
                self.documents.clone()
            }
            "categories" => self.categories.get_or_init(|| self.by("categories")).clone(),
            "tags" => self.tags.get_or_init(|| self.by("tags")).clone(),
            "config" => Value::Nil,
            "keys" => Value::array(self.keys()),
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Value> {
        let mut keys: Vec<Value> = METHODS.iter().map(|key| Value::from(*key)).collect();
        let more = self.site.config.values.iter().map(|(key, _)| key);
        let more = more.filter(|key| !key.as_str().is_some_and(|key| METHODS.contains(&key)));
        keys.extend(more.cloned());
        keys
    }
}

/// `site.static_files`; in Jekyll 3 without the files of collections.
fn listed_files(site: &Site, files: &[Value]) -> Vec<Value> {
    let is_jekyll_3 = site.config.profile.is_jekyll_3();
    let listed = site.static_files.iter().zip(files);
    let listed = listed.filter(|(file, _)| !is_jekyll_3 || file.collection.is_none());
    listed.map(|(_, value)| value.clone()).collect()
}

/// The list of pages, and after each source map that list with one more.
fn with_source_maps(pages: &[Value], maps: Vec<SourceMapView>) -> Vec<Value> {
    let mut pages = pages.to_vec();
    let mut lists = vec![Value::bare_array(pages.clone())];
    for map in maps {
        pages.push(Value::Object(Arc::new(map)));
        lists.push(Value::bare_array(pages.clone()));
    }
    lists
}

impl Object for SiteView {
    fn get(&self, key: &str) -> Option<Value> {
        if key != "posts"
            && let Some(at) = self.site.collections.iter().position(|c| &*c.label == key)
        {
            self.record_collection(at);
            return Some(self.docs[at].clone());
        }
        self.method(key).or_else(|| {
            incremental::record(|| Dependency::SiteKey(key.into()));
            self.site.config.values.get(key).cloned()
        })
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        let keys = self.keys().into_iter();
        let entries = keys.map(|key| {
            let value = match &key {
                Value::Str(name) => self.get(name),
                other => self.site.config.values.get_value(other).cloned(),
            };
            (key, value.unwrap_or_default())
        });
        entries.collect()
    }

    fn text(&self) -> Str {
        "Jekyll::Drops::SiteDrop".into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::only("site")
    }
}

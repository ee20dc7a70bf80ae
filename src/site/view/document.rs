//! A post or a document of a collection as templates see it, and its excerpt.

use super::Owner;
use crate::incremental::{self, Dependency};
use crate::site::{CollectionId, Page, PageId, Site};
use crate::value::{Object, ObjectId, Str, Value};
use std::any::Any;
use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

/// The keys that come from methods in Jekyll, in the order in which `jekyll build` prints them.
const METHODS: [&str; 15] = [
    "name",
    "id",
    "next",
    "previous",
    "relative_path",
    "content",
    "excerpt",
    "output",
    "title",
    "categories",
    "path",
    "url",
    "date",
    "tags",
    "collection",
];

/// The same keys in Jekyll 3, where the others are data.
const METHODS_OF_JEKYLL_3: [&str; 10] = [
    "collection",
    "id",
    "content",
    "next",
    "relative_path",
    "excerpt",
    "previous",
    "url",
    "path",
    "output",
];

/// A `Jekyll::Document`.
pub struct DocumentView {
    site: Arc<Site>,
    owner: Owner,
    id: PageId,
    collection: CollectionId,
    /// The list of its collection.
    list: Dependency,
    /// Its excerpt's own variables instead of the document's (Jekyll's `ExcerptDrop`).
    of_excerpt: bool,
    doc_id: Value,
    url: Value,
    path: Value,
    source: OnceLock<Str>,
}

impl std::fmt::Debug for DocumentView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let label = &self.site.collections[self.collection.0].label;
        write!(f, "#<Jekyll::Document {} collection={label}>", self.page().path)
    }
}

impl DocumentView {
    pub(super) fn new(site: Arc<Site>, owner: Owner, id: PageId) -> Self {
        let page = site.page(id);
        let collection = page.collection().unwrap_or(CollectionId(0));
        Self {
            collection,
            list: Dependency::Collection(site.collections[collection.0].label.clone()),
            of_excerpt: false,
            doc_id: Value::Str(page.id.clone()),
            url: Value::Str(page.url.clone()),
            path: Value::Str(page.path.clone()),
            source: OnceLock::new(),
            site,
            owner,
            id,
        }
    }

    /// What `page` is while the excerpt of a document renders.
    pub(super) fn of_excerpt(site: Arc<Site>, owner: Owner, id: PageId) -> Self {
        let mut view = Self::new(site, owner, id);
        let page = view.page();
        let (doc_id, path) = (format!("{}#excerpt", page.id), format!("{}/#excerpt", page.path));
        view.of_excerpt = true;
        view.doc_id = Value::from(doc_id);
        view.path = Value::from(path);
        view
    }

    /// The document.
    pub fn page(&self) -> &Page {
        self.site.page(self.id)
    }

    /// The label of its collection.
    pub fn label(&self) -> &str {
        &self.site.collections[self.collection.0].label
    }

    fn content(&self) -> Str {
        let page = self.page();
        if self.of_excerpt {
            return page
                .excerpt
                .as_ref()
                .map_or_else(|| "".into(), |excerpt| Arc::clone(&excerpt.text));
        }
        let source = || Arc::clone(self.source.get_or_init(|| page.body().into()));
        self.owner.content(self.id, page).unwrap_or_else(source)
    }

    fn excerpt(&self) -> Value {
        if self.of_excerpt {
            return Value::Nil;
        }
        let page = self.page();
        match (page.data.get("excerpt"), &page.excerpt) {
            (Some(own @ Value::Str(_)), _) => own.clone(),
            (_, Some(excerpt)) => {
                let rendered = self.owner.excerpt(self.id, page);
                Value::Str(rendered.unwrap_or_else(|| Arc::clone(&excerpt.text)))
            }
            (None | Some(Value::Nil), None) => Value::from(""),
            (Some(own), None) => Value::Str(crate::value::print::to_s(own)),
        }
    }

    /// The document `step` places after this one in its collection.
    fn neighbour(&self, step: isize) -> Value {
        incremental::record(|| self.list.clone());
        let page = self.page();
        let docs = &self.site.collections[self.collection.0].docs;
        let other = page.place.checked_add_signed(step).and_then(|at| docs.get(at));
        other.and_then(|id| self.owner.page(*id)).unwrap_or_default()
    }

    fn method(&self, key: &str) -> Option<Value> {
        let page = self.page();
        if let Some(foreign) = &page.foreign
            && let Some(value) = foreign.variables.get(key)
        {
            return Some(value.clone());
        }
        let of_data = |key: &str| page.data.get(key).cloned().unwrap_or_default();
        Some(match key {
            "url" => self.url.clone(),
            "title" | "categories" | "tags" => of_data(key),
            "name" if !self.site.config.profile.is_jekyll_3() => match of_data("name") {
                Value::Nil | Value::Bool(false) => Value::Str(page.name.clone()),
                own => own,
            },
            "id" => self.doc_id.clone(),
            "date" => of_data("date"),
            "path" | "relative_path" => self.path.clone(),
            "collection" => Value::Str(self.site.collections[self.collection.0].label.clone()),
            "content" => Value::Str(self.content()),
            "output" if self.of_excerpt => Value::Nil,
            "output" => self.owner.output(self.id, page).map_or(Value::Nil, Value::Str),
            "excerpt" => self.excerpt(),
            "next" => self.neighbour(1),
            "previous" => self.neighbour(-1),
            "layout" if self.of_excerpt => of_data("layout"),
            "keys" => Value::array(self.keys()),
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Value> {
        let methods = match self.site.config.profile.is_jekyll_3() {
            true => &METHODS_OF_JEKYLL_3[..],
            false => &METHODS,
        };
        let mut keys: Vec<Value> = methods.iter().map(|key| Value::from(*key)).collect();
        let data = self.page().data.iter().map(|(key, _)| key);
        let more = data.filter(|key| !key.as_str().is_some_and(|key| methods.contains(&key)));
        keys.extend(more.cloned());
        keys
    }
}

impl Object for DocumentView {
    fn get(&self, key: &str) -> Option<Value> {
        incremental::record_of_page(self.id, &self.list);
        let own = self.method(key);
        own.or_else(|| match key {
            "excerpt" => None,
            _ => self.page().data.get(key).cloned(),
        })
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        incremental::record_of_page(self.id, &self.list);
        let keys = self.keys().into_iter();
        let entries = keys.map(|key| {
            let method = key.as_str().and_then(|key| self.method(key));
            let value = method.or_else(|| self.page().data.get_value(&key).cloned());
            (key, value.unwrap_or_default())
        });
        entries.collect()
    }

    fn text(&self) -> Str {
        self.owner
            .output(self.id, self.page())
            .unwrap_or_else(|| self.content())
    }

    fn inspect(&self) -> Str {
        format!("{self:?}").into()
    }

    fn bare_json(&self) -> Option<Str> {
        Some(self.text())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        let kind = if self.of_excerpt { "excerpt" } else { "document" };
        ObjectId::numbered(kind, self.id.index())
    }

    /// By date, then by path.
    fn compare(&self, other: &dyn Object) -> Option<Ordering> {
        let other = other.as_any().downcast_ref::<Self>()?;
        let (a, b) = (self.page(), other.page());
        // A document of Jekyll 3 may have none.
        let dates = match a.data.contains_key("date") && b.data.contains_key("date") {
            true => a.date.cmp(&b.date),
            false => Ordering::Equal,
        };
        Some(dates.then_with(|| a.path.cmp(&b.path)))
    }
}

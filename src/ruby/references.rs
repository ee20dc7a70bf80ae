//! References to pages and other objects of the site, in values that are made before the site is complete.

use crate::site::view::{View, WeakView};
use crate::site::{PageId, PageKind, Site};
use crate::value::{Object, ObjectId, Str, Value};
use serde_json::{Value as Json, json};
use std::any::Any;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Finds the object for a mark (`$p`, `$e`, `$s`, `$c`, `$site`) and its name.
pub(super) type Resolve<'a> = dyn Fn(&str, &Json) -> Value + 'a;

/// Where the objects of a site are found, once it has a view.
#[derive(Debug, Default)]
pub(super) struct Objects {
    view: OnceLock<WeakView>,
    pages: OnceLock<HashMap<String, PageId>>,
    files: OnceLock<HashMap<Str, usize>>,
}

impl Objects {
    /// Finds objects in `view` from now on.
    pub(super) fn set_view(&self, view: &View) {
        let _ = self.view.set(view.downgrade());
    }

    /// The object for a mark and its name; `Nil` where there is none.
    pub(super) fn find(&self, mark: &str, name: &Json) -> Value {
        let Some(view) = self.view.get().and_then(WeakView::upgrade) else {
            return Value::Nil;
        };
        let site = view.site();
        match mark {
            "$p" => self.page(site, name).map(|id| view.page(id)).unwrap_or_default(),
            "$e" => self
                .page(site, name)
                .map(|id| view.page(id).get("excerpt"))
                .unwrap_or_default(),
            "$s" => {
                let name: Str = name.as_str().unwrap_or_default().into();
                let at = self.files.get_or_init(|| files(site)).get(&name).copied();
                let list = view.site_value().get("static_files");
                let file = at.and_then(|at| list.as_array()?.get(at).cloned());
                file.unwrap_or_default()
            }
            "$c" => {
                let is_named = |value: &&Value| value.get("label").as_str() == name.as_str();
                let all = view.site_value().get("collections");
                let found = all.as_array().and_then(|all| all.iter().find(is_named).cloned());
                found.unwrap_or_default()
            }
            "$site" => view.site_value(),
            _ => Value::Nil,
        }
    }

    fn page(&self, site: &Site, name: &Json) -> Option<PageId> {
        self.pages
            .get_or_init(|| pages(site))
            .get(&name.to_string())
            .copied()
    }
}

/// The pages of a site by the names that the host has for them.
fn pages(site: &Site) -> HashMap<String, PageId> {
    let mut pages = HashMap::new();
    for (at, page) in site.pages.iter().enumerate() {
        let id = PageId(u32::try_from(at).unwrap_or(u32::MAX));
        let name = super::wire::page_name(page, label(site, page));
        pages.entry(name.to_string()).or_insert(id);
    }
    pages
}

/// The label of a page's collection; empty for a page that is not a document.
pub(super) fn label<'s>(site: &'s Site, page: &crate::site::Page) -> &'s str {
    match page.kind {
        PageKind::Page => "",
        PageKind::Document(id) => &site.collections[id.0].label,
    }
}

fn files(site: &Site) -> HashMap<Str, usize> {
    let files = site.static_files.iter().enumerate();
    files.map(|(at, file)| (Str::clone(&file.path), at)).collect()
}

/// An object of the site, found when it is read.
#[derive(Debug)]
pub(super) struct Reference {
    objects: Arc<Objects>,
    mark: String,
    name: Json,
}

impl Reference {
    /// The reference as a value.
    pub(super) fn value(objects: &Arc<Objects>, mark: &str, name: &Json) -> Value {
        Value::Object(Arc::new(Self {
            objects: Arc::clone(objects),
            mark: mark.to_owned(),
            name: name.clone(),
        }))
    }

    /// The reference as the host knows it.
    pub(super) fn json(&self) -> Json {
        json!({ &*self.mark: self.name })
    }

    fn object(&self) -> Option<Arc<dyn Object>> {
        match self.objects.find(&self.mark, &self.name) {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }
}

impl Object for Reference {
    fn get(&self, key: &str) -> Option<Value> {
        self.object()?.get(key)
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        self.object().map_or_else(Vec::new, |object| object.entries())
    }

    fn text(&self) -> Str {
        self.object().map_or_else(|| "".into(), |object| object.text())
    }

    fn inspect(&self) -> Str {
        self.object()
            .map_or_else(|| "nil".into(), |object| object.inspect())
    }

    fn bare_json(&self) -> Option<Str> {
        self.object()?.bare_json()
    }

    fn is_hash(&self) -> bool {
        self.object().is_some_and(|object| object.is_hash())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        self.object()
            .map_or_else(|| ObjectId::of(self), |object| object.identity())
    }

    fn compare(&self, other: &dyn Object) -> Option<Ordering> {
        let own = self.object()?;
        match other.as_any().downcast_ref::<Self>() {
            Some(other) => own.compare(&*other.object()?),
            None => own.compare(other),
        }
    }
}

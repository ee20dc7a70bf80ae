//! Static files, collections, `jekyll` and `theme` as templates see them.

use crate::config::{Config, Jekyll};
use crate::incremental::{self, Dependency};
use crate::site::{Collection, Site, StaticFile};
use crate::value::{Hash, Object, ObjectId, Str, Value};
use std::any::Any;
use std::sync::Arc;

/// The keys of a static file that come from methods, in Jekyll's order.
const FILE_KEYS: [&str; 6] = [
    "name",
    "basename",
    "extname",
    "path",
    "collection",
    "modified_time",
];

/// The keys of a collection that come from methods, in Jekyll's order.
const COLLECTION_KEYS: [&str; 6] = [
    "label",
    "docs",
    "files",
    "relative_directory",
    "output",
    "directory",
];

/// A `Jekyll::StaticFile`.
pub struct StaticFileView {
    site: Arc<Site>,
    index: usize,
    modified: Value,
}

impl std::fmt::Debug for StaticFileView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#<Jekyll::StaticFile @relative_path={:?}>", self.file().path)
    }
}

/// The object of a static file.
pub(super) fn static_file_value(site: &Arc<Site>, index: usize) -> Value {
    let modified = site.static_files[index].modified;
    let time = site.config.zone.time(modified.seconds, modified.nanos);
    Value::Object(Arc::new(StaticFileView {
        site: Arc::clone(site),
        index,
        modified: Value::Time(Arc::new(time)),
    }))
}

impl StaticFileView {
    /// The file.
    pub fn file(&self) -> &StaticFile {
        &self.site.static_files[self.index]
    }

    fn method(&self, key: &str) -> Option<Value> {
        let file = self.file();
        Some(match key {
            "path" => Value::Str(file.path.clone()),
            "name" => Value::Str(file.name.clone()),
            "basename" => Value::Str(file.basename.clone()),
            "extname" => Value::Str(file.ext.clone()),
            "modified_time" => self.modified.clone(),
            "collection" => match file.collection {
                Some(id) => Value::Str(self.site.collections[id.0].label.clone()),
                None => Value::Nil,
            },
            "keys" => keys_value(&FILE_KEYS, &file.data),
            _ => return None,
        })
    }
}

/// `keys` of a drop: those of its methods, then those of its data.
fn keys_value(methods: &[&str], data: &Hash) -> Value {
    let mut keys: Vec<Value> = methods.iter().map(|key| Value::from(*key)).collect();
    let more = data.iter().map(|(key, _)| key);
    let more = more.filter(|key| !key.as_str().is_some_and(|key| methods.contains(&key)));
    keys.extend(more.cloned());
    Value::array(keys)
}

/// All entries of a drop with these methods and this data.
fn entries_of(methods: &[&str], data: &Hash, get: impl Fn(&str) -> Option<Value>) -> Vec<(Value, Value)> {
    let own = methods
        .iter()
        .map(|key| (Value::from(*key), get(key).unwrap_or_default()));
    let more = data.iter();
    let more = more.filter(|(key, _)| !key.as_str().is_some_and(|key| methods.contains(&key)));
    own.chain(more.map(|(key, value)| (key.clone(), value.clone())))
        .collect()
}

impl Object for StaticFileView {
    fn get(&self, key: &str) -> Option<Value> {
        let own = self.method(key);
        own.or_else(|| self.file().data.get(key).cloned())
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        entries_of(&FILE_KEYS, &self.file().data, |key| self.method(key))
    }

    fn text(&self) -> Str {
        "Jekyll::Drops::StaticFileDrop".into()
    }

    fn inspect(&self) -> Str {
        format!("{self:?}").into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::numbered("static file", self.index)
    }
}

/// A `Jekyll::Collection`.
pub struct CollectionView {
    site: Arc<Site>,
    index: usize,
    docs: Value,
    files: Value,
}

impl std::fmt::Debug for CollectionView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#<Jekyll::Collection @label={}>", self.collection().label)
    }
}

impl CollectionView {
    /// The object of the collection at `index`, with its documents and files as arrays.
    pub(super) fn new(site: Arc<Site>, index: usize, docs: Value, files: Value) -> Self {
        Self {
            site,
            index,
            docs,
            files,
        }
    }

    /// The collection.
    pub fn collection(&self) -> &Collection {
        &self.site.collections[self.index]
    }

    fn record(&self) {
        incremental::record(|| Dependency::Collection(self.collection().label.clone()));
    }

    fn method(&self, key: &str) -> Option<Value> {
        let collection = self.collection();
        Some(match key {
            "label" => Value::Str(collection.label.clone()),
            "docs" => self.docs.clone(),
            "files" => self.files.clone(),
            "relative_directory" => Value::Str(collection.relative_directory.clone()),
            "directory" => Value::Str(collection.directory.clone()),
            "output" => Value::Bool(collection.output),
            "keys" => keys_value(&COLLECTION_KEYS, &collection.metadata),
            _ => return None,
        })
    }
}

impl Object for CollectionView {
    fn get(&self, key: &str) -> Option<Value> {
        self.record();
        let own = self.method(key);
        own.or_else(|| self.collection().metadata.get(key).cloned())
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        self.record();
        entries_of(&COLLECTION_KEYS, &self.collection().metadata, |key| {
            self.method(key)
        })
    }

    /// Ruby's `docs.to_s`.
    fn text(&self) -> Str {
        self.record();
        let docs = self.collection().docs.iter();
        let label = &self.collection().label;
        let shown = docs.map(|id| {
            let path = &self.site.page(*id).path;
            format!("#<Jekyll::Document {path} collection={label}>")
        });
        let shown: Vec<String> = shown.collect();
        format!("[{}]", shown.join(", ")).into()
    }

    fn inspect(&self) -> Str {
        format!("{self:?}").into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::numbered("collection", self.index)
    }
}

/// A drop of a few fixed entries: `jekyll` and `theme`.
#[derive(Debug)]
struct Fixed {
    name: &'static str,
    number: usize,
    values: Hash,
}

impl Object for Fixed {
    fn get(&self, key: &str) -> Option<Value> {
        self.values.get(key).cloned()
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        let entries = self.values.iter();
        entries.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn text(&self) -> Str {
        self.name.into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::numbered("fixed", self.number)
    }
}

/// The `jekyll` object.
pub(super) fn jekyll_value(site: &Site) -> Value {
    let mut values = Hash::new();
    values.insert(
        "version",
        Value::Str(Str::clone(&site.config.profile.releases.jekyll)),
    );
    values.insert("environment", Value::Str(site.config.environment.clone()));
    Value::Object(Arc::new(Fixed {
        name: "Jekyll::Drops::JekyllDrop",
        number: 0,
        values,
    }))
}

/// Whether `theme.root` is the folder of the theme. Since Jekyll 4.4, `JEKYLL_ENV` must be set to `development` for it,
/// so that a published site does not show the folders of the machine that built it.
fn shows_theme_root(config: &Config) -> bool {
    let in_development = config.has_environment && &*config.environment == "development";
    config.profile.jekyll < Jekyll::V4_4 || in_development
}

/// The `theme` object; `Nil` without a theme, and in Jekyll 3.
pub(super) fn theme_value(site: &Site) -> Value {
    let Some(folder) = &site.config.theme_dir else {
        return Value::Nil;
    };
    if site.config.profile.is_jekyll_3() {
        return Value::Nil;
    }
    let mut values = Hash::new();
    values.insert(
        "root",
        match shows_theme_root(&site.config) {
            true => folder.to_string_lossy().into_owned(),
            false => String::new(),
        },
    );
    for (key, value) in site.config.theme_about.iter() {
        values.insert(key.clone(), value.clone());
    }
    Value::Object(Arc::new(Fixed {
        name: "Jekyll::Drops::ThemeDrop",
        number: 1,
        values,
    }))
}

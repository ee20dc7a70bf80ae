//! Takes over what plugins have changed of the site that Jekyll has read: pages, documents, static files, data, settings.

use super::{Build, references::Reference, wire};
use crate::diag::{Code, Diagnostic};
use crate::discover::Modified;
use crate::incremental::Fingerprinter;
use crate::site::{
    Collection, CollectionId, Converter, Draft, Excerpt, ForeignPage, Layout, PageDraft, PageKind, StaticFile,
};
use crate::value::{Hash, Str, Value, Zone};
use serde_json::{Map, Value as Json, json};
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hasher;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// A page as the host describes it.
struct Described<'j> {
    json: &'j Json,
    zone: &'j Zone,
    build: &'j Build,
}

impl Build {
    /// Makes `draft` equal to the site of the host.
    pub(super) fn take_over(&self, draft: &mut Draft, model: &Json) {
        self.settings(draft, model);
        self.data(draft, model);
        self.layouts(draft, model);
        let globals = self.hash(model.get("globals"));
        for collection in list(model, "collections") {
            self.collection(draft, collection, &globals);
        }
        let mut known = Known::new(std::mem::take(&mut draft.pages));
        for json in list(model, "pages") {
            let described = self.describe(json);
            let page = described.page(draft, &mut known, PageKind::Page, &globals);
            draft.pages.push(page);
        }
        static_files(draft, model);
    }

    fn describe<'j>(&'j self, json: &'j Json) -> Described<'j> {
        Described {
            json,
            zone: &self.zone,
            build: self,
        }
    }

    /// A value in which objects of the site are found when they are read.
    fn late(&self, json: &Json) -> Value {
        wire::decode(json, &self.zone, &|mark, name| {
            Reference::value(&self.objects, mark, name)
        })
    }

    fn hash(&self, json: Option<&Json>) -> Hash {
        match json.map(|json| self.late(json)) {
            Some(Value::Hash(hash)) => Hash::clone(&hash),
            _ => Hash::new(),
        }
    }

    fn settings(&self, draft: &mut Draft, model: &Json) {
        let changed = self.hash(model.get("config"));
        let mut values = Hash::clone(&draft.config.values);
        let mut is_changed = false;
        for (key, value) in changed.iter() {
            if values.get_value(key).map(fingerprint) != Some(fingerprint(value)) {
                values.insert(key.clone(), value.clone());
                is_changed = true;
            }
        }
        if is_changed {
            let mut config = crate::config::Config::clone(&draft.config);
            config.values = Arc::new(values);
            draft.config = Arc::new(config);
        }
    }

    fn data(&self, draft: &mut Draft, model: &Json) {
        let changed = self.hash(model.get("data"));
        let removed = list(model, "removed")
            .filter_map(Json::as_str)
            .collect::<Vec<_>>();
        if changed.is_empty() && removed.is_empty() {
            return;
        }
        let mut data = match &draft.data {
            Value::Hash(data) => Hash::clone(data),
            _ => Hash::new(),
        };
        removed.iter().for_each(|key| _ = data.remove(key));
        for (key, value) in changed.iter() {
            data.insert(key.clone(), value.clone());
        }
        draft.data = Value::from(data);
    }

    fn layouts(&self, draft: &mut Draft, model: &Json) {
        let Some(Json::Object(layouts)) = model.get("layouts") else {
            return;
        };
        for (name, layout) in layouts {
            let text: Arc<str> = text(layout, "content").unwrap_or_default().into();
            let path = format!("{}/{name}", draft.config.layouts_dir);
            let made = Layout {
                name: name.as_str().into(),
                ext: text_of(layout, "ext").into(),
                source: draft.sources.add(path.as_str(), Arc::clone(&text)),
                path: path.into(),
                text,
                body: 0,
                data: Arc::new(self.hash(layout.get("data"))),
                from_theme: false,
            };
            draft.layouts.insert(name.as_str().into(), made);
        }
    }

    fn collection(&self, draft: &mut Draft, json: &Json, globals: &Hash) {
        let label = text_of(json, "label");
        let at = draft.collections.iter().position(|known| *known.label == *label);
        let at = at.unwrap_or_else(|| {
            draft.collections.push(Collection {
                label: label.into(),
                output: false,
                docs: Vec::new(),
                files: Vec::new(),
                relative_directory: format!("_{label}").into(),
                directory: draft
                    .config
                    .source
                    .join(format!("_{label}"))
                    .to_string_lossy()
                    .into(),
                metadata: Arc::new(self.hash(json.get("metadata"))),
            });
            draft.documents.push(Vec::new());
            draft.collections.len() - 1
        });
        draft.collections[at].output = json.get("output").and_then(Json::as_bool) == Some(true);
        let mut known = Known::new(std::mem::take(&mut draft.documents[at]));
        let kind = PageKind::Document(CollectionId(at));
        for json in list(json, "docs") {
            let page = self.describe(json).page(draft, &mut known, kind, globals);
            draft.documents[at].push(page);
        }
    }
}

/// The pages that recto has read, by path, to be found once each.
struct Known(HashMap<Str, VecDeque<PageDraft>>);

impl Known {
    fn new(pages: Vec<PageDraft>) -> Self {
        let mut known: HashMap<Str, VecDeque<PageDraft>> = HashMap::new();
        for page in pages {
            known.entry(Str::clone(&page.path)).or_default().push_back(page);
        }
        Self(known)
    }

    fn take(&mut self, path: &str) -> Option<PageDraft> {
        self.0.get_mut(path)?.pop_front()
    }
}

impl Described<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        text(self.json, key)
    }

    fn flag(&self, key: &str) -> Option<bool> {
        self.json.get(key).and_then(Json::as_bool)
    }

    /// The page: the one that recto has read with what is changed of it, or a new one.
    fn page(&self, draft: &mut Draft, known: &mut Known, kind: PageKind, globals: &Hash) -> PageDraft {
        let path = self.text("path").unwrap_or_default();
        let read = self.flag("read") == Some(true);
        let mut page = match read.then(|| known.take(path)).flatten() {
            Some(page) => page,
            None => self.new_page(draft, path, kind),
        };
        self.change_data(&mut page);
        match read && page.location.is_none() && self.text("content").is_none() {
            true => self.fetch_body(draft, &mut page),
            false => change_body(draft, &mut page, self.json),
        }
        self.change_place(draft, &mut page);
        let mut all = globals.clone();
        for (name, value) in self.build.hash(self.json.get("globals")).iter() {
            all.insert(name.clone(), value.clone());
        }
        let number = self.json.get("number").and_then(Json::as_u64).unwrap_or_default();
        page.foreign = Some(Arc::new(ForeignPage {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            variables: self.build.hash(self.json.get("variables")),
            globals: all,
        }));
        page
    }

    fn new_page(&self, draft: &mut Draft, path: &str, kind: PageKind) -> PageDraft {
        let mut page = draft.make_page(path, Hash::new(), "");
        if kind != PageKind::Page {
            page.kind = kind;
            page.defaults = Arc::default();
            page.dir = "".into();
            page.excerpt = None;
        }
        if let Some(name) = self.text("name") {
            page.name = name.into();
        }
        page
    }

    fn change_data(&self, page: &mut PageDraft) {
        let Some(Json::Object(map)) = self.json.get("data") else {
            let data = self.build.hash(self.json.get("data"));
            page.data = Arc::new(data);
            return;
        };
        let data = match map.keys().next() {
            Some(mark) if mark.starts_with('$') => self.build.hash(self.json.get("data")),
            _ => self.plain(map),
        };
        if map_fingerprint(&data) == map_fingerprint(&page.data) {
            return;
        }
        if let (PageKind::Document(_), Some(Value::Time(date))) = (page.kind, data.get("date")) {
            page.date = Some(Arc::clone(date));
        }
        page.data = Arc::new(data);
        page.liquid = !matches!(page.get("render_with_liquid"), Value::Bool(false));
    }

    fn plain(&self, map: &Map<String, Json>) -> Hash {
        wire::decode_hash(map, self.zone, &|mark, name| {
            Reference::value(&self.build.objects, mark, name)
        })
    }

    /// Asks for the text of a page that Jekyll has read and recto has not.
    fn fetch_body(&self, draft: &mut Draft, page: &mut PageDraft) {
        let request = json!({ "do": "content", "page": self.json.get("number") });
        let doing = format!("the text of `{}` was read", page.path);
        match self.build.call(&request, &doing, &mut |_, _| json!({})) {
            Ok(json) => change_body(draft, page, &json),
            Err(error) => draft.diagnostics.push(*error),
        }
    }

    fn change_place(&self, draft: &Draft, page: &mut PageDraft) {
        if let Some(ext) = self.text("converter") {
            page.converter = Converter::Foreign;
            page.given_ext = Some(ext.into());
        }
        if let Some(url) = self.text("url")
            && draft.url(page) != url
        {
            page.given_url = Some(url.into());
        }
        if let Some(output) = self.text("output") {
            page.given_output = Some(output.into());
        }
        page.unwritten = self.flag("write") == Some(false);
    }
}

/// Gives a page the text and the excerpt in `json`, if there is a text.
fn change_body(draft: &Draft, page: &mut PageDraft, json: &Json) {
    let Some(content) = text(json, "content") else {
        return;
    };
    if content != page.body() {
        draft.set_body_beside_excerpt(page, content);
    }
    page.excerpt = text(json, "excerpt").map(|excerpt| {
        let shown = format!("{}#excerpt", page.path);
        Arc::new(Excerpt::new(excerpt, shown.into()))
    });
}

/// Removes the static files that are gone, and adds those that plugins have made.
fn static_files(draft: &mut Draft, model: &Json) {
    let there: HashSet<&str> = list(model, "files")
        .filter_map(|file| text(file, "path"))
        .collect();
    draft
        .static_files
        .retain(|file| there.contains(&*file.path) || file.from_theme);
    let known: HashSet<Str> = draft
        .static_files
        .iter()
        .map(|file| Str::clone(&file.path))
        .collect();
    for json in list(model, "files") {
        let path = text_of(json, "path");
        let made = json.get("made").and_then(Json::as_bool) == Some(true);
        if made || !known.contains(path) {
            draft.static_files.retain(|file| *file.path != *path);
            match static_file(json, path) {
                Some(file) => draft.static_files.push(file),
                // A file that writes itself may decide not to.
                None if made => {}
                None => {
                    let message = format!("a plugin adds the static file `{path}`, which does not exist");
                    draft
                        .diagnostics
                        .push(Diagnostic::warning(Code::UnreadableFile, message));
                }
            }
        }
    }
}

fn static_file(json: &Json, path: &str) -> Option<StaticFile> {
    let location = PathBuf::from(text(json, "location")?);
    let metadata = location.metadata().ok()?;
    let modified = metadata
        .modified()
        .ok()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let output = text_of(json, "output");
    let name = path.rsplit('/').next().unwrap_or(path);
    let ext = crate::text::path::extension(name);
    Some(StaticFile {
        name: name.into(),
        basename: name.strip_suffix(ext).unwrap_or(name).into(),
        ext: ext.into(),
        path: path.into(),
        collection: None,
        data: Arc::default(),
        url: format!("/{output}").into(),
        output: output.into(),
        written: json.get("write").and_then(Json::as_bool) != Some(false),
        location,
        shown: path.trim_start_matches('/').into(),
        modified: Modified {
            seconds: i64::try_from(modified.as_secs()).unwrap_or_default(),
            nanos: modified.subsec_nanos(),
        },
        length: metadata.len(),
        from_theme: false,
    })
}

fn list<'j>(json: &'j Json, key: &str) -> impl Iterator<Item = &'j Json> {
    json.get(key).and_then(Json::as_array).into_iter().flatten()
}

fn text<'j>(json: &'j Json, key: &str) -> Option<&'j str> {
    json.get(key).and_then(Json::as_str)
}

fn text_of<'j>(json: &'j Json, key: &str) -> &'j str {
    text(json, key).unwrap_or_default()
}

fn fingerprint(value: &Value) -> u64 {
    let mut fingerprinter = Fingerprinter::default();
    fingerprinter.value(value);
    fingerprinter.finish()
}

fn map_fingerprint(hash: &Hash) -> u64 {
    let mut fingerprinter = Fingerprinter::default();
    fingerprinter.map(hash);
    fingerprinter.finish()
}

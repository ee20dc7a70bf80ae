//! Fingerprints of what templates read, by which a rebuild tells whether it would read the same.

use super::view::Read;
use super::{Page, PageId, Site};
use crate::config::Config;
use crate::value::{Hash, Value};
use std::hash::{BuildHasher, Hash as _, Hasher};
use std::sync::LazyLock;

type Mixer = <foldhash::quality::RandomState as BuildHasher>::Hasher;

impl Site {
    /// The fingerprint of one read thing as it is now; `None` for what is rendered (`Content`, `Output`,
    /// `Excerpt`), which only the renderer knows. Equal sources give equal numbers within one run of the program.
    pub fn fingerprint(&self, read: &Read) -> Option<u64> {
        let mut hasher = hasher();
        match read {
            Read::Include(name) => {
                let include = self.includes.get(&**name);
                include.map(|include| &include.text).hash(&mut hasher);
            }
            Read::File(path) => {
                let file = self.source_reader.open(path);
                file.map(|file| file.text).hash(&mut hasher);
            }
            Read::Layout(name) => {
                let layout = self.layouts.get(&**name);
                layout.map(|layout| &layout.text).hash(&mut hasher);
            }
            Read::Data(key) if key.is_empty() => mix(&self.data, &mut hasher),
            Read::Data(key) => mix(&self.data.get(key), &mut hasher),
            Read::SiteKey(key) if &**key == "time" => self.config.time.instant().hash(&mut hasher),
            Read::SiteKey(key) => mix(&self.config.get(key), &mut hasher),
            Read::Collection(label) => {
                if let Some(collection) = self.collection(label) {
                    mix_hash(&collection.metadata, &mut hasher);
                    collection
                        .docs
                        .iter()
                        .for_each(|id| self.mix_head(*id, &mut hasher));
                }
            }
            Read::Pages => {
                for (_, page) in self.plain_pages() {
                    head(page, &mut hasher);
                }
            }
            Read::StaticFiles => {
                for file in &self.static_files {
                    (&file.path, &file.url, file.modified).hash(&mut hasher);
                    mix_hash(&file.data, &mut hasher);
                }
            }
            Read::Source(path) => {
                let page = self.pages.iter().find(|page| page.path == *path);
                page.map(Page::body).hash(&mut hasher);
            }
            Read::Content(_) | Read::Output(_) | Read::Excerpt(_) => return None,
        }
        Some(hasher.finish())
    }

    /// The fingerprint of what a page itself brings: its text, data and place.
    pub fn page_fingerprint(&self, id: PageId) -> u64 {
        let mut hasher = hasher();
        let page = self.page(id);
        page.text.hash(&mut hasher);
        self.mix_head(id, &mut hasher);
        for id in page.listed.iter().flat_map(|listed| listed.iter()) {
            self.mix_head(*id, &mut hasher);
        }
        if let Some(pager) = &page.pager {
            (pager.page, pager.per_page, pager.total_posts, pager.total_pages).hash(&mut hasher);
            (&pager.previous, &pager.next).hash(&mut hasher);
            pager.posts.iter().for_each(|id| self.mix_head(*id, &mut hasher));
            mix_hash(&pager.more, &mut hasher);
        }
        hasher.finish()
    }

    fn mix_head(&self, id: PageId, hasher: &mut Mixer) {
        head(self.page(id), hasher);
    }
}

/// The fingerprint of all that a configuration says; equal configurations give equal numbers within one run of the
/// program.
pub fn config_fingerprint(config: &Config) -> u64 {
    let mut hasher = hasher();
    for (key, _) in config.values.iter() {
        let Some(name) = key.as_str() else { continue };
        name.hash(&mut hasher);
        mix(&config.get(name), &mut hasher);
    }
    (&config.source, &config.destination, &config.url, &config.baseurl).hash(&mut hasher);
    config.time.instant().hash(&mut hasher);
    hasher.finish()
}

/// The fingerprint of a text.
pub fn text_fingerprint(text: &str) -> u64 {
    let mut hasher = hasher();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What all fingerprints are made with: quick, and the same within one run of the program.
fn hasher() -> Mixer {
    static STATE: LazyLock<foldhash::quality::RandomState> = LazyLock::new(Default::default);
    STATE.build_hasher()
}

/// What other pages can read of a page besides its content.
fn head(page: &Page, hasher: &mut Mixer) {
    (&page.path, &page.url, &page.output, &page.id, page.written).hash(hasher);
    mix_hash(&page.data, hasher);
    mix_hash(&page.defaults, hasher);
}

fn mix_hash(hash: &Hash, hasher: &mut Mixer) {
    hasher.write_usize(hash.len());
    for (key, value) in hash.iter() {
        mix(key, hasher);
        mix(value, hasher);
    }
}

/// Mixes a value in with its type, so that `1` and `"1"` differ.
fn mix(value: &Value, hasher: &mut Mixer) {
    std::mem::discriminant(value).hash(hasher);
    match value {
        Value::Nil => {}
        Value::Bool(flag) => flag.hash(hasher),
        Value::Int(number) => number.hash(hasher),
        Value::Big(number) => number.hash(hasher),
        Value::Float(number) => number.to_bits().hash(hasher),
        Value::Str(text) => text.hash(hasher),
        Value::Date(date) => date.hash(hasher),
        Value::Time(time) => (time.instant(), time.offset).hash(hasher),
        Value::Range(from, to) => (from, to).hash(hasher),
        Value::Array(items) => {
            hasher.write_usize(items.len());
            items.iter().for_each(|item| mix(item, hasher));
        }
        Value::Hash(hash) => mix_hash(hash, hasher),
        Value::Object(object) => object.identity().hash(hasher),
    }
}

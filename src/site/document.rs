//! Posts, drafts and documents of collections: a file in, a page with the data that Jekyll's `Document` has out.

use super::assemble::{PageBuilder, blank};
use super::date::{parse_date, reread};
use super::excerpt::excerpt_of;
use super::{CollectionId, PageDraft, PageKind};
use crate::diag::{Code, Diagnostic, SourceId, Span};
use crate::discover::{Content, Kind, SourceFile, post_name};
use crate::front_matter;
use crate::value::print::to_s;
use crate::value::{Hash, Value, yaml};
use std::sync::Arc;

/// Where a date comes from, as messages name it.
const FILE_NAME: &str = "file name";

/// A document; `None` where it is not published or cannot be read. Faults go to `diagnostics`.
pub(super) fn document(
    file: &SourceFile,
    collection: CollectionId,
    making: &PageBuilder<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PageDraft> {
    let Content::Text { source, text } = &file.content else {
        return None;
    };
    let config = making.config;
    let is_post = matches!(file.kind, Kind::Post | Kind::Draft);
    if is_post && file.fault.is_some() {
        let text = format!("`{}` is left out, since it is not UTF-8", file.shown);
        diagnostics.push(
            Diagnostic::warning(Code::PostWithoutDate, text).hint("Jekyll silently leaves such posts out"),
        );
        return None;
    }
    let label = &config.collections[collection.0].label;
    let mut page = blank(file, *source, text, PageKind::Document(collection), config);
    let mut data = match &*page.ext {
        ".yml" | ".yaml" => {
            page.body = text.len();
            Data::new(
                all_data(*source, text, making, diagnostics)?,
                *source,
                text,
                making,
            )
        }
        _ => {
            let mut data = Data::new(first_data(file, label), *source, text, making);
            data.merge(
                &making.defaults.all(&file.path, Some(label)),
                "front matter defaults",
                diagnostics,
            )?;
            page.defaults = Arc::default();
            let (parsed, fault) = front_matter::document(*source, text, &config.zone);
            page.body = parsed.body.start as usize;
            let bad = fault.is_some() && parsed.head_span.is_some();
            if let Some(mut fault) = fault {
                // Jekyll stops at a page, and goes on without the front matter of a document.
                fault.fatal = false;
                making.report(fault, diagnostics);
            }
            if !bad {
                data.merge(&parsed.head, "front matter", diagnostics)?;
                data.populate(file, diagnostics)?;
            }
            data
        }
    };
    let published = match data.hash.get("published") {
        None => true,
        Some(Value::Bool(false)) => false,
        Some(Value::Nil) => !is_post,
        Some(_) => true,
    };
    if !published && !config.unpublished {
        return None;
    }
    // Jekyll sets the date this early, before documents are sorted, only to test whether it is in the future.
    if is_post && !config.future && !data.hash.get("date").is_some_and(Value::is_truthy) {
        let date = match file.kind {
            Kind::Draft => config.zone.time(file.modified.seconds, file.modified.nanos),
            _ => (*config.time).clone(),
        };
        data.hash.insert("date", Value::Time(Arc::new(date)));
    }
    if let Some(Value::Time(date)) = data.hash.get("date") {
        page.date = Some(Arc::clone(date));
    }
    if is_post && making.is_future(&page) {
        let text = format!("`{}` has a date in the future and is left out", file.shown);
        diagnostics.push(Diagnostic::warning(Code::FuturePost, text).hint("build with `--future` to see it"));
        return None;
    }
    page.data = Arc::new(data.hash);
    page.excerpt = match page.data.get("excerpt") {
        None | Some(Value::Nil | Value::Bool(false)) if !matches!(&*page.ext, ".yml" | ".yaml") => {
            excerpt_of(&page, config, diagnostics)
        }
        _ => None,
    };
    page.liquid = !matches!(&*page.ext, ".yml" | ".yaml" | ".coffee")
        && (config.profile.is_jekyll_3()
            || !matches!(page.data.get("render_with_liquid"), Some(Value::Bool(false))));
    Some(page)
}

/// The data of a file that is nothing but YAML.
fn all_data(
    source: SourceId,
    text: &Arc<str>,
    making: &PageBuilder<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Hash> {
    match yaml::parse_in(source, text, 0, &making.config.zone) {
        Ok(Value::Hash(hash)) => Some(Hash::clone(&hash)),
        Ok(Value::Nil | Value::Bool(false)) => Some(Hash::new()),
        Ok(_) => {
            let fault = Diagnostic::error(
                Code::InvalidFrontMatter,
                "a document that is all data must be a mapping of keys to values",
            );
            diagnostics.push(fault.at(Span::new(source, 0, 3)));
            None
        }
        Err(fault) => {
            diagnostics.push(*fault);
            None
        }
    }
}

/// What every document has before anything is read: whether it is a draft, and the folders above `_posts` as
/// categories.
fn first_data(file: &SourceFile, label: &str) -> Hash {
    let special = match file.kind {
        Kind::Draft => "_drafts".to_owned(),
        _ => format!("_{label}"),
    };
    let draft = label == "posts" && !file.path.contains("_posts");
    let above = file.path.find(&special).map_or("", |at| &file.path[..at]);
    let name = file.path.rsplit('/').next().unwrap_or("");
    let folders = above
        .split('/')
        .filter(|part| !part.is_empty() && *part != special && *part != name);
    let mut hash = Hash::new();
    hash.insert("draft", draft);
    hash.insert("categories", Value::array(folders.map(Value::from).collect()));
    hash
}

/// The data of a document while it grows.
struct Data<'a> {
    hash: Hash,
    source: SourceId,
    text: &'a str,
    making: &'a PageBuilder<'a>,
}

impl<'a> Data<'a> {
    fn new(hash: Hash, source: SourceId, text: &'a str, making: &'a PageBuilder<'a>) -> Self {
        Self {
            hash,
            text,
            source,
            making,
        }
    }

    /// Jekyll's `merge_data!`: categories add up, the date becomes a time. `None` if that is not a date.
    fn merge(&mut self, other: &Hash, from: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<()> {
        let mut other_categories = None;
        if let Some(value) = other.get("categories").filter(|value| !value.is_nil()) {
            let items = match value {
                Value::Str(text) => words(text),
                Value::Array(items) => items.to_vec(),
                one => vec![one.clone()],
            };
            let items = match self.hash.get("categories") {
                Some(Value::Array(own)) => union(own, &items),
                _ => items,
            };
            other_categories = Some(Value::array(items));
        }
        if other.is_empty() {
            return Some(());
        }
        self.hash = self.hash.deep_merge(other);
        if let Some(categories) = other_categories {
            self.hash.insert("categories", categories);
        }
        let Some(date) = self.hash.get("date") else {
            return Some(());
        };
        if let Some(time) = parse_date(date, self.making.config) {
            self.hash.insert("date", Value::Time(time));
            return Some(());
        }
        let shown = to_s(date);
        let fault = Diagnostic::error(
            Code::InvalidDate,
            format!("invalid `date` in the {from}: `{shown}`"),
        )
        .about(from);
        diagnostics.push(match from {
            FILE_NAME => fault.at(front_matter::beginning(self.source, self.text)).hint(
                "rename the file; its name begins with year, month and day, as in `2026-01-31-title.md`",
            ),
            _ => fault
                .at(self.place_of("date"))
                .hint("write it as `2026-01-31` or `2026-01-31 12:00:00 +0100`"),
        });
        None
    }

    /// The place of a key in the front matter. A key that comes from elsewhere is reported at the beginning.
    fn place_of(&self, key: &str) -> Span {
        front_matter::key_span(self.source, self.text, key)
            .unwrap_or_else(|| front_matter::beginning(self.source, self.text))
    }

    /// Jekyll's `read_post_data`: title, slug, extension and date from the file's name, categories and tags in
    /// their singular and plural spellings.
    fn populate(&mut self, file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> Option<()> {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        let (slug, ext) = match post_name(&file.path) {
            Some((date, slug, ext)) => {
                let own = self.hash.get("date").filter(|date| date.is_truthy());
                let built = self.making.config.time.seconds;
                let open = own.is_none_or(|own| matches!(own, Value::Time(time) if time.seconds == built));
                if open {
                    let mut of_name = Hash::new();
                    of_name.insert("date", date);
                    self.merge(&of_name, FILE_NAME, diagnostics)?;
                }
                (slug, Some(ext))
            }
            None => match name.rfind('.').filter(|at| at + 1 < name.len()) {
                Some(at) => (&name[..at], Some(&name[at..])),
                None => (name, None),
            },
        };
        let slug = slug.trim_end_matches('.');
        self.or_insert("title", || Value::from(titleize(slug)));
        self.or_insert("slug", || Value::from(slug));
        if let Some(ext) = ext {
            self.or_insert("ext", || Value::from(ext));
        } else if !self.hash.contains_key("ext") {
            self.hash.insert("ext", Value::Nil);
        }
        let mut categories: Vec<Value> = Vec::new();
        let own = match self.hash.get("categories") {
            Some(Value::Array(items)) => items.to_vec(),
            _ => Vec::new(),
        };
        for item in own
            .iter()
            .chain(&pluralized(&self.hash, "category", "categories"))
        {
            let item = Value::Str(to_s(item));
            if !categories.iter().any(|known| same(known, &item)) {
                categories.push(item);
            }
        }
        self.hash
            .insert("categories", Value::array(union(&own, &categories)));
        let tags = pluralized(&self.hash, "tag", "tags");
        self.hash.insert("tags", Value::array(tags));
        self.reread_date();
        self.reread_date();
        Some(())
    }

    /// Jekyll reads the date anew whenever it merges data: also those of the categories and of the tags.
    fn reread_date(&mut self) {
        if let Some(Value::Time(time)) = self.hash.get("date") {
            let time = reread(time, self.making.config);
            self.hash.insert("date", Value::Time(Arc::new(time)));
        }
    }

    /// Ruby's `data[key] ||= value`.
    fn or_insert(&mut self, key: &str, value: impl FnOnce() -> Value) {
        if !self.hash.get(key).is_some_and(Value::is_truthy) {
            self.hash.insert(key, value());
        }
    }
}

fn words(text: &str) -> Vec<Value> {
    text.split_ascii_whitespace().map(Value::from).collect()
}

/// Whether two categories or tags are one.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Nil, Value::Nil) => true,
        (Value::Date(a), Value::Date(b)) => a == b,
        _ => false,
    }
}

/// Ruby's `a | b`.
fn union(a: &[Value], b: &[Value]) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::with_capacity(a.len() + b.len());
    for item in a.iter().chain(b) {
        if !all.iter().any(|known| same(known, item)) {
            all.push(item.clone());
        }
    }
    all
}

/// Jekyll's `pluralized_array_from_hash`: the singular key's value whole, else the plural's, a text split at white
/// space.
fn pluralized(hash: &Hash, singular: &str, plural: &str) -> Vec<Value> {
    let mut flat = Vec::new();
    match hash.get(singular).filter(|value| value.is_truthy()) {
        Some(one) => flatten(one, &mut flat),
        None => match hash.get(plural) {
            Some(Value::Str(text)) => flat = words(text),
            Some(list @ Value::Array(_)) => flatten(list, &mut flat),
            _ => {}
        },
    }
    flat
}

/// All values of nested lists but `nil`.
fn flatten(value: &Value, flat: &mut Vec<Value>) {
    match value {
        Value::Nil => {}
        Value::Array(items) => items.iter().for_each(|item| flatten(item, flat)),
        other => flat.push(other.clone()),
    }
}

/// Jekyll's `titleize_slug`.
pub fn titleize(slug: &str) -> String {
    let words = slug.trim_end_matches('-').split('-').map(|word| {
        let mut chars = word.chars();
        match chars.next() {
            Some(first) => first
                .to_uppercase()
                .chain(chars.flat_map(char::to_lowercase))
                .collect(),
            None => String::new(),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

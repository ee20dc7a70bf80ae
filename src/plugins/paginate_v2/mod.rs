//! jekyll-paginate-v2: every page with `pagination: {enabled: true}` lists documents in pages of `per_page` each.
//! Autopages list the documents of every tag, category and collection.

mod autopages;

use crate::plugins::{Plugin, Priority, Tools, generated};
use crate::site::{Converter, Draft, PageDraft, PageId, Pager};
use crate::text::path::rooted;
use crate::value::print::to_s;
use crate::value::{Hash, Str, Value};
use indexmap::IndexMap;
use std::cmp::Ordering;
use std::sync::Arc;

/// The plugin.
pub(in crate::plugins) struct PaginateV2;

impl Plugin for PaginateV2 {
    fn gem(&self) -> &'static str {
        "jekyll-paginate-v2"
    }

    fn priority(&self) -> Priority {
        Priority::Lowest
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let site = defaults().deep_merge(&Arc::clone(&draft.config.plugin_config.pagination));
        if !site.get("enabled").is_some_and(Value::is_truthy) {
            return;
        }
        let autopages = autopages::pages(draft, &site);
        draft.pages.extend(autopages);
        let is_list = |page: &PageDraft| page.get("pagination").get("enabled").is_truthy();
        let (lists, others) = std::mem::take(&mut draft.pages).into_iter().partition(is_list);
        draft.pages = others;
        for list in lists {
            let settings = Settings(site.deep_merge(&section(&list.get("pagination"))));
            let pages = paginate(draft, &list, &settings);
            draft.pages.extend(pages);
        }
        share_templates(&mut draft.pages);
    }
}

/// Jekyll keeps one parsed template for each path, and the pages of all lists have the same: where several have Liquid
/// in their bodies, all of them get the first one's body.
fn share_templates(pages: &mut [PageDraft]) {
    let mut first = IndexMap::new();
    let has_liquid =
        |page: &PageDraft| page.liquid && ["{%", "{{"].iter().any(|mark| page.body().contains(mark));
    for page in pages.iter_mut().filter(|page| has_liquid(page)) {
        let own = (page.source, Arc::clone(&page.text), page.body);
        let shared = first.entry(page.path.clone()).or_insert(own);
        if page.pager.is_some() {
            (page.source, page.text, page.body) = shared.clone();
        }
    }
}

fn section(value: &Value) -> Arc<Hash> {
    value.as_hash().cloned().unwrap_or_default()
}

fn defaults() -> Hash {
    let trail: Hash = [("before", Value::Int(0)), ("after", Value::Int(0))]
        .into_iter()
        .collect();
    let entries: [(&str, Value); 15] = [
        ("enabled", false.into()),
        ("collection", "posts".into()),
        ("offset", Value::Int(0)),
        ("per_page", Value::Int(10)),
        ("permalink", "/page:num/".into()),
        ("title", ":title - page :num".into()),
        ("page_num", Value::Int(1)),
        ("sort_reverse", false.into()),
        ("sort_field", "date".into()),
        ("limit", Value::Int(0)),
        ("trail", trail.into()),
        ("indexpage", Value::Nil),
        ("extension", "html".into()),
        ("debug", false.into()),
        ("legacy", false.into()),
    ];
    entries.into_iter().collect()
}

/// The keys of `pagination:`, the page's over the site's.
struct Settings(Hash);

impl Settings {
    fn get(&self, key: &str) -> Value {
        self.0.get(key).cloned().unwrap_or_default()
    }

    fn text(&self, key: &str) -> Str {
        to_s(&self.get(key))
    }

    fn number(&self, key: &str) -> usize {
        match self.get(key) {
            Value::Int(number) => usize::try_from(number).unwrap_or(0),
            _ => 0,
        }
    }

    /// The words of a key: a list, or a text cut at commas and semicolons; lower case.
    fn words(&self, key: &str) -> Vec<String> {
        words(&self.get(key))
    }
}

fn words(value: &Value) -> Vec<String> {
    let clean = |word: &str| word.trim().to_lowercase();
    match value {
        Value::Array(list) => list.iter().map(|word| clean(&to_s(word))).collect(),
        Value::Str(text) => text
            .split([',', ';'])
            .map(clean)
            .filter(|word| !word.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

/// The words by which a document is listed under a key: a list, or a text cut at commas, semicolons and blanks; each
/// word is split again at commas and semicolons, in lower case (`PaginationIndexer.index_posts_by`).
fn listed_under(value: &Value) -> Vec<String> {
    parts(value)
        .iter()
        .flat_map(|word| cut(word.to_lowercase().trim(), &[';', ',']))
        .map(|word| word.trim().to_owned())
        .collect()
}

/// The parts of a list, or of a text cut at commas, semicolons and blanks.
fn parts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(|item| to_s(item).to_string()).collect(),
        Value::Str(text) => cut(text, &[';', ',', ' ', '\t', '\n', '\r']),
        _ => Vec::new(),
    }
}

/// Ruby's `split`: empty parts at the end are left out.
fn cut(text: &str, at: &[char]) -> Vec<String> {
    let mut parts: Vec<String> = text.split(at).map(str::to_owned).collect();
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts
}

/// The documents that a list shows, in its order.
fn documents(draft: &Draft, settings: &Settings) -> Vec<PageId> {
    let names = to_s(&settings.get("collection"));
    let names = match settings.get("collection") {
        Value::Array(_) => settings.words("collection"),
        _ => names
            .split([',', ';', ' '])
            .map(|name| name.trim().to_lowercase())
            .collect(),
    };
    let fits = |page: &PageDraft| {
        let has = |key: &str, plural: &str| {
            let wanted = settings.words(key);
            let own = listed_under(&page.get(plural));
            let all = |word: &String| own.contains(word) || (key == "category" && word == "posts");
            wanted.iter().all(all)
        };
        has("category", "categories") && has("tag", "tags") && has("locale", "locale")
    };
    let mut shown: Vec<(PageId, &PageDraft)> = Vec::new();
    for name in &names {
        let mut first = 0;
        for (collection, pages) in draft.collections.iter().zip(&draft.documents) {
            let wanted = match name.as_str() {
                "all" => &*collection.label != "posts",
                name => collection.label.eq_ignore_ascii_case(name),
            };
            if wanted {
                let ids = (first..).map(|at| PageId(u32::try_from(at).unwrap_or(u32::MAX)));
                shown.extend(
                    ids.zip(pages)
                        .filter(|(_, page)| page.data.get("pagination").is_none())
                        .filter(|(_, page)| !page.get("hidden").is_truthy() && fits(page)),
                );
            }
            first += pages.len();
        }
    }
    let field = settings.text("sort_field");
    shown.sort_by(|(_, a), (_, b)| order(&field_of(a, &field), &field_of(b, &field)));
    shown.truncate(shown.len().saturating_sub(settings.number("offset")));
    if settings.get("sort_reverse").is_truthy() {
        shown.reverse();
    }
    shown.into_iter().map(|(id, _)| id).collect()
}

/// The value that a document is sorted by; `a:b` reaches into a Hash.
fn field_of(page: &PageDraft, field: &str) -> Value {
    let mut keys = field.split(':').map(|key| key.trim().to_lowercase());
    let first = page.get(&keys.next().unwrap_or_default());
    let found = keys.fold(first, |value, key| value.get(&key));
    match (&found, &page.date) {
        (Value::Nil, Some(date)) if field == "date" => Value::Time(Arc::clone(date)),
        _ => found,
    }
}

/// `nil` first, texts without regard to case.
fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Nil, Value::Nil) => Ordering::Equal,
        (Value::Nil, _) => Ordering::Less,
        (_, Value::Nil) => Ordering::Greater,
        (Value::Str(a), Value::Str(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.total_cmp(b),
        (a, b) => to_s(a).cmp(&to_s(b)),
    }
}

fn slash_after(path: &str) -> String {
    if path.ends_with('/') {
        path.to_owned()
    } else {
        format!("{path}/")
    }
}

/// The addresses and names of the pages of one list.
struct Places {
    /// The name of an index page without its extension, where the settings give one.
    index: String,
    /// The extension with its dot.
    ext: String,
    first: String,
    later: String,
    total: usize,
}

impl Places {
    fn of(draft: &Draft, list: &PageDraft, settings: &Settings, total: usize) -> Self {
        let first = match list.get("permalink") {
            Value::Str(permalink) => slash_after(&permalink),
            _ => draft
                .url(list)
                .rsplit_once('/')
                .map_or("/".to_owned(), |(dir, _)| format!("{dir}/")),
        };
        let later = format!(
            "{}{}",
            first.trim_end_matches('/'),
            rooted(&settings.text("permalink"))
        );
        let index = settings.text("indexpage");
        Self {
            index: index.split('.').next().unwrap_or_default().to_owned(),
            ext: format!(".{}", settings.text("extension").trim_start_matches('.')),
            first,
            later,
            total,
        }
    }

    fn numbered(&self, url: &str, page: usize) -> String {
        let url = url.replacen(":num", &page.to_string(), 1);
        url.replacen(":max", &self.total.to_string(), 1)
    }

    /// `url` with the name of an index page where it ends in a folder.
    fn whole(&self, url: &str, index: &str) -> String {
        match (url.ends_with('/'), url.contains('.')) {
            (true, _) => format!("{url}{index}{}", self.ext),
            (false, true) => url.to_owned(),
            (false, false) => format!("{url}{index}"),
        }
    }

    /// The path to a page in `paginator`, which includes the name of the index page only if that is configured.
    fn link(&self, url: &str, page: usize) -> Str {
        let url = match self.index.as_str() {
            "" => url.to_owned(),
            index => self.whole(url, index),
        };
        self.numbered(&url, page).into()
    }

    fn turn(&self, page: usize) -> (usize, Str) {
        let url = if page == 1 { &self.first } else { &self.later };
        (page, self.link(url, page))
    }

    /// The path of a page in `paginator.page_path` and in the trail, to which the gem gives no extension unless it is in a
    /// folder.
    fn path(&self, page: usize) -> String {
        let index = if self.index.is_empty() {
            "index"
        } else {
            &self.index
        };
        let url = if page == 1 { &self.first } else { &self.later };
        self.numbered(&self.whole(url, index), page)
    }

    /// The file that a page is written to.
    fn file(&self, page: usize) -> String {
        let path = self.path(page);
        if path.ends_with(&self.ext) {
            path
        } else {
            path + &self.ext
        }
    }
}

/// The pages that take the place of `list`.
fn paginate(draft: &Draft, list: &PageDraft, settings: &Settings) -> Vec<PageDraft> {
    let shown = documents(draft, settings);
    let per_page = settings.number("per_page").max(1);
    let mut total = shown.len().div_ceil(per_page).max(1);
    let limit = settings.number("limit");
    if limit > 0 {
        total = total.min(limit);
    }
    let places = Places::of(draft, list, settings, total);
    let own_title = list.get("title");
    let title = if own_title.is_truthy() {
        own_title
    } else {
        draft.config.title()
    };
    let title_of = |page: usize| match page {
        1 => title.clone(),
        _ => {
            let text = settings.text("title").replacen(":title", &to_s(&title), 1);
            Value::from(places.numbered(&text, page))
        }
    };
    let place = |page: usize| Value::Int(i64::try_from(page).unwrap_or(i64::MAX));
    let one = |page: usize| {
        let mut copy = list.clone();
        let mut entries = vec![("title", title_of(page))];
        if list.get("permalink").is_truthy() {
            entries.push(("permalink", places.file(page).into()));
        }
        let info = [("curr_page", place(page)), ("total_pages", place(total))];
        entries.push(("pagination_info", info.into_iter().collect::<Hash>().into()));
        if page > 1 {
            entries.push(("autogen", "jekyll-paginate-v2".into()));
        }
        generated::set(&mut copy, entries);
        rename(&mut copy, &places);
        copy.given_url = Some(places.file(page).into());
        let more: [(&str, Value); 6] = [
            ("page_path", places.path(page).into()),
            ("first_page", place(1)),
            ("first_page_path", Value::Str(places.turn(1).1)),
            ("last_page", place(total)),
            ("last_page_path", Value::Str(places.link(&places.later, total))),
            (
                "page_trail",
                trail(settings, page, total, &|page| (places.path(page), title_of(page))),
            ),
        ];
        copy.pager = Some(Arc::new(Pager {
            page,
            per_page,
            posts: shown.chunks(per_page).nth(page - 1).unwrap_or_default().to_vec(),
            total_posts: shown.len(),
            total_pages: total,
            previous: (page > 1).then(|| places.turn(page - 1)),
            next: (page < total).then(|| places.turn(page + 1)),
            more: Arc::new(more.into_iter().collect()),
        }));
        copy
    };
    (1..=total).map(one).collect()
}

/// A page of a list is named after its index page, which for the gem is an extension alone unless the settings name it
/// more; so its text is written as it is, whatever the template's own extension.
fn rename(page: &mut PageDraft, places: &Places) {
    let name = format!("{}{}", places.index, places.ext);
    page.path = name.as_str().into();
    page.ext = crate::text::path::extension(&name).into();
    page.name = name.into();
    page.converter = Converter::Identity;
}

/// The pages around one, as `trail: {before:, after:}` requires; `nil` without it.
fn trail(settings: &Settings, page: usize, total: usize, about: &dyn Fn(usize) -> (String, Value)) -> Value {
    let count = |key: &str| match settings.get("trail").get(key) {
        Value::Int(count) => usize::try_from(count).unwrap_or(0),
        _ => 0,
    };
    let (before, after) = (count("before"), count("after"));
    if total < 2 || before + after == 0 {
        return Value::Nil;
    }
    let length = before + after + 1;
    let start = (page - 1).saturating_sub(before);
    let end = (start + length).min(total);
    let start = start.min(end.saturating_sub(length));
    let items = (start + 1..=end).map(|page| {
        let (path, title) = about(page);
        let item: Hash = [
            ("num", Value::Int(i64::try_from(page).unwrap_or(i64::MAX))),
            ("path", path.into()),
            ("title", title),
        ]
        .into_iter()
        .collect();
        Value::from(item)
    });
    Value::array(items.collect())
}

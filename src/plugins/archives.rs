//! jekyll-archives: a page for every year, month, day, category and tag that `jekyll-archives.enabled` names.

use super::{Plugin, Tools, generated};
use crate::config::plugins::ArchivesConfig;
use crate::site::{Draft, PageDraft, PageId, permalink};
use crate::text::slug::{Mode, slugify};
use crate::value::print::to_s;
use crate::value::{Date, Hash, Str, Value};
use indexmap::IndexMap;

/// The plugin.
pub(super) struct Archives;

/// One archive: its kind, the words of its URL, its posts.
struct Archive {
    kind: &'static str,
    title: Value,
    date: Value,
    words: Vec<(&'static str, String)>,
    posts: Vec<PageId>,
}

impl Plugin for Archives {
    fn gem(&self) -> &'static str {
        "jekyll-archives"
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = draft.config.plugin_config.archives.clone();
        let posts = draft.documents.first().map(Vec::as_slice).unwrap_or_default();
        let mut archives = Vec::new();
        for (option, key, kind) in [("tags", "tags", "tag"), ("categories", "categories", "category")] {
            if config.is_enabled(option) {
                archives.extend(by_word(posts, key, kind));
            }
        }
        archives.extend(
            by_date(posts)
                .into_iter()
                .filter(|archive| config.is_enabled(archive.kind)),
        );
        for archive in archives {
            add(draft, &config, archive);
        }
    }
}

fn id(at: usize) -> PageId {
    PageId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// An archive for each tag or category, newest post first.
fn by_word(posts: &[PageDraft], key: &str, kind: &'static str) -> Vec<Archive> {
    let mut words: IndexMap<Str, Vec<PageId>> = IndexMap::new();
    for (at, post) in posts.iter().enumerate().rev() {
        if let Value::Array(list) = post.get(key) {
            for word in list.iter() {
                words.entry(to_s(word)).or_default().push(id(at));
            }
        }
    }
    let archive = |(word, posts): (Str, Vec<PageId>)| Archive {
        kind,
        words: vec![
            ("name", slugify(&word, Mode::Default, false)),
            ("type", kind.to_owned()),
        ],
        title: Value::Str(word),
        date: Value::Nil,
        posts,
    };
    words.into_iter().map(archive).collect()
}

/// Each year, the first first, followed by its months, the last first, and each month by its days.
fn by_date(posts: &[PageDraft]) -> Vec<Archive> {
    let mut archives: Vec<Archive> = Vec::new();
    let mut places: IndexMap<(i32, u8, u8), usize> = IndexMap::new();
    for (at, post) in posts.iter().enumerate().rev() {
        let Some(date) = post.date.as_deref().map(|time| time.date()) else {
            continue;
        };
        let keys = [
            ("year", (date.year, 0, 0)),
            ("month", (date.year, date.month, 0)),
            ("day", (date.year, date.month, date.day)),
        ];
        for (kind, key) in keys {
            let place = *places.entry(key).or_insert_with(|| {
                let first = Date {
                    year: key.0,
                    month: key.1.max(1),
                    day: key.2.max(1),
                };
                archives.push(Archive {
                    kind,
                    title: Value::Nil,
                    date: Value::Date(first),
                    words: [
                        ("year", format!("{:04}", key.0)),
                        ("month", format!("{:02}", key.1)),
                        ("day", format!("{:02}", key.2)),
                    ]
                    .into_iter()
                    .filter(|(_, word)| word != "00")
                    .chain([("type", kind.to_owned())])
                    .collect(),
                    posts: Vec::new(),
                });
                archives.len() - 1
            });
            archives[place].posts.push(id(at));
        }
    }
    let mut years: Vec<Vec<Archive>> = Vec::new();
    for archive in archives {
        match years.last_mut() {
            Some(year) if archive.kind != "year" => year.push(archive),
            _ => years.push(vec![archive]),
        }
    }
    years.into_iter().rev().flatten().collect()
}

fn add(draft: &mut Draft, config: &ArchivesConfig, archive: Archive) {
    let default = match archive.kind {
        "year" => "/:year/",
        "month" => "/:year/:month/",
        "day" => "/:year/:month/:day/",
        "tag" => "/tag/:name/",
        _ => "/category/:name/",
    };
    let mut url = config.permalink(archive.kind).unwrap_or(default).to_owned();
    for (word, value) in &archive.words {
        url = url.replace(&format!(":{word}"), value);
    }
    let layout = config.layout(archive.kind);
    let data: Hash = [
        ("layout", Value::from(layout)),
        ("permalink", Value::from(url.as_str())),
        ("type", Value::from(archive.kind)),
        ("title", archive.title),
        ("date", archive.date),
    ]
    .into_iter()
    .collect();
    let path = url.trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    let page = generated::page(draft, &path, "", data);
    // The gem names its pages without their extension.
    page.name = permalink::basename(&page.name, &page.ext).into();
    page.listed = Some(archive.posts.into());
}

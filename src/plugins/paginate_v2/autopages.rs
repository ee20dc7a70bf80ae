//! Autopages: a list for every tag, category and collection, laid out by a layout that the settings name.

use super::{cut, parts, section};
use crate::plugins::generated;
use crate::site::{Draft, PageDraft};
use crate::text::slug::{Mode, slugify};
use crate::value::print::to_s;
use crate::value::{Hash, Value};
use indexmap::IndexMap;
use std::sync::Arc;

/// One kind of autopage.
struct Kind {
    /// Its section of `autopages:`.
    section: &'static str,
    /// The key of a list's settings that it sets.
    key: &'static str,
    /// What its titles and permalinks have for the word.
    word: &'static str,
    layout: &'static str,
    title: &'static str,
    permalink: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind {
        section: "tags",
        key: "tag",
        word: ":tag",
        layout: "autopage_tags.html",
        title: "Posts tagged with :tag",
        permalink: "/tag/:tag",
    },
    Kind {
        section: "categories",
        key: "category",
        word: ":cat",
        layout: "autopage_category.html",
        title: "Posts in category :cat",
        permalink: "/category/:cat",
    },
    Kind {
        section: "collections",
        key: "collection",
        word: ":coll",
        layout: "autopage_collection.html",
        title: "Posts in collection :coll",
        permalink: "/collection/:coll",
    },
];

/// The first pages of all autopages; `lists` are the settings of all lists.
pub(super) fn pages(draft: &mut Draft, lists: &Hash) -> Vec<PageDraft> {
    let Some(config) = draft.config.plugin_config.autopages.clone() else {
        return Vec::new();
    };
    let mut pages = Vec::new();
    for kind in &KINDS {
        let settings =
            defaults(kind).deep_merge(&section(&config.get(kind.section).cloned().unwrap_or_default()));
        if !settings.get("enabled").is_some_and(Value::is_truthy) {
            continue;
        }
        let layouts = settings.get("layouts").cloned().unwrap_or_default();
        let layouts = layouts.as_array().map(|names| names.to_vec()).unwrap_or_default();
        for (word, shown) in words(draft, kind) {
            for layout in &layouts {
                pages.extend(page(
                    draft,
                    kind,
                    &settings,
                    lists,
                    &to_s(layout),
                    (&word, &shown),
                ));
            }
        }
    }
    pages
}

fn defaults(kind: &Kind) -> Hash {
    let slugs: Hash = [("mode", Value::from("none")), ("cased", false.into())]
        .into_iter()
        .collect();
    let entries: [(&str, Value); 5] = [
        ("layouts", Value::array(vec![kind.layout.into()])),
        ("title", kind.title.into()),
        ("permalink", kind.permalink.into()),
        ("enabled", true.into()),
        ("slugify", slugs.into()),
    ];
    entries.into_iter().collect()
}

/// The tags, categories or collections of all documents: in lower case, and as first written.
fn words(draft: &Draft, kind: &Kind) -> IndexMap<String, String> {
    let mut words = IndexMap::new();
    for (collection, documents) in draft.collections.iter().zip(&draft.documents) {
        for document in documents
            .iter()
            .filter(|page| page.data.get("pagination").is_none())
        {
            let own = match kind.key {
                "collection" => Value::Str(collection.label.clone()),
                _ => document.get(kind.section),
            };
            for word in parts(&own).iter().flat_map(|word| cut(word.trim(), &[';', ','])) {
                let lower = word.to_lowercase().trim().to_owned();
                words.entry(lower).or_insert(word);
            }
        }
    }
    words
}

/// The page of one word in one layout; none, with a warning, where that layout is not there.
fn page(
    draft: &mut Draft,
    kind: &Kind,
    settings: &Hash,
    lists: &Hash,
    file: &str,
    (word, shown): (&str, &str),
) -> Option<PageDraft> {
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let Some(layout) = draft.layouts.get(name) else {
        let text = format!(
            "the layout `{file}` of the autopages for {} does not exist",
            kind.section
        );
        let warning = crate::diag::Diagnostic::warning(crate::diag::Code::UnknownLayout, text).hint(format!(
            "write it, or set `enabled: false` below `autopages.{}`",
            kind.section
        ));
        draft.diagnostics.push(warning);
        return None;
    };
    let of_layout = Hash::clone(&layout.data);
    let settings = settings.deep_merge(&section(&of_layout.get("autopages").cloned().unwrap_or_default()));
    let mut list = lists.deep_merge(&section(
        &of_layout.get("pagination").cloned().unwrap_or_default(),
    ));
    list.insert(kind.key, word);
    let slugs = settings.get("slugify").cloned().unwrap_or_default();
    let slug = slugify(
        word,
        slugs.get("mode").as_str().map_or(Mode::None, Mode::named),
        slugs.get("cased").is_truthy(),
    );
    let filled = |key: &str| {
        let text = settings.get(key).map(to_s).unwrap_or_default();
        text.replacen(kind.word, &slug, 1)
    };
    let about: Hash = [
        ("layout_path", format!("_layouts/{file}")),
        ("display_name", shown.to_owned()),
    ]
    .into_iter()
    .collect();
    let about = Value::Hash(Arc::new(about));
    let mut data = of_layout;
    for (key, value) in [
        ("permalink", filled("permalink").into()),
        ("layout", name.into()),
        ("title", filled("title").into()),
        ("pagination", Value::from(list)),
        ("autopage", about.clone()),
        ("autopages", about),
    ] {
        data.insert(key, value);
    }
    let path = format!("{}/index.html", filled("permalink").trim_matches('/'));
    generated::page(draft, &path, "", data);
    draft.pages.pop()
}

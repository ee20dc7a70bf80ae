//! The sections of the configuration that plugins read.
//!
//! Each struct is named after the plugin and holds the values with the plugin's own defaults, so a plugin never
//! looks a key up by its name. Rules about what counts as a value come from the gem of the same name.

use super::section::Section;
use crate::value::{Hash, Str, Value};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The settings of all plugins.
#[derive(Clone, Debug)]
pub struct PluginConfig {
    /// `jekyll-archives`
    pub archives: ArchivesConfig,
    /// `emoji.src`: where jemoji's pictures are.
    pub emoji_source: Option<Str>,
    /// `feed`
    pub feed: FeedConfig,
    /// `jekyll-mentions`: the setting of a page without its own.
    pub mentions: Value,
    /// `optional_front_matter`
    pub optional_front_matter: OptionalFrontMatterConfig,
    /// `paginate` and `paginate_path`
    pub paginate: PaginateConfig,
    /// `pagination`, the keys that jekyll-paginate-v2 merges with those of a page.
    pub pagination: Arc<Hash>,
    /// `autopages`; `None` if they are switched off.
    pub autopages: Option<Arc<Hash>>,
    /// `readme_index`
    pub readme_index: ReadmeIndexConfig,
    /// `redirect_from.json`: whether `redirects.json` is written.
    pub redirects_json: bool,
    /// `relative_links`
    pub relative_links: RelativeLinksConfig,
    /// `titles_from_headings`
    pub titles_from_headings: TitlesFromHeadingsConfig,
    /// `repository`, as jekyll-github-metadata reads it.
    pub repository: Option<Str>,
    /// `github`: values that replace what jekyll-github-metadata finds out.
    pub github: Arc<Hash>,
}

/// jekyll-archives.
#[derive(Clone, Debug)]
pub struct ArchivesConfig {
    /// `enabled`: `all`, a flag, or the kinds of archives.
    enabled: Value,
    /// `permalinks`
    permalinks: Arc<Hash>,
    /// `layouts`
    layouts: Arc<Hash>,
    /// `layout`
    layout: Str,
}

impl ArchivesConfig {
    /// Whether archives of a kind (`year`, `tags`, …) are made.
    pub fn is_enabled(&self, kind: &str) -> bool {
        match &self.enabled {
            Value::Bool(flag) => *flag,
            Value::Str(all) => &**all == "all",
            Value::Array(names) => names.iter().any(|known| known.as_str() == Some(kind)),
            _ => false,
        }
    }

    /// The permalink of archives of a kind.
    pub fn permalink(&self, kind: &str) -> Option<&str> {
        self.permalinks.get(kind)?.as_str()
    }

    /// The layout of archives of a kind.
    pub fn layout(&self, kind: &str) -> &str {
        self.layouts
            .get(kind)
            .and_then(Value::as_str)
            .unwrap_or(&self.layout)
    }
}

/// jekyll-feed.
#[derive(Clone, Debug)]
pub struct FeedConfig {
    /// `disable_in_development`
    pub disable_in_development: bool,
    /// The collections that have feeds, each with its settings.
    pub collections: Vec<FeedOfCollection>,
    /// `tags`; `None` if posts have no feed for each tag.
    pub tags: Option<FeedTags>,
}

/// The feeds of one collection.
#[derive(Clone, Debug)]
pub struct FeedOfCollection {
    /// Its label.
    pub label: Str,
    /// `path`, as written.
    pub path: Value,
    /// `categories`: those with a feed of their own.
    pub categories: Vec<Value>,
}

/// jekyll-feed's `tags`.
#[derive(Clone, Debug)]
pub struct FeedTags {
    /// `only`; `None` for all tags.
    pub only: Option<Vec<Str>>,
    /// `except`
    pub except: Vec<Str>,
    /// `path`: the folder, with its slashes.
    pub path: Str,
}

/// jekyll-optional-front-matter.
#[derive(Clone, Copy, Debug)]
pub struct OptionalFrontMatterConfig {
    /// `enabled`, and `require_front_matter` is not set.
    pub enabled: bool,
    /// `remove_originals`
    pub remove_originals: bool,
}

/// jekyll-paginate.
#[derive(Clone, Debug)]
pub struct PaginateConfig {
    /// `paginate`: posts per page; `None` for no pagination.
    pub per_page: Option<usize>,
    /// `paginate_path`
    pub path: Str,
}

/// jekyll-readme-index.
#[derive(Clone, Copy, Debug)]
pub struct ReadmeIndexConfig {
    /// `enabled`
    pub enabled: bool,
    /// `remove_originals`
    pub remove_originals: bool,
    /// `with_frontmatter`
    pub with_front_matter: bool,
}

/// jekyll-relative-links.
#[derive(Clone, Debug)]
pub struct RelativeLinksConfig {
    /// `enabled`
    pub enabled: bool,
    /// `collections`: whether links in documents are converted too.
    pub collections: bool,
    /// `exclude`: patterns of pages that are left alone.
    pub exclude: Vec<Str>,
}

/// jekyll-titles-from-headings.
#[derive(Clone, Copy, Debug)]
pub struct TitlesFromHeadingsConfig {
    /// `enabled`
    pub enabled: bool,
    /// `collections`: whether documents get titles too.
    pub collections: bool,
    /// `strip_title`: whether the heading is removed from the body.
    pub strip_title: bool,
}

/// jekyll-toc.
#[derive(Clone, Debug)]
pub struct TocConfig {
    /// `min_level` to `max_level`
    pub levels: RangeInclusive<u8>,
    /// `ordered_list`
    pub ordered: bool,
    /// `list_id`
    pub list_id: Str,
    /// `list_class`
    pub list_class: Str,
    /// `sublist_class`
    pub sublist_class: Str,
    /// `item_class`
    pub item_class: Str,
    /// `item_prefix`
    pub item_prefix: Str,
    /// `no_toc_section_class`: sections whose headings are left out.
    pub no_toc_sections: Vec<Str>,
}

impl PluginConfig {
    pub(super) fn of(values: &Hash) -> Self {
        let of = |key: &str| Section::of(values, key);
        let autopages = of("autopages");
        let required = values.get("require_front_matter").is_some_and(Value::is_truthy);
        let front_matter = of("optional_front_matter");
        let readme = of("readme_index");
        let links = of("relative_links");
        let titles = of("titles_from_headings");
        Self {
            archives: archives(&of("jekyll-archives")),
            emoji_source: of("emoji").text("src"),
            feed: feed(&of("feed")),
            mentions: values.get("jekyll-mentions").cloned().unwrap_or_default(),
            optional_front_matter: OptionalFrontMatterConfig {
                enabled: front_matter.is_not_false("enabled") && !required,
                remove_originals: front_matter.is_true("remove_originals"),
            },
            paginate: paginate(values),
            pagination: of("pagination").hash(),
            autopages: autopages.is_truthy("enabled").then(|| autopages.hash()),
            readme_index: ReadmeIndexConfig {
                enabled: readme.is_not_false("enabled"),
                remove_originals: readme.is_true("remove_originals"),
                with_front_matter: readme.is_true("with_frontmatter"),
            },
            redirects_json: of("redirect_from").is_not_false("json"),
            relative_links: RelativeLinksConfig {
                enabled: links.is_not_false("enabled"),
                collections: links.is_true("collections"),
                exclude: links.list("exclude").unwrap_or_default(),
            },
            titles_from_headings: TitlesFromHeadingsConfig {
                enabled: titles.is_not_false("enabled"),
                collections: titles.is_true("collections"),
                strip_title: titles.is_true("strip_title"),
            },
            repository: values.get("repository").and_then(Value::as_str).map(Str::from),
            github: of("github").hash(),
        }
    }
}

fn archives(section: &Section) -> ArchivesConfig {
    ArchivesConfig {
        enabled: section.value("enabled"),
        permalinks: section.section("permalinks").hash(),
        layouts: section.section("layouts").hash(),
        layout: section.text_or("layout", "archive"),
    }
}

/// Posts always have a feed. Where `collections.posts` does not set `path` and `categories`, those of `feed` itself
/// hold.
fn feed(section: &Section) -> FeedConfig {
    let items = |value: Value| value.as_array().map(|items| items.to_vec()).unwrap_or_default();
    let named = |label: Str, meta: &Value| FeedOfCollection {
        label,
        path: meta.get("path"),
        categories: items(meta.get("categories")),
    };
    let mut collections = match section.value("collections") {
        Value::Array(labels) => {
            let labels = labels.iter().map(crate::value::print::to_s);
            labels.map(|label| named(label, &Value::Nil)).collect()
        }
        Value::Hash(metas) => {
            let metas = metas.iter();
            metas
                .map(|(label, meta)| named(crate::value::print::to_s(label), meta))
                .collect()
        }
        _ => Vec::new(),
    };
    if !collections.iter().any(|feed| &*feed.label == "posts") {
        collections.push(named("posts".into(), &Value::Nil));
    }
    for posts in collections.iter_mut().filter(|feed| &*feed.label == "posts") {
        if !posts.path.is_truthy() {
            posts.path = section.value("path");
        }
        if posts.categories.is_empty() {
            posts.categories = items(section.value("categories"));
        }
    }
    let tags = section.section("tags");
    FeedConfig {
        disable_in_development: section.is_truthy("disable_in_development"),
        collections,
        tags: section.is_truthy("tags").then(|| FeedTags {
            only: match tags.value("only") {
                Value::Nil => None,
                _ => Some(tags.list("only").unwrap_or_default()),
            },
            except: tags.list("except").unwrap_or_default(),
            path: tags.text_or("path", "/feed/by_tag/"),
        }),
    }
}

fn paginate(values: &Hash) -> PaginateConfig {
    let per_page = match values.get("paginate") {
        Some(Value::Int(number)) => usize::try_from(*number).ok().filter(|number| *number > 0),
        _ => None,
    };
    let path = values.get("paginate_path").and_then(Value::as_str);
    PaginateConfig {
        per_page,
        path: path.unwrap_or("/page:num").into(),
    }
}

impl TocConfig {
    /// The settings in `site`, which is what a template sees as `site`.
    pub fn of_site(site: &Value) -> Self {
        Self::of(&Section::of_value(site.get("toc")))
    }

    fn of(section: &Section) -> Self {
        let level = |key: &str, default: u8| match section.value(key) {
            Value::Int(level) => u8::try_from(level).unwrap_or(default),
            _ => default,
        };
        Self {
            levels: level("min_level", 1)..=level("max_level", 6),
            ordered: section.is_truthy("ordered_list"),
            list_id: section.text_or("list_id", "toc"),
            list_class: section.text_or("list_class", "section-nav"),
            sublist_class: section.text_or("sublist_class", ""),
            item_class: section.text_or("item_class", "toc-entry"),
            item_prefix: section.text_or("item_prefix", "toc-"),
            no_toc_sections: section
                .texts("no_toc_section_class")
                .unwrap_or_else(|| vec!["no_toc_section".into()]),
        }
    }
}

/// `last-modified-at.date-format` of what a template sees as `site`: a format of `strftime`.
pub fn last_modified_format(site: &Value) -> Option<Str> {
    Section::of_value(site.get("last-modified-at")).text("date-format")
}

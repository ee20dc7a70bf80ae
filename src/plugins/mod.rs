//! The plugins that sites name in `plugins:`, built in: a file each, under their gems' names.
//!
//! A plugin adds; it never reaches into another. It may change the draft of the site before anything renders
//! (as Jekyll's generators do), give Liquid tags and filters, and have the last word on a finished page. They
//! act by their [`Priority`], and among equals in the order in which the site names them, as Jekyll loads them.

mod archives;
mod avatar;
mod data_pages;
mod default_layout;
mod embeds;
mod emoji;
mod feed;
pub mod foreign;
mod gist;
mod git;
mod github_metadata;
mod html_text;
mod html_tree;
mod last_modified_at;
mod generated;
mod history;
mod markdown_links;
mod mentions;
mod optional_front_matter;
mod paginate;
mod paginate_v2;
mod readme_index;
mod redirect_from;
mod relative_links;
mod seo;
mod sitemap;
mod text_filters;
mod titles_from_headings;
mod toc;

use crate::config::Config;
use crate::liquid::{Filter, Tag};
use crate::site::{Adjust, Draft, Page, Site};
use crate::value::{Str, Time};

/// What plugins need of the stages above them while they change the draft.
#[derive(Clone, Copy)]
pub struct Tools<'t> {
    /// The site's Markdown converter, from text to HTML.
    pub markdown: &'t (dyn Fn(&str) -> String + Sync),
    /// Seconds since 1970 as a time in the site's zone.
    pub local: &'t (dyn Fn(i64) -> Time + Sync),
}

impl std::fmt::Debug for Tools<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tools").finish_non_exhaustive()
    }
}

/// When a plugin changes the draft: Jekyll's priorities of generators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Before all generators: the gem acts by a hook, as soon as the site or a page is read.
    Hook,
    /// `normal`.
    Normal,
    /// `low`.
    Low,
    /// `lowest`.
    Lowest,
}

/// One plugin.
pub trait Plugin: Sync {
    /// The name of its gem.
    fn gem(&self) -> &'static str;

    /// When it changes the draft.
    fn priority(&self) -> Priority {
        Priority::Normal
    }

    /// Changes the draft before anything renders: adds pages, gives titles or layouts.
    fn adjust(&self, _draft: &mut Draft, _tools: &Tools<'_>) {}

    /// Does to one page with a new body what [`Plugin::adjust`] does to all, where `was` is the body that it had;
    /// false where it cannot be done to one page alone. Nothing to do for plugins that do not look at bodies.
    fn amend(&self, _site: &Site, _was: &str, _page: &mut Page) -> bool {
        true
    }

    /// Its Liquid tags.
    fn tags(&self) -> &'static [Tag] {
        &[]
    }

    /// Its Liquid filters.
    fn filters(&self) -> &'static [Filter] {
        &[]
    }

    /// Has the last word on the finished HTML of a page; `None` keeps it.
    fn finish(&self, _config: &Config, _page: &Page, _html: &str) -> Option<String> {
        None
    }
}

/// All plugins.
pub const PLUGINS: &[&dyn Plugin] = &[
    &github_metadata::GithubMetadata,
    &last_modified_at::LastModifiedAt,
    &history::History,
    &optional_front_matter::OptionalFrontMatter,
    &redirect_from::RedirectFrom,
    &archives::Archives,
    &readme_index::ReadmeIndex,
    &default_layout::DefaultLayout,
    &titles_from_headings::TitlesFromHeadings,
    &relative_links::RelativeLinks,
    &paginate::Paginate,
    &paginate_v2::PaginateV2,
    &feed::Feed,
    &sitemap::Sitemap,
    &seo::SeoTag,
    &toc::Toc,
    &gist::Gist,
    &avatar::Avatar,
    &IncludeCache,
    &emoji::Jemoji,
    &mentions::Mentions,
    &data_pages::DataPages,
    &embeds::YouTube,
    &embeds::Mermaid,
    &embeds::Figure,
    &text_filters::EmailProtect,
    &text_filters::RegexReplace,
];

/// Gems whose work recto always does, whatever `plugins:` lists.
const NEEDLESS: &[&str] = &[
    // Its pages are reported one by one.
    "jekyll-coffeescript",
    "jekyll-commonmark",
    "jekyll-commonmark-ghpages",
    "jekyll-compose",
    "jekyll-livereload",
    // Its theme is reported where the configuration names it.
    "jekyll-remote-theme",
    "jekyll-sass-converter",
    "jekyll-watch",
    "kramdown",
    "kramdown-parser-gfm",
    "rouge",
    "webrick",
];

/// The plugins that `names` switch on, in the order in which they act: by priority, then as they are named.
pub fn active(names: &[Str]) -> Vec<&'static dyn Plugin> {
    let mut active: Vec<&'static dyn Plugin> = Vec::new();
    for name in names {
        let named = PLUGINS.iter().find(|plugin| plugin.gem() == &**name);
        let is_on = |plugin: &&&dyn Plugin| active.iter().any(|known| known.gem() == plugin.gem());
        if let Some(plugin) = named.filter(|plugin| !is_on(plugin)) {
            active.push(*plugin);
        }
    }
    active.sort_by_key(|plugin| plugin.priority());
    active
}

/// The gems among `names` that recto does not have.
pub fn unknown(names: &[Str]) -> Vec<Str> {
    let has = |name: &str| PLUGINS.iter().any(|plugin| plugin.gem() == name) || NEEDLESS.contains(&name);
    names.iter().filter(|name| !has(name)).cloned().collect()
}

/// The gems that recto needs no Ruby for.
pub fn built_in() -> Vec<&'static str> {
    let gems = PLUGINS.iter().map(|plugin| plugin.gem());
    gems.chain(NEEDLESS.iter().copied()).collect()
}

/// The implemented gem whose name is most similar to `name`.
pub fn nearest(name: &str) -> Option<&'static str> {
    crate::text::similar::nearest(name, PLUGINS.iter().map(|plugin| plugin.gem()))
}

/// The plugin that gives a tag, whether it is switched on or not: for hints.
pub fn plugin_for_tag(tag: &str) -> Option<&'static str> {
    let gives = |plugin: &&&dyn Plugin| plugin.tags().iter().any(|known| known.name == tag);
    PLUGINS.iter().find(gives).map(|plugin| plugin.gem())
}

/// The active plugins as one step of the site's assembly.
#[derive(Clone, Copy)]
pub struct Adjusting<'t> {
    /// The plugins, in order.
    pub plugins: &'t [&'static dyn Plugin],
    /// What they need.
    pub tools: Tools<'t>,
}

impl std::fmt::Debug for Adjusting<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Adjusting").finish_non_exhaustive()
    }
}

impl Adjust for Adjusting<'_> {
    fn adjust(&self, draft: &mut Draft) {
        for plugin in self.plugins {
            plugin.adjust(draft, &self.tools);
        }
    }

    fn amend(&self, site: &Site, was: &str, page: &mut Page) -> bool {
        self.plugins.iter().all(|plugin| plugin.amend(site, was, page))
    }
}

/// jekyll-include-cache: its tag `include_cached` is one of Jekyll's own here.
struct IncludeCache;

impl Plugin for IncludeCache {
    fn gem(&self) -> &'static str {
        "jekyll-include-cache"
    }
}

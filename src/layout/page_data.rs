//! What templates see as `page` and `site`.

use super::assets::AssetUrls;
use super::nav::{self, Nav};
use super::words::Words;
use crate::site::{Body, Heading, Page, PageId, Site};
use crate::text::html;
use crate::value::{Date, Time, Value};
use serde_json::{Map, Value as Json, json};

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 6] = ["ar", "fa", "he", "ur", "ckb", "yi"];

/// The words that the scripts of the theme show.
const SCRIPT_WORDS: [&str; 17] = [
    "search",
    "search_placeholder",
    "search_loading",
    "search_none",
    "search_found",
    "search_failed",
    "close",
    "copy",
    "copied",
    "copy_failed",
    "code",
    "table",
    "link_to",
    "theme",
    "theme_auto",
    "theme_light",
    "theme_dark",
];

/// What all pages see as `site`, except for the navigation.
pub(super) fn of_site(site: &Site, assets: &AssetUrls) -> Map<String, Json> {
    let mut seen = Map::new();
    for (key, value) in site.config.values.iter() {
        // Paths of this machine are not the readers' business.
        let private = matches!(
            key.as_str(),
            Some("source" | "destination" | "config" | "cache_dir")
        );
        if let (Some(key), false, Ok(value)) = (key.as_str(), private, serde_json::to_value(value)) {
            seen.insert(key.to_owned(), value);
        }
    }
    let settings = &site.config.settings;
    let links = settings.links.iter().map(|link| {
        let url = local_url(site, &link.url);
        json!({ "title": link.title, "url": url, "icon": link.icon, "external": link.url.contains("://") })
    });
    let menu = |links: &[crate::config::MenuLink]| {
        let links = links.iter().map(|link| {
            json!({ "title": link.title, "url": local_url(site, &link.url), "lang": link.lang, "current": link.current })
        });
        links.collect::<Vec<_>>()
    };
    let text = |text: &Option<crate::config::Text>| text.as_deref().map(str::to_owned);
    let feed = site
        .pages
        .iter()
        .find(|page| page.written && &*page.output == "feed.xml");
    let made = json!({
        "title": text(&settings.title).unwrap_or_else(|| "Documentation".to_owned()),
        "description": text(&settings.description),
        "url": &*site.config.url,
        "baseurl": &*site.config.baseurl,
        "links": links.collect::<Vec<_>>(),
        "versions": menu(&settings.versions),
        "languages": menu(&settings.languages),
        "assets": assets.json(),
        "search": settings.search.0,
        "llms": settings.llms,
        "repository": text(&settings.repository),
        "repository_name": settings.repository.as_deref().map(repository_name),
        "announcement": text(&settings.announcement),
        "footer": text(&settings.footer),
        "extra": settings.extra,
        "feed": feed.map(|page| format!("{}{}", site.config.baseurl, page.url)),
    });
    if let Json::Object(made) = made {
        seen.extend(made);
    }
    // Every page gets a copy of this, so the data are part of it only if a template reads them.
    let reads_data = site
        .layouts
        .values()
        .any(|layout| layout.body().contains("site.data"));
    if let Some(data) = reads_data
        .then(|| serde_json::to_value(&site.data).ok())
        .flatten()
    {
        seen.insert("data".to_owned(), data);
    }
    seen
}

/// `owner/name` of a repository on a well-known host, else its URL without the scheme.
fn repository_name(url: &str) -> String {
    let bare = url
        .split("://")
        .last()
        .unwrap_or(url)
        .trim_end_matches('/')
        .trim_end_matches(".git");
    let hosts = ["github.com/", "gitlab.com/", "codeberg.org/", "bitbucket.org/"];
    let path = hosts.iter().find_map(|host| bare.strip_prefix(host));
    path.unwrap_or(bare).to_owned()
}

/// A URL of the configuration as a link: the path of a page becomes its URL.
fn local_url(site: &Site, url: &str) -> String {
    if let Some(page) = site
        .pages
        .iter()
        .find(|page| &*page.path == url.trim_start_matches("./"))
    {
        return format!("{}{}", site.config.baseurl, page.url);
    }
    match url.starts_with('/') && !url.starts_with("//") {
        true => format!("{}{url}", site.config.baseurl),
        false => url.to_owned(),
    }
}

/// The language of a page: its own, else that of the site, else English.
pub(super) fn language(site: &Site, page: &Page) -> String {
    let own = page.get("lang");
    let site = site.config.settings.lang.as_deref();
    own.as_str().or(site).unwrap_or("en").to_owned()
}

/// What a template sees as `page`: the page's own keys, and over them those made here. `content` is the HTML of `body`,
/// finished for the theme.
pub(super) fn of_page(site: &Site, nav: &Nav, id: PageId, body: &Body, content: &str, words: &Words) -> Json {
    let page = site.page(id);
    let mut seen = Map::new();
    for source in [&page.defaults, &page.data] {
        for (key, value) in source.iter() {
            if let (Some(key), Ok(value)) = (key.as_str(), serde_json::to_value(value)) {
                seen.insert(key.to_owned(), value);
            }
        }
    }
    let text = |key: &str| page.get(key).as_str().map(str::to_owned);
    let language = language(site, page);
    let base = language.split('-').next().unwrap_or("");
    let direction = if RIGHT_TO_LEFT.contains(&base) {
        "rtl"
    } else {
        "ltr"
    };
    let first = body.headings.first().filter(|heading| heading.level == 1);
    let edit = site.config.settings.edit_url.as_deref();
    let edit = edit.filter(|_| page.location.is_some());
    let mut dates = ["updated", "last_modified_at"].iter();
    let updated = dates.find_map(|key| day(&page.get(key)));
    let made = json!({
        "title": nav::title(site, id, body.headings.first()),
        "url": &*page.url,
        "path": &*page.path,
        "lang": language,
        "dir": text("dir").unwrap_or_else(|| direction.to_owned()),
        "content": content,
        "needs_heading": first.is_none(),
        "toc": toc(&body.headings),
        "breadcrumbs": nav.above(id),
        "children": nav.children(id),
        "prev": nav.neighbour(id, -1),
        "next": nav.neighbour(id, 1),
        "edit_url": edit.map(|edit| edit_url(site, page, edit)),
        "markdown_url": markdown_url(site, page),
        "updated": updated,
        "words": words.table(),
        "script_words": SCRIPT_WORDS.iter().map(|key| ((*key).to_owned(), words.get(key).into())).collect::<Map<_, Json>>(),
    });
    if let Json::Object(made) = made {
        seen.extend(made);
    }
    Json::Object(seen)
}

/// `edit_url` with the path of the page's source in the site's folder.
fn edit_url(site: &Site, page: &Page, edit: &str) -> String {
    let below = page
        .location
        .as_ref()
        .and_then(|path| path.strip_prefix(&site.config.source).ok());
    let path = below.map_or_else(
        || format!("{}/{}", site.config.content_dir, page.path),
        |path| path.to_string_lossy().replace('\\', "/"),
    );
    match edit.contains("{path}") {
        true => edit.replace("{path}", &path),
        false => format!("{}/{path}", edit.trim_end_matches('/')),
    }
}

/// The URL of the Markdown copy of a page, where the site has them.
fn markdown_url(site: &Site, page: &Page) -> Option<String> {
    let copied = site.config.settings.llms && super::markdown_copy::is_copied(page);
    copied.then(|| format!("{}/{}", site.config.baseurl, super::markdown_copy::path_of(page)))
}

/// The day of a date, as `2026-01-31`.
fn day(value: &Value) -> Option<String> {
    let shown = |date: Date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    match value {
        Value::Date(date) => Some(shown(*date)),
        Value::Time(time) => Some(shown(Time::date(time))),
        Value::Str(text) => Some(text.to_string()),
        _ => None,
    }
}

/// The table of contents: headings of the second level, with those of the third below them.
fn toc(headings: &[Heading]) -> Json {
    let mut toc: Vec<Json> = Vec::new();
    for heading in headings {
        let entry = json!({ "id": &*heading.id, "title": html::text(&heading.html), "children": [] });
        match (heading.level, toc.last_mut()) {
            (2, _) => toc.push(entry),
            (3, Some(above)) => {
                if let Some(below) = above.get_mut("children").and_then(Json::as_array_mut) {
                    below.push(entry);
                }
            }
            _ => {}
        }
    }
    Json::Array(toc)
}

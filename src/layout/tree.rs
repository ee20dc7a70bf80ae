//! The pages of a site in, the tree of its navigation out.
//!
//! The tree follows the URLs: `/guide/` is above `/guide/install/`. Pages of one folder stand by their `weight` (or
//! `nav_order`), then by their path. `nav: false` in a page's head leaves it out. A `nav` list in the configuration
//! (entries of `title`, `url` or `path`, `children`) is taken instead of all this.

use crate::site::{Heading, Page, PageId, Site, page_id};
use crate::value::Value;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

/// From how many pages on the navigation of a page shows only the branches that lead to it, so that all pages
/// together do not grow with the square of their number.
const MANY: usize = 400;

/// The pages in the order of the navigation, and who stands below whom.
#[derive(Debug)]
pub(super) struct Tree {
    /// All pages in the tree, in the order in which one reads them.
    order: Vec<PageId>,
    places: HashMap<PageId, usize>,
    parents: HashMap<PageId, PageId>,
    children: BTreeMap<Option<PageId>, Vec<PageId>>,
    /// `nav` in the configuration.
    given: Option<Json>,
}

impl Tree {
    /// The tree of all HTML pages of `site` that are written.
    pub(super) fn of(site: &Site) -> Self {
        let shown = |page: &Page| {
            page.written
                && page.is_html()
                && &*page.url != "/404.html"
                && !matches!(page.get("nav"), Value::Bool(false))
                && page.data.get("redirect_to").is_none()
        };
        let pages = site.pages.iter().enumerate().filter(|(_, page)| shown(page));
        let by_url = pages
            .map(|(at, page)| (folder(&page.url), page_id(at)))
            .collect::<HashMap<_, _>>();
        let mut parents = HashMap::new();
        let mut children: BTreeMap<Option<PageId>, Vec<PageId>> = BTreeMap::new();
        let mut ids = by_url.values().copied().collect::<Vec<_>>();
        ids.sort_by_cached_key(|id| sort_key(site, *id));
        for id in ids {
            let url = folder(&site.page(id).url);
            let mut above = url;
            let mut parent = None;
            while let Some(cut) = above.rfind('/') {
                above = &above[..cut];
                if let Some(found) = by_url.get(above).filter(|_| !above.is_empty()) {
                    parent = Some(*found);
                    break;
                }
            }
            if let Some(parent) = parent {
                parents.insert(id, parent);
            }
            children.entry(parent).or_default().push(id);
        }
        let mut order = Vec::new();
        let mut left = children.get(&None).cloned().unwrap_or_default();
        left.reverse();
        while let Some(id) = left.pop() {
            order.push(id);
            left.extend(children.get(&Some(id)).into_iter().flatten().rev());
        }
        Self {
            places: order.iter().enumerate().map(|(at, id)| (*id, at)).collect(),
            order,
            parents,
            children,
            given: given(site),
        }
    }

    /// Mixes in all that the tree shows of the pages.
    pub(super) fn hash(&self, site: &Site, hasher: &mut impl Hasher) {
        for id in &self.order {
            let description = site.page(*id).get("description");
            (
                title(site, *id, None),
                url(site, *id),
                description.as_str(),
                self.parents.get(id),
            )
                .hash(hasher);
        }
        self.given.as_ref().map(Json::to_string).hash(hasher);
    }

    /// Whether any page stands below page `id`.
    pub(super) fn has_children(&self, id: PageId) -> bool {
        self.children.contains_key(&Some(id))
    }

    /// The tree as page `id` shows it.
    pub(super) fn seen_from(&self, site: &Site, id: PageId) -> Json {
        if let Some(given) = &self.given {
            return mark(given.clone(), site, &url(site, id)).0;
        }
        let mut path = vec![id];
        while let Some(parent) = self.parents.get(path.last().unwrap_or(&id)) {
            path.push(*parent);
        }
        self.branch(site, None, &path)
    }

    fn branch(&self, site: &Site, parent: Option<PageId>, path: &[PageId]) -> Json {
        let items = self.children.get(&parent).into_iter().flatten().map(|id| {
            let open = path.contains(id);
            let below = match open || self.order.len() <= MANY {
                true => self.branch(site, Some(*id), path),
                false => json!([]),
            };
            json!({
                "title": title(site, *id, None),
                "url": url(site, *id),
                "current": path.first() == Some(id),
                "open": open,
                "children": below,
            })
        });
        items.collect()
    }

    /// The pages above page `id`, the outermost first.
    pub(super) fn above(&self, site: &Site, id: PageId) -> Json {
        let mut above = Vec::new();
        let mut at = id;
        while let Some(parent) = self.parents.get(&at) {
            above.push(json!({ "title": title(site, *parent, None), "url": url(site, *parent) }));
            at = *parent;
        }
        above.reverse();
        Json::Array(above)
    }

    /// The pages directly below page `id`.
    pub(super) fn children(&self, site: &Site, id: PageId) -> Json {
        let below = self.children.get(&Some(id)).into_iter().flatten().map(|id| {
            let description = site.page(*id).get("description");
            json!({ "title": title(site, *id, None), "url": url(site, *id), "description": description.as_str() })
        });
        below.collect()
    }

    /// The page that is read `step` pages after page `id`.
    pub(super) fn neighbour(&self, site: &Site, id: PageId, step: isize) -> Json {
        let place = self
            .places
            .get(&id)
            .and_then(|place| place.checked_add_signed(step));
        let found = place.and_then(|place| self.order.get(place));
        found.map_or(
            Json::Null,
            |id| json!({ "title": title(site, *id, None), "url": url(site, *id) }),
        )
    }
}

/// The title of a page: its own, else its first heading, else its name in words.
pub(super) fn title(site: &Site, id: PageId, heading: Option<&Heading>) -> String {
    let page = site.page(id);
    if let Value::Str(title) = page.get("title") {
        return title.to_string();
    }
    if let Some(heading) = heading.filter(|heading| heading.level == 1) {
        return plain(&heading.html);
    }
    let heading = page.body().lines().find_map(|line| line.strip_prefix("# "));
    if let Some(heading) = heading {
        return heading.trim().trim_end_matches('#').trim().replace('`', "");
    }
    let url = folder(&page.url);
    let name = url.rsplit('/').next().unwrap_or("").trim_end_matches(".html");
    match name {
        "" => site.config.get("title").as_str().unwrap_or("Home").to_owned(),
        name => {
            let words = name.replace(['-', '_'], " ");
            let mut letters = words.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// HTML without its tags, its character references as they are read.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    let marks = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    marks.iter().fold(text, |text, (mark, c)| text.replace(mark, c))
}

/// A URL without the name of a folder's first page and the final slash.
fn folder(url: &str) -> &str {
    let url = url.strip_suffix("index.html").unwrap_or(url);
    let url = url.trim_end_matches('/');
    url.strip_suffix(".html").unwrap_or(url)
}

fn url(site: &Site, id: PageId) -> String {
    format!("{}{}", site.config.baseurl, site.page(id).url)
}

fn sort_key(site: &Site, id: PageId) -> (i64, String) {
    let page = site.page(id);
    let weight = ["weight", "nav_order", "order"]
        .iter()
        .find_map(|key| match page.get(key) {
            Value::Int(weight) => Some(weight),
            Value::Float(weight) => Some(weight as i64),
            _ => None,
        });
    // The first page of the site stands first whatever it weighs.
    let first = folder(&page.url).is_empty();
    (
        if first {
            i64::MIN
        } else {
            weight.unwrap_or(i64::MAX)
        },
        page.url.to_string(),
    )
}

fn given(site: &Site) -> Option<Json> {
    let nav = match site.config.get("nav") {
        Value::Array(nav) => Value::Array(nav),
        _ => match site.data.get("nav") {
            Value::Array(nav) => Value::Array(nav),
            _ => return None,
        },
    };
    serde_json::to_value(nav).ok()
}

/// The given navigation with the entry of `current` marked and the way to it open; whether it was found.
fn mark(nav: Json, site: &Site, current: &str) -> (Json, bool) {
    let Json::Array(items) = nav else {
        return (json!([]), false);
    };
    let mut found = false;
    let items = items.into_iter().map(|item| {
        let url = match item.get("url").and_then(Json::as_str) {
            Some(url) if url.starts_with('/') => Some(format!("{}{url}", site.config.baseurl)),
            Some(url) => Some(url.to_owned()),
            None => item.get("path").and_then(Json::as_str).and_then(|path| {
                let at = site
                    .pages
                    .iter()
                    .position(|page| &*page.path == path.trim_start_matches('/'))?;
                Some(self::url(site, page_id(at)))
            }),
        };
        let here = url.as_deref() == Some(current);
        let (children, below) = mark(item.get("children").cloned().unwrap_or_default(), site, current);
        found |= here || below;
        json!({
            "title": item.get("title").cloned().unwrap_or_default(),
            "url": url,
            "current": here,
            "open": here || below,
            "children": children,
        })
    });
    let items = items.collect::<Vec<_>>();
    (Json::Array(items), found)
}

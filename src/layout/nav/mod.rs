//! The navigation of a site: one tree from which the sidebar, the breadcrumbs, the section pages and the links to the
//! previous and the next page are all made, so that they agree.
//!
//! The tree comes from the `nav` list where the site has one (`given.rs`), else from its folders (`folders.rs`).
//! Redirects, drafts, posts and pages with `hidden: true` are not part of it.

mod folders;
mod given;
mod title;

pub(super) use title::title;

use crate::diag::Diagnostic;
use crate::site::{Page, PageId, Site};
use crate::value::Value;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// From how many entries on a page shows only the branches that lead to it. Otherwise the text of all pages together
/// grows with the square of their number.
const MANY: usize = 400;

/// One entry of the navigation.
#[derive(Debug, Default, Hash)]
struct Node {
    title: String,
    /// Ready to be a link: `baseurl` is part of it.
    url: Option<String>,
    page: Option<PageId>,
    description: Option<String>,
    /// Whether `url` is on another site.
    external: bool,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// The navigation of a site.
#[derive(Debug, Default)]
pub(super) struct Nav {
    nodes: Vec<Node>,
    roots: Vec<usize>,
    places: HashMap<PageId, usize>,
    /// The entries with a page, in reading order.
    order: Vec<usize>,
    /// The place of each entry in `order`.
    steps: HashMap<usize, usize>,
}

impl Nav {
    /// The navigation of `site`. Paths that lead nowhere go to `diagnostics`.
    pub(super) fn of(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut nav = Self::default();
        if !given::fill(&mut nav, site, diagnostics) {
            folders::fill(&mut nav, site, None, diagnostics);
        }
        nav.finish();
        nav
    }

    /// Adds an entry below `parent`; gives its place.
    fn add(&mut self, node: Node) -> usize {
        let at = self.nodes.len();
        match node.parent {
            Some(parent) => self.nodes[parent].children.push(at),
            None => self.roots.push(at),
        }
        self.nodes.push(node);
        at
    }

    /// Derives the reading order from the tree. A page that is named twice has its place where it comes first.
    fn finish(&mut self) {
        let mut left: Vec<usize> = self.roots.iter().rev().copied().collect();
        while let Some(at) = left.pop() {
            let node = &self.nodes[at];
            if let Some(page) = node.page
                && !self.places.contains_key(&page)
            {
                self.places.insert(page, at);
                self.steps.insert(at, self.order.len());
                self.order.push(at);
            }
            left.extend(node.children.iter().rev());
        }
    }

    /// Mixes in everything that pages show of the navigation.
    pub(super) fn hash(&self, hasher: &mut impl Hasher) {
        self.nodes.hash(hasher);
        self.roots.hash(hasher);
    }

    /// Whether page `id` has entries below it.
    pub(super) fn has_children(&self, id: PageId) -> bool {
        self.places
            .get(&id)
            .is_some_and(|at| !self.nodes[*at].children.is_empty())
    }

    /// The tree as page `id` shows it.
    pub(super) fn seen_from(&self, id: PageId) -> Json {
        let current = self.places.get(&id).copied();
        let mut path = Vec::new();
        let mut at = current;
        while let Some(here) = at {
            path.push(here);
            at = self.nodes[here].parent;
        }
        self.branch(&self.roots, current, &path)
    }

    fn branch(&self, places: &[usize], current: Option<usize>, path: &[usize]) -> Json {
        let entries = places.iter().map(|at| {
            let node = &self.nodes[*at];
            let open = path.contains(at);
            let shows = open || node.url.is_none() || self.nodes.len() <= MANY;
            json!({
                "title": node.title,
                "url": node.url,
                "external": node.external,
                "current": current == Some(*at),
                "open": open,
                "children": if shows { self.branch(&node.children, current, path) } else { json!([]) },
            })
        });
        entries.collect()
    }

    /// The entries above page `id`, the outermost first.
    pub(super) fn above(&self, id: PageId) -> Json {
        let mut above = Vec::new();
        let mut at = self.places.get(&id).and_then(|at| self.nodes[*at].parent);
        while let Some(here) = at {
            let node = &self.nodes[here];
            above.push(json!({ "title": node.title, "url": node.url }));
            at = node.parent;
        }
        above.reverse();
        Json::Array(above)
    }

    /// The entries directly below page `id`.
    pub(super) fn children(&self, id: PageId) -> Json {
        let below = self.places.get(&id).map(|at| &self.nodes[*at].children);
        let below = below.into_iter().flatten().map(|at| {
            let node = &self.nodes[*at];
            // A section without a page of its own leads to the first page in it.
            let first = node.children.iter().find_map(|below| self.nodes[*below].url.as_ref());
            let url = node.url.as_ref().or(first);
            json!({ "title": node.title, "url": url, "description": node.description, "external": node.external })
        });
        below.collect()
    }

    /// The page that comes `step` pages after page `id` in reading order.
    pub(super) fn neighbour(&self, id: PageId, step: isize) -> Json {
        let at = self.places.get(&id).and_then(|at| self.steps.get(at));
        let found = at.and_then(|at| at.checked_add_signed(step));
        let found = found.and_then(|at| self.order.get(at));
        found.map_or(Json::Null, |at| {
            let node = &self.nodes[*at];
            json!({ "title": node.title, "url": node.url })
        })
    }
}

/// Whether a page may be in the navigation.
fn is_shown(site: &Site, page: &Page) -> bool {
    let posts = page
        .collection()
        .is_some_and(|of| &*site.collections[of.0].label == "posts");
    page.written
        && page.is_html()
        // A plugin made it: a redirect, an archive, a further page of a list.
        && page.location.is_some()
        && !posts
        && &*page.url != "/404.html"
        && !matches!(page.get("nav"), Value::Bool(false))
        && !page.get("hidden").is_truthy()
        && page.data.get("redirect_to").is_none()
}

/// A page's entry, without a place in the tree.
fn page_node(site: &Site, id: PageId, parent: Option<usize>) -> Node {
    let page = site.page(id);
    let short = page.get("nav_title");
    Node {
        title: short
            .as_str()
            .map_or_else(|| title(site, id, None), str::to_owned),
        url: Some(format!("{}{}", site.config.baseurl, page.url)),
        page: Some(id),
        description: page.get("description").as_str().map(str::to_owned),
        parent,
        ..Node::default()
    }
}

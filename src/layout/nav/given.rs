//! The navigation that the site writes itself: `nav` in `recto.yml`, or the file `nav.yml` among its data.

use super::{Nav, Node, folders, page_node};
use crate::config::{NavEntry, NavItem};
use crate::diag::{Code, Diagnostic, Span};
use crate::site::{PageId, Site, page_id};
use crate::text::similar;
use crate::value::Value;
use serde::Deserialize;

/// Fills `nav` from the site's own list; false where the site has none.
pub(super) fn fill(nav: &mut Nav, site: &Site, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let items = match &site.config.settings.nav {
        Some(items) => items.clone(),
        None => match from_data(site, diagnostics) {
            Some(items) => items,
            None => return false,
        },
    };
    let mut filling = Filling {
        nav,
        site,
        diagnostics,
    };
    for item in &items {
        filling.item(item, None);
    }
    true
}

/// `data/nav.yml`, where it is a list.
fn from_data(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<NavItem>> {
    let Value::Array(items) = site.data.get("nav") else {
        return None;
    };
    let items = serde_json::to_value(Value::Array(items)).ok()?;
    match Vec::<NavItem>::deserialize(items) {
        Ok(items) => Some(items),
        Err(error) => {
            let fault = Diagnostic::error(
                Code::InvalidConfiguration,
                format!("the data file `nav`: {error}"),
            );
            diagnostics.push(fault.hint("write its entries as in `nav:` of the configuration"));
            None
        }
    }
}

struct Filling<'a> {
    nav: &'a mut Nav,
    site: &'a Site,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Filling<'_> {
    fn item(&mut self, item: &NavItem, parent: Option<usize>) {
        match item {
            NavItem::Path(path) => self.target(None, path, parent),
            NavItem::Entry(entry) => self.entry(entry, parent),
        }
    }

    fn entry(&mut self, entry: &NavEntry, parent: Option<usize>) {
        let title = entry.title.as_deref();
        let target = entry.path.as_deref().or(entry.url.as_deref());
        if entry.children.is_empty() {
            match target {
                Some(target) => self.target(title, target, parent),
                None => self.fault(
                    title.unwrap_or("nav"),
                    "an entry of `nav` has neither `path`, `url` nor `children`".to_owned(),
                    "name a page, as in `path: guide/install.md`".to_owned(),
                ),
            }
            return;
        }
        let mut node = match target {
            Some(target) => match self.node(target, parent) {
                Some(node) => node,
                None => return,
            },
            None => Node {
                parent,
                ..Node::default()
            },
        };
        match title {
            Some(title) => title.clone_into(&mut node.title),
            None if node.title.is_empty() => self.fault(
                "children",
                "an entry of `nav` has `children` and no title".to_owned(),
                "add `title:`, or a `path:` whose title is taken".to_owned(),
            ),
            None => {}
        }
        let at = self.nav.add(node);
        for child in &entry.children {
            self.item(child, Some(at));
        }
    }

    /// Adds one target: a page, a URL, or a folder with all its pages.
    fn target(&mut self, title: Option<&str>, target: &str, parent: Option<usize>) {
        let path = target.trim_start_matches("./");
        if path.ends_with('/') && self.page(target).is_none() && self.is_folder(path) {
            let parent = title.map_or(parent, |title| {
                let node = Node {
                    title: title.to_owned(),
                    parent,
                    ..Node::default()
                };
                Some(self.nav.add(node))
            });
            return folders::fill(self.nav, self.site, Some((path, parent)), self.diagnostics);
        }
        if let Some(mut node) = self.node(target, parent) {
            if let Some(title) = title {
                title.clone_into(&mut node.title);
            }
            self.nav.add(node);
        }
    }

    /// The entry of a page or URL; none, with an error, where there is no such page.
    fn node(&mut self, target: &str, parent: Option<usize>) -> Option<Node> {
        if is_elsewhere(target) {
            return Some(Node {
                title: target.to_owned(),
                url: Some(target.to_owned()),
                external: true,
                parent,
                ..Node::default()
            });
        }
        if let Some(id) = self.page(target) {
            return Some(page_node(self.site, id, parent));
        }
        if let Some(file) = self.site.static_files.iter().find(|file| *file.url == *target) {
            return Some(Node {
                title: file.name.to_string(),
                url: Some(format!("{}{target}", self.site.config.baseurl)),
                parent,
                ..Node::default()
            });
        }
        let near = self.nearest(target);
        self.fault(
            target,
            format!("`nav` names `{target}`, which is not a page of this site"),
            near.map_or_else(
                || "write the path of a page below `content`, such as `guide/install.md`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ),
        );
        None
    }

    /// The page with this path below `content`, or with this URL.
    fn page(&self, target: &str) -> Option<PageId> {
        let path = target.trim_start_matches("./").trim_start_matches('/');
        let url = target.split(['#', '?']).next().unwrap_or(target);
        let is_it = |page: &crate::site::Page| {
            page.written
                && page.is_html()
                && (*page.path == *path || (target.starts_with('/') && *page.url == *url))
        };
        self.site.pages.iter().position(is_it).map(page_id)
    }

    fn is_folder(&self, path: &str) -> bool {
        self.site.pages.iter().any(|page| page.path.starts_with(path))
    }

    fn nearest(&self, target: &str) -> Option<String> {
        let path = target.trim_start_matches('/');
        let paths = self.site.pages.iter().map(|page| &*page.path).collect::<Vec<_>>();
        similar::nearest_path(path, &paths).map(str::to_owned)
    }

    /// An error at the place in the configuration that has the text `at`.
    fn fault(&mut self, at: &str, message: String, hint: String) {
        let mut fault = Diagnostic::error(Code::UnknownNavTarget, message).hint(hint);
        fault.span = self.site.config.texts.iter().find_map(|file| {
            let nav = file.span_of("nav")?.start as usize;
            let place = nav + file.text[nav..].find(at)?;
            Some(Span::new(file.source, place, place + at.len()))
        });
        self.diagnostics.push(fault);
    }
}

/// Whether a target is on another site.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split(':').next().unwrap_or("");
    target.starts_with("//")
        || (scheme.len() < target.len()
            && scheme.len() > 1
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && (target.contains("://") || scheme == "mailto"))
}

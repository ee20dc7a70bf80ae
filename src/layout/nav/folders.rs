//! The navigation that follows the folders.
//!
//! Every folder with pages becomes a section. Its page is `index.md` in it, or the page of the same name next to it
//! (`guide.md` for `guide/`); a folder without either is a section with a title and no link. Entries are ordered by
//! `weight` (or `nav_order`), then by name. A file `_nav.yml` in a folder sets what front matter would:
//!
//! ```yaml
//! title: Guides
//! weight: 20
//! order: [install.md, usage/, faq.md]
//! ```

use super::title::in_words;
use super::{Nav, Node, is_shown, page_node};
use crate::diag::{Code, Diagnostic, Span};
use crate::site::{PageId, Site, page_id};
use crate::text::similar;
use crate::value::{Include, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `_nav.yml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NavFile {
    title: Option<String>,
    weight: Option<i64>,
    hidden: bool,
    order: Vec<String>,
}

/// A folder of pages.
#[derive(Debug, Default)]
struct Folder {
    index: Option<PageId>,
    pages: Vec<(String, PageId)>,
    folders: BTreeMap<String, Folder>,
}

/// Adds the pages of the whole site, or those in the folder `only`.
pub(super) fn fill(
    nav: &mut Nav,
    site: &Site,
    only: Option<(&str, Option<usize>)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut root = Folder::default();
    for (at, page) in site
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| is_shown(site, page))
    {
        // The folder of a collection has an underscore that readers need not see.
        let path = match page.collection() {
            Some(_) => page.path.trim_start_matches('_'),
            None => &*page.path,
        };
        let mut folder = &mut root;
        let mut parts = path.split('/').collect::<Vec<_>>();
        let name = parts.pop().unwrap_or(path);
        for part in parts {
            folder = folder.folders.entry(part.to_owned()).or_default();
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_index = stem == "index" || (stem.eq_ignore_ascii_case("readme") && page.url.ends_with('/'));
        match is_index && folder.index.is_none() {
            true => folder.index = Some(page_id(at)),
            false => folder.pages.push((name.to_owned(), page_id(at))),
        }
    }
    let mut filling = Filling {
        nav,
        site,
        diagnostics,
    };
    match only {
        None => filling.root(root),
        Some((path, parent)) => {
            let mut folder = root;
            for part in path.split('/').filter(|part| !part.is_empty()) {
                folder = folder.folders.remove(part).unwrap_or_default();
            }
            filling.entries(folder, path, parent);
        }
    }
}

struct Filling<'a> {
    nav: &'a mut Nav,
    site: &'a Site,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// An entry of a folder: a page, or a folder with its page.
enum Entry {
    Page(PageId),
    Folder(Folder, NavFile),
}

impl Filling<'_> {
    fn root(&mut self, mut root: Folder) {
        if let Some(home) = root.index.take() {
            let mut node = page_node(self.site, home, None);
            // The site's own name would repeat the header.
            if self.site.config.title().as_str() == Some(&*node.title) {
                node.title = crate::layout::words::of(&self.site.config).get("home").to_owned();
            }
            self.nav.add(node);
        }
        self.entries(root, "", None);
    }

    /// Adds the entries of the folder at `path`, which ends in a slash unless it is the root.
    fn entries(&mut self, folder: Folder, path: &str, parent: Option<usize>) {
        let (file, source) = self.nav_file(path);
        self.check_order(&folder, &file, source.as_ref());
        let mut folders = folder.folders;
        let mut entries = Vec::new();
        for (name, id) in folder.pages {
            let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem).to_owned();
            let entry = match folders.remove(&stem) {
                // `guide.md` is the page of `guide/`, unless that has one of its own.
                Some(mut below) if below.index.is_none() => {
                    below.index = Some(id);
                    let (file, _) = self.nav_file(&format!("{path}{stem}/"));
                    Entry::Folder(below, file)
                }
                Some(below) => {
                    folders.insert(stem, below);
                    Entry::Page(id)
                }
                None => Entry::Page(id),
            };
            entries.push((name, entry));
        }
        for (name, below) in folders {
            let (file, _) = self.nav_file(&format!("{path}{name}/"));
            entries.push((name, Entry::Folder(below, file)));
        }
        entries.retain(|(_, entry)| !matches!(entry, Entry::Folder(_, file) if file.hidden));
        entries.sort_by_cached_key(|(name, entry)| {
            let listed = file.order.iter().position(|listed| is_named(listed, name));
            (listed.unwrap_or(usize::MAX), self.weight(entry), name.clone())
        });
        for (name, entry) in entries {
            match entry {
                Entry::Page(id) => _ = self.nav.add(page_node(self.site, id, parent)),
                Entry::Folder(below, file) => {
                    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
                    let at = self.section(&below, &file, stem, parent);
                    self.entries(below, &format!("{path}{stem}/"), Some(at));
                }
            }
        }
    }

    fn section(&mut self, folder: &Folder, file: &NavFile, name: &str, parent: Option<usize>) -> usize {
        let mut node = match folder.index {
            Some(id) => page_node(self.site, id, parent),
            None => Node {
                title: in_words(name),
                parent,
                ..Node::default()
            },
        };
        if let Some(title) = &file.title {
            node.title.clone_from(title);
        }
        self.nav.add(node)
    }

    fn weight(&self, entry: &Entry) -> i64 {
        let of_page = |id: PageId| {
            let page = self.site.page(id);
            let keys = ["weight", "nav_order", "order", "sidebar_position"];
            keys.iter().find_map(|key| match page.get(key) {
                Value::Int(weight) => Some(weight),
                Value::Float(weight) => Some(weight as i64),
                _ => None,
            })
        };
        let weight = match entry {
            Entry::Page(id) => of_page(*id),
            Entry::Folder(folder, file) => file.weight.or_else(|| folder.index.and_then(of_page)),
        };
        weight.unwrap_or(i64::MAX)
    }

    /// `_nav.yml` of the folder at `path`, with its text.
    fn nav_file(&mut self, path: &str) -> (NavFile, Option<Include>) {
        let place = format!("{}/{path}_nav.yml", self.site.config.content_dir);
        let Some(found) = self.site.source_reader.open(&place) else {
            return (NavFile::default(), None);
        };
        match serde_yaml::from_str::<Option<NavFile>>(&found.text) {
            Ok(file) => (file.unwrap_or_default(), Some(found)),
            Err(error) => {
                let at = error.location().map_or(0, |at| at.index());
                let fault = Diagnostic::error(Code::InvalidConfiguration, error.to_string())
                    .at(Span::new(found.source, at, at + 1))
                    .hint("`_nav.yml` may have `title`, `weight`, `order` and `hidden`");
                if !self.diagnostics.contains(&fault) {
                    self.diagnostics.push(fault);
                }
                (NavFile::default(), Some(found))
            }
        }
    }

    /// Reports the names in `order` that the folder does not have.
    fn check_order(&mut self, folder: &Folder, file: &NavFile, source: Option<&Include>) {
        for listed in &file.order {
            let mut names = folder
                .pages
                .iter()
                .map(|(name, _)| name)
                .chain(folder.folders.keys());
            if names.any(|name| is_named(listed, name)) {
                continue;
            }
            let mut fault = Diagnostic::error(
                Code::UnknownNavTarget,
                format!("`order` names `{listed}`, which is not a page or folder here"),
            );
            let names = folder
                .pages
                .iter()
                .map(|(name, _)| name)
                .chain(folder.folders.keys());
            if let Some(near) = similar::nearest(listed, names.map(String::as_str)) {
                fault = fault.hint(format!("did you mean `{near}`?"));
            }
            if let Some(source) = source {
                let at = source.text.find(listed.as_str()).unwrap_or(0);
                fault = fault.at(Span::new(source.source, at, at + listed.len()));
            }
            self.diagnostics.push(fault);
        }
    }
}

/// Whether `listed` in `order` means the file or folder `name`: `usage`, `usage/` and `usage.md` do.
fn is_named(listed: &str, name: &str) -> bool {
    let listed = listed.trim_end_matches('/');
    listed == name || name.rsplit_once('.').is_some_and(|(stem, _)| stem == listed)
}

//! jekyll-readme-index: a folder's `README.md` is its index where it has no other.

use super::{Plugin, Priority, Tools, generated};
use crate::site::Draft;

/// The plugin.
pub(super) struct ReadmeIndex;

impl Plugin for ReadmeIndex {
    fn gem(&self) -> &'static str {
        "jekyll-readme-index"
    }

    fn priority(&self) -> Priority {
        Priority::Low
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = draft.config.plugin_config.readme_index;
        if !config.enabled {
            return;
        }
        let mut replaced = Vec::new();
        for at in 0..draft.static_files.len() {
            let file = &draft.static_files[at];
            if !is_readme(draft, &file.name) {
                continue;
            }
            let dir = dirname(&file.url);
            if !has_index(draft, &dir) && generated::page_of_file(draft, at) {
                let page = draft.pages.last_mut().expect("a page was just added");
                generated::set(page, [("permalink", permalink(&dir))]);
                replaced.push(at);
            }
        }
        if config.remove_originals {
            generated::remove_files(draft, &replaced);
        }
        if config.with_front_matter {
            for at in 0..draft.pages.len() {
                let url = draft.url(&draft.pages[at]);
                let dir = dirname(&url);
                if is_readme(draft, &draft.pages[at].name) && !has_index(draft, &dir) {
                    generated::set(&mut draft.pages[at], [("permalink", permalink(&dir))]);
                }
            }
        }
    }
}

fn is_readme(draft: &Draft, name: &str) -> bool {
    let (stem, ext) = name.split_at(name.find('.').unwrap_or(name.len()));
    stem.eq_ignore_ascii_case("readme") && generated::is_markdown(&draft.config, ext)
}

/// The folder of a URL, with a slash at both ends.
fn dirname(url: &str) -> String {
    let dir = url
        .trim_end_matches('/')
        .rsplit_once('/')
        .map_or("", |(dir, _)| dir);
    format!("{dir}/")
}

/// Whether something is published as the index of the folder `dir`.
fn has_index(draft: &Draft, dir: &str) -> bool {
    let is_index = |url: &str| {
        let name = url
            .get(..dir.len())
            .filter(|head| head.eq_ignore_ascii_case(dir))
            .map(|_| &url[dir.len()..]);
        name.is_some_and(|name| {
            let name = name.to_ascii_lowercase();
            matches!(
                name.as_str(),
                "" | "index.htm" | "index.html" | "index.xhtml" | "index.xml"
            )
        })
    };
    draft.pages.iter().any(|page| is_index(&draft.url(page)))
        || draft.static_files.iter().any(|file| is_index(&file.url))
}

/// The permalink of the index of a folder: Ruby's `File.dirname(url) + "/"`, which has two slashes at the root.
fn permalink(dir: &str) -> String {
    match dir {
        "/" => "//".to_owned(),
        dir => dir.to_owned(),
    }
}

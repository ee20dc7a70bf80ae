//! jekyll-optional-front-matter: Markdown files without front matter are pages too.

use super::{Plugin, Tools, generated};
use crate::site::Draft;

/// The plugin.
pub(super) struct OptionalFrontMatter;

/// Files that are not pages unless `include:` names them: GitHub shows them on the page of a repository.
const META: &[&str] = &[
    "README",
    "LICENSE",
    "LICENCE",
    "COPYING",
    "CODE_OF_CONDUCT",
    "CONTRIBUTING",
    "ISSUE_TEMPLATE",
    "PULL_REQUEST_TEMPLATE",
];

impl Plugin for OptionalFrontMatter {
    fn gem(&self) -> &'static str {
        "jekyll-optional-front-matter"
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = draft.config.plugin_config.optional_front_matter;
        if !config.enabled {
            return;
        }
        let wanted = (0..draft.static_files.len())
            .filter(|&at| is_page(draft, at))
            .collect::<Vec<_>>();
        for &at in &wanted {
            generated::page_of_file(draft, at);
        }
        if config.remove_originals {
            generated::remove_files(draft, &wanted);
        }
    }
}

fn is_page(draft: &Draft, at: usize) -> bool {
    let file = &draft.static_files[at];
    let meta = META.iter().any(|name| file.basename.eq_ignore_ascii_case(name));
    generated::is_markdown(&draft.config, &file.ext) && (!meta || is_included(draft, &file.path))
}

/// Whether `include:` names a path.
fn is_included(draft: &Draft, path: &str) -> bool {
    let path = path.trim_start_matches('/');
    draft
        .config
        .include
        .iter()
        .any(|pattern| crate::discover::fnmatch(pattern.trim_start_matches('/'), path))
}

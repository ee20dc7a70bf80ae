//! jekyll-paginate: `index.html` becomes a list of posts in pages of `paginate:` posts each.

use super::{Plugin, Priority, Tools};
use crate::diag::{Code, Diagnostic};
use crate::site::{Draft, PageId, Pager};
use crate::text::path::rooted;
use crate::value::Str;
use std::sync::Arc;

/// The plugin.
pub(super) struct Paginate;

impl Plugin for Paginate {
    fn gem(&self) -> &'static str {
        "jekyll-paginate"
    }

    fn priority(&self) -> Priority {
        Priority::Lowest
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = draft.config.plugin_config.paginate.clone();
        let Some(per_page) = config.per_page else { return };
        let path = config.path;
        let Some(list) = list_page(draft, &path) else {
            draft.diagnostics.push(
                Diagnostic::warning(
                    Code::PaginationWithoutIndex,
                    "`paginate` is set, but there is no `index.html` to list the posts in",
                )
                .hint("add an `index.html` in the folder of `paginate_path` or above it"),
            );
            return;
        };
        let posts = draft.documents.first().map(Vec::as_slice).unwrap_or_default();
        let shown = posts
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, post)| !post.get("hidden").is_truthy());
        let shown: Vec<_> = shown
            .map(|(at, _)| PageId(u32::try_from(at).unwrap_or(u32::MAX)))
            .collect();
        let first_url: Str = draft.url(&draft.pages[list]).into();
        let url = |number: usize| match number {
            1 => first_url.clone(),
            _ => rooted(&path.replacen(":num", &number.to_string(), 1)).into(),
        };
        let pages = shown.len().div_ceil(per_page);
        for (at, posts) in shown.chunks(per_page).enumerate() {
            let page = at + 1;
            let pager = Arc::new(Pager {
                page,
                per_page,
                posts: posts.to_vec(),
                total_posts: shown.len(),
                total_pages: pages,
                previous: (page > 1).then(|| (page - 1, url(page - 1))),
                next: (page < pages).then(|| (page + 1, url(page + 1))),
                more: Arc::default(),
            });
            if page == 1 {
                draft.pages[list].pager = Some(pager);
            } else {
                let mut copy = draft.pages[list].clone();
                copy.dir = url(page);
                if draft.config.profile.is_jekyll_3() {
                    copy.path = format!("{}/{}", copy.dir.trim_matches('/'), copy.name).into();
                }
                copy.pager = Some(pager);
                draft.pages.push(copy);
            }
        }
    }
}

/// The `index.html` that lists posts: in the folder of `paginate_path` or above it, the one with the
/// longest path.
fn list_page(draft: &Draft, paginate_path: &str) -> Option<usize> {
    let folder = paginate_path
        .trim_matches('/')
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let holds = |dir: &str| {
        dir.is_empty() || folder == dir || folder.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'))
    };
    let pages = draft.pages.iter().enumerate();
    let fitting = pages.filter(|(_, page)| {
        let dir = page.path.rsplit_once('/').map_or("", |(dir, _)| dir);
        &*page.name == "index.html" && holds(dir.trim_matches('/'))
    });
    // The first of the longest.
    fitting
        .rev()
        .max_by_key(|(_, page)| page.path.len())
        .map(|(at, _)| at)
}

//! `git: true`, recto's own: the day on which each page was last changed, and who has changed it, from git.

use super::{Plugin, Tools, generated, git};
use crate::diag::{Code, Diagnostic};
use crate::site::{Draft, PageDraft};
use crate::value::{Hash, Value};
use std::sync::Arc;

/// The name under which the configuration switches it on.
pub(super) const NAME: &str = "recto-git";

/// The plugin.
pub(super) struct History;

impl Plugin for History {
    fn gem(&self) -> &'static str {
        NAME
    }

    fn adjust(&self, draft: &mut Draft, tools: &Tools<'_>) {
        let source = draft.config.source.clone();
        let Some(files) = git::histories(&source) else {
            let warning = Diagnostic::warning(
                Code::DependsOnMachine,
                "`git: true` has no effect: the site is not in a git repository, or git is not installed",
            );
            draft
                .diagnostics
                .push(warning.hint("remove `git:`, or build in a clone"));
            return;
        };
        if git::is_shallow(&source) {
            let warning = Diagnostic::warning(
                Code::DependsOnMachine,
                "the clone is shallow: the days of the last changes are not those of the whole history",
            );
            let hint = "fetch all commits, as `fetch-depth: 0` of `actions/checkout` does";
            draft.diagnostics.push(warning.hint(hint));
        }
        let stamp = |page: &mut PageDraft| {
            let below = page
                .location
                .as_ref()
                .and_then(|path| path.strip_prefix(&source).ok());
            let below = below.map(|path| path.to_string_lossy().replace('\\', "/"));
            let Some(history) = below.and_then(|path| files.get(&path)) else {
                return;
            };
            let mut authors = history.authors.iter().collect::<Vec<_>>();
            authors.sort_by(|(name, count), (other, others)| others.cmp(count).then_with(|| name.cmp(other)));
            let authors = authors.into_iter().map(|(name, count)| {
                let mut author = Hash::new();
                author.insert("name", name.as_str());
                author.insert("commits", i64::from(*count));
                Value::from(author)
            });
            let authors = Value::array(authors.collect());
            if page.get("contributors").is_nil() {
                generated::set(page, [("contributors", authors)]);
            }
            if page.get("updated").is_nil() {
                let time = Value::Time(Arc::new((tools.local)(history.changed)));
                generated::set(page, [("updated", time)]);
            }
        };
        draft.pages.iter_mut().for_each(stamp);
        draft.documents.iter_mut().flatten().for_each(stamp);
    }
}

//! jekyll-last-modified-at: `page.last_modified_at` from the last commit, else from the file system.

use super::{Plugin, Priority, Tools, generated, git};
use crate::config::plugins::last_modified_format;
use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render, Tag};
use crate::site::{Draft, Page, PageDraft, Site};
use crate::value::{Value, strftime, strftime_date};
use std::collections::HashMap;
use std::sync::Arc;

/// The plugin.
pub(super) struct LastModifiedAt;

impl Plugin for LastModifiedAt {
    fn gem(&self) -> &'static str {
        "jekyll-last-modified-at"
    }

    fn priority(&self) -> Priority {
        Priority::Hook
    }

    fn adjust(&self, draft: &mut Draft, tools: &Tools<'_>) {
        let source = draft.config.source.clone();
        // A safe build starts no other program.
        let changes = match draft.config.safe {
            true => HashMap::default(),
            false => git::last_changes(&source),
        };
        let stamp = |page: &mut PageDraft| {
            let Some(location) = &page.location else { return };
            let below = location
                .strip_prefix(&source)
                .ok()
                .map(|path| path.to_string_lossy().replace('\\', "/"));
            let commit = below.and_then(|path| changes.get(&path).copied());
            let Some(seconds) = commit.or(page.modified.map(|modified| modified.seconds)) else {
                return;
            };
            generated::set(
                page,
                [("last_modified_at", Value::Time(Arc::new((tools.local)(seconds))))],
            );
        };
        draft.pages.iter_mut().for_each(stamp);
        // The gem sets the time of documents before they are read, so their own front matter overrides it.
        let silent = |page: &&mut PageDraft| page.get("last_modified_at").is_nil();
        draft
            .documents
            .iter_mut()
            .flatten()
            .filter(silent)
            .for_each(stamp);
    }

    /// The time of the file is another one.
    fn amend(&self, _site: &Site, _was: &str, _page: &mut Page) -> bool {
        false
    }

    fn tags(&self) -> &'static [Tag] {
        &[Tag {
            name: "last_modified_at",
            parse,
        }]
    }
}

/// `{% last_modified_at %d-%b-%y %}`: the date, in the tag's format, else the site's.
#[derive(Debug)]
struct Shown(String);

fn parse<'t>(_: &mut Parser<'t>, markup: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Shown(markup.text.trim().to_owned())))
}

impl Render for Shown {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let site = last_modified_format(&context.global("site").unwrap_or_default());
        let format = match (self.0.is_empty(), site.as_deref()) {
            (false, _) => &self.0,
            (true, Some(format)) => format,
            (true, None) => FORMAT,
        };
        match context.global("page").unwrap_or_default().get("last_modified_at") {
            Value::Time(time) => out.push_str(
                &strftime(&time, format).map_err(|message| Diagnostic::error(Code::InvalidDate, message))?,
            ),
            // A document's own value.
            Value::Date(date) => out.push_str(
                &strftime_date(date, format)
                    .map_err(|message| Diagnostic::error(Code::InvalidDate, message))?,
            ),
            _ => {}
        }
        Ok(Flow::Next)
    }
}

/// The default format of dates.
const FORMAT: &str = "%d-%b-%y";

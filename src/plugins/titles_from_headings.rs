//! jekyll-titles-from-headings: Markdown without a title is called by its first heading.

use super::{Plugin, Priority, Tools, generated, html_text};
use crate::site::{CollectionId, Draft, Page, PageDraft, Site};
use crate::value::Value;
use std::ops::Range;

/// The plugin.
pub(super) struct TitlesFromHeadings;

impl Plugin for TitlesFromHeadings {
    fn gem(&self) -> &'static str {
        "jekyll-titles-from-headings"
    }

    fn priority(&self) -> Priority {
        Priority::Lowest
    }

    fn adjust(&self, draft: &mut Draft, tools: &Tools<'_>) {
        let config = draft.config.plugin_config.titles_from_headings;
        if !config.enabled {
            return;
        }
        let lists = if config.collections {
            draft.documents.len()
        } else {
            0
        };
        let strip = config.strip_title;
        for list in 0..=lists {
            // The pages first, as the gem has them; then the documents.
            let count = if list == 0 {
                draft.pages.len()
            } else {
                draft.documents[list - 1].len()
            };
            for at in 0..count {
                let page = if list == 0 {
                    &draft.pages[at]
                } else {
                    &draft.documents[list - 1][at]
                };
                if !generated::is_markdown(&draft.config, &page.ext)
                    || !wants_title(page)
                    || !draft.is_written(page)
                {
                    continue;
                }
                let new = titled(draft, page, strip, tools);
                match list {
                    0 => draft.pages[at] = new,
                    list => draft.documents[list - 1][at] = new,
                }
            }
        }
    }

    /// The title stays where the heading does; a heading that is taken off is more than that.
    fn amend(&self, site: &Site, was: &str, page: &mut Page) -> bool {
        let config = site.config.plugin_config.titles_from_headings;
        let strips = config.strip_title || page.get("strip_title").is_truthy();
        !strips && headline(was) == headline(page.body())
    }
}

/// The text of a heading at the beginning of `body`.
fn headline(body: &str) -> Option<&str> {
    heading(body).map(|(_, text)| &body[text])
}

/// Whether a page has no title of its own. (A document's is made from its file name: that does not count.)
fn wants_title(page: &PageDraft) -> bool {
    page.collection().is_some() || page.get("title").is_nil()
}

/// The page with its heading's text as title, and without the heading if `strip`.
fn titled(draft: &Draft, page: &PageDraft, strip: bool, tools: &Tools<'_>) -> PageDraft {
    let mut new = page.clone();
    let mut rest = page.body().to_owned();
    if let Some((whole, text)) = heading(page.body()) {
        let html = (tools.markdown)(&page.body()[text]);
        let plain = html_text::text(&html);
        let title = without_footnotes(&plain.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
        generated::set(&mut new, [("title", title)]);
        rest.replace_range(whole, "");
    }
    let strip = match page.get("strip_title") {
        Value::Nil => strip,
        diagnostics => matches!(diagnostics, Value::Bool(true)),
    };
    if strip {
        // White space at the ends goes as well, also where there is no heading.
        match page.collection() {
            Some(CollectionId(0)) => draft.set_body(&mut new, rest.trim()),
            _ => draft.set_body_beside_excerpt(&mut new, rest.trim()),
        }
    }
    new
}

/// The range of the heading at the beginning of a body, `#` to `###` or underlined, and that of its text.
fn heading(body: &str) -> Option<(Range<usize>, Range<usize>)> {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '\x0b';
    let start = body.len() - body.trim_start_matches(is_space).len();
    let line_end = |from: usize| body[from..].find('\n').map_or(body.len(), |at| from + at);
    let marks = body[start..].bytes().take_while(|&byte| byte == b'#').count();
    let after = start + marks;
    if (1..=3).contains(&marks) && body[after..].starts_with(is_space) {
        let text = after + body[after..].len() - body[after..].trim_start_matches(is_space).len();
        return Some((0..line_end(text), text..line_end(text)));
    }
    let end = line_end(start);
    let under = body.get(end + 1..line_end((end + 1).min(body.len())))?;
    let rule = under.trim_end_matches(is_space);
    let is_rule = !rule.is_empty() && rule.bytes().all(|byte| matches!(byte, b'-' | b'='));
    is_rule.then(|| (0..end + 1 + under.len(), start..end))
}

/// `title` without what footnote marks leave in it.
fn without_footnotes(title: &str) -> String {
    let (mut out, mut rest) = (String::new(), title);
    while let Some(open) = rest.find("[^") {
        let Some(close) = rest[open..].find(']') else {
            break;
        };
        out.push_str(&rest[..open]);
        rest = &rest[open + close + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{heading, without_footnotes};

    fn text(body: &str) -> Option<&str> {
        heading(body).map(|(_, text)| &body[text])
    }

    #[test]
    fn both_kinds_of_heading_give_their_text() {
        assert_eq!(text("\n\n# One *two*\ntext"), Some("One *two*"));
        assert_eq!(text("Title\n=====\ntext"), Some("Title"));
        assert_eq!(text("### Three ###"), Some("Three ###"));
    }

    #[test]
    fn deep_headings_and_plain_text_give_none() {
        assert_eq!(text("#### Four"), None);
        assert_eq!(text("#no space"), None);
        assert_eq!(text("text\nmore"), None);
        assert_eq!(text(""), None);
    }

    #[test]
    fn footnote_marks_leave_no_trace() {
        assert_eq!(without_footnotes("A[^1] b[^x"), "A b[^x");
    }
}

//! What a page refers to by name: definitions of links, and the ids of its headings.

use super::fence;
use super::text::Line;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// `[label]: target "title"`.
static DEFINITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^\s{0,3}\[([^\]^][^\]]*)\]:\s*(\S+)(?:\s+["'(](.*)["')])?\s*$"#).expect("a valid pattern")
});

/// The names of a page.
#[derive(Debug, Default)]
pub(super) struct References {
    /// The target and the title of each definition, by label in lower case.
    definitions: HashMap<String, (String, String)>,
    /// Definitions that were in tabs, admonitions or list items, for the end of the page.
    pub(super) moved: Vec<String>,
    /// The ids of headings, as Python-Markdown and as recto count them.
    old_ids: HashSet<String>,
    new_ids: HashMap<String, u32>,
}

/// A definition: its label, target and title.
pub(super) fn definition(line: &str) -> Option<(String, String, String)> {
    let found = DEFINITION.captures(line)?;
    let title = found.get(3).map_or("", |title| title.as_str());
    Some((found[1].to_owned(), found[2].to_owned(), title.to_owned()))
}

/// A definition in Markdown.
pub(super) fn written(label: &str, target: &str, title: &str) -> String {
    match title {
        "" => format!("[{label}]: {target}"),
        title => format!("[{label}]: {target} \"{title}\""),
    }
}

impl References {
    /// The definitions in the lines of a page, wherever they are.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut found = Self::default();
        found.read(lines);
        found
    }

    /// Adds the definitions in `lines`.
    pub(super) fn read(&mut self, lines: &[Line<'_>]) {
        let mut at = 0;
        while at < lines.len() {
            if let Some(end) = fence::end(lines, at) {
                at = end;
                continue;
            }
            if let Some((label, target, title)) = definition(lines[at].text.trim()) {
                self.definitions
                    .entry(label.to_lowercase())
                    .or_insert((target, title));
            }
            at += 1;
        }
    }

    /// The target and the title of the definition of `label`.
    pub(super) fn target(&self, label: &str) -> Option<(&str, &str)> {
        let (target, title) = self.definitions.get(&label.to_lowercase())?;
        Some((target, title))
    }

    /// The id that a heading with this text had, where recto gives it another one.
    pub(super) fn heading_id(&mut self, title: &str) -> Option<String> {
        let old = unique(&mut self.old_ids, &old_slug(title));
        let slug = new_slug(title);
        let count = self.new_ids.entry(slug.clone()).or_insert(0);
        let new = match *count {
            0 => slug,
            count => format!("{slug}-{count}"),
        };
        *count += 1;
        (old != new && !old.is_empty()).then_some(old)
    }

    /// Takes an id that a heading sets itself.
    pub(super) fn set_id(&mut self, id: &str) {
        self.old_ids.insert(id.to_owned());
    }
}

/// The slug of Python-Markdown: letters, digits and underscores of ASCII, with single hyphens between words.
fn old_slug(title: &str) -> String {
    let ascii = title.nfkd().filter(char::is_ascii);
    let kept = ascii.filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || c.is_whitespace());
    let kept = kept.collect::<String>().to_lowercase();
    let words = kept.split(|c: char| c == '-' || c.is_whitespace());
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>();
    words.join("-")
}

/// The slug of recto, which is GitHub's.
fn new_slug(title: &str) -> String {
    let lower = title.trim().to_lowercase();
    let kept = lower.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
        _ => None,
    });
    kept.collect()
}

/// `id` with a number behind it, where it is taken, as Python-Markdown appends it.
fn unique(taken: &mut HashSet<String>, id: &str) -> String {
    let mut free = id.to_owned();
    let mut count = 0;
    while !taken.insert(free.clone()) {
        count += 1;
        free = format!("{id}_{count}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::References;

    #[test]
    fn a_heading_keeps_the_id_that_links_use() {
        let mut page = References::default();
        assert_eq!(page.heading_id("Getting started"), None);
        assert_eq!(
            page.heading_id("Caret, Mark & Tilde").as_deref(),
            Some("caret-mark-tilde")
        );
        assert_eq!(
            page.heading_id("Getting started").as_deref(),
            Some("getting-started_1")
        );
        assert_eq!(page.heading_id("Über uns").as_deref(), Some("uber-uns"));
    }
}

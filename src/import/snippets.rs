//! Snippets: `--8<-- "file.md"`, whole, by lines (`file.md:3:10`) or by section (`file.md:name`).
//!
//! A Markdown snippet becomes an include, and one that is all of a code block becomes `{% code %}`. Where Liquid cannot
//! print several lines, in list items and block quotes, the text is copied into the page.

use super::text::{Line, Text, lines};
use super::{Content, blocks, disk};
use crate::text::path::normalize;
use regex::Regex;
use std::sync::LazyLock;

/// The most snippets that may be within each other.
const DEEPEST: usize = 8;

static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"^\s*-+8<-+\s+["'](.+)["']\s*$"#).expect("a valid pattern"));
static BLOCK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*-+8<-+\s*$").expect("a valid pattern"));
static SECTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"-+8<-+\s*\[\s*(start|end)\s*:\s*([\w-]+)\s*\]").expect("a valid pattern"));

/// A snippet by its name.
struct Snippet {
    /// Its path from the folder of the configuration.
    path: String,
    text: String,
    section: Option<String>,
    lines: Option<(usize, usize)>,
}

/// The name of the snippet that is the whole line.
pub(super) fn name(line: &str) -> Option<String> {
    Some(LINE.captures(line)?[1].to_owned())
}

/// The names in the snippets that begin at line `at`, and one past the last line of them.
pub(super) fn block(all: &[Line<'_>], at: usize) -> Option<(usize, Vec<String>)> {
    if let Some(name) = name(&all[at].text) {
        return Some((at + 1, vec![name]));
    }
    if !BLOCK.is_match(&all[at].text) {
        return None;
    }
    let end = all[at + 1..].iter().position(|line| BLOCK.is_match(&line.text))?;
    let names = all[at + 1..at + 1 + end]
        .iter()
        .map(|line| line.text.trim().to_owned());
    let names = names.filter(|name| !name.is_empty() && !name.starts_with(';'));
    Some((at + end + 2, names.collect()))
}

/// Finds a snippet below the folders that the configuration names.
fn find(text: &mut Text<'_, '_>, name: &str) -> Option<Snippet> {
    let parts = name.split(':').collect::<Vec<_>>();
    let number = |part: &str| part.trim().parse::<usize>().ok();
    let (path, section, range) = match parts[..] {
        [path] => (path, None, None),
        [path, from, to] if number(to).is_some() || number(from).is_some() => {
            let range = (number(from).unwrap_or(1), number(to).unwrap_or(usize::MAX));
            (path, None, Some(range))
        }
        [path, one] => match number(one) {
            Some(from) => (path, None, Some((from, usize::MAX))),
            None => (path, Some(one.to_owned()), None),
        },
        _ => return None,
    };
    let site = &text.job.site;
    let mut places = site
        .snippet_folders
        .iter()
        .filter_map(|folder| normalize(&format!("{folder}/{path}")));
    let found = places.find_map(|path| disk::text(&site.root.join(&path)).map(|text| (path, text)))?;
    Some(Snippet {
        path: found.0,
        text: found.1,
        section,
        lines: range,
    })
}

impl Snippet {
    /// The range of bytes of the file that the name selects.
    fn range(&self) -> Option<std::ops::Range<usize>> {
        let starts = std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1));
        let starts = starts.collect::<Vec<_>>();
        let start_of = |line: usize| starts.get(line).copied().unwrap_or(self.text.len());
        if let Some((from, to)) = self.lines {
            return Some(start_of(from.saturating_sub(1))..start_of(to));
        }
        let Some(section) = &self.section else {
            return Some(0..self.text.len());
        };
        let marks = SECTION
            .captures_iter(&self.text)
            .filter(|mark| &mark[2] == section);
        let places = marks.filter_map(|mark| mark.get(0).map(|all| (mark[1].to_owned(), all.start())));
        let places = places.collect::<Vec<_>>();
        let of = |kind: &str| places.iter().find(|(known, _)| known == kind).map(|(_, at)| *at);
        let line_of = |at: usize| starts.partition_point(|start| *start <= at);
        let (from, to) = (line_of(of("start")?), line_of(of("end")?) - 1);
        Some(start_of(from)..start_of(to).max(start_of(from)))
    }
}

fn missing(text: &mut Text<'_, '_>, name: &str, at: usize) {
    let hint = match name.contains("://") {
        true => "copy the text to a file in `includes/`",
        false => "check the path, and `base_path` of the extension `pymdownx.snippets`",
    };
    text.left(at, 1, format!("the snippet `{name}` was not found"), hint);
}

/// The Markdown snippet `name`: an include, or its text where that is not possible.
pub(super) fn markdown(text: &mut Text<'_, '_>, name: &str, at: usize) -> Vec<String> {
    if !text.is_nested {
        let Some(include) = include_file(text, name) else {
            missing(text, name, at);
            return vec![format!("<!-- {name} -->")];
        };
        return vec![format!("{{% include {include} %}}")];
    }
    match converted(text, name) {
        Some((_, lines)) => {
            let hint = "an include cannot be in a list item or an alert; use a capture to share the text";
            text.left(
                at,
                1,
                format!("the snippet `{name}` was copied into the page"),
                hint,
            );
            lines
        }
        None => {
            missing(text, name, at);
            vec![format!("<!-- {name} -->")]
        }
    }
}

/// Writes the snippet `name` as an include; gives its path in `includes/`.
pub(super) fn include_file(text: &mut Text<'_, '_>, name: &str) -> Option<String> {
    let nested = std::mem::replace(&mut text.is_nested, false);
    let found = converted(text, name);
    text.is_nested = nested;
    let (snippet, lines) = found?;
    let path = snippet.path.as_str();
    let below = path.strip_prefix("includes/").or_else(|| {
        let docs = format!("{}/", text.job.site.docs_name);
        path.strip_prefix(&docs)
    });
    let path = below.unwrap_or(path);
    let part = match (&snippet.section, snippet.lines) {
        (Some(section), _) => format!("-{section}"),
        (_, Some((from, usize::MAX))) => format!("-{from}"),
        (_, Some((from, to))) => format!("-{from}-{to}"),
        _ => String::new(),
    };
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, "md"));
    let include = format!("{stem}{part}.{extension}").replace(' ', "-");
    let content = lines.join("\n").trim_end().to_owned() + "\n";
    text.job
        .files
        .insert(format!("includes/{include}"), Content::Text(content));
    Some(include)
}

/// The snippet and its converted lines.
fn converted(text: &mut Text<'_, '_>, name: &str) -> Option<(Snippet, Vec<String>)> {
    if text.depth == DEEPEST {
        return None;
    }
    let snippet = find(text, name)?;
    let range = snippet.range()?;
    let source = text.job.sources.add(snippet.path.as_str(), snippet.text.as_str());
    let mut inner = Text {
        source,
        path: text.path.clone(),
        is_nested: text.is_nested,
        is_in_tab: text.is_in_tab,
        references: std::mem::take(&mut text.references),
        depth: text.depth + 1,
        job: &mut *text.job,
    };
    let part = &snippet.text[range.clone()];
    let all = lines(part, range.start);
    let all = all
        .into_iter()
        .filter(|line| !SECTION.is_match(&line.text))
        .collect::<Vec<_>>();
    inner.references.read(&all);
    let converted = blocks::convert(&mut inner, &all);
    text.references = inner.references;
    Some((snippet, converted))
}

/// `{% code %}` for a code block that is one snippet; `info` is that of the block.
pub(super) fn code(text: &mut Text<'_, '_>, name: &str, info: &str, at: usize) -> Option<String> {
    let Some(snippet) = find(text, name) else {
        missing(text, name, at);
        return None;
    };
    text.job.site.shows_code = true;
    let mut tag = format!("{{% code \"{}\"", snippet.path);
    if let Some(section) = &snippet.section {
        tag.push_str(&format!(" region=\"{section}\""));
    }
    match snippet.lines {
        Some((from, usize::MAX)) => tag.push_str(&format!(" lines=\"{from}-\"")),
        Some((from, to)) => tag.push_str(&format!(" lines=\"{from}-{to}\"")),
        None => {}
    }
    let (language, options) = info.split_once(' ').unwrap_or((info, ""));
    if !language.is_empty() {
        tag.push_str(&format!(" lang=\"{language}\""));
    }
    if !options.contains("title=") {
        tag.push_str(" title=\"\"");
    }
    if !options.is_empty() {
        tag.push_str(&format!(" {options}"));
    }
    Some(tag + " %}")
}

/// The lines of the snippet `name` in a code block that has other lines as well.
pub(super) fn inlined(text: &mut Text<'_, '_>, name: &str, at: usize) -> Option<Vec<String>> {
    let Some((snippet, range)) = find(text, name).and_then(|found| {
        let range = found.range()?;
        Some((found, range))
    }) else {
        missing(text, name, at);
        return None;
    };
    let hint = "`{% code %}` shows a whole block from a file; split the block to use it";
    text.left(
        at,
        1,
        format!("the snippet `{name}` was copied into the code"),
        hint,
    );
    Some(snippet.text[range].lines().map(str::to_owned).collect())
}

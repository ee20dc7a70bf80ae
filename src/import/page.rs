//! Converts a page: its front matter, then its text.

use super::references::References;
use super::text::{Text, lines};
use super::{Job, blocks, config, disk};
use crate::diag::SourceId;
use std::path::Path;

/// The keys of front matter that mean the same in recto.
const SAME: [&str; 14] = [
    "title",
    "description",
    "date",
    "slug",
    "tags",
    "categories",
    "author",
    "authors",
    "draft",
    "robots",
    "canonical_url",
    "image",
    "lang",
    "redirect_from",
];

/// The page at `path` below the folder of pages, converted; `None` if it cannot be read.
pub(super) fn convert(job: &mut Job<'_>, path: &str, from: &Path) -> Option<String> {
    let Some(text) = disk::text(from) else {
        let message = format!("`{path}` cannot be read as UTF-8");
        job.left.push(super::text::left(
            message,
            "convert the file to UTF-8 and import again",
        ));
        return None;
    };
    let shown = format!("{}/{path}", job.site.docs_name);
    let source = job.sources.add(shown, text.as_str());
    let (head, body) = split(&text);
    let mut out = String::new();
    let redirects = job.site.redirects.get(path).cloned().unwrap_or_default();
    if head.is_some() || !redirects.is_empty() {
        out.push_str("---\n");
        out.push_str(&front_matter(job, source, head.unwrap_or("")));
        if !redirects.is_empty() {
            out.push_str("redirect_from:\n");
            for old in redirects {
                out.push_str(&format!("  - {}\n", config::scalar(&old)));
            }
        }
        out.push_str("---\n");
    }
    let mut page = Text {
        job,
        source,
        path: path.to_owned(),
        is_nested: false,
        is_in_tab: false,
        references: References::of(&lines(&text[body..], body)),
        depth: 0,
    };
    let converted = blocks::convert(&mut page, &lines(&text[body..], body));
    out.push_str(converted.join("\n").trim_end());
    out.push('\n');
    if !page.references.moved.is_empty() {
        out.push_str(&format!("\n{}\n", page.references.moved.join("\n")));
    }
    for name in page.job.site.appended.clone() {
        if let Some(include) = super::snippets::include_file(&mut page, &name) {
            out.push_str(&format!("\n{{% include {include} %}}\n"));
        }
    }
    Some(out)
}

/// The front matter between its two lines, and where the text after it begins.
fn split(text: &str) -> (Option<&str>, usize) {
    let Some(rest) = text.strip_prefix("---\n") else {
        return (None, 0);
    };
    if rest.starts_with("---\n") {
        return (Some(""), 8);
    }
    let closes = ["\n---\n", "\n...\n"];
    let Some(end) = closes.iter().filter_map(|close| rest.find(close)).min() else {
        return (None, 0);
    };
    (Some(&rest[..=end]), 4 + end + 5)
}

/// The entries of the front matter: key, whole text, and place.
fn entries(head: &str) -> Vec<(String, String, usize)> {
    let mut entries: Vec<(String, String, usize)> = Vec::new();
    let mut at = 4;
    for line in head.split_inclusive('\n') {
        let begins = !line.starts_with([' ', '\t', '#', '-', '\n']) && line.contains(':');
        match (begins, entries.last_mut()) {
            (true, _) => {
                let key = line.split(':').next().unwrap_or("").trim();
                let key = key.trim_matches(['"', '\'']).to_owned();
                entries.push((key, line.to_owned(), at));
            }
            (false, Some(last)) => last.1.push_str(line),
            (false, None) => entries.push((String::new(), line.to_owned(), at)),
        }
        at += line.len();
    }
    entries
}

/// The front matter with the keys of recto; all other keys are below `extra`.
fn front_matter(job: &mut Job<'_>, source: SourceId, head: &str) -> String {
    let mut out = String::new();
    let mut extra = String::new();
    for (key, text, at) in entries(head) {
        let mut report = |message: String, hint: &str| {
            let span = crate::diag::Span::new(source, at, at + key.len());
            job.left.push(super::text::left(message, hint).at(span));
        };
        match &*key {
            "" => out.push_str(&text),
            key if SAME.contains(&key) => out.push_str(&text),
            "search" if text.contains("exclude: true") => out.push_str("search: false\n"),
            "search" => report(
                "the weight of a page in the search was dropped".to_owned(),
                "titles and headings count more than text; there is no weight to set",
            ),
            "template" => report(
                "the page asks for a template of Material".to_owned(),
                "write `template: home` for a page with a hero, or a template of your own",
            ),
            "hide" => report(
                "`hide` was dropped: the page shows all parts of the theme".to_owned(),
                "leave the block `sidebar` or `aside` empty in a template of your own",
            ),
            key => {
                text.lines()
                    .for_each(|line| extra.push_str(&format!("  {line}\n")));
                report(
                    format!("`{key}` is now below `extra`, where the theme does not read it"),
                    "remove it, or read `page.extra` in a template of your own",
                );
            }
        }
    }
    if !extra.is_empty() {
        out.push_str("extra:\n");
        out.push_str(&extra);
    }
    out
}

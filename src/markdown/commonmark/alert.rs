//! Alerts: block quotes that begin with `[!NOTE]`, with a title of their own (`[!NOTE] Title`) or collapsible
//! (`[!NOTE]-` closed, `[!NOTE]+` open).

use super::documentation::Words;
use crate::escape;

/// The first line of an alert.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alert<'t> {
    kind: Kind,
    /// Whether it can be collapsed, and then whether it is open.
    collapsible: Option<bool>,
    /// Its own title, as Markdown.
    pub(super) title: &'t str,
    /// The length of the line, without its end.
    pub(super) length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Note,
    Info,
    Tip,
    Success,
    Important,
    Example,
    Question,
    Warning,
    Caution,
    Danger,
}

/// The names of the kinds, also those of Obsidian, MkDocs and Docusaurus.
const NAMES: [(&str, Kind); 24] = [
    ("note", Kind::Note),
    ("abstract", Kind::Note),
    ("summary", Kind::Note),
    ("quote", Kind::Note),
    ("info", Kind::Info),
    ("todo", Kind::Info),
    ("tip", Kind::Tip),
    ("hint", Kind::Tip),
    ("success", Kind::Success),
    ("check", Kind::Success),
    ("done", Kind::Success),
    ("important", Kind::Important),
    ("example", Kind::Example),
    ("question", Kind::Question),
    ("help", Kind::Question),
    ("faq", Kind::Question),
    ("warning", Kind::Warning),
    ("attention", Kind::Warning),
    ("caution", Kind::Caution),
    ("danger", Kind::Danger),
    ("error", Kind::Danger),
    ("bug", Kind::Danger),
    ("failure", Kind::Danger),
    ("fail", Kind::Danger),
];

/// Reads the beginning of a block quote's first paragraph; `None` if it is not an alert.
pub(super) fn parse(text: &str) -> Option<Alert<'_>> {
    let line = text.lines().next().unwrap_or("");
    let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let (_, kind) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let (collapsible, title) = match rest.chars().next() {
        Some('-') => (Some(false), &rest[1..]),
        Some('+') => (Some(true), &rest[1..]),
        Some(c) if !c.is_whitespace() => return None,
        _ => (None, rest),
    };
    Some(Alert {
        kind: *kind,
        collapsible,
        title: title.trim(),
        length: line.len(),
    })
}

impl Alert<'_> {
    /// The HTML before the text, with the title, and the HTML behind it. `title` is the own title as HTML.
    pub(super) fn html(&self, title: &str, words: &Words) -> (String, &'static str) {
        let (name, word, icon) = match self.kind {
            Kind::Note => (
                "note",
                &words.note,
                "M10 9v5M10 6v.2M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z",
            ),
            Kind::Info => (
                "info",
                &words.info,
                "M10 9v5M10 6v.2M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z",
            ),
            Kind::Tip => (
                "tip",
                &words.tip,
                "M7.5 14.5h5M8 17h4M10 2.5a5 5 0 0 0-2.5 9.3v2.7h5v-2.7A5 5 0 0 0 10 2.5z",
            ),
            Kind::Success => (
                "success",
                &words.success,
                "m6.5 10.2 2.4 2.4 4.6-5M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z",
            ),
            Kind::Important => (
                "important",
                &words.important,
                "M3 4h14v9.5H9L5.5 17v-3.5H3zM10 6v3M10 11v.2",
            ),
            Kind::Example => (
                "example",
                &words.example,
                "M7 5.5h9M7 10h9M7 14.5h9M3.5 5.5h.2M3.5 10h.2M3.5 14.5h.2",
            ),
            Kind::Question => (
                "question",
                &words.question,
                "M8 8a2 2 0 1 1 2 2.2v1.3M10 14v.2M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z",
            ),
            Kind::Warning => ("warning", &words.warning, "M10 3 2.5 16.5h15zM10 8v4M10 14v.2"),
            Kind::Caution => (
                "caution",
                &words.caution,
                "M6.9 2.5h6.2l4.4 4.4v6.2l-4.4 4.4H6.9l-4.4-4.4V6.9zM10 6.5v4.5M10 13.5v.2",
            ),
            Kind::Danger => (
                "danger",
                &words.danger,
                "M6.9 2.5h6.2l4.4 4.4v6.2l-4.4 4.4H6.9l-4.4-4.4V6.9zM10 6.5v4.5M10 13.5v.2",
            ),
        };
        let mut escaped = String::new();
        escape::code(&mut escaped, word);
        let title = if title.is_empty() { &escaped } else { title };
        let icon = format!("<svg viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"{icon}\"/></svg>");
        let class = format!("markdown-alert markdown-alert-{name}");
        match self.collapsible {
            None => (
                format!("<div class=\"{class}\">\n<p class=\"markdown-alert-title\">{icon}{title}</p>\n"),
                "</div>\n",
            ),
            Some(open) => {
                let open = if open { " open" } else { "" };
                let html = format!(
                    "<details class=\"{class}\"{open}>\n<summary class=\"markdown-alert-title\">{icon}{title}</summary>\n"
                );
                (html, "</details>\n")
            }
        }
    }
}

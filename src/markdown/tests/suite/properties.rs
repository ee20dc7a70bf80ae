//! What holds for any Markdown: it has a result, with places inside of the text, and its tags close in order.

use super::conversion::{html, kramdown};
use proptest::prelude::*;
use recto_markdown as markdown;
use recto_markdown::{Dialect, Options, kramdown as dialect};

/// Every tag that is opened is closed in order, where the text has no tags of its own.
fn is_well_formed(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>') else {
            return false;
        };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') && !tag.starts_with('!') {
            open.push(tag.split(' ').next().unwrap_or(tag));
        }
    }
    open.is_empty()
}

/// Pieces of Markdown without HTML.
fn pieces(extra: &'static [&'static str]) -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "*",
        "**",
        "_",
        "`",
        "``",
        "~~",
        "[",
        "]",
        "](u)",
        "(",
        ")",
        "![",
        "{: .c}",
        "{:.c #i}",
        "{:toc}",
        "# ",
        "> ",
        "* ",
        "1. ",
        ": ",
        "    ",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "| a | b |\n",
        "|---|:-:|\n",
        "```",
        "~~~\n",
        "---\n",
        "===\n",
        "word",
        "é",
        "日本",
        "\"",
        "'",
        "--",
        "...",
        "&amp;",
        "&",
        "\\",
        "$$",
        "[^1]",
        "[^1]: f\n",
        "[a]: b\n",
        "*[a]: b\n",
        "a",
        "  \n",
        "^\n",
        "- [ ] x\n",
        "{::comment}",
        "{:/}",
        "\r\n",
        "{::options auto_ids=\"false\" /}\n",
    ];
    let all: Vec<&str> = PIECES.iter().chain(extra).copied().collect();
    proptest::collection::vec(proptest::sample::select(all), 0..24).prop_map(|pieces| pieces.concat())
}

const TAGS: &[&str] = &[
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<div markdown=\"1\">",
    "<p>",
    "</p>",
    "<br>",
    "<!-- ",
    " -->",
    "<table>",
    "<tr><td>",
    "</table>",
    "<a href=\"x\">",
    "</a>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<",
    ">",
    "<?",
];

proptest! {
    #[test]
    fn any_text_has_a_result(text in any::<String>()) {
        html(&text);
    }

    #[test]
    fn any_markup_has_a_result_with_places_inside_of_the_text(text in pieces(TAGS), native in any::<bool>()) {
        let options = kramdown(dialect::Options { html_to_native: native, ..dialect::Options::default() });
        let got = markdown::render(&text, &options);
        for range in got.warnings.iter().map(|warning| &warning.range).chain(got.links.iter().map(|link| &link.range)) {
            prop_assert!(range.start <= range.end && range.end <= text.len() + 1);
        }
    }

    #[test]
    fn text_without_tags_makes_well_formed_html(text in pieces(&[])) {
        let got = html(&text);
        prop_assert!(is_well_formed(&got), "{text:?} makes {got:?}");
    }

    #[test]
    fn commonmark_takes_any_text(text in pieces(TAGS)) {
        let options = Options {
            dialect: Dialect::CommonMark(markdown::commonmark::Options::default()),
            ..Options::default()
        };
        let compact = markdown::fragment(&text, &options);
        prop_assert!(!compact.contains("\n\n"));
    }

    #[test]
    fn jekyll_commonmark_takes_any_text(text in pieces(TAGS)) {
        let mut gem = markdown::commonmarker::Options::default();
        for name in ["SMART", "FOOTNOTES", "table", "strikethrough", "tasklist", "autolink", "tagfilter"] {
            prop_assert!(gem.switch_on(name));
        }
        let options = Options {
            dialect: Dialect::Commonmarker(gem),
            ..Options::default()
        };
        for link in markdown::render(&text, &options).links {
            prop_assert!(text.get(link.range).is_some());
        }
    }
}

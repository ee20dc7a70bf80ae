//! Markdown: our own cases per construct, kramdown's cases, the pairs recorded from the Docker docs.

#![expect(
    clippy::print_stdout,
    reason = "the harness says what it counted and what it skipped"
)]

use crate::conformance::{self, Results};
use crate::{diff, markdown_texts};
use recto_markdown as markdown;
use recto_markdown::kramdown::{self, Highlighting, Input, LinkDefinition, TypographicSymbols, Version};
use recto_markdown::{Dialect, Highlighter, Html, Options, WarningKind};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Cases of kramdown that come out otherwise, each with the reason. One that passes must leave the list.
const SKIPPED: &[(&str, &str)] = &[(
    "kramdown-2.4.0:block/06_codeblock/rouge/multiple",
    "names a formatter class that the test itself defines",
)];

pub(super) fn kramdown(options: kramdown::Options) -> Options {
    Options {
        dialect: Dialect::Kramdown(options),
        ..Options::default()
    }
}

pub(super) fn html(text: &str) -> String {
    markdown::render(text, &Options::default()).html
}

fn shown(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The options of a case, where what is not said is kramdown's own default and not Jekyll's.
fn case_options(options: &serde_json::Value) -> kramdown::Options {
    let bare = Highlighting {
        default_lang: None,
        guess_lang: false,
        ..Highlighting::default()
    };
    let mut all = kramdown::Options {
        input: Input::Kramdown,
        hard_wrap: true,
        span_highlighting: Highlighting {
            wrap: false,
            ..bare.clone()
        },
        block_highlighting: bare,
        ..kramdown::Options::default()
    };
    for (name, value) in options.as_object().into_iter().flatten() {
        match name.as_str() {
            "input" => all.input = Input::Gfm,
            "hard_wrap" => all.hard_wrap = value.as_bool() == Some(true),
            "gfm_quirks" => {
                let has = |quirk: &str| {
                    value
                        .as_array()
                        .is_some_and(|all| all.iter().any(|one| one == quirk))
                };
                all.paragraph_end = has("paragraph_end");
                all.no_auto_typographic = has("no_auto_typographic");
            }
            "syntax_highlighter_opts" => {
                set_highlighting(&mut all.block_highlighting, value, "block");
                set_highlighting(&mut all.span_highlighting, value, "span");
            }
            "link_defs" => {
                let link = |(id, value): (&String, &serde_json::Value)| LinkDefinition {
                    id: id.clone(),
                    url: shown(&value[0]),
                    title: value[1].as_str().map(str::to_owned),
                };
                all.link_defs = Arc::new(value.as_object().into_iter().flatten().map(link).collect());
            }
            "typographic_symbols" => {
                let word = |name: &str| value[name].as_str().map(str::to_owned);
                all.typographic_symbols = TypographicSymbols {
                    hellip: word("hellip"),
                    mdash: word("mdash"),
                    ndash: word("ndash"),
                    laquo: word("laquo"),
                    raquo: word("raquo"),
                    laquo_space: word("laquo_space"),
                    raquo_space: word("raquo_space"),
                };
            }
            _ if value.is_null() => _ = all.set(name, ""),
            _ => _ = all.set(name, &shown(value)),
        }
    }
    all
}

fn set_highlighting(highlighting: &mut Highlighting, options: &serde_json::Value, part: &str) {
    for options in [options, &options[part]] {
        for (name, value) in options.as_object().into_iter().flatten() {
            match name.as_str() {
                "default_lang" => highlighting.default_lang = Some(shown(value)),
                "guess_lang" => highlighting.guess_lang = value.as_bool() == Some(true),
                "disable" => highlighting.disable = value.as_bool() == Some(true),
                "line_numbers" => highlighting.line_numbers = value.as_bool() == Some(true),
                _ => {}
            }
        }
    }
}

/// The HTML without the spans that colour code, which are the highlighter's to test.
fn without_colours(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<code") {
        let (before, code) = rest.split_at(at);
        out.push_str(before);
        let (mut code, after) = code.split_at(code.find("</code>").unwrap_or(code.len()));
        while let Some(tag) = code.find('<') {
            out.push_str(&code[..tag]);
            let end = code[tag..].find('>').map_or(code.len(), |end| tag + end + 1);
            if !code[tag..].starts_with("<span class=\"") && !code[tag..].starts_with("</span>") {
                out.push_str(&code[tag..end]);
            }
            code = &code[end..];
        }
        out.push_str(code);
        rest = after;
    }
    out + rest
}

#[test]
fn kramdowns_own_cases_have_its_bytes() {
    let Some(recorded) = conformance::recorded("kramdown_cases.json") else {
        return;
    };
    let cases: Vec<serde_json::Value> = serde_json::from_str(&recorded.text).expect("JSON");
    let mut results = Results::new(SKIPPED);
    for case in &cases {
        let options = kramdown(case_options(&case["options"]));
        let html = markdown::render(case["text"].as_str().expect("a text"), &options).html;
        let (html, expected) = (
            without_colours(&html),
            without_colours(case["html"].as_str().expect("HTML")),
        );
        let name = case["name"].as_str().expect("a name");
        results.add(
            name,
            (html != expected).then(|| diff::unified(name, &expected, &html)),
        );
    }
    results.finish(&recorded);
}

fn read(path: &Path) -> Option<String> {
    let mut text = String::new();
    std::fs::File::open(path).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

#[test]
fn recorded_conversions_of_the_docker_docs_have_kramdowns_bytes() {
    let Some(recorded) = conformance::recorded("docker_pairs.jsonl.zst") else {
        return;
    };
    let options = kramdown(kramdown::Options {
        html_to_native: true,
        toc_levels: kramdown::toc_levels("2..3").expect("levels"),
        ..kramdown::Options::default()
    });
    let (mut same, mut all) = (0, 0);
    for pair in markdown_texts::pairs(&recorded.text) {
        let Html {
            html: got, warnings, ..
        } = markdown::render(&pair.text, &options);
        let alike = without_colours(&got) == without_colours(&pair.html);
        assert!(
            warnings
                .iter()
                .all(|warning| warning.kind != WarningKind::TooManyUnclosedSpans),
            "{} exceeds the budget of unclosed spans",
            pair.page
        );
        all += 1;
        same += usize::from(alike);
        if !alike {
            println!("markdown: differs: {}", pair.page);
        }
    }
    recorded.report(same, all - same);
    assert_eq!(same, all);
}

/// The cases in a folder: `NAME.text` with `NAME.html`, and options in `NAME.options`, a line `name: value` each.
fn own_cases() -> Vec<PathBuf> {
    let mut folders = vec![conformance::root().join("tests/cases/markdown")];
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in folder
            .read_dir()
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "text") {
                cases.push(entry);
            }
        }
    }
    cases.sort();
    cases
}

/// The options of an own case.
fn own_options(case: &Path, version: Version) -> kramdown::Options {
    let mut options = kramdown::Options {
        version,
        ..kramdown::Options::default()
    };
    for line in read(&case.with_extension("options")).unwrap_or_default().lines() {
        let (name, value) = line.split_once(": ").expect("name: value");
        match name {
            "input" => {
                options.input = match value {
                    "html" => Input::Html,
                    "markdown" => Input::Markdown,
                    _ => Input::Kramdown,
                }
            }
            "hard_wrap" => options.hard_wrap = value == "true",
            _ => _ = options.set(name, value),
        }
    }
    options
}

/// Compares the own cases that have a file `NAME.EXTENSION` with it.
fn assert_own_cases(version: Version, extension: &str) {
    let (mut count, mut wrong) = (0, String::new());
    for case in own_cases() {
        let Some(expected) = read(&case.with_extension(extension)) else {
            continue;
        };
        let options = kramdown(own_options(&case, version));
        let got = markdown::render(&read(&case).expect("a text"), &options).html;
        count += 1;
        if expected != got {
            wrong.push_str(&diff::unified(&case.display().to_string(), &expected, &got));
        }
    }
    assert!(count > 0);
    assert!(wrong.is_empty(), "recorded by tests/record.rb\n{wrong}");
}

#[test]
fn own_cases_have_the_html_of_kramdown_2_4() {
    assert_own_cases(Version::V2_4, "html");
}

#[test]
fn own_cases_that_differ_have_the_html_of_kramdown_2_5() {
    assert_own_cases(Version::V2_5, "2_5.html");
}

#[test]
fn warnings_point_at_the_faulty_text() {
    let text = "one\r\n\r\n> two [^no]\r\n";
    let Html { warnings, .. } = markdown::render(text, &Options::default());
    let found: Vec<&str> = warnings
        .iter()
        .map(|warning| &text[warning.range.clone()])
        .collect();
    assert_eq!(found, ["[^no]"]);
}

#[test]
fn links_in_lists_and_quotes_point_at_their_source() {
    let text = "* a\n  > [b](c \"d\")\n  > and ![e](f)\n\n<a href=\"g\">h</a>\n";
    let Html { links, .. } = markdown::render(text, &Options::default());
    let found: Vec<(&str, &str)> = links
        .iter()
        .map(|link| (link.url.as_str(), &text[link.range.clone()]))
        .collect();
    assert_eq!(
        found,
        [("c", "[b](c \"d\")"), ("f", "![e](f)"), ("g", "<a href=\"g\">")]
    );
}

#[test]
fn headings_are_listed_without_their_links() {
    let found = markdown::render("# A [b](c) *d*\n\n## A\n", &Options::default()).toc;
    let found: Vec<(u8, &str, &str)> = found
        .iter()
        .map(|heading| (heading.level, heading.id.as_str(), heading.html.as_str()))
        .collect();
    assert_eq!(found, [(1, "a-b-d", "A b <em>d</em>"), (2, "a", "A")]);
}

#[test]
fn smartify_leaves_html_alone() {
    let got = markdown::smartify("\"It's\" -- <b title=\"x\">so</b>...", &Options::default());
    assert_eq!(got, "“It’s” – <b title=\"x\">so</b>…");
}

#[test]
fn markdownified_commonmark_survives_in_an_html_block() {
    let options = Options {
        dialect: Dialect::CommonMark(markdown::commonmark::Options::default()),
        ..Options::default()
    };
    let inner = markdown::fragment("# One\n\n* a\n\n```\nx\n\ny\n```\n\n*end*", &options);
    let page = format!("<div>\n{inner}</div>\n");
    assert_eq!(markdown::render(&page, &options).html, page);
}

#[test]
fn deep_nesting_ends_within_a_small_stack() {
    let deep = |open: &str| open.repeat(20_000);
    for text in [
        deep("> "),
        deep("* "),
        deep("<div>"),
        deep("<div markdown=\"1\">"),
        deep("<b>"),
        deep("["),
        deep("!["),
        deep("*a **b "),
        deep("~~a "),
        (0..2_000)
            .map(|level| format!("{}* a\n", "  ".repeat(level)))
            .collect(),
    ] {
        let worker = std::thread::Builder::new().stack_size(2 << 20);
        worker
            .spawn(move || html(&text).len())
            .expect("a thread")
            .join()
            .expect("an end");
    }
}

#[test]
fn spans_that_are_read_as_text_for_the_sake_of_speed_are_reported() {
    let kinds = |text: &str| {
        let warnings = markdown::render(text, &Options::default()).warnings;
        let kinds = warnings.into_iter().map(|warning| warning.kind);
        kinds.collect::<Vec<_>>()
    };
    assert_eq!(kinds(&"*a [b ".repeat(20)), []);
    assert_eq!(
        kinds(&"*a **b [c ".repeat(5_000)),
        [WarningKind::TooManyUnclosedSpans]
    );
}

#[test]
fn texts_that_open_what_they_never_close_end() {
    for piece in markdown_texts::HARD {
        html(&piece.repeat(10_000 / piece.len()));
    }
}

#[test]
fn a_highlighter_of_ones_own_can_be_handed_in() {
    struct Loud;
    impl Highlighter for Loud {
        fn lexer(&self, _: &str, _: &str) -> Option<&str> {
            Some("loud")
        }
        fn highlight(&self, _: &str, code: &str, out: &mut String) {
            out.push_str(&code.to_uppercase());
        }
    }
    let options = Options {
        highlighter: Arc::new(Loud),
        ..Options::default()
    };
    assert!(markdown::render("`code`", &options).html.contains(">CODE</code>"));
}

//! The HTML that the documentation theme adds to CommonMark, and code from source files.

use super::{build, run};

/// The article of the page that a body makes.
fn article(body: &str, config: &str) -> String {
    let config = format!("title: T\n{config}");
    let site = build(&[("content/a.md", body), ("recto.yml", &config)]);
    let page = site.file("a/index.html");
    let start = page.find("<article").unwrap();
    page[start..page.find("</article>").unwrap()].to_owned()
}

#[test]
fn a_fence_has_a_title_numbers_and_marked_lines() {
    let html = article(
        "```py title=\"a.py\" linenums=\"4\" hl_lines=\"2\"\na = 1\nb = 2\n```\n",
        "",
    );
    assert!(html.contains("<figcaption>a.py</figcaption>"), "{html}");
    assert!(
        html.contains("<span class=\"rc-line\" data-line=\"4\">"),
        "{html}"
    );
    assert!(
        html.contains("<span class=\"rc-line rc-line-mark\" data-line=\"5\">"),
        "{html}"
    );
}

#[test]
fn an_unknown_attribute_of_a_fence_is_a_warning() {
    let files = [("content/a.md", "text\n\n```py titel=\"a.py\"\na\n```\n")];
    let site = run(&files, &["build", "-s", "src", "-d", "out"]);
    assert!(
        site.printed.contains("`titel=\"a.py\"`") && site.printed.contains("a.md:3:1"),
        "{}",
        site.printed
    );
}

#[test]
fn an_alert_has_a_title_of_its_own_and_may_be_collapsed() {
    let html = article("> [!WARNING] Mind the `gap`\n> Text\n>\n> more\n", "");
    assert!(
        html.contains("markdown-alert-warning") && html.contains("Mind the <code>gap</code></p>"),
        "{html}"
    );
    assert!(html.contains("<p>Text</p>\n<p>more</p>\n</div>"), "{html}");
    let html = article("> [!TIP]-\n> Hidden\n", "lang: de\n");
    assert!(
        html.contains("<details class=\"markdown-alert markdown-alert-tip\">"),
        "{html}"
    );
    assert!(
        html.contains("Tipp</summary>\n<p>Hidden</p>\n</details>"),
        "{html}"
    );
    let html = article("> [!NOTE]\n> a\n> > deep\n\n> quote\n", "");
    assert_eq!(html.matches("<blockquote>").count(), 2, "{html}");
}

#[test]
fn footnotes_stand_at_the_end_with_a_way_back() {
    let html = article(
        "One[^b] and two[^a], one again[^b].\n\n[^a]: First\n[^b]: Second\n\nEnd.\n",
        "",
    );
    let section = &html[html.find("<section").unwrap()..];
    assert!(html.find("End.").unwrap() < html.find("<section").unwrap());
    assert!(
        section.find("Second").unwrap() < section.find("First").unwrap(),
        "{section}"
    );
    assert!(
        section.contains("<li id=\"fn-b\">") && section.contains("href=\"#fnref-b-2\""),
        "{section}"
    );
}

#[test]
fn tables_scroll_and_task_lists_have_labels() {
    let html = article("| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n", "");
    assert!(
        html.contains("<div class=\"rc-table\"><table>") && html.contains("<td class=\"rc-right\">2</td>"),
        "{html}"
    );
    assert!(html.contains("disabled checked aria-label=\"Done\""), "{html}");
    assert!(!html.contains("style="), "{html}");
}

#[test]
fn headings_link_to_themselves_and_keep_their_name() {
    let html = article("# A\n\n## Set *up*\n", "");
    assert!(
        html.contains("<div class=\"rc-heading\">\n<h2 id=\"set-up\">Set <em>up</em></h2>"),
        "{html}"
    );
    assert!(
        html.contains("href=\"#set-up\" aria-label=\"Link to “Set up”\">"),
        "{html}"
    );
}

#[test]
fn formulas_become_mathml_and_a_broken_one_is_an_error() {
    let html = article("$a^2$\n\n$$\\int_0^1 x\\,dx$$\n", "math: true\n");
    assert_eq!(html.matches("<math").count(), 2, "{html}");
    assert!(html.contains("display=\"block\"") && html.contains('∫'), "{html}");
    let site = build(&[
        ("content/a.md", "x $\\left( y$ z\n"),
        ("recto.yml", "title: T\nmath: true\n"),
    ]);
    assert_eq!(site.code, Some(1));
    assert!(site.printed.contains("a.md:1:3"), "{}", site.printed);
    let site = run(
        &[("content/a.md", "$$ x\\,dx $$\n")],
        &["build", "-s", "src", "-d", "out"],
    );
    assert!(site.printed.contains("math: true"), "{}", site.printed);
}

#[test]
fn a_diagram_is_a_warning_unless_the_site_has_scripts() {
    let printed = |config: &str| {
        let files = [
            ("recto.yml", config),
            ("content/a.md", "# A\n\n```mermaid\ngraph TD; A-->B\n```\n"),
            ("assets/x.js", ""),
        ];
        run(&files, &["build", "-s", "src", "-d", "out"]).printed
    };
    let warned = printed("title: T\n");
    assert!(
        warned.contains("undrawn-diagram") && warned.contains("a.md:3:1"),
        "{warned}"
    );
    assert!(!printed("title: T\njs: [assets/x.js]\n").contains("undrawn-diagram"));
}

#[test]
fn abbreviations_have_their_meaning_as_a_tooltip() {
    let html = article(
        "*[HTML]: HyperText \"Markup\"\n\n## HTML\n\nHTML, XHTML, `HTML`.\n\n```\n*[X]: y\n```\n",
        "",
    );
    let abbreviation = "<abbr title=\"HyperText &quot;Markup&quot;\">HTML</abbr>";
    assert_eq!(html.matches(abbreviation).count(), 2, "{html}");
    assert!(
        html.contains(&format!("<p>{abbreviation}, XHTML, <code>HTML</code>.</p>")),
        "{html}"
    );
    assert!(
        html.contains("*[X]: y") && html.contains("<h2 id=\"html\">"),
        "{html}"
    );
}

#[test]
fn tabs_and_code_work_in_list_items_and_alerts_in_both_dialects() {
    for dialect in ["commonmark", "kramdown"] {
        let config = format!("title: T\nmarkdown: {dialect}\n");
        let tabs = |prefix: &str| {
            let lines = [
                "{% tabs %}",
                "{% tab \"A\" %}",
                "Some *text*",
                "",
                "```sh",
                "a",
                "  b",
                "```",
                "{% endtab %}",
                "{% endtabs %}",
                "",
                "{% code \"code/a.py\" region=\"main\" %}",
            ];
            lines
                .map(|line| format!("{prefix}{line}").trim_end().to_owned() + "\n")
                .concat()
        };
        let page = format!(
            "1. One\n\n{}\n2. Two\n\n---\n\n> Quote\n>\n{}",
            tabs("   "),
            tabs("> ")
        );
        let site = build(&[SOURCE, ("recto.yml", &config), ("content/a.md", &page)]);
        let html = site.file("a/index.html");
        assert_eq!(html.matches("<em>text</em>").count(), 2, "{dialect}: {html}");
        assert_eq!(html.matches("a&#10;  b").count(), 2, "{dialect}: {html}");
        assert_eq!(html.matches("<ol>").count(), 1, "{dialect}: {html}");
        let quote = &html[html.find("<blockquote>").unwrap()..html.find("</blockquote>").unwrap()];
        assert!(
            quote.contains("tab-content") && quote.contains("rc-code"),
            "{dialect}: {quote}"
        );
    }
}

const SOURCE: (&str, &str) = (
    "code/a.py",
    "import os\n\n# region main\n    if x:\n\n        run()\n# endregion\n",
);

#[test]
fn code_shows_a_part_of_a_source_file_in_both_dialects() {
    for dialect in ["commonmark", "kramdown"] {
        let config = format!("title: T\nmarkdown: {dialect}\n");
        let page = "Before\n\n{% code \"code/a.py\" region=\"main\" %}\n\nAfter\n";
        let site = build(&[SOURCE, ("recto.yml", &config), ("content/a.md", page)]);
        let html = site.file("a/index.html");
        assert!(html.contains("<figcaption>code/a.py</figcaption>"), "{html}");
        assert!(
            html.contains("language-py") && html.contains("<p>After</p>"),
            "{html}"
        );
        assert!(
            html.contains(">if</span> <span class=\"n\">x</span>") && !html.contains("import"),
            "{html}"
        );
    }
}

#[test]
fn code_without_its_file_lines_or_region_is_an_error_with_its_place() {
    for (tag, message) in [
        ("{% code \"code/b.py\" %}", "no source file `code/b.py`"),
        (
            "{% code \"code/a.py\" lines=\"5-99\" %}",
            "there are no lines 5-99",
        ),
        ("{% code \"code/a.py\" region=\"mian\" %}", "no region `mian`"),
        (
            "{% code \"code/a.py\" regoin=\"main\" %}",
            "did you mean `region`?",
        ),
        ("{% code \"../../etc/passwd\" %}", "no source file"),
    ] {
        let site = build(&[SOURCE, ("content/a.md", &format!("x\n\n{tag}\n"))]);
        assert_eq!(site.code, Some(1), "{tag}");
        assert!(
            site.printed.contains(message) && site.printed.contains("a.md:3:1"),
            "{}",
            site.printed
        );
    }
}

#[test]
fn code_starts_at_code_dir_also_above_the_site() {
    let files = [
        ("recto.yml", "title: T\ncode_dir: ..\n"),
        ("content/a.md", "{% code \"lib.rs\" %}\n"),
    ];
    let folder = crate::support::fixture::with(&files);
    folder.write("lib.rs", b"fn main() {}\n");
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let built = crate::support::fixture::files(&folder.path().join("out"));
    assert!(String::from_utf8_lossy(&built["a/index.html"]).contains("main"));
}

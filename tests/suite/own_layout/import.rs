//! `recto import mkdocs`: what becomes of a site of Material for MkDocs.

use crate::support::fixture::{self, SiteFolder, files};
use std::collections::BTreeMap;

const CONFIGURATION: &str = "site_name: Old\nsite_url: https://example.org/docs/\nrepo_url: https://example.org/o/n\n\
    edit_uri: edit/main/docs/\ntheme:\n  name: material\n  features: [content.tabs.link]\n  palette: { primary: teal }\n\
    markdown_extensions:\n  - admonition\n  - attr_list\n  - md_in_html\n  - pymdownx.keys\n  - pymdownx.mark\n\
    \x20 - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n  - pymdownx.snippets\n";

/// An imported site.
struct Imported {
    folder: SiteFolder,
    files: BTreeMap<String, String>,
    printed: String,
}

/// Imports the site with these files, below `old`, to `new`.
fn import(sources: &[(&str, &str)]) -> Imported {
    let folder = fixture::new();
    if !sources.iter().any(|(path, _)| *path == "mkdocs.yml") {
        folder.write("old/mkdocs.yml", CONFIGURATION.as_bytes());
    }
    for (path, text) in sources {
        folder.write(&format!("old/{path}"), text.as_bytes());
    }
    let output = folder.recto(&["import", "mkdocs", "old", "--into", "new"]);
    let printed = String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned();
    assert_eq!(output.status.code(), Some(0), "{printed}");
    let files = files(&folder.path().join("new")).into_iter();
    Imported {
        files: files
            .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
            .collect(),
        folder,
        printed,
    }
}

/// The converted text of a page, without what the test is not about.
fn page(text: &str) -> (String, String) {
    let site = import(&[("docs/index.md", text)]);
    (site.files["content/index.md"].clone(), site.printed)
}

/// The HTML of the page at `path`, built from the imported site.
fn built(site: &Imported, path: &str) -> String {
    let output = site.folder.recto(&["build", "-q", "-s", "new", "-d", "out"]);
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{printed}");
    String::from_utf8_lossy(&files(&site.folder.path().join("out"))[path]).into_owned()
}

#[test]
fn the_configuration_becomes_recto_yml() {
    let nav = format!(
        "{CONFIGURATION}nav:\n  - Home: index.md\n  - Guide:\n    - guide/a.md\n  - Forum: https://example.org/\n"
    );
    let site = import(&[
        ("mkdocs.yml", &nav),
        ("docs/index.md", "# H"),
        ("docs/guide/a.md", "# A"),
    ]);
    let text = &site.files["recto.yml"];
    for line in [
        "title: Old\n",
        "url: \"https://example.org\"\nbaseurl: \"/docs\"\n",
        "edit_url: \"https://example.org/o/n/edit/main\"\n",
        "nav:\n  - Home: index.md\n  - Guide:\n      - guide/a.md\n  - Forum: \"https://example.org/\"\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(built(&site, "guide/a/index.html").contains("<h1 id=\"a\">A</h1>"));
    assert!(site.printed.contains("0 places left"), "{}", site.printed);
}

#[test]
fn admonitions_become_alerts() {
    let (text, _) =
        page("!!! warning \"Take *care*\"\n\n    One.\n\n    ??? bug\n\n        Two.\n\nAfter.\n");
    assert_eq!(
        text,
        "> [!WARNING] Take *care*\n>\n> One.\n>\n> > [!DANGER]- Bug\n> >\n> > Two.\n\nAfter.\n"
    );
}

#[test]
fn tabs_in_a_list_item_stay_in_it() {
    let site = import(&[(
        "docs/index.md",
        "1. One\n\n    === \"Linux\"\n\n        ```sh\n        a\n          b\n        ```\n\n    === \"Windows\"\n\n        [x][l]\n\n2. Two\n\n[l]: https://example.org/\n",
    )]);
    let html = built(&site, "index.html");
    assert_eq!(html.matches("<ol").count(), 1, "{html}");
    assert!(html.contains("data-tab-group=\"linked\""), "{html}");
    assert!(html.contains("&#10;  b") || html.contains("\n  b"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/\">x</a>"), "{html}");
}

#[test]
fn links_around_images_and_references_in_tabs_keep_their_targets() {
    let site = import(&[
        ("docs/index.md", "# H\n"),
        (
            "docs/guide/a.md",
            "[![x](x.png)](../index.md)\n\n=== \"A\"\n\n    ![pic]\n\n    [home][h]\n\n[pic]: x.png\n[h]: ../index.md \"Home\"\n",
        ),
        ("docs/guide/x.png", "x"),
    ]);
    let html = built(&site, "guide/a/index.html");
    assert!(
        html.contains("<a href=\"/docs/\"><img src=\"/docs/guide/x.png\""),
        "{html}"
    );
    assert!(html.contains("src=\"/docs/guide/x.png\" alt=\"pic\""), "{html}");
    assert!(
        html.contains("<a href=\"/docs/\" title=\"Home\">home</a>"),
        "{html}"
    );
}

#[test]
fn snippets_become_includes_and_parts_of_source_files() {
    let site = import(&[
        (
            "docs/index.md",
            "--8<-- \"parts/note.md\"\n\n```py title=\"run\"\n--8<-- \"run.py:main\"\n```\n",
        ),
        ("parts/note.md", "!!! tip\n    Read *this*.\n"),
        (
            "run.py",
            "import os\n# --8<-- [start:main]\nprint(1)\n# --8<-- [end:main]\n",
        ),
    ]);
    assert_eq!(site.files["includes/parts/note.md"], "> [!TIP]\n> Read *this*.\n");
    let html = built(&site, "index.html");
    assert!(
        html.contains("markdown-alert-tip") && html.contains("<em>this</em>"),
        "{html}"
    );
    assert!(
        html.contains("<figcaption>run</figcaption>") && html.contains("print"),
        "{html}"
    );
    assert!(!html.contains("import"), "{html}");
}

#[test]
fn attribute_lists_become_html() {
    let site = import(&[
        (
            "docs/guide/a.md",
            "# A {#top}\n\n[Go](../index.md){ .md-button .md-button--primary }\n\n![Alt](x.png){ width=\"300\" align=right }\n",
        ),
        ("docs/guide/x.png", "x"),
        ("docs/index.md", "# H"),
    ]);
    let html = built(&site, "guide/a/index.html");
    assert!(html.contains("<h1 id=\"top\">A</h1>"), "{html}");
    assert!(
        html.contains("<a href=\"/docs/\" class=\"rc-button\">Go</a>"),
        "{html}"
    );
    assert!(
        html.contains("src=\"/docs/guide/x.png\" alt=\"Alt\" class=\"rc-right\" width=\"300\""),
        "{html}"
    );
}

#[test]
fn code_options_are_spelled_as_recto_reads_them() {
    let (text, printed) = page(
        "``` { .py .annotate title=\"a.py\" linenums=\"3 1 2\" hl_lines=\"1 2\" }\nx = 1 # (1)!\n```\n\n1. Note\n",
    );
    assert!(
        text.starts_with("```py title=\"a.py\" linenums=\"3\" hl_lines=\"1 2\"\nx = 1 # (1)\n```\n"),
        "{text}"
    );
    assert!(printed.contains("0 places left"), "{printed}");
}

#[test]
fn keys_marks_emoji_and_icons_are_converted_outside_of_code() {
    let (text, _) = page("++ctrl+a++ ==x== :smile: :material-check: `++ctrl+a++`\n");
    assert_eq!(
        text,
        "<kbd>Ctrl</kbd>+<kbd>A</kbd> <mark>x</mark> 😄 ✓ `++ctrl+a++`\n"
    );
}

#[test]
fn icons_are_copied_from_a_folder_of_icons() {
    let folder = fixture::new();
    folder.write("old/mkdocs.yml", CONFIGURATION.as_bytes());
    folder.write("old/docs/index.md", b"# H\n\n:material-rocket: go\n");
    folder.write(
        "icons/material/rocket.svg",
        b"<svg viewBox=\"0 0 24 24\"><path d=\"M1 1\"/></svg>\n",
    );
    let output = folder.recto(&["import", "mkdocs", "old", "--icons", "icons"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        folder
            .recto(&["build", "-q", "-s", "old", "-d", "out"])
            .status
            .code(),
        Some(0)
    );
    let html = std::fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert!(
        html.contains("<span class=\"rc-icon\"><svg aria-hidden=\"true\" viewBox"),
        "{html}"
    );
}

#[test]
fn html_with_markdown_in_it_and_grids_are_kept() {
    let site = import(&[(
        "docs/index.md",
        "<div class=\"grid cards\" markdown>\n\n-   **One**\n\n    ---\n\n    Text\n\n</div>\n\n<figure markdown=\"span\">\n    Some *text*\n    <figcaption>Cap</figcaption>\n</figure>\n",
    )]);
    let html = built(&site, "index.html");
    assert!(
        html.contains("<div class=\"rc-cards\">\n<ul>") && html.contains("<em>text</em>"),
        "{html}"
    );
    assert!(!html.contains("markdown="), "{html}");
}

#[test]
fn braces_of_other_languages_are_shown_as_they_are() {
    let site = import(&[(
        "docs/index.md",
        "Use {{ x }} here.\n\n```yaml\na: ${{ b }}\n```\n\n    {{ c }}\n",
    )]);
    let html = built(&site, "index.html");
    assert!(
        html.contains("Use {{ x }} here.") && html.contains("{{ c }}"),
        "{html}"
    );
    assert!(html.contains("${{") || html.contains("{{ b }}"), "{html}");
}

#[test]
fn headings_keep_the_ids_that_links_use() {
    let site = import(&[("docs/index.md", "# T\n\n## A & B\n\n## A & B\n\n[x](#a-b_1)\n")]);
    let html = built(&site, "index.html");
    assert!(
        html.contains("<h2 id=\"a-b\">") && html.contains("<h2 id=\"a-b_1\">"),
        "{html}"
    );
}

#[test]
fn formulas_and_fences_within_fences_are_kept() {
    let configuration = format!("{CONFIGURATION}  - pymdownx.arithmatex\n  - pymdownx.caret\n");
    let text = "$x^2 + y^2$ and \\(z\\)\n\n$$\n\\sum_{k=0}^{n} a^{2}\n$$\n\n``` md\n=== \"A\"\n\n    ``` c\n    int x;\n    ```\n```\n\nEnd\n";
    let site = import(&[("mkdocs.yml", &configuration), ("docs/index.md", text)]);
    assert_eq!(
        site.files["content/index.md"],
        text.replace("\\(z\\)", "$z$").replace("``` md", "```md")
    );
}

#[test]
fn a_readme_is_the_page_of_its_folder() {
    let site = import(&[
        ("docs/README.md", "# H\n\n[g](guide/README.md)\n"),
        ("docs/guide/README.md", "# G\n"),
    ]);
    assert!(built(&site, "index.html").contains("<a href=\"/docs/guide/\">g</a>"));
}

#[test]
fn redirects_are_in_the_front_matter_of_their_target() {
    let configuration =
        format!("{CONFIGURATION}plugins:\n  - redirects:\n      redirect_maps:\n        old.md: new.md\n");
    let site = import(&[
        ("mkdocs.yml", &configuration),
        ("docs/index.md", "# H"),
        ("docs/new.md", "# N"),
    ]);
    assert!(built(&site, "old/index.html").contains("/docs/new/"));
}

#[test]
fn what_is_left_is_reported_with_file_and_line() {
    let configuration = format!("{CONFIGURATION}plugins:\n  - blog\nhooks: [a.py]\n");
    let site = import(&[
        ("mkdocs.yml", &configuration),
        (
            "docs/index.md",
            "---\nhide: [toc]\n---\n# H\n\nA\n\n!!! custom\n    x\n\n--8<-- \"gone.md\"\n\n:material-unheard-of:\n",
        ),
    ]);
    for place in [
        "mkdocs.yml:19:5",
        "mkdocs.yml:20:1",
        "docs/index.md:2:1",
        "docs/index.md:8:1",
        "docs/index.md:11:1",
        "docs/index.md:13:1",
    ] {
        assert!(
            site.printed.contains(&format!("--> {place}\n")),
            "{place}\n{}",
            site.printed
        );
    }
    assert!(site.printed.contains("6 places left"), "{}", site.printed);
}

#[test]
fn an_existing_file_is_kept() {
    let folder = fixture::new();
    folder.write("old/mkdocs.yml", CONFIGURATION.as_bytes());
    folder.write("old/docs/index.md", b"# H\n");
    folder.write("old/recto.yml", b"title: Mine\n");
    let output = folder.recto(&["import", "mkdocs", "old"]);
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(printed.contains("kept: `recto.yml`"), "{printed}");
    let written = files(&folder.path().join("old"));
    assert_eq!(&*written["recto.yml"], b"title: Mine\n");
    assert!(written.contains_key("content/index.md"));
}

#[test]
fn a_folder_without_a_configuration_is_refused() {
    let folder = fixture::new();
    folder.write("old/a.md", b"# H\n");
    let output = folder.recto(&["import", "mkdocs", "old"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no `mkdocs.yml`"));
}

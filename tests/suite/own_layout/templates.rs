//! A site's own templates over those of the theme.

use super::build;

const PAGE: (&str, &str) = ("content/guide/install.md", "---\ntitle: Install\n---\nText.\n");

#[test]
fn a_template_of_the_site_replaces_the_theme_s() {
    let own = "{% extends \"base.html\" %}{% block main %}HERO {{ page.content | safe }}{% endblock %}";
    let site = build(&[PAGE, ("templates/page.html", own)]);
    let page = site.file("guide/install/index.html");
    assert!(
        page.contains("HERO <p>Text.</p>") && page.contains("</header>"),
        "{page}"
    );
}

#[test]
fn a_template_extends_the_one_that_it_replaces() {
    let own = "{% extends \"theme/page.html\" %}{% block before_content %}BEFORE{% endblock %}";
    let site = build(&[PAGE, ("templates/page.html", own)]);
    let page = site.file("guide/install/index.html");
    let before = page.find("BEFORE").unwrap();
    assert!(
        page[before..].contains("<h1") && page[before..].contains("Text."),
        "{page}"
    );
}

#[test]
fn a_page_chooses_its_template() {
    let page = ("content/a.md", "---\ntemplate: landing\n---\nhi\n");
    let site = build(&[
        page,
        ("templates/landing.html", "LANDING {{ page.content | safe }}"),
    ]);
    assert_eq!(site.file("a/index.html"), "LANDING <p>hi</p>\n");
}

#[test]
fn an_unknown_template_is_an_error_at_its_key() {
    let site = build(&[("content/a.md", "---\ntitle: A\ntemplate: pagee\n---\nhi\n")]);
    assert_eq!(site.code, Some(1));
    assert!(site.printed.contains("content/a.md:3:1"), "{}", site.printed);
    assert!(site.printed.contains("did you mean `page`?"), "{}", site.printed);
}

#[test]
fn an_unknown_variable_is_an_error_at_its_line_with_the_nearest_name() {
    let own = "<p>\n{{ page.titel }}\n</p>";
    let site = build(&[PAGE, ("templates/page.html", own)]);
    assert!(
        site.printed.contains("templates/page.html:2:4"),
        "{}",
        site.printed
    );
    assert!(
        site.printed.contains("did you mean `page.title`?"),
        "{}",
        site.printed
    );
}

#[test]
fn a_block_that_no_template_has_is_a_warning() {
    let own = "{% extends \"base.html\" %}\n{% block mian %}x{% endblock %}";
    let folder = super::run(
        &[PAGE, ("templates/page.html", own)],
        &["build", "-s", "src", "-d", "out"],
    );
    assert!(
        folder.printed.contains("templates/page.html:2:10"),
        "{}",
        folder.printed
    );
    assert!(
        folder.printed.contains("did you mean `main`?"),
        "{}",
        folder.printed
    );
}

#[test]
fn a_page_not_found_has_a_heading_and_a_way_on() {
    let own = build(&[PAGE, ("content/404.md", "---\ntitle: Lost\n---\nSorry.\n")]);
    let page = own.file("404.html");
    assert!(
        page.contains("<h1>Lost</h1>") && page.contains("Sorry."),
        "{page}"
    );
    // A site without such a page gets the theme's.
    let none = build(&[PAGE]);
    let page = none.file("404.html");
    assert!(
        page.contains("<h1>Page not found</h1>") && page.contains("href=\"/\""),
        "{page}"
    );
}

#[test]
fn templates_see_no_path_of_this_machine() {
    let site = build(&[PAGE, ("templates/page.html", "{{ __tera_context }}")]);
    let folder = site.folder.path().to_string_lossy().into_owned();
    assert!(!site.file("guide/install/index.html").contains(&folder));
}

#[test]
fn images_have_the_size_of_their_files() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xf0\x08\x02\0\0\0";
    let folder = crate::support::fixture::with(&[
        (
            "recto.yml",
            "title: T\nbaseurl: /b\nplugins: [jekyll-relative-links]\n",
        ),
        (
            "content/a.md",
            "![x](x.png)\n\n<img src=\"/b/x.png\" alt=\"\" width=\"10\">\n",
        ),
    ]);
    folder.write("src/content/x.png", png);
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let html = std::fs::read_to_string(folder.path().join("out/a/index.html")).unwrap();
    assert!(
        html.contains("<img width=\"320\" height=\"240\" src=\"/b/x.png\""),
        "{html}"
    );
    assert!(
        html.contains("<img loading=\"lazy\" src=\"/b/x.png\" alt=\"\" width=\"10\">"),
        "{html}"
    );
}

#[test]
fn pages_show_their_last_change_and_contributors_from_git() {
    let folder = crate::support::fixture::with(&[
        ("recto.yml", "title: T\ngit: true\nlang: de\n"),
        ("content/a.md", "# A\n"),
    ]);
    let git = |arguments: &[&str], name: &str, date: &str| {
        let mut command = std::process::Command::new("git");
        command.current_dir(folder.path().join("src")).args(arguments);
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), name);
            command.env(format!("GIT_{role}_EMAIL"), format!("{name}@example.org"));
            command.env(format!("GIT_{role}_DATE"), date);
        }
        assert!(command.output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "-q"], "Ada", "2024-01-01T12:00:00Z");
    for (name, day) in [("Ada", 1), ("Ada", 2), ("Grace", 3)] {
        folder.write("src/content/a.md", format!("# A\n\n{day}\n").as_bytes());
        let date = format!("2024-01-0{day}T12:00:00Z");
        git(&["add", "."], name, &date);
        git(&["commit", "-q", "-m", "x"], name, &date);
    }
    folder.write("src/content/new.md", b"# New\n");
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page = |path: &str| std::fs::read_to_string(folder.path().join("out").join(path)).unwrap();
    let html = page("a/index.html");
    assert!(html.contains("<time datetime=\"2024-01-03\">"), "{html}");
    assert!(html.contains("<span>Mitwirkende: Ada, Grace</span>"), "{html}");
    assert!(!page("new/index.html").contains("<time"));
}

#[test]
fn git_without_a_repository_is_a_warning() {
    let site = build(&[("recto.yml", "title: T\ngit: true\n"), ("content/a.md", "# A\n")]);
    assert_eq!(site.code, Some(0));
    let site = super::run(
        &[("recto.yml", "title: T\ngit: true\n"), ("content/a.md", "# A\n")],
        &["build", "-s", "src", "-d", "out"],
    );
    assert!(
        site.printed.contains("not in a git repository"),
        "{}",
        site.printed
    );
}

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

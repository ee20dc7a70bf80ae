//! `recto doctor` on sites in recto's own layout.

use super::run;

fn doctor(files: &[(&str, &str)]) -> super::Site {
    run(files, &["doctor", "-s", "src"])
}

#[test]
fn templates_are_read_as_tera() {
    let own = "{% extends \"base.html\" %}{% block main %}x{% endblock %}";
    let site = doctor(&[("content/a.md", "x"), ("templates/landing.html", own)]);
    assert_eq!(site.code, Some(0), "{}", site.printed);
    assert!(!site.printed.contains("unknown tag"), "{}", site.printed);
}

#[test]
fn what_a_build_refuses_the_doctor_refuses() {
    let site = doctor(&[("content/a.md", "{% tab \"x\" %}a{% endtab %}")]);
    assert_eq!(site.code, Some(1), "{}", site.printed);
    assert!(site.printed.contains("content/a.md:1:1"), "{}", site.printed);
}

#[test]
fn markup_of_other_generators_is_recognised() {
    let page = "!!! note \"Title\"\n    text\n\n=== \"Tab\"\n\n:::tip\nx\n:::\n\n--8<-- \"a.md\"\n\n```\n!!! code\n```\n";
    let site = doctor(&[("content/a.md", page), ("mkdocs.yml", "site_name: x\n")]);
    for place in ["a.md:1:1", "a.md:4:1", "a.md:6:1", "a.md:10:1", "`mkdocs.yml`"] {
        assert!(site.printed.contains(place), "{place} in {}", site.printed);
    }
    assert!(!site.printed.contains("a.md:13"), "{}", site.printed);
    assert!(site.printed.contains("> [!NOTE]"), "{}", site.printed);
}

#[test]
fn settings_of_a_host_that_are_not_published_are_reported() {
    let files = [
        ("content/a.md", "x"),
        ("content/_headers", "/*\n"),
        ("content/_redirects", ""),
    ];
    let site = doctor(&files);
    assert!(
        site.printed.contains("`content/_headers` is not published"),
        "{}",
        site.printed
    );
    let config = ("recto.yml", "title: T\ninclude: [_headers, _redirects]\n");
    let site = doctor(&[files[0], files[1], files[2], config]);
    assert!(!site.printed.contains("is not published"), "{}", site.printed);
}

//! Heads of pages and documents, good and bad.

use super::*;

#[test]
fn bad_yaml_is_a_warning_and_the_page_is_built_without_it() {
    let loaded = Fixture::new(&[("a.md", "---\ntitle: a: b\n---\nBody\n")]).load();
    assert_eq!(loaded.site.page(loaded.id("a.md")).body(), "Body\n");
    assert!(loaded.get("a.md", "title").is_nil());
    assert_eq!(loaded.worst(), Some(Severity::Warning));
    assert!(loaded.printed().contains("a.md:2"), "{}", loaded.printed());
}

#[test]
fn strict_front_matter_makes_it_an_error() {
    let mut fixture = Fixture::new(&[("a.md", "---\ntitle: a: b\n---\nBody\n")]);
    fixture.overrides.strict_front_matter = Some(true);
    assert_eq!(fixture.load().worst(), Some(Severity::Error));
}

#[test]
fn front_matter_that_is_not_a_mapping_is_an_error() {
    let loaded = Fixture::new(&[("a.md", "---\n- list\n---\nBody\n")]).load();
    assert_eq!(loaded.worst(), Some(Severity::Error));
    assert!(loaded.paths().is_empty());
}

#[test]
fn a_document_is_built_without_front_matter_that_is_not_a_mapping() {
    let files = [
        ("_config.yml", "collections: {docs: {output: true}}"),
        ("_docs/a.md", "---\n- list\n---\nBody\n"),
        ("_posts/2020-01-01-b.md", "---\n12\n---\nBody\n"),
    ];
    let loaded = Fixture::new(&files).load();
    assert_eq!(loaded.worst(), Some(Severity::Warning), "{}", loaded.printed());
    assert_eq!(loaded.site.pages.len(), 2);
    let mut strict = Fixture::new(&files);
    strict.overrides.strict_front_matter = Some(true);
    assert_eq!(strict.load().worst(), Some(Severity::Error));
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut bomb = "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let of = format!("*a{}", level - 1);
        bomb.push_str(&format!(
            "a{level}: &a{level} [{}]\n",
            [of.as_str(); 10].join(",")
        ));
    }
    bomb.push_str("---\nBody\n");
    let loaded = Fixture::new(&[("a.md", &bomb)]).load();
    assert_eq!(loaded.worst(), Some(Severity::Warning));
    assert!(loaded.printed().contains("alias"), "{}", loaded.printed());
}

#[test]
fn documents_get_title_slug_date_and_extension_from_their_name() {
    let loaded = Fixture::new(&[
        ("_config.yml", "collections: {docs: {output: true}}"),
        ("_docs/get-STARTED.md", HEAD),
        ("_docs/2020-05-06-dated.md", HEAD),
        (
            "_posts/2020-01-02-my-post.md",
            "---\ntags: a b\ncategory: c d\ncategories: [e]\n---\n",
        ),
    ])
    .load();
    let get = |path, key| show(&loaded.get(path, key));
    assert_eq!(get("_docs/get-STARTED.md", "title"), "\"Get Started\"");
    assert_eq!(get("_docs/get-STARTED.md", "slug"), "\"get-STARTED\"");
    assert_eq!(get("_docs/get-STARTED.md", "date"), "2026-01-01 00:00:00 +0000");
    assert_eq!(
        get("_docs/2020-05-06-dated.md", "date"),
        "2020-05-06 00:00:00 +0000"
    );
    assert_eq!(get("_docs/2020-05-06-dated.md", "id"), "\"/docs/dated\"");
    let post = "_posts/2020-01-02-my-post.md";
    assert_eq!(get(post, "tags"), "[\"a\", \"b\"]");
    assert_eq!(get(post, "categories"), "[\"e\", \"c d\"]");
    assert_eq!(get(post, "ext"), "\".md\"");
    assert_eq!(get(post, "draft"), "false");
}

#[test]
fn a_date_that_is_none_is_an_error_at_its_document() {
    let loaded = Fixture::new(&[("_posts/2020-01-02-a.md", "---\ndate: nonsense\n---\n")]).load();
    assert_eq!(loaded.worst(), Some(Severity::Error));
    assert!(
        loaded
            .printed()
            .contains("invalid `date` in the front matter: `nonsense`"),
        "{}",
        loaded.printed()
    );
}

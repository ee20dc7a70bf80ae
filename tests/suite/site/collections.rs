//! Order, output and look-ups of documents.

use super::*;

fn sorted(collection: &str) -> Vec<String> {
    let config = format!("collections: {{docs: {collection}}}");
    let loaded = Fixture::new(&[
        ("_config.yml", &config),
        ("_docs/a.md", "---\nweight: 3\n---\n"),
        ("_docs/b.md", "---\nweight: 1\ndate: 2020-01-01\n---\n"),
        ("_docs/c.md", HEAD),
        ("_docs/sub/d.md", "---\nweight: 2\n---\n"),
    ])
    .load();
    let docs = &loaded.site.collection("docs").unwrap().docs;
    docs.iter()
        .map(|id| loaded.site.page(*id).name.to_string())
        .collect()
}

#[test]
fn documents_are_ordered_by_path_key_or_list() {
    assert_eq!(sorted("{}"), ["a.md", "b.md", "c.md", "d.md"]);
    assert_eq!(sorted("{sort_by: weight}"), ["b.md", "d.md", "a.md", "c.md"]);
    assert_eq!(
        sorted("{order: [sub/d.md, c.md]}"),
        ["d.md", "c.md", "a.md", "b.md"]
    );
}

#[test]
fn only_output_collections_are_written() {
    let loaded = Fixture::new(&[
        ("_config.yml", "collections: {yes_: {output: true}, no_: {}}"),
        ("_yes_/a.md", HEAD),
        ("_no_/a.md", HEAD),
        ("_yes_/future.md", "---\ndate: 2999-01-01\n---\n"),
    ])
    .load();
    let written = |path| loaded.site.page(loaded.id(path)).written;
    assert!(written("_yes_/a.md"));
    assert!(!written("_no_/a.md"));
    assert!(!written("_yes_/future.md"));
}

#[test]
fn lookups_know_urls_paths_and_post_names() {
    let loaded = Fixture::new(&[
        ("_posts/2020-01-02-a.md", HEAD),
        ("x/_posts/2020-01-02-b.md", HEAD),
        ("_posts/y/2020-01-02-c.md", HEAD),
        ("p.md", HEAD),
        ("s.png", "s"),
    ])
    .load();
    let site = &loaded.site;
    assert_eq!(site.by_url("/p.html"), Some(loaded.id("p.md")));
    assert_eq!(site.by_path("/s.png"), Some(site::Target::Static(0)));
    assert_eq!(site.by_path("p.md"), Some(site::Target::Page(loaded.id("p.md"))));
    assert_eq!(
        site.by_post_name("2020-01-02-a"),
        Some(loaded.id("_posts/2020-01-02-a.md"))
    );
    assert_eq!(
        site.by_post_name("x/2020-01-02-b"),
        Some(loaded.id("x/_posts/2020-01-02-b.md"))
    );
    assert_eq!(
        site.by_post_name("y/2020-01-02-c"),
        Some(loaded.id("_posts/y/2020-01-02-c.md"))
    );
    assert_eq!(site.by_post_name("2020-01-02-z"), None);
}

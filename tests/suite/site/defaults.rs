//! Front matter defaults by scope.

use super::*;

#[test]
fn longer_paths_types_and_later_sets_win_and_hashes_merge() {
    let loaded = Fixture::new(&[
        (
            "_config.yml",
            "collections: {docs: {output: true}}
defaults:
- scope: {path: docs, type: pages}
  values: {layout: long, nested: {a: 1, b: 1}}
- scope: {path: ''}
  values: {layout: all, nested: {b: 2, c: 2}, first: 1}
- scope: {path: '', type: docs}
  values: {layout: typed}
- scope: {path: ''}
  values: {first: 2}
",
        ),
        ("docs/a.md", "---\nnested: {d: 4}\n---\n"),
        ("documents.md", HEAD),
        ("other.md", "---\nlayout:\n---\n"),
        ("_docs/d.md", "---\nlayout:\n---\n"),
    ])
    .load();
    let layout = |path| loaded.site.page(loaded.id(path)).layout();
    assert_eq!(layout("docs/a.md").as_deref(), Some("long"));
    assert_eq!(layout("documents.md").as_deref(), Some("all"));
    // An explicit nothing is nothing for a page, and no value at all for a document.
    assert_eq!(layout("other.md"), None);
    assert_eq!(layout("_docs/d.md").as_deref(), Some("typed"));
    assert_eq!(
        show(&loaded.get("docs/a.md", "nested")),
        "{\"b\"=>1, \"c\"=>2, \"a\"=>1, \"d\"=>4}"
    );
    assert_eq!(show(&loaded.get("documents.md", "first")), "2");
}

#[test]
fn globs_and_collection_folders_and_static_files_match() {
    let loaded = Fixture::new(&[
        (
            "_config.yml",
            "collections_dir: coll
collections: {docs: {output: true}}
defaults:
- scope: {path: 'a/*/c'}
  values: {globbed: true}
- scope: {path: 'a/**/d'}
  values: {deep: true}
- scope: {path: coll/_docs}
  values: {in: coll}
- scope: {path: img}
  values: {image: true}
- scope: {path: img/hidden}
  values: {published: false}
",
        ),
        ("a/b/c/p.md", HEAD),
        ("a/b/x/d/p.md", HEAD),
        ("coll/_docs/d.md", HEAD),
        ("img/a.png", "p"),
        ("img/hidden.png", "p"),
    ])
    .load();
    assert_eq!(show(&loaded.get("a/b/c/p.md", "globbed")), "true");
    assert_eq!(show(&loaded.get("a/b/x/d/p.md", "globbed")), "nil");
    assert_eq!(show(&loaded.get("a/b/x/d/p.md", "deep")), "true");
    assert_eq!(show(&loaded.get("_docs/d.md", "in")), "\"coll\"");
    assert_eq!(
        show(&loaded.view().site_value().get("static_files").as_array().unwrap()[0].get("image")),
        "true"
    );
    assert!(!loaded.site.static_files[1].written);
}

//! What templates see, and what is noted of it.

use super::*;

fn three() -> Loaded {
    Fixture::new(&[
        (
            "_config.yml",
            "title: T\ncollections: {docs: {output: true, note: n}}",
        ),
        ("_posts/2020-01-01-old.md", "---\ntags: [a]\n---\nold\n\nrest"),
        (
            "_posts/2020-01-02-new.md",
            "---\ntags: [b, a]\nexcerpt: own\n---\nnew",
        ),
        ("_docs/d.md", "---\ntitle: D\n---\nd"),
        ("a.md", "---\ntitle: A\n---\na"),
        ("b.md", "---\ntitle: B\n---\nb"),
        ("pic.png", "p"),
        ("_data/x.yml", "k: v"),
    ])
    .load()
}

fn reader(page: PageId, part: Part) -> Reader {
    Reader { page, part }
}

#[test]
fn a_page_sees_what_renders_before_it_and_the_source_of_what_renders_after_it() {
    let loaded = three();
    let view = loaded.view();
    let (a, b, d) = (loaded.id("a.md"), loaded.id("b.md"), loaded.id("_docs/d.md"));
    let content = |page, part, of| {
        let (text, _) = track(reader(page, part), || view.page(of).get("content"));
        text.as_str().unwrap().to_owned()
    };
    assert_eq!(content(b, Part::Body, a), "content of a.md");
    assert_eq!(content(a, Part::Body, b), "b");
    assert_eq!(content(a, Part::Body, a), "a");
    assert_eq!(content(a, Part::Layout, a), "content of a.md");
    assert_eq!(content(a, Part::Body, d), "content of _docs/d.md");
    assert_eq!(content(b, Part::Excerpt, a), "a");
    let (output, _) = track(reader(a, Part::Body), || view.page(d).get("output"));
    assert_eq!(output.as_str(), Some("output of _docs/d.md"));
    let (output, _) = track(reader(d, Part::Layout), || view.page(d).get("output"));
    assert!(output.is_nil());
}

#[test]
fn lists_are_in_jekylls_orders() {
    let loaded = three();
    let view = loaded.view();
    let site = view.site_value();
    let names = |key: &str| {
        let list = site.get(key);
        let names = list
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item.get("name").as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names("posts"), ["2020-01-02-new.md", "2020-01-01-old.md"]);
    assert_eq!(names("pages"), ["a.md", "b.md"]);
    assert_eq!(names("html_pages"), ["a.md", "b.md"]);
    assert_eq!(names("docs"), ["d.md"]);
    assert_eq!(
        names("documents"),
        ["2020-01-01-old.md", "2020-01-02-new.md", "d.md"]
    );
    assert_eq!(names("static_files"), ["pic.png"]);
    let labels = site.get("collections");
    let labels = labels
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c.get("label").as_str().unwrap().to_owned());
    assert_eq!(labels.collect::<Vec<_>>(), ["docs", "posts"]);
    let tags = site.get("tags");
    let counts = tags
        .as_hash()
        .unwrap()
        .iter()
        .map(|(k, v)| format!("{}:{}", k.as_str().unwrap(), v.as_array().unwrap().len()));
    assert_eq!(counts.collect::<Vec<_>>(), ["a:2", "b:1"]);
    assert!(site.get("config").is_nil());
    assert_eq!(show(&site.get("title")), "\"T\"");
}

#[test]
fn documents_know_their_neighbours_excerpts_and_relatives() {
    let loaded = three();
    let view = loaded.view();
    let (old, new) = (
        loaded.id("_posts/2020-01-01-old.md"),
        loaded.id("_posts/2020-01-02-new.md"),
    );
    assert_eq!(
        show(&view.page(old).get("next").get("name")),
        "\"2020-01-02-new.md\""
    );
    assert!(view.page(old).get("previous").is_nil());
    assert_eq!(show(&view.page(new).get("excerpt")), "\"own\"");
    let (excerpt, reads) = track(reader(new, Part::Body), || view.page(old).get("excerpt"));
    assert_eq!(excerpt.as_str(), Some("excerpt of _posts/2020-01-01-old.md"));
    assert!(
        reads
            .iter()
            .any(|read| *read == Dependency::Excerpt("_posts/2020-01-01-old.md".into()))
    );
    let (related, _) = track(reader(new, Part::Body), || view.site_value().get("related_posts"));
    assert_eq!(related.as_array().unwrap().len(), 1);
    let (related, _) = track(reader(loaded.id("a.md"), Part::Body), || {
        view.site_value().get("related_posts")
    });
    assert!(related.is_nil());
}

#[test]
fn everything_read_is_recorded_with_a_fingerprint_that_changes_with_it() {
    let fixture = Fixture::new(&[
        ("_config.yml", "title: T"),
        ("a.md", HEAD),
        ("_data/x.yml", "k: v"),
    ]);
    let before = fixture.load();
    let view = before.view();
    let (_, reads) = track(reader(before.id("a.md"), Part::Body), || {
        let site = view.site_value();
        (
            site.get("data").get("x"),
            site.get("title"),
            site.get("pages"),
            view.layout("none").is_some(),
        )
    });
    let wanted = [
        Dependency::Layout("none".into()),
        Dependency::Data("x".into()),
        Dependency::SiteKey("title".into()),
        Dependency::Pages,
    ];
    assert_eq!(reads.iter().cloned().collect::<Vec<_>>(), wanted);
    fixture.write("_data/x.yml", b"k: w");
    let after = fixture.load();
    let same = |read: &Dependency| before.site.fingerprint(read) == after.site.fingerprint(read);
    assert!(!same(&Dependency::Data("x".into())));
    assert!(
        same(&Dependency::Pages)
            && same(&Dependency::SiteKey("title".into()))
            && same(&Dependency::Layout("none".into()))
    );
}

#[test]
fn what_a_page_reads_of_itself_depends_on_the_current_page() {
    let loaded = three();
    let view = loaded.view();
    let reads = |path: &str, key: &str| {
        let id = loaded.id(path);
        track(reader(id, Part::Body), || view.page(id).get(key))
            .1
            .iter()
            .cloned()
            .collect::<Vec<_>>()
    };
    let current = Dependency::CurrentPage;
    assert_eq!(reads("a.md", "title"), std::slice::from_ref(&current));
    assert_eq!(reads("_docs/d.md", "content"), std::slice::from_ref(&current));
    let docs = Dependency::Collection("docs".into());
    assert_eq!(reads("_docs/d.md", "next"), [current, docs]);
}

#[test]
fn lists_show_their_members_as_ruby_does() {
    let loaded = three();
    let site = loaded.view().site_value();
    assert_eq!(
        show(&site.get("pages")),
        "[#<Jekyll::Page @relative_path=\"a.md\">, #<Jekyll::Page @relative_path=\"b.md\">]"
    );
    assert_eq!(
        show(&site.get("docs")),
        "[#<Jekyll::Document _docs/d.md collection=docs>]"
    );
    assert_eq!(
        show(&site.get("static_files")),
        "[#<Jekyll::StaticFile @relative_path=\"/pic.png\">]"
    );
}

#[test]
fn pages_print_as_hashes_and_documents_as_drops() {
    let loaded = three();
    let view = loaded.view();
    let keys = |path: &str| {
        let Value::Object(object) = view.page(loaded.id(path)) else {
            panic!("no object")
        };
        let keys = object
            .entries()
            .into_iter()
            .map(|(key, _)| key.as_str().unwrap().to_owned());
        (object.is_hash(), keys.collect::<Vec<_>>())
    };
    assert_eq!(
        keys("a.md"),
        (
            true,
            ["title", "content", "dir", "excerpt", "name", "path", "url"]
                .map(String::from)
                .to_vec()
        )
    );
    let (hash, keys) = keys("_docs/d.md");
    assert!(!hash);
    assert_eq!(keys[..5], ["name", "id", "next", "previous", "relative_path"]);
    assert_eq!(keys[15..], ["draft", "slug", "ext"]);
}

/// What `text` renders to as the body of the page `id`.
fn rendered(loaded: &Loaded, id: PageId, text: &str) -> String {
    use recto::liquid::{Counters, Inputs, Options};
    let view = loaded.view();
    let text: Arc<str> = text.into();
    let source = loaded.sources.add("asked", Arc::clone(&text));
    let engine = recto::jekyll::engine(Options::default());
    let inputs = Inputs {
        world: &view.body_world(id, Part::Body, &()),
        counters: &Counters::default(),
    };
    let template = engine.parse(source, &text).unwrap();
    engine.render(&template, &inputs).unwrap().text
}

#[test]
fn lists_hold_jekylls_own_objects_and_templates_name_drops() {
    let loaded = three();
    let a = loaded.id("a.md");
    let rendered = |text: &str| rendered(&loaded, a, text);
    assert_eq!(
        rendered("{% if site.pages contains page %}in{% else %}out{% endif %}"),
        "out"
    );
    assert_eq!(
        rendered(
            "{% assign kept = '' | split: '' | push: site.posts.first %}{% if kept contains site.posts.first %}in{% endif %}"
        ),
        "in"
    );
    assert_eq!(rendered("{{ site.pages }}"), "ab");
    assert_eq!(
        rendered("{{ site.docs | where: 'title', 'D' | inspect }}"),
        "[#&lt;Jekyll::Document _docs/d.md collection=docs&gt;]"
    );
    assert!(rendered("{{ site.docs | reverse }}").starts_with("d"));
    assert!(rendered("{{ site.docs | reverse | inspect }}").starts_with("[{\n  &quot;"));
    assert!(rendered("{{ site.collections.first | jsonify }}").contains(r#""docs":["d"]"#));
}

#[test]
fn a_loop_over_a_drop_gives_its_keys_and_over_a_page_its_pairs() {
    let loaded = three();
    let a = loaded.id("a.md");
    let rendered = |text: &str| rendered(&loaded, a, text);
    let of_document = rendered("{% for x in site.docs.first %}{{ x }} {% endfor %}");
    assert!(of_document.starts_with("name id next previous "), "{of_document}");
    assert_eq!(
        rendered("{% for x in page limit: 1 %}{{ x[0] }}={{ x[1] }}{% endfor %}"),
        "title=A"
    );
    assert_eq!(
        rendered("{{ page.first }} {{ site.docs.first.first }}"),
        "titleA named.md"
    );
    assert_eq!(rendered("{{ page.size }}"), rendered("{{ page | size }}"));
}

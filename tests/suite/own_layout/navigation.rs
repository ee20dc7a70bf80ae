//! The sidebar, the breadcrumbs, the section pages and the links to the neighbours.

use super::{build, run};

const PAGES: &[(&str, &str)] = &[
    ("content/index.md", "---\ntitle: Start\n---\nx"),
    ("content/captures.md", "---\ntitle: Captures\nweight: 20\n---\nx"),
    ("content/tabs.md", "# Tabs\n"),
    (
        "content/guide/install.md",
        "---\ntitle: Install\nweight: 10\n---\nx",
    ),
    ("content/guide/usage.md", "---\ntitle: Usage\nweight: 20\n---\nx"),
];

fn with(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut files = PAGES.to_vec();
    files.extend(more);
    files
}

#[test]
fn nav_entries_without_a_title_have_the_title_of_their_page() {
    let nav = "title: T\nnav:\n  - path: captures.md\n  - path: tabs.md\n";
    let site = build(&with(&[("recto.yml", nav)]));
    assert_eq!(
        site.sidebar("index.html"),
        ["Captures → /captures/", "Tabs → /tabs/"]
    );
}

#[test]
fn nav_accepts_paths_titles_folders_groups_and_urls() {
    let nav = "title: T\nnav:\n  - index.md\n  - Panes: tabs.md\n  - Forum: https://example.org/\n  - guide/\n  - More:\n      - captures.md\n      - { title: C, url: /captures/ }\n";
    let site = build(&with(&[("recto.yml", nav)]));
    assert_eq!(site.code, Some(0), "{}", site.printed);
    assert_eq!(
        site.sidebar("index.html"),
        [
            "Start → /",
            "Panes → /tabs/",
            "Forum → https://example.org/",
            "Install → /guide/install/",
            "Usage → /guide/usage/",
            "Captures → /captures/",
            "C → /captures/",
        ]
    );
}

#[test]
fn neighbours_and_breadcrumbs_follow_nav() {
    let nav = "title: T\nnav:\n  - Writing:\n      - tabs.md\n      - guide/usage.md\n  - index.md\n";
    let site = build(&with(&[("recto.yml", nav)]));
    assert_eq!(
        site.neighbours("tabs/index.html"),
        (None, Some("/guide/usage/".into()))
    );
    assert_eq!(
        site.neighbours("guide/usage/index.html"),
        (Some("/tabs/".into()), Some("/".into()))
    );
    // A page that the navigation does not have has no neighbours.
    assert_eq!(site.neighbours("captures/index.html"), (None, None));
    let crumbs = site.file("guide/usage/index.html");
    let crumbs = &crumbs[crumbs.find("breadcrumbs").unwrap()..];
    assert!(crumbs[..400].contains("<li>Writing</li>"), "{}", &crumbs[..400]);
}

#[test]
fn a_wrong_path_in_nav_is_an_error_with_its_place_and_a_suggestion() {
    let nav = "title: T\nnav:\n  - guide/instal.md\n";
    let site = build(&with(&[("recto.yml", nav)]));
    assert_eq!(site.code, Some(1));
    assert!(site.printed.contains("recto.yml:3:5"), "{}", site.printed);
    assert!(
        site.printed.contains("did you mean `guide/install.md`?"),
        "{}",
        site.printed
    );
    assert!(site.files.is_empty());
}

#[test]
fn a_folder_without_a_page_of_its_own_is_a_section() {
    let site = build(PAGES);
    let page = site.file("tabs/index.html");
    assert!(page.contains(">Guide<"), "{page}");
    assert_eq!(
        site.sidebar("tabs/index.html"),
        [
            "Start → /",
            "Captures → /captures/",
            "Install → /guide/install/",
            "Usage → /guide/usage/",
            "Tabs → /tabs/"
        ]
    );
    let crumbs = site.file("guide/install/index.html");
    assert!(crumbs.contains("<li>Guide</li>"), "{crumbs}");
}

#[test]
fn nav_yml_gives_a_folder_its_title_and_order() {
    let file = (
        "content/guide/_nav.yml",
        "title: Handbook\nweight: 1\norder: [usage, install.md]\n",
    );
    let site = build(&with(&[file]));
    assert!(site.file("tabs/index.html").contains(">Handbook<"));
    assert_eq!(
        site.sidebar("tabs/index.html")[1..3],
        ["Usage → /guide/usage/", "Install → /guide/install/"]
    );
    let site = build(&with(&[("content/guide/_nav.yml", "order: [instal.md]\n")]));
    assert!(
        site.printed.contains("content/guide/_nav.yml:1:9"),
        "{}",
        site.printed
    );
    assert!(
        site.printed.contains("did you mean `install.md`?"),
        "{}",
        site.printed
    );
}

#[test]
fn redirects_posts_drafts_and_hidden_pages_are_not_in_the_navigation() {
    let site = build(&with(&[
        ("recto.yml", "title: T\nplugins: [jekyll-redirect-from]\n"),
        ("content/new.md", "---\ntitle: New\nredirect_from: /old/\n---\nx"),
        ("content/_posts/2026-01-02-one.md", "---\ntitle: Post one\n---\nx"),
        ("content/secret.md", "---\ntitle: Secret\nhidden: true\n---\nx"),
        ("content/later.md", "---\ntitle: Later\ndraft: true\n---\nx"),
        ("content/404.md", "---\ntitle: Gone\n---\nx"),
    ]));
    let sidebar = site.sidebar("index.html").join("\n");
    assert!(sidebar.contains("New → /new/"), "{sidebar}");
    for title in ["Old", "Post one", "Secret", "Later", "Gone"] {
        assert!(!sidebar.contains(title), "{title} in {sidebar}");
    }
    assert!(site.files.contains_key("old.html") || site.files.contains_key("old/index.html"));
    assert!(site.files.contains_key("secret/index.html"));
    assert_eq!(site.neighbours("index.html").1.as_deref(), Some("/captures/"));
}

#[test]
fn a_draft_is_built_only_with_the_flag() {
    let files = with(&[("content/later.md", "---\ntitle: Later\ndraft: true\n---\nx")]);
    assert!(!build(&files).files.contains_key("later/index.html"));
    let drafts = run(&files, &["build", "-q", "--drafts", "-s", "src", "-d", "out"]);
    assert!(
        drafts
            .sidebar("index.html")
            .contains(&"Later → /later/".to_owned())
    );
}

#[test]
fn every_neighbour_is_in_the_sidebar_and_in_its_order() {
    let site = build(PAGES);
    let sidebar = site.sidebar("index.html");
    let urls = sidebar.iter().filter_map(|link| link.split(" → ").nth(1));
    let urls = urls.collect::<Vec<_>>();
    for pair in urls.windows(2) {
        let path = format!("{}index.html", pair[0].trim_start_matches('/'));
        assert_eq!(
            site.neighbours(&path).1.as_deref(),
            Some(pair[1]),
            "after {}",
            pair[0]
        );
    }
}

//! Themes that are repositories, and GitHub's default theme.

use super::archives::{Item, files, gem, repository};
use super::registry::{Answer, Registry};
use super::{THEME, build, page, printed, refused, run, site, text};
use crate::support::fixture::SiteFolder;

/// A site with a remote theme.
fn remote(theme: &str, more: &str) -> SiteFolder {
    let config = format!("remote_theme: {theme}\nplugins: [jekyll-remote-theme]\n{more}");
    site(&[
        ("_config.yml", &config),
        ("index.md", "---\nlayout: default\n---\n*hello*\n"),
    ])
}

fn server(paths: &[&str], items: &[Item<'_>]) -> Registry {
    let registry = Registry::start();
    for path in paths {
        registry.answer(path, Answer::Whole(repository("plain", items)));
    }
    registry
}

#[test]
fn a_remote_theme_is_the_archive_of_its_repository() {
    for (theme, path) in [
        ("Ann/Plain", "/ann/plain/tar.gz/HEAD"),
        ("ann/plain@v1.0", "/ann/plain/tar.gz/v1.0"),
        ("github:ann/plain", "/ann/plain/tar.gz/HEAD"),
        ("https://github.com/ann/plain@main", "/ann/plain/tar.gz/main"),
    ] {
        let (registry, folder) = (server(&[path], &files(THEME)), remote(theme, ""));
        build(&folder, &registry);
        // The configuration of a remote theme is not read.
        assert_eq!(page(&folder), "[ hi mark] <p><em>hello</em></p>\n", "{theme}");
        assert_eq!(text(&folder, "out/assets/logo.svg"), "<svg/>");
        build(&folder, &registry);
        assert_eq!(registry.requests(), [path], "{theme}");
    }
}

#[test]
fn the_ref_latest_is_the_last_release_else_the_head() {
    let registry = server(&["/ann/plain/tar.gz/v2", "/ann/plain/tar.gz/HEAD"], &files(THEME));
    let release = "/repos/ann/plain/releases/latest";
    registry.answer(release, Answer::Whole(b"{\"tag_name\": \"v2\"}".to_vec()));
    build(&remote("ann/plain@latest", ""), &registry);
    for answer in [
        Answer::Status("404 Not Found"),
        Answer::Whole(b"{\"tag_name\": \"../../x\"}".to_vec()),
    ] {
        registry.answer(release, answer);
        build(&remote("ann/plain@latest", ""), &registry);
    }
    let archives: Vec<String> = registry
        .requests()
        .into_iter()
        .filter(|path| path.contains("tar.gz"))
        .collect();
    assert_eq!(
        archives,
        [
            "/ann/plain/tar.gz/v2",
            "/ann/plain/tar.gz/HEAD",
            "/ann/plain/tar.gz/HEAD"
        ]
    );
}

#[test]
fn a_remote_theme_is_seen_by_templates_as_jekyll_remote_theme_shows_it() {
    let layout = "{{ site.theme }}|{{ theme.authors }}|{{ theme.version }}|{{ theme.description }}|{{ \
                  theme.dependencies | join: ',' }}|{{ theme.metadata | size }}|{% feed_meta %}";
    let gemspec = "Gem::Specification.new do |spec|\n  spec.name = \"other\"\n  spec.version = \"1.2.3\"\n  \
                   spec.authors = [\"A B\", \"C\"]\n  spec.summary = \"Sum\"\n  spec.add_runtime_dependency \
                   \"jekyll-feed\", \"~> 0.9\"\n  spec.add_dependency(\"jekyll-sitemap\")\n  \
                   spec.add_development_dependency \"jekyll-gist\"\nend\n";
    let theme = [("_layouts/default.html", layout), ("plain.gemspec", gemspec)];
    let registry = server(&["/ann/plain/tar.gz/HEAD"], &files(&theme));
    let folder = remote("ann/plain", "url: https://example.org\n");
    build(&folder, &registry);
    assert_eq!(
        page(&folder),
        "plain|A B, C|1.2.3|Sum|jekyll-feed (>= 0),jekyll-sitemap (>= 0)|0|<link type=\"application/atom+xml\" \
         rel=\"alternate\" href=\"https://example.org/feed.xml\" />"
    );
    // Its plugins come too late for their generators, as in Jekyll.
    assert!(!folder.path().join("out/feed.xml").exists() && !folder.path().join("out/sitemap.xml").exists());
    folder.write(
        "src/Gemfile",
        b"group :jekyll_plugins do\n  gem \"jekyll-remote-theme\"\nend\n",
    );
    build(&folder, &registry);
    assert!(folder.path().join("out/feed.xml").exists() && folder.path().join("out/sitemap.xml").exists());
}

#[test]
fn a_remote_theme_may_be_a_folder_on_this_machine() {
    let registry = Registry::start();
    let folder = remote("./own", "");
    folder.write("src/own/_layouts/default.html", b"own {{ site.theme }}");
    build(&folder, &registry);
    assert_eq!(page(&folder), "own own");
    let folder = remote("../outside", "");
    folder.write("outside/_layouts/default.html", b"outside");
    build(&folder, &registry);
    assert_eq!(page(&folder), "outside");
    let lines = {
        std::fs::remove_dir_all(folder.path().join("out")).unwrap();
        refused(&folder, &registry, &["--safe"])
    };
    assert!(lines.contains("error[theme-not-found]"), "{lines}");
    assert!(registry.requests().is_empty());
}

#[test]
fn a_remote_theme_is_above_a_gem_only_with_its_plugin() {
    let registry = server(
        &["/ann/plain/tar.gz/HEAD"],
        &files(&[("_layouts/default.html", "remote")]),
    );
    registry.release(
        "plain",
        "1.0",
        gem("plain", "1.0", &[], &files(&[("_layouts/default.html", "gem")])),
    );
    let page_of = |config: &str| {
        let folder = site(&[
            ("_config.yml", config),
            ("index.md", "---\nlayout: default\n---\n"),
        ]);
        build(&folder, &registry);
        page(&folder)
    };
    let both = "remote_theme: ann/plain\ntheme: plain\n";
    assert_eq!(page_of(both), "gem");
    assert_eq!(
        page_of(&format!("{both}plugins: [jekyll-remote-theme]\n")),
        "remote"
    );
    assert_eq!(page_of("remote_theme: ann/plain\n"), "remote");
}

#[test]
fn only_known_hosts_are_asked_for_remote_themes() {
    let registry = Registry::start();
    for theme in [
        "https://evil.example/ann/plain",
        "ann",
        "ann/..",
        "git@github.com:ann/plain",
    ] {
        let lines = refused(&remote(theme, ""), &registry, &[]);
        assert!(
            lines.contains("does not name a theme") && lines.contains("_config.yml:1:"),
            "{lines}"
        );
    }
    assert!(registry.requests().is_empty());
}

#[test]
fn github_pages_gives_a_site_without_layouts_its_default_theme() {
    let registry = Registry::start();
    let primer = gem(
        "jekyll-theme-primer",
        "0.6.0",
        &[],
        &files(&[("_layouts/default.html", "primer {{ site.theme }} {{ content }}")]),
    );
    let files: &[(&str, &str)] = &[
        ("_config.yml", "title: x\n"),
        ("index.md", "text\n"),
        ("Gemfile", "gem \"github-pages\"\n"),
    ];
    // Without a network the site is built bare.
    let folder = site(files);
    let output = run(
        &folder,
        &registry,
        &["build", "-s", "src", "-d", "out", "--github-pages"],
    );
    let lines = printed(&output);
    assert!(
        output.status.success() && lines.contains("warning[theme-not-found]"),
        "{lines}"
    );
    assert_eq!(page(&folder), "<p>text</p>\n");
    registry.release("jekyll-theme-primer", "0.6.0", primer);
    let output = run(
        &folder,
        &registry,
        &["build", "-s", "src", "-d", "out", "--github-pages"],
    );
    assert!(output.status.success(), "{}", printed(&output));
    assert_eq!(page(&folder), "primer jekyll-theme-primer <p>text</p>\n");
}

#[test]
fn a_site_with_layouts_or_without_github_pages_has_no_default_theme() {
    let registry = Registry::start();
    let bare = site(&[("_config.yml", "title: x\n"), ("index.md", "---\n---\ntext\n")]);
    build(&bare, &registry);
    let own = site(&[
        ("Gemfile", "gem \"github-pages\"\n"),
        ("_layouts/default.html", "own {{ content }}"),
        ("index.md", "---\nlayout: default\n---\ntext\n"),
    ]);
    build(&own, &registry);
    assert_eq!(page(&own), "own <p>text</p>\n");
    assert!(registry.requests().is_empty());
}

#[test]
fn links_inside_a_repository_become_copies() {
    let items = [
        Item::File("_includes/a.html", b"a"),
        Item::File("shared/x.html", b"not a part"),
        Item::Link("_includes/b.html", "a.html"),
        Item::Link("_includes/c.html", "../_includes/b.html"),
        Item::File("_includes/deep/d.html", b"d"),
        Item::Link("_includes/flat", "deep"),
        Item::HardLink("_includes/hard.html", "plain-HEAD/_includes/a.html"),
        Item::Link("_includes/loop.html", "loop.html"),
        Item::Link("_includes/gone.html", "nothing.html"),
        Item::Link("assets/link.txt", "../_includes/a.html"),
        Item::File(
            "_layouts/default.html",
            b"{% include b.html %}{% include c.html %}{% include flat/d.html %}{% include hard.html %}",
        ),
    ];
    let (registry, folder) = (
        server(&["/ann/plain/tar.gz/HEAD"], &items),
        remote("ann/plain", ""),
    );
    build(&folder, &registry);
    assert_eq!(page(&folder), "aada");
    assert!(
        !folder.path().join("out/assets").exists(),
        "Jekyll ignores links among the assets of a theme"
    );
}

//! Tests how files and the command line become the resolved configuration.

use super::*;

#[test]
fn without_a_file_jekylls_defaults_hold() {
    let loaded = Fixture::new(&[("index.html", HEAD)]).load();
    let config = &loaded.site.config;
    assert_eq!(config.markdown, Dialect::Kramdown);
    assert_eq!(&*config.permalink, "date");
    assert_eq!(show(&config.get("include")), "[\".htaccess\"]");
    assert_eq!(
        show(&config.get("kramdown").get("toc_levels")),
        "[1, 2, 3, 4, 5, 6]"
    );
    assert!(config.destination.ends_with("_site"));
}

#[test]
fn files_merge_from_left_to_right_and_deep() {
    let mut fixture = Fixture::new(&[
        (
            "a.yml",
            "a: {x: 1, y: 2}\nlist: [1]\nkeep: here\nplugins: [one]\n",
        ),
        ("b.toml", "list = [2]\n[a]\ny = 3\n"),
        ("c.yml", "keep:\nplugins: [two]\n"),
    ]);
    fixture.overrides.config = vec!["a.yml".into(), "b.toml".into(), "c.yml".into()];
    let config = Arc::clone(&fixture.load().site.config);
    assert_eq!(show(&config.get("a")), "{\"x\"=>1, \"y\"=>3}");
    assert_eq!(show(&config.get("list")), "[2]");
    assert_eq!(show(&config.get("keep")), "\"here\"");
    assert_eq!(config.plugins, ["two".into()]);
}

#[test]
fn dates_of_toml_are_times_as_jekylls_reader_has_them() {
    let text =
        "a = 2020-01-02\nb = 2020-01-02T03:04:05Z\nc = 2020-01-02T03:04:05+02:00\nd = 2020-01-02T03:04:05\n";
    let mut fixture = Fixture::new(&[("a.toml", text)]);
    fixture.overrides.config = vec!["a.toml".into()];
    let config = Arc::clone(&fixture.load().site.config);
    let shown = ["a", "b", "c", "d"].map(|key| show(&config.get(key)));
    assert_eq!(
        shown,
        [
            "2020-01-02 00:00:00 +0000",
            "2020-01-02 03:04:05 +0000",
            "2020-01-02 03:04:05 +0200",
            "2020-01-02 03:04:05 +0000"
        ]
    );
}

#[test]
fn a_file_may_have_a_name_in_any_script() {
    let mut fixture = Fixture::new(&[("настройки", "title: T\n")]);
    fixture.overrides.config = vec!["настройки".into()];
    assert_eq!(show(&fixture.load().site.config.get("title")), "\"T\"");
}

#[test]
fn the_command_line_wins() {
    let mut fixture = Fixture::new(&[("_config.yml", "baseurl: /x\nfuture: false\n")]);
    fixture.overrides.baseurl = Some("/y".to_owned());
    fixture.overrides.future = Some(true);
    let config = Arc::clone(&fixture.load().site.config);
    assert_eq!((&*config.baseurl, config.future), ("/y", true));
}

#[test]
fn old_spellings_are_mapped_with_a_warning() {
    let loaded = Fixture::new(&[(
        "_config.yml",
        "gems: [jekyll-feed]\nexclude: a, b\nmarkdown: redcarpet\nlayouts: _l\npygments: true\n",
    )])
    .load();
    let config = &loaded.site.config;
    assert_eq!(config.plugins, ["jekyll-feed".into()]);
    assert_eq!(&*config.exclude[1], "b");
    assert_eq!(&*config.layouts_dir, "_l");
    let printed = loaded.printed();
    assert!(printed.contains("`gems` is now called `plugins`"), "{printed}");
    assert!(printed.contains("_config.yml:1:1"), "{printed}");
    assert_eq!(loaded.worst(), Some(Severity::Warning));
}

#[test]
fn a_misspelt_key_is_noted_with_a_proposal() {
    let loaded = Fixture::new(&[("_config.yml", "permalnk: pretty\nmy_key: 1\n")]).load();
    let printed = loaded.printed();
    assert!(printed.contains("did you mean `permalink`?"), "{printed}");
    assert!(!printed.contains("my_key"), "{printed}");
    assert_eq!(loaded.worst(), Some(Severity::Note));
}

#[test]
fn configuration_that_makes_a_build_impossible_is_refused() {
    let refused = |text: &str| Fixture::new(&[("_config.yml", text)]).refused();
    assert!(refused("destination: .").contains("is the source folder or contains it"));
    assert!(refused("destination: ..").contains("is the source folder or contains it"));
    assert!(refused("limit_posts: -1").contains("negative"));
    assert!(refused("markdown: pandoc").contains("unknown Markdown processor"));
    assert!(refused("a: [1").contains("not YAML"));
    assert!(refused("source: nowhere").contains("no source folder"));
}

#[test]
fn a_tilde_in_the_destination_is_the_home_folder() {
    let destination = |text: &str| {
        let loaded = Fixture::new(&[("_config.yml", text)]).load();
        loaded.site.config.destination.clone()
    };
    assert_eq!(destination("destination: ~/x/y"), Path::new("/home/ann/x/y"));
    assert!(destination("destination: a~").ends_with("a~"));
}

#[test]
fn a_theme_is_below_the_site_and_cannot_set_jekylls_own_keys() {
    let loaded = Fixture::new(&[
        ("_config.yml", "theme_dir: _theme\ntitle: mine\n"),
        ("_layouts/own.html", "own"),
        (
            "_theme/_config.yml",
            "title: theirs\ncolor: red\npermalink: none\n",
        ),
        ("_theme/_layouts/own.html", "theirs"),
        ("_theme/_layouts/base.html", "base"),
        ("_theme/_includes/a.html", "a"),
        ("_theme/_data/nav.yml", "x: 1"),
        ("_theme/assets/style.css", "c"),
        ("_theme/assets/main.scss", HEAD),
    ])
    .load();
    let site = &loaded.site;
    assert_eq!(show(&site.config.get("title")), "\"mine\"");
    assert_eq!(show(&site.config.get("color")), "\"red\"");
    assert_eq!(&*site.config.permalink, "date");
    assert_eq!(site.layouts["own"].body(), "own");
    assert_eq!(site.layouts["base"].body(), "base");
    assert!(site.includes.contains_key("a.html"));
    assert_eq!(show(&site.data.get("nav")), "{\"x\"=>1}");
    assert_eq!(loaded.files(), ["/assets/style.css"]);
    assert_eq!(loaded.url("assets/main.scss"), "/assets/main.css");
}

#[test]
fn a_theme_may_be_an_installed_gem_of_which_the_newest_counts() {
    let gems = Fixture::new(&[
        ("all/gems/minty-1.9.0/_layouts/base.html", "old"),
        ("all/gems/minty-1.10.0/_layouts/base.html", "new"),
        ("all/gems/minty-extra-2.0/_layouts/base.html", "another"),
    ]);
    let mut fixture = Fixture::new(&[("_config.yml", "theme: minty\n")]);
    assert!(
        fixture
            .refused()
            .contains("the theme `minty` is not on this machine")
    );
    fixture.overrides.themes.gem_folders = vec![gems.path().to_owned()];
    let loaded = fixture.load();
    assert_eq!(loaded.site.layouts["base"].body(), "new");
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.printed());
}

#[test]
fn rectos_own_layout_is_known_by_its_file() {
    let loaded = Fixture::new(&[
        ("recto.yml", "title: T\n"),
        ("content/index.md", "# Hi\n"),
        ("content/guide/start.md", "---\ntitle: S\n---\nx"),
        ("content/pic.png", "p"),
        ("assets/a.css", "a"),
        ("data/nav.yml", "x: 1"),
        ("templates/page.html", "t"),
    ])
    .load();
    assert_eq!(loaded.site.config.markdown, Dialect::CommonMark);
    assert_eq!(loaded.url("index.md"), "/");
    assert_eq!(loaded.url("guide/start.md"), "/guide/start/");
    assert_eq!(loaded.files(), ["/assets/a.css", "/pic.png"]);
    assert_eq!(show(&loaded.site.data.get("nav")), "{\"x\"=>1}");
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.printed());
}

#[test]
fn an_unknown_time_zone_is_utc_as_for_the_c_library() {
    let loaded = Fixture::new(&[
        ("_config.yml", "timezone: Mars/Olympus\n"),
        ("_posts/2020-01-01-a.md", "---\n---\n"),
    ])
    .load();
    assert_eq!(loaded.worst(), Some(Severity::Warning));
    assert!(
        loaded.printed().contains("times are in UTC"),
        "{}",
        loaded.printed()
    );
    assert_eq!(loaded.site.config.zone.time(0, 0).offset, 0);
}

//! From a source folder to the frozen site: configuration, discovery, front matter, permalinks, defaults, data, and
//! what templates see of it.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "fixtures are written to temporary folders, and a test may fail where it stands"
)]

use recto::config::{Config, Dialect, Overrides, Surroundings};
use recto::diag::{Diagnostic, Severity, Sources, print};
use recto::discover::{self, Cache};
use recto::site::view::{Phase, Read, Render, View};
use recto::site::{self, PageId, Site};
use recto::value::{Str, Value};
use std::path::Path;
use std::sync::Arc;

/// A source folder that lives as long as the test.
struct Fixture {
    folder: tempfile::TempDir,
    overrides: Overrides,
}

/// A site and what was found wrong on the way.
struct Loaded {
    site: Arc<Site>,
    diagnostics: Vec<Diagnostic>,
    sources: Arc<Sources>,
}

impl Fixture {
    /// A folder with files, each a path and a text.
    fn new(files: &[(&str, &str)]) -> Self {
        let fixture = Self {
            folder: tempfile::tempdir().unwrap(),
            overrides: Overrides::default(),
        };
        for (path, text) in files {
            fixture.write(path, text.as_bytes());
        }
        fixture
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn config(&self, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> recto::diag::Result<Config> {
        let surroundings = Surroundings {
            directory: self.path().to_owned(),
            now: (1_767_225_600, 0),
            source_date_epoch: None,
            environment: None,
            zone: Some("UTC".to_owned()),
        };
        discover::configuration(&self.overrides, &surroundings, sources, diagnostics)
    }

    fn load(&self) -> Loaded {
        self.load_with(&Arc::default(), &mut Cache::default())
    }

    fn load_with(&self, sources: &Arc<Sources>, cache: &mut Cache) -> Loaded {
        let mut diagnostics = Vec::new();
        let config = Arc::new(self.config(sources, &mut diagnostics).expect("a configuration"));
        let found = discover::walk(&config, sources, cache, &mut diagnostics);
        let (site, more) = site::assemble(found, config, &[]);
        diagnostics.extend(more);
        Loaded {
            site: Arc::new(site),
            diagnostics,
            sources: Arc::clone(sources),
        }
    }

    /// The message of the configuration's fatal fault.
    fn refused(&self) -> String {
        self.config(&Sources::default(), &mut Vec::new())
            .unwrap_err()
            .message
            .clone()
    }
}

/// Renders nothing, but says what it was asked for.
struct Echo;

impl Render for Echo {
    fn content(&self, view: &View, id: PageId) -> Str {
        format!("content of {}", view.site().page(id).path).into()
    }

    fn output(&self, view: &View, id: PageId) -> Str {
        format!("output of {}", view.site().page(id).path).into()
    }

    fn excerpt(&self, view: &View, id: PageId) -> Str {
        format!("excerpt of {}", view.site().page(id).path).into()
    }
}

impl Loaded {
    fn view(&self) -> View {
        View::new(Arc::clone(&self.site), Arc::new(Echo))
    }

    /// The id of the page or document at a path.
    fn id(&self, path: &str) -> PageId {
        let at = self.site.pages.iter().position(|page| &*page.path == path);
        PageId(u32::try_from(at.unwrap_or_else(|| panic!("no page {path}"))).unwrap())
    }

    fn url(&self, path: &str) -> &str {
        &self.site.page(self.id(path)).url
    }

    fn output(&self, path: &str) -> &str {
        &self.site.page(self.id(path)).output
    }

    /// The paths of all pages and documents, in order of rendering.
    fn paths(&self) -> Vec<&str> {
        self.site.pages.iter().map(|page| &*page.path).collect()
    }

    fn files(&self) -> Vec<&str> {
        self.site.static_files.iter().map(|file| &*file.path).collect()
    }

    /// What a page gives for a key, with the whole site in view.
    fn get(&self, path: &str, key: &str) -> Value {
        self.view().page(self.id(path)).get(key)
    }

    /// The printed diagnostics.
    fn told(&self) -> String {
        self.diagnostics
            .iter()
            .map(|found| print(found, &self.sources, false))
            .collect()
    }

    fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|found| found.severity).max()
    }
}

fn show(value: &Value) -> String {
    recto::value::print::inspect(value).to_string()
}

const HEAD: &str = "---\n---\n";

mod configuration {
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
        let told = loaded.told();
        assert!(told.contains("`gems` is now called `plugins`"), "{told}");
        assert!(told.contains("_config.yml:1:1"), "{told}");
        assert_eq!(loaded.worst(), Some(Severity::Warning));
    }

    #[test]
    fn a_misspelt_key_is_noted_with_a_proposal() {
        let loaded = Fixture::new(&[("_config.yml", "permalnk: pretty\nmy_key: 1\n")]).load();
        let told = loaded.told();
        assert!(told.contains("did you mean `permalink`?"), "{told}");
        assert!(!told.contains("my_key"), "{told}");
        assert_eq!(loaded.worst(), Some(Severity::Note));
    }

    #[test]
    fn what_no_build_can_go_on_with_is_refused() {
        let refused = |text: &str| Fixture::new(&[("_config.yml", text)]).refused();
        assert!(refused("destination: .").contains("is the source folder or lies above it"));
        assert!(refused("destination: ..").contains("is the source folder or lies above it"));
        assert!(refused("timezone: Mars/Olympus").contains("no time zone"));
        assert!(refused("limit_posts: -1").contains("negative"));
        assert!(refused("markdown: pandoc").contains("no Markdown processor"));
        assert!(refused("a: [1").contains("not YAML"));
        assert!(refused("source: nowhere").contains("no source folder"));
    }

    #[test]
    fn a_theme_lies_under_the_site_and_cannot_set_jekylls_own_keys() {
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
        let loaded = fixture.load();
        assert!(
            loaded.told().contains("the theme `minty` is not installed here"),
            "{}",
            loaded.told()
        );
        fixture.overrides.gem_folders = vec![gems.path().to_owned()];
        let loaded = fixture.load();
        assert_eq!(loaded.site.layouts["base"].body(), "new");
        assert!(loaded.diagnostics.is_empty(), "{}", loaded.told());
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
        assert!(loaded.diagnostics.is_empty(), "{}", loaded.told());
    }
}

mod discovery {
    use super::*;

    #[test]
    fn special_names_are_left_out_unless_included() {
        let loaded = Fixture::new(&[
            ("_config.yml", "include: [_redirects, .well-known, sub/.hid]\n"),
            ("_redirects", "r"),
            (".well-known/x.txt", "w"),
            (".other/x.txt", "w"),
            ("_secret/x.txt", "s"),
            ("backup.html~", "b"),
            ("#tmp#", "t"),
            ("sub/.hid", "h"),
            ("sub/ok.txt", "o"),
            ("ends.", "e"),
        ])
        .load();
        assert_eq!(
            loaded.files(),
            ["/.well-known/x.txt", "/_redirects", "/sub/.hid", "/sub/ok.txt"]
        );
    }

    #[test]
    fn exclude_is_a_pattern_a_prefix_or_a_folder() {
        let loaded = Fixture::new(&[
            ("_config.yml", "exclude: [doc, '*.log', vendor/]\n"),
            ("docs/a.txt", "a"),
            ("document.md", "d"),
            ("x/y/z.log", "l"),
            ("vendor/v.txt", "v"),
            ("x/vendor/v.txt", "v"),
            ("Gemfile", "g"),
            ("node_modules/n.js", "n"),
            ("keep.txt", "k"),
        ])
        .load();
        assert_eq!(loaded.files(), ["/keep.txt", "/x/vendor/v.txt"]);
    }

    #[test]
    fn a_page_is_what_begins_with_front_matter() {
        let fixture = Fixture::new(&[
            ("a.html", "---\n---\nx"),
            ("b.html", "--- \r\n---\r\nx"),
            ("c.html", "---"),
            ("d.html", "x\n---\n---\n"),
            ("e.html", ""),
        ]);
        fixture.write("bom.html", b"\xef\xbb\xbf---\n---\nx");
        fixture.write("bin.html", b"---\n---\n\xff\xfe");
        let loaded = fixture.load();
        assert_eq!(loaded.paths(), ["a.html", "b.html", "bin.html"]);
        assert_eq!(loaded.files(), ["/bom.html", "/c.html", "/d.html", "/e.html"]);
        assert_eq!(loaded.site.page(loaded.id("b.html")).body(), "x");
        assert_eq!(loaded.site.page(loaded.id("bin.html")).body(), "\u{fffd}\u{fffd}");
        let told = loaded.told();
        assert!(told.contains("this is not UTF-8"), "{told}");
        assert!(told.contains("bin.html:3:1"), "{told}");
    }

    #[test]
    fn an_enormous_page_is_refused_and_an_enormous_file_is_not_read() {
        let fixture = Fixture::new(&[("page.md", HEAD), ("film.mp4", "film")]);
        for name in ["page.md", "film.mp4"] {
            let file = std::fs::File::options()
                .write(true)
                .open(fixture.path().join(name))
                .unwrap();
            file.set_len(300 << 20).unwrap();
        }
        let loaded = fixture.load();
        assert_eq!(loaded.worst(), Some(Severity::Error));
        assert!(
            loaded.told().contains("`page.md` is too large"),
            "{}",
            loaded.told()
        );
        assert!(loaded.files().contains(&"/film.mp4"));
    }

    #[test]
    fn posts_lie_in_every_folder_and_bring_categories() {
        let loaded = Fixture::new(&[
            ("_posts/2020-01-02-b.md", HEAD),
            ("a/b/_posts/2020-01-01-x.md", "no front matter"),
            ("_posts/deep/2019-1-2-y.md", HEAD),
            ("_posts/nodate.md", HEAD),
            ("_drafts/d.md", HEAD),
            ("_posts/2999-01-01-future.md", HEAD),
        ])
        .load();
        assert_eq!(
            loaded.paths(),
            [
                "_posts/deep/2019-1-2-y.md",
                "a/b/_posts/2020-01-01-x.md",
                "_posts/2020-01-02-b.md"
            ]
        );
        assert_eq!(loaded.url("a/b/_posts/2020-01-01-x.md"), "/a/b/2020/01/01/x.html");
        assert_eq!(loaded.url("_posts/deep/2019-1-2-y.md"), "/2019/01/02/y.html");
        assert!(loaded.told().contains("date in the future"));
    }

    #[test]
    fn drafts_future_and_unpublished_come_when_asked_for() {
        let mut fixture = Fixture::new(&[
            ("_drafts/d.md", HEAD),
            ("_posts/2999-01-01-future.md", HEAD),
            ("hidden.html", "---\npublished: false\n---\n"),
        ]);
        assert!(fixture.load().paths().is_empty());
        fixture.overrides.show_drafts = Some(true);
        fixture.overrides.future = Some(true);
        fixture.overrides.unpublished = Some(true);
        let loaded = fixture.load();
        assert_eq!(
            loaded.paths(),
            ["_drafts/d.md", "_posts/2999-01-01-future.md", "hidden.html"]
        );
        assert_eq!(show(&loaded.get("_drafts/d.md", "draft")), "true");
    }

    #[test]
    fn limit_posts_keeps_the_newest() {
        let mut fixture = Fixture::new(&[
            ("_posts/2020-01-01-a.md", HEAD),
            ("_posts/2020-01-02-b.md", HEAD),
            ("_posts/2020-01-03-c.md", HEAD),
        ]);
        fixture.overrides.limit_posts = Some(2);
        assert_eq!(
            fixture.load().paths(),
            ["_posts/2020-01-02-b.md", "_posts/2020-01-03-c.md"]
        );
    }

    #[test]
    fn pages_stand_by_name_then_folders_first() {
        let loaded = Fixture::new(&[
            ("index.md", HEAD),
            ("z/index.md", HEAD),
            ("a/index.md", HEAD),
            ("a/about.md", HEAD),
        ])
        .load();
        assert_eq!(
            loaded.paths(),
            ["a/about.md", "a/index.md", "z/index.md", "index.md"]
        );
    }

    #[test]
    fn unchanged_files_are_not_read_again() {
        let fixture = Fixture::new(&[("a.md", "---\n---\na"), ("b.md", "---\n---\nb")]);
        let sources = Arc::default();
        let mut cache = Cache::default();
        let first = fixture.load_with(&sources, &mut cache);
        fixture.write("b.md", b"---\n---\nchanged");
        let second = fixture.load_with(&sources, &mut cache);
        let source = |loaded: &Loaded, path| loaded.site.page(loaded.id(path)).source;
        assert_eq!(source(&first, "a.md"), source(&second, "a.md"));
        assert_ne!(source(&first, "b.md"), source(&second, "b.md"));
        assert_eq!(second.site.page(second.id("b.md")).body(), "changed");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_leave_the_source_are_refused_unless_allowed() {
        let outside = Fixture::new(&[("secret.txt", "s"), ("folder/x.txt", "x")]);
        let mut fixture = Fixture::new(&[("a.txt", "a"), ("sub/b.txt", "b")]);
        let link = |to: &Path, from: &str| std::os::unix::fs::symlink(to, fixture.path().join(from)).unwrap();
        link(&outside.path().join("secret.txt"), "stolen.txt");
        link(&outside.path().join("folder"), "stolen");
        link(Path::new("a.txt"), "inside.txt");
        link(Path::new(".."), "sub/circle");
        link(Path::new("/nowhere/at/all"), "broken.txt");
        let loaded = fixture.load();
        assert_eq!(loaded.files(), ["/a.txt", "/inside.txt", "/sub/b.txt"]);
        assert!(
            loaded.told().contains("leaves the source folder"),
            "{}",
            loaded.told()
        );
        assert!(
            loaded.told().contains("leads back to a folder above it"),
            "{}",
            loaded.told()
        );
        fixture.overrides.follow_symlinks = Some(true);
        let loaded = fixture.load();
        assert_eq!(
            loaded.files(),
            [
                "/a.txt",
                "/inside.txt",
                "/stolen.txt",
                "/stolen/x.txt",
                "/sub/b.txt"
            ]
        );
    }

    #[test]
    fn relative_includes_stay_in_the_source() {
        let fixture = Fixture::new(&[("docs/a.md", HEAD), ("docs/part.txt", "part")]);
        let loaded = fixture.load();
        let shelf = &loaded.site.shelf;
        assert_eq!(&*shelf.open("docs/part.txt").unwrap().text, "part");
        assert!(shelf.open("../../etc/passwd").is_none());
        assert!(shelf.open("docs/none.txt").is_none());
    }
}

mod front_matter {
    use super::*;

    #[test]
    fn bad_yaml_is_a_warning_and_the_page_is_built_without_it() {
        let loaded = Fixture::new(&[("a.md", "---\ntitle: a: b\n---\nBody\n")]).load();
        assert_eq!(loaded.site.page(loaded.id("a.md")).body(), "Body\n");
        assert!(loaded.get("a.md", "title").is_nil());
        assert_eq!(loaded.worst(), Some(Severity::Warning));
        assert!(loaded.told().contains("a.md:2"), "{}", loaded.told());
    }

    #[test]
    fn strict_front_matter_makes_it_an_error() {
        let mut fixture = Fixture::new(&[("a.md", "---\ntitle: a: b\n---\nBody\n")]);
        fixture.overrides.strict_front_matter = Some(true);
        assert_eq!(fixture.load().worst(), Some(Severity::Error));
    }

    #[test]
    fn a_head_that_is_no_mapping_is_an_error() {
        let loaded = Fixture::new(&[("a.md", "---\n- list\n---\nBody\n")]).load();
        assert_eq!(loaded.worst(), Some(Severity::Error));
        assert!(loaded.paths().is_empty());
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
        assert!(loaded.told().contains("alias"), "{}", loaded.told());
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
        assert!(loaded.told().contains("`date: nonsense`"), "{}", loaded.told());
    }
}

mod permalinks {
    use super::*;

    /// The URL and the file of one post under a permalink in the configuration.
    fn post(permalink: &str) -> (String, String) {
        let config = format!("permalink: {permalink}\n");
        let path = "_posts/2020-02-03-Hello-World.md";
        let loaded = Fixture::new(&[
            ("_config.yml", &config),
            (path, "---\ncategories: [X, Y z]\n---\n"),
        ])
        .load();
        (loaded.url(path).to_owned(), loaded.output(path).to_owned())
    }

    #[test]
    fn styles_of_posts() {
        for (style, url) in [
            ("date", "/x/y%20z/2020/02/03/Hello-World.html"),
            ("pretty", "/x/y%20z/2020/02/03/Hello-World/"),
            ("ordinal", "/x/y%20z/2020/034/Hello-World.html"),
            ("weekdate", "/x/y%20z/2020/W06/Mon/Hello-World.html"),
            ("none", "/x/y%20z/Hello-World.html"),
            ("/:slug/:title_:i_month/", "/hello-world/Hello-World_2/"),
            (
                "/:slugified_categories/:short_year:y_day/:long_month",
                "/x/y-z/20034/February",
            ),
        ] {
            assert_eq!(post(style).0, url, "{style}");
        }
        assert_eq!(post("pretty").1, "x/y z/2020/02/03/Hello-World/index.html");
        assert_eq!(post("/a/:title").1, "a/Hello-World.html");
    }

    #[test]
    fn pages_and_collections_take_the_ending_of_the_style() {
        for (style, page, doc) in [
            ("date", "/sub/p.html", "/docs/d.html"),
            ("pretty", "/sub/p/", "/docs/d/"),
            ("weekdate", "/sub/p", "/docs/d"),
            ("/:title/", "/sub/p/", "/docs/d/"),
            ("/:title:output_ext", "/sub/p.html", "/docs/d.html"),
        ] {
            let config = format!("permalink: {style}\ncollections: {{docs: {{output: true}}}}\n");
            let loaded = Fixture::new(&[
                ("_config.yml", &config),
                ("sub/p.md", HEAD),
                ("sub/index.md", HEAD),
                ("sub/feed.xml", HEAD),
                ("_docs/d.md", HEAD),
            ])
            .load();
            assert_eq!(loaded.url("sub/p.md"), page, "{style}");
            assert_eq!(loaded.url("_docs/d.md"), doc, "{style}");
            assert_eq!(loaded.url("sub/index.md"), "/sub/", "{style}");
            assert_eq!(loaded.url("sub/feed.xml"), "/sub/feed.xml", "{style}");
            assert!(loaded.output("_docs/d.md").ends_with(".html"), "{style}");
        }
    }

    #[test]
    fn a_pages_own_permalink_decides_url_file_and_extension() {
        for (permalink, url, output) in [
            ("/foo/bar", "/foo/bar", "foo/bar.html"),
            ("/foo/bar/", "/foo/bar/", "foo/bar/index.html"),
            ("/foo/bar.txt", "/foo/bar.txt", "foo/bar.txt"),
            ("pretty", "/pretty", "pretty.html"),
            ("/:path/:basename:output_ext", "/sub/p.html", "sub/p.html"),
            ("/:year/x", "/:year/x", ":year/x.html"),
            ("/a//b/./c", "/a/b/c", "a/b/c.html"),
        ] {
            let text = format!("---\npermalink: {permalink}\n---\n");
            let loaded = Fixture::new(&[("sub/p.md", &text)]).load();
            assert_eq!(loaded.url("sub/p.md"), url);
            assert_eq!(loaded.output("sub/p.md"), output);
        }
    }

    #[test]
    fn no_permalink_leads_out_of_the_destination() {
        for permalink in [
            "../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/a/%2e%2e%2f%2e%2e%2f%2e%2e/b",
            "/....//....//x",
            "~/x",
            "/\\0/x",
        ] {
            let text = format!("---\npermalink: \"{permalink}\"\n---\n");
            let loaded = Fixture::new(&[
                ("_config.yml", "collections: {docs: {output: true}}"),
                ("p.md", &text),
                ("_docs/d.md", &text),
            ])
            .load();
            for path in ["p.md", "_docs/d.md"] {
                let output = loaded.output(path);
                assert!(!output.starts_with('/'), "{output}");
                assert!(
                    output.split('/').all(|part| part != ".." && !part.is_empty()),
                    "{output}"
                );
                assert!(!output.contains('\0'), "{output}");
            }
        }
    }

    #[test]
    fn an_unknown_key_and_an_empty_permalink_are_errors() {
        let loaded = Fixture::new(&[
            ("_posts/2020-01-01-a.md", "---\npermalink: /:nonsense/\n---\n"),
            ("b.md", "---\npermalink: \"\"\n---\n"),
        ])
        .load();
        let told = loaded.told();
        assert!(told.contains("`:nonsense`"), "{told}");
        assert!(told.contains("an empty `permalink`"), "{told}");
        assert_eq!(loaded.worst(), Some(Severity::Error));
    }

    #[test]
    fn two_files_of_one_destination_are_told_by_name() {
        let loaded = Fixture::new(&[
            ("a.md", "---\npermalink: /x.html\n---\n"),
            ("x.html", HEAD),
            ("B.txt", "b"),
            ("b.txt", "b"),
        ])
        .load();
        let told = loaded.told();
        assert!(
            told.contains("`a.md` and `x.html` are both written to `x.html`"),
            "{told}"
        );
        assert!(told.contains("`B.txt` and `b.txt` differ only in case"), "{told}");
    }

    #[test]
    fn files_of_collections_follow_their_template() {
        let loaded = Fixture::new(&[
            (
                "_config.yml",
                "collections: {docs: {output: true, permalink: '/d/:path/'}, hid: {}}",
            ),
            ("_docs/sub/pic.png", "p"),
            ("_hid/pic.png", "p"),
        ])
        .load();
        let file = &loaded.site.static_files[0];
        assert_eq!(
            (&*file.path, &*file.url, &*file.output),
            ("_docs/sub/pic.png", "/d/sub/pic.png", "d/sub/pic.png")
        );
        assert!(file.written && !loaded.site.static_files[1].written);
    }
}

mod defaults {
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
        assert_eq!(show(&loaded.view().static_file(0).get("image")), "true");
        assert!(!loaded.site.static_files[1].written);
    }
}

mod data {
    use super::*;

    #[test]
    fn files_and_folders_become_a_tree() {
        let loaded = Fixture::new(&[
            ("_data/a.b.yml", "x: 1"),
            ("_data/team/mem bers.csv", "n,m\n1,\"x,y\"\n"),
            ("_data/t.tsv", "a\tb\n1\t2\n"),
            ("_data/j.json", "{\"k\": [1, null]}"),
            ("_data/ignored.txt", "x"),
        ])
        .load();
        let data = &loaded.site.data;
        assert_eq!(show(&data.get("ab")), "{\"x\"=>1}");
        assert_eq!(
            show(&data.get("team").get("mem_bers")),
            "[{\"n\"=>\"1\", \"m\"=>\"x,y\"}]"
        );
        assert_eq!(show(&data.get("t")), "[{\"a\"=>\"1\", \"b\"=>\"2\"}]");
        assert_eq!(show(&data.get("j")), "{\"k\"=>[1, nil]}");
        assert!(data.get("ignored").is_nil());
    }

    #[test]
    fn a_broken_file_is_an_error_at_its_place() {
        let loaded = Fixture::new(&[("_data/a.yml", "x: [1\ny: 2\n"), ("_data/b.yml", "x: 1")]).load();
        assert_eq!(loaded.worst(), Some(Severity::Error));
        assert!(loaded.told().contains("_data/a.yml:"), "{}", loaded.told());
        assert_eq!(show(&loaded.site.data.get("b").get("x")), "1");
    }
}

mod collections {
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
    fn documents_stand_by_path_key_or_list() {
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
}

mod view {
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

    #[test]
    fn a_page_sees_what_renders_before_it_and_the_source_of_what_renders_after_it() {
        let loaded = three();
        let view = loaded.view();
        let (a, b, d) = (loaded.id("a.md"), loaded.id("b.md"), loaded.id("_docs/d.md"));
        let content = |viewer, phase, of| {
            let (text, _) = view.look(viewer, phase, || view.page(of).get("content"));
            text.as_str().unwrap().to_owned()
        };
        assert_eq!(content(b, Phase::Body, a), "content of a.md");
        assert_eq!(content(a, Phase::Body, b), "b");
        assert_eq!(content(a, Phase::Body, a), "a");
        assert_eq!(content(a, Phase::Layout, a), "content of a.md");
        assert_eq!(content(a, Phase::Body, d), "content of _docs/d.md");
        assert_eq!(content(b, Phase::Excerpt, a), "a");
        let (output, _) = view.look(a, Phase::Body, || view.page(d).get("output"));
        assert_eq!(output.as_str(), Some("output of _docs/d.md"));
        let (output, _) = view.look(d, Phase::Layout, || view.page(d).get("output"));
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
        let (excerpt, reads) = view.look(new, Phase::Body, || view.page(old).get("excerpt"));
        assert_eq!(excerpt.as_str(), Some("excerpt of _posts/2020-01-01-old.md"));
        assert!(
            reads
                .0
                .contains(&Read::Excerpt("_posts/2020-01-01-old.md".into()))
        );
        let (related, _) = view.look(new, Phase::Body, || view.site_value().get("related_posts"));
        assert_eq!(related.as_array().unwrap().len(), 1);
        let (related, _) = view.look(loaded.id("a.md"), Phase::Body, || {
            view.site_value().get("related_posts")
        });
        assert!(related.is_nil());
    }

    #[test]
    fn everything_read_is_noted_with_a_fingerprint_that_changes_with_it() {
        let fixture = Fixture::new(&[
            ("_config.yml", "title: T"),
            ("a.md", HEAD),
            ("_data/x.yml", "k: v"),
        ]);
        let before = fixture.load();
        let view = before.view();
        let (_, reads) = view.look(before.id("a.md"), Phase::Body, || {
            let site = view.site_value();
            (
                site.get("data").get("x"),
                site.get("title"),
                site.get("pages"),
                view.layout("none").is_some(),
            )
        });
        let wanted = [
            Read::Layout("none".into()),
            Read::Data("x".into()),
            Read::SiteKey("title".into()),
            Read::Pages,
        ];
        assert_eq!(reads.0, wanted);
        fixture.write("_data/x.yml", b"k: w");
        let after = fixture.load();
        let same = |read: &Read| before.site.fingerprint(read) == after.site.fingerprint(read);
        assert!(!same(&Read::Data("x".into())));
        assert!(
            same(&Read::Pages) && same(&Read::SiteKey("title".into())) && same(&Read::Layout("none".into()))
        );
    }

    #[test]
    fn what_a_page_reads_of_itself_is_no_note() {
        let loaded = three();
        let view = loaded.view();
        let reads = |path: &str, key: &str| {
            let id = loaded.id(path);
            view.look(id, Phase::Body, || view.page(id).get(key)).1.0
        };
        assert_eq!(reads("a.md", "title"), []);
        assert_eq!(reads("_docs/d.md", "content"), []);
        assert_eq!(reads("_docs/d.md", "next"), [Read::Collection("docs".into())]);
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
}

mod properties {
    use proptest::prelude::*;
    use recto::front_matter::split;
    use recto::site::permalink::{escape, output_path, sanitize};

    proptest! {
        #[test]
        fn front_matter_is_split_where_characters_begin(text in "(---[ \t]*\r?\n)?([a-z:é \t]*\r?\n|---|\\.\\.\\.|\n){0,8}.{0,20}") {
            if let Some((head, body)) = split(&text) {
                prop_assert!(head.end <= body && body <= text.len());
                prop_assert!(text.get(head.clone()).is_some() && text.get(body..).is_some());
                prop_assert!(text[head.end..].starts_with("---") || text[head.end..].starts_with("..."));
            }
        }

        #[test]
        fn whatever_stands_behind_closed_front_matter_is_the_body(body in "[a-z#][^\0]{0,40}") {
            let text = format!("---\na: 1\n---\n{body}");
            prop_assert_eq!(split(&text).map(|(_, at)| &text[at..]), Some(&body[..]));
        }

        #[test]
        fn no_url_leads_out_of_the_destination(url in "[a-z./%~:2eEfF\\\\ -]{0,40}", ext in "(\\.html|\\.xml|)") {
            for document in [true, false] {
                let path = output_path(&sanitize(&url), &ext, document);
                prop_assert!(!path.starts_with('/'));
                prop_assert!(path.split('/').all(|part| part != ".."), "{}", path);
            }
        }

        #[test]
        fn escaped_paths_are_ascii_and_decode_to_themselves(path in "[^?#]{0,30}") {
            let escaped = escape(&path);
            prop_assert!(escaped.is_ascii());
            let decoded = percent_encoding::percent_decode_str(&escaped).decode_utf8().unwrap();
            prop_assert_eq!(&*decoded, path.as_str());
        }
    }
}

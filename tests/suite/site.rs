//! From a source folder to the frozen site: configuration, discovery, front matter, permalinks, defaults, data, and
//! what templates see of it.
#![allow(
    clippy::disallowed_methods,
    reason = "fixtures are written to temporary folders"
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

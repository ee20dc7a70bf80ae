//! Rebuilds: after any edits the output equals that of a fresh build, and only pages that read what changed are
//! rendered again.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "sites are written to temporary folders and edited"
)]

use proptest::prelude::*;
use recto::config::{Config, Environment, Overrides};
use recto::diag::Sources;
use recto::pipeline::{self, Cache};
use recto::site::{FileContent, PageId};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A site in a folder of its own that is edited and built again.
struct Project {
    folder: tempfile::TempDir,
    sources: Arc<Sources>,
    cache: Cache,
    /// Counts edits, so that each gets a time of its own.
    clock: u64,
    /// The paths that were edited since the site was loaded last.
    touched: BTreeSet<PathBuf>,
}

const FILES: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: Site\ncollections: {notes: {output: true}}\npermalink: /:title/\n",
    ),
    (
        "_layouts/base.html",
        "<title>{{ site.title }}</title>{% include head.html %}{{ content }}",
    ),
    (
        "_layouts/post.html",
        "---\nlayout: base\n---\n<h1>{{ page.title }}</h1>{{ content }}{{ page.next.title }}",
    ),
    ("_includes/head.html", "<p>{{ site.data.menu.first }}</p>"),
    ("_includes/foot.html", "foot {{ include.of }}"),
    ("_data/menu.yml", "first: one\nsecond: two\n"),
    ("_data/other.yml", "- 1\n- 2\n"),
    (
        "index.md",
        "---\nlayout: base\n---\n{% for p in site.posts %}{{ p.title }} {{ p.excerpt }}\n{% endfor %}",
    ),
    (
        "a.md",
        "---\nlayout: base\ntitle: A\n---\n# A\n\n{% include foot.html of='a' %}\n",
    ),
    (
        "b.md",
        "---\ntitle: B\n---\n{{ site.data.other | join: '-' }} {{ site.pages | map: 'title' | join: ' ' }}\n",
    ),
    (
        "c.html",
        "---\n---\n{% for n in site.notes %}{{ n.content }}{% endfor %}{% include_relative part.txt %}",
    ),
    ("part.txt", "a part"),
    ("plain.txt", "no front matter"),
    (
        "_posts/2020-01-01-one.md",
        "---\nlayout: post\ntitle: One\n---\nFirst *words*.\n\nMore.\n",
    ),
    (
        "_posts/2020-02-01-two.md",
        "---\nlayout: post\ntitle: Two\n---\n{{ page.previous.content }}\n\nMore.\n",
    ),
    (
        "_notes/n.md",
        "---\ntitle: N\n---\nA note on {{ site.posts.size }} posts.\n",
    ),
    (
        "_notes/o.md",
        "---\ntitle: O\n---\n{{ site.notes.first.output }}\n",
    ),
];

impl Project {
    fn new() -> Self {
        Self::of(FILES)
    }

    fn of(files: &[(&str, &str)]) -> Self {
        let mut project = Self {
            folder: tempfile::tempdir().unwrap(),
            sources: Arc::default(),
            cache: Cache::default(),
            clock: 0,
            touched: BTreeSet::new(),
        };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&mut self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        self.touch(&path);
    }

    fn touch(&mut self, path: &Path) {
        self.clock += 1;
        self.touched.insert(path.to_owned());
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000 + self.clock);
        fs::File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(time)
            .unwrap();
    }

    /// Builds with what earlier builds have left.
    fn build(&mut self) -> BTreeMap<String, String> {
        self.touched.clear();
        build(self.folder.path(), &self.sources, &mut self.cache, None)
    }

    /// The same, given the paths that have changed.
    fn build_touched(&mut self) -> BTreeMap<String, String> {
        let touched = std::mem::take(&mut self.touched);
        build(self.folder.path(), &self.sources, &mut self.cache, Some(&touched))
    }

    /// Loads the site, renders one page, and gives up.
    fn begin(&mut self, given: bool) {
        let touched = std::mem::take(&mut self.touched);
        let config = config(self.folder.path(), &self.sources);
        let touched = given.then_some(&touched);
        let session = pipeline::open(&config, &self.sources, &mut self.cache, touched);
        if !session.site().pages.is_empty() {
            session.page(PageId(0));
        }
        assert!(session.complete(&mut self.cache, &|| true).is_none());
    }

    /// Builds with nothing left by any build.
    fn build_fresh(&self) -> BTreeMap<String, String> {
        build(self.folder.path(), &Arc::default(), &mut Cache::default(), None)
    }

    /// Why the last build rendered the page at `path`.
    fn reason(&self, path: &str) -> Option<String> {
        let page = self.cache.rendered().iter().find(|page| &*page.path == path);
        page.map(|page| page.reason.to_string())
    }

    fn rendered(&self) -> Vec<&str> {
        self.cache.rendered().iter().map(|page| &*page.path).collect()
    }
}

fn config(folder: &Path, sources: &Arc<Sources>) -> Arc<Config> {
    let overrides = Overrides {
        source: Some(folder.to_owned()),
        ..Overrides::default()
    };
    let surroundings = Environment {
        directory: folder.to_owned(),
        home: None,
        now: (1_700_000_000, 0),
        source_date_epoch: None,
        environment: None,
        zone: Some("UTC".to_owned()),
    };
    Arc::new(recto::discover::configuration(&overrides, &surroundings, sources, &mut Vec::new()).unwrap())
}

fn build(
    folder: &Path,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    touched: Option<&BTreeSet<PathBuf>>,
) -> BTreeMap<String, String> {
    let config = config(folder, sources);
    let session = pipeline::open(&config, sources, cache, touched);
    let (built, diagnostics) = session.finish(cache);
    let mut files = BTreeMap::new();
    for output in built.outputs {
        let text = match output.content {
            FileContent::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            FileContent::Copy(from) => format!("copy of {}", from.display()),
            FileContent::Staged(_) => unreachable!("nothing was handed to a writer"),
        };
        files.insert(output.path.to_string(), text);
    }
    let mut faults = diagnostics
        .iter()
        .map(|diagnostics| format!("{} {:?}", diagnostics.message, diagnostics.severity))
        .collect::<Vec<_>>();
    faults.sort();
    files.insert("(said)".to_owned(), faults.join("\n"));
    files
}

#[test]
fn a_build_without_edits_renders_nothing_again() {
    let mut project = Project::new();
    let first = project.build();
    assert!(project.rendered().len() > 5, "{:?}", project.rendered());
    assert_eq!(project.build(), first);
    assert_eq!(project.rendered(), [] as [&str; 0]);
}

#[test]
fn an_edited_body_renders_its_page_and_those_that_read_its_content() {
    let mut project = Project::new();
    project.build();
    project.write("a.md", "---\nlayout: base\ntitle: A\n---\n# A\n\nAnother body\n");
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["a.md"]);
    project.write("_notes/n.md", "---\ntitle: N\n---\nAnother note\n");
    assert_eq!(project.build(), project.build_fresh());
    assert!(project.rendered().contains(&"c.html"), "{:?}", project.rendered());
    assert!(!project.rendered().contains(&"a.md"), "{:?}", project.rendered());
}

#[test]
fn a_changed_include_renders_exactly_the_pages_that_read_it() {
    let mut project = Project::new();
    project.build();
    project.write("_includes/foot.html", "another foot");
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["a.md"]);
}

#[test]
fn a_changed_data_file_renders_exactly_the_pages_that_read_it() {
    let mut project = Project::new();
    project.build();
    project.write("_data/other.yml", "- 3\n");
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["b.md"]);
}

#[test]
fn a_file_that_was_looked_for_in_vain_counts_when_it_comes() {
    let mut project = Project::new();
    project.write("d.md", "---\nlayout: missing\n---\ntext");
    project.build();
    project.write("_layouts/missing.html", "<b>{{ content }}</b>");
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["d.md"]);
}

#[test]
fn a_rebuild_knows_which_change_made_it_render_a_page() {
    let mut project = Project::new();
    project.build();
    assert_eq!(project.reason("a.md").unwrap(), "not rendered before");
    project.write("_includes/foot.html", "another foot");
    project.build();
    assert_eq!(project.reason("a.md").unwrap(), "the include `foot.html` changed");
    assert_eq!(project.reason("b.md"), None);
    project.write("_data/other.yml", "- 3\n");
    project.build();
    assert_eq!(project.reason("b.md").unwrap(), "`site.data.other` changed");
    project.write("b.md", "---\ntitle: B\n---\nother\n");
    project.build();
    assert_eq!(project.reason("b.md").unwrap(), "its file changed");
    project.write("_notes/n.md", "---\ntitle: N\n---\nAnother note\n");
    project.build();
    assert_eq!(
        project.reason("c.html").unwrap(),
        "the content of `_notes/n.md` changed"
    );
}

#[test]
fn only_later_pages_are_rendered_again_when_a_page_counts_differently() {
    let counted = |times: usize| format!("---\n---\n{}", "{% increment n %}".repeat(times));
    let mut project = Project::new();
    for (path, times) in [("m1.md", 1), ("m2.md", 2), ("m3.md", 1)] {
        project.write(path, &counted(times));
    }
    let built = project.build();
    assert!(
        built["m3/index.html"].contains('3'),
        "{:?}",
        built["m3/index.html"]
    );
    project.write("a.md", "---\nlayout: base\ntitle: A\n---\nother\n");
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["a.md"]);
    project.write("m2.md", &counted(3));
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["m2.md", "m3.md"]);
    assert_eq!(
        project.reason("m3.md").unwrap(),
        "a counter of an earlier page changed"
    );
}

#[test]
fn a_style_sheet_is_compiled_again_when_a_partial_changes() {
    let mut project = Project::new();
    project.write("_sass/_colours.scss", "$c: red;\n");
    project.write("main.scss", "---\n---\n@import 'colours';\np { color: $c }\n");
    project.write(
        "inline.html",
        "---\n---\n{{ \"@import 'colours'; p { color: $c }\" | scssify }}",
    );
    project.build();
    project.write("_sass/_colours.scss", "$c: blue;\n");
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["inline.html", "main.scss"]);
}

#[test]
fn a_shared_include_follows_what_it_reads() {
    let mut project = Project::new();
    project.write("_config.yml", "plugins: [jekyll-include-cache]\n");
    project.write(
        "_includes/list.html",
        "{{ site.pages | map: 'title' | join: ' ' }}{{ include.of }}",
    );
    project.write("_includes/self.html", "{{ page.title }}");
    project.write(
        "_layouts/base.html",
        "{% include_cached list.html of=1 %}{% include_cached self.html %}",
    );
    project.write("style.scss", "---\n---\n");
    let built = project.build();
    assert_eq!(built, project.build_fresh());
    assert!(built["a.html"].starts_with("A B "), "{:?}", built["a.html"]);
    project.write("b.md", "---\ntitle: C\nlayout: base\n---\n");
    let built = project.build();
    assert_eq!(built, project.build_fresh());
    assert!(built["a.html"].starts_with("A C "), "{:?}", built["a.html"]);
}

#[test]
fn source_texts_that_nothing_refers_to_are_dropped() {
    let mut project = Project::new();
    project.build();
    let mut most = 0;
    for number in 0..250 {
        project.write("a.md", &format!("---\nlayout: base\n---\nedit {number}\n"));
        project.build_touched();
        most = most.max(project.sources.held());
    }
    assert!(most < 200, "{most}");
    project.write("a.md", "---\nlayout: base\n---\n{% include missing.html %}\n");
    assert_eq!(project.build(), project.build_fresh());
}

#[test]
fn a_changed_configuration_renders_all() {
    let mut project = Project::new();
    project.build();
    let all = project.rendered().len();
    project.write(
        "_config.yml",
        "title: Other\ncollections: {notes: {output: true}}\npermalink: /:title/\n",
    );
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered().len(), all);
}

#[test]
fn a_themed_page_is_rendered_again_when_the_navigation_it_shows_changes() {
    let mut project = Project::of(&[
        ("recto.yml", "title: Docs\n"),
        ("content/index.md", "# Start\n"),
        ("content/guide/index.md", "---\ntitle: Guide\n---\ntext\n"),
        ("content/guide/install.md", "# Install\n\n## First\n"),
    ]);
    let first = project.build();
    assert!(
        first["guide/install/index.html"].contains("<title>Install · Docs</title>"),
        "{first:?}"
    );
    project.write("content/guide/index.md", "---\ntitle: Guide\n---\nother text\n");
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered(), ["guide/index.md"]);
    project.write(
        "content/guide/index.md",
        "---\ntitle: Handbook\n---\nother text\n",
    );
    assert_eq!(project.build(), project.build_fresh());
    assert_eq!(project.rendered().len(), 4);
    project.write("templates/page.html", "{{ page.content | safe }}");
    assert_eq!(project.build(), project.build_fresh());
}

#[test]
fn a_failed_build_leaves_nothing_wrong_behind() {
    let mut project = Project::new();
    project.build();
    project.write("a.md", "---\nlayout: base\n---\n{% if %}");
    project.build();
    project.write("a.md", "---\nlayout: base\n---\nwell again");
    assert_eq!(project.build(), project.build_fresh());
}

#[test]
fn a_conflict_is_reported_again_when_only_the_body_of_one_side_changes() {
    let mut project = Project::new();
    project.write("x.md", "---\npermalink: /same/\n---\nx\n");
    project.write("y.md", "---\npermalink: /same/\n---\ny\n");
    let message = project.build().remove("(said)").unwrap();
    assert!(message.contains("both write `same/index.html`"), "{message}");
    for path in ["x.md", "y.md"] {
        project.write(path, "---\npermalink: /same/\n---\nother\n");
        assert_eq!(project.build()["(said)"], message);
    }
}

#[test]
fn an_excerpt_follows_the_source_of_a_later_excerpt_that_it_shows() {
    let mut project = Project::new();
    let first = "---\ntitle: One\n---\n{% for p in site.posts %}{{ p.excerpt }}{% endfor %}\n";
    project.write("_posts/2020-01-01-one.md", first);
    project.build();
    let second = "---\nlayout: post\ntitle: Two\n---\nOther words.\n";
    project.write("_posts/2020-02-01-two.md", second);
    assert_eq!(project.build(), project.build_fresh());
}

#[test]
fn a_loaded_site_is_amended_where_only_bodies_and_includes_change() {
    let mut project = Project::new();
    project.write("_config.yml", "plugins: [jekyll-relative-links]\n");
    project.build();
    let amends = |project: &mut Project, path: &str, text: &str| {
        project.write(path, text);
        let config = config(project.folder.path(), &project.sources);
        let session = pipeline::open(&config, &project.sources, &mut project.cache, None);
        session.is_amended()
    };
    assert!(amends(
        &mut project,
        "a.md",
        "---\nlayout: base\ntitle: A\n---\nOther [b](b.md).\n"
    ));
    assert!(amends(&mut project, "_includes/foot.html", "another foot"));
    assert!(!amends(
        &mut project,
        "a.md",
        "---\nlayout: base\ntitle: B\n---\nOther.\n"
    ));
    assert!(!amends(&mut project, "new.md", "---\n---\n"));
    assert!(!amends(&mut project, "_data/menu.yml", "first: five\n"));
}

/// What can happen to a site between two builds.
#[derive(Clone, Debug)]
enum Edit {
    /// File number `.0` gets text number `.1`.
    Write(usize, usize),
    /// File number `.0` keeps its head and gets body number `.1`.
    Body(usize, usize),
    Remove(usize),
    Rename(usize, usize),
}

const BODIES: &[&str] = &[
    "Words [to b](b.md) and [to c](c.html).\n\nMore.\n",
    "# Heading\n\n{% include foot.html of='x' %}\n",
    "Other\n=====\n\n{{ site.posts.first.excerpt }}{{ page.title }}\n",
    "\n\n  blank lines first {% include head.html %}\n",
    "{% increment n %}{% include_relative part.txt %}\n",
    "{% if page.title %}First.\n\nSecond.{% endif %}\n",
    "",
];

/// A configuration with plugins that look at bodies before anything renders.
const WITH_PLUGINS: &str = "title: Site\ncollections: {notes: {output: true}}\nplugins: [jekyll-relative-links, jekyll-titles-from-headings, jekyll-optional-front-matter, jekyll-paginate]\npaginate: 1\nrelative_links: {collections: true}\ntitles_from_headings: {strip_title: true}\n";

/// One round of edits, whether the build gets the changed paths, and whether one before it is begun and given up.
#[derive(Clone, Debug)]
struct Round {
    edits: Vec<Edit>,
    gets_paths: bool,
    given_up: bool,
}

const TEXTS: &[&str] = &[
    "---\nlayout: base\ntitle: X\n---\nx {{ site.data.menu.second }}\n",
    "---\nlayout: post\ntitle: Y\n---\n{% for p in site.pages %}{{ p.content | size }} {% endfor %}\n",
    "---\ntitle: Z\n---\n{% include foot.html of=page.title %}{{ site.posts.first.content }}\n",
    "first: three\n",
    "---\n---\n{% include missing.html %}",
    "plain",
    "---\nlayout: none\npermalink: /z/\n---\n{{ site.static_files | map: 'path' | join: ' ' }}{% increment n %}\n",
    "---\ntitle: W\ntags: [t, u]\n---\n{{ page.excerpt }} {{ site.tags.t | map: 'title' }} {{ site.related_posts.size }}\n",
];

const NAMES: &[&str] = &[
    "z.md",
    "sub/y.html",
    "_posts/2021-03-04-x.md",
    "_includes/w.html",
    "_layouts/v.html",
    "_data/u.yml",
    "_notes/t.md",
];

fn rounds() -> impl Strategy<Value = Vec<Round>> {
    let file = 1..FILES.len() + NAMES.len();
    let edit = prop_oneof![
        4 => (file.clone(), 0..TEXTS.len()).prop_map(|(file, text)| Edit::Write(file, text)),
        4 => (file.clone(), 0..BODIES.len()).prop_map(|(file, body)| Edit::Body(file, body)),
        1 => file.clone().prop_map(Edit::Remove),
        1 => (file.clone(), file).prop_map(|(from, to)| Edit::Rename(from, to)),
    ];
    let edits = proptest::collection::vec(edit, 1..4);
    let round = (edits, any::<bool>(), any::<bool>());
    let round = round.prop_map(|(edits, gets_paths, given_up)| Round {
        edits,
        gets_paths,
        given_up,
    });
    proptest::collection::vec(round, 1..5)
}

fn name(file: usize) -> &'static str {
    FILES
        .get(file)
        .map_or_else(|| NAMES[file - FILES.len()], |(path, _)| path)
}

impl Project {
    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Write(file, text) => self.write(name(*file), TEXTS[*text]),
            Edit::Body(file, body) => {
                let Ok(text) = fs::read_to_string(self.path(name(*file))) else {
                    return;
                };
                let head = text.match_indices("---\n").nth(1).map_or(0, |(at, _)| at + 4);
                self.write(name(*file), &format!("{}{}", &text[..head], BODIES[*body]));
            }
            Edit::Remove(file) => {
                let path = self.path(name(*file));
                _ = fs::remove_file(&path);
                self.touched.insert(path);
            }
            Edit::Rename(from, to) => {
                let (from, to) = (self.path(name(*from)), self.path(name(*to)));
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                _ = fs::rename(&from, &to);
                self.touched.extend([from, to]);
            }
        }
    }

    /// Edits in rounds, after each of which the site must be as if it were built for the first time.
    fn follow(&mut self, rounds: &[Round]) -> Result<(), TestCaseError> {
        self.build();
        for round in rounds {
            round.edits.iter().for_each(|edit| self.edit(edit));
            if round.given_up {
                self.begin(round.gets_paths);
            }
            let built = match round.gets_paths {
                true => self.build_touched(),
                false => self.build(),
            };
            prop_assert_eq!(built, self.build_fresh());
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_output_equals_that_of_a_fresh_build(rounds in rounds()) {
        Project::new().follow(&rounds)?;
    }

    #[test]
    fn after_any_edits_plugins_that_look_at_bodies_have_done_their_work(rounds in rounds()) {
        let mut project = Project::new();
        project.write("_config.yml", WITH_PLUGINS);
        project.write("bare.md", "# Bare\n\n[a](a.md)\n");
        project.write("list/index.html", "---\n---\n{% for p in paginator.posts %}{{ p.title }}{% endfor %}\n");
        project.follow(&rounds)?;
    }
}

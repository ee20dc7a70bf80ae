//! Rebuilds: after any edits the output equals that of a fresh build, and only pages that read what changed are
//! rendered again.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "sites are written to temporary folders and edited"
)]

use proptest::prelude::*;
use recto::config::{Overrides, Surroundings};
use recto::diag::Sources;
use recto::pipeline::{self, Memo, Silent};
use recto::site::FileContent;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A site in a folder of its own that is edited and built again.
struct Project {
    folder: tempfile::TempDir,
    sources: Arc<Sources>,
    memo: Memo,
    /// Counts edits, so that each gets a time of its own.
    clock: u64,
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
            memo: Memo::default(),
            clock: 0,
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
        let sources = Arc::clone(&self.sources);
        let mut memo = std::mem::take(&mut self.memo);
        let built = build(self.folder.path(), &sources, &mut memo);
        self.memo = memo;
        built
    }

    /// Builds with nothing left by any build.
    fn build_fresh(&self) -> BTreeMap<String, String> {
        build(self.folder.path(), &Arc::default(), &mut Memo::default())
    }

    fn rendered(&self) -> Vec<&str> {
        self.memo.rendered().iter().map(|path| &**path).collect()
    }
}

fn build(folder: &Path, sources: &Arc<Sources>, memo: &mut Memo) -> BTreeMap<String, String> {
    let overrides = Overrides {
        source: Some(folder.to_owned()),
        ..Overrides::default()
    };
    let surroundings = Surroundings {
        directory: folder.to_owned(),
        now: (1_700_000_000, 0),
        source_date_epoch: None,
        environment: None,
        zone: Some("UTC".to_owned()),
    };
    let config = recto::discover::configuration(&overrides, &surroundings, sources, &mut Vec::new()).unwrap();
    let (built, said) = pipeline::render(&Arc::new(config), sources, memo, &Silent);
    let mut files = BTreeMap::new();
    for output in built.outputs {
        let text = match output.content {
            FileContent::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            FileContent::Copy(from) => format!("copy of {}", from.display()),
        };
        files.insert(output.path.to_string(), text);
    }
    let mut faults = said
        .iter()
        .map(|said| format!("{} {:?}", said.message, said.severity))
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
    assert_eq!(project.rendered().len(), 3);
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

/// What can happen to a site between two builds.
#[derive(Clone, Debug)]
enum Edit {
    /// File number `.0` gets text number `.1`.
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
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

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let file = 1..FILES.len() + NAMES.len();
    let edit = prop_oneof![
        4 => (file.clone(), 0..TEXTS.len()).prop_map(|(file, text)| Edit::Write(file, text)),
        1 => file.clone().prop_map(Edit::Remove),
        1 => (file.clone(), file).prop_map(|(from, to)| Edit::Rename(from, to)),
    ];
    proptest::collection::vec(edit, 1..6)
}

fn name(file: usize) -> &'static str {
    FILES
        .get(file)
        .map_or_else(|| NAMES[file - FILES.len()], |(path, _)| path)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_output_equals_that_of_a_fresh_build(rounds in proptest::collection::vec(edits(), 1..4)) {
        let mut project = Project::new();
        project.build();
        for round in rounds {
            for edit in round {
                match edit {
                    Edit::Write(file, text) => project.write(name(file), TEXTS[text]),
                    Edit::Remove(file) => _ = fs::remove_file(project.path(name(file))),
                    Edit::Rename(from, to) => {
                        let to = project.path(name(to));
                        fs::create_dir_all(to.parent().unwrap()).unwrap();
                        _ = fs::rename(project.path(name(from)), to);
                    }
                }
            }
            prop_assert_eq!(project.build(), project.build_fresh());
        }
    }
}

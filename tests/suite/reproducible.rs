//! Two builds of a site are the same, whatever the machine is like.

use crate::support::fixture;
use std::collections::BTreeMap;
use std::path::Path;

/// A site with everything that has an order or a date.
const JEKYLL: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: T\ntimezone: Europe/Berlin\nurl: https://example.org\nplugins: [jekyll-feed, jekyll-sitemap, jekyll-seo-tag]\n\
         collections: {notes: {output: true}}\npaginate: 2\n",
    ),
    (
        "_posts/2024-01-31-one.md",
        "---\ntags: [b, a]\ncategories: x\n---\n# One\n\nFirst.\n",
    ),
    (
        "_posts/2024-02-29-two.md",
        "---\ntags: [a, c]\n---\n```rust\nfn main() {}\n```\n",
    ),
    (
        "_posts/2024-02-29-three.md",
        "---\ndate: 2024-02-29 23:30:00 +0900\n---\nThree[^1]\n\n[^1]: Note\n",
    ),
    ("_notes/b.md", "---\n---\n{{ page.path }}\n"),
    ("_notes/a.md", "---\n---\n{{ page.url }}\n"),
    ("_data/z.yml", "k: [1, 2]\n"),
    ("_data/a.json", "{\"x\": 1}"),
    ("_data/d/e.csv", "a,b\n1,2\n"),
    (
        "_includes/list.html",
        "{% for post in site.posts %}{{ post.date }} {{ post.title | upcase }} {% endfor %}",
    ),
    (
        "_layouts/default.html",
        "{% include list.html %}{{ content }}{{ site.time }}{{ site.tags | jsonify }}",
    ),
    ("_sass/_p.scss", "$w: 1px;"),
    (
        "css/main.scss",
        "---\n---\n@import 'p';\na { b: $w; &:hover { c: d } }\n",
    ),
    (
        "index.html",
        "---\nlayout: default\n---\n{{ site.data | jsonify }}{{ site.static_files | map: 'path' | join: ' ' }}\
         {{ 'I' | downcase }}{{ site.notes | map: 'path' | join: ' ' }}{{ 'now' | date: '%A %c %Z' }}",
    ),
    ("B.txt", "b"),
    ("a.txt", "a"),
    ("é.txt", "e"),
];

const RECTO: &[(&str, &str)] = &[
    ("recto.yml", "title: T\nllms: true\ntimezone: Europe/Berlin\n"),
    ("content/index.md", "# Hello\n\n{{ site.data.z.k | join: ' ' }}\n"),
    (
        "content/b/index.md",
        "---\ntitle: B\n---\n## One\n\n```python\nprint(1)\n```\n",
    ),
    ("content/b/two.md", "# Two\n\n[one](index.md)\n"),
    ("content/a.md", "# A\n"),
    (
        "templates/page.html",
        "{% extends \"theme/page.html\" %}{% block footer %}{{ now() }}{% endblock footer %}",
    ),
    ("data/z.yml", "k: [1, 2]\n"),
];

/// The machine that builds a site.
struct Machine {
    threads: &'static str,
    locale: &'static str,
    umask: &'static str,
    zone: &'static str,
    /// The folder of the source and that of the destination.
    folders: (&'static str, &'static str),
    /// Whether the files are made in the reverse order.
    reversed: bool,
}

fn built(files: &[(&str, &str)], machine: &Machine) -> BTreeMap<String, Vec<u8>> {
    let folder = fixture::new();
    let (source, destination) = machine.folders;
    let mut ordered = files.to_vec();
    if machine.reversed {
        ordered.reverse();
    }
    for (path, text) in ordered {
        folder.write(&format!("{source}/{path}"), text.as_bytes());
    }
    // The shell sets the mask of the program that it becomes.
    let recto = env!("CARGO_BIN_EXE_recto");
    let script = format!(
        "umask {}; exec \"{recto}\" build -q -s {source} -d {destination}",
        machine.umask
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script]).current_dir(folder.path());
    command.env("XDG_STATE_HOME", folder.path().join("state"));
    for name in ["JEKYLL_ENV", "GEM_HOME", "GEM_PATH"] {
        command.env_remove(name);
    }
    command
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .env("RAYON_NUM_THREADS", machine.threads);
    command
        .env("LC_ALL", machine.locale)
        .env("LANG", machine.locale)
        .env("TZ", machine.zone);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    fixture::files(&folder.path().join(Path::new(destination)))
}

#[test]
fn threads_path_locale_umask_zone_and_the_order_of_folders_do_not_change_a_byte() {
    let one = Machine {
        threads: "1",
        locale: "C",
        umask: "022",
        zone: "UTC",
        folders: ("src", "out"),
        reversed: false,
    };
    let other = Machine {
        threads: "5",
        locale: "tr_TR.UTF-8",
        umask: "077",
        zone: "Pacific/Auckland",
        folders: ("a/much/longer/path", "elsewhere/site"),
        reversed: true,
    };
    for files in [JEKYLL, RECTO] {
        let (first, second) = (built(files, &one), built(files, &other));
        assert!(first.len() > 5, "{:?}", first.keys());
        assert_eq!(
            first.keys().collect::<Vec<_>>(),
            second.keys().collect::<Vec<_>>()
        );
        for (path, bytes) in &first {
            let (here, there) = (
                String::from_utf8_lossy(bytes),
                String::from_utf8_lossy(&second[path]),
            );
            assert_eq!(here, there, "{path}");
        }
    }
}

//! The program `recto build` from outside: its exit codes, its lines, and what it does to a destination.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "sites are written to temporary folders and looked at"
)]

use crate::support::fixture::{self, SiteFolder, files};
use std::fs;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn site(files: &[(&str, &str)]) -> SiteFolder {
    fixture::with(files)
}

fn command(folder: &SiteFolder, arguments: &[&str]) -> Command {
    folder.command(arguments)
}

fn run(folder: &SiteFolder, arguments: &[&str]) -> Output {
    folder.recto(arguments)
}

const BUILD: &[&str] = &["build", "-s", "src", "-d", "out"];

#[test]
fn a_build_prints_the_lines_that_scripts_look_for() {
    let folder = site(&[("_config.yml", "title: T\n"), ("index.md", "---\n---\n# Hello\n")]);
    let output = run(&folder, BUILD);
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "Configuration file: ",
        "            Source: ",
        "       Destination: ",
        "Generating...",
        "done in ",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert_eq!(output.status.code(), Some(0));
    let built = files(&folder.path().join("out"));
    assert_eq!(built["index.html"], b"<h1 id=\"hello\">Hello</h1>\n");
}

#[test]
fn quiet_says_nothing_but_errors() {
    let folder = site(&[("index.md", "---\nlayout: missing\n---\n")]);
    let output = run(&folder, &["build", "-q", "-s", "src", "-d", "out"]);
    assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn all_errors_are_reported_with_their_lines_and_the_destination_is_not_changed() {
    let folder = site(&[("index.md", "---\n---\nfine\n")]);
    run(&folder, BUILD);
    let before = files(&folder.path().join("out"));
    fs::write(folder.path().join("src/index.md"), "---\n---\nchanged\n").unwrap();
    fs::write(
        folder.path().join("src/a.md"),
        "---\n---\n\n{% include missing.html %}\n",
    )
    .unwrap();
    fs::write(folder.path().join("src/b.md"), "---\n---\n{% if x %}\n").unwrap();
    fs::write(folder.path().join("src/c.md"), "---\n---\nx {% strange %}\n").unwrap();
    let output = run(&folder, BUILD);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    for place in ["a.md:4:1", "b.md:3:1", "c.md:3:3"] {
        assert!(text.contains(place), "{place} in {text}");
    }
    assert_eq!(files(&folder.path().join("out")), before);
}

#[test]
fn a_refused_build_leaves_no_empty_destination() {
    let folder = site(&[("index.md", "---\n---\n{% strange %}\n")]);
    assert_eq!(run(&folder, BUILD).status.code(), Some(1));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_refused_build_leaves_an_empty_destination_that_was_there() {
    let folder = site(&[("index.md", "---\n---\n{% strange %}\n")]);
    fs::create_dir(folder.path().join("out")).unwrap();
    assert_eq!(run(&folder, BUILD).status.code(), Some(1));
    assert!(folder.path().join("out").is_dir());
}

#[test]
fn a_site_without_files_has_an_empty_destination() {
    let folder = site(&[("_config.yml", "title: T\n")]);
    assert_eq!(run(&folder, BUILD).status.code(), Some(0));
    assert!(folder.path().join("out").is_dir());
}

#[test]
fn now_is_the_clock_whatever_the_time_of_the_site() {
    let text = "---\n---\n{{ 'now' | date: '%s' }} {{ site.time | date: '%s' }}";
    let folder = site(&[
        ("_config.yml", "time: 2001-02-03 00:00:00 +0000\n"),
        ("index.md", text),
    ]);
    let output = command(&folder, BUILD)
        .env("SOURCE_DATE_EPOCH", "1234567890")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let built = files(&folder.path().join("out"));
    assert_eq!(built["index.html"], b"<p>1234567890 981158400</p>\n");
}

#[test]
fn the_gem_github_pages_switches_its_plugins_on() {
    let readme = ("README.md", "# Title\n\n[x](sub/x.md)\n");
    let page = ("sub/x.md", "text\n");
    let plain = site(&[readme, page]);
    assert_eq!(run(&plain, BUILD).status.code(), Some(0));
    let built = files(&plain.path().join("out"));
    assert_eq!(built.keys().collect::<Vec<_>>(), ["README.md", "sub/x.md"]);
    let bundled = site(&[
        readme,
        page,
        ("Gemfile", "gem 'github-pages', group: :jekyll_plugins\n"),
    ]);
    assert_eq!(run(&bundled, BUILD).status.code(), Some(0));
    let built = files(&bundled.path().join("out"));
    let html = String::from_utf8_lossy(&built["index.html"]);
    assert!(html.contains("<a href=\"/sub/x.html\">x</a>"), "{html}");
}

#[test]
fn a_site_without_gemfile_has_the_tag_gist_of_github_pages() {
    let folder = site(&[("index.html", "---\n---\n{% gist parkr/c08ee0f2726fd0e3909d %}")]);
    assert_eq!(run(&folder, BUILD).status.code(), Some(0));
    let built = files(&folder.path().join("out"));
    let html = String::from_utf8_lossy(&built["index.html"]);
    assert!(
        html.contains("https://gist.github.com/parkr/c08ee0f2726fd0e3909d.js"),
        "{html}"
    );
}

#[test]
fn wrong_usage_and_a_missing_source_have_exit_codes_of_their_own() {
    let folder = site(&[]);
    assert_eq!(run(&folder, &["build", "--strange"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["strange"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["build", "-s", "nowhere"]).status.code(), Some(1));
    assert_eq!(run(&folder, &["--help"]).status.code(), Some(0));
    assert_eq!(run(&folder, &["--version"]).status.code(), Some(0));
}

#[test]
fn a_destination_at_or_above_the_source_is_refused() {
    let folder = site(&[("index.md", "---\n---\n")]);
    for destination in [".", "src", "/"] {
        let output = run(&folder, &["build", "-s", "src", "-d", destination]);
        assert_eq!(output.status.code(), Some(1), "{destination}");
        assert!(folder.path().join("src/index.md").exists(), "{destination}");
    }
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let mut texts = vec![(
        "_config.yml".to_owned(),
        "collections: {n: {output: true}}\n".to_owned(),
    )];
    for number in 0..60 {
        let text = format!(
            "---\ntitle: P{number}\n---\n{{% increment c %}} {{% for n in site.n %}}{{{{ n.content | size }}}}{{% endfor %}}"
        );
        texts.push((format!("p{number}.md"), text.clone()));
        texts.push((format!("_n/n{number}.md"), text));
    }
    let texts = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect::<Vec<_>>();
    let folder = site(&texts);
    let mut built = Vec::new();
    for threads in ["1", "2", "7"] {
        let output = command(&folder, BUILD)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        built.push(files(&folder.path().join("out")));
    }
    assert!(built[0] == built[1] && built[1] == built[2]);
}

#[test]
fn an_interrupted_build_leaves_only_whole_files() {
    let long = "word ".repeat(4000);
    let texts = |round: usize| {
        (0..40)
            .map(|n| (format!("p{n}.txt"), format!("---\n---\n{round} {long}{round}\n")))
            .collect::<Vec<_>>()
    };
    let folder = site(&[]);
    let mut whole = Vec::new();
    for round in 0..12_u64 {
        fs::create_dir_all(folder.path().join("src")).unwrap();
        for (path, text) in texts(round as usize) {
            fs::write(folder.path().join("src").join(path), &text).unwrap();
        }
        whole.push(format!("{round} {long}{round}\n").into_bytes());
        let mut build = command(&folder, BUILD)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(3 + 7 * round));
        build.kill().unwrap();
        build.wait().unwrap();
        for (path, bytes) in files(&folder.path().join("out")) {
            assert!(whole.contains(&bytes), "{path} is not whole after round {round}");
        }
    }
    assert_eq!(run(&folder, BUILD).status.code(), Some(0));
    let last = whole.last().unwrap();
    assert!(
        files(&folder.path().join("out"))
            .values()
            .all(|bytes| bytes == last)
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "no staging directory is left"
    );
}

/// Starts a build and sends it `signal` after a while; returns its exit code.
#[cfg(unix)]
fn interrupted_by(folder: &SiteFolder, signal: &str, after: Duration) -> Option<i32> {
    let mut build = command(folder, BUILD)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    let _ = Command::new("kill")
        .args([signal, &build.id().to_string()])
        .status();
    build.wait().unwrap().code()
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_staging_directory_and_no_mixture() {
    let page = format!(
        "---\n---\n{}",
        "{% for a in (1..300) %}{{ a }} words {% endfor %}\n".repeat(20)
    );
    let pages: Vec<String> = (0..60).map(|number| format!("p{number}.html")).collect();
    let mut stopped = 0;
    for round in 0..8_u64 {
        let folder = site(&[]);
        for path in &pages {
            folder.write(&format!("src/{path}"), page.as_bytes());
        }
        let signal = if round % 2 == 0 { "-INT" } else { "-TERM" };
        let code = interrupted_by(&folder, signal, Duration::from_millis(20 + 60 * round));
        stopped += usize::from(code == Some(130));
        let out = files(&folder.path().join("out"));
        assert!(out.is_empty() || out.len() == pages.len(), "{} files", out.len());
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert!(left.iter().all(|name| name == "src" || name == "out"), "{left:?}");
    }
    assert!(stopped > 0, "no build was running when the signal came");
}

#[test]
fn two_builds_at_once_into_one_destination_never_mix_their_files() {
    let folder = site(&[]);
    for source in ["one", "two"] {
        for page in 0..30 {
            folder.write(
                &format!("{source}/{source}-{page}.html"),
                format!("---\n---\n{source}").as_bytes(),
            );
            folder.write(
                &format!("{source}/both-{page}.html"),
                format!("---\n---\n{source}").as_bytes(),
            );
        }
    }
    for _ in 0..5 {
        let build = |source: &str| {
            let mut command = command(&folder, &["build", "-s", source, "-d", "out"]);
            command
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        for build in [build("one"), build("two")] {
            let output = build.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        let built = files(&folder.path().join("out"));
        let winner = String::from_utf8(built["both-0.html"].clone()).unwrap();
        assert_eq!(built.len(), 60);
        assert!(built.values().all(|text| *text == winner.as_bytes()));
    }
}

/// Pages that read of each other what has left memory by then, style sheets with source maps, two pages and a
/// file for one path.
const ENTANGLED: &[(&str, &str)] = &[
    ("_config.yml", "sass: {sourcemap: always}\n"),
    ("_layouts/base.html", "<main>{{ content }}</main>"),
    (
        "_posts/2020-01-01-one.md",
        "---\nlayout: base\n---\nFirst *words*.\n\nMore.\n",
    ),
    (
        "_posts/2020-02-01-two.md",
        "---\nlayout: base\n---\n{{ page.previous.output | size }}{{ page.previous.content }}\n",
    ),
    ("a.md", "---\nlayout: base\n---\n# A\n"),
    (
        "z.md",
        "---\nlayout: base\n---\n{% for p in site.posts %}{{ p.content }}{{ p.output }}{{ p.excerpt }}{% endfor %}{% for p in site.pages %}{{ p.content | size }} {% endfor %}{% increment n %}\n",
    ),
    ("style.scss", "---\n---\np { a { color: red } }\n"),
    ("x.md", "---\npermalink: /same.txt\n---\nfrom x\n"),
    (
        "y.md",
        "---\npermalink: /same.txt\n---\nfrom y {% increment n %}\n",
    ),
    ("same.txt", "the file"),
];

#[test]
fn pages_that_left_memory_can_still_be_read_by_others() {
    let small = site(ENTANGLED);
    assert_eq!(run(&small, BUILD).status.code(), Some(0));
    let wanted = files(&small.path().join("out"));
    assert_eq!(wanted["same.txt"], b"the file");
    // So much text that bodies are packed as soon as their pages are done.
    let large = site(ENTANGLED);
    let text = format!("---\n---\n{}", "words and more words\n".repeat(4_000_000));
    large.write("src/large.txt", text.as_bytes());
    assert_eq!(run(&large, BUILD).status.code(), Some(0));
    let mut found = files(&large.path().join("out"));
    assert!(found.remove("large.txt").is_some());
    // The list of pages has one more.
    let without = |files: &mut std::collections::BTreeMap<String, Vec<u8>>| files.remove("z.html").unwrap();
    let (mut wanted, listed) = (wanted, without(&mut found));
    assert!(listed.len() > without(&mut wanted).len());
    assert_eq!(found, wanted);
}

#[test]
fn a_filled_destination_gets_what_changed_and_keeps_the_rest_untouched() {
    let folder = site(ENTANGLED);
    run(&folder, BUILD);
    let out = folder.path().join("out");
    let before = fs::metadata(out.join("a.html")).unwrap().modified().unwrap();
    folder.write(
        "src/_posts/2020-01-01-one.md",
        b"---\nlayout: base\n---\nOther words.\n",
    );
    let output = run(&folder, BUILD);
    let text = String::from_utf8(output.stdout).unwrap();
    // Both posts and the list; the pages, the style sheet and its map stay.
    assert!(text.contains("3 written, 4 unchanged, 0 removed"), "{text}");
    assert_eq!(
        fs::metadata(out.join("a.html")).unwrap().modified().unwrap(),
        before
    );
    let fresh = site(ENTANGLED);
    fresh.write(
        "src/_posts/2020-01-01-one.md",
        b"---\nlayout: base\n---\nOther words.\n",
    );
    run(&fresh, BUILD);
    assert_eq!(files(&out), files(&fresh.path().join("out")));
    let entries = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(entries, 2, "only the source and the destination are left");
}

#[test]
fn a_new_site_builds_in_either_layout() {
    let folder = fixture::new();
    for (name, more) in [("own", ""), ("jekylls", "--jekyll"), ("blank", "--blank")] {
        let mut arguments = vec!["new", name];
        arguments.extend((!more.is_empty()).then_some(more));
        assert!(run(&folder, &arguments).status.success(), "{name}");
        let output = run(&folder, &["build", "-s", name, "-d", "out"]);
        assert!(output.status.success(), "{name}: {output:?}");
        assert!(output.stderr.is_empty(), "{name}: {output:?}");
        assert!(folder.path().join("out/index.html").is_file(), "{name}");
    }
    assert_eq!(run(&folder, &["new", "own"]).status.code(), Some(2));
    assert!(run(&folder, &["new", "own", "--force"]).status.success());
}

/// `git ARGUMENTS` in the source folder, as a person of 2022.
fn git(folder: &SiteFolder, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=n", "-c", "user.email=n@example.org"])
        .args(arguments)
        .current_dir(folder.path().join("src"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_COMMITTER_DATE", "2022-02-03T04:05:06Z")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// What each page of a site in a repository says.
fn pages_in_a_repository(site_files: &[(&str, &str)], remote: &str, environment: &str) -> Vec<String> {
    let folder = site(site_files);
    git(&folder, &["init", "-q", "-b", "trunk"]);
    git(&folder, &["remote", "add", "origin", remote]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "all"]);
    let output = command(&folder, BUILD)
        .env("JEKYLL_ENV", environment)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let made = files(&folder.path().join("out"));
    let texts = made.into_iter().filter(|(path, _)| path.ends_with(".html"));
    texts
        .map(|(_, text)| String::from_utf8(text).unwrap().trim().to_owned())
        .collect()
}

#[test]
fn last_changes_are_those_of_the_repository() {
    let shown = "{{ page.last_modified_at }}|{% last_modified_at %}|{% last_modified_at %Y %}";
    let own = format!("---\nlast_modified_at: 2001-02-03\nexcerpt: none\n---\n{shown}");
    let plain = format!("---\n---\n{shown}");
    let pages = pages_in_a_repository(
        &[
            (
                "_config.yml",
                "plugins: [jekyll-last-modified-at]\nlast-modified-at: {date-format: '%d.%m.%y'}\n",
            ),
            ("_posts/2020-01-01-own.html", &own),
            ("a.html", &plain),
            ("b.html", &own),
        ],
        "https://example.org/x",
        "development",
    );
    let of_commit = "2022-02-03 04:05:06 +0000|03.02.22|2022";
    assert_eq!(pages, ["2001-02-03|03.02.01|2001", of_commit, of_commit]);
}

#[test]
fn facts_on_github_come_from_the_repository_and_the_configuration() {
    let index = "---\n---\n{{ site.title }} {{ site.github.url }} {{ site.github.baseurl }} \
                 {{ site.github.source.branch }} {{ site.github.is_user_page }} {{ site.github.own }} \
                 {% github_edit_link \"Edit\" %} {{ site.url }}{{ site.baseurl }}";
    let site_files = [
        (
            "_config.yml",
            "plugins: [jekyll-github-metadata]\ngithub: {own: said}\n",
        ),
        ("index.html", index),
    ];
    let diagnostics = |remote, environment| pages_in_a_repository(&site_files, remote, environment).remove(0);
    let edit = |branch| format!("<a href=\"https://github.com/octo/site/edit/{branch}/index.html\">Edit</a>");
    assert_eq!(
        diagnostics("git@github.com:octo/site.git", "development"),
        format!(
            "site https://github.com/pages/octo/site /pages/octo/site gh-pages false said {}",
            edit("gh-pages")
        )
    );
    assert_eq!(
        diagnostics("https://github.com/octo/site", "production"),
        format!(
            "site https://octo.github.io/site /site trunk false said {} https://octo.github.io/site",
            edit("trunk")
        )
    );
    assert!(
        diagnostics("https://github.com/octo/octo.github.io", "production")
            .starts_with("octo https://octo.github.io  trunk true said")
    );
}

#[test]
fn a_source_map_is_a_page_for_all_that_renders_after_its_style_sheet() {
    let list = "---\n---\n{% for p in site.pages %}{{ p.url }} {{ p.title }},{% endfor %}";
    let sheet = "---\ntitle: Sheet\n---\na { b: c }\n";
    let paths = ["a.txt", "z.txt", "_docs/d.txt"];
    let mut sources = vec![
        ("_config.yml", "collections: {docs: {output: true}}\n"),
        ("css/m.scss", sheet),
    ];
    sources.extend(paths.map(|path| (path, list)));
    let folder = site(&sources);
    run(&folder, BUILD);
    let built = files(&folder.path().join("out"));
    let text = |path: &str| String::from_utf8(built[path].clone()).unwrap();
    let before = "/a.txt ,/css/m.css Sheet,/z.txt ,";
    assert_eq!(text("a.txt"), before);
    assert_eq!(text("docs/d.txt"), before);
    assert_eq!(text("z.txt"), format!("{before}/css/m.css.map Sheet,"));
    let config = "sass: {sourcemap: never}\n";
    fs::write(folder.path().join("src/_config.yml"), config).unwrap();
    run(&folder, BUILD);
    let built = files(&folder.path().join("out"));
    assert_eq!(String::from_utf8(built["z.txt"].clone()).unwrap(), before);
}

#[test]
fn readmes_that_are_indexes_have_the_permalinks_that_ruby_makes_of_their_folders() {
    let config = "plugins: [jekyll-readme-index]\ndefaults: [{scope: {path: \"\"}, values: {layout: l}}]\n";
    let folder = site(&[
        ("_config.yml", config),
        ("_layouts/l.html", "{{ page.permalink }} {{ page.url }}"),
        ("README.md", "# Top\n"),
        ("sub/README.md", "# Sub\n"),
    ]);
    run(&folder, BUILD);
    let built = files(&folder.path().join("out"));
    assert_eq!(built["index.html"], b"// /");
    assert_eq!(built["sub/index.html"], b"/sub/ /sub/");
}

/// The page of a site in recto's own layout whose only paragraph is a capture inside a `<div>`.
fn markdownified_in_a_div(config: &str, inside: &str) -> String {
    let page = format!(
        "---\ntitle: A\n---\n{{% capture x %}}\none\n\n```\na\n\n\nb\n```\n\ntwo\n{{% endcapture %}}\n{inside}\n\n*after*\n"
    );
    let folder = site(&[("recto.yml", config), ("content/index.md", &page)]);
    let output = run(&folder, BUILD);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(files(&folder.path().join("out"))["index.html"].clone()).unwrap()
}

#[test]
fn markdownify_keeps_blank_lines_of_code_inside_an_html_block_of_commonmark() {
    let page = markdownified_in_a_div("title: T\n", "<div>{{ x | markdownify }}</div>");
    assert!(
        page.contains("<code>a\n&#10;&#10;b\n</code></pre></div></div>\n<p>two</p>\n</div>"),
        "{page}"
    );
    assert!(page.contains("<p><em>after</em></p>"), "{page}");
}

#[test]
fn markdownify_keeps_blank_lines_of_code_inside_an_html_block_of_kramdown() {
    let page = markdownified_in_a_div(
        "title: T\nmarkdown: kramdown\n",
        "<div>{{ x | markdownify }}</div>",
    );
    assert!(
        page.contains("<code>a\n\n\nb\n</code></pre></div></div>\n\n<p>two</p>\n</div>"),
        "{page}"
    );
    assert!(page.contains("<p><em>after</em></p>"), "{page}");
}

#[test]
fn tabs_keep_blank_lines_of_code_whole() {
    let page = markdownified_in_a_div(
        "title: T\n",
        "{% tabs %}\n{% tab \"A\" %}\n{{ x }}\n{% endtab %}\n{% endtabs %}",
    );
    assert!(
        page.contains("<code>a\n&#10;&#10;b\n</code></pre></div></div>\n<p>two</p></div>"),
        "{page}"
    );
}

#[test]
fn markdownify_of_a_jekyll_site_with_commonmark_writes_the_bytes_of_the_gem() {
    let folder = site(&[
        (
            "_config.yml",
            "markdown: CommonMark\nplugins: [jekyll-commonmark]\n",
        ),
        (
            "a.html",
            "---\n---\n{% capture x %}\n    a\n\n    b\n{% endcapture %}{{ x | markdownify }}",
        ),
    ]);
    run(&folder, BUILD);
    let built = files(&folder.path().join("out"));
    let page = String::from_utf8(built["a.html"].clone()).unwrap();
    assert!(page.contains("a\n\nb\n"), "{page}");
}

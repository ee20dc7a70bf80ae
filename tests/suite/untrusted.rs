//! Sites that try to leave their folder, to read the machine, or to take more than they should; and machines that
//! refuse what a build needs.

use crate::support::fixture::{self, SiteFolder};
use std::process::Output;

const BUILD: &[&str] = &["build", "-q", "-s", "src", "-d", "out"];
const SAFE: &[&str] = &["build", "-q", "--safe", "-s", "src", "-d", "out"];

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files of the destination, one after the other.
fn written(folder: &SiteFolder) -> String {
    let files = fixture::files(&folder.path().join("out"));
    let texts = files
        .into_iter()
        .map(|(path, bytes)| format!("{path}\n{}", String::from_utf8_lossy(&bytes)));
    texts.collect()
}

/// The first line of the diagnostics of a build that must end with an error.
fn refused(folder: &SiteFolder, arguments: &[&str]) -> String {
    let output = folder.recto(arguments);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    text.lines().next().unwrap_or_default().to_owned()
}

fn page(body: &str) -> String {
    format!("---\n---\n{body}")
}

// Limits

#[test]
fn a_template_that_runs_away_is_an_error_at_its_place() {
    let list = "{% assign a = 'a' | split: ',' %}";
    let wrapped = "{% assign b = '' | split: '' | push: a %}{% assign a = b %}";
    let attacks = [
        ("an endless loop", "{% for i in (1..1000000000) %}{% endfor %}".to_owned()),
        ("a long range", "{{ (1..1000000000) | join: '' | size }}".to_owned()),
        (
            "a deep value",
            format!("{list}{{% for i in (1..200000) %}}{wrapped}{{% endfor %}}{{{{ a | inspect }}}}"),
        ),
        (
            "a value that repeats itself",
            format!(
                "{list}{{% for i in (1..60) %}}{{% assign b = '' | split: '' | push: a | push: a %}}{{% assign a = b %}}\
                 {{% endfor %}}{{{{ a }}}}"
            ),
        ),
        (
            "a list that doubles",
            format!("{list}{{% for i in (1..60) %}}{{% assign a = a | concat: a %}}{{% endfor %}}"),
        ),
        (
            "a text that grows",
            "{% assign s = 'aaaaaaaa' %}{% for i in (1..8) %}{% assign s = s | replace: 'a', s %}{% endfor %}".to_owned(),
        ),
        (
            "a number that grows",
            "{% assign n = 99 %}{% for i in (1..40) %}{% assign n = n | times: n %}{% endfor %}{{ n }}".to_owned(),
        ),
        (
            "an include in itself inside tags",
            "{% include self.html %}".to_owned(),
        ),
    ];
    for (what, attack) in attacks {
        let nested = format!(
            "{}{{% include self.html %}}{}",
            "{% if true %}".repeat(90),
            "{% endif %}".repeat(90)
        );
        let folder = fixture::with(&[("a.html", &page(&attack)), ("_includes/self.html", &nested)]);
        let arguments = [BUILD, &["--budget", "page-steps=1M"]].concat();
        let output = folder.recto(&arguments);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{what}: {text}");
        assert!(text.starts_with("error[limit-exceeded]"), "{what}: {text}");
        let place = if attack.contains("include") {
            "_includes/self.html:1:"
        } else {
            "a.html:3:"
        };
        assert!(text.contains(place), "{what}: {text}");
    }
}

#[test]
fn a_loop_over_a_range_takes_no_memory_for_its_numbers() {
    let attack = "{% for i in (1..1000000000) limit: 2 %}{{ i }},{% endfor %}\
                  {% for i in (1..1000000000) reversed limit: 2 %}{{ i }},{% endfor %}\
                  {% for i in (1..1000000000) offset: 999999998 %}{{ i }},{% endfor %}";
    let folder = fixture::with(&[("a.html", &page(attack))]);
    let output = folder.recto(BUILD);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        written(&folder).contains("1,2,2,1,999999999,1000000000,"),
        "{}",
        written(&folder)
    );
}

#[test]
fn only_the_command_line_raises_a_limit() {
    let loops = page("{% for i in (1..2000) %}{{ i }}{% endfor %}");
    let folder = fixture::with(&[
        ("_config.yml", "limit: [page-steps=1G]\npage-steps: 1000000\n"),
        ("a.html", &loops),
    ]);
    let low = [BUILD, &["--budget", "page-steps=1000"]].concat();
    assert!(refused(&folder, &low).contains("more than 1000 steps"));
    let high = [BUILD, &["--budget", "page-steps=1M"]].concat();
    assert!(folder.recto(&high).status.success());
}

#[test]
fn the_pages_of_a_build_share_a_budget() {
    let loops = page("{% for i in (1..100000) %}{{ i }}{% endfor %}");
    let names = (0..8).map(|number| format!("{number}.html")).collect::<Vec<_>>();
    let files = names
        .iter()
        .map(|name| (name.as_str(), loops.as_str()))
        .collect::<Vec<_>>();
    let folder = fixture::with(&files);
    let arguments = [BUILD, &["--budget", "build-steps=500K"]].concat();
    assert!(refused(&folder, &arguments).contains("the templates of the site take more than 500000 steps"));
}

#[test]
fn a_style_sheet_that_recurses_is_an_error_at_its_place() {
    for (sheet, place) in [
        ("@mixin m{@include m;} a{@include m;}", "a.scss:3:10"),
        ("@function f($x){@return f($x+1);} a{b:f(1)}", "a.scss:3:25"),
    ] {
        let folder = fixture::with(&[("a.scss", &page(sheet)), ("ok.html", &page("ok"))]);
        let output = folder.recto(BUILD);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.starts_with("error[limit-exceeded]") && text.contains(place),
            "{text}"
        );
    }
}

#[test]
fn a_style_sheet_without_end_is_stopped_and_named() {
    for sheet in [
        "@while true {}",
        "$s: 'aaaaaaaa'; @for $i from 1 through 60 {$s: $s + $s !global;}",
    ] {
        let folder = fixture::with(&[("a.scss", &page(sheet))]);
        let arguments = [
            BUILD,
            &["--budget", "sass-seconds=2", "--budget", "page-memory=100M"],
        ]
        .concat();
        let output = folder.recto(&arguments);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.starts_with("error[limit-exceeded]") && text.contains("`a.scss`"),
            "{text}"
        );
    }
}

#[test]
fn a_partial_that_is_not_utf_8_is_named_with_its_line() {
    let folder = fixture::with(&[("a.scss", &page("@import 's';"))]);
    folder.write("src/_sass/_s.scss", b"a {\n  content: \"\xe9\";\n}");
    let output = folder.recto(BUILD);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("is not valid UTF-8") && text.contains("_sass/_s.scss:2:13"),
        "{text}"
    );
}

#[test]
fn a_message_of_a_style_sheet_is_a_warning_at_its_place() {
    let folder = fixture::with(&[("a.scss", &page("a { @warn 'use b'; c: d }"))]);
    let output = folder.recto(&["build", "-s", "src", "-d", "out"]);
    let text = stderr(&output);
    assert!(output.status.success(), "{text}");
    assert!(
        text.contains("warning[sass-message]: Sass: use b") && text.contains("a.scss:3:"),
        "{text}"
    );
}

/// A site of recto's own layout with one template.
fn own(template: &str) -> SiteFolder {
    fixture::with(&[
        ("recto.yml", "title: T\n"),
        ("content/index.md", "# Hello\n"),
        ("templates/page.html", template),
    ])
}

#[test]
fn a_theme_template_that_runs_away_is_an_error_that_names_it() {
    let attacks = [
        "{% include \"page.html\" %}".to_owned(),
        "{% macro m() %}{{ self::m() }}{% endmacro m %}{{ self::m() }}".to_owned(),
        "{{ range(end=1000000000) }}".to_owned(),
        "{% for i in range(end=1000) %}{% for j in range(end=1000) %}{% for k in range(end=1000) %}{% endfor %}\
         {% endfor %}{% endfor %}"
            .to_owned(),
        format!("{{% set x = \"aaaaaaaa\" %}}{}{{{{ x }}}}", "{% set x = x ~ x %}".repeat(60)),
        "{% set x = \"aaaaaaaa\" %}{% for i in range(end=99) %}{% set_global x = x | replace(from=\"a\", to=x) %}{% endfor %}"
            .to_owned(),
        format!("{{{{ {}1{} }}}}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("{{{{ {}1 }}}}", "1 + ".repeat(100_000)),
        format!("{}{}", "{% if true %}".repeat(50_000), "{% endif %}".repeat(50_000)),
    ];
    for attack in attacks {
        let folder = own(&attack);
        let arguments = [BUILD, &["--budget", "page-steps=100K"]].concat();
        let output = folder.recto(&arguments);
        let text = stderr(&output);
        let what = &attack[..attack.len().min(60)];
        assert_eq!(output.status.code(), Some(1), "{what}: {text}");
        assert!(text.starts_with("error[limit-exceeded]"), "{what}: {text}");
        assert!(text.contains("templates/page.html"), "{what}: {text}");
    }
}

#[test]
fn a_theme_template_reads_neither_the_environment_nor_chance() {
    for call in [
        "get_env(name=\"TOKEN\")",
        "get_env(name=\"TOKEN\", default=\"x\")",
        "get_random(start=0, end=9)",
    ] {
        let folder = own(&format!("[{{{{ {call} }}}}]"));
        let mut command = folder.command(BUILD);
        let output = command.env("TOKEN", "ghs_secret").output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{call}");
        assert!(
            stderr(&output).contains("is not available"),
            "{}",
            stderr(&output)
        );
        assert!(!written(&folder).contains("ghs_secret"));
    }
}

#[test]
fn now_in_a_theme_template_is_the_time_of_the_build() {
    let folder = own("{{ now() }} {{ now(timestamp=true) }} {{ now(utc=true) }}");
    let mut command = folder.command(BUILD);
    let output = command.env("SOURCE_DATE_EPOCH", "1767225600").output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let expected = "2026-01-01T00:00:00+00:00 1767225600 2026-01-01T00:00:00+00:00";
    assert!(written(&folder).contains(expected), "{}", written(&folder));
}

// What cannot be read

#[test]
fn a_configuration_that_is_not_utf_8_is_an_error_at_its_place() {
    let folder = fixture::new();
    folder.write("src/_config.yml", b"a: b\ntitle: caf\xe9\n");
    let output = folder.recto(BUILD);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("`_config.yml` is not UTF-8") && text.contains("_config.yml:2:11"),
        "{text}"
    );
}

#[test]
fn folders_that_nest_too_deeply_are_an_error() {
    let folder = fixture::with(&[("ok.md", "---\n---\nok\n")]);
    folder.write(&format!("src/{}a.md", "d/".repeat(120)), b"---\n---\nx\n");
    assert!(refused(&folder, BUILD).contains("nests more than 100 levels deep"));
}

#[cfg(unix)]
mod unix {
    use super::{BUILD, SAFE, fixture, own, page, refused, stderr, written};
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    #[test]
    fn an_unreadable_folder_or_file_is_an_error_that_names_it() {
        for (path, mode_of) in [
            ("d/a.md", "d"),
            ("d/a.md", "d/a.md"),
            ("_data/x/a.yml", "_data/x"),
        ] {
            let folder = fixture::with(&[("ok.md", "---\n---\nok\n"), (path, "---\n---\nx\n")]);
            let locked = folder.path().join("src").join(mode_of);
            fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
            // Root reads everything.
            if fs::read_dir(&locked).is_ok() || fs::read(&locked).is_ok() {
                eprintln!("skipped: permissions do not hold for this user");
                return;
            }
            let line = refused(&folder, BUILD);
            fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
            assert!(line.contains(mode_of), "{line}");
            assert!(!folder.path().join("out/ok.html").exists());
        }
    }

    #[test]
    fn a_folder_whose_path_is_too_long_is_an_error() {
        let folder = fixture::with(&[("ok.md", "---\n---\nok\n")]);
        // Longer than the system accepts in one piece, so that it has to be made step by step.
        let script = "for (1..22) { mkdir \"d\" x 220; chdir \"d\" x 220 or die } \
                      open(F, '>a.md'); print F \"---\\n---\\nx\\n\"";
        let source = folder.path().join("src");
        let made = Command::new("perl")
            .args(["-e", script])
            .current_dir(&source)
            .status()
            .unwrap();
        assert!(made.success());
        let line = refused(&folder, BUILD);
        let removed = Command::new("rm")
            .args(["-rf", "src"])
            .current_dir(folder.path())
            .status()
            .unwrap();
        assert!(removed.success());
        assert!(line.contains("cannot read the folder"), "{line}");
    }

    #[test]
    fn a_pipe_is_left_out_with_a_note_and_never_read() {
        let files = [
            ("_config.yml", "include: [pipe.md]\n"),
            ("a.html", "---\n---\nok\n"),
            ("a.scss", "---\n---\n@import 'p';\n"),
        ];
        let folder = fixture::with(&files);
        fs::create_dir_all(folder.path().join("src/_sass")).unwrap();
        fs::create_dir_all(folder.path().join("src/_data")).unwrap();
        for pipe in ["pipe.md", "_data/pipe.yml", "_sass/_p.scss", "Gemfile"] {
            let made = Command::new("mkfifo")
                .arg(folder.path().join("src").join(pipe))
                .status()
                .unwrap();
            assert!(made.success());
        }
        fs::write(
            folder.path().join("src/b.html"),
            page("{% include_relative pipe.md %}"),
        )
        .unwrap();
        let output = folder.recto(&["build", "-V", "-s", "src", "-d", "out"]);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        for note in [
            "`pipe.md` is a named pipe; it is left out",
            "`_data/pipe.yml` is a named pipe",
        ] {
            assert!(text.contains(note), "{text}");
        }
        assert!(
            text.contains("unknown include `pipe.md`") && text.contains("Sass: "),
            "{text}"
        );
    }

    #[test]
    fn a_configuration_that_is_a_pipe_is_an_error() {
        let folder = fixture::with(&[("a.html", "---\n---\nok\n")]);
        let made = Command::new("mkfifo")
            .arg(folder.path().join("src/_config.yml"))
            .status()
            .unwrap();
        assert!(made.success());
        assert!(refused(&folder, BUILD).contains("a named pipe, not a regular file"));
    }

    #[test]
    fn a_name_that_is_not_utf_8_and_a_link_that_leads_nowhere_are_reported() {
        let folder = fixture::with(&[("a.html", "---\n---\nok\n")]);
        let name = OsStr::from_bytes(b"caf\xe9.txt");
        fs::write(folder.path().join("src").join(name), "x").unwrap();
        symlink("missing", folder.path().join("src/link.md")).unwrap();
        let output = folder.recto(&["build", "-s", "src", "-d", "out"]);
        let text = stderr(&output);
        assert!(
            text.contains("the name of `caf\u{fffd}.txt` is not valid UTF-8"),
            "{text}"
        );
        assert!(
            text.contains("the symbolic link `link.md` leads nowhere"),
            "{text}"
        );
    }

    // Safe builds

    /// Builds the site safely, with a secret next to it, and asserts that the secret is not in the output nor in what
    /// is printed.
    fn keeps_the_secret(what: &str, folder: &fixture::SiteFolder) {
        let output = folder.command(SAFE).env("TOKEN", "TOPSECRET").output().unwrap();
        let printed = stderr(&output) + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.code().is_some(), "{what}: {printed}");
        assert!(!printed.contains("TOPSECRET"), "{what}: {printed}");
        assert!(
            !written(folder).contains("TOPSECRET"),
            "{what}: {}",
            written(folder)
        );
    }

    fn with_secrets(files: &[(&str, &str)]) -> fixture::SiteFolder {
        let folder = fixture::with(files);
        folder.write("secret.txt", b"TOPSECRET");
        folder.write("outside/_secret.scss", b"a{content:\"TOPSECRET\"}");
        folder.write("outside/secret.html", b"TOPSECRET");
        folder.write("outside/_layouts/default.html", b"TOPSECRET {{ content }}");
        folder.write("outside/_includes/secret.html", b"TOPSECRET");
        folder.write("outside/_data/secret.yml", b"secret: TOPSECRET");
        folder.write("outside/assets/secret.txt", b"TOPSECRET");
        folder.write("outside/_config.yml", b"secret: TOPSECRET");
        folder.write("outside/x.gemspec", b"spec.description = \"TOPSECRET\"");
        folder
    }

    /// A page that shows what a configuration and data hold.
    const SHOWS: &str =
        "---\n---\n{{ site.secret }}{{ site.data | jsonify }}{{ site.theme | jsonify }}{{ theme | jsonify }}";

    /// What is tried, the files of the source, and its links with their targets.
    type Attempt = (
        &'static str,
        &'static [(&'static str, &'static str)],
        &'static [(&'static str, &'static str)],
    );

    const ATTEMPTS: &[Attempt] = &[
        (
            "follow_symlinks",
            &[("_config.yml", "follow_symlinks: true\n")],
            &[("t.txt", "../secret.txt")],
        ),
        ("a linked file", &[], &[("t.txt", "../secret.txt")]),
        ("a linked folder", &[], &[("d", "../outside")]),
        (
            "theme_dir",
            &[("_config.yml", "theme_dir: ../outside\n"), ("a.html", SHOWS)],
            &[],
        ),
        (
            "a linked theme_dir",
            &[("_config.yml", "theme_dir: t\n"), ("a.html", SHOWS)],
            &[("t", "../outside")],
        ),
        (
            "the configuration of a theme",
            &[("_config.yml", "theme_dir: t\n"), ("a.html", SHOWS), ("t/x", "")],
            &[("t/_config.yml", "../../outside/_config.yml")],
        ),
        (
            "the specification of a theme",
            &[("_config.yml", "theme_dir: t\n"), ("a.html", SHOWS), ("t/x", "")],
            &[("t/x.gemspec", "../../outside/x.gemspec")],
        ),
        (
            "a bundled theme",
            &[
                ("_config.yml", "theme: x\n"),
                ("a.html", SHOWS),
                ("vendor/bundle/ruby/3/gems/x", ""),
            ],
            &[("vendor/bundle/ruby/3.0/gems/x-1.0", "../../../../../../outside")],
        ),
        ("source", &[("_config.yml", "source: ../outside\n")], &[]),
        (
            "a linked configuration",
            &[("a.html", SHOWS)],
            &[("_config.yml", "../outside/_config.yml")],
        ),
        (
            "@import of a path",
            &[("a.scss", "---\n---\n@import '../outside/secret';")],
            &[],
        ),
        (
            "@use of a path",
            &[("a.scss", "---\n---\n@use '../outside/secret';")],
            &[],
        ),
        (
            "load-css",
            &[(
                "a.scss",
                "---\n---\n@use 'sass:meta'; @include meta.load-css('../outside/secret');",
            )],
            &[],
        ),
        (
            "scssify",
            &[(
                "a.html",
                "---\n---\n{{ '@import \"../outside/secret\";' | scssify }}",
            )],
            &[],
        ),
        (
            "load_paths",
            &[
                ("_config.yml", "sass: {load_paths: [../outside]}\n"),
                ("a.scss", "---\n---\n@import 'secret';"),
            ],
            &[],
        ),
        (
            "sass_dir",
            &[
                ("_config.yml", "sass: {sass_dir: ../outside}\n"),
                ("a.scss", "---\n---\n@import 'secret';"),
            ],
            &[],
        ),
        (
            "a linked partial",
            &[("a.scss", "---\n---\n@import 's';"), ("_sass/x", "")],
            &[("_sass/_s.scss", "../../outside/_secret.scss")],
        ),
        (
            "include_relative",
            &[(
                "a.html",
                "---\n---\n{% include_relative ../outside/secret.html %}",
            )],
            &[],
        ),
        (
            "include",
            &[("a.html", "---\n---\n{% include ../../outside/secret.html %}")],
            &[],
        ),
        (
            "a linked include",
            &[("a.html", "---\n---\n{% include s.html %}"), ("_includes/x", "")],
            &[("_includes/s.html", "../../outside/secret.html")],
        ),
        (
            "linked data",
            &[("a.html", SHOWS)],
            &[("_data", "../outside/_data")],
        ),
        (
            "data_dir",
            &[("_config.yml", "data_dir: ../outside/_data\n"), ("a.html", SHOWS)],
            &[],
        ),
        (
            "layouts_dir",
            &[
                ("_config.yml", "layouts_dir: ../outside/_layouts\n"),
                ("a.html", "---\nlayout: default\n---\n"),
            ],
            &[],
        ),
        (
            "collections_dir",
            &[(
                "_config.yml",
                "collections_dir: ../outside\ncollections: {data: {output: true}, layouts: {output: true}}\n",
            )],
            &[],
        ),
        (
            "a linked folder of includes",
            &[("a.html", "---\n---\n{% include secret.html %}")],
            &[("_includes", "../outside/_includes")],
        ),
        (
            "a linked folder of layouts",
            &[("a.html", "---\nlayout: default\n---\n")],
            &[("_layouts", "../outside/_layouts")],
        ),
        (
            "a linked folder of style sheets",
            &[("a.scss", "---\n---\n@import 'secret';")],
            &[("_sass", "../outside")],
        ),
        (
            "a linked collection",
            &[("_config.yml", "collections: {c: {output: true}}\n")],
            &[("_c", "../outside")],
        ),
        (
            "a folder below a link",
            &[("_config.yml", "data_dir: l/_data\n"), ("a.html", SHOWS)],
            &[("l", "../outside")],
        ),
    ];

    #[test]
    fn a_safe_build_reads_no_file_outside_the_source() {
        for (what, files, links) in ATTEMPTS {
            let folder = with_secrets(files);
            fs::create_dir_all(folder.path().join("src")).unwrap();
            for (link, target) in *links {
                let link = folder.path().join("src").join(link);
                fs::create_dir_all(link.parent().unwrap()).unwrap();
                symlink(target, link).unwrap();
            }
            keeps_the_secret(what, &folder);
        }
    }

    #[test]
    fn a_safe_build_of_an_own_site_reads_no_file_outside_the_source() {
        for (what, settings, body) in [
            ("code_dir", "title: T\ncode_dir: ..\n", "{% code ../secret.txt %}"),
            ("code", "title: T\n", "{% code ../secret.txt %}"),
            (
                "data",
                "title: T\ndata_dir: ../outside/_data\n",
                "{{ site.data | jsonify }}",
            ),
            (
                "logo",
                "title: T\nlogo: ../secret.txt\nfavicon: ../secret.txt\n",
                "x",
            ),
        ] {
            let folder = with_secrets(&[("recto.yml", settings), ("content/index.md", body)]);
            keeps_the_secret(what, &folder);
        }
    }

    #[test]
    fn a_safe_build_prints_no_variable_of_the_environment() {
        keeps_the_secret("Tera", &own("{{ get_env(name=\"TOKEN\") }}{{ __tera_context }}"));
        let shows =
            page("{{ site | jsonify }}{{ page | jsonify }}{{ jekyll | jsonify }}{{ ENV.TOKEN }}{{ env }}");
        keeps_the_secret("Liquid", &with_secrets(&[("a.html", &shows)]));
    }

    #[test]
    fn a_safe_build_writes_only_where_the_command_line_says() {
        let folder = with_secrets(&[
            ("_config.yml", "destination: ../outside\n"),
            ("a.html", "---\n---\nx"),
        ]);
        let line = refused(&folder, &["build", "-q", "--safe", "-s", "src"]);
        assert!(
            line.contains("the destination `../outside` is outside the source folder"),
            "{line}"
        );
        assert!(folder.path().join("outside/secret.html").exists());
    }

    #[test]
    fn a_safe_build_starts_no_other_program() {
        let files = [
            (
                "_config.yml",
                "plugins: [jekyll-last-modified-at, jekyll-github-metadata]\nrepository: a/b\n",
            ),
            (
                "a.html",
                "---\n---\n{{ page.last_modified_at }}{{ site.github.build_revision }}",
            ),
            ("a.scss", "---\n---\na{b:c}"),
        ];
        let folder = with_secrets(&files);
        folder.write("bin/git", b"#!/bin/sh\ntouch \"$(dirname \"$0\")/started\"\n");
        let git = folder.path().join("bin/git");
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!(
            "{}:{}",
            folder.path().join("bin").display(),
            std::env::var("PATH").unwrap()
        );
        let started = folder.path().join("bin/started");
        let output = folder.command(SAFE).env("PATH", &path).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(!started.exists());
        let output = folder.command(BUILD).env("PATH", &path).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(
            started.exists(),
            "the test would not see a program that is started"
        );
    }
}

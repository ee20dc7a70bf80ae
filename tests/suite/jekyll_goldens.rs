//! Builds small sites and compares every file with what Jekyll wrote for them, byte for byte.
//!
//! Each file of `tests/cases/sites/TOPIC` is a case with one behaviour; its first line names it. Then come the
//! sources (`source PATH`, or `bytes PATH` with `\n` and `\xff`) and what Jekyll wrote (`jekyll PATH` or
//! `jekyll-bytes PATH`). recto builds with the versions that the second line names. All sources have the modification
//! time 2026-01-01 00:00 UTC. Style sheets are left out because another compiler writes them.
//!
//! `RECORD=1` runs `jekyll` and records its output anew, except for cases that another version of Jekyll wrote; recto's
//! output is never recorded, not even with `UPDATE=1`.

use crate::support::case_file::{self, Section};
use crate::support::conformance;
use crate::support::diff;
use crate::support::fixture::{self, SiteFolder, has_ruby};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

/// The modification time of all sources: 2026-01-01 in UTC.
const MODIFIED: Duration = Duration::from_secs(1_767_225_600);

type Files = BTreeMap<String, Vec<u8>>;

/// Checks, or records, all cases of a topic.
fn check(topic: &str) {
    let mut differences = String::new();
    if topic.starts_with("ruby-") && !has_ruby() {
        eprintln!("skipped: `ruby` with the gem `jekyll` is not installed");
        return;
    }
    for case in cases_of(topic) {
        let text = std::fs::read_to_string(&case).unwrap();
        if std::env::var_os("RECORD").is_some() && may_record(&text) {
            record(&case);
        }
        let text = std::fs::read_to_string(&case).unwrap();
        let title = text.lines().next().unwrap_or_default().trim_start_matches("# ");
        if let Some(found) = difference(&text, topic) {
            let _ = writeln!(differences, "{}: {title}\n{found}", case.display());
        }
    }
    let hint = match std::env::var_os("UPDATE") {
        Some(_) => "\nUPDATE=1 does not change what Jekyll wrote; RECORD=1 runs jekyll and records it anew",
        None => "",
    };
    assert!(differences.is_empty(), "\n{differences}{hint}");
}

/// The case files of a topic, by name.
fn cases_of(topic: &str) -> Vec<PathBuf> {
    let folder = conformance::root().join("tests/cases/sites").join(topic);
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.collect();
    cases.sort();
    assert!(!cases.is_empty(), "{topic} has no cases");
    cases
}

/// Builds the sources of a case; describes every file that is not as Jekyll wrote it.
fn difference(case: &str, topic: &str) -> Option<String> {
    let sections = case_file::sections(case);
    let folder = fixture::new();
    write_sources(&folder, &sections);
    let compat = recorded_versions(case);
    let mut recto = folder.command(&["build", "-q", "-s", "src", "-d", "out", "--compat", &compat]);
    if topic.starts_with("ruby-") {
        recto.arg("--ruby");
        with_gems(&mut recto, &folder);
    }
    let output = recto.output().unwrap();
    if !output.status.success() {
        return Some(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let built = fixture::files(&folder.path().join("out"));
    let expected = recorded(&sections);
    let mut differences = String::new();
    for (path, expected) in &expected {
        match built.get(path) {
            None => _ = writeln!(differences, "{path} is missing"),
            Some(built) if built != expected => {
                let (expected, built) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(built));
                differences.push_str(&diff::unified(path, &expected, &built));
            }
            Some(_) => {}
        }
    }
    for path in built.keys().filter(|path| !expected.contains_key(*path)) {
        let _ = writeln!(differences, "{path} is written, but Jekyll does not write it");
    }
    Some(differences).filter(|differences| !differences.is_empty())
}

/// The versions that a case was recorded with, as `--compat` takes them.
fn recorded_versions(case: &str) -> String {
    let head = case.lines().nth(1).unwrap_or_default();
    let head = head.split_once("build`:").map_or("", |(_, versions)| versions);
    let part = |name: &str| {
        let (_, rest) = head
            .split_once(&format!(" {name} "))
            .unwrap_or_else(|| panic!("no version of {name}"));
        format!("{name}={}", rest.split(',').next().unwrap_or_default().trim())
    };
    ["jekyll", "kramdown", "rouge"].map(part).join(",")
}

/// Writes the source files of a case below `src`.
fn write_sources(folder: &SiteFolder, sections: &[Section<'_>]) {
    for section in sections {
        let bytes = match section.kind {
            "source" => section.text.clone().into_bytes(),
            "bytes" => case_file::unescaped(&section.text),
            "jekyll" | "jekyll-bytes" => continue,
            other => panic!("unknown kind of section: {other}"),
        };
        let path = format!("src/{}", section.name);
        folder.write(&path, &bytes);
        let file = std::fs::File::options()
            .append(true)
            .open(folder.path().join(path));
        file.unwrap().set_modified(UNIX_EPOCH + MODIFIED).unwrap();
    }
}

/// The files that Jekyll wrote.
fn recorded(sections: &[Section<'_>]) -> Files {
    let mut files = Files::new();
    for section in sections {
        let bytes = match section.kind {
            "jekyll" => section.text.clone().into_bytes(),
            "jekyll-bytes" => case_file::unescaped(&section.text),
            _ => continue,
        };
        files.insert(section.name.to_owned(), bytes);
    }
    files
}

/// Lets Ruby find the gems that a case brings with it.
fn with_gems(command: &mut Command, folder: &SiteFolder) {
    let gems = folder.path().join("src/vendor/bundle/ruby/3.1.0");
    if gems.is_dir() {
        // Empty: the system's gems as well.
        command.env("GEM_PATH", format!("{}:", gems.display()));
    }
}

/// Whether the `jekyll` that is installed wrote the case, or none did.
fn may_record(case: &str) -> bool {
    let output = Command::new("jekyll").arg("--version").output();
    let installed = String::from_utf8(output.expect("RECORD=1 needs jekyll").stdout).unwrap();
    let head = case.lines().nth(1).unwrap_or_default();
    !head.starts_with("# Recorded by") || head.contains(&format!("{},", installed.trim()))
}

/// Runs Jekyll on the sources of a case and writes the case anew, with the versions and the command in its head.
fn record(case: &Path) {
    let text = std::fs::read_to_string(case).unwrap();
    let sections = case_file::sections(&text);
    let folder = fixture::new();
    write_sources(&folder, &sections);
    let mut jekyll = Command::new("jekyll");
    jekyll
        .args(["build", "-s", "src", "-d", "out", "--disable-disk-cache"])
        .current_dir(folder.path())
        .env("TZ", "UTC");
    with_gems(&mut jekyll, &folder);
    let output = jekyll.output().expect("RECORD=1 needs jekyll");
    assert!(output.status.success(), "{}: {output:?}", case.display());
    let title = text.lines().next().unwrap();
    let mut written = format!("{title}\n# Recorded by {}\n", versions(&sections));
    for section in sections
        .iter()
        .filter(|section| !section.kind.starts_with("jekyll"))
    {
        push_section(&mut written, section.kind, section.name, &section.text);
    }
    for (path, bytes) in fixture::files(&folder.path().join("out")) {
        if path.ends_with(".css") || path.ends_with(".css.map") {
            continue;
        }
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\r') => push_section(&mut written, "jekyll", &path, &text),
            Ok(text) => push_section(&mut written, "jekyll-bytes", &path, &escaped(text.as_bytes())),
            Err(error) => push_section(&mut written, "jekyll-bytes", &path, &escaped(error.as_bytes())),
        }
    }
    std::fs::write(case, written).unwrap();
}

fn push_section(out: &mut String, kind: &str, name: &str, text: &str) {
    let (mark, end) = match text.ends_with('\n') || kind.contains("bytes") {
        true => ("", ""),
        false => (" (no end of line)", "\n"),
    };
    let _ = write!(out, "==== {kind} {name}{mark}\n{text}{end}");
}

/// Bytes as `jekyll-bytes` has them, one line of the file a line.
fn escaped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        match byte {
            b'\n' => text.push_str("\\n\n"),
            b'\r' => text.push_str("\\r"),
            b'\\' => text.push_str("\\\\"),
            b' '..=b'~' => text.push(char::from(*byte)),
            byte => _ = write!(text, "\\x{byte:02x}"),
        }
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The programs that wrote the output of a case: Jekyll, and the gems that its configuration names.
fn versions(sections: &[Section<'_>]) -> String {
    let config = sections.iter().find(|section| section.name == "_config.yml");
    let config = config.map_or("", |section| &section.text);
    // The libraries that are loaded, which `RUBYLIB` may replace, and not the gems that are installed.
    let script = "require 'jekyll'; require 'kramdown'; require 'rouge'; \
                  parts = { jekyll: Jekyll::VERSION, liquid: Liquid::VERSION, kramdown: Kramdown::VERSION, rouge: Rouge.version }; \
                  gems = ARGV.filter_map { |name| spec = Gem::Specification.find_all_by_name(name).first; [name, spec.version] if spec }; \
                  puts (parts.to_a + gems).map { |part| part.join(' ') }.join(', ')";
    let gems = regex::Regex::new(r"jekyll-[a-z0-9-]+").unwrap();
    let gems = gems.find_iter(config).map(|found| found.as_str());
    let gems: std::collections::BTreeSet<&str> = gems.collect();
    let output = Command::new("ruby")
        .args(["-e", script])
        .args(gems)
        .output()
        .unwrap();
    let versions = String::from_utf8(output.stdout).unwrap();
    format!("`TZ=UTC jekyll build`: {}", versions.trim())
}

crate::support::cases! {
    a_site_that_is_not_utf_8_is_read_and_written_in_its_encoding = "encoding",
    pages_see_the_output_of_pages_rendered_before_them = "output-of-others",
    configuration_is_read_as_jekyll_does = "configuration",
    front_matter_and_posts_are_read_as_jekyll_does = "front-matter-and-posts",
    odd_front_matter_is_read_as_jekyll_does = "front-matter-oddities",
    files_are_found_and_left_out_as_jekyll_does = "discovery",
    collections_are_read_as_jekyll_does = "collections",
    a_documentation_theme_is_rendered_as_jekyll_does = "documentation-theme",
    feeds_seo_sitemap_and_redirects_are_the_gems = "feed-seo-redirects",
    feeds_seo_sitemap_and_redirects_are_the_gems_with_other_settings = "feed-seo-redirects-bare",
    relative_links_titles_and_bare_pages_are_the_gems = "links-and-titles",
    relative_links_titles_and_bare_pages_are_the_gems_with_other_settings = "links-and-titles-pretty",
    archives_toc_avatar_pagination_are_the_gems = "archives-toc-avatar",
    mentions_and_gists_are_the_gems = "mentions-gist",
    paginate_v2_and_its_autopages_are_the_gems = "paginate-v2",
    markdown_by_jekyll_commonmark_is_the_gems = "commonmark",
    markdown_by_jekyll_commonmark_is_the_gems_with_other_options = "commonmark-bare",
    code_blocks_and_their_languages_are_wrapped_as_jekyll_does = "code-blocks",
    code_blocks_with_numbered_lines_are_wrapped_as_jekyll_does = "code-blocks-numbered",
    code_is_highlighted_where_jekyll_4_highlights_it_under_pygments = "old-settings",
    includes_may_begin_with_one_slash = "includes",
    layouts_are_named_by_any_value = "layout-names",
    permalinks_are_filled_when_a_url_is_read = "permalink-keys",
    the_layout_of_a_page_sees_its_source_as_content = "content-of-pages",
    an_excerpt_sees_what_its_first_reader_sees = "excerpts-of-others",
    relative_links_take_excerpts_anew_and_exclude_by_pattern_or_prefix = "relative-links",
    paths_of_paginate_v2_have_an_extension_only_in_folders = "paginate-v2-paths",
    dates_before_standard_time_lose_the_seconds_of_their_offset = "old-dates",
    data_with_a_byte_order_mark_is_read_as_jekyll_does_where_it_reads_all = "byte-order-marks",
    escapes_in_json_are_read_as_jekyll_does = "json-escapes",
    letters_of_all_scripts_are_letters_in_ids_and_code = "unicode",
    the_rules_of_jekyll_3_10_are_followed = "jekyll-3-10",
    the_rules_of_jekyll_4_4_are_followed = "jekyll-4-4",
    small_gems_are_the_gems = "small-gems",
    tags_blocks_and_filters_of_plugins_run_in_ruby = "ruby-calls",
    generators_hooks_and_converters_of_plugins_run_in_ruby = "ruby-reading",
    plugins_that_change_jekyll_itself_have_jekyll_build_the_site = "ruby-whole",
    gems_that_recto_lacks_run_in_ruby = "ruby-gems",
    an_installed_theme_is_below_the_site_and_visible_to_templates = "theme",
}

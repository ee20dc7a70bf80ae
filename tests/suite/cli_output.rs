//! Runs `recto` on small sites with mistakes, risks or attacks, and compares all that it prints.
//!
//! Each case of `tests/cases/cli` is one file of sections: `run ARGUMENTS`; `source PATH` (below the source folder)
//! and `bytes PATH` (with `\r` and `\xff`), `sparse PATH BYTES`, `link PATH TARGET`; `show PATH`, a file that is
//! shown at the end; and last `output`, which is expected: the exit code, the printed lines and the written files.
//! `UPDATE=1` rewrites that section.

use crate::support::case_file::{self, Section};
use crate::support::diff::assert_same_text;
use crate::support::fixture::{self, SiteFolder};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Runs a case and compares its output with the recorded one.
fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cases/cli/{name}.site"));
    let case = std::fs::read_to_string(&path).unwrap();
    let folder = fixture::new();
    let (mut runs, mut shown, mut expected) = (Vec::new(), Vec::new(), String::new());
    for section in case_file::sections(&case) {
        match section.kind {
            "run" => runs.push(section.name.split(' ').collect::<Vec<_>>()),
            "show" => shown.push(section.name),
            "output" => expected = section.text,
            _ => prepare(&folder, &section),
        }
    }
    let mut printed = String::new();
    for arguments in runs {
        printed.push_str(&run(&folder, &arguments));
    }
    for path in shown {
        let text = std::fs::read_to_string(folder.path().join(path)).unwrap();
        let _ = writeln!(printed, "--- {path}\n{text}");
    }
    let printed = printed.trim_end().to_owned() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        let head = case.split("==== output ").next().unwrap().trim_end();
        std::fs::write(&path, format!("{head}\n\n==== output below\n{printed}")).unwrap();
    } else {
        assert_same_text(name, &expected, &printed);
    }
}

/// Writes one file of the source folder.
fn prepare(folder: &SiteFolder, section: &Section<'_>) {
    let (path, argument) = section.name.split_once(' ').unwrap_or((section.name, ""));
    let (path, text) = (format!("src/{path}"), &section.text);
    match section.kind {
        "source" => folder.write(&path, text.trim_end_matches('\n').as_bytes()),
        "bytes" => folder.write(&path, &case_file::unescaped(text.trim_end_matches('\n'))),
        "sparse" => {
            folder.write(&path, text.trim_end_matches('\n').as_bytes());
            let file = std::fs::File::options()
                .append(true)
                .open(folder.path().join(path));
            file.unwrap().set_len(argument.parse().unwrap()).unwrap();
        }
        "link" => link(folder, &folder.path().join(path), argument),
        other => panic!("unknown kind of section: {other}"),
    }
}

#[cfg(unix)]
fn link(folder: &SiteFolder, from: &Path, to: &str) {
    std::fs::create_dir_all(from.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(folder.path().join(to), from).unwrap();
}

#[cfg(not(unix))]
fn link(_: &SiteFolder, _: &Path, _: &str) {}

/// Runs `recto` once; returns its exit code, the lines it printed except the usual ones, and the files it wrote.
fn run(folder: &SiteFolder, arguments: &[&str]) -> String {
    let output = folder.recto(arguments);
    let place: PathBuf = folder.path().canonicalize().unwrap();
    let diagnostics = [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap());
    let mut printed = format!(
        "--- recto {}: {}\n",
        arguments.join(" "),
        output.status.code().unwrap()
    );
    for line in diagnostics.iter().flat_map(|diagnostics| diagnostics.lines()) {
        if !USUAL.iter().any(|usual| line.trim_start().starts_with(usual)) {
            let line = line.replace(&*place.to_string_lossy(), "FOLDER");
            let _ = writeln!(
                printed,
                "{}",
                line.replace(&*folder.path().to_string_lossy(), "FOLDER")
            );
        }
    }
    for (path, bytes) in fixture::files(folder.path()) {
        let is_new = !path.starts_with("src/") && path.starts_with("out/");
        if is_new && !path.ends_with(".map") {
            let text = String::from_utf8_lossy(&bytes);
            let _ = match text.lines().count() {
                0 => writeln!(printed, "wrote {path}"),
                1 => writeln!(printed, "wrote {path}: {}", text.trim_end()),
                lines => writeln!(printed, "wrote {path}: {lines} lines"),
            };
        }
    }
    printed
}

/// The beginnings of lines that every build prints.
const USUAL: [&str; 8] = [
    "Configuration file:",
    "Source:",
    "Destination:",
    "Incremental build:",
    "Generating...",
    "done in",
    "Summary:",
    "Auto-regeneration:",
];

crate::support::cases! {
    kramdown_options_without_effect_are_reported = "kramdown-options",
    mistakes_in_markdown_are_reported_with_line_and_column = "markdown-mistakes",
    doctor_reports_everything_wrong_or_risky_with_a_hint = "doctor",
    doctor_reports_misleading_files_and_folders = "doctor-sources",
    with_trace_the_words_of_jekyll_come_before_a_diagnostic = "jekyll-words",
    doctor_reports_what_jekyll_does_not_read = "doctor-jekyll",
    doctor_finds_nothing_in_a_sound_site = "doctor-sound",
    compare_shows_every_difference = "compare",
    compare_finds_nothing_in_equal_sites = "compare-same",
    ruby_plugins_are_reported_once_and_their_tags_are_errors = "ruby-tags",
    unknown_tags_are_skipped_when_asked_for = "ruby-tags-skipped",
    a_missing_gem_is_reported_once_with_what_needs_it = "unknown-gem",
    github_pages_has_its_plugins_always_on = "github-pages",
    a_yaml_bomb_is_an_error_in_every_kind_of_file = "yaml-bomb",
    an_enormous_file_is_not_read_as_text = "enormous",
    binary_files_are_copied_or_reported = "binary",
    invalid_utf_8_is_reported_with_its_line = "invalid-utf-8",
    a_byte_order_mark_makes_a_page_static_as_in_jekyll = "byte-order-mark",
    carriage_returns_change_nothing = "carriage-returns",
    coffee_script_is_text_without_its_plugin_and_reported_with_it = "coffee",
    hints_show_the_line_as_it_should_be_written = "hints",
    a_theme_that_cannot_be_had_is_an_error = "remote-theme",
    needless_gems_cause_no_message = "needless-gems",
    sass_is_compiled_with_its_folders_and_styles = "sass",
    outputs_that_cannot_coexist_are_reported_with_their_sources = "destination-conflicts",
    a_destination_among_the_sources_is_refused = "destination-in-sources",
    marks_and_returns_in_data_are_read_as_in_jekyll = "data-marks",
    an_unknown_encoding_is_reported = "encoding-unknown",
    unsupported_flags_and_commands_are_answered_with_a_hint = "flags",
    permalinks_cannot_leave_the_destination = "permalinks-outside",
    redirects_cannot_leave_the_destination = "redirects-outside",
    paginate_path_cannot_leave_the_destination = "paginate-outside",
    includes_cannot_read_outside_the_source = "includes-outside",
    folders_of_the_configuration_cannot_leave_the_source = "folders-outside",
    a_destination_that_would_delete_the_source_is_refused = "destination-outside",
}

#[cfg(unix)]
crate::support::cases! {
    links_out_of_the_source_are_refused_and_reported = "links",
    style_sheets_are_not_read_through_links_out_of_the_source = "sass-links",
    links_out_of_the_source_are_followed_when_asked_for = "links-followed",
}

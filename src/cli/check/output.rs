//! Writes reports to standard output and files, and applies fixes.

use super::super::Outcome;
use super::super::say::{Level, count};
use super::flags::{FixMode, Flags, FormatName};
use anyhow::{Context, Result};
use clap::ValueEnum;
use recto::check::{self, Format, Paths, Report};
use recto::diag::Sources;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// As many findings or groups are shown on a terminal.
const SHOWN: usize = 50;

/// Where reports go.
pub(super) struct Output {
    formats: Vec<(Format, Option<PathBuf>)>,
}

impl Output {
    /// The formats that `flags` ask for. The error is a format that does not exist, or two for standard output.
    pub(super) fn new(flags: &Flags) -> Result<Self, String> {
        let mut formats = Vec::new();
        for given in &flags.format {
            let (name, file) = match given.split_once('=') {
                Some((name, file)) => (name, Some(PathBuf::from(file))),
                None => (given.as_str(), None),
            };
            let format = FormatName::from_str(name, false).map_err(|_| {
                let names = FormatName::value_variants()
                    .iter()
                    .filter_map(ValueEnum::to_possible_value);
                let names: Vec<String> = names.map(|name| name.get_name().to_owned()).collect();
                format!("unknown format `{name}`; the formats are {}", names.join(", "))
            })?;
            formats.push((format.format(), file));
        }
        let on_screen = formats.iter().filter(|(_, file)| file.is_none()).count();
        if on_screen > 1 {
            return Err(
                "only one format can go to standard output; write the others as `FORMAT=FILE`".to_owned(),
            );
        }
        Ok(Self { formats })
    }

    /// How paths of sources in `source` are shown to someone in `directory`.
    pub(super) fn paths(&self, directory: &Path, source: &Path, flags: &Flags) -> Paths {
        let terminal = std::io::stdout().is_terminal();
        Paths {
            prefix: relative(directory, source),
            colour: terminal && std::env::var_os("NO_COLOR").is_none(),
            limit: match flags.limit {
                Some(0) => None,
                Some(limit) => Some(limit),
                None => terminal.then_some(SHOWN),
            },
        }
    }

    /// Writes `report` in every format, and a summary where GitHub asks for one.
    pub(super) fn write(&self, report: &Report, sources: &Sources, paths: &Paths) -> Result<()> {
        for (format, file) in &self.formats {
            match file {
                Some(file) => {
                    let paths = Paths {
                        colour: false,
                        limit: None,
                        ..paths.clone()
                    };
                    write_file(file, &report.print(*format, sources, &paths))?;
                }
                None => Level::plain(&report.print(*format, sources, paths)),
            }
        }
        if let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) {
            let text = report.print(Format::Markdown, sources, paths);
            let mut file = std::fs::OpenOptions::new().append(true).create(true).open(file)?;
            file.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    /// Whether lines for people may go to standard output.
    pub(super) fn is_readable(&self) -> bool {
        let screen = self.formats.iter().find(|(_, file)| file.is_none());
        screen.is_none_or(|(format, _)| *format == Format::Text)
    }
}

/// `folder` as seen from `directory`, with a slash at its end; empty where they are the same.
pub(super) fn relative(directory: &Path, folder: &Path) -> String {
    let shared = directory
        .components()
        .zip(folder.components())
        .take_while(|(a, b)| a == b)
        .count();
    let mut path = String::new();
    for _ in directory.components().skip(shared) {
        path.push_str("../");
    }
    for part in folder.components().skip(shared) {
        path.push_str(&part.as_os_str().to_string_lossy());
        path.push('/');
    }
    path
}

/// Writes a file, with the folders above it.
#[expect(
    clippy::disallowed_methods,
    reason = "a report is written where the user asks for it"
)]
pub(super) fn write_file(path: &Path, text: &str) -> Result<()> {
    let written = || -> std::io::Result<()> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, text)
    };
    written().with_context(|| format!("cannot write `{}`", path.display()))
}

/// Prints or makes the changes that repair findings. Files outside the source folder are not changed.
pub(super) fn fix(
    mode: FixMode,
    report: &Report,
    sources: &Sources,
    paths: &Paths,
    source: &Path,
    level: Level,
) -> Result<Outcome> {
    let fixed = check::fixed(&report.findings, sources);
    let mut changes = 0;
    for file in &fixed {
        let old = sources.get(file.source);
        if Path::new(&old.path).is_absolute() {
            continue;
        }
        let path = source.join(&old.path);
        // What was read must be what is there: a source may be a generated text.
        let there = super::read(&path).is_some_and(|bytes| bytes == old.text.as_bytes());
        if !there {
            continue;
        }
        changes += file.changes;
        match mode {
            FixMode::Diff => Level::plain(&check::diff(&paths.show(&old.path), &old.text, &file.text)),
            FixMode::Write => write_file(&path, &file.text)?,
        }
    }
    let rest = report.findings.len().saturating_sub(changes);
    let what = if mode == FixMode::Write {
        "fixed"
    } else {
        "can be fixed"
    };
    let line = format!(
        "{} {what}, {} left.",
        count(changes, "link"),
        count(rest, "finding")
    );
    match mode {
        FixMode::Write => level.line("Links:", &line),
        FixMode::Diff => {
            let _ = writeln!(std::io::stderr(), "{line}");
        }
    }
    Ok(match rest {
        0 => Outcome::Fine,
        _ => Outcome::CheckFindings,
    })
}

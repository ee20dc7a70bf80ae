//! Compares two built sites, file by file: the proof that a move to recto broke nothing.
//!
//! Compares two folders: a [`Comparison`] has a verdict for every file, and for each that differs the
//! first place where it does.
//!
//! # Steps
//!
//! 1. list both folders (`mod.rs`);
//! 2. reduce each pair of pages to what a reader gets (`canon.rs`) and compare, in parallel;
//! 3. guess the versions that built each site from the files that are not identical (`versions.rs`);
//! 4. print the result as text or as a side-by-side page (`report.rs`).

mod canon;
mod report;
mod versions;

pub use report::{html, text};
pub use versions::Evidence;

use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The two files hold the same bytes.
    Byte,
    /// The same elements, attributes and text, but for white space that no reader sees, the order of
    /// attributes, character references, and the spans of a syntax highlighter.
    Dom,
    /// None of these.
    Differs,
    /// Only the expected site has it.
    Missing,
    /// Only the actual site has it.
    Extra,
}

/// The first place where two files part: some lines of agreement, then each side's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hunk {
    /// What the two agree on just before.
    pub before: Vec<String>,
    /// How the expected file goes on.
    pub expected: Vec<String>,
    /// How the actual file goes on.
    pub actual: Vec<String>,
}

/// One file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The path in either site, with `/` between its parts.
    pub path: String,
    /// What became of it.
    pub verdict: Verdict,
    /// The first difference, for files that differ.
    pub hunk: Option<Hunk>,
}

impl Row {
    /// Whether it is a page: an `.html` or `.htm` file.
    pub fn is_page(&self) -> bool {
        canon::is_html(&self.path)
    }
}

/// All files of two sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// In order of their paths.
    pub rows: Vec<Row>,
    /// The versions that show in the files that are not identical: of the expected site, and of the actual one.
    pub versions: [Evidence; 2],
}

impl Comparison {
    /// How many pages (`pages`) or other files got `verdict`.
    pub fn count(&self, pages: bool, verdict: Verdict) -> usize {
        self.rows
            .iter()
            .filter(|row| row.is_page() == pages && row.verdict == verdict)
            .count()
    }

    /// The share of the expected site's pages that are the same, byte for byte or as a reader sees them, in
    /// per cent; 100 where there is no page.
    pub fn same(&self) -> f64 {
        let same = self.count(true, Verdict::Byte) + self.count(true, Verdict::Dom);
        let all = same + self.count(true, Verdict::Differs) + self.count(true, Verdict::Missing);
        if all == 0 {
            100.0
        } else {
            100.0 * same as f64 / all as f64
        }
    }

    /// Whether nothing that was expected is missing.
    pub fn is_complete(&self) -> bool {
        self.rows.iter().all(|row| row.verdict != Verdict::Missing)
    }
}

/// Compares the site in the folder `expected` with the one in `actual`.
///
/// # Errors
///
/// When a folder cannot be listed or a file cannot be read: its path and the system's reason.
pub fn compare(expected: &Path, actual: &Path) -> Result<Comparison, String> {
    let (want, have) = (list(expected)?, list(actual)?);
    if want.is_empty() {
        return Err(format!(
            "there is no file in `{}` to compare with",
            expected.display()
        ));
    }
    let compared = want
        .par_iter()
        .map(|path| {
            if have.binary_search(path).is_err() {
                let row = Row {
                    path: path.clone(),
                    verdict: Verdict::Missing,
                    hunk: None,
                };
                return Ok((row, <[Evidence; 2]>::default()));
            }
            let (a, b) = (read(&expected.join(path))?, read(&actual.join(path))?);
            let (verdict, hunk) = judge(path, &a, &b);
            let row = Row {
                path: path.clone(),
                verdict,
                hunk,
            };
            Ok((row, evidence(path, verdict, [&a, &b])))
        })
        .collect::<Result<Vec<_>, String>>()?;
    let (mut rows, evidence): (Vec<Row>, Vec<[Evidence; 2]>) = compared.into_iter().unzip();
    let versions = evidence
        .into_iter()
        .fold(<[Evidence; 2]>::default(), |[a, b], [c, d]| {
            [a.with(c), b.with(d)]
        });
    let extra = have.into_iter().filter(|path| want.binary_search(path).is_err());
    rows.extend(extra.map(|path| Row {
        path,
        verdict: Verdict::Extra,
        hunk: None,
    }));
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Comparison { rows, versions })
}

/// The versions that show in the two forms of a file, if these are not identical.
fn evidence(path: &str, verdict: Verdict, sides: [&[u8]; 2]) -> [Evidence; 2] {
    match verdict == Verdict::Byte || canon::Kind::of(path) != Some(canon::Kind::Markup) {
        true => <[Evidence; 2]>::default(),
        false => sides.map(|bytes| Evidence::of(&String::from_utf8_lossy(bytes))),
    }
}

/// All files below `root`, sorted.
fn list(root: &Path) -> Result<Vec<String>, String> {
    if root.is_file() {
        return Err(format!(
            "`{}` is a file: give two folders of built sites",
            root.display()
        ));
    }
    if !root.is_dir() {
        return Err(format!("no such folder: `{}`", root.display()));
    }
    let mut paths = Vec::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.map_err(|error| error.to_string())?;
        if !entry.file_type().is_dir() {
            let below = entry
                .path()
                .strip_prefix(root)
                .expect("a walk stays below its root");
            paths.push(below.to_string_lossy().replace('\\', "/"));
        }
    }
    paths.sort();
    Ok(paths)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a comparison reads two built sites, no sources"
)]
fn read(path: &PathBuf) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The verdict on two files that both exist.
fn judge(path: &str, expected: &[u8], actual: &[u8]) -> (Verdict, Option<Hunk>) {
    if expected == actual {
        return (Verdict::Byte, None);
    }
    let Some(kind) = canon::Kind::of(path) else {
        let sides = [expected, actual].map(|bytes| vec![format!("{} bytes", bytes.len())]);
        let [expected, actual] = sides;
        let before = vec!["not compared as text".to_owned()];
        let hunk = Hunk {
            before,
            expected,
            actual,
        };
        return (Verdict::Differs, Some(hunk));
    };
    let (want, have) = (canon::canon(kind, expected), canon::canon(kind, actual));
    if want == have {
        return (Verdict::Dom, None);
    }
    let at = want
        .iter()
        .zip(&have)
        .position(|(a, b)| a != b)
        .unwrap_or(want.len().min(have.len()));
    let slice = |all: &[String], from: usize, to: usize| {
        all[from.min(all.len())..to.min(all.len())]
            .iter()
            .map(|line| shorten(line))
            .collect()
    };
    let hunk = Hunk {
        before: slice(&want, at.saturating_sub(3), at),
        expected: slice(&want, at, at + 5),
        actual: slice(&have, at, at + 5),
    };
    (Verdict::Differs, Some(hunk))
}

/// A line that is worth printing: at most 200 characters.
fn shorten(line: &str) -> String {
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

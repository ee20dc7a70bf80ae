//! Reads the recorded conformance data and reports how many cases ran.
//!
//! The data is not part of the repository. `RECTO_SHARED` names its folder; the default is `../shared`, relative to
//! the repository. Where the folder does not exist, tests read the sample in `tests/conformance`. With `CI` set, a
//! missing folder fails the test.
#![allow(dead_code, reason = "benches and some crates use a part of it")]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A file of conformance data.
pub(crate) struct Recorded {
    /// Its name, for the report.
    name: String,
    /// Its text, decompressed.
    pub(crate) text: String,
}

impl Recorded {
    /// Reports the number of cases that ran. The line goes to standard error directly: the test harness captures
    /// what `println!` and `eprintln!` print, and it drops the output of tests that pass.
    pub(crate) fn report(&self, ran: usize, skipped: usize) {
        assert!(ran > 0, "{} has no cases", self.name);
        notice(&format!(
            "conformance: {}: {ran} cases run, {skipped} skipped",
            self.name
        ));
    }
}

/// Collects the results of recorded cases.
pub(crate) struct Results {
    /// Cases that are known to differ, each with the reason. One that passes is an error, too.
    skipped: &'static [(&'static str, &'static str)],
    ran: usize,
    passed_over: usize,
    wrong: Vec<String>,
}

impl Results {
    /// Starts a run with the list of cases that are known to differ.
    pub(crate) fn new(skipped: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            skipped,
            ran: 0,
            passed_over: 0,
            wrong: Vec::new(),
        }
    }

    /// Adds the result of a case: `None` if it passes, else a description of what differs.
    pub(crate) fn add(&mut self, name: &str, difference: Option<String>) {
        let skipped = self.skipped.iter().any(|(skipped, _)| *skipped == name);
        match (difference, skipped) {
            (None, false) => self.ran += 1,
            (Some(difference), false) => {
                self.ran += 1;
                self.wrong.push(format!("{name}\n{difference}"));
            }
            (Some(_), true) => self.passed_over += 1,
            (None, true) => self.wrong.push(format!("{name} is skipped but passes")),
        }
    }

    /// Reports the counts and panics with all differences.
    pub(crate) fn finish(self, recorded: &Recorded) {
        recorded.report(self.ran, self.passed_over);
        let count = self.wrong.len();
        assert!(count == 0, "{count} cases differ\n\n{}", self.wrong.join("\n\n"));
    }
}

/// Reads `conformance/NAME` of the data folder, or the sample of it; `None` where there is neither.
///
/// Panics if the data folder exists without this file, and if it does not exist while `CI` is set.
pub(crate) fn recorded(name: &str) -> Option<Recorded> {
    if let Some(folder) = data_folder() {
        let path = folder.join("conformance").join(name);
        let text = read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return Some(Recorded {
            name: name.to_owned(),
            text,
        });
    }
    assert!(
        std::env::var_os("CI").is_none_or(|ci| ci.is_empty()),
        "CI needs the conformance data: set RECTO_SHARED to its folder (here: {})",
        shared().display()
    );
    let sample = root().join("tests/conformance").join(name);
    if let Ok(text) = read(&sample) {
        return Some(Recorded {
            name: format!("sample of {name}"),
            text,
        });
    }
    notice(&format!(
        "conformance: {name}: all cases skipped, set RECTO_SHARED to run them"
    ));
    None
}

/// How a rendered template differs from `output`, or from `error`, of its case.
pub(crate) fn difference<E: std::fmt::Debug>(
    template: &str,
    result: Result<String, E>,
    case: &serde_json::Value,
) -> Option<String> {
    let found = match (result, case["output"].as_str()) {
        (Ok(text), Some(expected)) if text == expected => return None,
        (Err(_), None) => return None,
        (Ok(text), Some(expected)) => format!("rendered {text:?}\nexpected {expected:?}"),
        (Ok(text), None) => format!("rendered {text:?}\nexpected the error {}", case["error_message"]),
        (Err(error), Some(expected)) => format!("failed with {error:?}\nexpected {expected:?}"),
    };
    Some(format!("{template}\n{found}"))
}

/// The folder of conformance data and corpora, if it exists.
pub(crate) fn data_folder() -> Option<PathBuf> {
    Some(shared()).filter(|folder| folder.is_dir())
}

/// Where the data folder is expected.
fn shared() -> PathBuf {
    let named = std::env::var_os("RECTO_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    root().join(named)
}

/// The root of the repository, also for tests of the engine crates.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut above = package.ancestors();
    above
        .find(|folder| folder.join("tests/conformance").is_dir())
        .unwrap_or(package)
}

/// Reads a text, decompressed if its name ends with `.zst`.
fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    let mut file = std::fs::File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "zst") {
        zstd::Decoder::new(file)?.read_to_string(&mut text)?;
    } else {
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}

/// Prints a line that the test harness does not capture. `.ci/run` collects these lines.
pub(crate) fn notice(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

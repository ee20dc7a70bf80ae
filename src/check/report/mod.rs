//! Writes a report: for people, for the annotations and summaries of CI systems, and for programs.

mod ci;
mod json;
mod sarif;
mod text;

use super::{Finding, Report};
use crate::config::RuleLevel;
use crate::diag::{Diagnostic, Place, Severity, Sources, Span};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With excerpts, grouped by target, for people.
    #[default]
    Text,
    /// One line for each finding, as editors and problem matchers read them.
    Short,
    /// One JSON object; `version` counts its changes.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit's XML, a test case for each finding.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// Workflow commands, which GitHub shows next to the line.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// A table, for summaries and comments.
    Markdown,
}

/// What [`Report::print`] needs to know about the run.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// The source folder as seen from the working directory, with a slash at its end; empty where they are the same.
    pub prefix: String,
    /// Whether to add ANSI colours to [`Format::Text`].
    pub colour: bool,
    /// The most findings that [`Format::Text`] shows; the rest are counted.
    pub limit: Option<usize>,
}

impl Paths {
    /// The path of a source as seen from the working directory.
    pub fn show(&self, path: &str) -> String {
        match Path::new(path).is_absolute() {
            true => path.to_owned(),
            false => format!("{}{path}", self.prefix),
        }
    }
}

/// One entry of a report in the form that all formats share.
struct Entry<'a> {
    level: RuleLevel,
    rule: &'static str,
    message: String,
    hints: &'a [String],
    /// The path of the source; of the built page where the source is not known.
    file: String,
    /// Start and end in the source.
    range: Option<(Place, Place)>,
    finding: Option<&'a Finding>,
}

impl Report {
    /// The report as text with a line break at its end.
    pub fn print(&self, format: Format, sources: &Sources, paths: &Paths) -> String {
        let entries = || self.entries(sources, paths);
        match format {
            Format::Text => text::print(self, sources, paths),
            Format::Short => ci::short(&entries()),
            Format::Json => json::print(self, &entries()),
            Format::Sarif => sarif::print(&entries()),
            Format::Junit => ci::junit(&entries()),
            Format::Checkstyle => ci::checkstyle(&entries()),
            Format::Github => ci::github(&entries()),
            Format::Gitlab => ci::gitlab(&entries()),
            Format::Markdown => ci::markdown(self, &entries()),
        }
    }

    /// `812 links on 40 pages: 2 errors, 1 warning`.
    pub fn summary(&self) -> String {
        let count = |number: usize, what: &str| match number {
            1 => format!("1 {what}"),
            _ => format!("{number} {what}s"),
        };
        let mut found = Vec::new();
        for (level, what) in [
            (RuleLevel::Error, "error"),
            (RuleLevel::Warn, "warning"),
            (RuleLevel::Info, "note"),
        ] {
            match self.count(level) {
                0 if level != RuleLevel::Error => {}
                number => found.push(count(number, what)),
            }
        }
        if self.known > 0 {
            found.push(format!("{} known", self.known));
        }
        if self.not_checked > 0 {
            found.push(format!("{} not checked", self.not_checked));
        }
        if self.ignored > 0 {
            found.push(format!("{} ignored", self.ignored));
        }
        let (links, pages) = (count(self.references, "link"), count(self.pages, "page"));
        format!(
            "{links} on {pages}, {} to other sites: {}",
            self.outside,
            found.join(", ")
        )
    }

    /// The diagnostics of the build, then the findings.
    fn entries(&self, sources: &Sources, paths: &Paths) -> Vec<Entry<'_>> {
        let lines = RefCell::new(HashMap::new());
        let range = |span: Span| {
            let span = sources.original(span);
            let source = sources.get(span.source);
            let mut lines = lines.borrow_mut();
            let starts = lines
                .entry(span.source)
                .or_insert_with(|| line_starts(&source.text));
            let place = |at: u32| place(&source.text, starts, at as usize);
            (place(span.start), place(span.end))
        };
        let file = |diagnostic: &Diagnostic| {
            let source = diagnostic.span.map(|span| sources.get(span.source));
            source.map_or_else(|| ".".to_owned(), |source| paths.show(&source.path))
        };
        let build = self
            .build
            .iter()
            .filter(|diagnostic| diagnostic.severity != Severity::Note);
        let build = build.map(|diagnostic| Entry {
            level: match diagnostic.severity {
                Severity::Error => RuleLevel::Error,
                Severity::Warning => RuleLevel::Warn,
                Severity::Note => RuleLevel::Info,
            },
            rule: diagnostic.code.name(),
            message: diagnostic.message.clone(),
            hints: &diagnostic.hints,
            file: file(diagnostic),
            range: diagnostic.span.map(range),
            finding: None,
        });
        let findings = self.findings.iter().map(|finding| Entry {
            level: finding.level,
            rule: finding.rule.name(),
            message: finding.message.clone(),
            hints: &finding.hints,
            file: match finding.span {
                Some(span) => paths.show(&sources.get(span.source).path),
                None => finding.pages.first().cloned().unwrap_or_else(|| ".".to_owned()),
            },
            range: finding.span.map(range),
            finding: Some(finding),
        });
        build.chain(findings).collect()
    }
}

/// The first byte of each line. Counting lines anew for each of many findings would be quadratic.
fn line_starts(text: &str) -> Vec<usize> {
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
    std::iter::once(0).chain(breaks.map(|at| at + 1)).collect()
}

/// Line and column of the byte `at`.
fn place(text: &str, starts: &[usize], at: usize) -> Place {
    let line = starts.partition_point(|start| *start <= at);
    let start = starts[line.saturating_sub(1)];
    let before = text.as_bytes().get(start..at.min(text.len())).unwrap_or_default();
    Place {
        line,
        column: String::from_utf8_lossy(before).chars().count() + 1,
    }
}

impl Entry<'_> {
    /// The message with the hints behind it, in one line.
    fn line(&self) -> String {
        let mut line = self.message.clone();
        for hint in self.hints {
            line.push_str("; ");
            line.push_str(hint);
        }
        line
    }

    fn level_name(&self) -> &'static str {
        match self.level {
            RuleLevel::Error => "error",
            RuleLevel::Warn => "warning",
            RuleLevel::Info | RuleLevel::Off => "note",
        }
    }

    /// A fingerprint that does not change when lines move.
    fn fingerprint(&self) -> String {
        use std::hash::{BuildHasher, Hasher};
        let mut hasher = foldhash::quality::FixedState::default().build_hasher();
        let target = self
            .finding
            .and_then(|finding| finding.target.as_deref())
            .unwrap_or("");
        let written = self.finding.map_or(&*self.message, |finding| &*finding.written);
        for part in [self.rule, &self.file, written, target] {
            hasher.write(part.as_bytes());
            hasher.write_u8(0);
        }
        format!("{:016x}", hasher.finish())
    }
}

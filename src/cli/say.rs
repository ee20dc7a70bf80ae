//! Prints messages to the terminal: Jekyll's own lines where it has them, since scripts read those.

use super::flags::SiteFlags;
use super::jekyll_words;
use recto::diag::{self, Diagnostic, Severity, Sources};
use recto::incremental::Reason;
use recto::pipeline::RenderedPage;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// So many pages are named for each reason.
const NAMED_PAGES: usize = 8;

/// How much is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// The usual lines as well.
    Usual,
    /// Notes as well.
    All,
}

impl Level {
    /// From `-q` and `-V`, else from `JEKYLL_LOG_LEVEL`.
    pub(super) fn of(flags: &SiteFlags) -> Self {
        let variable = std::env::var("JEKYLL_LOG_LEVEL").unwrap_or_default();
        match (flags.quiet, flags.verbose, variable.as_str()) {
            (true, ..) | (_, false, "error") => Self::Error,
            (_, true, _) | (.., "debug") => Self::All,
            (.., "warn") => Self::Warning,
            _ => Self::Usual,
        }
    }

    /// A line as Jekyll prints it: a topic and a blank, to the right of twenty columns, then the message.
    pub(super) fn line(self, topic: &str, message: &str) {
        if self >= Self::Usual {
            let line = format!("{:>20}{message}", format!("{topic} "));
            let _ = writeln!(std::io::stdout(), "{}", line.trim_end());
        }
    }

    /// Jekyll's lines about changed files, by their paths below the source.
    pub(super) fn changed(self, paths: &[PathBuf], source: &Path) {
        let now = jiff::Zoned::now().strftime("%Y-%m-%d %H:%M:%S");
        let line = format!("{} file(s) changed at {now}", paths.len());
        self.line("Regenerating:", &line);
        for path in paths {
            let below = path.strip_prefix(source).unwrap_or(path);
            self.line("", &below.to_string_lossy());
        }
    }

    /// With `--verbose`, the pages that a rebuild rendered, and why: `Rendered: a.md, b.md: the include `x` changed`. A
    /// first build renders every page, so it has no such lines.
    pub(super) fn rendered(self, pages: &[RenderedPage]) {
        if self < Self::All || pages.iter().all(|page| page.reason == Reason::New) {
            return;
        }
        let mut by_reason: Vec<(&Reason, Vec<&str>)> = Vec::new();
        for page in pages {
            match by_reason.iter_mut().find(|(reason, _)| **reason == page.reason) {
                Some((_, paths)) => paths.push(&page.path),
                None => by_reason.push((&page.reason, vec![&page.path])),
            }
        }
        for (reason, paths) in by_reason {
            let mut named = paths[..paths.len().min(NAMED_PAGES)].join(", ");
            if paths.len() > NAMED_PAGES {
                let _ = write!(named, " and {} more", paths.len() - NAMED_PAGES);
            }
            self.line("Rendered:", &format!("{named}: {reason}"));
        }
    }

    /// Plain text on standard output, whatever the level.
    pub(super) fn plain(text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    /// Prints the diagnostics that this level shows, then their count if there is an error.
    pub(super) fn diagnostics(self, diagnostics: &[Diagnostic], sources: &Sources, trace: bool) {
        let mut err = std::io::stderr().lock();
        let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        for diagnostic in diagnostics {
            if self.lets(diagnostic.severity) {
                if trace && let Some((topic, message)) = jekyll_words::line(diagnostic, sources) {
                    let _ = writeln!(err, "{:>20}{message}", format!("{topic} "));
                }
                let text = match trace || diagnostic.trace.len() <= SHORT {
                    true => diag::print(diagnostic, sources, colour),
                    false => diag::print(&shortened(diagnostic), sources, colour),
                };
                let _ = err.write_all(text.as_bytes());
            }
        }
    }

    fn lets(self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => self >= Self::Warning,
            Severity::Note => self >= Self::All,
        }
    }
}

/// The steps of a trace that are shown without `--trace`.
const SHORT: usize = 4;

/// The diagnostic with the middle of its trace left out.
fn shortened(diagnostic: &Diagnostic) -> Diagnostic {
    let mut short = diagnostic.clone();
    let left_out = short.trace.len() - SHORT;
    let outermost = short.trace.split_off(short.trace.len() - 1);
    short.trace.truncate(SHORT - 1);
    short = short.step(format!("… {left_out} more steps, shown by `--trace`"), None);
    short.trace.extend(outermost);
    short
}

/// An error that has no place in a source.
pub(super) fn failure(error: &anyhow::Error) {
    let _ = writeln!(std::io::stderr(), "error: {error:#}");
}

/// A hint, below an error that has no place in a source.
pub(super) fn hint(text: &str) {
    let _ = writeln!(std::io::stderr(), "  help: {text}");
}

/// `3 files`, `1 file`.
pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

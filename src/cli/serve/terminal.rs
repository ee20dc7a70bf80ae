//! Shows on the terminal what the server does: the address, the last build, and one list of its diagnostics.
//!
//! A terminal is cleared before each build's lines, so it shows only the current list. Where the
//! output is a file or a pipe, each build adds the diagnostics that are new and names those that are fixed.

use super::super::say::{Level, count};
use parking_lot::{Mutex, MutexGuard};
use recto::diag::{Code, Diagnostic, Severity, Sources};
use recto::pipeline::RenderedPage;
use recto::serve::Listener;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// The line with which Jekyll reports that it is serving.
pub(super) const RUNNING: &str = "Server running...";

/// Erases the screen; what was scrolled off it stays.
const CLEAR: &str = "\x1b[2J\x1b[H";

/// What the lines depend on.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub(super) struct Settings {
    pub(super) level: Level,
    /// Whether diagnostics are printed with their whole trace.
    pub(super) trace: bool,
    /// Whether to print the lines of Jekyll.
    pub(super) jekyll: bool,
    /// Whether a terminal may be cleared.
    pub(super) clears: bool,
    pub(super) opens_browser: bool,
    pub(super) source: PathBuf,
    pub(super) watches: bool,
    /// Whether the server runs in the background.
    pub(super) detached: bool,
}

/// The key by which diagnostics of two builds are compared.
type Key = (Severity, Code, String, String);

#[derive(Default)]
struct Shown {
    /// The lines that stay on top of the screen.
    header: Vec<String>,
    /// The files that have changed since the last build.
    changed: Vec<PathBuf>,
    /// The diagnostics of the last build.
    diagnostics: BTreeMap<Key, ()>,
    builds: usize,
}

/// Prints what happens.
pub(super) struct Terminal {
    settings: Settings,
    shown: Mutex<Shown>,
}

impl Terminal {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            settings,
            shown: Mutex::default(),
        }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock()
    }

    fn print(&self, line: &str) {
        if self.settings.level >= Level::Usual {
            Level::plain(&format!("{line}\n"));
        }
    }

    /// Whether the screen shows one build at a time.
    fn redraws(&self) -> bool {
        let settings = &self.settings;
        settings.clears
            && !settings.jekyll
            && settings.level >= Level::Usual
            && std::io::stdout().is_terminal()
            && std::io::stderr().is_terminal()
    }

    /// The line that names the files of a change: `content/a.md`, `content/a.md and 2 more files`.
    fn change(&self, changed: &[PathBuf]) -> Option<String> {
        let below = |path: &PathBuf| {
            let path = path.strip_prefix(&self.settings.source).unwrap_or(path);
            path.to_string_lossy().into_owned()
        };
        let first = changed.first().map(below)?;
        Some(match changed.len() - 1 {
            0 => first,
            more => format!("{first} and {} more", count(more, "file")),
        })
    }

    /// Prints the state after a build.
    fn report(&self, status: &str, diagnostics: &[Diagnostic], sources: &Sources) {
        let Settings { level, trace, .. } = self.settings;
        let mut shown = self.shown();
        let redraws = self.redraws();
        if redraws {
            let header = shown.header.join("\n");
            Level::plain(&format!("{CLEAR}{header}\n"));
        }
        self.print(status);
        let now = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity > Severity::Note)
            .map(|diagnostic| (key(diagnostic, sources), ()))
            .collect::<BTreeMap<_, _>>();
        let is_new = |diagnostic: &&Diagnostic| !shown.diagnostics.contains_key(&key(diagnostic, sources));
        let printed = match redraws {
            true => diagnostics.to_vec(),
            false => diagnostics.iter().filter(is_new).cloned().collect(),
        };
        level.diagnostics(&printed, sources, trace);
        if !redraws {
            for (.., message, place) in shown.diagnostics.keys().filter(|key| !now.contains_key(*key)) {
                self.print(&format!("fixed: {message}{place}"));
            }
        }
        if let Some(summary) = summary(&now) {
            self.print(&summary);
        }
        shown.diagnostics = now;
    }

    /// The lines of Jekyll after a build.
    fn report_as_jekyll(&self, duration: Duration, diagnostics: &[Diagnostic], sources: &Sources) {
        let Settings { level, trace, .. } = self.settings;
        level.diagnostics(diagnostics, sources, trace);
        let done = format!("done in {:.3} seconds.", duration.as_secs_f64());
        let mut shown = self.shown();
        shown.builds += 1;
        if shown.builds > 1 {
            level.line("", &format!("...{done}"));
            return;
        }
        level.line("", &done);
        let regeneration = match (self.settings.watches, self.settings.detached) {
            (true, _) => format!("enabled for '{}'", self.settings.source.display()),
            (false, true) => "disabled when running server detached.".to_owned(),
            (false, false) => "disabled.".to_owned(),
        };
        level.line("Auto-regeneration:", &regeneration);
        match self.settings.detached {
            // The process that started this one waits for the line, whatever the level.
            true => Level::plain(&format!("{RUNNING}\n")),
            false => level.line(RUNNING, "press ctrl-c to stop."),
        }
    }
}

/// Identifies a diagnostic by what it is about, not by the text it was found in, which is another after each build.
fn key(diagnostic: &Diagnostic, sources: &Sources) -> Key {
    let place = diagnostic.span.map_or(String::new(), |span| {
        format!(" ({})", sources.get(span.source).path)
    });
    (
        diagnostic.severity,
        diagnostic.code,
        diagnostic.message.clone(),
        place,
    )
}

/// `2 errors, 1 warning`; `None` if there are none.
fn summary(diagnostics: &BTreeMap<Key, ()>) -> Option<String> {
    let number = |severity| diagnostics.keys().filter(|key| key.0 == severity).count();
    let parts = [
        (number(Severity::Error), "error"),
        (number(Severity::Warning), "warning"),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts = parts
        .map(|(number, name)| count(number, name))
        .collect::<Vec<_>>();
    (!parts.is_empty()).then(|| parts.join(", "))
}

impl Listener for Terminal {
    fn listening(&self, url: &str, local: bool) {
        let settings = &self.settings;
        let warning = "everyone on the network can read this site while it is served.";
        if settings.jekyll {
            settings.level.line("Server address:", url);
            if !local {
                settings.level.line("Warning:", warning);
            }
        } else {
            let mut header = vec![
                format!("Serving {} at {url}", settings.source.display()),
                "Press Ctrl-C to stop.".to_owned(),
            ];
            if !local {
                header.push(format!("Warning: {warning}"));
            }
            header.iter().for_each(|line| self.print(line));
            self.shown().header = header;
        }
        if settings.opens_browser && open::that_detached(url).is_err() {
            self.print("Warning: no browser could be opened.");
        }
    }

    fn changed(&self, paths: &[PathBuf]) {
        match self.settings.jekyll {
            true => self.settings.level.changed(paths, &self.settings.source),
            false => self.shown().changed.extend(paths.iter().cloned()),
        }
    }

    fn built(&self, pages: usize, duration: Duration, diagnostics: &[Diagnostic], sources: &Sources) {
        if self.settings.jekyll {
            self.report_as_jekyll(duration, diagnostics, sources);
            return;
        }
        let changed = std::mem::take(&mut self.shown().changed);
        let took = match duration.as_millis() {
            milliseconds @ ..1000 => format!("{milliseconds} ms"),
            _ => format!("{:.2} s", duration.as_secs_f64()),
        };
        let watching = if self.settings.watches {
            "; watching for changes"
        } else {
            ""
        };
        let status = match self.change(&changed) {
            None => format!("Built {} in {took}{watching}.", count(pages, "page")),
            Some(change) => format!("{change} changed; rebuilt in {took}."),
        };
        self.report(&status, diagnostics, sources);
    }

    fn rendered(&self, pages: &[RenderedPage]) {
        self.settings.level.rendered(pages);
    }

    fn failed(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        if self.settings.jekyll {
            let Settings { level, trace, .. } = self.settings;
            level.diagnostics(diagnostics, sources, trace);
            return;
        }
        let changed = std::mem::take(&mut self.shown().changed);
        let status = match self.change(&changed) {
            None => "The site has errors and was not built.".to_owned(),
            Some(change) => {
                format!("{change} changed; the site has errors, and its last good state is served.")
            }
        };
        self.report(&status, diagnostics, sources);
    }
}

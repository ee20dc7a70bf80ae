//! Where the time of a build went: what is measured comes in, a table and a trace go out.

use crate::liquid::Observer;
use crate::markdown::Highlighter;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What kind of work is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A stage of the whole build, on the wall clock.
    Stage,
    /// Liquid over the bodies of pages.
    Page,
    /// A layout.
    Layout,
    /// An include.
    Include,
    /// Markdown to HTML.
    Markdown,
    /// The colouring of code.
    Highlight,
    /// Sass to CSS.
    Sass,
    /// Tera templates.
    Theme,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Page => "page",
            Self::Layout => "layout",
            Self::Include => "include",
            Self::Markdown => "markdown",
            Self::Highlight => "highlight",
            Self::Sass => "sass",
            Self::Theme => "theme",
        }
    }
}

/// All that was measured under one name.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    count: usize,
    bytes: usize,
    /// Time in this and in what it called, where it was not called by itself.
    total: Duration,
    /// Time in this alone.
    own: Duration,
}

/// One measurement, for the trace.
#[derive(Clone, Debug)]
struct Event {
    kind: Kind,
    name: String,
    thread: u32,
    start: Duration,
    length: Duration,
}

/// What is being measured on a thread.
struct Open {
    kind: Kind,
    name: String,
    start: Instant,
    /// Time spent in what it called.
    below: Duration,
}

thread_local! {
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
    static NUMBER: u32 = NEXT.fetch_add(1, Ordering::Relaxed);
}

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Events shorter than this are in the table only.
const SHORTEST: Duration = Duration::from_micros(20);

/// The measurements of one build.
#[derive(Debug)]
pub struct Profile {
    start: Instant,
    rows: Mutex<BTreeMap<(Kind, String), Row>>,
    events: Option<Mutex<Vec<Event>>>,
}

impl Profile {
    /// Nothing measured yet; `trace` keeps single events as well.
    pub fn new(trace: bool) -> Self {
        Self {
            start: Instant::now(),
            rows: Mutex::default(),
            events: trace.then(Mutex::default),
        }
    }

    /// Runs and measures `work`, which gives its result with the number of bytes it made.
    pub fn time<T>(&self, kind: Kind, name: &str, work: impl FnOnce() -> (T, usize)) -> T {
        self.open(kind, name);
        let (result, bytes) = work();
        self.close(bytes);
        result
    }

    fn open(&self, kind: Kind, name: &str) {
        OPEN.with_borrow_mut(|open| {
            open.push(Open {
                kind,
                name: name.to_owned(),
                start: Instant::now(),
                below: Duration::ZERO,
            });
        });
    }

    fn close(&self, bytes: usize) {
        let closed = OPEN.with_borrow_mut(|open| {
            let closed = open.pop()?;
            let length = closed.start.elapsed();
            if let Some(above) = open.last_mut() {
                above.below += length;
            }
            let outermost = open
                .iter()
                .all(|other| (other.kind, &other.name) != (closed.kind, &closed.name));
            Some((closed, length, outermost))
        });
        let Some((closed, length, outermost)) = closed else {
            return;
        };
        if let Some(events) = self.events.as_ref().filter(|_| length >= SHORTEST) {
            let event = Event {
                kind: closed.kind,
                name: closed.name.clone(),
                thread: NUMBER.with(|number| *number),
                start: closed.start.duration_since(self.start),
                length,
            };
            events.lock().unwrap_or_else(PoisonError::into_inner).push(event);
        }
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let row = rows.entry((closed.kind, closed.name)).or_default();
        row.count += 1;
        row.bytes += bytes;
        row.own += length.saturating_sub(closed.below);
        if outermost {
            row.total += length;
        }
    }

    /// The table: stages by the wall clock, then kinds of work, then templates by the time they took themselves.
    pub fn table(&self) -> String {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        let _ = writeln!(out, "{:<44} {:>9}", "stage", "wall s");
        let mut stages = rows
            .iter()
            .filter(|((kind, _), _)| *kind == Kind::Stage)
            .collect::<Vec<_>>();
        stages.sort_by_key(|(_, row)| std::cmp::Reverse(row.total));
        for ((_, name), row) in stages {
            let _ = writeln!(out, "{name:<44} {:>9.3}", row.total.as_secs_f64());
        }
        let mut kinds: BTreeMap<Kind, Row> = BTreeMap::new();
        let mut templates = Vec::new();
        for ((kind, name), row) in rows.iter().filter(|((kind, _), _)| *kind != Kind::Stage) {
            let sum = kinds.entry(*kind).or_default();
            sum.count += row.count;
            sum.bytes += row.bytes;
            sum.own += row.own;
            if matches!(kind, Kind::Layout | Kind::Include | Kind::Theme) {
                templates.push((name, row));
            }
        }
        let head = |out: &mut String, what: &str| {
            let _ = writeln!(
                out,
                "\n{what:<44} {:>9} {:>9} {:>9} {:>9}",
                "count", "KB", "self s", "total s"
            );
        };
        let line = |out: &mut String, name: &str, row: &Row, total: bool| {
            let kb = row.bytes as f64 / 1000.0;
            let own = row.own.as_secs_f64();
            let _ = write!(out, "{name:<44} {:>9} {kb:>9.1} {own:>9.3}", row.count);
            let _ = match total {
                true => writeln!(out, " {:>9.3}", row.total.as_secs_f64()),
                false => writeln!(out),
            };
        };
        head(&mut out, "work, all threads");
        let mut kinds = kinds.into_iter().collect::<Vec<_>>();
        kinds.sort_by_key(|(_, row)| std::cmp::Reverse(row.own));
        for (kind, row) in kinds {
            line(&mut out, kind.word(), &row, false);
        }
        head(&mut out, "template");
        templates.sort_by_key(|(_, row)| std::cmp::Reverse(row.own));
        for (name, row) in templates.into_iter().take(MOST) {
            line(&mut out, name, row, true);
        }
        out
    }

    /// The events as JSON in Chrome's trace format, which browsers' developer tools and Perfetto read.
    pub fn trace(&self) -> String {
        let events = self.events.as_ref();
        let events = events.map(|events| events.lock().unwrap_or_else(PoisonError::into_inner).clone());
        let events = events.unwrap_or_default().into_iter().map(|event| {
            serde_json::json!({
                "name": event.name,
                "cat": event.kind.word(),
                "ph": "X",
                "pid": 1,
                "tid": event.thread,
                "ts": event.start.as_micros() as u64,
                "dur": event.length.as_micros() as u64,
            })
        });
        serde_json::json!({ "traceEvents": events.collect::<Vec<_>>() }).to_string()
    }
}

/// How many templates the table names.
const MOST: usize = 40;

impl Observer for Profile {
    fn begin(&self, name: &str) {
        self.open(Kind::Include, &format!("_includes/{name}"));
    }

    fn end(&self, bytes: usize) {
        self.close(bytes);
    }
}

/// A highlighter whose work is measured.
pub(super) struct Measured {
    pub(super) highlighter: Arc<dyn Highlighter>,
    pub(super) profile: Arc<Profile>,
}

impl Highlighter for Measured {
    fn lexer(&self, lang: &str, code: &str) -> Option<&str> {
        self.highlighter.lexer(lang, code)
    }

    fn highlight(&self, lang: &str, code: &str, out: &mut String) {
        self.profile.time(Kind::Highlight, lang, || {
            let before = out.len();
            self.highlighter.highlight(lang, code, out);
            ((), out.len() - before)
        });
    }
}

/// Measures a stage.
pub(super) fn stage<T>(profile: Option<&Arc<Profile>>, name: &str, work: impl FnOnce() -> T) -> T {
    time(profile, Kind::Stage, name, |_| 0, work)
}

/// Measures `work` where anyone asked for it.
pub(super) fn time<T>(
    profile: Option<&Arc<Profile>>,
    kind: Kind,
    name: &str,
    bytes: impl FnOnce(&T) -> usize,
    work: impl FnOnce() -> T,
) -> T {
    match profile {
        None => work(),
        Some(profile) => profile.time(kind, name, || {
            let result = work();
            let bytes = bytes(&result);
            (result, bytes)
        }),
    }
}

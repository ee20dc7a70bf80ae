//! Measures where the time of a build goes: a layer of `tracing` that sums spans up for a table and, on request, keeps
//! them for a trace in Chrome's format.
//!
//! Stages are spans of level `INFO`; the work inside them has spans of lower levels. A span may have the fields
//! `name`, which distinguishes spans of one kind, and `bytes`, the size of its result.

use parking_lot::{Mutex, MutexGuard};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

/// All spans of one kind and name.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    count: usize,
    bytes: u64,
    /// Time in these spans and the spans inside them, counted once where they nest.
    total: Duration,
    /// Time in these spans alone.
    own: Duration,
}

/// One span, for the trace.
#[derive(Clone, Debug)]
struct Event {
    kind: &'static str,
    name: String,
    thread: u32,
    start: Duration,
    length: Duration,
}

/// The fields of a span.
#[derive(Debug, Default)]
struct Fields {
    name: String,
    bytes: u64,
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "name" {
            value.clone_into(&mut self.name);
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "bytes" {
            self.bytes = value;
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

/// A span that was entered on this thread and not left yet.
struct Running {
    kind: &'static str,
    name: String,
    start: Instant,
    /// Time spent in the spans inside it.
    inside: Duration,
}

thread_local! {
    static RUNNING: RefCell<Vec<Running>> = const { RefCell::new(Vec::new()) };
    static THREAD: u32 = NEXT_THREAD.fetch_add(1, Ordering::Relaxed);
}

static NEXT_THREAD: AtomicU32 = AtomicU32::new(1);

/// Shorter spans are in the table only.
const SHORTEST_EVENT: Duration = Duration::from_micros(20);

/// The number of templates in the table.
const MOST_TEMPLATES: usize = 40;

/// The kinds of spans that are templates.
const TEMPLATES: [&str; 3] = ["layout", "include", "theme"];

#[derive(Debug, Default)]
struct Measured {
    stages: BTreeMap<&'static str, Row>,
    work: BTreeMap<(&'static str, String), Row>,
    events: Vec<Event>,
}

/// The measurements; a clone shares them.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    start: Instant,
    keeps_events: bool,
    measured: Arc<Mutex<Measured>>,
}

impl Profile {
    /// An empty profile; with `keeps_events` it can give a trace.
    pub(super) fn new(keeps_events: bool) -> Self {
        Self {
            start: Instant::now(),
            keeps_events,
            measured: Arc::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Measured> {
        self.measured.lock()
    }

    /// The table and the trace of what was measured so far, which is then forgotten.
    pub(super) fn take(&self) -> (String, String) {
        let measured = std::mem::take(&mut *self.lock());
        (table(&measured), trace(measured.events))
    }
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Profile {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<Fields>() {
            values.record(fields);
        }
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let name = span
            .extensions()
            .get::<Fields>()
            .map(|fields| fields.name.clone());
        let running = Running {
            kind: span.name(),
            name: name.unwrap_or_default(),
            start: Instant::now(),
            inside: Duration::ZERO,
        };
        RUNNING.with_borrow_mut(|all| all.push(running));
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        let left = RUNNING.with_borrow_mut(|all| {
            let left = all.pop()?;
            let length = left.start.elapsed();
            if let Some(around) = all.last_mut() {
                around.inside += length;
            }
            let nests = all
                .iter()
                .any(|around| around.kind == left.kind && around.name == left.name);
            Some((left, length, nests))
        });
        let (Some((left, length, nests)), Some(span)) = (left, context.span(id)) else {
            return;
        };
        let bytes = span.extensions().get::<Fields>().map_or(0, |fields| fields.bytes);
        let mut measured = self.lock();
        if self.keeps_events && length >= SHORTEST_EVENT {
            measured.events.push(Event {
                kind: left.kind,
                name: left.name.clone(),
                thread: THREAD.with(|thread| *thread),
                start: left.start.duration_since(self.start),
                length,
            });
        }
        let row = match *span.metadata().level() {
            Level::INFO => measured.stages.entry(left.kind).or_default(),
            _ => measured.work.entry((left.kind, left.name)).or_default(),
        };
        row.count += 1;
        row.bytes += bytes;
        row.own += length.saturating_sub(left.inside);
        if !nests {
            row.total += length;
        }
    }
}

/// Stages by the wall clock, then kinds of work and templates by the time that they took themselves.
fn table(measured: &Measured) -> String {
    let mut out = format!("{:<44} {:>9}\n", "stage", "wall s");
    let mut stages = measured.stages.iter().collect::<Vec<_>>();
    stages.sort_by_key(|(_, row)| std::cmp::Reverse(row.total));
    for (kind, row) in stages {
        let _ = writeln!(out, "{kind:<44} {:>9.3}", row.total.as_secs_f64());
    }
    let mut kinds: BTreeMap<&str, Row> = BTreeMap::new();
    let mut templates = Vec::new();
    for ((kind, name), row) in &measured.work {
        let sum = kinds.entry(kind).or_default();
        sum.count += row.count;
        sum.bytes += row.bytes;
        sum.own += row.own;
        if TEMPLATES.contains(kind) {
            templates.push((kind, name, row));
        }
    }
    head(&mut out, "work, all threads");
    let mut kinds = kinds.into_iter().collect::<Vec<_>>();
    kinds.sort_by_key(|(_, row)| std::cmp::Reverse(row.own));
    for (kind, row) in kinds {
        line(&mut out, kind, &row);
        out.push('\n');
    }
    head(&mut out, "template");
    templates.sort_by_key(|(_, _, row)| std::cmp::Reverse(row.own));
    for (kind, name, row) in templates.into_iter().take(MOST_TEMPLATES) {
        let folder = match *kind {
            "include" => "_includes/",
            _ => "",
        };
        line(&mut out, &format!("{folder}{name}"), row);
        let _ = writeln!(out, " {:>9.3}", row.total.as_secs_f64());
    }
    out
}

fn head(out: &mut String, what: &str) {
    let _ = writeln!(
        out,
        "\n{what:<44} {:>9} {:>9} {:>9} {:>9}",
        "count", "KB", "self s", "total s"
    );
}

fn line(out: &mut String, name: &str, row: &Row) {
    let kilobytes = row.bytes as f64 / 1000.0;
    let own = row.own.as_secs_f64();
    let _ = write!(out, "{name:<44} {:>9} {kilobytes:>9.1} {own:>9.3}", row.count);
}

/// The events as JSON in Chrome's trace format, which browsers' developer tools and Perfetto read.
fn trace(events: Vec<Event>) -> String {
    let events = events.into_iter().map(|event| {
        let name = match event.name.is_empty() {
            true => event.kind,
            false => &event.name,
        };
        serde_json::json!({
            "name": name,
            "cat": event.kind,
            "ph": "X",
            "pid": 1,
            "tid": event.thread,
            "ts": event.start.as_micros() as u64,
            "dur": event.length.as_micros() as u64,
        })
    });
    serde_json::json!({ "traceEvents": events.collect::<Vec<_>>() }).to_string()
}

//! Shows a progress bar while pages are rendered: a layer of `tracing` that counts the spans of pages.

use super::say::Level;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use parking_lot::{Mutex, MutexGuard};
use std::io::IsTerminal;
use std::time::{Duration, Instant};
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

/// A build that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(400);

/// The bar.
#[derive(Debug, Default)]
pub(super) struct Progress(Mutex<Option<(Instant, ProgressBar)>>);

impl Progress {
    /// A bar that is not drawn yet; `None` where nobody would see it.
    pub(super) fn new(level: Level) -> Option<Self> {
        (level >= Level::Usual && std::io::stderr().is_terminal()).then(Self::default)
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Instant, ProgressBar)>> {
        self.0.lock()
    }
}

/// The field `pages` of a span.
#[derive(Default)]
struct Pages(u64);

impl Visit for Pages {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "pages" {
            self.0 = value;
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Progress {
    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::DEBUG)
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if attributes.metadata().name() != "render" {
            return;
        }
        let mut pages = Pages::default();
        attributes.record(&mut pages);
        let bar = ProgressBar::with_draw_target(Some(pages.0), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg:>19} {wide_bar} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message("Rendering");
        *self.lock() = Some((Instant::now(), bar));
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let name = context.span(&id).map(|span| span.name());
        let mut bar = self.lock();
        match (name, &*bar) {
            (Some("page"), Some((start, bar))) => {
                if bar.is_hidden() && start.elapsed() > PATIENCE {
                    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
                }
                bar.inc(1);
            }
            (Some("render"), Some((_, finished))) => {
                finished.finish_and_clear();
                *bar = None;
            }
            _ => {}
        }
    }
}

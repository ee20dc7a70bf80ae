//! A build's progress in, a bar on the terminal out; nothing where there is no terminal or the work is short.

use super::say::Level;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use recto::pipeline::{Profile, Progress};
use std::io::IsTerminal;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(400);

/// The bar of one build.
#[derive(Debug)]
pub(super) struct Bar {
    start: Instant,
    /// Where the bar is drawn to: none where nobody looks.
    shown: bool,
    bar: Mutex<Option<ProgressBar>>,
    profile: Option<Arc<Profile>>,
}

impl Bar {
    /// A bar that is not drawn yet, of a build that is measured to `profile`.
    pub(super) fn new(level: Level, profile: Option<Arc<Profile>>) -> Self {
        Self {
            start: Instant::now(),
            shown: level >= Level::Usual && std::io::stderr().is_terminal(),
            bar: Mutex::new(None),
            profile,
        }
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        if let Some(bar) = self.lock().take() {
            bar.finish_and_clear();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<ProgressBar>> {
        self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, steps: usize) {
        if !self.shown {
            return;
        }
        self.clear();
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg:>19} {wide_bar} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(name);
        *self.lock() = Some(bar);
    }

    fn step(&self) {
        if !self.shown {
            return;
        }
        if let Some(bar) = &*self.lock() {
            if bar.is_hidden() && self.start.elapsed() > PATIENCE {
                bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
            }
            bar.inc(1);
        }
    }

    fn profile(&self) -> Option<&Arc<Profile>> {
        self.profile.as_ref()
    }
}

//! Builds the site after every change and publishes the result.

use super::published::Published;
use super::report::Report;
use super::state::{Build, State};
use super::watch_loop::{Changes, Rebuild};
use super::{Listener, Load};
use crate::check;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Sources};
use crate::pipeline::{self, Cache};
use crate::site::Page;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::watch;

/// What the build thread owns.
pub(super) struct Builder {
    load: Load,
    listener: Arc<dyn Listener>,
    sources: Arc<Sources>,
    cache: Cache,
    publish: watch::Sender<State>,
    /// The number of the last build.
    number: u64,
    /// The site that was opened last.
    recent: Option<Arc<Published>>,
    /// The sources that have changed since the last build that was published.
    touched: BTreeSet<PathBuf>,
    /// What was reported while the configuration was read, for the build that follows.
    diagnostics: Vec<Diagnostic>,
    start: Instant,
}

impl Builder {
    pub(super) fn new(load: Load, listener: Arc<dyn Listener>, publish: watch::Sender<State>) -> Self {
        Self {
            load,
            listener,
            sources: Arc::default(),
            cache: Cache::default(),
            publish,
            number: 0,
            recent: None,
            touched: BTreeSet::new(),
            diagnostics: Vec::new(),
            start: Instant::now(),
        }
    }

    /// Makes `site` the one that is served.
    fn publish(&mut self, site: Arc<Published>, diagnostics: &[Diagnostic]) {
        let touched = std::mem::take(&mut self.touched);
        let last = self.publish.borrow().site.clone();
        let changed = last.map_or_else(BTreeSet::new, |last| site.changed(&last.site, &touched));
        let number = self.number;
        let report = Report::new(diagnostics, &self.sources);
        self.publish
            .send_modify(|state| state.publish(Build { number, site }, changed, report));
    }

    fn fail(&mut self, diagnostics: &[Diagnostic]) {
        // A browser may show a page of the build that failed, so the failure has a later number.
        self.number += 1;
        let number = self.number;
        let report = Report::new(diagnostics, &self.sources);
        // Printed first: a server that ends after its first failed build ends as soon as that is published.
        self.listener.failed(diagnostics, &self.sources);
        self.publish.send_modify(|state| state.fail(number, report));
    }
}

impl Rebuild for Builder {
    fn load(&mut self, changed: &[PathBuf]) -> Option<Arc<Config>> {
        self.start = Instant::now();
        if !changed.is_empty() {
            self.listener.changed(changed);
        }
        self.touched.extend(changed.iter().cloned());
        let mut diagnostics = Vec::new();
        match (self.load)(&self.sources, &mut diagnostics) {
            Ok(config) => {
                self.diagnostics = diagnostics;
                Some(Arc::new(config))
            }
            Err(error) => {
                diagnostics.push(*error);
                self.fail(&diagnostics);
                None
            }
        }
    }

    fn build(&mut self, config: Arc<Config>, changes: &Changes<'_>) -> BTreeSet<PathBuf> {
        self.build_site(&config, changes);
        self.cache.outside_files()
    }

    fn watch_failed(&mut self, reason: &str) {
        let warning = Diagnostic::warning(Code::WatchFailed, format!("changes cannot be watched: {reason}"))
            .hint("`--force_polling` compares all files with their last state instead");
        self.diagnostics.push(warning);
    }
}

impl Builder {
    /// Publishes the site as soon as it is loaded, so that pages are rendered when they are requested, and again when
    /// everything is rendered. Gives up when further changes arrive.
    fn build_site(&mut self, config: &Arc<Config>, changes: &Changes<'_>) {
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        let session = pipeline::open(config, &self.sources, &mut self.cache, changes.paths);
        let site = Arc::new(Published::of(Arc::clone(&session), self.recent.as_deref()));
        self.recent = Some(Arc::clone(&site));
        self.number += 1;
        if !session.is_faulty() {
            let opening = Build {
                number: self.number,
                site: Arc::clone(&site),
            };
            self.publish.send_modify(|state| state.opening = Some(opening));
        }
        let Some(found) = session.complete(&mut self.cache, changes.superseded) else {
            return;
        };
        diagnostics.extend(found);
        if pipeline::failed(&diagnostics) {
            self.fail(&diagnostics);
            return;
        }
        if let Some(paths) = changes.paths {
            let saved = |page: &Page| page.location.as_ref().is_some_and(|path| paths.contains(path));
            diagnostics.extend(check::saved_pages(&session, &saved, &read));
        }
        let pages = site.pages();
        self.publish(site, &diagnostics);
        self.listener
            .built(pages, self.start.elapsed(), &diagnostics, &self.sources);
        self.listener.rendered(self.cache.rendered());
    }
}

/// The bytes of a copied file, whose anchors a link may name.
#[expect(clippy::disallowed_methods, reason = "a copied file is read where it is")]
fn read(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

//! What the server currently serves, as the build thread publishes it and as requests read it.

use super::published::Published;
use super::report::Report;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

/// How many builds back the changed files are known.
const HISTORY: usize = 64;

/// What is served at a moment.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The last site that was built without errors.
    pub(super) site: Option<Build>,
    /// A newer site that is being rendered; a page that is requested is rendered first.
    pub(super) opening: Option<Build>,
    /// The number of the last build that has ended, with or without errors.
    pub(super) number: u64,
    /// The diagnostics of that build.
    pub(super) report: Arc<Report>,
    /// The changed files of the last builds.
    history: Arc<VecDeque<(u64, BTreeSet<String>)>>,
    /// The earliest build since which all changes are in the history.
    known_since: u64,
}

/// A site and the number of its build.
#[derive(Clone, Debug)]
pub(super) struct Build {
    pub(super) number: u64,
    pub(super) site: Arc<Published>,
}

impl State {
    /// The sites that may answer a request, newest first.
    pub(super) fn builds(&self) -> impl Iterator<Item = &Build> {
        self.opening.iter().chain(&self.site)
    }

    /// Publishes a site in which the files at `changed` differ from the last one.
    pub(super) fn publish(&mut self, build: Build, changed: BTreeSet<String>, report: Report) {
        self.opening = None;
        self.number = build.number;
        self.report = Arc::new(report);
        if self.site.is_none() {
            self.known_since = build.number;
        } else if !changed.is_empty() {
            let history = Arc::make_mut(&mut self.history);
            history.push_back((build.number, changed));
            if history.len() > HISTORY {
                self.known_since = history.pop_front().map_or(build.number, |(number, _)| number);
            }
        }
        self.site = Some(build);
    }

    /// Records a build with errors: the last good site stays.
    pub(super) fn fail(&mut self, number: u64, report: Report) {
        self.opening = None;
        self.number = number;
        self.report = Arc::new(report);
    }

    /// The paths of the files that differ from those of build `seen`; `None` if that is not known.
    pub(super) fn changed_since(&self, seen: u64) -> Option<BTreeSet<&str>> {
        if seen == 0 || seen < self.known_since {
            return None;
        }
        let later = self.history.iter().filter(|(number, _)| *number > seen);
        Some(
            later
                .flat_map(|(_, changed)| changed.iter().map(String::as_str))
                .collect(),
        )
    }
}

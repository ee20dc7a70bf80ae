//! Finds changes by comparing all files with their last state, where the system reports none.
//!
//! `notify`'s own poller knows modification times in whole seconds and misses the second save within one.

use super::watch::{Changes, Folders};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// The pause between two comparisons.
const PAUSE: Duration = Duration::from_millis(400);

/// What changes when a file does: its length, its modification time, and where the system has it the time at which
/// its metadata changed.
type Stamp = (u64, Option<SystemTime>, Option<(i64, i64)>);

fn stamp(about: &std::fs::Metadata) -> Stamp {
    #[cfg(unix)]
    let changed = {
        use std::os::unix::fs::MetadataExt;
        Some((about.ctime(), about.ctime_nsec()))
    };
    #[cfg(not(unix))]
    let changed = None;
    (about.len(), about.modified().ok(), changed)
}

/// A thread that compares; it ends when this is dropped.
pub(super) struct Poller {
    ended: Arc<AtomicBool>,
}

impl Poller {
    /// Reports to `changes` every file of `folders` that is new, removed or changed from now on.
    pub(super) fn start(folders: Folders, changes: Changes) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&ended);
        let mut last = states(&folders);
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(PAUSE);
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let now = states(&folders);
                let new = now.iter().filter(|(path, stamp)| last.get(*path) != Some(stamp));
                let removed = last.iter().filter(|(path, _)| !now.contains_key(*path));
                new.chain(removed)
                    .for_each(|(path, _)| changes.report(path.clone()));
                last = now;
            }
        });
        Self { ended }
    }
}

impl Drop for Poller {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

fn states(folders: &Folders) -> BTreeMap<PathBuf, Stamp> {
    let below = folders.recursive.iter().map(WalkDir::new);
    let directly = folders
        .shallow
        .iter()
        .map(|folder| WalkDir::new(folder).max_depth(1));
    let entries = below.chain(directly).flat_map(|walk| {
        walk.into_iter()
            .filter_entry(|entry| folders.includes(entry.path()))
    });
    let files = entries.flatten().filter(|entry| !entry.file_type().is_dir());
    let stamped = files.filter_map(|file| {
        // The file behind a symbolic link, where there is one.
        let about = file.path().metadata().or_else(|_| file.path().symlink_metadata());
        Some((file.path().to_owned(), stamp(&about.ok()?)))
    });
    stamped.collect()
}

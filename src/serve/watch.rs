//! Folders in, a word for each bout of changes in them out.

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How long all must be quiet for a bout to be over: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(10);
/// How long a bout may last at most.
const LONGEST: Duration = Duration::from_millis(150);
/// How often a polling watcher looks.
const POLL: Duration = Duration::from_millis(400);

/// What is watched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Watched {
    /// Folders, with all that lies below them.
    pub(super) folders: Vec<PathBuf>,
    /// Folders of which only the files themselves are watched.
    pub(super) shallow: Vec<PathBuf>,
    /// What is none of our business, though it lies in them.
    pub(super) ignored: Vec<PathBuf>,
}

/// A watcher at work; dropping it ends the watch.
pub(super) type Watch = Box<dyn Watcher + Send>;

/// Starts to watch; `changes` gets every path that changed. `poll` looks at the files by turns where the system
/// tells of no changes (network folders, some containers).
///
/// # Errors
///
/// A folder that cannot be watched.
pub(super) fn start(watched: &Watched, poll: bool, changes: Sender<PathBuf>) -> notify::Result<Watch> {
    let ignored = watched.ignored.clone();
    let hear = move |event: notify::Result<Event>| {
        let Ok(event) = event else { return };
        if !matters(event.kind) {
            return;
        }
        for path in event.paths.into_iter().filter(|path| !is_ignored(path, &ignored)) {
            let _ = changes.send(path);
        }
    };
    let mut watch: Watch = match poll {
        true => Box::new(PollWatcher::new(
            hear,
            Config::default().with_poll_interval(POLL),
        )?),
        false => Box::new(RecommendedWatcher::new(hear, Config::default())?),
    };
    for folder in watched.folders.iter().filter(|folder| folder.is_dir()) {
        watch.watch(folder, RecursiveMode::Recursive)?;
    }
    for folder in watched.shallow.iter().filter(|folder| folder.is_dir()) {
        watch.watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watch)
}

/// Reading a file is no change.
fn matters(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(kind)) => {
            matches!(
                kind,
                notify::event::MetadataKind::WriteTime | notify::event::MetadataKind::Any
            )
        }
        _ => true,
    }
}

fn is_ignored(path: &Path, ignored: &[PathBuf]) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    // What editors leave beside a file while they save it.
    let scratch = name.is_some_and(|name| {
        name.ends_with('~')
            || name.ends_with(".swp")
            || name.ends_with(".swx")
            || name.starts_with(".#")
            || name == "4913"
    });
    scratch || ignored.iter().any(|folder| path.starts_with(folder))
}

/// Waits for changes, then until they are over; gives the paths, sorted, or none when nobody watches any more.
pub(super) fn bout(changes: &Receiver<PathBuf>) -> Option<Vec<PathBuf>> {
    let mut paths = vec![changes.recv().ok()?];
    let start = Instant::now();
    while start.elapsed() < LONGEST {
        match changes.recv_timeout(QUIET) {
            Ok(path) => paths.push(path),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    paths.extend(changes.try_iter());
    paths.sort();
    paths.dedup();
    Some(paths)
}

//! Folders in, a word for each bout of changes in them out.

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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

/// Where changes are told: the paths, and whether any wait to be fetched.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    paths: Sender<PathBuf>,
    waiting: Arc<AtomicBool>,
}

impl Changes {
    fn tell(&self, path: PathBuf) {
        let _ = self.paths.send(path);
        self.waiting.store(true, Ordering::Release);
    }
}

/// The other end of [`Changes`].
#[derive(Debug)]
pub(super) struct Changed {
    paths: Receiver<PathBuf>,
    waiting: Arc<AtomicBool>,
}

/// Both ends.
pub(super) fn channel() -> (Changes, Changed) {
    let (send, paths) = std::sync::mpsc::channel();
    let waiting = Arc::new(AtomicBool::new(false));
    let changes = Changes {
        paths: send,
        waiting: Arc::clone(&waiting),
    };
    (changes, Changed { paths, waiting })
}

/// A watcher at work; dropping it ends the watch.
pub(super) type Watch = Box<dyn Watcher + Send>;

/// Starts to watch; `changes` gets every path that changed. `poll` looks at the files by turns where the system
/// tells of no changes (network folders, some containers).
///
/// # Errors
///
/// A folder that cannot be watched.
pub(super) fn start(watched: &Watched, poll: bool, changes: Changes) -> notify::Result<Watch> {
    let ignored = watched.ignored.clone();
    let lost: Vec<PathBuf> = watched.folders.iter().chain(&watched.shallow).cloned().collect();
    let hear = move |event: notify::Result<Event>| {
        let Ok(event) = event else { return };
        if event.need_rescan() {
            // Some changes were lost: all there is may have changed.
            lost.iter().for_each(|folder| changes.tell(folder.clone()));
        }
        if !matters(event.kind) {
            return;
        }
        for path in event.paths.into_iter().filter(|path| !is_ignored(path, &ignored)) {
            changes.tell(path);
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
    // What a build beside the server prepares for its destination.
    let staged = path
        .iter()
        .any(|part| part.to_string_lossy().ends_with(".recto-part"));
    scratch || staged || ignored.iter().any(|folder| path.starts_with(folder))
}

impl Changed {
    /// Tells whether there are changes that no bout has given yet.
    pub(super) fn waiting(&self) -> impl Fn() -> bool + Sync + use<> {
        let waiting = Arc::clone(&self.waiting);
        move || waiting.load(Ordering::Acquire)
    }

    /// Waits for changes, then until they are over; gives the paths, sorted, or none when nobody watches any more.
    pub(super) fn bout(&self) -> Option<Vec<PathBuf>> {
        let mut paths = vec![self.paths.recv().ok()?];
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            match self.paths.recv_timeout(QUIET) {
                Ok(path) => paths.push(path),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        // What comes after this line is of the next bout, and says so itself.
        self.waiting.store(false, Ordering::Release);
        paths.extend(self.paths.try_iter());
        paths.sort();
        paths.dedup();
        Some(paths)
    }
}

//! Watches folders and collects their changes into batches.
//!
//! The system reports one save as several events, so a batch ends when no event has arrived for [`QUIET`]. `notify`'s
//! debouncers hold each event for a fixed time, wake up on a timer when nothing happens, and drop the flag that asks
//! for a rescan; collecting takes fewer lines than configuring them.
//!
//! A watch belongs to a folder, not to its path: after `rm -rf docs && mv new docs` the system watches a folder that
//! no longer exists. So [`SourceWatcher`] compares the identity of each watched folder with the one that it had, after
//! each batch and twice a second, and starts again when one of them differs.

use super::aliases::Aliases;
use super::poll::Poller;
use notify::event::{MetadataKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How long no event may arrive for a batch to end: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(5);
/// How long a batch may last.
const LONGEST: Duration = Duration::from_millis(150);
/// How often the identity of the watched folders is checked while nothing changes.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// How changes of the sources are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// The system reports them.
    Native,
    /// All files are compared with their last state, several times a second: for network folders and some containers,
    /// where the system reports nothing.
    Polling,
    /// They are not watched: the site is built once.
    Off,
}

/// The folders to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folders {
    /// The source folder, for which symbolic links are resolved.
    pub(super) source: PathBuf,
    /// Folders that are watched with everything below them.
    pub(super) recursive: Vec<PathBuf>,
    /// Folders of which only the files directly in them are watched.
    pub(super) shallow: Vec<PathBuf>,
    /// Files outside the source folder; nothing else in their folders counts.
    pub(super) outside: BTreeSet<PathBuf>,
    /// Folders inside them whose changes do not count.
    pub(super) ignored: Vec<PathBuf>,
    /// Paths that the site leaves out: a folder that appears there changes nothing.
    pub(super) excluded: Vec<PathBuf>,
}

impl Folders {
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.recursive.iter().chain(&self.shallow)
    }

    /// Whether a change of `path` can change the site.
    pub(super) fn includes(&self, path: &Path) -> bool {
        if is_scratch(path) || self.ignored.iter().any(|folder| path.starts_with(folder)) {
            return false;
        }
        if self.excluded.iter().any(|excluded| excluded == path) && path.is_dir() {
            return false;
        }
        let is_below = |folder: &PathBuf| path.starts_with(folder);
        // Without such files, all that is watched belongs to the site.
        self.outside.is_empty()
            || self.outside.contains(path)
            || is_below(&self.source)
            || self.recursive.iter().any(is_below)
    }
}

/// The identity of a folder, which differs from that of another at the same path.
type Identity = Option<(u64, u64)>;

fn identity(folder: &Path) -> Identity {
    let about = folder.metadata().ok()?;
    #[cfg(unix)]
    return {
        use std::os::unix::fs::MetadataExt;
        Some((about.dev(), about.ino()))
    };
    #[cfg(not(unix))]
    {
        let created = about.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some((created.as_secs(), u64::from(created.subsec_nanos())))
    }
}

/// Either way to watch; dropping it ends the watch.
#[expect(dead_code, reason = "held for what dropping them does")]
enum Backend {
    Native(RecommendedWatcher),
    Polling(Poller),
}

/// The folders being watched.
struct Running {
    folders: Folders,
    identities: Vec<Identity>,
    _backend: Option<Backend>,
}

impl Running {
    fn is_stale(&self) -> bool {
        let now = self.folders.all().map(|folder| identity(folder));
        !now.eq(self.identities.iter().copied())
    }
}

/// Where changed paths are sent.
#[derive(Clone)]
pub(super) struct Changes {
    paths: Sender<PathBuf>,
    pending: Arc<AtomicBool>,
}

impl Changes {
    /// Reports that `path` has changed.
    pub(super) fn report(&self, path: PathBuf) {
        // In this order: a flag set after the batch that received the path would supersede a build for nothing, and
        // no further batch would come.
        self.pending.store(true, Ordering::Release);
        let _ = self.paths.send(path);
    }
}

/// Watches the sources of a site, and replaces the watch when the site or its folders are replaced.
pub(super) struct SourceWatcher {
    mode: WatchMode,
    changes: Changes,
    received: Receiver<PathBuf>,
    running: Option<Running>,
    aliases: Aliases,
}

impl SourceWatcher {
    /// Watches nothing until [`follow`](Self::follow) is called.
    pub(super) fn new(mode: WatchMode) -> Self {
        let (paths, received) = std::sync::mpsc::channel();
        let pending = Arc::default();
        Self {
            mode,
            changes: Changes { paths, pending },
            received,
            running: None,
            aliases: Aliases::default(),
        }
    }

    /// Watches `folders` and returns whether the watch is a new one: then anything may have changed before it started.
    ///
    /// # Errors
    ///
    /// A folder cannot be watched. It is not tried again until a folder changes.
    pub(super) fn follow(&mut self, folders: Folders) -> notify::Result<bool> {
        let same = |running: &Running| running.folders == folders && !running.is_stale();
        if self.running.as_ref().is_some_and(same) {
            return Ok(false);
        }
        let identities = folders.all().map(|folder| identity(folder)).collect();
        self.aliases.forget();
        self.running = None;
        let backend = self.start(&folders);
        let (backend, result) = match backend {
            Ok(backend) => (Some(backend), Ok(true)),
            Err(error) => (None, Err(error)),
        };
        self.running = Some(Running {
            folders,
            identities,
            _backend: backend,
        });
        result
    }

    fn start(&self, folders: &Folders) -> notify::Result<Backend> {
        if self.mode == WatchMode::Polling {
            return Ok(Backend::Polling(Poller::start(
                folders.clone(),
                self.changes.clone(),
            )));
        }
        let (of, changes) = (folders.clone(), self.changes.clone());
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<Event>| receive(event, &of, &changes))?;
        for folder in folders.recursive.iter().filter(|folder| folder.exists()) {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        for folder in folders.shallow.iter().filter(|folder| folder.is_dir()) {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        Ok(Backend::Native(watcher))
    }

    /// Whether nothing has been watched yet.
    pub(super) fn is_idle(&self) -> bool {
        self.running.is_none()
    }

    /// A function that returns whether changes have arrived that no batch has returned yet.
    pub(super) fn pending(&self) -> impl Fn() -> bool + Sync + use<> {
        let pending = Arc::clone(&self.changes.pending);
        move || pending.load(Ordering::Acquire)
    }

    /// Waits for changes and returns their paths, sorted, with the paths of symbolic links that lead to them.
    pub(super) fn batch(&mut self) -> Vec<PathBuf> {
        let first = loop {
            match self.received.recv_timeout(HEARTBEAT) {
                Ok(path) => break path,
                Err(_) => {
                    if let Some(running) = self.running.as_ref().filter(|running| running.is_stale()) {
                        break running.folders.source.clone();
                    }
                }
            }
        };
        let mut paths = vec![first];
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            match self.received.recv_timeout(QUIET) {
                Ok(path) => paths.push(path),
                // Some programs empty a file first and write it a little later.
                Err(RecvTimeoutError::Timeout) if paths.iter().any(|path| is_empty_file(path)) => {}
                Err(_) => break,
            }
        }
        // A change that arrives after this line belongs to the next batch.
        self.changes.pending.store(false, Ordering::Release);
        paths.extend(self.received.try_iter());
        if let Some(running) = &self.running {
            self.aliases.extend(&mut paths, &running.folders);
        }
        paths.sort();
        paths.dedup();
        paths
    }
}

fn receive(event: notify::Result<Event>, folders: &Folders, changes: &Changes) {
    let Ok(event) = event else { return };
    if event.need_rescan() {
        // The system lost some events: everything may have changed.
        folders.all().for_each(|folder| changes.report(folder.clone()));
    }
    if is_change(event.kind) {
        let paths = event.paths.into_iter();
        paths
            .filter(|path| folders.includes(path))
            .for_each(|path| changes.report(path));
    }
}

/// Whether an event changes a file: reading it does not.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(kind)) => {
            matches!(kind, MetadataKind::WriteTime | MetadataKind::Any)
        }
        _ => true,
    }
}

fn is_empty_file(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|about| about.is_file() && about.len() == 0)
}

/// Whether `path` is a file that an editor leaves next to another while it saves it, or one that a build prepares for
/// its destination.
fn is_scratch(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    let editor = name.is_some_and(|name| {
        name.ends_with('~')
            || name.ends_with(".swp")
            || name.ends_with(".swx")
            || name.starts_with(".#")
            || name == "4913"
    });
    let is_staged = |part: &std::ffi::OsStr| part.to_string_lossy().ends_with(".recto-part");
    editor || path.iter().any(is_staged)
}

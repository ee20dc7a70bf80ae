//! Removes the staging directories of this process when the user interrupts it.

use super::remove_path;
use parking_lot::{Mutex, MutexGuard};
use std::path::{Path, PathBuf};

/// The staging directories that are open. A signal can arrive at any place in the program, so the list is global.
static OPEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Held while files are put into a destination.
static PUBLISHING: Mutex<()> = Mutex::new(());

/// Removes what unfinished builds of this process have written so far. The caller ends the process afterwards.
///
/// A build that is putting its files into the destination finishes that first, which takes a moment, so that the
/// destination does not hold files of two builds.
pub fn abandon() {
    // The guard is kept for the rest of the process, so that no other build begins to publish.
    std::mem::forget(publishing());
    // Kept as well: no other build opens a staging directory, and a build that fails because its files vanish waits
    // when it closes its own, so that it does not end the process before they are removed.
    let mut open = OPEN.lock();
    for folder in open.drain(..) {
        // Other threads may still write; they fail once the directory has another name.
        let gone = folder.with_extension(format!("recto-gone-{}", std::process::id()));
        if super::file::rename(&folder, &gone).is_ok() {
            remove(&gone);
        }
        // A thread that was creating a folder may have created it again.
        remove(&folder);
    }
    std::mem::forget(open);
}

fn remove(folder: &Path) {
    for _ in 0..3 {
        if !folder.exists() || remove_path(folder).is_ok() {
            break;
        }
    }
}

/// Marks the time in which a destination changes.
pub(super) fn publishing() -> MutexGuard<'static, ()> {
    PUBLISHING.lock()
}

/// Runs `create`, which creates the staging directory `folder` and returns whether it belongs to this process. No
/// interruption comes between its creation and its registration.
pub(super) fn register<T>(
    folder: &Path,
    create: impl FnOnce() -> std::io::Result<(bool, T)>,
) -> std::io::Result<T> {
    let mut open = OPEN.lock();
    let (is_owned, created) = create()?;
    if is_owned {
        open.push(folder.to_owned());
    }
    Ok(created)
}

pub(super) fn unregister(folder: &Path) {
    OPEN.lock().retain(|open| open != folder);
}

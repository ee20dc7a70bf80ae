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
    for folder in OPEN.lock().drain(..) {
        // Other threads may still write; they fail once the directory has another name.
        let gone = folder.with_extension(format!("recto-gone-{}", std::process::id()));
        let gone = match super::file::rename(&folder, &gone) {
            Ok(()) => gone,
            Err(_) => folder,
        };
        for _ in 0..3 {
            if remove_path(&gone).is_ok() {
                break;
            }
        }
    }
}

/// Marks the time in which a destination changes.
pub(super) fn publishing() -> MutexGuard<'static, ()> {
    PUBLISHING.lock()
}

pub(super) fn register(folder: &Path) {
    OPEN.lock().push(folder.to_owned());
}

pub(super) fn unregister(folder: &Path) {
    OPEN.lock().retain(|open| open != folder);
}

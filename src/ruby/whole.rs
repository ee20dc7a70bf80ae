//! Takes over a site that Jekyll itself has built: every file of its destination is copied.

use super::{Build, Mode};
use crate::diag::{Code, Diagnostic};
use crate::discover::Modified;
use crate::site::{Adjust, Draft, Page, Site, StaticFile};
use std::path::Path;
use std::time::UNIX_EPOCH;

impl Adjust for Build {
    fn adjust(&self, draft: &mut Draft) {
        match (self.mode, &self.scratch) {
            (Mode::Whole, Some(folder)) => replace(draft, folder.path()),
            (Mode::Read, _) => self.take_over(draft, &std::mem::take(&mut *self.model.lock())),
            _ => {}
        }
    }

    fn amend(&self, _: &Site, _: &str, _: &mut Page) -> bool {
        self.mode == Mode::Calls
    }
}

/// Replaces everything that is written by the files below `folder`.
fn replace(draft: &mut Draft, folder: &Path) {
    draft.documents.iter_mut().for_each(Vec::clear);
    draft.pages.clear();
    draft.static_files.clear();
    // Jekyll has reported what it found wrong with them.
    draft.diagnostics.clear();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => draft.static_files.extend(file(&entry, folder)),
            Err(error) => {
                let message = format!("a file that Jekyll has written cannot be read: {error}");
                draft
                    .diagnostics
                    .push(Diagnostic::error(Code::UnreadableFile, message));
            }
        }
    }
}

fn file(entry: &walkdir::DirEntry, folder: &Path) -> Option<StaticFile> {
    let path = entry
        .path()
        .strip_prefix(folder)
        .ok()?
        .to_string_lossy()
        .replace('\\', "/");
    let metadata = entry.metadata().ok()?;
    let modified = metadata
        .modified()
        .ok()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or(&path);
    let ext = crate::text::path::extension(name);
    Some(StaticFile {
        name: name.into(),
        basename: name.strip_suffix(ext).unwrap_or(name).into(),
        ext: ext.into(),
        path: format!("/{path}").into(),
        collection: None,
        data: std::sync::Arc::default(),
        url: format!("/{path}").into(),
        output: path.as_str().into(),
        written: true,
        location: entry.path().to_path_buf(),
        shown: path.as_str().into(),
        modified: Modified {
            seconds: i64::try_from(modified.as_secs()).unwrap_or_default(),
            nanos: modified.subsec_nanos(),
        },
        length: metadata.len(),
        from_theme: false,
    })
}

//! Remembers which destinations builds have filled.
//!
//! The record is a text file, `recto/destinations` in the user's folder for state, with one absolute path a line. It
//! cannot be in the destination itself, whose files must be exactly those of the site. Where it cannot be written,
//! every destination counts as unknown.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The file with the destinations, if there is a place for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Record(Option<PathBuf>);

impl Record {
    /// The record in the folder for state.
    pub(super) fn in_folder(state: &Path) -> Self {
        Self(Some(state.join("recto").join("destinations")))
    }

    /// Whether a build filled `destination`.
    pub(super) fn has(&self, destination: &Path) -> bool {
        let line = destination.to_str();
        line.is_some_and(|line| self.text().lines().any(|known| known == line))
    }

    /// Adds `destination`.
    #[expect(clippy::disallowed_methods, reason = "this module writes")]
    pub(super) fn add(&self, destination: &Path) {
        let (Some(file), Some(line)) = (&self.0, destination.to_str()) else {
            return;
        };
        if self.has(destination) || line.contains('\n') {
            return;
        }
        let folder = file.parent().unwrap_or(file);
        let open = std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::File::options().append(true).create(true).open(file));
        // Without the record the next build asks for `--force`; that does no harm.
        let _ = open.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
    }

    /// Removes the folders that do not exist any more.
    #[expect(clippy::disallowed_methods, reason = "this module writes")]
    pub(super) fn prune(&self) {
        let Some(file) = &self.0 else { return };
        let text = self.text();
        let existing = text.lines().filter(|line| Path::new(line).is_dir());
        let existing: String = existing.flat_map(|line| [line, "\n"]).collect();
        if existing != text {
            let new = file.with_extension(std::process::id().to_string());
            let _ = std::fs::write(&new, existing).and_then(|()| std::fs::rename(&new, file));
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this module reads what it wrote")]
    fn text(&self) -> String {
        let text = self
            .0
            .as_ref()
            .and_then(|file| std::fs::read_to_string(file).ok());
        text.unwrap_or_default()
    }
}

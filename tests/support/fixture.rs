//! Temporary folders with a site in them, and the program run there.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

/// A temporary folder for a site, and one for the state of programs. Both are removed when the test ends.
pub(crate) struct SiteFolder(tempfile::TempDir, tempfile::TempDir);

/// Creates an empty folder.
pub(crate) fn new() -> SiteFolder {
    SiteFolder(tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap())
}

/// Creates a folder whose `src` holds these files, each a path and a text.
pub(crate) fn with(files: &[(&str, &str)]) -> SiteFolder {
    let folder = new();
    for (path, text) in files {
        folder.write(&format!("src/{path}"), text.as_bytes());
    }
    folder
}

impl SiteFolder {
    /// The folder's path.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and creates the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// `recto ARGUMENTS` in the folder, not started yet.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        command.current_dir(self.path()).args(arguments).env("TZ", "UTC");
        command.env("XDG_STATE_HOME", self.1.path());
        command.env("XDG_CACHE_HOME", self.1.path().join("cache"));
        // Nothing answers there: a test that needs a server starts its own.
        command.env("RECTO_GEM_SERVER", "http://127.0.0.1:1");
        command.env("RECTO_GITHUB_SERVER", "http://127.0.0.1:1");
        for name in [
            "JEKYLL_ENV",
            "JEKYLL_LOG_LEVEL",
            "SOURCE_DATE_EPOCH",
            "GEM_HOME",
            "GEM_PATH",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs `recto ARGUMENTS` in the folder.
    pub(crate) fn recto(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

/// Whether Ruby can load Jekyll here. Tests that need it say that they are skipped where it cannot.
pub(crate) fn has_ruby() -> bool {
    let output = Command::new("ruby").args(["-e", "require 'jekyll'"]).output();
    output.is_ok_and(|output| output.status.success())
}

/// Reads all files below a folder, by their paths.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap();
            let path = path.to_str().unwrap().to_owned();
            files.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
    files
}

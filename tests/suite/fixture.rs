//! A temporary folder with a site in it, and the program run there: what tests of the whole program share.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

/// A folder that lives as long as the test.
pub(crate) struct SiteFolder(tempfile::TempDir);

/// An empty folder.
pub(crate) fn new() -> SiteFolder {
    SiteFolder(tempfile::tempdir().unwrap())
}

/// A folder whose `src` holds these files, each a path and a text.
pub(crate) fn with(files: &[(&str, &str)]) -> SiteFolder {
    let folder = new();
    for (path, text) in files {
        folder.write(&format!("src/{path}"), text.as_bytes());
    }
    folder
}

impl SiteFolder {
    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// `recto ARGUMENTS` in the folder, not started yet.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        command.current_dir(self.path()).args(arguments).env("TZ", "UTC");
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

    /// What `recto ARGUMENTS` says and how it ends.
    pub(crate) fn recto(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

/// All files below a folder by their paths.
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

/// The sections of a case, each a kind, a name and a text: they begin with a line such as `==== source index.md`.
pub(crate) fn sections(text: &str) -> Vec<(&str, &str, String)> {
    let mut sections: Vec<(&str, &str, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("==== ") {
            if let Some((_, path, text)) = sections.last_mut() {
                close(path, text);
            }
            let (kind, path) = head.trim_end().split_once(' ').unwrap();
            sections.push((kind, path, String::new()));
        } else if let Some((_, _, text)) = sections.last_mut() {
            text.push_str(line);
        }
    }
    if let Some((_, path, text)) = sections.last_mut() {
        close(path, text);
    }
    sections
}

/// Takes the note of a file without a last line end off its name, and that line end off its text.
fn close(path: &mut &str, text: &mut String) {
    if let Some(bare) = path.strip_suffix(" (no end of line)") {
        *path = bare;
        text.pop();
    }
}

/// `\r`, `\n`, `\\` and `\xff` as the bytes they mean; line ends of the text itself do not count.
pub(crate) fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut chars = text.chars().filter(|c| *c != '\n');
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => bytes.push(b'\n'),
                Some('r') => bytes.push(b'\r'),
                Some('x') => {
                    let digits: String = chars.by_ref().take(2).collect();
                    bytes.push(u8::from_str_radix(&digits, 16).unwrap());
                }
                other => bytes.extend(other.map(|c| c as u8)),
            },
            (c, false) => bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

//! Opens single files of the source by path when a template includes them (`include_relative`).

use super::{Content, Reader};
use crate::value::{Include, Str};
use parking_lot::Mutex;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

/// Reads files of the source folder, each once.
#[derive(Debug)]
pub struct SourceReader {
    source: PathBuf,
    follow_symlinks: bool,
    /// The folder, possibly above the source, whose files `code` may show.
    code_dir: Option<String>,
    reader: Reader,
    opened: Mutex<HashMap<Str, Option<Include>>>,
    /// The real paths of the files outside the source that were opened.
    outside: Mutex<BTreeSet<PathBuf>>,
}

impl SourceReader {
    /// A reader of the folder `source`, which must be a real path; `reader` reads the texts.
    pub fn new(source: PathBuf, follow_symlinks: bool, reader: Reader) -> Self {
        Self {
            source,
            follow_symlinks,
            code_dir: None,
            reader,
            opened: Mutex::default(),
            outside: Mutex::default(),
        }
    }

    /// The same, which may also open files below `code_dir`, a path from the source folder.
    #[must_use]
    pub fn with_code_dir(mut self, code_dir: Option<&str>) -> Self {
        self.code_dir = code_dir.map(str::to_owned);
        self
    }

    /// The files outside the source folder that were opened so far.
    pub fn outside(&self) -> BTreeSet<PathBuf> {
        self.outside.lock().clone()
    }

    /// The text of the file at `path` below the source; `None` where there is none, where the path leads out of
    /// the source, or where it is not text.
    pub fn open(&self, path: &str) -> Option<Include> {
        let Some(path) = crate::text::path::normalize(path) else {
            return self.open_code(path);
        };
        let mut opened = self.opened.lock();
        if let Some(known) = opened.get(path.as_str()) {
            return known.clone();
        }
        let include = self.read(&path);
        opened.insert(path.into(), include.clone());
        include
    }

    /// A file above the source folder: only where `code_dir` allows it.
    fn open_code(&self, path: &str) -> Option<Include> {
        let folder = self.source.join(self.code_dir.as_deref()?).canonicalize().ok()?;
        let location = self.source.join(path).canonicalize().ok()?;
        if !location.starts_with(folder) {
            return None;
        }
        self.outside.lock().insert(location.clone());
        let mut opened = self.opened.lock();
        if let Some(known) = opened.get(path) {
            return known.clone();
        }
        let include = match self.reader.text(&location, path) {
            Ok(Content::Text { source, text }) => Some(Include { source, text }),
            _ => None,
        };
        opened.insert(path.into(), include.clone());
        include
    }

    fn read(&self, path: &str) -> Option<Include> {
        let location = self.source.join(path);
        if !self.follow_symlinks && !location.canonicalize().ok()?.starts_with(&self.source) {
            return None;
        }
        match self.reader.text(&location, path).ok()? {
            Content::Text { source, text } => Some(Include { source, text }),
            _ => None,
        }
    }
}

//! Opens single files of the source by path when a template asks for them (`include_relative`).

use super::{Content, Reader};
use crate::value::{Include, Str};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The source folder as a shelf of files, each read once.
#[derive(Debug)]
pub struct SourceReader {
    source: PathBuf,
    follow_symlinks: bool,
    reader: Reader,
    opened: Mutex<HashMap<Str, Option<Include>>>,
}

impl SourceReader {
    /// The shelf of the folder `source`, which must be a real path; `reader` reads the texts.
    pub fn new(source: PathBuf, follow_symlinks: bool, reader: Reader) -> Self {
        Self {
            source,
            follow_symlinks,
            reader,
            opened: Mutex::default(),
        }
    }

    /// The text of the file at `path` below the source; `None` where there is none, where the path leads out of
    /// the source, or where it is not text.
    pub fn open(&self, path: &str) -> Option<Include> {
        let path = crate::text::path::normalize(path)?;
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = opened.get(path.as_str()) {
            return known.clone();
        }
        let include = self.read(&path);
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

//! Writes one file, and checks whether a file already has its content.

use super::fault;
use super::listing::Entry;
use crate::diag::Result;
use crate::site::FileContent;
use std::fs::{File, FileTimes};
use std::io::{Read, Write};
use std::path::Path;

/// Whether `path`, where the destination has `entry`, already has `content`. A copied file is recognised by its
/// length and modification time.
pub(super) fn has_content(path: &Path, entry: Option<&Entry>, content: &FileContent) -> Result<bool> {
    let Some(Entry::File { length, modified }) = entry else {
        return Ok(false);
    };
    match content {
        FileContent::Bytes(bytes) => {
            Ok(*length == bytes.len() as u64 && read(path).is_ok_and(|old| *old == **bytes))
        }
        FileContent::Copy(from) => {
            let source = from
                .metadata()
                .map_err(|error| fault("cannot read", from, &error))?;
            Ok(*length == source.len() && modified.is_some() && *modified == source.modified().ok())
        }
        FileContent::Staged(part) => Ok(part.is_none()),
    }
}

/// Makes a file with `content` at `path`.
pub(super) fn fill(path: &Path, content: &FileContent) -> Result<()> {
    match content {
        FileContent::Bytes(bytes) => File::create(path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|error| fault("cannot write", path, &error)),
        FileContent::Copy(from) => copy(from, path),
        // The file is in place already.
        FileContent::Staged(_) => Ok(()),
    }
}

/// Copies a file with its time and permissions, by the cheapest means of the file system (`copy_file_range` or a
/// shared extent, through [`std::fs::copy`]).
#[expect(clippy::disallowed_methods, reason = "this module writes")]
fn copy(from: &Path, to: &Path) -> Result<()> {
    let refused = |error: std::io::Error| fault("cannot copy", from, &error);
    std::fs::copy(from, to).map_err(refused)?;
    let metadata = from.metadata().map_err(refused)?;
    if let Ok(modified) = metadata.modified() {
        let file = File::options().write(true).open(to);
        // The copy of a read-only file is read-only, so its time cannot be set.
        let _ = file.and_then(|file| file.set_times(FileTimes::new().set_modified(modified)));
    }
    Ok(())
}

/// Whether a file begins with front matter, as source files do and built files do not.
pub(super) fn has_front_matter(path: &Path) -> bool {
    let mut head = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && matches!(&head, b"---\n" | b"---\r" | b"--- ")
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[expect(clippy::disallowed_methods, reason = "this module writes")]
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(|error| fault("cannot write", to, &error))
}

//! What a build comes to before anything is on the disk: rendered bodies and the files to write.

use super::PageId;
use crate::value::Str;
use std::path::PathBuf;
use std::sync::Arc;

/// What a written file holds.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A copy of the file there.
    Copy(PathBuf),
}

/// A file of the finished site.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Its URL, without `baseurl`.
    pub url: Str,
    /// Its path relative to the destination, `/` between its parts.
    pub path: Str,
    /// What it holds.
    pub content: FileContent,
    /// The page it was made from, if it was.
    pub page: Option<PageId>,
}

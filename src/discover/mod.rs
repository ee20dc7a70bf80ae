//! Stage 1: the source folder in, its files out, each with its kind; the one place that reads the source.

mod read;
mod shelf;

pub use shelf::Shelf;

use crate::diag::SourceId;
use crate::value::Str;
use std::path::PathBuf;
use std::sync::Arc;

/// What a file is for. A file is of one kind only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A layout.
    Layout,
    /// A file that templates include.
    Include,
    /// A data file.
    Data,
    /// A post: in a `_posts` folder, with a date in its name.
    Post,
    /// A draft: in a `_drafts` folder.
    Draft,
    /// A file in the folder of the collection with this number in the configuration.
    Collection(usize),
    /// Anything else that is not left out: a page when it begins with front matter, else a static file.
    File,
}

/// What a file holds, as far as it was read.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text, read whole.
    Text {
        /// Its number among the sources.
        source: SourceId,
        /// The text, without a byte order mark.
        text: Arc<str>,
    },
    /// Not read: to be copied as it is.
    Unread,
}

/// When a file was last changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modified {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds of the second.
    pub nanos: u32,
}

/// A file of the source folder or of the theme's.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// What it is for.
    pub kind: Kind,
    /// The path relative to the source (or the theme), `/` between its parts.
    pub path: Str,
    /// Where it lies on the disk.
    pub location: PathBuf,
    /// Whether it begins with front matter, as Jekyll probes it: the first line is `---` and white space.
    pub headed: bool,
    /// Whether it comes from the theme's folder.
    pub themed: bool,
    /// Its length in bytes.
    pub length: u64,
    /// When it was last changed.
    pub modified: Modified,
    /// What it holds.
    pub content: Content,
}

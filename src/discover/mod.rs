//! Stage 1: finds and classifies the files of the source folder. No other module reads the source.
//!
//! # Steps
//!
//! 1. [`configuration()`] finds and reads the configuration files;
//! 2. [`walk()`] lists the source folder (and the theme's), each folder in the order of its names, leaves out what
//!    Jekyll leaves out, classifies each file, and reads in parallel those that are text: layouts, includes,
//!    data, posts, and whatever begins with front matter. All other files are copied later and never read here.

mod bundle;
mod cache;
mod configuration;
mod confine;
mod filter;
mod fnmatch;
mod gemspec;
mod marked;
mod misnamed;
mod read;
mod ruby;
mod source_reader;
mod theme;
mod tree;
mod walk;

pub use cache::Cache;
pub use configuration::configuration;
pub(crate) use filter::matches_any;
pub(crate) use fnmatch::fnmatch;
pub use marked::marked_files;
pub use misnamed::misnamed_posts;
pub use read::{Reader, is_headed};
pub use ruby::{gemfile, ruby_files};
pub use source_reader::SourceReader;
pub use walk::{SourceTree, walk, walk_again};

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

/// The content of a file, as far as it was read.
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
    /// The path as the site knows it, `/` between its parts: of a layout, include or data file below its folder, of
    /// a file of a collection (posts too) below `collections_dir`, of any other below the folder of pages.
    pub path: Str,
    /// The path below the source folder, or the theme's, as users know it.
    pub shown: Str,
    /// Its absolute path on the disk.
    pub location: PathBuf,
    /// Whether it begins with front matter, as Jekyll probes it: the first line is `---` and white space.
    pub has_front_matter: bool,
    /// Whether it comes from the theme's folder.
    pub from_theme: bool,
    /// Its length in bytes.
    pub length: u64,
    /// When it was last changed.
    pub modified: Modified,
    /// What it holds.
    pub content: Content,
    /// Where in the text the first byte stood that was no UTF-8; such bytes became `U+FFFD`.
    pub fault: Option<usize>,
}

/// The date, slug and extension (with its dot) in the name of a post: `2020-1-31-slug.md`. `path` may have folders
/// before the name.
pub fn post_name(path: &str) -> Option<(&str, &str, &str)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut at = 0;
    for (place, least, most) in [(0, 2, 4), (1, 1, 2), (2, 1, 2)] {
        let digits = name[at..].bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&digits) {
            return None;
        }
        at += digits;
        if name.as_bytes().get(at) != Some(&b'-') {
            return None;
        }
        at += usize::from(place < 2);
    }
    let (date, rest) = (&name[..at], &name[at + 1..]);
    let dot = rest.rfind('.').filter(|dot| dot + 1 < rest.len())?;
    Some((date, &rest[..dot], &rest[dot..]))
}

//! Notes of what a template has read of the site, so that a rebuild can tell whether it would read the same.

use crate::value::Str;

/// One thing read outside a page. Together with [`Site::fingerprint`](crate::site::Site) it tells whether the
/// page would render the same again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// An include by its path below the includes folder, also one looked for in vain.
    Include(Str),
    /// A file by its path below the source (`include_relative`), also one looked for in vain.
    File(Str),
    /// A layout by name, also one looked for in vain.
    Layout(Str),
    /// Data by its path: one key, or two with `/` between them.
    Data(Str),
    /// `site.<key>`.
    SiteKey(Str),
    /// The heads and URLs of a collection's documents.
    Collection(Str),
    /// The heads and URLs of all pages.
    Pages,
    /// The static files.
    StaticFiles,
    /// The content of a page, by its path.
    Content(Str),
}

/// What one page has read, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(pub Vec<Read>);

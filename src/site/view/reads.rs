//! Notes of what a template has read of the site, so that a rebuild can tell whether it would read the same.

use crate::value::Str;

/// One thing read outside a page. [`Site::fingerprint`](crate::site::Site::fingerprint) tells whether it is
/// still the same; what is rendered (`Content`, `Output`, `Excerpt`) is compared by who renders it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// An include by its path below the includes folder, also one looked for in vain.
    Include(Str),
    /// A file by its path below the source (`include_relative`), also one looked for in vain.
    File(Str),
    /// A layout by name, also one looked for in vain.
    Layout(Str),
    /// Data by its first key; the empty key stands for all data.
    Data(Str),
    /// `site.<key>`.
    SiteKey(Str),
    /// The heads and URLs of a collection's documents.
    Collection(Str),
    /// The heads and URLs of all pages that are no documents.
    Pages,
    /// The static files.
    StaticFiles,
    /// The source text of a page that renders later, by its path.
    Source(Str),
    /// The converted content of a page, by its path.
    Content(Str),
    /// The laid-out text of a page, by its path.
    Output(Str),
    /// The rendered excerpt of a page, by its path.
    Excerpt(Str),
}

/// What one template has read, sorted, each thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(pub Vec<Read>);

impl Reads {
    /// The notes of two templates together.
    #[must_use]
    pub fn and(mut self, other: Reads) -> Reads {
        self.0.extend(other.0);
        self.0.sort_unstable();
        self.0.dedup();
        self
    }
}

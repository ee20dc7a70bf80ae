//! What a rendering can depend on.

use crate::value::Str;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// One thing that a rendering has read. Pages are named by their paths, since their numbers change between builds.
///
/// The order is that in which dependencies are compared: the most telling reason for a rendering comes first, and the
/// counters last, since they change while other pages are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dependency {
    /// The page that is being rendered: its text, front matter and place.
    CurrentPage,
    /// The converted body of the page that is being rendered.
    Body,
    /// An include by its path below the includes folder, existing or not.
    Include(Str),
    /// A file by its path below the source (`include_relative`), existing or not.
    File(Str),
    /// A file of the disk that is not part of the site (a Sass partial), existing or not.
    DiskFile(PathBuf),
    /// A layout by name, existing or not.
    Layout(Str),
    /// The theme of recto's own sites: templates, navigation and data.
    Theme,
    /// Data by its first key; the empty key stands for all data.
    Data(Str),
    /// `site.<key>`.
    SiteKey(Str),
    /// The front matter and URLs of a collection's documents, by label.
    Collection(Str),
    /// The front matter and URLs of all pages that are not documents.
    Pages,
    /// The static files.
    StaticFiles,
    /// The source text of a page that renders later.
    Source(Str),
    /// The source text of a later page's excerpt, read by an excerpt.
    ExcerptSource(Str),
    /// The converted content of a page.
    Content(Str),
    /// A page in its layouts.
    Output(Str),
    /// The converted excerpt of a page.
    Excerpt(Str),
    /// Everything that the site was assembled from: a plugin outside of recto has looked at the site.
    WholeSite,
    /// What another program or the network has answered, which nobody can verify.
    OtherProgram,
    /// The number of source maps that `site.pages` lists, which grows with each style sheet before the current page.
    SourceMaps,
    /// The counters of `increment` and `decrement` with this fingerprint, which all pages share.
    SharedCounters(u64),
}

impl Dependency {
    /// What pages of one build that read this have in common.
    fn sharing(&self) -> Sharing {
        match self {
            Self::Source(_)
            | Self::ExcerptSource(_)
            | Self::Content(_)
            | Self::Output(_)
            | Self::Excerpt(_)
            | Self::CurrentPage
            | Self::Body
            | Self::OtherProgram
            | Self::SharedCounters(_) => Sharing::None,
            Self::SourceMaps => Sharing::Variants,
            _ => Sharing::All,
        }
    }
}

/// Which pages of one build read the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sharing {
    /// All of them.
    All,
    /// Those for which the fingerprint is the same; there are few different ones.
    Variants,
    /// Hardly two of them.
    None,
}

impl fmt::Display for Dependency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Include(name) => write!(f, "the include `{name}`"),
            Self::File(path) => write!(f, "the file `{path}`"),
            Self::DiskFile(path) => write!(f, "the file `{}`", path.display()),
            Self::Layout(name) => write!(f, "the layout `{name}`"),
            Self::Theme => f.write_str("the theme or its navigation"),
            Self::Data(key) if key.is_empty() => f.write_str("`site.data`"),
            Self::Data(key) => write!(f, "`site.data.{key}`"),
            Self::SiteKey(key) => write!(f, "`site.{key}`"),
            Self::Collection(label) => write!(f, "the list of the collection `{label}`"),
            Self::Pages => f.write_str("the list of pages"),
            Self::StaticFiles => f.write_str("the list of static files"),
            Self::Source(path) => write!(f, "the source of `{path}`"),
            Self::ExcerptSource(path) => write!(f, "the source of the excerpt of `{path}`"),
            Self::Content(path) => write!(f, "the content of `{path}`"),
            Self::Output(path) => write!(f, "the output of `{path}`"),
            Self::Excerpt(path) => write!(f, "the excerpt of `{path}`"),
            Self::CurrentPage => f.write_str("its file"),
            Self::Body => f.write_str("its body"),
            Self::WholeSite => f.write_str("the site that a plugin looks at"),
            Self::OtherProgram => f.write_str("the answer of another program or of the network"),
            Self::SourceMaps => f.write_str("the list of source maps"),
            Self::SharedCounters(_) => f.write_str("a counter of an earlier page"),
        }
    }
}

/// All dependencies of one rendering, sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependencies(Arc<[Dependency]>);

impl Dependencies {
    pub(super) fn new(dependencies: impl IntoIterator<Item = Dependency>) -> Self {
        let mut all = dependencies.into_iter().collect::<Vec<_>>();
        all.sort_unstable();
        all.dedup();
        Self(all.into())
    }

    /// The dependencies in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Dependency> {
        self.0.iter()
    }

    /// The dependencies in which pages of one build may differ if they share a result: it is right on every page
    /// for which these have the same fingerprints. `None` if it is not worth sharing, since it depends on the current
    /// page.
    pub fn variants(&self) -> Option<Dependencies> {
        if self
            .iter()
            .any(|dependency| dependency.sharing() == Sharing::None)
        {
            return None;
        }
        let differ = |dependency: &&Dependency| dependency.sharing() == Sharing::Variants;
        Some(Self(self.iter().filter(differ).cloned().collect()))
    }
}

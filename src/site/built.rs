//! A built site in memory: rendered bodies and the files to write.

use super::{PageId, Site};
use crate::diag::Span;
use crate::value::Str;
use std::path::PathBuf;
use std::sync::Arc;

/// The content of an output file.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A copy of the file there.
    Copy(PathBuf),
    /// Submitted to the writer as soon as it was rendered. The number is the writer's own: the staged file that must
    /// be moved to its place; `None` if nothing is left to do.
    Staged(Option<usize>),
}

/// A file of the finished site.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Its URL, without `baseurl`.
    #[allow(dead_code, reason = "part of the model; paths identify files")]
    pub url: Str,
    /// Its path relative to the destination, `/` between its parts.
    pub path: Str,
    /// Its content.
    pub content: FileContent,
    /// The page it was rendered from; `None` for a file that is copied or generated.
    pub page: Option<PageId>,
}

/// A link or an image of a page's body, as the source has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it points, as written.
    pub target: Str,
    /// Its place in the source: the page's own file or an include.
    pub span: Option<Span>,
}

/// A heading of a page's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its `id`.
    pub id: Str,
    /// Its content, as HTML.
    pub html: Str,
}

/// A page's body: through Liquid and its converter, without a layout.
#[derive(Clone, Debug)]
pub struct Body {
    /// The converted text.
    pub html: Str,
    /// Its links, where it was Markdown.
    pub links: Vec<Link>,
    /// Its headings, where it was Markdown.
    pub headings: Vec<Heading>,
    /// The source map of a style sheet, if it has one.
    pub source_map: Option<Str>,
}

/// A built site; nothing of it is on the disk yet.
#[derive(Clone, Debug)]
pub struct Built {
    /// The site it was built from.
    pub site: Arc<Site>,
    /// The files to write. Where two share a path the last one wins.
    pub outputs: Vec<OutputFile>,
}

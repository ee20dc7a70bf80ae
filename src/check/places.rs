//! The place in the sources at which a reference of a built page is written.

use super::inspect::{Content, Document, Hit, ReadFile};
use crate::diag::{SourceId, Sources, Span};
use std::collections::HashMap;
use std::path::Path;

/// Where a reference is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// The place; `None` where it is not known.
    pub span: Option<Span>,
    /// Whether the span is the address and nothing else.
    pub exact: bool,
    /// Whether the source has another address there, which a plugin has rewritten.
    pub rewritten: bool,
}

impl Located {
    /// The place `span`, which is the address and nothing else if `exact`.
    pub fn at(span: Span, exact: bool) -> Self {
        Self {
            span: Some(span),
            exact,
            rewritten: false,
        }
    }
}

/// Finds the places of problems.
pub trait Locate {
    /// The place of each of `hits`, in their order.
    fn locate(&mut self, documents: &[Document<'_>], hits: &[Hit]) -> Vec<Located>;
}

/// Places in files that are their own source: copied files of a site, and all files of a foreign folder.
pub struct OwnSource<'a> {
    /// Where the files are added.
    pub sources: &'a Sources,
    /// The name under which people know a file of the disk.
    pub name: &'a dyn Fn(&Path) -> String,
    /// Reads a file.
    pub read: ReadFile<'a>,
}

impl OwnSource<'_> {
    /// The place of `hit` where its document is a copied file. `known` keeps the files that were added.
    pub fn locate_one(
        &self,
        document: &Document<'_>,
        hit: &Hit,
        known: &mut HashMap<u32, Option<SourceId>>,
    ) -> Located {
        let Content::File(path) = &document.content else {
            return Located::default();
        };
        let source = known.entry(hit.document).or_insert_with(|| {
            let text = String::from_utf8((self.read)(path)?).ok()?;
            Some(self.sources.add((self.name)(path), text))
        });
        let range = hit.range.start as usize..hit.range.end as usize;
        match source {
            Some(source) if hit.range.end > 0 => {
                Located::at(Span::new(*source, range.start, range.end), true)
            }
            _ => Located::default(),
        }
    }
}

impl Locate for OwnSource<'_> {
    fn locate(&mut self, documents: &[Document<'_>], hits: &[Hit]) -> Vec<Located> {
        let mut known = HashMap::new();
        let located = hits
            .iter()
            .map(|hit| self.locate_one(&documents[hit.document as usize], hit, &mut known));
        located.collect()
    }
}

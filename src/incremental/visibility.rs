//! The order rule: which form of another page's text a template sees.
//!
//! Jekyll renders pages one after the other, so a template sees the converted content of the pages before its own and
//! the source text of those after it. Its own content is source text in the body and converted in the layouts. An
//! excerpt is rendered when a template first reads it, and sees what that template sees.
//!
//! recto renders pages on several threads in any order, and what a template may see and is not there yet is rendered on
//! demand; so the order rule, not the order of rendering, decides what a template sees. Most excerpts read no other page
//! and are the same for every reader: [`Part::Excerpt`], in which only source texts and the excerpts of earlier pages
//! can be seen. Where such a rendering has read another page, its first reader is searched, and the excerpt is rendered
//! again as that reader sees it: [`Part::ShownExcerpt`]. A part waits only for parts of earlier pages and for excerpts
//! of the first kind, and these only for excerpts of earlier pages, so no parts wait for each other in a circle.

/// The number of a page: its place in the order of rendering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

impl PageId {
    /// The place in the list of all pages.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A part of a page that is rendered by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The page's text through Liquid and its converter.
    Body,
    /// The body in its layouts.
    Layout,
    /// The page's excerpt through Liquid and its converter, as every reader sees it.
    Excerpt,
    /// The excerpt as the first page that reads it sees it.
    ShownExcerpt {
        /// That page.
        by: PageId,
        /// Whether a layout of that page reads it, not the body.
        laid_out: bool,
    },
}

/// Who reads: the part of a page whose templates are running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reader {
    /// The page.
    pub page: PageId,
    /// The part.
    pub part: Part,
}

impl Reader {
    /// Whether this reader sees the converted content of `page`; if not, its source text.
    pub fn sees_content(self, page: PageId) -> bool {
        match self.part {
            Part::Body => page < self.page,
            Part::Layout => page <= self.page,
            Part::Excerpt => false,
            Part::ShownExcerpt { by, laid_out } => page < by || (laid_out && page == by),
        }
    }

    /// Whether this reader sees `page` in its layouts; if not, `nil`.
    pub fn sees_output(self, page: PageId) -> bool {
        match self.part {
            Part::Body | Part::Layout => page < self.page,
            Part::Excerpt => false,
            Part::ShownExcerpt { by, .. } => page < by,
        }
    }

    /// Whether this reader sees the converted excerpt of `page`; if not, its source text.
    pub fn sees_excerpt(self, page: PageId) -> bool {
        match self.part {
            Part::Body | Part::Layout => true,
            Part::Excerpt => page < self.page,
            // In Jekyll an excerpt that reads itself never ends.
            Part::ShownExcerpt { .. } => page != self.page,
        }
    }

    /// Whether an excerpt reads.
    pub fn is_excerpt(self) -> bool {
        matches!(self.part, Part::Excerpt | Part::ShownExcerpt { .. })
    }
}

//! The order rule: which form of another page's text a template sees.
//!
//! Jekyll renders pages one after the other, so a template sees the converted content of the pages before its own and
//! the source text of those after it. Its own content is source text in the body and converted in the layouts. An
//! excerpt sees only source texts, and the excerpts of pages before its own.
//!
//! recto renders pages on several threads in any order, and what a template may see and is not there yet is rendered on
//! demand; so the order rule, not the order of rendering, decides what a template sees. A part waits only for
//! contents and outputs of earlier pages and for excerpts, and an excerpt only for excerpts of earlier pages, so no
//! parts wait for each other in a circle.

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
    /// The page's excerpt through Liquid and its converter.
    Excerpt,
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
        }
    }

    /// Whether this reader sees `page` in its layouts; if not, `nil`.
    pub fn sees_output(self, page: PageId) -> bool {
        self.part != Part::Excerpt && page < self.page
    }

    /// Whether this reader sees the converted excerpt of `page`; if not, its source text.
    pub fn sees_excerpt(self, page: PageId) -> bool {
        self.part != Part::Excerpt || page < self.page
    }
}

//! Everything that renders: pages, posts and the documents of collections.

use super::{CollectionId, Excerpt, PageId, Pager};
use crate::diag::{SourceId, Span};
use crate::discover::Modified;
use crate::front_matter;
use crate::value::print::to_s;
use crate::value::{Hash, Str, Time, Value};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

/// The kinds that Jekyll represents by classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// `Jekyll::Page`.
    Page,
    /// `Jekyll::Document`: a post, draft or document of this collection.
    Document(CollectionId),
}

/// What turns a page's expanded text into its output, chosen by its extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Converter {
    /// Markdown to HTML.
    Markdown,
    /// Sass, the syntax of braces (`.scss`).
    Scss,
    /// Sass, the syntax of indentation (`.sass`).
    Sass,
    /// CoffeeScript.
    Coffee,
    /// A converter of a plugin outside of recto.
    Foreign,
    /// Nothing: the text is the output.
    Identity,
}

/// What plugins outside of recto, in Ruby, add to a page.
#[derive(Clone, Debug, Default)]
pub struct ForeignPage {
    /// The number by which they know the page.
    pub number: u32,
    /// Keys of `page` that are not in its front matter, or replace those that Jekyll adds.
    pub variables: Hash,
    /// Global variables of its templates.
    pub globals: Hash,
}

/// A page, post or document of a collection while the site is assembled: it has its data, but neither URL nor number.
#[derive(Clone, Debug)]
pub struct PageDraft {
    /// Page or document.
    pub kind: PageKind,
    /// The number of its text.
    pub source: SourceId,
    /// Its whole text, front matter included.
    pub text: Arc<str>,
    /// The byte of `text` where its body begins.
    pub body: usize,
    /// The file it was read from; none for a page that a plugin has made.
    pub location: Option<PathBuf>,
    /// When that file was last changed.
    pub modified: Option<Modified>,
    /// Jekyll's `relative_path`: below the source, or below `collections_dir` for a document.
    pub path: Str,
    /// The folder of a page below the source, as `/a/b`, or empty. Not used for documents.
    pub dir: Str,
    /// The file's name with its extension.
    pub name: Str,
    /// The extension with its dot, as written; may be empty.
    pub ext: Str,
    /// Jekyll's `data`: front matter, and for documents the defaults and what Jekyll adds (`date`, `slug`…).
    pub data: Arc<Hash>,
    /// The defaults that the configuration gives this path and type.
    pub defaults: Arc<Hash>,
    /// What turns the expanded text into output.
    pub converter: Converter,
    /// Whether Liquid runs over the body.
    pub liquid: bool,
    /// A document's date.
    pub date: Option<Arc<Time>>,
    /// The extension of the output that a plugin's converter writes.
    pub given_ext: Option<Str>,
    /// The URL that a plugin has given the page.
    pub given_url: Option<Str>,
    /// The file that a plugin has given the page, relative to the destination.
    pub given_output: Option<Str>,
    /// Whether a plugin keeps the page from being written.
    pub unwritten: bool,
    /// The text of the excerpt, where it is taken from the body.
    pub excerpt: Option<Arc<Excerpt>>,
    /// The page of a paginated list that this page shows.
    pub pager: Option<Arc<Pager>>,
    /// What plugins outside of recto add to it.
    pub foreign: Option<Arc<ForeignPage>>,
    /// The posts that an archive page lists, as `page.posts`.
    pub listed: Option<Arc<[PageId]>>,
}

/// A page, post or document of a finished site. It has all that its [draft](PageDraft) has.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it was assembled as.
    pub draft: PageDraft,
    /// The URL, beginning with `/`, without `baseurl`.
    pub url: Str,
    /// The extension of the output with its dot.
    pub output_ext: Str,
    /// The file written, relative to the destination, `/` between its parts.
    pub output: Str,
    /// Whether it is written at all.
    pub written: bool,
    /// A document's `id`.
    pub id: Str,
    /// A document's place among the documents of its collection.
    pub place: usize,
}

impl Deref for Page {
    type Target = PageDraft;

    fn deref(&self) -> &PageDraft {
        &self.draft
    }
}

impl Page {
    /// Whether the output is HTML, by its extension (`html?`).
    pub fn is_html(&self) -> bool {
        matches!(&*self.output_ext, ".html" | ".xhtml" | ".htm")
    }
}

impl PageDraft {
    /// The body: the text after the front matter.
    pub fn body(&self) -> &str {
        self.text.get(self.body..).unwrap_or("")
    }

    /// The value under a key as Ruby's `data[key]` finds it: the page's own, even where it is `nil`, else the
    /// default's.
    pub fn get(&self, key: &str) -> Value {
        let own = self.data.get(key).or_else(|| self.defaults.get(key));
        own.cloned().unwrap_or_default()
    }

    /// The place of a key in the page's front matter; the beginning of the file if the page itself does not have it.
    pub fn key_span(&self, key: &str) -> Span {
        front_matter::key_span(self.source, &self.text, key)
            .unwrap_or_else(|| front_matter::beginning(self.source, &self.text))
    }

    /// The collection, for a document.
    pub fn collection(&self) -> Option<CollectionId> {
        match self.kind {
            PageKind::Page => None,
            PageKind::Document(collection) => Some(collection),
        }
    }

    /// The name of the page's layout; `None` if it has no layout or may not have one. Jekyll looks a layout up by the
    /// value's text, so numbers, booleans and dates are names too.
    pub fn layout(&self) -> Option<Str> {
        let asset = matches!(&*self.ext, ".sass" | ".scss" | ".coffee");
        let data = self.collection().is_some() && matches!(&*self.ext, ".yml" | ".yaml");
        match self.get("layout") {
            Value::Nil => None,
            Value::Str(name) if &*name == "none" => None,
            name => Some(to_s(&name)).filter(|_| !asset && !data),
        }
    }

    /// The name of the layout whose data the page's body sees as `layout`. Here Jekyll looks the value itself up, so only
    /// a text is a name.
    pub fn layout_of_body(&self) -> Option<Str> {
        self.layout().filter(|_| self.get("layout").as_str().is_some())
    }
}

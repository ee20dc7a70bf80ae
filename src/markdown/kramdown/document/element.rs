//! The kinds of elements in a document.

use crate::kramdown::document::arena::TextRange;

/// Whether kramdown lays an element out as a block or as a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    Block,
    Span,
}

/// How the content of an HTML element is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentModel {
    Block,
    Span,
    Raw,
}

/// What produced an end-of-block element. Boundaries and attribute lists after it depend on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Eob {
    /// The marker `^`.
    Marker,
    /// An attribute list definition.
    Ald,
    /// A block attribute list.
    Ial,
    /// `{::options}`.
    Extension,
    /// The definition of a link, an abbreviation or a footnote, which owns the attribute lists after it.
    Definition,
}

/// The four smart quotes, in the order of the option `smart_quotes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quote {
    LeftSingle,
    RightSingle,
    LeftDouble,
    RightDouble,
}

/// The typographic symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Hellip,
    Mdash,
    Ndash,
    Laquo,
    Raquo,
    LaquoSpace,
    RaquoSpace,
}

/// The kind of an element. "Text" refers to `Element::text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementKind {
    /// The document, or the content of a footnote; contains blocks.
    Root,
    /// Block: a run of blank lines (text).
    Blank,
    /// Block: a paragraph; contains spans. A transparent one is written without its tag.
    P { transparent: bool },
    /// Block: a header of level 1 to 6; contains spans. The text is the source of its content.
    Header { level: u8 },
    /// Block: a quote; contains blocks.
    Blockquote,
    /// Block: code (text) with the language of its fence.
    Codeblock { lang: TextRange },
    /// Block: a bullet list; contains `Li`.
    Ul,
    /// Block: a numbered list; contains `Li`.
    Ol,
    /// Block: a list item; contains blocks.
    Li,
    /// Block: a definition list; contains `Dt` and `Dd`.
    Dl,
    /// Block: a term; contains spans.
    Dt,
    /// Block: a definition; contains blocks.
    Dd,
    /// Block: a table with the index of its alignments; contains `Thead`, `Tbody`, `Tfoot`.
    Table { alignment: u32 },
    /// Part of a table; contains `Tr`.
    Thead,
    /// Part of a table; contains `Tr`.
    Tbody,
    /// Part of a table; contains `Tr`.
    Tfoot,
    /// A row; contains `Td`.
    Tr,
    /// Block: a cell; contains spans.
    Td,
    /// A header cell while HTML is converted to native elements; becomes `Td`.
    Th,
    /// Block: a horizontal rule.
    Hr,
    /// Block or span: a formula (text).
    Math(Category),
    /// Block or span: the body of `{::comment}` (text).
    Comment(Category),
    /// Block, span or neither: text that is written unchanged (text).
    Raw(Option<Category>),
    /// Block or span: an HTML comment (text, with its delimiters).
    XmlComment(Category),
    /// Block or span: a processing instruction (text, with its delimiters).
    XmlPi(Category),
    /// Block or span: an HTML element. The text is its name; the content follows its model.
    Html {
        category: Category,
        model: ContentModel,
        closed: bool,
    },
    /// Text (text) whose spans are not parsed yet; only between the block phase and the span phase.
    RawText,
    /// Span: text (text).
    Text,
    /// The end of a block; removed in the span phase.
    Eob(Eob),
    /// Span: a link; contains spans.
    A,
    /// Span: an image.
    Img,
    /// Span: emphasis; contains spans.
    Em,
    /// Span: strong emphasis; contains spans.
    Strong,
    /// Span: code (text).
    Codespan,
    /// Span: a line break.
    Br,
    /// Span: an entity by its code point. The text is its source, if it has one.
    Entity { code: u32 },
    /// Span: a smart quote.
    SmartQuote(Quote),
    /// Span: a typographic symbol.
    TypographicSym(Symbol),
    /// Span: the marker of a footnote, with the index of its definition.
    Footnote { definition: u32 },
    /// Span: an abbreviation (text) with the index of its definition.
    Abbreviation { definition: u32 },
}

impl ElementKind {
    /// The category, for the elements that kramdown counts as blocks or spans.
    pub(crate) fn category(self) -> Option<Category> {
        match self {
            Self::Blank
            | Self::P { .. }
            | Self::Header { .. }
            | Self::Blockquote
            | Self::Codeblock { .. }
            | Self::Ul
            | Self::Ol
            | Self::Li
            | Self::Dl
            | Self::Dt
            | Self::Dd
            | Self::Table { .. }
            | Self::Td
            | Self::Hr => Some(Category::Block),
            Self::Text
            | Self::A
            | Self::Br
            | Self::Img
            | Self::Codespan
            | Self::Footnote { .. }
            | Self::Em
            | Self::Strong
            | Self::Entity { .. }
            | Self::TypographicSym(_)
            | Self::SmartQuote(_)
            | Self::Abbreviation { .. } => Some(Category::Span),
            Self::Math(category)
            | Self::Comment(category)
            | Self::XmlComment(category)
            | Self::XmlPi(category)
            | Self::Html { category, .. } => Some(category),
            Self::Raw(category) => category,
            Self::Root
            | Self::Thead
            | Self::Tbody
            | Self::Tfoot
            | Self::Tr
            | Self::Th
            | Self::RawText
            | Self::Eob(_) => None,
        }
    }

    /// True for blocks.
    pub(crate) fn is_block(self) -> bool {
        self.category() == Some(Category::Block)
    }

    /// True for paragraphs.
    pub(crate) fn is_p(self) -> bool {
        matches!(self, Self::P { .. })
    }

    /// True for HTML elements whose content is not parsed as Markdown.
    pub(crate) fn is_raw_html(self) -> bool {
        matches!(
            self,
            Self::Html {
                model: ContentModel::Raw,
                ..
            }
        )
    }
}

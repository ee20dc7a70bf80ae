//! The kinds of [`Warning`](crate::Warning).

/// What a [`Warning`](crate::Warning) is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WarningKind {
    /// An HTML element without an end tag.
    UnclosedHtml,
    /// An end tag without a start tag.
    StrayEndTag,
    /// A block element inside a line of text, or `markdown="block"` on an element that cannot contain blocks.
    MisplacedHtml,
    /// The same attribute twice on one HTML element.
    DuplicateAttribute,
    /// A link to a reference that is not defined.
    UndefinedReference,
    /// A marker of a footnote that is not defined.
    UndefinedFootnote,
    /// A footnote that no marker refers to.
    UnusedFootnote,
    /// A second definition of a link, footnote or abbreviation.
    DuplicateDefinition,
    /// An attribute list that follows plain text, where it has no effect.
    StrayAttributeList,
    /// An attribute list without a valid attribute.
    InvalidAttributeList,
    /// More unclosed emphasis and links than can be parsed in linear time.
    TooManyUnclosedSpans,
    /// A table without body rows, which kramdown reads as text.
    TableWithoutBody,
    /// An extension (`{::name}`) without an end tag, or an end tag without an extension.
    UnclosedExtension,
    /// An extension that kramdown does not have.
    UnknownExtension,
    /// An attribute of a fenced code block that means nothing.
    UnknownFenceAttribute,
    /// A diagram that is shown as code.
    UndrawnDiagram,
    /// A formula that cannot be read.
    InvalidFormula,
    /// `$$` where formulas are off.
    UnreadFormula,
    /// An option in `{::options}` that does not exist or must not be set there.
    InvalidInlineOption,
}

//! The tree of a template: blocks of nodes, and the expressions, filters and conditions in them.

use super::context::Context;
use super::output::Output;
use super::scope::Name;
use recto_diag::{Result, SourceId, Span};
use recto_value::{Str, Value};
use std::fmt::Debug;
use std::sync::Arc;

/// What an expression's text means.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A literal: a number, a text, `true`, `nil`.
    Literal(Value),
    /// `blank`: tests whether the other side of a comparison is blank (plain Ruby has no such test).
    Blank,
    /// `empty`: tests whether the other side of a comparison is empty.
    Empty,
    /// `(first..last)`.
    Range(Box<(Expression, Expression)>),
    /// `page.title`, `a[b].c`.
    Lookup(Box<Lookup>),
}

/// A variable and the way into it.
#[derive(Clone, Debug)]
pub struct Lookup {
    pub(super) root: Root,
    pub(super) steps: Vec<Step>,
    /// The number of the variable's name together with the first key, where both are written out.
    pub(super) path: Option<u32>,
    /// As written in the template.
    pub(super) markup: Str,
}

/// The variable a lookup starts from.
#[derive(Clone, Debug)]
pub(super) enum Root {
    /// A plain name, resolved at parse time.
    Name(Name),
    /// `[expression]`: the name is computed.
    Computed(Expression),
    /// Nothing at all: finds nothing.
    Nothing,
}

/// One step into a value.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// `.name`; `size`, `first` and `last` are also commands.
    Key(Str, Option<Command>),
    /// `[expression]`.
    Index(Expression),
}

/// The keys that work on values without keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Size,
    First,
    Last,
}

/// An expression with its filters, as in `{{ title | upcase }}`.
#[derive(Clone, Debug)]
pub struct Filtered {
    pub(super) start: Expression,
    pub(super) filters: Vec<Call>,
}

/// One filter with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// The name as written; kept for messages.
    pub(super) name: Str,
    /// Its place in the engine's table; none when there is no such filter.
    pub(super) filter: Option<usize>,
    pub(super) args: Vec<Expression>,
    pub(super) named: Vec<(Str, Expression)>,
    /// Its name in the template; none in markup that was only read at run time.
    pub(super) span: Option<Span>,
}

/// A condition as `if` reads it: a flat list of comparisons, since a deep tree could overflow the stack. `and` and `or`
/// associate to the right.
#[derive(Clone, Debug)]
pub struct Condition {
    pub(super) first: Comparison,
    pub(super) rest: Vec<(Joint, Comparison)>,
}

/// A value by itself, or two compared.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    pub(super) left: Expression,
    pub(super) test: Option<(Operator, Expression)>,
}

/// How a condition and the rest are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    And,
    Or,
}

/// What a condition compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    Contains,
    /// Any other word: an error only when it is evaluated, as in Ruby.
    Unknown(Str),
}

/// What a tag does when its template is rendered.
pub trait Render: Debug + Send + Sync {
    /// Writes to `out` and returns how rendering continues.
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow>;

    /// Whether it never prints. A block that holds only such tags and white space prints nothing.
    fn is_blank(&self) -> bool {
        false
    }

    /// Whether it is a block tag: what it prints is dropped where it is blank.
    fn is_block(&self) -> bool {
        false
    }
}

/// How rendering goes on after a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// With the next node.
    Next,
    /// At the end of the enclosing loop's body: `continue`.
    Continue,
    /// Behind the enclosing loop: `break`.
    Break,
}

/// A run of nodes, the body of a template or of a block tag.
#[derive(Debug, Default)]
pub struct Block {
    pub(super) nodes: Vec<Node>,
    pub(super) blank: bool,
}

impl Block {
    /// Whether it holds only white space and tags that never print.
    pub fn is_blank(&self) -> bool {
        self.blank
    }
}

/// The most bytes of a literal text that has a copy in the tree: to cut it out of the template would take longer than to
/// write it.
const SHORT: usize = 64;

/// The shape of a literal text, which decides how its origin is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line feed.
    LineFeed,
    /// White space up to the end of a line, whose origin is never needed.
    Blank,
    /// Text within a line.
    Within,
    /// Text to the end of a line.
    Closing,
    /// Text in which a line begins.
    Lines,
}

impl Shape {
    /// The shape of `text`.
    pub(super) fn of(text: &str) -> Self {
        match text.as_bytes() {
            b"\n" => Self::LineFeed,
            bytes if bytes.ends_with(b"\n") && bytes.iter().all(u8::is_ascii_whitespace) => Self::Blank,
            bytes => match memchr::memchr(b'\n', bytes) {
                None => Self::Within,
                Some(end) if end + 1 == bytes.len() => Self::Closing,
                Some(_) => Self::Lines,
            },
        }
    }
}

impl Node {
    /// The literal text between two bytes of the template.
    pub(super) fn text(template: &str, start: usize, end: usize) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let text = &template[start..end];
        let shape = Shape::of(text);
        let kind = match text.len() <= SHORT {
            true => NodeKind::Word(text.into(), shape),
            false => NodeKind::Text,
        };
        let (start, end) = (cut(start), cut(end));
        Self { start, end, kind }
    }

    /// An output between two bytes of the template.
    pub(super) fn output(filtered: Filtered, start: u32, end: u32) -> Self {
        let kind = NodeKind::Output(Box::new(filtered));
        Self { start, end, kind }
    }

    /// A tag between two bytes of the template.
    pub(super) fn tag(tag: Box<dyn Render>, start: u32, end: u32) -> Self {
        let kind = match tag.is_block() && tag.is_blank() {
            true => NodeKind::Silent(tag),
            false => NodeKind::Tag(tag),
        };
        Self { start, end, kind }
    }
}

/// A node of a template, and its bytes there.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: NodeKind,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum NodeKind {
    /// Literal text short enough to be stored inline, and its shape.
    Word(Box<str>, Shape),
    /// Literal text: bytes of the template.
    Text,
    /// `{{ … }}`
    Output(Box<Filtered>),
    /// `{% … %}`
    Tag(Box<dyn Render>),
    /// A block tag with nothing but blanks in it: what it prints is dropped.
    Silent(Box<dyn Render>),
}

/// A parsed template; a clone costs one count, so threads may share it.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) inner: Arc<Parsed>,
}

#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) source: SourceId,
    pub(super) text: Arc<str>,
    pub(super) body: Block,
    pub(super) warnings: Vec<recto_diag::Diagnostic>,
}

impl Template {
    /// The source it was parsed from.
    #[allow(dead_code, reason = "part of the interface of this crate")]
    pub fn source(&self) -> SourceId {
        self.inner.source
    }

    /// What the parser would warn of: markup that only the lax parser accepts (in the mode `warn`), unknown filters.
    #[allow(dead_code, reason = "part of the interface of this crate")]
    pub fn warnings(&self) -> &[recto_diag::Diagnostic] {
        &self.inner.warnings
    }
}

//! Parses tokens into a tree of nodes. Each tag parses its own markup and body.

use super::ast::{Block, Node, NodeKind, Parsed, Template};
use super::engine::Engine;
use super::fragment::{run, spaces};
use super::lexer::{Kind, Lexer, Token};
use super::scope::Name;
use recto_diag::{Code, Diagnostic, Result, SourceId, Span};
use recto_text::ascii::{is_space, is_word};
use std::ops::Range;
use std::sync::Arc;

/// A tag as written in a template.
#[derive(Clone, Copy, Debug)]
pub struct Markup<'t> {
    /// The tag's name.
    pub name: &'t str,
    /// What follows the name, up to the close of the tag.
    pub text: &'t str,
    /// Where [`text`](Self::text) starts in the template.
    pub at: usize,
    /// The span of the tag; `None` for markup that does not come from a template.
    pub span: Option<Span>,
}

/// Reads one template.
#[derive(Debug)]
pub struct Parser<'t> {
    engine: &'t Engine,
    source: Option<SourceId>,
    text: &'t str,
    lexer: Lexer<'t>,
    depth: usize,
    /// Set after `-%}`: the next text loses its leading white space.
    trim: bool,
    warnings: Vec<Diagnostic>,
}

/// What a block does with unknown tags that are not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strangers {
    Refuse,
    Ignore,
}

/// Reads all of `text[range]`.
pub(super) fn parse(
    engine: &Engine,
    source: SourceId,
    text: &Arc<str>,
    range: Range<usize>,
    literal: &[Range<usize>],
) -> Result<Template> {
    let mut parser = Parser {
        engine,
        source: Some(source),
        text,
        lexer: Lexer::new(text, range).with_literal(literal),
        depth: 0,
        trim: false,
        warnings: Vec::new(),
    };
    let mut body = Block {
        nodes: Vec::new(),
        blank: true,
    };
    if let Some(stray) = parser.fill(&mut body)? {
        return Err(match stray.name {
            "else" | "end" => stray.error(format!("unexpected outer `{}` tag", stray.name)),
            _ => parser.unknown_tag(&stray),
        });
    }
    let warnings = parser.warnings;
    Ok(Template {
        inner: Arc::new(Parsed {
            source,
            text: Arc::clone(text),
            body,
            warnings,
        }),
    })
}

impl<'t> Parser<'t> {
    /// The engine whose tables are in use.
    pub fn engine(&self) -> &'t Engine {
        self.engine
    }

    /// A parser for markup that is in no template.
    pub(super) fn detached(engine: &'t Engine) -> Self {
        Self {
            engine,
            source: None,
            text: "",
            lexer: Lexer::new("", 0..0),
            depth: 0,
            trim: false,
            warnings: Vec::new(),
        }
    }

    /// The text of the whole template.
    pub fn template(&self) -> &'t str {
        self.text
    }

    /// The bytes from `start` to `end` of the source that is read; none for markup that is in no template.
    pub fn place(&self, start: usize, end: usize) -> Option<Span> {
        self.source.map(|source| Span::new(source, start, end))
    }

    /// The number of a variable's name.
    pub fn name(&self, text: &str) -> Name {
        self.engine.name(text)
    }

    /// Notes something worth a warning.
    pub fn warn(&mut self, warning: Diagnostic) {
        self.warnings.push(warning);
    }

    /// Reads the body of a block tag up to its `end…` or to one of the tags `middles`; gives the body and the tag
    /// that ended it. Fails where the block is never closed, holds an unknown tag or nests too deeply.
    pub fn block(&mut self, opening: &Markup<'t>, middles: &[&str]) -> Result<(Block, Markup<'t>)> {
        self.body(opening, middles, Strangers::Refuse)
    }

    /// As [`block`](Self::block), but tags that nobody knows are passed over, as inside `comment`.
    pub fn block_of_anything(&mut self, opening: &Markup<'t>) -> Result<Block> {
        self.body(opening, &[], Strangers::Ignore).map(|(block, _)| block)
    }

    fn body(
        &mut self,
        opening: &Markup<'t>,
        middles: &[&str],
        free_variables: Strangers,
    ) -> Result<(Block, Markup<'t>)> {
        if self.depth >= self.engine.options().nesting {
            return Err(opening.error("blocks nest too deeply"));
        }
        self.depth += 1;
        let mut body = Block {
            nodes: Vec::new(),
            blank: true,
        };
        loop {
            let Some(tag) = self.fill(&mut body)? else {
                return Err(opening.never_closed());
            };
            if opening.is_closed_by(tag.name) || middles.contains(&tag.name) {
                self.depth -= 1;
                return Ok((body, tag));
            }
            if free_variables == Strangers::Refuse {
                return Err(self.stray(opening, &tag));
            }
        }
    }

    fn stray(&self, opening: &Markup<'t>, tag: &Markup<'t>) -> Box<Diagnostic> {
        match tag.name {
            "else" => tag.error(format!("`{}` does not expect an `else` tag", opening.name)),
            name if name.starts_with("end") => {
                let message = format!("`{name}` is not a valid delimiter for `{}` tags", opening.name);
                let mut error = tag.error(message);
                error.hints.push(format!("use `end{}`", opening.name));
                Box::new(error.step(format!("`{}` opened here", opening.name), opening.span))
            }
            _ => self.unknown_tag(tag),
        }
    }

    fn unknown_tag(&self, tag: &Markup<'t>) -> Box<Diagnostic> {
        let mut error = tag.error(format!("unknown tag `{}`", tag.name));
        error.code = Code::UnknownTag;
        error.subject = Some(tag.name.to_owned());
        if let Some(near) = self.engine.nearest_tag(tag.name) {
            error.hints.push(format!("did you mean `{near}`?"));
        }
        error
    }

    /// Reads nodes into `body` until a tag comes that the engine does not know, which is given back.
    fn fill(&mut self, body: &mut Block) -> Result<Option<Markup<'t>>> {
        while let Some(token) = self.lexer.next() {
            match token.kind {
                Kind::Text => self.literal(body, &token.range),
                Kind::Output => {
                    let (start, end) = self.output_content(&token, body)?;
                    let filtered = self.filtered(&self.text[start..end], start)?;
                    body.blank = false;
                    let (start, end) = (cut(token.range.start), cut(token.range.end));
                    body.nodes.push(Node::output(filtered, start, end));
                }
                Kind::Tag | Kind::Line => {
                    let tag = match token.kind {
                        Kind::Tag => self.tag_content(&token, body)?,
                        _ => self.name_and_markup(token.range.start, token.range.end, &token)?,
                    };
                    let node = match (self.engine.tag(tag.name), self.engine.foreign_tag(tag.name)) {
                        (Some(parse), _) => parse(self, tag)?,
                        (None, Some(foreign)) => foreign.parse_tag(self, tag)?,
                        (None, None) => return Ok(Some(tag)),
                    };
                    body.blank &= node.is_blank();
                    body.nodes
                        .push(Node::tag(node, cut(token.range.start), cut(token.range.end)));
                }
                Kind::OpenTag => {
                    let error = self.token_error("`{%` without its `%}`", &token);
                    return Err(Box::new(error.hint("close the tag with `%}`")));
                }
            }
        }
        Ok(None)
    }

    fn token_error(&self, message: &str, token: &Token) -> Box<Diagnostic> {
        let mut error = Diagnostic::error(Code::LiquidSyntax, message);
        error.span = self.place(token.range.start, token.range.end);
        Box::new(error)
    }

    fn literal(&mut self, body: &mut Block, range: &Range<usize>) {
        let text = &self.text[range.clone()];
        let start = match std::mem::take(&mut self.trim) {
            true => range.end - text.trim_start_matches(is_strippable).len(),
            false => range.start,
        };
        body.blank = body.blank && text.bytes().all(is_space);
        body.nodes.push(Node::text(self.text, start, range.end));
    }

    /// White space control: `{%-` strips the text before, `-%}` the text after.
    fn control(&mut self, token: &Token, body: &mut Block) {
        let bytes = &self.text.as_bytes()[token.range.clone()];
        if bytes.get(2) == Some(&b'-')
            && let Some(node) = body.nodes.last_mut()
            && matches!(node.kind, NodeKind::Text | NodeKind::Word(..))
        {
            let (start, end) = (node.start as usize, node.end as usize);
            let kept = self.text[start..end].trim_end_matches(is_strippable);
            *node = Node::text(self.text, start, start + kept.len());
        }
        self.trim = bytes.len() >= 3 && bytes[bytes.len() - 3] == b'-';
    }

    /// The markup of `{{ … }}`.
    fn output_content(&mut self, token: &Token, body: &mut Block) -> Result<(usize, usize)> {
        self.control(token, body);
        let bytes = &self.text.as_bytes()[token.range.clone()];
        if bytes.len() < 4 || !bytes.ends_with(b"}}") {
            let error = self.token_error("`{{` without its `}}`", token);
            return Err(Box::new(error.hint("close the output with `}}`")));
        }
        Ok(self.within(token))
    }

    /// The text between the delimiters of a token, without the hyphens of white space control.
    fn within(&self, token: &Token) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let (mut start, mut end) = (token.range.start + 2, token.range.end - 2);
        start += usize::from(start < end && bytes[start] == b'-');
        end -= usize::from(start < end && bytes[end - 1] == b'-');
        (start, end)
    }

    /// The name and markup of `{% … %}`.
    fn tag_content(&mut self, token: &Token, body: &mut Block) -> Result<Markup<'t>> {
        self.control(token, body);
        let (start, end) = self.within(token);
        self.name_and_markup(start, end, token)
    }

    /// The name and markup of the tag between `start` and `end`.
    fn name_and_markup(&self, start: usize, end: usize, token: &Token) -> Result<Markup<'t>> {
        let bytes = self.text.as_bytes();
        let word = spaces(&bytes[..end], start);
        let past = match bytes.get(word) {
            // Liquid 5's inline comment, where the engine has it.
            Some(b'#') if word < end && self.engine.tag("#").is_some() => word + 1,
            _ => run(&bytes[..end], word, is_word),
        };
        if past == word {
            return Err(self.token_error("a tag without a name", token));
        }
        let at = spaces(&bytes[..end], past);
        Ok(Markup {
            name: &self.text[word..past],
            text: &self.text[at..end],
            at,
            span: self.place(token.range.start, token.range.end),
        })
    }

    /// The text after the tag that is being read, up to the end of the template: what a tag reads that parses its body
    /// itself, and then [skips](Self::skip).
    pub fn rest(&self) -> &'t str {
        self.lexer.rest()
    }

    /// Skips the first `length` bytes of the [rest](Self::rest), which must end on a character boundary; if `trim` is set,
    /// the text that follows loses its leading white space.
    pub fn skip(&mut self, length: usize, trim: bool) {
        self.lexer.pass_over(length);
        self.trim = trim;
    }

    /// Whether the text that follows loses its leading white space (`-%}`).
    pub fn trims(&self) -> bool {
        self.trim
    }

    /// Reads the lines of a tag as tags of their own, as `liquid` does; blocks must end in the same tag.
    pub fn lines(&mut self, tag: &Markup<'t>) -> Result<Block> {
        if self.depth >= self.engine.options().nesting {
            return Err(tag.error("blocks nest too deeply"));
        }
        let range = tag.at..tag.at + tag.text.len();
        let outer = std::mem::replace(&mut self.lexer, Lexer::of_lines(self.text, range));
        self.depth += 1;
        let mut body = Block {
            nodes: Vec::new(),
            blank: true,
        };
        let stray = self.fill(&mut body)?;
        self.depth -= 1;
        self.lexer = outer;
        match stray {
            Some(stray) => Err(self.unknown_tag(&stray)),
            None => Ok(body),
        }
    }

    /// The text up to the close of `opening`, unparsed, as `raw` reads it. The text is put together as Ruby does it:
    /// where an output hides a tag, the text before that tag is printed twice.
    pub fn raw(&mut self, opening: &Markup<'t>) -> Result<Vec<Range<usize>>> {
        let mut pieces = Vec::new();
        while let Some(token) = self.lexer.next() {
            if let Some((before, name)) = self.hidden_tag(&token.range) {
                if before > token.range.start {
                    pieces.push(token.range.start..before);
                }
                if opening.is_closed_by(name) {
                    return Ok(pieces);
                }
            }
            pieces.push(token.range);
        }
        Err(opening.never_closed())
    }

    /// The last tag that a token holds and ends with: where it starts, and its name.
    fn hidden_tag(&self, range: &Range<usize>) -> Option<(usize, &'t str)> {
        let text = &self.text[range.clone()];
        if !text.ends_with("%}") {
            return None;
        }
        let bytes = text.as_bytes();
        let mut until = bytes.len() - 2;
        while let Some(open) = memchr::memmem::rfind(&bytes[..until], b"{%") {
            // As in Ruby, `{%-` closes nothing here.
            let word = spaces(bytes, open + 2);
            let end = run(bytes, word, is_word);
            if end > word {
                return Some((range.start + open, &text[word..end]));
            }
            until = open;
        }
        None
    }
}

fn cut(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What Ruby's `strip` takes away.
fn is_strippable(c: char) -> bool {
    c == '\0' || (c.is_ascii() && is_space(c as u8))
}

impl<'t> Markup<'t> {
    /// An error at this tag.
    pub fn error(&self, message: impl Into<String>) -> Box<Diagnostic> {
        let mut error = Diagnostic::error(Code::LiquidSyntax, message);
        error.span = self.span;
        Box::new(error)
    }

    fn is_closed_by(&self, name: &str) -> bool {
        name.strip_prefix("end").is_some_and(|rest| rest == self.name)
    }

    fn never_closed(&self) -> Box<Diagnostic> {
        let mut error = self.error(format!("`{}` is never closed", self.name));
        error.code = Code::UnclosedBlock;
        error
            .hints
            .push(format!("close it with `{{% end{} %}}`", self.name));
        error
    }
}

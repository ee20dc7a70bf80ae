//! The span parser: its state, and the loop that finds where constructs can begin. It knows none of them; `span` passes
//! them in.

use crate::WarningKind;
use crate::kramdown::document::{Document, ElementId, ElementKind, TextRange};
use crate::kramdown::lookahead::{Lookahead, OpenSpans};
use crate::kramdown::options::Input;
use crate::kramdown::scan::{char_at, char_len, char_start, is_alnum, is_space};
use crate::kramdown::span::brackets::Brackets;
use crate::kramdown::span::kind::{SpanKind, SpanSet};
use crate::kramdown::syntax::html_tag::is_end_tag_of;

/// The deepest nesting of spans. Deeper ones are read as text, since the call stack is limited.
pub(super) const MAX_SPAN_DEPTH: usize = 100;

/// Parses a construct at the current position and returns whether it is there.
pub(super) type Dispatch = fn(&mut SpanParser<'_, '_>, SpanKind) -> bool;

/// Where [`SpanParser::parse_spans`] ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum SpanEnd {
    /// At the end of the text.
    Text,
    /// At the closing delimiter of emphasis.
    Emphasis { delimiter: u8, length: usize },
    /// At the bracket that closes a link text.
    Bracket,
    /// At an end tag.
    EndTag { name: TextRange, any_case: bool },
}

/// The state of the span phase.
#[derive(Debug)]
pub(crate) struct SpanParser<'d, 'o> {
    pub(super) doc: &'d mut Document<'o>,
    dispatch: Dispatch,
    /// The constructs that the options allow.
    pub(super) allowed: SpanSet,
    /// The constructs that are read now.
    pub(super) active: SpanSet,
    /// True while only HTML and code are recognized, not yet converted: the scan of a table.
    keeps_html: bool,
    /// The start of the text that is read.
    pub(super) start: usize,
    /// The position in the arena.
    pub(super) pos: usize,
    /// The end of the text that is read.
    pub(super) end: usize,
    /// The element that gets the spans.
    pub(super) parent: ElementId,
    /// The spans around the position.
    pub(super) open: OpenSpans,
    /// The start of the HTML element around the position.
    pub(super) html: usize,
    pub(super) depth: usize,
    pub(super) lookahead: Lookahead,
    /// Set at a bracket that does not close, with the open spans there: no bracket around it in the same state closes.
    pub(super) no_bracket: Option<OpenSpans>,
    /// The brackets in the link text that was read last.
    pub(super) last_brackets: Option<Brackets>,
}

/// The constructs that the options of `doc` allow.
fn allowed(doc: &Document<'_>) -> SpanSet {
    let options = doc.options();
    match doc.input {
        Input::Markdown => SpanSet::MARKDOWN,
        Input::SmartyPants => SpanSet::SMARTY_PANTS,
        Input::Kramdown | Input::Html => SpanSet::ALL.without(SpanKind::Strikethrough),
        Input::Gfm => {
            let mut set = SpanSet::ALL;
            if options.hard_wrap {
                set = set.without(SpanKind::LineBreak);
            }
            if options.no_auto_typographic {
                set = set.without(SpanKind::TypographicSymbol);
            }
            set
        }
    }
}

impl<'d, 'o> SpanParser<'d, 'o> {
    /// A parser for texts of `doc`.
    pub(super) fn new(doc: &'d mut Document<'o>, dispatch: Dispatch) -> Self {
        let allowed = allowed(doc);
        Self {
            dispatch,
            allowed,
            active: allowed,
            keeps_html: false,
            start: 0,
            pos: 0,
            end: 0,
            parent: doc.root,
            open: OpenSpans::default(),
            html: 0,
            depth: 0,
            lookahead: Lookahead::default(),
            no_bracket: None,
            last_brackets: None,
            doc,
        }
    }

    /// Parses the spans of `text` into `parent`.
    pub(super) fn parse_text(&mut self, parent: ElementId, text: TextRange) {
        self.parse_text_with(parent, text, self.allowed);
    }

    /// Parses only what can protect a pipe in the row of a table.
    pub(crate) fn parse_table_row(&mut self, parent: ElementId, text: TextRange) {
        self.parse_text_with(parent, text, SpanSet::TABLE_ROW);
    }

    /// Parses only what can protect a pipe in a whole table. kramdown converts no HTML here.
    pub(crate) fn parse_table(&mut self, parent: ElementId, text: TextRange) {
        self.keeps_html = true;
        self.parse_text_with(parent, text, SpanSet::TABLE);
        self.keeps_html = false;
    }

    fn parse_text_with(&mut self, parent: ElementId, text: TextRange, set: SpanSet) {
        let outer = (self.pos, self.end, self.parent);
        let outer_spans = (self.active, self.start, self.open);
        (self.pos, self.end) = (text.start as usize, text.end as usize);
        (self.active, self.start, self.open) = (set, self.pos, OpenSpans::default());
        self.lookahead.unclosed.reset(self.pos, self.end);
        self.parse_spans(parent, SpanEnd::Text);
        if self.lookahead.unclosed.is_over_budget() {
            let message = "too many spans are opened and not closed; some are read as text".to_owned();
            self.doc
                .warn(WarningKind::TooManyUnclosedSpans, self.start, self.end, message);
        }
        (self.pos, self.end, self.parent) = outer;
        (self.active, self.start, self.open) = outer_spans;
    }

    /// True if finished HTML elements are converted to native ones.
    pub(super) fn converts_html(&self) -> bool {
        self.doc.options().html_to_native && !self.keeps_html
    }

    /// The arena up to the end of the text that is read.
    pub(super) fn text(&self) -> &[u8] {
        &self.doc.arena.bytes()[..self.end]
    }

    /// The text together with the look-ahead tables.
    pub(super) fn text_and_lookahead(&mut self) -> (&[u8], &mut Lookahead) {
        (&self.doc.arena.bytes()[..self.end], &mut self.lookahead)
    }

    /// Parses spans into `parent` up to `end`. Returns true if the end was found; it is at `pos` then.
    pub(super) fn parse_spans(&mut self, parent: ElementId, end: SpanEnd) -> bool {
        let outer = std::mem::replace(&mut self.parent, parent);
        self.depth += 1;
        let mut brackets = matches!(end, SpanEnd::Bracket).then(|| Brackets::new(self.pos));
        let mut found = false;
        while self.pos < self.end {
            let mut starts = self.active;
            if brackets.is_some() {
                starts = starts.with(SpanKind::Bracket);
            }
            let Some(at) = self.next_start(starts) else {
                if matches!(end, SpanEnd::Text) {
                    self.take_text(self.end - self.pos);
                }
                break;
            };
            self.take_text(at - self.pos);
            found = match &mut brackets {
                Some(brackets) => brackets.close_at(self.text(), at),
                None => self.is_end(at, end, parent),
            };
            if found {
                break;
            }
            if !self.parse_span(at) {
                self.take_text(char_len(self.doc.arena.bytes()[at]));
            }
            let no_bracket = self.no_bracket.take();
            if let Some(brackets) = &mut brackets {
                if no_bracket == Some(self.open) {
                    break;
                }
                let last = self.doc.tree.last(parent);
                let last = last.filter(|&last| self.doc.tree[last].kind == ElementKind::Img);
                brackets.pass_image(last, self.text()[at] == b'!');
            }
        }
        self.depth -= 1;
        self.parent = outer;
        self.last_brackets = brackets;
        found
    }

    fn is_end(&self, at: usize, end: SpanEnd, parent: ElementId) -> bool {
        match end {
            SpanEnd::Text | SpanEnd::Bracket => false,
            SpanEnd::Emphasis { delimiter, length } => {
                self.ends_emphasis(at, delimiter, length) && self.doc.tree.first(parent).is_some()
            }
            SpanEnd::EndTag { name, any_case } => {
                let bytes = self.doc.arena.bytes();
                bytes[at] == b'<' && is_end_tag_of(self.text(), at, &bytes[name.range()], any_case).is_some()
            }
        }
    }

    /// True at a closing delimiter of emphasis.
    fn ends_emphasis(&self, at: usize, delimiter: u8, length: usize) -> bool {
        let text = self.text();
        let is_delimiter = |at: usize| text.get(at) == Some(&delimiter);
        if !is_delimiter(at) || length == 2 && !is_delimiter(at + 1) {
            return false;
        }
        if at > self.start && is_space(text[at - 1]) {
            return false;
        }
        let is_double = is_delimiter(at + 1) && !is_delimiter(at + 2);
        if length == 1 && is_double {
            return false;
        }
        !(delimiter == b'_' && char_at(text, at + length).is_some_and(is_alnum))
    }

    /// Tries the constructs that can begin at `at`.
    fn parse_span(&mut self, at: usize) -> bool {
        let text = self.text();
        let byte = text[at];
        let mut set = match byte {
            b' ' => SpanSet::AT_SPACE,
            _ => SpanSet::at(byte),
        };
        let next = text.get(at + char_len(byte));
        if byte != b'\\' && matches!(next, Some(b'"' | b'\'')) {
            set = set.with(SpanKind::SmartQuotes);
        }
        set = set.and(self.active);
        while let Some(kind) = set.take_first() {
            if (self.dispatch)(self, kind) {
                return true;
            }
        }
        false
    }

    /// The next position at which a construct of `set` can begin: kramdown's union of all `span_start` patterns.
    fn next_start(&self, set: SpanSet) -> Option<usize> {
        let text = self.text();
        let from = self.pos;
        let mut at = from;
        loop {
            while at < text.len() && SpanSet::at(text[at]).and(set).is_empty() {
                at += 1;
            }
            let next = |byte| text.get(at + 1) == Some(&byte);
            match *text.get(at)? {
                b'"' | b'\'' => {
                    // The pattern of a quote includes the character before it.
                    let before =
                        char_start(text, at).filter(|&before| before >= from && text[before] != b'\\');
                    return Some(before.unwrap_or(at));
                }
                b'\n' if at >= from + 2 && &text[at - 2..at] == b"  " => return Some(at - 2),
                b'>' if next(b'>') => {
                    let space = at > from && text[at - 1] == b' ';
                    return Some(if space { at - 1 } else { at });
                }
                b'-' if next(b'-') => return Some(at),
                b'.' if next(b'.') && text.get(at + 2) == Some(&b'.') => return Some(at),
                b'!' if next(b'[') => return Some(at),
                b'{' if next(b':') => return Some(at),
                b'~' if next(b'~') => return Some(at),
                b'\n' | b'>' | b'-' | b'.' | b'!' | b'{' | b'~' => at += 1,
                _ => return Some(at),
            }
        }
    }

    /// Adds the next `length` bytes as text and moves past them.
    pub(super) fn take_text(&mut self, length: usize) {
        let text = TextRange::new(self.pos, self.pos + length);
        self.doc.add_text(self.parent, ElementKind::Text, text);
        self.pos += length;
    }

    /// Adds an element that ends at `end` and moves there.
    pub(super) fn take_element(&mut self, kind: ElementKind, text: TextRange, end: usize) -> ElementId {
        let source = TextRange::new(self.pos, end);
        let id = self.doc.tree.create(kind, text, source);
        self.doc.tree.append(self.parent, id);
        self.pos = end;
        id
    }
}

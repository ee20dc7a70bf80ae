//! The span constructs, one a file, the order in which they are tried, and the loop that finds where they may begin.

mod autolink;
mod codespan;
mod emphasis;
mod entity;
mod escaped_chars;
mod extensions;
mod footnote_marker;
mod html;
mod line_break;
mod link;
mod link_target;
mod math;
mod smart_quotes;
mod strikethrough;
mod typographic;
mod unclosed;

pub(crate) use entity::entity_code;

use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::html_tag::is_end_tag_of;
use crate::kramdown::memo::Next;
use crate::kramdown::options::{Input, Options};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{char_at, char_len, char_start};
use crate::kramdown::span::link::Brackets;
use crate::kramdown::span::unclosed::Unclosed;

/// How deep spans may lie in each other. Deeper ones are text: the call stack is finite.
const MAX_SPAN_DEPTH: usize = 100;

/// A set of constructs, a bit for each of [`ORDER`].
type Set = u16;

const EMPHASIS: Set = 1;
const CODE: Set = 1 << 1;
const AUTOLINK: Set = 1 << 2;
const HTML: Set = 1 << 3;
const FOOTNOTE: Set = 1 << 4;
const LINK: Set = 1 << 5;
const QUOTES: Set = 1 << 6;
const MATH: Set = 1 << 7;
const EXTENSION: Set = 1 << 8;
const ENTITY: Set = 1 << 9;
const TYPOGRAPHIC: Set = 1 << 10;
const BREAK: Set = 1 << 11;
const ESCAPE: Set = 1 << 12;
const STRIKE: Set = 1 << 13;
/// Not a construct: brackets matter, since a link's text is being read.
const BRACKETS: Set = 1 << 14;

/// kramdown's span parsers in its order: at each place the first that takes the text wins.
const ORDER: [fn(&mut Parser<'_>) -> bool; 14] = [
    emphasis::parse,
    codespan::parse,
    autolink::parse,
    html::parse,
    footnote_marker::parse,
    link::parse,
    smart_quotes::parse,
    math::parse,
    extensions::parse,
    entity::parse,
    typographic::parse,
    line_break::parse,
    escaped_chars::parse,
    strikethrough::parse,
];

/// Which constructs a byte may begin, or help to find.
const fn constructs(byte: u8) -> Set {
    match byte {
        b'*' | b'_' => EMPHASIS,
        b'`' => CODE,
        b'<' => AUTOLINK | HTML | TYPOGRAPHIC,
        b'[' => FOOTNOTE | LINK | BRACKETS,
        b'!' => LINK | BRACKETS,
        b']' => BRACKETS,
        b'"' | b'\'' => QUOTES,
        b'$' => MATH,
        b'{' => EXTENSION,
        b'&' => ENTITY,
        b'-' | b'.' | b'>' => TYPOGRAPHIC,
        b'\\' => TYPOGRAPHIC | BREAK | ESCAPE,
        b'\n' => BREAK,
        b'~' => STRIKE,
        _ => 0,
    }
}

const CONSTRUCTS: [Set; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = constructs(byte as u8);
        byte += 1;
    }
    table
};

/// Where the reading of spans stops.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stop {
    /// At the end of the text.
    End,
    /// At the mark that ends emphasis: one or two of a byte.
    Emphasis { mark: u8, length: usize },
    /// At the bracket that ends a link's text.
    Bracket,
    /// At an end tag.
    EndTag { name: Slice, any_case: bool },
}

/// Which elements are open around the text being read, as far as that matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Context(u8);

impl Context {
    const EM: u8 = 1;
    const STRONG: u8 = 2;
    /// The text of a link or an image.
    const LINK: u8 = 4;
    const EM_IS_PARENT: u8 = 16;

    fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    fn with(self, bit: u8) -> Self {
        let parent = if bit == Self::EM { Self::EM_IS_PARENT } else { 0 };
        Self(self.0 & !Self::EM_IS_PARENT | bit | parent)
    }

    fn inside_html(self) -> Self {
        Self(self.0 & !Self::EM_IS_PARENT)
    }
}

/// What the span phase knows besides the text.
#[derive(Debug)]
pub(crate) struct Spans {
    /// Only what `smartify` does.
    pub(crate) smarty: bool,
    /// Every line end is a line break.
    pub(crate) hard_wrap: bool,
    /// The constructs that the options allow.
    all: Set,
    /// The constructs that are read now.
    set: Set,
    /// Where the text begins.
    start: usize,
    context: Context,
    depth: usize,
    /// Where the HTML element begins that is being read.
    html: usize,
    unclosed: Unclosed,
    /// Set where a bracket was met that does not close, in this context: then none does that is open around it in
    /// the same context.
    no_bracket: Option<Context>,
    /// Those of the link's text that was read last.
    last_brackets: Option<Brackets>,
    math_end: Next,
    strike_end: Next,
    title_end: [Next; 2],
    line_angle: Next,
}

impl Spans {
    /// For text with the given options.
    pub(crate) fn new(options: &Options) -> Self {
        let mut all: Set = (1 << 14) - 1;
        if options.input == Input::Markdown {
            all = EMPHASIS | CODE | AUTOLINK | HTML | LINK | ENTITY | BREAK | ESCAPE;
        } else if options.input != Input::Gfm {
            all &= !STRIKE;
        } else {
            if options.hard_wrap {
                all &= !BREAK;
            }
            if options.no_auto_typographic {
                all &= !TYPOGRAPHIC;
            }
        }
        Self {
            smarty: false,
            hard_wrap: options.hard_wrap && options.input == Input::Gfm,
            all,
            set: all,
            start: 0,
            context: Context::default(),
            depth: 0,
            html: 0,
            unclosed: Unclosed::default(),
            no_bracket: None,
            last_brackets: None,
            math_end: Next::default(),
            strike_end: Next::default(),
            title_end: [Next::default(); 2],
            line_angle: Next::default(),
        }
    }

    /// Reads only what `smartify` reads.
    pub(crate) fn make_smarty(&mut self) {
        self.smarty = true;
        self.all = QUOTES | ENTITY | TYPOGRAPHIC | HTML;
        self.set = self.all;
    }
}

impl Parser<'_> {
    /// Parses the spans of `text` into `parent`.
    pub(crate) fn parse_span_text(&mut self, parent: ElementId, text: Slice) {
        self.parse_text_with(parent, text, self.spans.all);
    }

    /// The same, only for code spans: the row of a table.
    pub(crate) fn parse_row_text(&mut self, parent: ElementId, text: Slice) {
        self.parse_text_with(parent, text, CODE);
    }

    /// The same for code spans and HTML: all of a table.
    pub(crate) fn parse_table_text(&mut self, parent: ElementId, text: Slice) {
        // There kramdown makes nothing native, as text is not yet text to it.
        let native = self.options.html_to_native;
        if native {
            self.options.to_mut().html_to_native = false;
        }
        self.parse_text_with(parent, text, CODE | HTML);
        if native {
            self.options.to_mut().html_to_native = true;
        }
    }

    fn parse_text_with(&mut self, parent: ElementId, text: Slice, set: Set) {
        let outer = (self.pos, self.end, self.parent);
        let outer_spans = (self.spans.set, self.spans.start, self.spans.context);
        self.pos = text.start as usize;
        self.end = text.end as usize;
        self.spans.set = set;
        self.spans.start = self.pos;
        self.spans.context = Context::default();
        self.spans.unclosed.clear(self.pos, self.end);
        self.parse_spans(parent, Stop::End);
        (self.pos, self.end, self.parent) = outer;
        (self.spans.set, self.spans.start, self.spans.context) = outer_spans;
    }

    /// Reads spans into `parent` up to where `stop` says; true if that was found, and then it stands at `pos`.
    fn parse_spans(&mut self, parent: ElementId, stop: Stop) -> bool {
        let outer = std::mem::replace(&mut self.parent, parent);
        self.spans.depth += 1;
        let mut brackets = matches!(stop, Stop::Bracket).then(|| Brackets::new(self.pos));
        let mut found = false;
        while self.pos < self.end {
            let wanted = self.spans.set | if brackets.is_some() { BRACKETS } else { 0 };
            let Some(at) = self.next_start(wanted) else {
                if matches!(stop, Stop::End) {
                    self.add_text(parent, Kind::Text, Slice::new(self.pos, self.end));
                    self.pos = self.end;
                }
                break;
            };
            self.add_text(parent, Kind::Text, Slice::new(self.pos, at));
            self.pos = at;
            found = match &mut brackets {
                Some(brackets) => brackets.close_at(self.text(), at),
                None => self.stops_at(at, stop, parent),
            };
            if found {
                break;
            }
            if !self.parse_span(at) {
                let end = at + char_len(self.pool.bytes()[at]);
                self.add_text(parent, Kind::Text, Slice::new(at, end));
                self.pos = end;
            }
            let no_bracket = self.spans.no_bracket.take();
            if let Some(brackets) = &mut brackets {
                if no_bracket == Some(self.spans.context) {
                    break;
                }
                let last = self
                    .tree
                    .last(parent)
                    .filter(|&last| self.tree[last].kind == Kind::Img);
                brackets.pass_image(last, self.text()[at] == b'!');
            }
        }
        self.spans.depth -= 1;
        self.parent = outer;
        self.spans.last_brackets = brackets;
        found
    }

    fn stops_at(&self, at: usize, stop: Stop, parent: ElementId) -> bool {
        match stop {
            Stop::End | Stop::Bracket => false,
            Stop::Emphasis { mark, length } => self.emphasis_ends(at, mark, length, parent),
            Stop::EndTag { name, any_case } => {
                let bytes = self.pool.bytes();
                bytes[at] == b'<' && is_end_tag_of(self.text(), at, &bytes[name.range()], any_case).is_some()
            }
        }
    }

    /// Tries the constructs that may stand at `at`.
    fn parse_span(&mut self, at: usize) -> bool {
        let text = self.text();
        let byte = text[at];
        let mut set = match byte {
            b' ' => TYPOGRAPHIC | BREAK,
            _ => CONSTRUCTS[byte as usize],
        };
        let next = text.get(at + char_len(byte));
        if byte != b'\\' && matches!(next, Some(b'"' | b'\'')) {
            set |= QUOTES;
        }
        set &= self.spans.set;
        while set != 0 {
            let construct = set.trailing_zeros() as usize;
            if ORDER[construct](self) {
                return true;
            }
            set &= set - 1;
        }
        false
    }

    /// The next place at which a construct of `wanted` may begin: kramdown's union of all `span_start` patterns.
    fn next_start(&self, wanted: Set) -> Option<usize> {
        let text = self.text();
        let from = self.pos;
        let mut at = from;
        loop {
            while at < text.len() && CONSTRUCTS[text[at] as usize] & wanted == 0 {
                at += 1;
            }
            let next = |byte| text.get(at + 1) == Some(&byte);
            match *text.get(at)? {
                b'"' | b'\'' => {
                    // The character before a quote is looked at together with it.
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

    /// Adds `length` bytes from here on as text and goes on behind them.
    fn take_text(&mut self, length: usize) {
        let text = Slice::new(self.pos, self.pos + length);
        self.add_text(self.parent, Kind::Text, text);
        self.pos += length;
    }

    /// Adds an element here and goes on at `end`.
    fn take_element(&mut self, kind: Kind, text: Slice, end: usize) -> ElementId {
        let id = self.tree.create(kind, text, Slice::new(self.pos, end));
        self.tree.append(self.parent, id);
        self.pos = end;
        id
    }

    /// The character at `at`, if the text goes so far.
    fn char_at(&self, at: usize) -> Option<char> {
        char_at(self.text(), at)
    }
}

//! Links and images: `[text](url "title")`, `[text][id]`, `[id]`.

use crate::kramdown::attributes::Name;
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::span::escaped_chars::is_escapable;
use crate::kramdown::span::link_target::Target;
use crate::kramdown::span::unclosed::{Opener, most_wasted};
use crate::kramdown::span::{Context, MAX_SPAN_DEPTH, Stop};

/// The bracket of a link.
const BRACKET: Opener = Opener {
    mark: b'[',
    length: 1,
};

/// Takes a link or an image, or its bracket as text.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let is_image = text[start] == b'!';
    let inside = start + 1 + usize::from(is_image);
    if text.get(inside - 1) != Some(&b'[') || matches!(text.get(inside), None | Some(b'^')) {
        return false;
    }
    let context = parser.spans.context;
    if !is_image && context.has(Context::LINK) || !link(parser, start, inside, is_image) {
        parser.pos = start;
        parser.take_text(inside - start);
    }
    true
}

/// The brackets in the text of a link.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// The places behind those that are open, the link's own first.
    open: Vec<usize>,
    /// Those that have closed: the place behind, and where they close.
    closed: Vec<(usize, usize)>,
    last_image: Option<ElementId>,
    /// kramdown counts brackets and takes images off, also those that `html_to_native` made of `<img>`, which opened
    /// none: with these the link's own bracket is not found where it closes.
    native_images: usize,
    /// How many more brackets closed than were open: never more than one without native images.
    surplus: usize,
}

impl Brackets {
    /// Those of a link whose text begins at `inside`.
    pub(super) fn new(inside: usize) -> Self {
        Self {
            open: vec![inside],
            ..Self::default()
        }
    }

    /// Counts what stands at `at`; true if it closes the link's own bracket.
    pub(super) fn close_at(&mut self, text: &[u8], at: usize) -> bool {
        match text[at] {
            b']' => {
                match self.open.pop() {
                    Some(start) => self.closed.push((start, at)),
                    None => self.surplus += 1,
                }
                self.balances()
            }
            b'[' => self.opens(at + 1),
            b'!' if text.get(at + 1) == Some(&b'[') => self.opens(at + 2),
            _ => self.balances(),
        }
    }

    /// One more bracket; true where that makes up for a native image.
    fn opens(&mut self, inside: usize) -> bool {
        match self.surplus.checked_sub(1) {
            Some(surplus) => self.surplus = surplus,
            None => self.open.push(inside),
        }
        self.balances()
    }

    fn balances(&self) -> bool {
        self.open.len() == self.native_images + self.surplus
    }

    /// Whether what is known of the brackets holds for each of them alone.
    fn are_known(&self) -> bool {
        self.native_images == 0
    }

    /// Where an image is the last element: the bracket that it opened, if any, was closed by itself.
    pub(super) fn pass_image(&mut self, last: Option<ElementId>, has_bracket: bool) {
        if last.is_some() && last != self.last_image {
            self.last_image = last;
            if has_bracket {
                self.open.pop();
            } else {
                self.native_images += 1;
            }
        }
    }
}

fn link(parser: &mut Parser<'_>, start: usize, inside: usize, is_image: bool) -> bool {
    let kind = if is_image { Kind::Img } else { Kind::A };
    let outer = parser.spans.context;
    let html = parser.spans.html;
    let most = most_wasted(parser);
    if parser.spans.depth >= MAX_SPAN_DEPTH
        || parser.spans.unclosed.is_known(BRACKET, outer, html, start, most)
        || is_known_to_fail(parser, inside, start)
    {
        return false;
    }
    let mark = parser.mark();
    let element = parser
        .tree
        .create(kind, Slice::default(), Slice::new(start, start));
    parser.spans.context = outer.with(Context::LINK);
    parser.pos = inside;
    let found = parser.parse_spans(element, Stop::Bracket);
    parser.spans.context = outer;
    let close = parser.pos;
    let brackets = parser.spans.last_brackets.take().unwrap_or_default();
    let target = if found && parser.text()[close] != b']' {
        Target::None
    } else if found {
        parser.link_target(inside, close, start)
    } else if !brackets.are_known() {
        Target::None
    } else {
        parser.spans.no_bracket = Some(outer);
        let length = close - start;
        parser.spans.unclosed.note(BRACKET, outer, html, start, length);
        Target::None
    };
    match target {
        Target::None => {
            parser.forget(mark);
            if brackets.are_known() {
                note_brackets(parser, brackets, outer);
            }
            if found && parser.text()[close] == b']' {
                // Once more for its warning: those of the text within come again when it is read again.
                parser.link_target(inside, close, start);
            }
            false
        }
        Target::Definition { id, end } => {
            let definition = parser.link_defs[id.as_str()];
            let ial = definition.eob.and_then(|eob| parser.tree[eob].ial);
            parser.tree[element].ial = ial;
            if let Some(ial) = ial {
                let mut attrs = parser.tree[element].attrs;
                parser.apply_ial(&mut attrs, ial);
                parser.tree[element].attrs = attrs;
            }
            finish(
                parser,
                element,
                definition.url,
                definition.title,
                (inside, close, end),
            );
            true
        }
        Target::Url { url, title, end } => {
            finish(parser, element, url, title, (inside, close, end));
            true
        }
    }
}

/// True if this bracket was met before, in the text of a link that came to nothing, and is known to make no link.
fn is_known_to_fail(parser: &mut Parser<'_>, inside: usize, start: usize) -> bool {
    match parser.spans.unclosed.bracket(inside, parser.spans.context) {
        None => false,
        Some(None) => {
            parser.spans.no_bracket = Some(parser.spans.context);
            true
        }
        Some(Some(close)) => {
            let warnings = parser.warnings.len();
            let target = parser.link_target(inside, close, start);
            let fails = matches!(target, Target::None);
            if !fails {
                parser.warnings.truncate(warnings);
            }
            fails
        }
    }
}

/// Remembers the brackets in the text of a link that came to nothing, so that not each is searched for once more.
fn note_brackets(parser: &mut Parser<'_>, brackets: Brackets, context: Context) {
    if brackets.open.len() + brackets.closed.len() < 2 {
        return;
    }
    let open = brackets.open.into_iter().map(|inside| (inside, None));
    let closed = brackets
        .closed
        .into_iter()
        .map(|(inside, close)| (inside, Some(close)));
    parser.spans.unclosed.note_brackets(context, open.chain(closed));
}

/// Adds the link: its text lies in `inside..close`, all of it ends at `end`.
fn finish(
    parser: &mut Parser<'_>,
    element: ElementId,
    url: Slice,
    title: Option<Slice>,
    (inside, close, end): (usize, usize, usize),
) {
    if parser.tree[element].kind == Kind::A {
        parser.set_element_attr(element, Name::Href, url);
    } else {
        parser.set_element_attr(element, Name::Src, url);
        let alt = unescaped(parser, Slice::new(inside, close));
        parser.set_element_attr(element, Name::Alt, alt);
        parser.tree.clear(element);
    }
    if let Some(title) = title {
        parser.set_element_attr(element, Name::Title, title);
    }
    parser.tree[element].source.end = end as u32;
    parser.tree.append(parser.parent, element);
    parser.pos = end;
}

/// The text without the backslashes that escape.
pub(super) fn unescaped(parser: &mut Parser<'_>, slice: Slice) -> Slice {
    let text = parser.pool.get(slice);
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return slice;
    }
    let plain = unescape(text);
    parser.pool.add(&plain, slice.start as usize)
}

/// The text without the backslashes that escape.
pub(super) fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(|&byte| is_escapable(byte)) {
            plain.push_str(&text[from..at]);
            from = at + 1;
            at += 2;
        } else {
            at += 1;
        }
    }
    plain.push_str(&text[from..]);
    plain
}

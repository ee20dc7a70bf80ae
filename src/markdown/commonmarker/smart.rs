//! Typographic quotes, dashes and ellipses: cmark's option `SMART`.

use super::Placed;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;

/// The replacement of each straight quote, by its position in the text.
pub(super) type Quotes = HashMap<usize, char>;

/// The quotes of a block that can open.
#[derive(Default)]
struct Openers {
    /// The positions of `'` and of `"`.
    open: [Vec<usize>; 2],
    /// The numbers of open quotes at the start of a link.
    bottoms: Vec<[usize; 2]>,
}

/// Pairs all quotes: a closing quote is paired with the nearest opening one before it.
pub(super) fn quotes(source: &str, events: &[Placed<'_>]) -> Quotes {
    let mut quotes = Quotes::new();
    let mut openers = Openers::default();
    let mut is_first = true;
    let mut is_code = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                let lengths = [openers.open[0].len(), openers.open[1].len()];
                openers.bottoms.push(lengths);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let lengths = openers.bottoms.pop().unwrap_or_default();
                for (open, length) in openers.open.iter_mut().zip(lengths) {
                    open.truncate(length);
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {}
            Event::Start(tag) => {
                openers = Openers::default();
                is_code = matches!(tag, Tag::CodeBlock(_));
                is_first = true;
                continue;
            }
            Event::Text(text) if !is_code && source.get(range.clone()) == Some(&**text) => {
                for (at, quote) in text.match_indices(['\'', '"']) {
                    let before = if is_first && at == 0 {
                        None
                    } else {
                        source[..range.start + at].chars().next_back()
                    };
                    let after = source[range.start + at + 1..].chars().next();
                    openers.meet(quote == "\"", range.start + at, (before, after), &mut quotes);
                }
            }
            _ => {}
        }
        is_first = false;
    }
    quotes
}

impl Openers {
    fn meet(
        &mut self,
        double: bool,
        at: usize,
        (before, after): (Option<char>, Option<char>),
        quotes: &mut Quotes,
    ) {
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let mark = |c: Option<char>| c.is_some_and(is_punctuation);
        let is_left = !blank(after) && (!mark(after) || blank(before) || mark(before));
        let is_right = !blank(before) && (!mark(before) || blank(after) || mark(after));
        let opens = is_left && !is_right && !matches!(before, Some(']' | ')'));
        let open = &mut self.open[usize::from(double)];
        let bottom = self
            .bottoms
            .last()
            .map_or(0, |lengths| lengths[usize::from(double)]);
        quotes.insert(
            at,
            match (double, is_right) {
                (true, false) => '“',
                (true, true) => '”',
                (false, _) => '’',
            },
        );
        if is_right && open.len() > bottom {
            quotes.insert(open[open.len() - 1], if double { '“' } else { '‘' });
        }
        if opens {
            open.push(at);
        }
    }
}

fn is_punctuation(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_punctuation(),
        false => !c.is_alphanumeric() && !c.is_whitespace(),
    }
}

/// Replaces dashes, ellipses and quotes in a text at the position `at` of the source.
pub(super) fn text(text: &str, at: usize, quotes: &Quotes) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut from = 0;
    while let Some(c) = text[from..].chars().next() {
        match c {
            '\'' | '"' => out.push(quotes.get(&(at + from)).copied().unwrap_or(c)),
            '-' if text[from..].starts_with("--") => {
                let run = text[from..].len() - text[from..].trim_start_matches('-').len();
                let (long, short) = match run {
                    run if run % 3 == 0 => (run / 3, 0),
                    run if run % 2 == 0 => (0, run / 2),
                    run if run % 3 == 2 => ((run - 2) / 3, 1),
                    run => ((run - 4) / 3, 2),
                };
                out.extend(std::iter::repeat_n('—', long).chain(std::iter::repeat_n('–', short)));
                from += run;
                continue;
            }
            '.' if text[from..].starts_with("...") => {
                out.push('…');
                from += 3;
                continue;
            }
            c => out.push(c),
        }
        from += c.len_utf8();
    }
    out
}

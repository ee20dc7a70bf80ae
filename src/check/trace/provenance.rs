//! Follows a part of a rendered text back to where it is written.

use super::super::places::Located;
use super::super::scan::{FileKind, scan};
use super::labels::{Labels, word};
use super::values::Values;
use crate::diag::{Sources, Span};
use crate::liquid::{Derived, Origin, Origins, Trail};
use crate::site::PageId;
use crate::value::{Str, Value};
use std::collections::HashMap;
use std::ops::Range;

/// How deep strings may be derived from each other.
const DEEPEST: usize = 12;

/// A text that Liquid has rendered exactly.
#[derive(Clone, Copy)]
pub(super) struct Rendered<'a> {
    pub(super) text: &'a str,
    pub(super) origins: &'a Origins,
    pub(super) trail: Option<&'a Trail>,
}

/// A part of a text with one origin.
struct Segment<'a> {
    /// The bytes of the text, cut to the part that is asked for.
    range: Range<usize>,
    origin: Origin,
    /// The whole string that was printed there.
    value: Option<&'a Str>,
}

/// What following needs in addition to the rendered text.
pub(super) struct Follow<'a> {
    pub(super) sources: &'a Sources,
    pub(super) values: &'a mut Values,
    /// `url` and `baseurl`: they begin many addresses and are seldom what is wrong with one.
    pub(super) prefixes: [&'a str; 2],
    /// Converts Markdown.
    pub(super) markdown: &'a dyn Fn(&str) -> String,
    /// The page whose HTML a string is.
    pub(super) page_of: &'a dyn Fn(&Str) -> Option<PageId>,
    /// The addresses that are asked for, of the same page.
    pub(super) addresses: &'a [&'a str],
    /// Labels by the address of the text.
    pub(super) labels: &'a mut HashMap<usize, (Str, Labels), foldhash::fast::RandomState>,
}

/// Where a part of a text comes from.
pub(super) enum Found {
    /// A place.
    Place(Located),
    /// This part of the string.
    Inside(Range<usize>),
    /// This part of the HTML of another page.
    OfPage(PageId, Range<usize>),
}

impl Follow<'_> {
    /// Where the bytes `range` of a rendered text are written. `stop` is a string that the caller follows itself.
    pub(super) fn place(&mut self, rendered: Rendered<'_>, range: Range<usize>, stop: Option<&Str>) -> Found {
        let segments = segments(rendered, &range);
        match &*segments {
            [] => Found::Place(Located::default()),
            [one] => self.one(rendered, one, &range, stop),
            many => Found::Place(self.many(rendered, many, &range)),
        }
    }

    fn one(
        &mut self,
        rendered: Rendered<'_>,
        segment: &Segment<'_>,
        range: &Range<usize>,
        stop: Option<&Str>,
    ) -> Found {
        let at = segment.origin.at as usize;
        if segment.origin.literal {
            let before = range.start - at;
            let start = segment.origin.span.start as usize + before;
            let span = Span::new(segment.origin.span.source, start, start + range.len());
            return Found::Place(self.checked(span, &rendered.text[range.clone()]));
        }
        let tag = Located::at(segment.origin.span, false);
        let Some(value) = segment.value else {
            return Found::Place(tag);
        };
        let inside = range.start - at..range.end - at;
        if stop.is_some_and(|stop| Str::ptr_eq(stop, value)) {
            return Found::Inside(inside);
        }
        if inside.end > value.len() {
            return Found::Place(Located::default());
        }
        if let Some(page) = (self.page_of)(value) {
            return Found::OfPage(page, inside);
        }
        let whole = inside == (0..value.len());
        let found = match whole {
            true => self.value(rendered.trail, value, Some(segment.origin.span), 0),
            false => match self.inside(rendered.trail, value, inside, stop, 0) {
                Found::Place(found) => found,
                elsewhere => return elsewhere,
            },
        };
        Found::Place(if found.span.is_some() { found } else { tag })
    }

    /// An address of several parts. The part that has its last word decides: a string that is written elsewhere, else
    /// the address as the template has it.
    fn many(&mut self, rendered: Rendered<'_>, segments: &[Segment<'_>], range: &Range<usize>) -> Located {
        let address = &rendered.text[range.clone()];
        let last_word = address.rfind(|c: char| c.is_alphanumeric()).unwrap_or(0) + range.start;
        let deciding = segments.iter().find(|segment| segment.range.contains(&last_word));
        if let Some(segment) = deciding
            && let Some(value) = segment.value
            && !self.is_prefix(value)
        {
            let found = self.value(rendered.trail, value, Some(segment.origin.span), 0);
            let elsewhere = found
                .span
                .is_some_and(|span| !contains(segment.origin.span, span));
            if elsewhere {
                return Located {
                    exact: false,
                    ..found
                };
            }
        }
        let (first, last) = (&segments[0], &segments[segments.len() - 1]);
        if first.origin.span.source != last.origin.span.source {
            return Located::default();
        }
        let start = match first.origin.literal {
            true => first.origin.span.start as usize + (range.start - first.origin.at as usize),
            false => first.origin.span.start as usize,
        };
        let end = match last.origin.literal {
            true => last.origin.span.start as usize + (range.end - last.origin.at as usize),
            false => last.origin.span.end as usize,
        };
        if end < start {
            return Located::default();
        }
        let span = Span::new(first.origin.span.source, start, end);
        self.checked(span, &rendered.text[range.clone()])
    }

    /// Whether a string is `url` or `baseurl`.
    fn is_prefix(&self, text: &str) -> bool {
        let text = text.trim_matches('/');
        let mut prefixes = self.prefixes.iter();
        text.is_empty() || prefixes.any(|prefix| prefix.trim_matches('/') == text)
    }

    /// `span`, which is exact where the source has `text` there.
    fn checked(&self, span: Span, text: &str) -> Located {
        let source = self.sources.get(span.source);
        match source.text.get(span.start as usize..span.end as usize) {
            Some(written) => Located::at(span, written == text),
            None => Located::default(),
        }
    }

    /// Where the whole string `value` is written.
    fn value(&mut self, trail: Option<&Trail>, value: &Str, tag: Option<Span>, depth: usize) -> Located {
        if depth > DEEPEST {
            return Located::default();
        }
        if let Some(span) = trail.and_then(|trail| trail.literal(value)) {
            return match tag {
                // Written in the tag that prints it: the tag is the address as its author sees it.
                Some(tag) if tag == span => Located::at(tag, false),
                _ => self.literal(span, value),
            };
        }
        if let Some(span) = self.values.find(value) {
            return self.checked(span, value);
        }
        if let Some(origins) = trail.and_then(|trail| trail.captured(value)) {
            let rendered = Rendered {
                text: value,
                origins,
                trail,
            };
            return match self.place(rendered, 0..value.len(), None) {
                Found::Place(found) => found,
                _ => Located::default(),
            };
        }
        let Some(derived) = trail.and_then(|trail| trail.derived(value)) else {
            return Located::default();
        };
        let Some(operand) = self.operand(derived, value) else {
            return Located::default();
        };
        let found = self.value(trail, &operand, tag, depth + 1);
        Located {
            exact: false,
            ..found
        }
    }

    /// The operand of a filter that an address comes from: the one with its last word, else the longest.
    fn operand(&self, derived: &Derived, value: &str) -> Option<Str> {
        let core = value.trim_matches('/');
        let shares = |text: &Str| {
            let text = text.trim_matches('/');
            !text.is_empty() && !self.is_prefix(text) && (core.contains(text) || text.contains(core))
        };
        let mut operands: Vec<Str> = operands(derived);
        operands.retain(shares);
        let last_word = word(core).map_or("", |(word, _)| word);
        let longest = operands
            .into_iter()
            .max_by_key(|text| (text.contains(last_word), text.len()));
        // A filter such as `slugify` changes its input beyond recognition.
        longest.or_else(|| match &derived.input {
            Value::Str(input) if derived.arguments.is_empty() => Some(Str::clone(input)),
            _ => None,
        })
    }

    /// Where a literal is written within its tag.
    fn literal(&self, tag: Span, value: &str) -> Located {
        let source = self.sources.get(tag.source);
        let text = source
            .text
            .get(tag.start as usize..tag.end as usize)
            .unwrap_or("");
        let mut places = text.match_indices(value).filter(|(at, _)| {
            let quote = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
            matches!(quote, Some(b'"' | b'\'')) && text.as_bytes().get(at + value.len()) == quote
        });
        match (places.next(), places.next()) {
            (Some((at, _)), None) => {
                let start = tag.start as usize + at;
                Located::at(Span::new(tag.source, start, start + value.len()), true)
            }
            _ => Located::at(tag, false),
        }
    }

    /// Where the bytes `range` of the string `value` are written.
    pub(super) fn inside(
        &mut self,
        trail: Option<&Trail>,
        value: &Str,
        range: Range<usize>,
        stop: Option<&Str>,
        depth: usize,
    ) -> Found {
        if stop.is_some_and(|stop| Str::ptr_eq(stop, value)) {
            return Found::Inside(range);
        }
        if depth > DEEPEST || value.get(range.clone()).is_none() {
            return Found::Place(Located::default());
        }
        if let Some(page) = (self.page_of)(value) {
            return Found::OfPage(page, range);
        }
        if let Some(origins) = trail.and_then(|trail| trail.captured(value)) {
            let rendered = Rendered {
                text: value,
                origins,
                trail,
            };
            return self.place(rendered, range, stop);
        }
        if let Some(span) = self.values.find(value) {
            return Found::Place(self.within(span, value, &range));
        }
        if let Some(span) = trail.and_then(|trail| trail.literal(value)) {
            let whole = self.literal(span, value);
            return Found::Place(match whole.span.filter(|_| whole.exact) {
                Some(span) => self.within(span, value, &range),
                None => whole,
            });
        }
        match trail.and_then(|trail| trail.derived(value)) {
            Some(derived) => self.through(trail, derived, value, range, stop, depth),
            None => Found::Place(Located::default()),
        }
    }

    /// Where the bytes `range` of a string that a filter returned come from in the filter's operands.
    fn through(
        &mut self,
        trail: Option<&Trail>,
        derived: &Derived,
        value: &Str,
        range: Range<usize>,
        stop: Option<&Str>,
        depth: usize,
    ) -> Found {
        let operands = operands(derived);
        let converts = matches!(derived.filter, "markdownify" | "tabs");
        let tag = Found::Place(Located {
            span: derived.span,
            ..Located::default()
        });
        for operand in &operands {
            let found = match converts {
                true => self.through_markdown(operand, value, &range),
                false => same_reference(operand, value, &range),
            };
            if let Some(range) = found {
                return self.inside(trail, operand, range, stop, depth + 1);
            }
        }
        tag
    }

    /// The part of the Markdown text `operand` that makes the reference at `range` of `html`, which has the
    /// conversion of `operand` in it.
    fn through_markdown(&mut self, operand: &Str, html: &str, range: &Range<usize>) -> Option<Range<usize>> {
        let converted = (self.markdown)(operand);
        let range = match html == converted {
            true => range.clone(),
            false => same_reference(&converted, html, range)?,
        };
        let key = operand.as_ptr().addr();
        if !self.labels.contains_key(&key) {
            let labels = Labels::new(operand, &converted, self.addresses, self.markdown);
            self.labels.insert(key, (Str::clone(operand), labels));
        }
        self.labels.get(&key)?.1.find(&range).map(|(range, _)| range)
    }

    /// The bytes `range` of a string that is written at `span`. Where the file folds or escapes the string, the same
    /// occurrence of the same text within the span.
    fn within(&self, span: Span, value: &str, range: &Range<usize>) -> Located {
        let source = self.sources.get(span.source);
        let written = source
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("");
        let part = &value[range.clone()];
        let start = match written == value {
            true => Some(range.start),
            false => {
                let before = value[..range.start].matches(part).count();
                let same = value.matches(part).count() == written.matches(part).count();
                let mut places = written.match_indices(part).map(|(at, _)| at);
                places.nth(before).filter(|_| same && !part.is_empty())
            }
        };
        match start {
            Some(start) => {
                let start = span.start as usize + start;
                Located::at(Span::new(span.source, start, start + range.len()), true)
            }
            None => Located::at(span, false),
        }
    }
}

/// The strings that a filter was given, the input first.
fn operands(derived: &Derived) -> Vec<Str> {
    let mut operands = Vec::new();
    let mut add = |value: &Value| match value {
        Value::Str(text) => operands.push(Str::clone(text)),
        Value::Array(items) => operands.extend(items.iter().filter_map(|item| match item {
            Value::Str(text) => Some(Str::clone(text)),
            _ => None,
        })),
        _ => {}
    };
    add(&derived.input);
    derived.arguments.iter().for_each(&mut add);
    operands
}

/// The bytes in `before` of the reference that is at `range` in `after`, which was made from `before`: by its number
/// where both have as many references, else by its number among those with the same text.
pub(super) fn same_reference(before: &str, after: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let old = scan(before, FileKind::Html).references;
    let new = scan(after, FileKind::Html).references;
    let at = new.iter().position(|reference| reference.range == *range)?;
    if old.len() == new.len() {
        return Some(old[at].range.clone());
    }
    let nth = new[..at]
        .iter()
        .filter(|reference| reference.text == new[at].text)
        .count();
    let all = new
        .iter()
        .filter(|reference| reference.text == new[at].text)
        .count();
    let same: Vec<_> = old
        .iter()
        .filter(|reference| reference.text == new[at].text)
        .collect();
    (same.len() == all).then(|| same[nth].range.clone())
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

/// The parts of `range` by their origins.
fn segments<'a>(rendered: Rendered<'a>, range: &Range<usize>) -> Vec<Segment<'a>> {
    let mut segments = Vec::new();
    let mut at = range.start;
    // An empty address belongs to the text before it.
    let last = range.end.max(range.start + 1);
    if range.is_empty() {
        at = at.saturating_sub(1);
    }
    while at < last {
        let Some((origin, next)) = rendered.origins.piece(at) else {
            break;
        };
        let end = next.unwrap_or(rendered.text.len());
        segments.push(Segment {
            range: at.max(range.start)..end.min(range.end),
            origin,
            value: rendered.origins.value(origin.at as usize),
        });
        if range.is_empty() || end <= at {
            break;
        }
        at = end;
    }
    segments.retain(|segment| range.is_empty() || !segment.range.is_empty());
    segments
}

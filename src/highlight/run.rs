//! One lexer at work: in goes code, piece by piece, out come its tokens; the stack of states lasts between
//! pieces.

use crate::matcher::{Hit, Memory};
use crate::notation::{Action, Move, Part, StateId, Table};
use crate::options::Options;
use crate::scan::Marks;
use crate::sink::Sink;
use crate::token::Token;
use crate::{Kind, Lexer, textmate};
use foldhash::HashMap;
use regex_automata::util::primitives::NonMaxUsize;

/// How many times in a row a rule may match nothing; then a character is given up as an error. Rouge's number.
const MAX_NULL_SCANS: u32 = 5;

/// Lexers deeper in one another than this get plain text.
const MAX_DEPTH: usize = 24;

/// What a lexer's functions may note down between matches.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Texts: delimiters of heredocs waiting for their bodies, names of open elements.
    pub(crate) texts: Vec<String>,
    /// Numbers: depths of brackets, flags; what each means is the lexer's own affair.
    pub(crate) numbers: [usize; 4],
    /// Numbers of what is open, the innermost last: how far blocks are indented.
    pub(crate) depths: Vec<usize>,
}

/// A lexer at work.
pub(crate) struct Run {
    lexer: &'static Lexer,
    options: Options,
    stack: Vec<StateId>,
    notes: Notes,
    inner: Vec<Run>,
    slots: Vec<Option<NonMaxUsize>>,
    /// Working memory of the matchers, by their numbers.
    memories: Vec<Option<Box<Memory>>>,
    depth: usize,
}

impl Drop for Run {
    fn drop(&mut self) {
        self.lexer.give_back(std::mem::take(&mut self.memories));
    }
}

impl Run {
    /// A fresh run.
    pub(crate) fn new(lexer: &'static Lexer, options: Options) -> Run {
        Run::at_depth(lexer, options, 0)
    }

    fn at_depth(lexer: &'static Lexer, options: Options, depth: usize) -> Run {
        Run {
            lexer,
            options,
            stack: lexer.table().map(|table| table.start.clone()).unwrap_or_default(),
            notes: Notes::default(),
            inner: Vec::new(),
            slots: Vec::new(),
            memories: lexer.take(),
            depth,
        }
    }

    /// Reads `text`, which begins at `base` of the whole code, and goes on from the state it was left in.
    pub(crate) fn feed(&mut self, text: &str, base: usize, sink: &mut Sink) {
        match self.lexer.kind {
            Kind::Plain => sink.push(Token::Text, base + text.len()),
            Kind::Procedure(procedure) => {
                procedure(&mut Feed {
                    run: self,
                    sink,
                    text,
                    base,
                });
            }
            Kind::Table(_) => self.follow(text, base, sink),
            Kind::TextMate(language) => textmate::read(language, text, base, sink),
        }

        sink.push(Token::Text, base + text.len());
    }

    fn follow(&mut self, text: &str, base: usize, sink: &mut Sink) {
        let lexer = self.lexer;
        let Some(table) = lexer.table() else { return };
        if self.depth > MAX_DEPTH {
            return;
        }
        let mut position = 0;
        let mut null_scans = 0;
        let mut far = Far::default();
        while position < text.len() {
            let hit = self.find(table, text, position, &mut far);
            let before = position;
            let mut stuck = true;
            if let Some(hit) = hit {
                position = self.take(table, hit, (text, base), position, &mut far, sink);
                null_scans = if position == before { null_scans + 1 } else { 0 };
                stuck = null_scans > MAX_NULL_SCANS;
            }
            if stuck {
                let letter = text[position..].chars().next().map_or(1, char::len_utf8);
                position += letter;
                sink.push(Token::Err, base + position);
            }
        }
    }

    /// The first rule of the state on top that matches at `position`.
    fn find(&mut self, table: &Table, text: &str, position: usize, far: &mut Far) -> Option<Hit> {
        let state = *self.stack.last()?;
        let rest = &text[position..];
        let at_line_start = position == 0 || text.as_bytes()[position - 1] == b'\n';
        let mut unmet = 0;
        for (bit, needed) in table.needs(state).iter().enumerate() {
            if !far.comes(needed, text, position) {
                unmet |= 1 << bit;
            }
        }
        let mut from = 0;
        loop {
            let reduced = if unmet == 0 {
                None
            } else {
                Some(table.reduced(state, from, at_line_start, unmet))
            };
            let matcher = match &reduced {
                Some(matcher) => matcher.as_ref(),
                None => table.matcher(state, from, at_line_start),
            };
            if self.memories.len() <= matcher.id {
                self.memories.resize_with(matcher.id + 1, || None);
            }
            let memory = self.memories[matcher.id].get_or_insert_with(|| matcher.memory());
            let pattern = |rule: usize| &table.rule(rule).pattern;
            let mut hit = matcher.find(memory, &mut far.marks, (text, position), pattern)?;
            if !hit.sure {
                let Some(length) = table.rule(hit.rule).groups().length(rest) else {
                    from = hit.place + 1;
                    continue;
                };
                hit.length = length;
            }
            let pattern = pattern(hit.rule);
            if !pattern.can_fail() {
                return Some(hit);
            }
            let there = pattern
                .needs
                .is_none_or(|needed| far.comes(needed, text, position));
            if there && !pattern.vetoed(rest, hit.length) {
                return Some(hit);
            }
            from = hit.place + 1;
        }
    }

    /// Carries a rule out; returns where its match ends.
    fn take(
        &mut self,
        table: &Table,
        hit: Hit,
        (text, base): (&str, usize),
        start: usize,
        far: &mut Far,
        sink: &mut Sink,
    ) -> usize {
        let rule = table.rule(hit.rule);
        let mut end = start + hit.length;
        if rule.wants_groups() {
            let mut slots = std::mem::take(&mut self.slots);
            rule.groups().find(&text[start..], hit.length, &mut slots);
            if let Some(Some(length)) = slots.get(1) {
                end = start + length.get();
            }
            self.slots = slots;
        } else if let Some(length) = rule.pattern.fixed_length() {
            end = start + length;
        }
        match &rule.action {
            Action::Nothing => {}
            Action::Whole(part) => self.part(part, text, base, (start, end), sink),
            Action::Groups(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    if let Some(range) = self.group(index + 1, start) {
                        self.part(part, text, base, range, sink);
                    }
                }
            }
            Action::Call(function) => {
                let mut step = Step {
                    run: self,
                    table,
                    far,
                    sink,
                    text,
                    base,
                    start,
                    end,
                };
                function(&mut step);
                end = step.end;
            }
        }
        let moves = match &rule.action {
            Action::Whole(Part::Word(words, otherwise)) if !rule.when.is_empty() => rule
                .when
                .contains(&words.get(&text[start..end]).unwrap_or(*otherwise)),
            _ => true,
        };
        for step in rule.moves.iter().filter(|_| moves) {
            self.step(*step);
        }
        end
    }

    fn group(&self, index: usize, start: usize) -> Option<(usize, usize)> {
        let from = self.slots.get(2 * index).copied().flatten()?;
        let to = self.slots.get(2 * index + 1).copied().flatten()?;
        Some((start + from.get(), start + to.get()))
    }

    fn part(&mut self, part: &Part, text: &str, base: usize, (start, end): (usize, usize), sink: &mut Sink) {
        match part {
            Part::Is(token) => sink.push(*token, base + end),
            Part::Word(words, otherwise) => {
                sink.push(words.get(&text[start..end]).unwrap_or(*otherwise), base + end);
            }
            Part::By(lexer) => self.delegate(lexer, &text[start..end], base + start, sink),
            Part::Fresh(lexer) => {
                let mut run = Run::at_depth(lexer, Options::default(), self.depth + 1);
                run.feed(&text[start..end], base + start, sink);
            }
            Part::Recurse => {
                let mut run = Run::at_depth(self.lexer, self.options.clone(), self.depth + 1);
                run.feed(&text[start..end], base + start, sink);
            }
        }
    }

    fn delegate(&mut self, lexer: &'static Lexer, text: &str, base: usize, sink: &mut Sink) {
        self.inner(lexer).feed(text, base, sink);
    }

    /// The run of another lexer inside this one: always the same.
    fn inner(&mut self, lexer: &'static Lexer) -> &mut Run {
        let known = self.inner.iter().position(|run| std::ptr::eq(run.lexer, lexer));
        let place = known.unwrap_or_else(|| {
            self.inner
                .push(Run::at_depth(lexer, Options::default(), self.depth + 1));
            self.inner.len() - 1
        });
        &mut self.inner[place]
    }

    fn restart(&mut self, lexer: &'static Lexer) {
        self.inner.retain(|run| !std::ptr::eq(run.lexer, lexer));
    }

    fn step(&mut self, step: Move<StateId>) {
        match step {
            Move::Push(state) => self.stack.push(state),
            Move::PushSame => self.stack.extend(self.stack.last().copied()),
            Move::Pop(times) => {
                // Rouge fails on an empty stack; the first state stays, so that no input stops a build.
                let left = self.stack.len().saturating_sub(times).max(1);
                self.stack.truncate(left);
            }
            Move::Goto(state) => {
                self.stack.pop();
                self.stack.push(state);
            }
        }
    }
}

/// What is known of the text ahead: where texts that rules need were last found, what searches came to, and where
/// the texts stand that functions look for.
#[derive(Default)]
struct Far {
    marks: Marks,
    found: Vec<(&'static str, Option<usize>)>,
    places: HashMap<String, Option<usize>>,
}

impl Far {
    /// Whether `needed` comes in `text` at `position` or later. Every text is searched for once over the whole.
    fn comes(&mut self, needed: &'static str, text: &str, position: usize) -> bool {
        let known = self.found.iter_mut().find(|(name, _)| *name == needed);
        if let Some((_, place)) = known {
            if place.is_some_and(|place| place < position) {
                *place = text[position..].find(needed).map(|offset| position + offset);
            }
            return place.is_some();
        }
        let place = text[position..].find(needed).map(|offset| position + offset);
        self.found.push((needed, place));
        place.is_some()
    }
}

/// What a rule's function works on: one match, and the run it is part of.
pub(crate) struct Step<'r, 't> {
    run: &'r mut Run,
    table: &'r Table,
    far: &'r mut Far,
    sink: &'r mut Sink,
    text: &'t str,
    base: usize,
    start: usize,
    end: usize,
}

impl<'t> Step<'_, 't> {
    /// The text of the match.
    pub(crate) fn text(&self) -> &'t str {
        &self.text[self.start..self.end]
    }

    /// The text of a group; empty where it took no part.
    pub(crate) fn group(&self, index: usize) -> &'t str {
        self.run
            .group(index, self.start)
            .map_or("", |(start, end)| &self.text[start..end])
    }

    /// The text from the beginning of the match on.
    pub(crate) fn here(&self) -> &'t str {
        &self.text[self.start..]
    }

    /// What follows the match.
    pub(crate) fn ahead(&self) -> &'t str {
        &self.text[self.end..]
    }

    /// Where `needle` next stands in what follows the match. Each is looked for once over the whole text, however often
    /// it is asked for.
    pub(crate) fn find_ahead(&mut self, needle: &str) -> Option<usize> {
        match self.far.places.get(needle) {
            Some(None) => return None,
            Some(Some(place)) if *place >= self.end => return Some(place - self.end),
            _ => {}
        }
        let offset = self.ahead().find(needle);
        let place = offset.map(|offset| self.end + offset);
        self.far.places.insert(needle.to_owned(), place);
        offset
    }

    /// The match ends `length` bytes after its start instead. Cut off at the end of the text and to whole
    /// characters.
    pub(crate) fn set_length(&mut self, length: usize) {
        let mut end = (self.start + length).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.end = end;
    }

    /// The whole match is `token`.
    pub(crate) fn token(&mut self, token: Token) {
        self.sink.push(token, self.base + self.end);
    }

    /// The next `length` bytes that have no token yet are `token`.
    pub(crate) fn next(&mut self, token: Token, length: usize) {
        let from = self.sink.end().max(self.base + self.start);
        self.sink.push(token, (from + length).min(self.base + self.end));
    }

    /// A group is `token`.
    pub(crate) fn group_token(&mut self, index: usize, token: Token) {
        if let Some((_, end)) = self.run.group(index, self.start) {
            self.sink.push(token, self.base + end);
        }
    }

    /// The next `length` bytes that have no token yet are read by another lexer, going on in the state it was left
    /// in.
    pub(crate) fn next_by(&mut self, length: usize, lexer: &'static Lexer) {
        let from = self.sink.end().max(self.base + self.start) - self.base;
        let to = (from + length).min(self.end);
        self.run
            .delegate(lexer, &self.text[from..to], self.base + from, self.sink);
    }

    /// A group is read by a fresh run of another lexer.
    pub(crate) fn delegate_fresh(&mut self, index: usize, lexer: &'static Lexer) {
        if let Some(range) = self.run.group(index, self.start) {
            self.run
                .part(&Part::Fresh(lexer), self.text, self.base, range, self.sink);
        }
    }

    /// A group is read by a fresh run of this lexer.
    pub(crate) fn recurse(&mut self, index: usize) {
        if let Some(range) = self.run.group(index, self.start) {
            self.run
                .part(&Part::Recurse, self.text, self.base, range, self.sink);
        }
    }

    /// Makes another lexer start anew when it is next delegated to.
    pub(crate) fn restart(&mut self, lexer: &'static Lexer) {
        self.run.restart(lexer);
    }

    /// Another lexer that was left in `state` leaves it.
    pub(crate) fn leave(&mut self, lexer: &'static Lexer, state: &str) {
        let inner = self.run.inner(lexer);
        let top = lexer.table().map(|table| table.state(state));
        if top.is_some() && inner.stack.last().copied() == top {
            inner.step(Move::Pop(1));
        }
    }

    /// Pushes the state.
    pub(crate) fn push(&mut self, state: &str) {
        self.run.step(Move::Push(self.table.state(state)));
    }

    /// Leaves `times` states.
    pub(crate) fn pop(&mut self, times: usize) {
        self.run.step(Move::Pop(times));
    }

    /// Puts the state in the place of the one on top.
    pub(crate) fn goto(&mut self, state: &str) {
        self.run.step(Move::Goto(self.table.state(state)));
    }

    /// Whether the state is on top.
    pub(crate) fn is_state(&self, state: &str) -> bool {
        self.run.stack.last() == Some(&self.table.state(state))
    }

    /// The options the lexer was asked for with.
    pub(crate) fn options(&self) -> &Options {
        &self.run.options
    }

    /// What the lexer has noted down.
    pub(crate) fn notes(&mut self) -> &mut Notes {
        &mut self.run.notes
    }
}

/// What a lexer that is a function works on: a text, and the run it is part of.
pub(crate) struct Feed<'r, 't> {
    run: &'r mut Run,
    sink: &'r mut Sink,
    /// The text to read.
    pub(crate) text: &'t str,
    base: usize,
}

impl Feed<'_, '_> {
    /// The options the lexer was called with.
    pub(crate) fn options(&self) -> Options {
        self.run.options.clone()
    }

    /// From where the last token ends up to `end` of the text is `token`.
    pub(crate) fn token(&mut self, token: Token, end: usize) {
        self.sink.push(token, self.base + end);
    }

    /// Another lexer reads a range of the text, going on in the state it was left in.
    pub(crate) fn delegate(&mut self, lexer: &'static Lexer, range: std::ops::Range<usize>) {
        self.run.delegate(
            lexer,
            &self.text[range.clone()],
            self.base + range.start,
            self.sink,
        );
    }

    /// Makes another lexer start anew when it is next delegated to.
    pub(crate) fn restart(&mut self, lexer: &'static Lexer) {
        self.run.restart(lexer);
    }
}

//! A lexer at work: reads code, piece by piece, and emits its tokens. The stack of states, the lexer's own state and the
//! tokenizers of embedded languages last from one piece to the next.

use crate::context::{MatchContext, ProcedureContext};
use crate::lookahead::LookaheadCache;
use crate::matcher::RuleMatch;
use crate::options::Options;
use crate::sink::Sink;
use crate::state_table::{Action, Emit, StateId, StateTable, Transition};
use crate::token::Token;
use crate::version::Version;
use crate::{DfaCaches, Lexer, LexerKind, registry};
use regex_automata::util::primitives::NonMaxUsize;
use std::any::Any;
use std::ops::Range;

/// Rouge's limit of consecutive empty matches. At the next one it emits a character as an error.
const MAX_NULL_SCANS: u32 = 5;

/// Lexers nested deeper than this emit plain text.
const MAX_DEPTH: usize = 24;

/// The text that a tokenizer reads at a time.
#[derive(Clone, Copy)]
pub(crate) struct Input<'t> {
    pub(crate) text: &'t str,
    /// Where the text begins in the whole code. Tokens are given by places in the whole code.
    pub(crate) base: usize,
}

/// A lexer at work.
pub(crate) struct Tokenizer {
    lexer: &'static Lexer,
    pub(crate) version: Version,
    pub(crate) options: Options,
    stack: Vec<StateId>,
    /// What the lexer's functions remember between matches: one value of each type.
    states: Vec<Box<dyn Any>>,
    embedded: Vec<Tokenizer>,
    /// The groups of the last match, as `regex_automata` has them: pairs of offsets.
    slots: Vec<Option<NonMaxUsize>>,
    caches: DfaCaches,
    depth: usize,
}

impl Drop for Tokenizer {
    fn drop(&mut self) {
        self.lexer
            .return_caches(self.version, std::mem::take(&mut self.caches));
    }
}

impl Tokenizer {
    /// A tokenizer in the lexer's first state.
    pub(crate) fn new(lexer: &'static Lexer, version: Version, options: Options) -> Tokenizer {
        let table = lexer.table(version);
        Tokenizer {
            lexer,
            version,
            options,
            stack: table.map(|table| table.start.clone()).unwrap_or_default(),
            states: Vec::new(),
            embedded: Vec::new(),
            slots: Vec::new(),
            caches: lexer.take_caches(version),
            depth: 0,
        }
    }

    /// A tokenizer for a language embedded in this one's.
    fn nested(&self, lexer: &'static Lexer, options: Options) -> Tokenizer {
        let mut nested = Tokenizer::new(lexer, self.version, options);
        nested.depth = self.depth + 1;
        nested
    }

    /// Reads `text`, which begins at `base` of the whole code, continuing in the state it was left in.
    pub(crate) fn read(&mut self, text: &str, base: usize, sink: &mut Sink) {
        match self.lexer.kind {
            LexerKind::Plain => sink.push(Token::Text, base + text.len()),
            LexerKind::Procedure(procedure) => {
                procedure(&mut ProcedureContext::new(self, sink, Input { text, base }));
            }
            LexerKind::States(_) if self.depth > MAX_DEPTH => {}
            LexerKind::States(_) => self.follow_rules(Input { text, base }, sink),
        }
        sink.push(Token::Text, base + text.len());
    }

    fn follow_rules(&mut self, input: Input<'_>, sink: &mut Sink) {
        let Some(table) = self.lexer.table(self.version) else {
            return;
        };
        let text = input.text;
        let mut position = 0;
        let mut null_scans = 0;
        let mut lookahead = LookaheadCache::default();
        while position < text.len() {
            let start = position;
            let mut stuck = true;
            if let Some(found) = self.find_rule(table, text, position, &mut lookahead) {
                position = self.apply(table, found, input, position, &mut lookahead, sink);
                null_scans = if position == start { null_scans + 1 } else { 0 };
                stuck = null_scans > MAX_NULL_SCANS;
            }
            if stuck {
                position += text[position..].chars().next().map_or(1, char::len_utf8);
                sink.push(Token::Err, input.base + position);
            }
        }
    }

    /// The first rule of the state on top that matches at `position`.
    fn find_rule(
        &mut self,
        table: &StateTable,
        text: &str,
        position: usize,
        lookahead: &mut LookaheadCache,
    ) -> Option<RuleMatch> {
        let state = *self.stack.last()?;
        let rest = &text[position..];
        let at_line_start = position == 0 || text.as_bytes()[position - 1] == b'\n';
        let mut from = 0;
        loop {
            let matcher = table.matcher(state, from, at_line_start);
            if self.caches.len() <= matcher.id {
                self.caches.resize_with(matcher.id + 1, || None);
            }
            let cache = self.caches[matcher.id].get_or_insert_with(|| matcher.new_cache());
            let pattern = |rule: usize| &table.rule(rule).pattern;
            let mut found = matcher.find(cache, lookahead, (text, position), pattern)?;
            if !found.is_exact {
                let Some(length) = table.rule(found.rule).groups().length(rest) else {
                    from = found.place + 1;
                    continue;
                };
                found.length = length;
            }
            if !table.rule(found.rule).is_vetoed(rest, found.length) {
                return Some(found);
            }
            from = found.place + 1;
        }
    }

    /// Emits the tokens of a match and makes the rule's transitions. Returns where the match ends.
    fn apply(
        &mut self,
        table: &StateTable,
        found: RuleMatch,
        input: Input<'_>,
        start: usize,
        lookahead: &mut LookaheadCache,
        sink: &mut Sink,
    ) -> usize {
        let rule = table.rule(found.rule);
        let text = input.text;
        let mut end = start + found.length;
        if rule.needs_groups() {
            let mut slots = std::mem::take(&mut self.slots);
            rule.groups().find(&text[start..], found.length, &mut slots);
            if let Some(Some(length)) = slots.get(1) {
                end = start + length.get();
            }
            self.slots = slots;
        } else if let Some(length) = rule.pattern.fixed_length() {
            end = start + length;
        }
        match &rule.action {
            Action::Nothing => {}
            Action::Emit(emit) => self.emit(emit, input, start..end, sink),
            Action::Groups(groups) => {
                for (index, emit) in groups.iter().enumerate() {
                    if let Some(range) = self.group(index + 1, start) {
                        self.emit(emit, input, range, sink);
                    }
                }
            }
            Action::Call(function) => {
                let mut context = MatchContext::new(self, table, lookahead, sink, input, start..end);
                function(&mut context);
                end = context.end();
            }
        }
        let applies = match &rule.action {
            Action::Emit(Emit::Keyword(words, otherwise)) if !rule.when.is_empty() => rule
                .when
                .contains(&words.get(&text[start..end]).unwrap_or(*otherwise)),
            _ => true,
        };
        for transition in rule.transitions.iter().filter(|_| applies) {
            self.transition(*transition);
        }
        end
    }

    /// The range of a group of the match that begins at `start`; `None` if the group took no part.
    pub(crate) fn group(&self, index: usize, start: usize) -> Option<Range<usize>> {
        let from = self.slots.get(2 * index).copied().flatten()?;
        let to = self.slots.get(2 * index + 1).copied().flatten()?;
        Some(start + from.get()..start + to.get())
    }

    /// Emits a range of the text.
    pub(crate) fn emit(&mut self, emit: &Emit, input: Input<'_>, range: Range<usize>, sink: &mut Sink) {
        let text = &input.text[range.clone()];
        let base = input.base + range.start;
        match emit {
            Emit::Token(token) => sink.push(*token, base + text.len()),
            Emit::Keyword(words, otherwise) => {
                sink.push(words.get(text).unwrap_or(*otherwise), base + text.len());
            }
            Emit::Delegate(lexer) => self.embedded(lexer).read(text, base, sink),
            Emit::Parent => {
                let parent = registry::parent(&self.options, self.version);
                self.embedded(parent).read(text, base, sink);
            }
            Emit::DelegateFresh(lexer) => self.nested(lexer, Options::default()).read(text, base, sink),
            Emit::Recurse => self
                .nested(self.lexer, self.options.clone())
                .read(text, base, sink),
        }
    }

    /// The tokenizer of an embedded language: the same one each time until it is [`reset`](Tokenizer::reset).
    pub(crate) fn embedded(&mut self, lexer: &'static Lexer) -> &mut Tokenizer {
        let known = self
            .embedded
            .iter()
            .position(|inner| std::ptr::eq(inner.lexer, lexer));
        let index = known.unwrap_or_else(|| {
            let nested = self.nested(lexer, Options::default());
            self.embedded.push(nested);
            self.embedded.len() - 1
        });
        &mut self.embedded[index]
    }

    /// Puts the tokenizer of an embedded language back into its first state.
    pub(crate) fn reset(&mut self, lexer: &'static Lexer) {
        self.embedded.retain(|inner| !std::ptr::eq(inner.lexer, lexer));
    }

    /// Puts the tokenizer of an embedded language into its first state, with these options.
    pub(crate) fn reset_to(&mut self, lexer: &'static Lexer, options: Options) {
        self.reset(lexer);
        let nested = self.nested(lexer, options);
        self.embedded.push(nested);
    }

    /// Pops the state called `name` if the lexer has it and it is on top.
    pub(crate) fn pop_state(&mut self, name: &str) {
        let table = self.lexer.table(self.version);
        let state = table.and_then(|table| table.find_state(name));
        if state.is_some() && self.top() == state {
            self.transition(Transition::Pop(1));
        }
    }

    /// How many states are on the stack.
    pub(crate) fn depth_of_stack(&self) -> usize {
        self.stack.len()
    }

    /// The state on top of the stack.
    pub(crate) fn top(&self) -> Option<StateId> {
        self.stack.last().copied()
    }

    /// Whether the state is on the stack.
    pub(crate) fn in_state(&self, state: StateId) -> bool {
        self.stack.contains(&state)
    }

    /// Pops the states above `state`, if that is on the stack.
    pub(crate) fn pop_to(&mut self, state: StateId) {
        if let Some(index) = self.stack.iter().rposition(|open| *open == state) {
            self.stack.truncate(index + 1);
        }
    }

    /// Changes the stack of states.
    pub(crate) fn transition(&mut self, transition: Transition<StateId>) {
        match transition {
            Transition::Push(state) => self.stack.push(state),
            Transition::PushSame => self.stack.extend(self.stack.last().copied()),
            Transition::Pop(times) => {
                // Rouge raises on an empty stack. Here the first state stays, because no input may stop a build.
                let left = self.stack.len().saturating_sub(times).max(1);
                self.stack.truncate(left);
            }
            Transition::Goto(state) => {
                self.stack.pop();
                self.stack.push(state);
            }
        }
    }

    /// The lexer's own state of type `S`, the default at first.
    pub(crate) fn state<S: Default + 'static>(&mut self) -> &mut S {
        let index = self.states.iter().position(|state| state.is::<S>());
        let index = index.unwrap_or_else(|| {
            self.states.push(Box::<S>::default());
            self.states.len() - 1
        });
        self.states[index]
            .downcast_mut()
            .expect("the value at this index has the type")
    }
}

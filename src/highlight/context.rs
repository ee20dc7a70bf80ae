//! What the functions of lexers work on: a match, or the whole text.

use crate::lookahead::LookaheadCache;
use crate::options::Options;
use crate::sink::Sink;
use crate::state_table::{Emit, StateTable, Transition};
use crate::token::Token;
use crate::tokenizer::{Input, Tokenizer};
use crate::version::Version;
use crate::{ConfiguredLexer, Lexer, registry};
use std::ops::Range;

/// What a rule's function works on: a match, and the tokenizer that found it.
pub(crate) struct MatchContext<'r, 't> {
    tokenizer: &'r mut Tokenizer,
    table: &'r StateTable,
    lookahead: &'r mut LookaheadCache,
    sink: &'r mut Sink,
    input: Input<'t>,
    start: usize,
    end: usize,
}

impl<'r, 't> MatchContext<'r, 't> {
    /// The context of a match over `range`.
    pub(crate) fn new(
        tokenizer: &'r mut Tokenizer,
        table: &'r StateTable,
        lookahead: &'r mut LookaheadCache,
        sink: &'r mut Sink,
        input: Input<'t>,
        range: Range<usize>,
    ) -> MatchContext<'r, 't> {
        MatchContext {
            tokenizer,
            table,
            lookahead,
            sink,
            input,
            start: range.start,
            end: range.end,
        }
    }

    /// Where the match ends.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// The text of the match.
    pub(crate) fn text(&self) -> &'t str {
        &self.input.text[self.start..self.end]
    }

    /// The text of a group; empty if the group took no part in the match.
    pub(crate) fn group(&self, index: usize) -> &'t str {
        let range = self.tokenizer.group(index, self.start);
        range.map_or("", |range| &self.input.text[range])
    }

    /// The text from the beginning of the match to the end of the input.
    pub(crate) fn text_from_match(&self) -> &'t str {
        &self.input.text[self.start..]
    }

    /// The text after the match.
    pub(crate) fn rest(&self) -> &'t str {
        &self.input.text[self.end..]
    }

    /// The offset of `needle` in the text after the match. The answers are cached, so asking again and again reads the
    /// text once.
    pub(crate) fn find_ahead(&mut self, needle: &str) -> Option<usize> {
        let found = self.lookahead.find(self.input.text, self.end, needle);
        found.map(|place| place - self.end)
    }

    /// Sets the length of the match in bytes. It is cut to the end of the text and to whole characters.
    pub(crate) fn set_length(&mut self, length: usize) {
        let mut end = (self.start + length).min(self.input.text.len());
        while !self.input.text.is_char_boundary(end) {
            end -= 1;
        }
        self.end = end;
    }

    /// Emits the whole match as `token`.
    pub(crate) fn token(&mut self, token: Token) {
        self.sink.push(token, self.input.base + self.end);
    }

    /// Emits the next `length` bytes of the match that have no token yet as `token`.
    pub(crate) fn token_next(&mut self, token: Token, length: usize) {
        let from = self.sink.end().max(self.input.base + self.start);
        self.sink
            .push(token, (from + length).min(self.input.base + self.end));
    }

    /// Emits a group as `token`.
    pub(crate) fn group_token(&mut self, index: usize, token: Token) {
        if let Some(range) = self.tokenizer.group(index, self.start) {
            self.sink.push(token, self.input.base + range.end);
        }
    }

    /// Hands the next `length` bytes of the match that have no token yet to another lexer, which continues in the state
    /// it was left in.
    pub(crate) fn delegate_next(&mut self, length: usize, lexer: &'static Lexer) {
        let from = self.sink.end().max(self.input.base + self.start) - self.input.base;
        let to = (from + length).min(self.end);
        self.tokenizer
            .emit(&Emit::Delegate(lexer), self.input, from..to, self.sink);
    }

    /// Hands the match to the lexer of the language that the template is written in, and then pops `state` there if it is
    /// on top.
    pub(crate) fn delegate_to_parent(&mut self, state: &str) {
        self.tokenizer
            .emit(&Emit::Parent, self.input, self.start..self.end, self.sink);
        let parent = registry::parent(&self.tokenizer.options, self.tokenizer.version);
        self.tokenizer.embedded(parent).pop_state(state);
    }

    /// Hands a group to a new tokenizer of another lexer.
    pub(crate) fn delegate_fresh(&mut self, index: usize, lexer: &'static Lexer) {
        self.emit_group(index, &Emit::DelegateFresh(lexer));
    }

    /// Hands a group to a new tokenizer of this lexer.
    pub(crate) fn recurse(&mut self, index: usize) {
        self.emit_group(index, &Emit::Recurse);
    }

    fn emit_group(&mut self, index: usize, emit: &Emit) {
        if let Some(range) = self.tokenizer.group(index, self.start) {
            self.tokenizer.emit(emit, self.input, range, self.sink);
        }
    }

    /// Puts another lexer, to which this one delegates, back into its first state.
    pub(crate) fn reset(&mut self, lexer: &'static Lexer) {
        self.tokenizer.reset(lexer);
    }

    /// Puts another lexer, to which this one delegates, into its first state with these options.
    pub(crate) fn reset_to(&mut self, configured: &ConfiguredLexer) {
        self.tokenizer
            .reset_to(configured.lexer, configured.options.clone());
    }

    /// Pushes the state.
    pub(crate) fn push(&mut self, state: &str) {
        self.tokenizer
            .transition(Transition::Push(self.table.state(state)));
    }

    /// Pops `times` states.
    pub(crate) fn pop(&mut self, times: usize) {
        self.tokenizer.transition(Transition::Pop(times));
    }

    /// Replaces the state on top.
    pub(crate) fn goto(&mut self, state: &str) {
        self.tokenizer
            .transition(Transition::Goto(self.table.state(state)));
    }

    /// Pops the states above `state`, if that is on the stack.
    pub(crate) fn pop_to(&mut self, state: &str) {
        self.tokenizer.pop_to(self.table.state(state));
    }

    /// Pops all states and starts again with `root`.
    pub(crate) fn reset_stack(&mut self) {
        self.pop(usize::MAX);
        self.goto("root");
    }

    /// How many states are on the stack.
    pub(crate) fn depth(&self) -> usize {
        self.tokenizer.depth_of_stack()
    }

    /// Whether the state is on the stack.
    pub(crate) fn in_state(&self, state: &str) -> bool {
        self.tokenizer.in_state(self.table.state(state))
    }

    /// Whether the state is on top.
    pub(crate) fn is_state(&self, state: &str) -> bool {
        self.tokenizer.top() == Some(self.table.state(state))
    }

    /// The options of the lexer.
    pub(crate) fn options(&self) -> &Options {
        &self.tokenizer.options
    }

    /// The version of Rouge whose rules apply.
    pub(crate) fn version(&self) -> Version {
        self.tokenizer.version
    }

    /// What the lexer remembers between matches. Each lexer declares a struct of its own for it; the first call returns
    /// its default.
    pub(crate) fn state<S: Default + 'static>(&mut self) -> &mut S {
        self.tokenizer.state()
    }
}

/// What a lexer that is a function works on: a text, and the tokenizer that reads it.
pub(crate) struct ProcedureContext<'r, 't> {
    tokenizer: &'r mut Tokenizer,
    sink: &'r mut Sink,
    input: Input<'t>,
}

impl<'r, 't> ProcedureContext<'r, 't> {
    /// The context of a text.
    pub(crate) fn new(
        tokenizer: &'r mut Tokenizer,
        sink: &'r mut Sink,
        input: Input<'t>,
    ) -> ProcedureContext<'r, 't> {
        ProcedureContext {
            tokenizer,
            sink,
            input,
        }
    }

    /// The text to read.
    pub(crate) fn text(&self) -> &'t str {
        self.input.text
    }

    /// The options of the lexer.
    pub(crate) fn options(&self) -> &Options {
        &self.tokenizer.options
    }

    /// The version of Rouge whose rules apply.
    pub(crate) fn version(&self) -> Version {
        self.tokenizer.version
    }

    /// Emits the text from the end of the last token to `end` as `token`.
    pub(crate) fn token(&mut self, token: Token, end: usize) {
        self.sink.push(token, self.input.base + end);
    }

    /// Hands a range of the text to another lexer, which continues in the state it was left in.
    pub(crate) fn delegate(&mut self, lexer: &'static Lexer, range: Range<usize>) {
        self.tokenizer
            .emit(&Emit::Delegate(lexer), self.input, range, self.sink);
    }

    /// Puts another lexer, to which this one delegates, back into its first state.
    pub(crate) fn reset(&mut self, lexer: &'static Lexer) {
        self.tokenizer.reset(lexer);
    }
}

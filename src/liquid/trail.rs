//! What an exact rendering keeps in addition to the text: where its strings come from.
//!
//! A string is recognised by its address: variables, includes, loops and assignments share strings and never copy
//! them, so a string of a data file is the same one wherever it is printed. What a filter returns is a new string, and
//! the trail has what it was made from. The trail holds every string that it knows, so no address is used twice.

use super::output::Origins;
use recto_diag::Span;
use recto_value::{Str, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// A string that a filter returned.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The filter.
    pub filter: &'static str,
    /// The filter's input.
    pub input: Value,
    /// The filter's arguments.
    pub arguments: Vec<Value>,
    /// The tag or output in which the filter ran.
    pub span: Option<Span>,
    text: Str,
}

type Map<T> = HashMap<usize, T, foldhash::fast::RandomState>;

/// Where the strings of one rendering come from.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    derived: Map<Derived>,
    literals: Map<(Str, Span)>,
    captured: Map<(Str, Arc<Origins>)>,
}

impl Trail {
    /// What `text` was made from, if a filter returned it.
    pub fn derived(&self, text: &Str) -> Option<&Derived> {
        let found = self.derived.get(&address(text))?;
        Arc::ptr_eq(&found.text, text).then_some(found)
    }

    /// The tag or output in which `text` is written as a literal.
    pub fn literal(&self, text: &Str) -> Option<Span> {
        let (known, span) = self.literals.get(&address(text))?;
        Arc::ptr_eq(known, text).then_some(*span)
    }

    /// The origins of `text`, if a tag captured it.
    pub fn captured(&self, text: &Str) -> Option<&Origins> {
        let (known, origins) = self.captured.get(&address(text))?;
        Arc::ptr_eq(known, text).then_some(&**origins)
    }

    pub(super) fn note_derived(
        &mut self,
        text: &Str,
        filter: &'static str,
        input: Value,
        arguments: Vec<Value>,
        span: Option<Span>,
    ) {
        let derived = Derived {
            filter,
            input,
            arguments,
            span,
            text: Str::clone(text),
        };
        self.derived.entry(address(text)).or_insert(derived);
    }

    /// Notes that `items` are parts of `input`, which a filter has taken apart.
    pub(super) fn note_parts(
        &mut self,
        items: &[Value],
        filter: &'static str,
        input: &Value,
        span: Option<Span>,
    ) {
        for item in items {
            if let Value::Str(text) = item {
                self.note_derived(text, filter, input.clone(), Vec::new(), span);
            }
        }
    }

    pub(super) fn note_literal(&mut self, text: &Str, span: Span) {
        self.literals.insert(address(text), (Str::clone(text), span));
    }

    pub(super) fn note_captured(&mut self, captured: impl Iterator<Item = (Str, Arc<Origins>)>) {
        let captured = captured.map(|(text, origins)| (address(&text), (text, origins)));
        self.captured.extend(captured);
    }
}

fn address(text: &Str) -> usize {
    text.as_ptr().addr()
}

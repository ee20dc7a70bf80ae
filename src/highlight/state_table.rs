//! A finished lexer: its states, each with the rules that apply in it and the automata that search for them.

use crate::Lexer;
use crate::context::MatchContext;
use crate::matcher::{Groups, Matcher};
use crate::pattern::Pattern;
use crate::token::Token;
use crate::words::Words;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// The index of a state in its table.
pub(crate) type StateId = usize;

/// How a match or one of its groups becomes tokens.
#[derive(Clone, Debug)]
pub(crate) enum Emit {
    /// As this token.
    Token(Token),
    /// By another lexer, which continues in the state it was left in.
    Delegate(&'static Lexer),
    /// By the lexer of the language that a template is written in, in the state it was left in.
    Parent,
    /// By a new tokenizer of another lexer.
    DelegateFresh(&'static Lexer),
    /// By a new tokenizer of the same lexer.
    Recurse,
    /// As the kind that the word list has for it, else as the token.
    Keyword(Arc<Words>, Token),
}

impl From<Token> for Emit {
    fn from(token: Token) -> Emit {
        Emit::Token(token)
    }
}

/// What a rule does with its match.
pub(crate) enum Action {
    /// Emits nothing: the match is empty, or the next token covers it.
    Nothing,
    /// Emits the whole match.
    Emit(Emit),
    /// Emits the groups 1, 2, … of the match.
    Groups(Vec<Emit>),
    /// Calls a function.
    Call(fn(&mut MatchContext<'_, '_>)),
}

/// A change of the stack of states.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Transition<Name> {
    Push(Name),
    PushSame,
    Pop(usize),
    Goto(Name),
}

/// A finished rule.
pub(crate) struct Rule {
    pub(crate) pattern: Pattern,
    pub(crate) action: Action,
    /// The kinds of words for which the transitions are made; empty if they are always made.
    pub(crate) when: &'static [Token],
    only_listed: bool,
    pub(crate) transitions: Vec<Transition<StateId>>,
    groups: OnceLock<Groups>,
}

impl Rule {
    /// A rule whose states are resolved.
    pub(crate) fn new(
        pattern: Pattern,
        action: Action,
        when: &'static [Token],
        transitions: Vec<Transition<StateId>>,
    ) -> Rule {
        Rule {
            pattern,
            action,
            when,
            only_listed: false,
            transitions,
            groups: OnceLock::new(),
        }
    }

    /// Whether the rule matches only the words of its list.
    pub(crate) fn only_listed(mut self, only_listed: bool) -> Rule {
        self.only_listed = only_listed;
        self
    }

    /// Whether what the pattern found at the beginning of `text`, `length` bytes with what must follow, is not a match:
    /// because of what follows, or because the word is not in the list.
    pub(crate) fn is_vetoed(&self, text: &str, length: usize) -> bool {
        self.pattern.is_vetoed(text, length) || self.only_listed && !self.lists(text, length)
    }

    fn lists(&self, text: &str, length: usize) -> bool {
        let Action::Emit(Emit::Keyword(words, _)) = &self.action else {
            return true;
        };
        let mut end = self.pattern.fixed_length().unwrap_or(length);
        if self.needs_groups() {
            let mut slots = Vec::new();
            self.groups().find(text, length, &mut slots);
            end = slots.get(1).copied().flatten().map_or(end, |slot| slot.get());
        }
        words.get(&text[..end]).is_some()
    }

    /// The regex that finds this rule's groups, compiled on first use.
    pub(crate) fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| Groups::new(&self.pattern))
    }

    /// Whether applying the rule needs its groups.
    pub(crate) fn needs_groups(&self) -> bool {
        matches!(self.action, Action::Groups(_) | Action::Call(_))
            || self.pattern.followed_by.is_some() && self.pattern.fixed_length().is_none()
    }
}

/// A finished state: its rules and those of its mixins, in order.
pub(crate) struct State {
    rules: Vec<usize>,
    /// The matchers, compiled on first use. There are two for each place in `rules` from which a search may have to
    /// continue: within a line, and at the beginning of a line.
    matchers: OnceLock<Vec<OnceLock<Matcher>>>,
}

impl State {
    /// A state with these rules, given by their index in the table.
    pub(crate) fn new(rules: Vec<usize>) -> State {
        State {
            rules,
            matchers: OnceLock::new(),
        }
    }
}

/// The states and rules of a lexer in one version of Rouge.
pub(crate) struct StateTable {
    names: Vec<&'static str>,
    states: Vec<State>,
    rules: Vec<Rule>,
    /// The stack of states at the start.
    pub(crate) start: Vec<StateId>,
    matcher_count: AtomicUsize,
}

/// The index of the state `name`.
pub(crate) fn position(names: &[&'static str], name: &str) -> StateId {
    let index = names.iter().position(|known| *known == name);
    index.unwrap_or_else(|| panic!("the state `{name}` is defined"))
}

impl StateTable {
    /// A table of states, whose names have the same index, and rules.
    pub(crate) fn new(
        names: Vec<&'static str>,
        states: Vec<State>,
        rules: Vec<Rule>,
        start: Vec<StateId>,
    ) -> StateTable {
        StateTable {
            names,
            states,
            rules,
            start,
            matcher_count: AtomicUsize::new(0),
        }
    }

    /// The rule with this index.
    pub(crate) fn rule(&self, rule: usize) -> &Rule {
        &self.rules[rule]
    }

    /// The state called `name`.
    pub(crate) fn state(&self, name: &str) -> StateId {
        position(&self.names, name)
    }

    /// The state called `name`, if there is one.
    pub(crate) fn find_state(&self, name: &str) -> Option<StateId> {
        self.names.iter().position(|known| *known == name)
    }

    /// The matcher of the rules of `state` from the one at place `from` on. Patterns that begin with `^` take part only
    /// at the beginning of a line.
    pub(crate) fn matcher(&self, state: StateId, from: usize, at_line_start: bool) -> &Matcher {
        let state = &self.states[state];
        let all = state.matchers.get_or_init(|| {
            (0..2 * (state.rules.len() + 1))
                .map(|_| OnceLock::new())
                .collect()
        });
        all[2 * from + usize::from(at_line_start)].get_or_init(|| {
            let rules: Vec<(usize, usize)> = (from..state.rules.len())
                .map(|place| (place, state.rules[place]))
                .filter(|(_, rule)| at_line_start || !self.rules[*rule].pattern.at_line_start)
                .collect();
            let id = self.matcher_count.fetch_add(1, Ordering::Relaxed);
            Matcher::new(id, rules, |rule| &self.rules[rule].pattern)
        })
    }

    /// Compiles every rule's groups and every matcher that a search begins with.
    #[cfg(test)]
    pub(crate) fn all(&self) -> impl Iterator<Item = &Matcher> {
        for rule in self.rules.iter().filter(|rule| rule.needs_groups()) {
            rule.groups();
        }
        let starts = (0..self.states.len()).flat_map(|state| [(state, true), (state, false)]);
        starts.map(|(state, at_line_start)| self.matcher(state, 0, at_line_start))
    }
}

//! The notation that lexers are written in: states and rules, collected into a [`StateTable`].
//!
//! `lexers/mod.rs` explains the notation with an example of each kind of rule.

use crate::context::MatchContext;
use crate::pattern::Pattern;
use crate::state_table::{Action, Rule, State, StateId, StateTable, Transition};
use crate::token::Token;
use crate::version::Version;
use crate::{Lexer, state_table};
use std::borrow::Cow;
use std::sync::Arc;

pub(crate) use crate::state_table::Emit;
pub(crate) use crate::words::Words;

/// A rule under construction. The methods return the builder, so they can be chained.
pub(crate) struct RuleBuilder {
    pattern: Pattern,
    action: Action,
    when: &'static [Token],
    only_listed: bool,
    transitions: Vec<Transition<&'static str>>,
    in_version: bool,
    version: Version,
}

impl RuleBuilder {
    /// Then pushes the state.
    pub(crate) fn push(&mut self, state: &'static str) -> &mut RuleBuilder {
        self.transitions.push(Transition::Push(state));
        self
    }

    /// Then pushes the state on top once more.
    pub(crate) fn push_same(&mut self) -> &mut RuleBuilder {
        self.transitions.push(Transition::PushSame);
        self
    }

    /// Then pops the state.
    pub(crate) fn pop(&mut self) -> &mut RuleBuilder {
        self.pop_n(1)
    }

    /// Then pops `times` states.
    pub(crate) fn pop_n(&mut self, times: usize) -> &mut RuleBuilder {
        self.transitions.push(Transition::Pop(times));
        self
    }

    /// Then replaces the state on top.
    pub(crate) fn goto(&mut self, state: &'static str) -> &mut RuleBuilder {
        self.transitions.push(Transition::Goto(state));
        self
    }

    /// Limits the transitions to words of these kinds (rules made by `words`).
    pub(crate) fn when(&mut self, kinds: &'static [Token]) -> &mut RuleBuilder {
        self.when = kinds;
        self
    }

    /// Matches only words of the list (rules made by `words`). For other words the following rules are tried.
    pub(crate) fn listed(&mut self) -> &mut RuleBuilder {
        self.only_listed = true;
        self
    }

    /// Matches only if `ahead` follows, which is not consumed: `(?=…)` at the end of a pattern.
    pub(crate) fn followed_by(&mut self, ahead: impl Into<Cow<'static, str>>) -> &mut RuleBuilder {
        self.pattern.followed_by = Some(ahead.into());
        self
    }

    /// Matches only if `ahead` does not follow: `(?!…)` at the end of a pattern. Unlike Ruby, the search does not then
    /// try a shorter match of the same rule.
    pub(crate) fn not_followed_by(&mut self, ahead: impl Into<Cow<'static, str>>) -> &mut RuleBuilder {
        self.pattern.not_followed_by = Some(ahead.into());
        self
    }

    /// The rule exists in Rouge `version` and later.
    pub(crate) fn since(&mut self, version: Version) -> &mut RuleBuilder {
        self.in_version &= self.version >= version;
        self
    }

    /// The rule exists in versions of Rouge before `version`.
    pub(crate) fn before(&mut self, version: Version) -> &mut RuleBuilder {
        self.in_version &= self.version < version;
        self
    }
}

enum Item {
    Rule(Box<RuleBuilder>),
    Mixin(&'static str),
}

/// A state under construction: its rules, in the order in which they are tried.
pub(crate) struct StateBuilder {
    items: Vec<Item>,
    version: Version,
}

impl StateBuilder {
    fn new(version: Version) -> StateBuilder {
        StateBuilder {
            items: Vec::new(),
            version,
        }
    }

    /// Whether the lexer is built for Rouge `version` or later.
    pub(crate) fn is_since(&self, version: Version) -> bool {
        self.version >= version
    }

    fn add(&mut self, pattern: String, action: Action) -> &mut RuleBuilder {
        self.items.push(Item::Rule(Box::new(RuleBuilder {
            pattern: Pattern::new(pattern),
            action,
            when: &[],
            only_listed: false,
            transitions: Vec::new(),
            in_version: true,
            version: self.version,
        })));
        match self.items.last_mut() {
            Some(Item::Rule(rule)) => rule,
            _ => unreachable!("a rule was pushed just before"),
        }
    }

    /// Emits the match as `token`.
    pub(crate) fn rule(&mut self, pattern: impl Into<String>, token: Token) -> &mut RuleBuilder {
        self.add(pattern.into(), Action::Emit(Emit::Token(token)))
    }

    /// Emits the match as the kind that `words` has for it, else as `otherwise`.
    pub(crate) fn words(
        &mut self,
        pattern: impl Into<String>,
        words: &Arc<Words>,
        otherwise: Token,
    ) -> &mut RuleBuilder {
        let emit = Emit::Keyword(Arc::clone(words), otherwise);
        self.add(pattern.into(), Action::Emit(emit))
    }

    /// Emits one token for each group (or hands the group to another lexer). Every character of the match should be
    /// in a group.
    pub(crate) fn groups<const N: usize, E: Into<Emit>>(
        &mut self,
        pattern: impl Into<String>,
        groups: [E; N],
    ) -> &mut RuleBuilder {
        let groups = groups.into_iter().map(E::into).collect();
        self.add(pattern.into(), Action::Groups(groups))
    }

    /// Hands the match to another lexer, which continues in the state it was left in.
    pub(crate) fn delegate(&mut self, pattern: impl Into<String>, lexer: &'static Lexer) -> &mut RuleBuilder {
        self.add(pattern.into(), Action::Emit(Emit::Delegate(lexer)))
    }

    /// Hands the match to the lexer of the language that the template is written in: the option `parent`, by default HTML.
    pub(crate) fn delegate_to_parent(&mut self, pattern: impl Into<String>) -> &mut RuleBuilder {
        self.add(pattern.into(), Action::Emit(Emit::Parent))
    }

    /// Hands the match to a new tokenizer of this lexer.
    pub(crate) fn recurse(&mut self, pattern: impl Into<String>) -> &mut RuleBuilder {
        self.add(pattern.into(), Action::Emit(Emit::Recurse))
    }

    /// Calls a function that emits the tokens. The transitions follow it.
    pub(crate) fn call(
        &mut self,
        pattern: impl Into<String>,
        function: fn(&mut MatchContext<'_, '_>),
    ) -> &mut RuleBuilder {
        self.add(pattern.into(), Action::Call(function))
    }

    /// Emits nothing. The match should be empty: the empty pattern, perhaps with `followed_by`.
    pub(crate) fn empty(&mut self, pattern: impl Into<String>) -> &mut RuleBuilder {
        self.add(pattern.into(), Action::Nothing)
    }

    /// Inserts the rules of another state.
    pub(crate) fn mixin(&mut self, state: &'static str) {
        self.items.push(Item::Mixin(state));
    }
}

/// A lexer under construction, for one version of Rouge.
pub(crate) struct LexerBuilder {
    states: Vec<(&'static str, StateBuilder)>,
    start: Vec<&'static str>,
    version: Version,
}

impl LexerBuilder {
    /// A lexer without states.
    pub(crate) fn new(version: Version) -> LexerBuilder {
        LexerBuilder {
            states: Vec::new(),
            start: Vec::new(),
            version,
        }
    }

    /// Whether the lexer is built for Rouge `version` or later.
    pub(crate) fn is_since(&self, version: Version) -> bool {
        self.version >= version
    }

    /// `words` in Rouge `version` and later, no words before.
    pub(crate) fn since(&self, version: Version, words: &'static str) -> &'static str {
        if self.is_since(version) { words } else { "" }
    }

    /// `words` before Rouge `version`, no words since.
    pub(crate) fn before(&self, version: Version, words: &'static str) -> &'static str {
        if self.is_since(version) { "" } else { words }
    }

    /// The words of a file, see [`Words::file`], in this version.
    pub(crate) fn word_file(&self, text: &'static str) -> Arc<Words> {
        Words::file(text, self.version)
    }

    /// The same for languages that ignore case.
    pub(crate) fn word_file_any_case(&self, text: &'static str) -> Arc<Words> {
        Words::file_any_case(text, self.version)
    }

    /// Defines the state `name`. An earlier definition of the name is replaced.
    pub(crate) fn state(&mut self, name: &'static str, write: impl FnOnce(&mut StateBuilder)) {
        let mut state = StateBuilder::new(self.version);
        write(&mut state);
        *self.entry(name) = state;
    }

    /// Adds rules before those that the state has.
    pub(crate) fn prepend(&mut self, name: &'static str, write: impl FnOnce(&mut StateBuilder)) {
        let mut state = StateBuilder::new(self.version);
        write(&mut state);
        let old = self.entry(name);
        state.items.append(&mut old.items);
        old.items = state.items;
    }

    /// Pushes these states above `root` at the start.
    pub(crate) fn start(&mut self, states: &[&'static str]) {
        self.start = states.to_vec();
    }

    fn entry(&mut self, name: &'static str) -> &mut StateBuilder {
        let index = self
            .states
            .iter()
            .position(|(known, _)| *known == name)
            .unwrap_or_else(|| {
                self.states.push((name, StateBuilder::new(self.version)));
                self.states.len() - 1
            });
        &mut self.states[index].1
    }

    /// The finished table.
    ///
    /// # Panics
    ///
    /// If a rule names a state that is not defined, or a state includes itself. A test finishes every lexer once.
    pub(crate) fn finish(self) -> StateTable {
        let names: Vec<&'static str> = self.states.iter().map(|(name, _)| *name).collect();
        let id = |name: &str| state_table::position(&names, name);
        let mut rules = Vec::new();
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        for (_, state) in self.states {
            let mut state_entries = Vec::new();
            for item in state.items {
                match item {
                    Item::Mixin(name) => state_entries.push(Entry::Mixin(id(name))),
                    Item::Rule(rule) if rule.in_version => {
                        state_entries.push(Entry::Rule(rules.len()));
                        let transitions = rule.transitions.into_iter();
                        let transitions = transitions.map(|transition| resolve(transition, &id)).collect();
                        let finished = Rule::new(rule.pattern, rule.action, rule.when, transitions);
                        rules.push(finished.only_listed(rule.only_listed));
                    }
                    Item::Rule(_) => {}
                }
            }
            entries.push(state_entries);
        }
        let states = (0..entries.len())
            .map(|state| {
                let mut rules = Vec::new();
                flatten(&entries, state, &mut rules, 0);
                State::new(rules)
            })
            .collect();
        let mut start = vec![id("root")];
        start.extend(self.start.iter().map(|name| id(name)));
        StateTable::new(names, states, rules, start)
    }
}

enum Entry {
    Rule(usize),
    Mixin(StateId),
}

fn flatten(entries: &[Vec<Entry>], state: StateId, rules: &mut Vec<usize>, depth: usize) {
    assert!(depth <= entries.len(), "states are not mixed into themselves");
    for entry in &entries[state] {
        match entry {
            Entry::Rule(rule) => rules.push(*rule),
            Entry::Mixin(other) => flatten(entries, *other, rules, depth + 1),
        }
    }
}

fn resolve(transition: Transition<&'static str>, id: &impl Fn(&str) -> StateId) -> Transition<StateId> {
    match transition {
        Transition::Push(name) => Transition::Push(id(name)),
        Transition::Goto(name) => Transition::Goto(id(name)),
        Transition::PushSame => Transition::PushSame,
        Transition::Pop(times) => Transition::Pop(times),
    }
}

//! The notation lexers are written in: in come states and rules as a lexer's `define` says them, out comes a
//! table that the run follows.

use crate::Lexer;
use crate::matcher::{Groups, Matcher};
use crate::pattern::Pattern;
use crate::run::Step;
use crate::token::Token;
pub(crate) use crate::words::Words;
use foldhash::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The number of a state in its table.
pub(crate) type StateId = usize;

/// What becomes of one group of a match.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A token.
    Is(Token),
    /// Another lexer goes on with the text, from the state it was left in.
    By(&'static Lexer),
    /// A fresh run of another lexer reads the text.
    Fresh(&'static Lexer),
    /// A fresh run of this lexer reads the text.
    Recurse,
    /// A word of a list, else the token.
    Word(Arc<Words>, Token),
}

impl From<Token> for Part {
    fn from(token: Token) -> Part {
        Part::Is(token)
    }
}

/// What a rule does with its match.
pub(crate) enum Action {
    /// Nothing: the match is empty, or its text follows from the next tokens.
    Nothing,
    /// The whole match.
    Whole(Part),
    /// The groups 1, 2, … of the match.
    Groups(Vec<Part>),
    /// A function.
    Call(fn(&mut Step<'_, '_>)),
}

/// A change of the stack of states.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Move<Name> {
    Push(Name),
    PushSame,
    Pop(usize),
    Goto(Name),
}

/// A rule while it is written.
pub(crate) struct Draft {
    pattern: Pattern,
    action: Action,
    when: &'static [Token],
    moves: Vec<Move<&'static str>>,
}

impl Draft {
    /// Then push the state.
    pub(crate) fn push(&mut self, state: &'static str) -> &mut Draft {
        self.moves.push(Move::Push(state));
        self
    }

    /// Then push the state on top once more.
    pub(crate) fn push_same(&mut self) -> &mut Draft {
        self.moves.push(Move::PushSame);
        self
    }

    /// Then leave the state.
    pub(crate) fn pop(&mut self) -> &mut Draft {
        self.pop_n(1)
    }

    /// Then leave `times` states.
    pub(crate) fn pop_n(&mut self, times: usize) -> &mut Draft {
        self.moves.push(Move::Pop(times));
        self
    }

    /// Then put the state in the place of the one on top.
    pub(crate) fn goto(&mut self, state: &'static str) -> &mut Draft {
        self.moves.push(Move::Goto(state));
        self
    }

    /// The moves are made only where the word turned out to be of one of these kinds (rules made by `words`).
    pub(crate) fn when(&mut self, kinds: &'static [Token]) -> &mut Draft {
        self.when = kinds;
        self
    }

    /// Only where `ahead` follows (not consumed).
    pub(crate) fn before(&mut self, ahead: &'static str) -> &mut Draft {
        self.pattern.before = Some(ahead.into());
        self
    }

    /// Only where `ahead` does not follow. The match is not tried shorter for its sake.
    pub(crate) fn not_before(&mut self, ahead: &'static str) -> &mut Draft {
        self.pattern.not_before = Some(ahead.into());
        self
    }

    /// Only where `text` still comes somewhere, from the start of the match on. For patterns that look for a far
    /// end (`(?s)/\*.*?\*/`): it keeps unclosed starts from reading to the end of the code again and again.
    pub(crate) fn needs(&mut self, text: &'static str) -> &mut Draft {
        self.pattern.needs = Some(text);
        self
    }
}

enum Item {
    Rule(Box<Draft>),
    Mixin(&'static str),
}

/// A state while it is written: rules, in the order in which they are tried.
#[derive(Default)]
pub(crate) struct StateDraft {
    items: Vec<Item>,
}

impl StateDraft {
    fn add(&mut self, pattern: String, action: Action) -> &mut Draft {
        self.items.push(Item::Rule(Box::new(Draft {
            pattern: Pattern::new(pattern),
            action,
            when: &[],
            moves: Vec::new(),
        })));
        match self.items.last_mut() {
            Some(Item::Rule(draft)) => draft,
            _ => unreachable!("a rule was pushed just before"),
        }
    }

    /// What matches is `token`.
    pub(crate) fn rule(&mut self, pattern: impl Into<String>, token: Token) -> &mut Draft {
        self.add(pattern.into(), Action::Whole(Part::Is(token)))
    }

    /// What matches is a word of `words`, else `otherwise`.
    pub(crate) fn words(
        &mut self,
        pattern: impl Into<String>,
        words: &Arc<Words>,
        otherwise: Token,
    ) -> &mut Draft {
        self.add(
            pattern.into(),
            Action::Whole(Part::Word(Arc::clone(words), otherwise)),
        )
    }

    /// The groups of the match are `parts`, one each. All of the match should be in some group.
    pub(crate) fn groups<const N: usize>(
        &mut self,
        pattern: impl Into<String>,
        parts: [Token; N],
    ) -> &mut Draft {
        self.add(
            pattern.into(),
            Action::Groups(parts.into_iter().map(Part::Is).collect()),
        )
    }

    /// The same, with parts that other lexers read.
    pub(crate) fn parts<const N: usize>(
        &mut self,
        pattern: impl Into<String>,
        parts: [Part; N],
    ) -> &mut Draft {
        self.add(pattern.into(), Action::Groups(parts.into()))
    }

    /// Another lexer reads what matches, going on in the state it was left in.
    pub(crate) fn delegate(&mut self, pattern: impl Into<String>, lexer: &'static Lexer) -> &mut Draft {
        self.add(pattern.into(), Action::Whole(Part::By(lexer)))
    }

    /// A fresh run of this lexer reads what matches.
    pub(crate) fn recurse(&mut self, pattern: impl Into<String>) -> &mut Draft {
        self.add(pattern.into(), Action::Whole(Part::Recurse))
    }

    /// A function decides what the match is. The moves come after it.
    pub(crate) fn call(&mut self, pattern: impl Into<String>, function: fn(&mut Step<'_, '_>)) -> &mut Draft {
        self.add(pattern.into(), Action::Call(function))
    }

    /// Only moves: the match should be empty (the empty pattern, or one that is all `before`).
    pub(crate) fn empty(&mut self, pattern: impl Into<String>) -> &mut Draft {
        self.add(pattern.into(), Action::Nothing)
    }

    /// Here come the rules of another state.
    pub(crate) fn mixin(&mut self, state: &'static str) {
        self.items.push(Item::Mixin(state));
    }
}

/// A lexer while it is written.
#[derive(Default)]
pub(crate) struct Definition {
    states: Vec<(&'static str, StateDraft)>,
    start: Vec<&'static str>,
}

impl Definition {
    /// Writes the state `name`, in the place of one that has the name already.
    pub(crate) fn state(&mut self, name: &'static str, write: impl FnOnce(&mut StateDraft)) {
        let mut draft = StateDraft::default();
        write(&mut draft);
        match self.states.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = draft,
            None => self.states.push((name, draft)),
        }
    }

    /// Puts rules before those that the state has.
    pub(crate) fn prepend(&mut self, name: &'static str, write: impl FnOnce(&mut StateDraft)) {
        let mut draft = StateDraft::default();
        write(&mut draft);
        let old = self.entry(name);
        draft.items.append(&mut old.items);
        old.items = draft.items;
    }

    /// States that lie above `root` at the start.
    pub(crate) fn start(&mut self, states: &[&'static str]) {
        self.start = states.to_vec();
    }

    fn entry(&mut self, name: &'static str) -> &mut StateDraft {
        let place = self
            .states
            .iter()
            .position(|(known, _)| *known == name)
            .unwrap_or_else(|| {
                self.states.push((name, StateDraft::default()));
                self.states.len() - 1
            });
        &mut self.states[place].1
    }

    /// The finished table. A state that is named and not written is a mistake in the lexer: every lexer is
    /// finished once in the tests.
    pub(crate) fn finish(self) -> Table {
        let names: Vec<&'static str> = self.states.iter().map(|(name, _)| *name).collect();
        let id = |name: &str| {
            names
                .iter()
                .position(|known| *known == name)
                .expect("every named state is written")
        };
        let mut rules = Vec::new();
        let mut drafts: Vec<Vec<Entry>> = Vec::new();
        for (_, draft) in self.states {
            let mut entries = Vec::new();
            for item in draft.items {
                match item {
                    Item::Mixin(name) => entries.push(Entry::Mixin(id(name))),
                    Item::Rule(draft) => {
                        entries.push(Entry::Rule(rules.len()));
                        rules.push(Rule {
                            groups: OnceLock::new(),
                            pattern: draft.pattern,
                            action: draft.action,
                            when: draft.when,
                            moves: draft.moves.into_iter().map(|step| resolve(step, &id)).collect(),
                        });
                    }
                }
            }
            drafts.push(entries);
        }
        let states = (0..drafts.len())
            .map(|state| {
                let mut flat = Vec::new();
                flatten(&drafts, state, &mut flat, 0);
                let mut needs: Vec<&'static str> = flat
                    .iter()
                    .filter_map(|rule| rules[*rule].pattern.needs)
                    .collect();
                needs.dedup();
                needs.truncate(8);
                State {
                    rules: flat,
                    matchers: OnceLock::new(),
                    reduced: Mutex::default(),
                    needs,
                }
            })
            .collect();
        let mut start = vec![id("root")];
        start.extend(self.start.iter().map(|name| id(name)));
        Table {
            names,
            states,
            rules,
            start,
            matchers: AtomicUsize::new(0),
        }
    }
}

enum Entry {
    Rule(usize),
    Mixin(StateId),
}

fn flatten(drafts: &[Vec<Entry>], state: StateId, flat: &mut Vec<usize>, depth: usize) {
    assert!(depth <= drafts.len(), "states are not mixed into themselves");
    for entry in &drafts[state] {
        match entry {
            Entry::Rule(rule) => flat.push(*rule),
            Entry::Mixin(other) => flatten(drafts, *other, flat, depth + 1),
        }
    }
}

fn resolve(step: Move<&'static str>, id: &impl Fn(&str) -> StateId) -> Move<StateId> {
    match step {
        Move::Push(name) => Move::Push(id(name)),
        Move::Goto(name) => Move::Goto(id(name)),
        Move::PushSame => Move::PushSame,
        Move::Pop(times) => Move::Pop(times),
    }
}

/// A finished rule.
pub(crate) struct Rule {
    pub(crate) pattern: Pattern,
    pub(crate) action: Action,
    /// The kinds of words for which the moves are made; empty where they are always made.
    pub(crate) when: &'static [Token],
    pub(crate) moves: Vec<Move<StateId>>,
    groups: OnceLock<Groups>,
}

impl Rule {
    /// The finder of this rule's groups, made when first wanted.
    pub(crate) fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| Groups::new(&self.pattern))
    }

    /// Whether the groups have to be found to carry the rule out.
    pub(crate) fn wants_groups(&self) -> bool {
        matches!(self.action, Action::Groups(_) | Action::Call(_))
            || self.pattern.before.is_some() && self.pattern.fixed_length().is_none()
    }
}

/// A finished state: its rules with those of its mixins, in order.
pub(crate) struct State {
    rules: Vec<usize>,
    /// For each place in `rules` from which a search may have to go on, and for both answers to "is this the
    /// beginning of a line?": the matcher of the rules from there on.
    matchers: OnceLock<Vec<OnceLock<Matcher>>>,
    /// The same for rules that have to be left out, given by the bits of a mask over `State::needs`.
    reduced: Mutex<HashMap<(usize, bool, u8), Arc<Matcher>>>,
    /// What rules need ahead, each text once: at most eight.
    needs: Vec<&'static str>,
}

/// A finished lexer.
pub(crate) struct Table {
    names: Vec<&'static str>,
    states: Vec<State>,
    rules: Vec<Rule>,
    /// The stack at the start.
    pub(crate) start: Vec<StateId>,
    matchers: AtomicUsize,
}

impl Table {
    /// The rule with this number.
    pub(crate) fn rule(&self, rule: usize) -> &Rule {
        &self.rules[rule]
    }

    /// The state called `name`.
    pub(crate) fn state(&self, name: &str) -> StateId {
        self.names
            .iter()
            .position(|known| *known == name)
            .expect("every named state is written")
    }

    /// What rules of `state` need ahead.
    pub(crate) fn needs(&self, state: StateId) -> &[&'static str] {
        &self.states[state].needs
    }

    /// The matcher without the rules whose needs, by the bits of `unmet`, do not come any more: those rules cannot
    /// match, and trying them would read to the end of the code again and again.
    pub(crate) fn reduced(
        &self,
        state: StateId,
        from: usize,
        at_line_start: bool,
        unmet: u8,
    ) -> Arc<Matcher> {
        let state = &self.states[state];
        let mut known = state.reduced.lock().unwrap_or_else(PoisonError::into_inner);
        let made = known.entry((from, at_line_start, unmet)).or_insert_with(|| {
            let lacks = |needed: &str| {
                state
                    .needs
                    .iter()
                    .enumerate()
                    .any(|(bit, name)| *name == needed && unmet & (1 << bit) != 0)
            };
            let taken: Vec<(usize, usize)> = (from..state.rules.len())
                .map(|place| (place, state.rules[place]))
                .filter(|(_, rule)| at_line_start || !self.rules[*rule].pattern.at_line_start)
                .filter(|(_, rule)| !self.rules[*rule].pattern.needs.is_some_and(lacks))
                .collect();
            let id = self.matchers.fetch_add(1, Ordering::Relaxed);
            Arc::new(Matcher::new(id, taken, |rule| &self.rules[rule].pattern))
        });
        Arc::clone(made)
    }

    /// The matcher of the rules of `state` from its `from`th on, for a place at the beginning of a line or not.
    pub(crate) fn matcher(&self, state: StateId, from: usize, at_line_start: bool) -> &Matcher {
        let state = &self.states[state];
        let all = state.matchers.get_or_init(|| {
            (0..2 * (state.rules.len() + 1))
                .map(|_| OnceLock::new())
                .collect()
        });
        all[2 * from + usize::from(at_line_start)].get_or_init(|| {
            let taken: Vec<(usize, usize)> = (from..state.rules.len())
                .map(|place| (place, state.rules[place]))
                .filter(|(_, rule)| at_line_start || !self.rules[*rule].pattern.at_line_start)
                .collect();
            let id = self.matchers.fetch_add(1, Ordering::Relaxed);
            Matcher::new(id, taken, |rule| &self.rules[rule].pattern)
        })
    }

    /// Every matcher that searches begin with, and the groups of every rule made: for tests of the notation.
    #[cfg(test)]
    pub(crate) fn all(&self) -> impl Iterator<Item = &Matcher> {
        for rule in self.rules.iter().filter(|rule| rule.wants_groups()) {
            rule.groups();
        }
        let starts = (0..self.states.len()).flat_map(|state| [(state, true), (state, false)]);
        starts.map(|(state, at_line_start)| self.matcher(state, 0, at_line_start))
    }
}

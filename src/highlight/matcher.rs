//! Which rule matches here: in go the patterns of a state, out comes the first of them that matches at a place,
//! and how far.
//!
//! All rules of a state are one lazily built automaton whose patterns stand in the order of the rules, so that
//! one walk over the text finds the rule that Rouge finds by trying them one after the other.

#[cfg(test)]
use crate::highlight::notation::Rule;
use crate::highlight::pattern::{Forms, Pattern};
use regex_automata::hybrid::dfa::{self, Cache, DFA};
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::Hir;
use std::borrow::Borrow;
use std::sync::OnceLock;

/// The working memory of a matcher.
pub(crate) struct Memory {
    near: Cache,
    full: Option<Cache>,
}

/// The automaton of a state's rules from some place on.
pub(crate) struct Matcher {
    /// Its number in the table, by which a run keeps its working memory.
    pub(crate) id: usize,
    near: DFA,
    full: OnceLock<DFA>,
    slow: OnceLock<PikeVM>,
    /// The pattern's place in the state and number in the table.
    rules: Vec<(usize, usize)>,
}

/// A rule that matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Its place among the rules of the state.
    pub(crate) place: usize,
    /// Its number in the table.
    pub(crate) rule: usize,
    /// How many bytes the pattern takes, with what must follow.
    pub(crate) length: usize,
}

impl Matcher {
    /// The automaton of these rules, given as places in the state and numbers in the table.
    pub(crate) fn new<'p>(
        id: usize,
        rules: Vec<(usize, usize)>,
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Matcher {
        let forms: Vec<&Hir> = rules.iter().map(|(_, rule)| pattern(*rule).near()).collect();
        Matcher {
            id,
            near: automaton(&forms, above_ascii),
            full: OnceLock::new(),
            slow: OnceLock::new(),
            rules,
        }
    }

    /// Fresh working memory.
    pub(crate) fn memory(&self) -> Box<Memory> {
        Box::new(Memory {
            near: self.near.create_cache(),
            full: None,
        })
    }

    /// The first rule that matches at the start of `text`.
    pub(crate) fn find<'p>(
        &self,
        memory: &mut Memory,
        text: &str,
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Option<Hit> {
        let input = Input::new(text).anchored(Anchored::Yes);
        let (pattern, length) = match self.near.try_search_fwd(&mut memory.near, &input) {
            Ok(hit) => hit.map(|hit| (hit.pattern().as_usize(), hit.offset()))?,
            Err(_) => self.find_above_ascii(memory, &input, pattern)?,
        };
        let (place, rule) = self.rules[pattern];
        Some(Hit { place, rule, length })
    }

    fn find_above_ascii<'p>(
        &self,
        memory: &mut Memory,
        input: &Input<'_>,
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Option<(usize, usize)> {
        let full = self.full.get_or_init(|| {
            let forms: Vec<Hir> = self.rules.iter().map(|(_, rule)| pattern(*rule).full()).collect();
            automaton(&forms, |config| config.unicode_word_boundary(true))
        });
        let cache = memory.full.get_or_insert_with(|| full.create_cache());
        match full.try_search_fwd(cache, input) {
            Ok(hit) => hit.map(|hit| (hit.pattern().as_usize(), hit.offset())),
            // It leaves word boundaries beside letters above ASCII to a slower one.
            Err(_) => self.find_slowly(full, input),
        }
    }

    /// Whether the near form and the full one say the same at the start of `text`.
    #[cfg(test)]
    pub(crate) fn agrees<'p>(
        &self,
        memory: &mut Memory,
        text: &str,
        rule: impl Fn(usize) -> &'p Rule + Copy,
    ) -> bool {
        let pattern = |number| &rule(number).pattern;
        let hit = self.find(memory, text, pattern);
        let full = self.find_above_ascii(memory, &Input::new(text).anchored(Anchored::Yes), pattern);
        hit.map(|hit| ((hit.place, hit.rule), hit.length))
            == full.map(|(pattern, length)| (self.rules[pattern], length))
            && hit.is_none_or(|hit| {
                !rule(hit.rule).wants_groups() || rule(hit.rule).groups().agree(text, hit.length)
            })
    }

    fn find_slowly(&self, full: &DFA, input: &Input<'_>) -> Option<(usize, usize)> {
        let slow = self.slow.get_or_init(|| {
            PikeVM::new_from_nfa(full.get_nfa().clone()).expect("an automaton for matching has its captures")
        });
        let mut cache = slow.create_cache();
        let mut slots: Vec<Option<NonMaxUsize>> = vec![None; 2 * self.rules.len()];
        let pattern = slow.search_slots(&mut cache, input, &mut slots)?.as_usize();
        let end = slots[2 * pattern + 1].expect("the pattern that matches has an end");
        Some((pattern, end.get()))
    }
}

fn automaton<H: Borrow<Hir>>(forms: &[H], configured: impl Fn(dfa::Config) -> dfa::Config) -> DFA {
    let nfa = NFA::compiler()
        .configure(thompson::Config::new().which_captures(WhichCaptures::Implicit))
        .build_many_from_hir(forms)
        .expect("lexers' patterns are small enough");
    let config = DFA::config()
        .match_kind(MatchKind::LeftmostFirst)
        .cache_capacity(4 << 20)
        .skip_cache_capacity_check(true);
    DFA::builder()
        .configure(configured(config))
        .build_from_nfa(nfa)
        .expect("its memory suffices for any pattern")
}

/// Gives up at the first byte above ASCII.
fn above_ascii(config: dfa::Config) -> dfa::Config {
    (0x80..=0xff).fold(config, |config, byte| config.quit(byte, true))
}

/// Finds the groups of one rule's match.
pub(crate) struct Groups {
    forms: Forms,
    /// Whether the last group marks where the match ends and what must follow begins.
    marked: bool,
}

impl Groups {
    /// The finder for this pattern.
    pub(crate) fn new(pattern: &Pattern) -> Groups {
        Groups {
            forms: Forms::new(pattern.full()),
            marked: pattern.before.is_some(),
        }
    }

    /// The ranges of group 0, 1, … of the match of `length` bytes at the start of `text`, as pairs of slots;
    /// group 0 is without what must follow.
    pub(crate) fn find(&self, text: &str, length: usize, slots: &mut Vec<Option<NonMaxUsize>>) {
        let seen = text.len().min(length + 1);
        self.find_by(self.forms.over(&text.as_bytes()[..seen]), text, length, slots);
    }

    fn find_by(&self, regex: &Regex, text: &str, length: usize, slots: &mut Vec<Option<NonMaxUsize>>) {
        slots.clear();
        slots.resize(2 * regex.captures_len(), None);
        let input = Input::new(text).range(..length).anchored(Anchored::Yes);
        regex.search_slots(&input, slots);
        if self.marked {
            let mark = slots[slots.len() - 1];
            slots.truncate(slots.len() - 2);
            slots[1] = mark;
        }
    }
    /// Whether the near form and the full one find the same groups.
    #[cfg(test)]
    fn agree(&self, text: &str, length: usize) -> bool {
        let (mut found, mut full) = (Vec::new(), Vec::new());
        self.find(text, length, &mut found);
        self.find_by(self.forms.full(), text, length, &mut full);
        found == full
    }
}

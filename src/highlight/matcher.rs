//! Which rule matches here: in go the patterns of a state, out comes the first of them that matches at a place,
//! and how far.
//!
//! All rules of a state are one lazily built automaton whose patterns stand in the order of the rules, so that
//! one walk over the text finds the rule that Rouge finds by trying them one after the other.

#[cfg(test)]
use crate::notation::Rule;
use crate::pattern::{Forms, Pattern};
use crate::scan::{Marks, Outcome, walk};
use regex_automata::hybrid::dfa::{self, Cache, DFA};
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::Hir;
use std::borrow::Borrow;
use std::sync::OnceLock;

/// The working memory of a matcher.
pub(crate) struct Memory {
    near: Cache,
    wide: Option<Cache>,
}

/// The automaton of a state's rules from some place on.
pub(crate) struct Matcher {
    /// Its number in the table, by which a run keeps its working memory.
    pub(crate) id: usize,
    near: DFA,
    wide: OnceLock<DFA>,
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
    /// Whether that is so; otherwise the pattern has to be asked (`Groups::length`), and only no rule before it is
    /// sure.
    pub(crate) sure: bool,
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
            near: automaton(&forms, giving_up_above_ascii()),
            wide: OnceLock::new(),
            rules,
        }
    }

    /// Fresh working memory.
    pub(crate) fn memory(&self) -> Box<Memory> {
        Box::new(Memory {
            near: self.near.create_cache(),
            wide: None,
        })
    }

    /// The first rule that matches at `start` of `text`, which begins there for the rules.
    pub(crate) fn find<'p>(
        &self,
        memory: &mut Memory,
        marks: &mut Marks,
        (text, start): (&str, usize),
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Option<Hit> {
        let near = (&self.near, 2 * self.id);
        let outcome = walk(near, &mut memory.near, (text.as_bytes(), start), marks);
        let above = outcome == Outcome::Unknown;
        let outcome = match above {
            true => self.find_above_ascii(memory, marks, (text, start), &pattern),
            false => outcome,
        };
        let Outcome::Match(found, end) = outcome else {
            return None;
        };
        let (place, rule) = self.rules[found];
        Some(Hit {
            place,
            rule,
            length: end - start,
            sure: !above || !pattern(rule).has_word_boundaries(),
        })
    }

    fn find_above_ascii<'p>(
        &self,
        memory: &mut Memory,
        marks: &mut Marks,
        (text, start): (&str, usize),
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Outcome {
        let wide = self.wide.get_or_init(|| {
            let forms: Vec<Hir> = self.rules.iter().map(|(_, rule)| pattern(*rule).wide()).collect();
            automaton(&forms, DFA::config())
        });
        let cache = memory.wide.get_or_insert_with(|| wide.create_cache());
        walk((wide, 2 * self.id + 1), cache, (text.as_bytes(), start), marks)
    }

    /// Whether this finds at the start of `text` what trying the rules one after the other finds.
    #[cfg(test)]
    pub(crate) fn agrees<'p>(
        &self,
        memory: &mut Memory,
        text: &str,
        rule: impl Fn(usize) -> &'p Rule,
    ) -> bool {
        let hit = self.find(memory, &mut Marks::default(), (text, 0), |number| {
            &rule(number).pattern
        });
        let length = |number| rule(number).groups().length(text);
        let mut rules = self.rules.iter();
        let first = rules.find_map(|(place, rule)| Some((*place, *rule, length(*rule)?)));
        match hit {
            Some(hit) if !hit.sure => match length(hit.rule) {
                Some(length) => first == Some((hit.place, hit.rule, length)),
                None => first.is_none_or(|(place, ..)| place > hit.place),
            },
            Some(hit) => {
                first == Some((hit.place, hit.rule, hit.length))
                    && rule(hit.rule).groups().agree(text, hit.length)
            }
            None => first.is_none(),
        }
    }
}

fn automaton<H: Borrow<Hir>>(forms: &[H], config: dfa::Config) -> DFA {
    let nfa = NFA::compiler()
        .configure(thompson::Config::new().which_captures(WhichCaptures::None))
        .build_many_from_hir(forms)
        .expect("lexers' patterns are small enough");
    let config = config
        .match_kind(MatchKind::LeftmostFirst)
        .cache_capacity(4 << 20)
        .skip_cache_capacity_check(true);
    DFA::builder()
        .configure(config)
        .build_from_nfa(nfa)
        .expect("its memory suffices for any pattern")
}

fn giving_up_above_ascii() -> dfa::Config {
    (0x80..=0xff).fold(DFA::config(), |config, byte| config.quit(byte, true))
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

    /// How far the pattern matches at the start of `text`, with what must follow.
    pub(crate) fn length(&self, text: &str) -> Option<usize> {
        let input = Input::new(text).anchored(Anchored::Yes);
        Some(self.forms.full().search_half(&input)?.offset())
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

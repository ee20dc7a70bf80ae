//! Finds the rule that matches at a place: the first rule of the state, in the order in which they are written.
//!
//! All rules of a state are searched at once, as one lazily built automaton whose patterns are numbered in the order of
//! the rules. It prefers the pattern with the lowest number, so a single anchored search finds the rule that Rouge finds
//! by trying one rule after the other.
//!
//! ```text
//!  state "root"                      searched at one place, until one of them decides
//!
//!  rule 0   \s+          ─┐    1. ascii_dfa    classes reduced to ASCII; small and fast. It quits at the first byte
//!  rule 1   "             │                    above 0x7F that it reads, then
//!  rule 2   [a-z_]\w*\b   ├──▶ 2. unicode_dfa  decides: full classes, but word boundaries (`\b`) always hold. If a
//!  rule 3   \p{L}+        │                    rule without `\b` wins, the match is exact; else
//!   …                    ─┘    3. Groups       the rule's own regex, with `\b` in Unicode, confirms or rejects the
//!                                              match. If it rejects it, the search starts again at the next rule.
//! ```
//!
//! The automata are built on first use and determinized while they run, so a state costs what the text visits of it.

use crate::lookahead::{LookaheadCache, Outcome};
use crate::pattern::{AnchoredRegex, Pattern};
#[cfg(test)]
use crate::state_table::Rule;
use regex_automata::hybrid::dfa::{self, Cache, DFA};
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::Hir;
use std::borrow::Borrow;
use std::sync::OnceLock;

/// The states of a matcher's automata that a tokenizer has visited.
pub(crate) struct DfaCache {
    ascii: Cache,
    unicode: Option<Cache>,
}

/// The automata of a state's rules, from one of them on.
pub(crate) struct Matcher {
    /// Its number in the table, by which a tokenizer keeps its cache.
    pub(crate) id: usize,
    ascii_dfa: DFA,
    unicode_dfa: OnceLock<DFA>,
    /// The place of each pattern's rule in the state and its index in the table.
    rules: Vec<(usize, usize)>,
}

/// A rule that matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RuleMatch {
    /// The rule's place in the state.
    pub(crate) place: usize,
    /// Its index in the table.
    pub(crate) rule: usize,
    /// The length of the match in bytes, with the text that `followed_by` matches.
    pub(crate) length: usize,
    /// Whether the match is certain. If not, the rule's own regex must confirm it (`Groups::length`), but no earlier
    /// rule of the state matches.
    pub(crate) is_exact: bool,
}

impl Matcher {
    /// A matcher of these rules, given by their place in the state and their index in the table.
    pub(crate) fn new<'p>(
        id: usize,
        rules: Vec<(usize, usize)>,
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Matcher {
        let patterns: Vec<&Hir> = rules.iter().map(|(_, rule)| pattern(*rule).ascii()).collect();
        Matcher {
            id,
            ascii_dfa: build_dfa(&patterns, quit_above_ascii()),
            unicode_dfa: OnceLock::new(),
            rules,
        }
    }

    /// An empty cache.
    pub(crate) fn new_cache(&self) -> Box<DfaCache> {
        Box::new(DfaCache {
            ascii: self.ascii_dfa.create_cache(),
            unicode: None,
        })
    }

    /// The first rule that matches at `start` of `text`. The text before `start` is invisible to the rules.
    pub(crate) fn find<'p>(
        &self,
        cache: &mut DfaCache,
        lookahead: &mut LookaheadCache,
        (text, start): (&str, usize),
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Option<RuleMatch> {
        let dfa = (&self.ascii_dfa, 2 * self.id);
        let mut outcome = lookahead.search(dfa, &mut cache.ascii, (text.as_bytes(), start));
        let is_ascii = outcome != Outcome::Unknown;
        if !is_ascii {
            outcome = self.find_unicode(cache, lookahead, (text, start), &pattern);
        }
        let Outcome::Match(found, end) = outcome else {
            return None;
        };
        let (place, rule) = self.rules[found];
        Some(RuleMatch {
            place,
            rule,
            length: end - start,
            is_exact: is_ascii || !pattern(rule).has_word_boundaries(),
        })
    }

    fn find_unicode<'p>(
        &self,
        cache: &mut DfaCache,
        lookahead: &mut LookaheadCache,
        (text, start): (&str, usize),
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Outcome {
        let dfa = self.unicode_dfa.get_or_init(|| {
            let rules = self.rules.iter();
            let patterns: Vec<Hir> = rules.map(|(_, rule)| pattern(*rule).unicode()).collect();
            build_dfa(&patterns, DFA::config())
        });
        let cache = cache.unicode.get_or_insert_with(|| dfa.create_cache());
        lookahead.search((dfa, 2 * self.id + 1), cache, (text.as_bytes(), start))
    }

    /// Whether the automata find at the start of `text` what trying the rules one after the other finds.
    #[cfg(test)]
    pub(crate) fn agrees<'p>(
        &self,
        cache: &mut DfaCache,
        text: &str,
        rule: impl Fn(usize) -> &'p Rule,
    ) -> bool {
        let found = self.find(cache, &mut LookaheadCache::default(), (text, 0), |index| {
            &rule(index).pattern
        });
        let length = |index| rule(index).groups().length(text);
        let mut rules = self.rules.iter();
        let first = rules.find_map(|(place, rule)| Some((*place, *rule, length(*rule)?)));
        match found {
            Some(found) if !found.is_exact => match length(found.rule) {
                Some(length) => first == Some((found.place, found.rule, length)),
                None => first.is_none_or(|(place, ..)| place > found.place),
            },
            Some(found) => {
                first == Some((found.place, found.rule, found.length))
                    && rule(found.rule).groups().agree(text, found.length)
            }
            None => first.is_none(),
        }
    }
}

fn build_dfa<H: Borrow<Hir>>(patterns: &[H], config: dfa::Config) -> DFA {
    let nfa = NFA::compiler()
        .configure(thompson::Config::new().which_captures(WhichCaptures::None))
        .build_many_from_hir(patterns)
        .expect("lexers' patterns are small enough");
    let config = config
        .match_kind(MatchKind::LeftmostFirst)
        .cache_capacity(4 << 20)
        .skip_cache_capacity_check(true);
    DFA::builder()
        .configure(config)
        .build_from_nfa(nfa)
        .expect("the cache capacity is not checked")
}

fn quit_above_ascii() -> dfa::Config {
    (0x80..=0xff).fold(DFA::config(), |config, byte| config.quit(byte, true))
}

/// Finds the groups of a rule's match.
pub(crate) struct Groups {
    regex: AnchoredRegex,
    /// Whether the last group marks where the match ends and the text of `followed_by` begins.
    has_end_group: bool,
}

impl Groups {
    /// The groups of this pattern.
    pub(crate) fn new(pattern: &Pattern) -> Groups {
        Groups {
            regex: AnchoredRegex::new(pattern.exact()),
            has_end_group: pattern.followed_by.is_some(),
        }
    }

    /// The length of the pattern's match at the start of `text`, with the text that `followed_by` matches.
    pub(crate) fn length(&self, text: &str) -> Option<usize> {
        let input = Input::new(text).anchored(Anchored::Yes);
        Some(self.regex.exact().search_half(&input)?.offset())
    }

    /// Writes the offsets of the groups 0, 1, … of the match of `length` bytes at the start of `text` to `slots`, in
    /// pairs. Group 0 excludes the text that `followed_by` matches.
    pub(crate) fn find(&self, text: &str, length: usize, slots: &mut Vec<Option<NonMaxUsize>>) {
        let read = text.len().min(length + 1);
        self.find_by(
            self.regex.for_bytes(&text.as_bytes()[..read]),
            text,
            length,
            slots,
        );
    }

    fn find_by(&self, regex: &Regex, text: &str, length: usize, slots: &mut Vec<Option<NonMaxUsize>>) {
        slots.clear();
        slots.resize(2 * regex.captures_len(), None);
        let input = Input::new(text).range(..length).anchored(Anchored::Yes);
        regex.search_slots(&input, slots);
        if self.has_end_group {
            let end = slots[slots.len() - 1];
            slots.truncate(slots.len() - 2);
            slots[1] = end;
        }
    }

    /// Whether the ASCII regex and the exact one find the same groups.
    #[cfg(test)]
    fn agree(&self, text: &str, length: usize) -> bool {
        let (mut found, mut exact) = (Vec::new(), Vec::new());
        self.find(text, length, &mut found);
        self.find_by(self.regex.exact(), text, length, &mut exact);
        found == exact
    }
}

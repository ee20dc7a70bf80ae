//! Which rule matches here: in go the patterns of a state, out comes the first of them that matches at a place,
//! and how far.
//!
//! All rules of a state are one lazily built automaton whose patterns stand in the order of the rules, so that
//! one walk over the text finds the rule that Rouge finds by trying them one after the other.

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::meta;
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::nfa::thompson::{self, NFA};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The pattern of a rule.
pub(crate) struct Pattern {
    text: String,
    /// Whether the rule is tried at the beginning of a line only.
    pub(crate) at_line_start: bool,
    /// What must follow the match.
    pub(crate) before: Option<Cow<'static, str>>,
    /// What must not follow the match.
    pub(crate) not_before: Option<Cow<'static, str>>,
    /// What must come somewhere ahead.
    pub(crate) needs: Option<&'static str>,
    veto: OnceLock<meta::Regex>,
}

impl Pattern {
    /// A pattern as it is written in a lexer.
    pub(crate) fn new(text: String) -> Pattern {
        let at_line_start = text.starts_with('^');
        Pattern {
            text,
            at_line_start,
            before: None,
            not_before: None,
            needs: None,
            veto: OnceLock::new(),
        }
    }

    /// What the automaton looks for: the pattern and what must follow.
    fn whole(&self) -> String {
        match &self.before {
            None => ruby_classes(&self.text),
            Some(ahead) => ruby_classes(&format!("(?:{})()(?:{ahead})", self.text)),
        }
    }

    /// Whether something is checked after the match, so that the search may have to go on with later rules.
    pub(crate) fn can_fail(&self) -> bool {
        self.not_before.is_some() || self.needs.is_some()
    }

    /// Whether what follows `end` in `text` forbids the match.
    pub(crate) fn vetoed(&self, text: &str, end: usize) -> bool {
        let Some(ahead) = &self.not_before else {
            return false;
        };
        let veto = self.veto.get_or_init(|| small(&ruby_classes(ahead)));
        veto.is_match(Input::new(text).range(end..).anchored(Anchored::Yes))
    }
}

fn small(pattern: &str) -> meta::Regex {
    let config = meta::Config::new().hybrid(false).dfa(false).auto_prefilter(false);
    meta::Builder::new()
        .configure(config)
        .syntax(config_of_syntax())
        .build(pattern)
        .expect("lexers' patterns are well formed")
}

fn config_of_syntax() -> syntax::Config {
    syntax::Config::new().multi_line(true)
}

/// Ruby's `\w`, `\d`, `\s` know ASCII only and `\h` is a hexadecimal digit: writes them out.
fn ruby_classes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut depth = 0;
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                let Some(next) = letters.next() else { break };
                let (set, negated) = match next {
                    'w' | 'W' => ("0-9A-Za-z_", next == 'W'),
                    'd' | 'D' => ("0-9", next == 'D'),
                    's' | 'S' => (r"\t\n\x0B\f\r\x20", next == 'S'),
                    'h' | 'H' => ("0-9A-Fa-f", next == 'H'),
                    _ => {
                        out.extend(['\\', next]);
                        continue;
                    }
                };
                match (depth > 0, negated) {
                    (true, false) => out.push_str(set),
                    (false, false) => out.extend(["[", set, "]"]),
                    (_, true) => out.extend(["[^", set, "]"]),
                }
            }
            '[' => {
                depth += 1;
                out.push('[');
            }
            ']' => {
                depth = (depth - 1).max(0);
                out.push(']');
            }
            _ => out.push(letter),
        }
    }
    out
}

/// The automaton of a state's rules from some place on.
pub(crate) struct Matcher {
    /// Its number in the table, by which a run keeps its working memory.
    pub(crate) id: usize,
    dfa: DFA,
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
        rules: &[(usize, usize)],
        pattern: impl Fn(usize) -> &'p Pattern,
    ) -> Matcher {
        let patterns: Vec<String> = rules.iter().map(|(_, rule)| pattern(*rule).whole()).collect();
        let nfa = NFA::compiler()
            .syntax(config_of_syntax())
            .configure(thompson::Config::new().which_captures(thompson::WhichCaptures::Implicit))
            .build_many(&patterns)
            .expect("lexers' patterns are well formed");
        let config = DFA::config()
            .match_kind(MatchKind::LeftmostFirst)
            .unicode_word_boundary(true)
            .cache_capacity(4 << 20)
            .skip_cache_capacity_check(true);
        let dfa = DFA::builder()
            .configure(config)
            .build_from_nfa(nfa)
            .expect("its memory suffices for any pattern");
        Matcher {
            id,
            dfa,
            slow: OnceLock::new(),
            rules: rules.to_vec(),
        }
    }

    /// Fresh working memory.
    pub(crate) fn cache(&self) -> Box<Cache> {
        Box::new(self.dfa.create_cache())
    }

    /// The first rule that matches at the start of `text`.
    pub(crate) fn find(&self, cache: &mut Cache, text: &str) -> Option<Hit> {
        let input = Input::new(text).anchored(Anchored::Yes);
        let (pattern, length) = match self.dfa.try_search_fwd(cache, &input) {
            Ok(hit) => hit.map(|hit| (hit.pattern().as_usize(), hit.offset()))?,
            // The automaton leaves word boundaries beside letters that are not ASCII to a slower one.
            Err(_) => self.find_slowly(&input)?,
        };
        let (place, rule) = self.rules[pattern];
        Some(Hit { place, rule, length })
    }

    fn find_slowly(&self, input: &Input<'_>) -> Option<(usize, usize)> {
        let slow = self.slow.get_or_init(|| {
            PikeVM::new_from_nfa(self.dfa.get_nfa().clone())
                .expect("an automaton for matching has its captures")
        });
        let mut cache = slow.create_cache();
        let mut slots: Vec<Option<NonMaxUsize>> = vec![None; 2 * self.rules.len()];
        let pattern = slow.search_slots(&mut cache, input, &mut slots)?.as_usize();
        let end = slots[2 * pattern + 1].expect("the pattern that matches has an end");
        Some((pattern, end.get()))
    }
}

/// Finds the groups of one rule's match.
pub(crate) struct Groups {
    regex: meta::Regex,
    /// Whether the last group marks where the match ends and what must follow begins.
    marked: bool,
}

impl Groups {
    /// The finder for this pattern.
    pub(crate) fn new(pattern: &Pattern) -> Groups {
        Groups {
            regex: small(&pattern.whole()),
            marked: pattern.before.is_some(),
        }
    }

    /// The ranges of group 0, 1, … of the match of `length` bytes at the start of `text`, as pairs of slots;
    /// group 0 is without what must follow.
    pub(crate) fn find(&self, text: &str, length: usize, slots: &mut Vec<Option<NonMaxUsize>>) {
        slots.clear();
        slots.resize(2 * self.regex.captures_len(), None);
        let input = Input::new(text).range(..length).anchored(Anchored::Yes);
        self.regex.search_slots(&input, slots);
        if self.marked {
            let mark = slots[slots.len() - 1];
            slots.truncate(slots.len() - 2);
            slots[1] = mark;
        }
    }
}

//! Searches that read far ahead, in linear time.
//!
//! A quote that is never closed lets the search for a rule read to the end of the text and find nothing, and so does the
//! next quote: n quotes would cost n² steps. So a search that gets far leaves a checkpoint every [`STRIDE`] bytes: which
//! automaton was in which state there, and, once the search has ended, its outcome. A later search that reaches the same
//! place in the same state has the same outcome from there on, so it stops. An automaton has a bounded number of states,
//! so each byte is read a bounded number of times, whatever the rules are. (Thomas Reps, "'Maximal-munch' tokenization
//! in linear time", 1998.)

use foldhash::HashMap;
use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::{Anchored, Input};

/// The distance of checkpoints in bytes.
const STRIDE: usize = 128;

/// The result of an anchored search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No pattern matches.
    Nothing,
    /// The pattern with this number matches up to this place of the text.
    Match(usize, usize),
    /// The automaton cannot decide.
    Unknown,
}

/// Where a search was: the number of the automaton, how many times its cache had been cleared, the state, the place.
type Checkpoint = (usize, usize, LazyStateID, usize);

/// What is known about the rest of one text.
#[derive(Default)]
pub(crate) struct LookaheadCache {
    checkpoints: HashMap<Checkpoint, Outcome>,
    /// The next place of each text that a lexer's function has looked for.
    needles: HashMap<String, Option<usize>>,
}

impl LookaheadCache {
    /// The first place of `needle` in `text` at or after `start`.
    pub(crate) fn find(&mut self, text: &str, start: usize, needle: &str) -> Option<usize> {
        match self.needles.get(needle) {
            Some(None) => return None,
            Some(Some(place)) if *place >= start => return Some(*place),
            _ => {}
        }
        let place = text[start..].find(needle).map(|offset| start + offset);
        self.needles.insert(needle.to_owned(), place);
        place
    }

    /// The pattern of `dfa`, the automaton with this `number`, that matches at `start` of `text`. The text before
    /// `start` is invisible to the patterns.
    pub(crate) fn search(
        &mut self,
        (dfa, number): (&DFA, usize),
        cache: &mut Cache,
        (text, start): (&[u8], usize),
    ) -> Outcome {
        let mut passed = Vec::new();
        let outcome = self.search_from((dfa, number), cache, (text, start), &mut passed);
        for checkpoint in passed {
            let from_there = match outcome {
                Outcome::Match(_, end) if end < checkpoint.3 => Outcome::Nothing,
                outcome => outcome,
            };
            self.checkpoints.insert(checkpoint, from_there);
        }
        outcome
    }

    /// The search itself. Adds the new checkpoints that it passes to `passed`.
    fn search_from(
        &self,
        (dfa, number): (&DFA, usize),
        cache: &mut Cache,
        (text, start): (&[u8], usize),
        passed: &mut Vec<Checkpoint>,
    ) -> Outcome {
        let input = Input::new(&text[start..]).anchored(Anchored::Yes);
        let Ok(mut state) = dfa.start_state_forward(cache, &input) else {
            return Outcome::Unknown;
        };
        let mut best = Outcome::Nothing;
        let mut at = start;
        // The automaton enters its match states one byte late.
        while at < text.len() {
            let stop = text.len().min((at / STRIDE + 1) * STRIDE);
            for (place, byte) in (at..stop).zip(&text[at..stop]) {
                match dfa.next_state(cache, state, *byte) {
                    Ok(next) => state = next,
                    Err(_) => return Outcome::Unknown,
                }
                if state.is_tagged() {
                    if state.is_match() {
                        best = Outcome::Match(dfa.match_pattern(cache, state, 0).as_usize(), place);
                    } else if state.is_dead() {
                        return best;
                    } else if state.is_quit() {
                        return Outcome::Unknown;
                    }
                }
            }
            at = stop;
            if at - start > STRIDE {
                let checkpoint = (number, cache.clear_count(), state, at);
                match self.checkpoints.get(&checkpoint) {
                    Some(Outcome::Nothing) => return best,
                    Some(outcome) => return *outcome,
                    None => passed.push(checkpoint),
                }
            }
        }
        match dfa.next_eoi_state(cache, state) {
            Ok(state) if state.is_match() => {
                Outcome::Match(dfa.match_pattern(cache, state, 0).as_usize(), at)
            }
            Ok(_) => best,
            Err(_) => Outcome::Unknown,
        }
    }
}

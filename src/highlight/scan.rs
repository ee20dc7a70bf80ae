//! One walk of an automaton over a text: in go the text and a place in it, out comes which pattern matches there
//! and how far.
//!
//! # Linear in any text
//!
//! A quote that is never closed lets a walk read to the end of the text and find nothing, and so does the next
//! quote. So a walk that has come far leaves a mark every so many bytes, the state it was in there, and with it
//! what came of it. A later walk that comes to the same place in the same state need not go on. Since the states
//! of an automaton are bounded, so is the number of times that walks read a byte, whatever the rules. (Thomas
//! Reps, "Maximal-munch" tokenization in linear time, 1998.)

use foldhash::HashMap;
use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::{Anchored, Input};

/// Every how many bytes there is a place for marks.
const STRIDE: usize = 128;

/// What came of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing matches.
    Nothing,
    /// The pattern of this number matches up to this place of the text.
    Match(usize, usize),
    /// The automaton cannot tell.
    Unknown,
}

/// Where a walk was: the number of the automaton, how many times it had forgotten its states, the state, the place.
type Mark = (usize, usize, LazyStateID, usize);

/// What long walks over one text found out.
#[derive(Default)]
pub(crate) struct Marks {
    known: HashMap<Mark, Outcome>,
}

/// Which pattern of `dfa`, the automaton with this `number`, matches at `start` of `text`. Nothing before `start` is
/// seen.
pub(crate) fn walk(
    (dfa, number): (&DFA, usize),
    cache: &mut Cache,
    (text, start): (&[u8], usize),
    marks: &mut Marks,
) -> Outcome {
    let mut left = Vec::new();
    let outcome = go((dfa, number), cache, (text, start), marks, &mut left);
    for mark in left {
        let from_there = match outcome {
            Outcome::Match(_, end) if end < mark.3 => Outcome::Nothing,
            outcome => outcome,
        };
        marks.known.insert(mark, from_there);
    }
    outcome
}

/// The walk itself. Adds to `left` where it was.
fn go(
    (dfa, number): (&DFA, usize),
    cache: &mut Cache,
    (text, start): (&[u8], usize),
    marks: &Marks,
    left: &mut Vec<Mark>,
) -> Outcome {
    let input = Input::new(&text[start..]).anchored(Anchored::Yes);
    let Ok(mut state) = dfa.start_state_forward(cache, &input) else {
        return Outcome::Unknown;
    };
    let mut best = Outcome::Nothing;
    let mut at = start;
    // The automaton says one byte late that it is in a state of match.
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
            let mark = (number, cache.clear_count(), state, at);
            match marks.known.get(&mark) {
                Some(Outcome::Nothing) => return best,
                Some(outcome) => return *outcome,
                None => left.push(mark),
            }
        }
    }
    match dfa.next_eoi_state(cache, state) {
        Ok(state) if state.is_match() => Outcome::Match(dfa.match_pattern(cache, state, 0).as_usize(), at),
        Ok(_) => best,
        Err(_) => Outcome::Unknown,
    }
}

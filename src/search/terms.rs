//! The lists of terms: which sections have a term, and how well it fits them.
//!
//! A list is a text of pairs: the distance to the section before, and the weight from 0 to 31. Numbers are written in
//! digits of five bits, the lowest first; a digit with the sixth bit set is followed by another.

use super::sections::Section;
use super::{Page, tokens};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// The digits of numbers, by value.
const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// How long a file of terms may get, in bytes, before the next begins.
const FILE: usize = 10 << 10;

/// How many sections a list may name. Of a term in more sections than that, the best ones are kept.
const LONGEST: usize = 1500;

/// The weight of a term for one section.
pub(super) type Weights = HashMap<String, u8, foldhash::fast::RandomState>;

/// The terms of a section. The title and the path of the page count most for its `first` section, the heading for its
/// own.
pub(super) fn of_section(page: &Page, section: &Section, first: bool) -> Weights {
    let title = &*page.title;
    let mut counts: HashMap<String, (f32, f32), foldhash::fast::RandomState> = HashMap::default();
    let mut count = |text: &str, boost: f32| {
        let mut length = 0_u16;
        tokens::each(text, |term| {
            length = length.saturating_add(1);
            match counts.get_mut(term) {
                Some((times, best)) => {
                    *times += 1.0;
                    *best = best.max(boost);
                }
                None => _ = counts.insert(term.to_owned(), (1.0, boost)),
            }
        });
        f32::from(length)
    };
    let length = count(&section.text, 0.0);
    // A term that is most of a title fits better than one of many.
    let share = |text: &str| {
        let mut number = 0.0_f32;
        tokens::each(text, |_| number += 1.0);
        1.0 / number.max(1.0)
    };
    if first {
        count(title, 15.0 + 12.0 * share(title));
        count(&page.url, 3.0);
    } else {
        // A query often names the page and the section, so both count as found.
        count(title, 1.0);
    }
    count(&section.heading, 5.0 + 7.0 * share(&section.heading));
    let weight = |(times, boost): (f32, f32)| {
        // As BM25 does: repetition counts less and less, and less in a long text.
        let saturated = times * 2.2 / (times + 1.2 * (0.3 + 0.7 * length / 120.0));
        (boost + 2.0 * saturated).round().clamp(1.0, 31.0) as u8
    };
    counts.into_iter().map(|(term, of)| (term, weight(of))).collect()
}

/// All lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<String, Vec<(u32, u8)>, foldhash::fast::RandomState>,
}

impl Lists {
    /// Adds the terms of section `number`; sections come in order.
    pub(super) fn add(&mut self, number: u32, terms: Weights) {
        #[expect(clippy::iter_over_hash_type, reason = "each term has a list of its own")]
        for (term, weight) in terms {
            self.lists.entry(term).or_default().push((number, weight));
        }
    }

    /// The files, and the first term of each.
    pub(super) fn files(self) -> (Vec<String>, Vec<String>) {
        let sorted: BTreeMap<String, Vec<(u32, u8)>> = self.lists.into_iter().collect();
        let (mut files, mut firsts) = (Vec::new(), Vec::new());
        let mut file = String::new();
        for (term, list) in sorted {
            if file.len() > FILE {
                files.push(std::mem::take(&mut file) + "}");
            }
            if file.is_empty() {
                firsts.push(term.clone());
            }
            file.push(if file.is_empty() { '{' } else { ',' });
            let _ = write!(file, "\"{term}\":\"{}\"", encoded(list));
        }
        if !file.is_empty() {
            files.push(file + "}");
        }
        (files, firsts)
    }
}

/// A list as text: the number of sections that have the term, then the pairs.
fn encoded(mut list: Vec<(u32, u8)>) -> String {
    let mut out = String::with_capacity(list.len() * 3 + 2);
    number(&mut out, u32::try_from(list.len()).unwrap_or(u32::MAX));
    if list.len() > LONGEST {
        list.sort_by_key(|(section, weight)| (std::cmp::Reverse(*weight), *section));
        list.truncate(LONGEST);
        list.sort_unstable();
    }
    let mut before = 0;
    for (section, weight) in list {
        number(&mut out, section - before);
        number(&mut out, u32::from(weight));
        before = section;
    }
    out
}

fn number(out: &mut String, mut number: u32) {
    while number >= 32 {
        out.push(char::from(DIGITS[(number % 32 + 32) as usize]));
        number /= 32;
    }
    out.push(char::from(DIGITS[number as usize]));
}

#[cfg(test)]
mod tests {
    use super::{encoded, of_section};
    use crate::search::Page;
    use crate::search::sections::Section;

    #[test]
    fn numbers_above_thirty_one_take_two_digits() {
        // Two sections; 1 further, weight 5; 33 further (1 + 32·1), weight 31.
        assert_eq!(encoded(vec![(1, 5), (34, 31)]), "215x1v");
    }

    #[test]
    fn a_term_in_the_title_weighs_more_than_one_in_the_text() {
        let section = Section {
            text: "tabs tabs tabs and more".to_owned(),
            ..Section::default()
        };
        let page = Page {
            url: "/write/captures/".to_owned(),
            title: "Captures".to_owned(),
            html: "".into(),
        };
        let weights = of_section(&page, &section, true);
        assert!(
            weights["captures"] > weights["tabs"]
                && weights["tabs"] > weights["more"]
                && weights.contains_key("write"),
            "{weights:?}"
        );
    }
}

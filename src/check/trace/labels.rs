//! Finds out which part of a text a reference of its conversion comes from, by experiment.
//!
//! A converter such as Markdown may write an address that is in a definition far away, decode it, or never use it.
//! So every occurrence of a reference's words in the text gets a label, a character from a private use area, and the
//! text is converted again. The label that comes out in a reference says which occurrence made it. Where the labelled
//! conversion has other references than the plain one, nothing is known.

use super::super::scan::{FileKind, Reference, scan};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The first label; Unicode never assigns characters from here on.
const FIRST: u32 = 0xf_0000;

/// As many labels there are.
const MOST: usize = 0xfffe;

/// As many words are tried one by one where they cannot be tried together.
const APART: usize = 32;

/// The references of a converted text, each with the part of the text that made it.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// The number of each reference by the byte at which it begins in the conversion.
    numbers: HashMap<usize, usize, foldhash::fast::RandomState>,
    /// The bytes of its address in the text, and whether they are the address exactly.
    found: Vec<Option<(Range<usize>, bool)>>,
}

impl Labels {
    /// Labels the words of `addresses` in `text`, whose conversion is `html`.
    pub(super) fn new(text: &str, html: &str, addresses: &[&str], convert: &dyn Fn(&str) -> String) -> Self {
        let plain = scan(html, FileKind::Html).references;
        let starts = plain.iter().map(|reference| reference.range.start);
        let numbers = starts
            .enumerate()
            .map(|(number, start)| (start, number))
            .collect();
        let wanted: HashSet<&str> = addresses
            .iter()
            .filter_map(|address| word(address))
            .map(|(word, _)| word)
            .collect();
        let mut found = vec![None; plain.len()];
        let all = occurrences(text, &wanted);
        if !experiment(text, &plain, &all, convert, &mut found) {
            // Some label changes how the text is read: each word on its own, so that the others are still found.
            let mut words: Vec<&str> = wanted.into_iter().collect();
            words.sort_unstable();
            for word in words.into_iter().take(APART) {
                let of_word: Vec<Range<usize>> = all
                    .iter()
                    .filter(|at| &text[(*at).clone()] == word)
                    .cloned()
                    .collect();
                experiment(text, &plain, &of_word, convert, &mut found);
            }
        }
        Self { numbers, found }
    }

    /// The part of the text that made the reference at `range` of the conversion.
    pub(super) fn find(&self, range: &Range<usize>) -> Option<(Range<usize>, bool)> {
        let number = self.numbers.get(&range.start)?;
        self.found[*number].clone()
    }
}

/// Converts `text` with a label behind each occurrence, and notes what the labels show. Returns whether the labelled
/// conversion has the references of the plain one.
fn experiment(
    text: &str,
    plain: &[Reference<'_>],
    occurrences: &[Range<usize>],
    convert: &dyn Fn(&str) -> String,
    found: &mut [Option<(Range<usize>, bool)>],
) -> bool {
    if occurrences.is_empty() || occurrences.len() > MOST {
        return occurrences.is_empty();
    }
    let html = convert(&labelled(text, occurrences));
    let labelled = scan(&html, FileKind::Html).references;
    if labelled.len() != plain.len() {
        return false;
    }
    for ((plain, labelled), found) in plain.iter().zip(&labelled).zip(found) {
        if let Some(origin) = origin(text, plain, labelled, occurrences) {
            *found = Some(origin);
        }
    }
    true
}

/// The word of an address by which it is recognised, and where it begins: the last one of some length, else the
/// longest.
pub(super) fn word(address: &str) -> Option<(&str, usize)> {
    let words = words(address);
    let long = words.iter().rev().find(|word| word.len() >= 3);
    let word = long.or_else(|| words.iter().max_by_key(|word| word.len()))?;
    Some((&address[word.clone()], word.start))
}

fn words(text: &str) -> Vec<Range<usize>> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.') || byte >= 0x80;
    let mut words = Vec::new();
    let mut start = None;
    for (at, byte) in text.bytes().enumerate() {
        match (is_word(byte), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

/// Every word of `text` that is in `wanted`.
fn occurrences(text: &str, wanted: &HashSet<&str>) -> Vec<Range<usize>> {
    let mut found = words(text);
    found.retain(|word| wanted.contains(&text[word.clone()]));
    found
}

/// `text` with a label behind each occurrence.
fn labelled(text: &str, occurrences: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len() + occurrences.len() * 4);
    let mut copied = 0;
    for (number, occurrence) in (0..).zip(occurrences) {
        out.push_str(&text[copied..occurrence.end]);
        out.extend(char::from_u32(FIRST + number));
        copied = occurrence.end;
    }
    out.push_str(&text[copied..]);
    out
}

/// The address in `text` that made a reference, if its labelled form has exactly one label and is the same without it.
fn origin(
    text: &str,
    plain: &Reference<'_>,
    labelled: &Reference<'_>,
    occurrences: &[Range<usize>],
) -> Option<(Range<usize>, bool)> {
    let mut decoded: Cow<'_, str> = Cow::Borrowed(&labelled.text);
    if decoded.contains("%F3%B") {
        decoded = Cow::Owned(decode_labels(&decoded));
    }
    let is_label = |c: &char| (FIRST..FIRST + 0xffff).contains(&u32::from(*c));
    let labels: Vec<char> = decoded.chars().filter(is_label).collect();
    let label = *labels.last()?;
    let without: String = decoded.chars().filter(|c| !is_label(c)).collect();
    if without != plain.text {
        return None;
    }
    let number = usize::try_from(u32::from(label) - FIRST).ok()?;
    let occurrence = occurrences.get(number)?;
    // The word may occur several times in the address; the last label belongs to its last occurrence.
    let word = &text[occurrence.clone()];
    let at = plain.text.rfind(word)?;
    Some(extent(text, occurrence, &plain.text, at))
}

/// Percent-encoded labels as characters.
fn decode_labels(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("%F3%B") {
        out.push_str(&rest[..at]);
        let encoded = rest.get(at..at + 12).unwrap_or(&rest[at..]);
        let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8();
        match decoded {
            Ok(decoded) if decoded.chars().count() == 1 => out.push_str(&decoded),
            _ => out.push_str(encoded),
        }
        rest = &rest[at + encoded.len()..];
    }
    out + rest
}

/// The bytes of the address around `occurrence`, where the word begins at byte `at` of `address`, and whether they are
/// the address as it is.
fn extent(text: &str, occurrence: &Range<usize>, address: &str, at: usize) -> (Range<usize>, bool) {
    let start = occurrence
        .start
        .checked_sub(at)
        .filter(|start| text.get(*start..occurrence.start) == address.get(..at));
    let after = &address[at + occurrence.len()..];
    let end = occurrence.end + after.len();
    let end = Some(end).filter(|end| text.get(occurrence.end..*end) == Some(after));
    if let (Some(start), Some(end)) = (start, end) {
        return (start..end, true);
    }
    let opens = |c: char| matches!(c, '"' | '\'' | '(' | '<' | '=' | ' ' | '\n' | '\t');
    let closes = |c: char| matches!(c, '"' | '\'' | ')' | '>' | ' ' | '\n' | '\t');
    let start = start.unwrap_or_else(|| text[..occurrence.start].rfind(opens).map_or(0, |at| at + 1));
    let end = end.unwrap_or_else(|| {
        let rest = &text[occurrence.end..];
        rest.find(closes).map_or(text.len(), |at| occurrence.end + at)
    });
    (start..end, false)
}

#[cfg(test)]
mod tests {
    use super::Labels;

    /// A converter that turns `[address]` into a link and leaves out what is in braces.
    fn convert(text: &str) -> String {
        let mut html = String::new();
        for part in text.split('[').skip(1) {
            let address = part.split(']').next().unwrap_or("");
            html.push_str(&format!("<a href=\"{address}\">"));
        }
        html
    }

    #[test]
    fn the_occurrence_that_makes_a_reference_is_found_among_others() {
        let text = "nope.html {nope.html} [nope.html] nope.html [nope.html]";
        let html = convert(text);
        let labels = Labels::new(text, &html, &["nope.html"], &convert);
        assert_eq!(labels.find(&(9..18)), Some((23..32, true)));
        let second = html.rfind("nope").unwrap();
        assert_eq!(labels.find(&(second..second + 9)), Some((45..54, true)));
    }

    #[test]
    fn an_address_is_found_with_all_its_parts() {
        let text = "[../a b/x.html?q#frag]";
        let labels = Labels::new(text, &convert(text), &["../a b/x.html?q#frag"], &convert);
        assert_eq!(labels.find(&(9..29)), Some((1..21, true)));
    }

    #[test]
    fn nothing_is_known_where_labels_change_the_conversion() {
        let fragile = |text: &str| {
            if text.is_ascii() {
                "<a href=\"nope\">".to_owned()
            } else {
                String::new()
            }
        };
        let labels = Labels::new("nope", &fragile("nope"), &["nope"], &fragile);
        assert_eq!(labels.find(&(9..13)), None);
    }
}

//! The values of `class` attributes, in particular the language of code.

use crate::kramdown::scan::is_word_char;

/// The class `language-…`: its range and the language.
pub(crate) fn language_in(class: &str) -> Option<(std::ops::Range<usize>, &str)> {
    let is_word = |c: Option<char>| c.is_some_and(is_word_char);
    class.match_indices("language-").find_map(|(at, prefix)| {
        let start = at + prefix.len();
        let length = class[start..].find(|c: char| c.is_ascii_whitespace() || c == '\u{b}');
        let end = length.map_or(class.len(), |length| start + length);
        let alone = !is_word(class[..at].chars().next_back());
        (alone && end > start).then(|| (at..end, &class[start..end]))
    })
}

/// `class` with the class of the highlighter. `language-lang` replaces such a class, or comes first.
pub(crate) fn with_highlighter(class: &str, highlighter: &str, lang: Option<&str>) -> String {
    let all = format!("{class} highlighter-{highlighter}");
    let all = all.trim_start();
    let Some(lang) = lang else {
        return all.to_owned();
    };
    match language_in(all) {
        Some((range, _)) => format!("{}language-{lang}{}", &all[..range.start], &all[range.end..]),
        None => format!("language-{lang} {all}"),
    }
}

/// The class `language-…` in `class`.
pub(crate) fn language_class(class: &str) -> Option<&str> {
    language_in(class).map(|(range, _)| &class[range])
}

/// `class` without `highlighter-…` and the adjacent white space.
pub(crate) fn without_highlighter(class: &str) -> String {
    let words = class.split_inclusive(|c: char| c.is_ascii_whitespace());
    let kept: String = words.filter(|word| !word.starts_with("highlighter-")).collect();
    if kept.len() == class.len() {
        kept
    } else {
        kept.trim_end().to_owned()
    }
}

/// True if `text` contains `word` between word boundaries.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(is_word_char);
    text.match_indices(word).any(|(at, _)| {
        !is_word(text[..at].chars().next_back()) && !is_word(text[at + word.len()..].chars().next())
    })
}

//! Finds the source of a text that a page shows.
//!
//! The text is looked up, word by word, in what Liquid makes of the page before Markdown is converted: there each
//! piece still knows the file and line that it comes from, also through captures and includes. A text that is not
//! there is looked up in the source of the page, whose front matter may have it, then in layouts and includes.
//!
//! Comparing words makes the search independent of markup: the words of a paragraph, table cell or heading are the
//! same in Markdown and in the browser, except for addresses and attributes in between, which may be skipped.

use super::published::Published;
use super::report::Place;
use crate::diag::{SourceId, Span};
use crate::liquid::Origins;

/// How many words of the text are compared at most.
const WORDS: usize = 24;
/// How many words of the source may be skipped between two words of the text.
const GAP: usize = 12;

/// Where the `nth` text like `text` on the page in `file` was written; the start of the page if that is not known.
/// `None` if the file is not a page.
pub(super) fn place(site: &Published, file: &str, text: &str, nth: usize) -> Option<Place> {
    let id = site.page_at(file)?;
    let frozen = site.frozen();
    let page = frozen.page(id);
    let query = words(text);
    let in_page = || in_source(page.source, 0, &page.text, &query);
    let in_shared = || {
        let layouts = frozen.layouts.values();
        let layouts = layouts.map(|layout| (layout.source, layout.body, layout.body()));
        let includes = frozen
            .includes
            .values()
            .map(|include| (include.source, 0, &*include.text));
        let mut shared = layouts.chain(includes);
        shared.find_map(|(source, before, text)| in_source(source, before, text, &query))
    };
    let expanded = site.expanded(id);
    let origin = expanded.and_then(|expanded| in_expanded(&expanded.text, &expanded.origins, &query, nth));
    let span = match origin {
        Some((span, true)) => Some(span),
        // A tag has printed the text: the place where it is written says more, if it is in a template at all.
        Some((span, false)) => in_page().or_else(in_shared).or(Some(span)),
        None => in_page().or_else(in_shared),
    };
    let span = span.unwrap_or_else(|| Span::new(page.source, page.body, page.body));
    Some(Place::new(span, &frozen.sources))
}

/// The source of the text, and whether it was copied from there; otherwise it is a tag that has printed it.
fn in_expanded(text: &str, origins: &Origins, query: &[Word<'_>], nth: usize) -> Option<(Span, bool)> {
    let at = find(&words(text), query, nth)?;
    let pieces = origins.pieces();
    let piece = pieces
        .partition_point(|piece| piece.at as usize <= at)
        .checked_sub(1)?;
    Some((origins.of(at)?, pieces[piece].literal))
}

fn in_source(source: SourceId, before: usize, text: &str, query: &[Word<'_>]) -> Option<Span> {
    let at = before + find(&words(text), query, 0)?;
    Some(Span::new(source, at, at))
}

/// A run of letters and digits, and where it starts.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    start: usize,
    text: &'a str,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(begun)) => {
                words.push(Word {
                    start: begun,
                    text: &text[begun..at],
                });
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|start| Word {
        start,
        text: &text[start..],
    }));
    words
}

/// Where the `nth` of the best matches of `query` in `source` starts; the last one if there are fewer. A match has at
/// least two thirds of the words, the first among them.
fn find(source: &[Word<'_>], query: &[Word<'_>], nth: usize) -> Option<usize> {
    let query = &query[..query.len().min(WORDS)];
    let first = query.first()?;
    let starts = (0..source.len()).filter(|at| source[*at].text == first.text);
    let matches = starts.map(|at| (score(&source[at..], query), source[at].start));
    let matches = matches.collect::<Vec<_>>();
    let best = matches
        .iter()
        .map(|((found, skipped), _)| (*found, usize::MAX - skipped))
        .max()?;
    if best.0 * 3 < query.len() * 2 {
        return None;
    }
    let is_best = |((found, skipped), _): &&((usize, usize), usize)| (*found, usize::MAX - skipped) == best;
    let best = matches
        .iter()
        .filter(is_best)
        .map(|(_, start)| *start)
        .collect::<Vec<_>>();
    best.get(nth).or(best.last()).copied()
}

/// How many words of `query` follow one another in `source`, and how many words between them were skipped.
fn score(source: &[Word<'_>], query: &[Word<'_>]) -> (usize, usize) {
    let (mut at, mut found, mut skipped) = (0, 0, 0);
    for word in query {
        let ahead = source.iter().skip(at).take(GAP + 1);
        if let Some(gap) = ahead.into_iter().position(|next| next.text == word.text) {
            at += gap + 1;
            found += 1;
            skipped += gap;
        }
    }
    (found, skipped)
}

#[cfg(test)]
mod tests {
    use super::{find, words};

    #[track_caller]
    fn finds(source: &str, text: &str, nth: usize, expected: Option<&str>) {
        let at = find(&words(source), &words(text), nth);
        let found = at.map(|at| source[at..].lines().next().unwrap_or(""));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_text_is_found_through_its_markup() {
        let source =
            "# Install *it*\n\nRun [the program](http://x.example/a/b) `now`, please.\n\n| Cell | two |\n";
        finds(source, "Install it", 0, Some("Install *it*"));
        finds(
            source,
            "Run the program now, please.",
            0,
            Some("Run [the program](http://x.example/a/b) `now`, please."),
        );
        finds(source, "two", 0, Some("two |"));
        finds(source, "Something else", 0, None);
        finds(source, "", 0, None);
    }

    #[test]
    fn of_equal_texts_the_one_with_the_same_number_is_found() {
        let source = "- same 1\n- same\n- other\n- same x\n";
        finds(source, "same", 1, Some("same"));
        finds(source, "same", 2, Some("same x"));
        finds(source, "same", 9, Some("same x"));
    }

    #[test]
    fn a_longer_match_wins_over_an_earlier_one() {
        finds(
            "the end\nthe end of it all\n",
            "the end of it all",
            0,
            Some("the end of it all"),
        );
    }
}

//! Finds links in Markdown text with the pattern of jekyll-relative-links.
//!
//! The gem searches with one regular expression, leftmost match first, shortest text first; inline links are
//! `[text](path#fragment "title")`, definitions `[text]: path#fragment "title"` alone on a line. Code is not
//! distinguished from prose; neither is it here, since the output must be the same bytes.

use crate::text::ascii::is_space;
use std::ops::Range;

/// Which form a link has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[text](path)`.
    Inline,
    /// `[text]: path`.
    Definition,
}

/// One match; all ranges are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) form: Form,
    /// All that is replaced; a definition takes the blank lines before it along.
    pub(super) whole: Range<usize>,
    pub(super) text: Range<usize>,
    pub(super) path: Range<usize>,
    /// With its `#`; empty where there is none.
    pub(super) fragment: Range<usize>,
    /// With its quotes and the white space before it; empty where there is none.
    pub(super) title: Range<usize>,
}

/// All matches in `text`, none overlapping, in order.
pub(super) fn find(text: &str) -> Vec<Match> {
    let bytes = text.as_bytes();
    let last_close = memchr::memrchr(b')', bytes);
    let mut found = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'[', &bytes[at..]).map(|next| at + next) {
        let start = definition_start(bytes, from, open);
        let inline = || {
            if last_close.is_some_and(|close| close > open) {
                inline(bytes, open)
            } else {
                None
            }
        };
        let definition = || start.and_then(|start| definition(bytes, start, open));
        // Where both could start at one place, the gem tries the inline form first.
        let hit = match start {
            Some(start) if start < open => definition().or_else(inline),
            _ => inline().or_else(definition),
        };
        match hit {
            Some(hit) => {
                from = hit.whole.end;
                at = from;
                found.push(hit);
            }
            None => at = open + 1,
        }
    }
    found
}

/// The first line start at or after `from` with nothing but white space between it and `open`.
fn definition_start(bytes: &[u8], from: usize, open: usize) -> Option<usize> {
    let blank = bytes[from..open]
        .iter()
        .rev()
        .take_while(|&&byte| is_space(byte))
        .count();
    (open - blank..=open).find(|&at| at == 0 || bytes[at - 1] == b'\n')
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |next| at + next)
}

/// The positions of `mark` after `open` on its line, in order.
fn marks<'a>(bytes: &'a [u8], open: usize, mark: &'static str) -> impl Iterator<Item = usize> + 'a {
    let end = (line_end(bytes, open) + mark.len() - 1).min(bytes.len());
    let line_end = line_end(bytes, open);
    memchr::memmem::find_iter(&bytes[open + 1..end], mark)
        .map(move |at| open + 1 + at)
        .filter(move |&at| at < line_end)
}

fn inline(bytes: &[u8], open: usize) -> Option<Match> {
    marks(bytes, open, "](").find_map(|close| {
        let path = close + 2;
        let mut end = path;
        loop {
            if *bytes.get(end)? == b')' {
                return None;
            }
            end += 1;
            let (fragment, title, whole) =
                match ending(bytes, end, &|at| (bytes.get(at) == Some(&b')')).then_some(at + 1)) {
                    Some(found) => found,
                    None => continue,
                };
            return Some(Match {
                form: Form::Inline,
                whole: open..whole,
                text: open + 1..close,
                path: path..end,
                fragment,
                title,
            });
        }
    })
}

fn definition(bytes: &[u8], start: usize, open: usize) -> Option<Match> {
    let stop = line_end(bytes, open);
    marks(bytes, open, "]: ").find_map(|close| {
        let path = close + 3;
        (path + 1..=stop).find_map(|end| {
            let (fragment, title, whole) = ending(bytes, end, &|at| blank_to_line_end(bytes, at))?;
            let text = open + 1..close;
            Some(Match {
                form: Form::Definition,
                whole: start..whole,
                text,
                path: path..end,
                fragment,
                title,
            })
        })
    })
}

/// `\s*?$` from `at`: the end of the match.
fn blank_to_line_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        match bytes.get(at) {
            None | Some(b'\n') => return Some(at),
            Some(&byte) if is_space(byte) => at += 1,
            Some(_) => return None,
        }
    }
}

type Ending = (Range<usize>, Range<usize>, usize);

/// Fragment, title and end of a link whose path ends at `at`; `close` finds the end of the link.
fn ending(bytes: &[u8], at: usize, close: &dyn Fn(usize) -> Option<usize>) -> Option<Ending> {
    if bytes.get(at) == Some(&b'#') {
        let stop = line_end(bytes, at);
        for end in at + 2..=stop {
            if let Some((title, whole)) = title_and_end(bytes, end, close) {
                return Some((at..end, title, whole));
            }
        }
    }
    let (title, whole) = title_and_end(bytes, at, close)?;
    Some((at..at, title, whole))
}

fn title_and_end(
    bytes: &[u8],
    at: usize,
    close: &dyn Fn(usize) -> Option<usize>,
) -> Option<(Range<usize>, usize)> {
    let titled = [b'"', b'\''].iter().find_map(|&quote| {
        let end = title(bytes, at, quote)?;
        Some((at..end, close(end)?))
    });
    titled.or_else(|| Some((at..at, close(at)?)))
}

/// The end of a title that opens with white space and `"` at `at` and ends at the first `quote` without a
/// backslash before it. (That a title may close with `'` after opening with `"` is the gem's own slip.)
fn title(bytes: &[u8], at: usize, quote: u8) -> Option<usize> {
    let spaces = bytes[at..].iter().take_while(|&&byte| is_space(byte)).count();
    let open = at + spaces;
    if spaces == 0 || bytes.get(open) != Some(&b'"') {
        return None;
    }
    let mut from = open + 1;
    while let Some(end) = memchr::memchr(quote, bytes.get(from..)?).map(|next| from + next) {
        if bytes[end - 1] != b'\\' {
            return Some(end + 1);
        }
        from = end + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Form, find};

    fn parts(text: &str) -> Vec<(Form, String, String, String, String)> {
        let cut = |range: &std::ops::Range<usize>| text[range.clone()].to_owned();
        find(text)
            .iter()
            .map(|m| {
                (
                    m.form,
                    cut(&m.text),
                    cut(&m.path),
                    cut(&m.fragment),
                    cut(&m.title),
                )
            })
            .collect()
    }

    fn link(
        form: Form,
        text: &str,
        path: &str,
        fragment: &str,
        title: &str,
    ) -> (Form, String, String, String, String) {
        (form, text.into(), path.into(), fragment.into(), title.into())
    }

    #[test]
    fn inline_links_give_text_path_fragment_and_title() {
        let found = parts("see [a](b.md#c \"d\") and [e](f.md)");
        let want = [
            link(Form::Inline, "a", "b.md", "#c", " \"d\""),
            link(Form::Inline, "e", "f.md", "", ""),
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn definitions_stand_alone_on_their_line() {
        assert_eq!(
            parts("\n\n [a]: b.md#c\n"),
            [link(Form::Definition, "a", "b.md", "#c", "")]
        );
        assert_eq!(find("\n\n [a]: b.md#c\n")[0].whole, 0..14);
        assert_eq!(parts("x [a]: b.md"), []);
    }

    #[test]
    fn the_shortest_text_wins_and_a_failed_bracket_is_passed_over() {
        assert_eq!(parts("[[a](b)](c)"), [link(Form::Inline, "[a", "b", "", "")]);
        assert_eq!(parts("[x] [y](z)"), [link(Form::Inline, "x] [y", "z", "", "")]);
        assert_eq!(parts("[x]\n[y](z)"), [link(Form::Inline, "y", "z", "", "")]);
    }

    #[test]
    fn a_bare_fragment_is_a_path() {
        assert_eq!(parts("[a](#b)"), [link(Form::Inline, "a", "#b", "", "")]);
        assert_eq!(parts("[a]()"), []);
    }

    #[test]
    fn escaped_quotes_stay_in_the_title() {
        assert_eq!(
            parts(r#"[a](b "c\"d")"#),
            [link(Form::Inline, "a", "b", "", r#" "c\"d""#)]
        );
    }
}

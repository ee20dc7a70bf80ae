//! Abbreviations: a line `*[HTML]: HyperText Markup Language` gives every `HTML` in the text its meaning as a tooltip.

use crate::escape;
use pulldown_cmark::{CowStr, Event};
use std::borrow::Cow;

/// The abbreviations of a text, the longest first, with their meanings.
#[derive(Debug, Default)]
pub(super) struct Abbreviations(Vec<(String, String)>);

impl Abbreviations {
    /// Reads the definitions in `text`. They are replaced by spaces, so every other byte keeps its place.
    pub(super) fn of(text: &str) -> (Self, Cow<'_, str>) {
        if !text.contains("*[") {
            return (Self::default(), text.into());
        }
        let mut found = Vec::new();
        let mut blanked = String::with_capacity(text.len());
        let mut fence: Option<&str> = None;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_start_matches([' ', '>']);
            let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
            match (fence, mark) {
                (Some(open), Some(mark)) if open == mark => fence = None,
                (None, Some(mark)) => fence = Some(mark),
                _ => {}
            }
            match definition(line).filter(|_| fence.is_none()) {
                Some((name, meaning)) => {
                    found.push((name.to_owned(), meaning.to_owned()));
                    let content = line.trim_end_matches(['\r', '\n']);
                    blanked.extend(std::iter::repeat_n(' ', content.len()));
                    blanked.push_str(&line[content.len()..]);
                }
                None => blanked.push_str(line),
            }
        }
        found.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        match found.is_empty() {
            true => (Self::default(), text.into()),
            false => (Self(found), blanked.into()),
        }
    }

    /// Adds `text` to `events`, its abbreviations in `<abbr>`.
    pub(super) fn expand<'t>(&self, text: CowStr<'t>, events: &mut Vec<Event<'t>>) {
        let mut done = 0;
        let mut at = 0;
        let mut before = None;
        while let Some(c) = text[at..].chars().next().filter(|_| !self.0.is_empty()) {
            match self.at(&text[at..], before) {
                Some((name, meaning)) => {
                    if at > done {
                        events.push(Event::Text(text[done..at].to_owned().into()));
                    }
                    let mut title = String::new();
                    escape::attribute(&mut title, meaning);
                    events.push(Event::InlineHtml(format!("<abbr title=\"{title}\">").into()));
                    events.push(Event::Text(name.clone().into()));
                    events.push(Event::InlineHtml("</abbr>".into()));
                    at += name.len();
                    done = at;
                    before = name.chars().next_back();
                }
                None => {
                    at += c.len_utf8();
                    before = Some(c);
                }
            }
        }
        if done == 0 {
            events.push(Event::Text(text));
        } else if done < text.len() {
            events.push(Event::Text(text[done..].to_owned().into()));
        }
    }

    /// The abbreviation that `rest` begins with, as a whole word; `before` is the character in front of it.
    fn at(&self, rest: &str, before: Option<char>) -> Option<&(String, String)> {
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        self.0.iter().find(|(name, _)| {
            let behind = rest.strip_prefix(name.as_str());
            behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
        })
    }
}

/// The name and the meaning in a line `*[name]: meaning`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = line[indent..].strip_prefix("*[").filter(|_| indent < 4)?;
    let (name, meaning) = rest.split_once("]:")?;
    let (name, meaning) = (name.trim(), meaning.trim());
    (!name.is_empty() && !meaning.is_empty()).then_some((name, meaning))
}

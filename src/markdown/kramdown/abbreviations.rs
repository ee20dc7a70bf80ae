//! Abbreviations: finds defined words in text.

use crate::kramdown::document::{Document, ElementId, ElementKind, TextRange};
use crate::kramdown::scan::{char_at, char_len, is_word};

/// The indices of all definitions by the first byte of their names, the longest names first.
struct Names {
    by_first: Vec<Vec<u32>>,
}

impl Names {
    fn new(doc: &Document<'_>) -> Self {
        let name = |at: u32| doc.arena.get(doc.abbreviations.get(at).name);
        let mut order: Vec<u32> = (0..doc.abbreviations.len() as u32).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(name(at).chars().count()));
        let mut by_first = vec![Vec::new(); 256];
        for at in order {
            by_first[name(at).as_bytes()[0] as usize].push(at);
        }
        Self { by_first }
    }
}

/// Replaces the abbreviations in all text of a document.
pub(crate) fn replace(doc: &mut Document<'_>) {
    if doc.abbreviations.len() == 0 {
        return;
    }
    let names = Names::new(doc);
    doc.replace_in(doc.root, &names);
    for at in 0..doc.footnotes.len() {
        let content = doc.footnotes.get(at as u32).content;
        doc.replace_in(content, &names);
    }
}

impl Document<'_> {
    fn replace_in(&mut self, parent: ElementId, names: &Names) {
        let is_raw = self.tree[parent].kind.is_raw_html();
        let mut child = self.tree.first(parent);
        while let Some(id) = child {
            child = self.tree.next(id);
            if self.tree[id].kind == ElementKind::Text && !is_raw {
                self.replace_in_text(parent, id, names);
            } else {
                self.replace_in(id, names);
            }
        }
    }

    /// The longest abbreviation at `at` and its end. With `alone`, no word character may follow it.
    fn abbreviation_at(&self, at: usize, end: usize, names: &Names, alone: bool) -> Option<(u32, usize)> {
        let text = &self.arena.bytes()[..end];
        let cross_lines = self.options().behavior().abbreviations_cross_lines;
        names.by_first[*text.get(at)? as usize].iter().find_map(|&index| {
            let name = &self.arena.bytes()[self.abbreviations.get(index).name.range()];
            let stop = if cross_lines {
                end_across_lines(text, at, name)?
            } else {
                text[at..].starts_with(name).then_some(at + name.len())?
            };
            let matches = !(alone && text.get(stop).is_some_and(|&byte| is_word(byte)));
            matches.then_some((index, stop))
        })
    }

    /// The next match: the start of an abbreviation, or of the character before it.
    fn next_abbreviation(&self, from: usize, end: usize, names: &Names) -> Option<usize> {
        let text = &self.arena.bytes()[..end];
        let mut at = from;
        while at < end {
            let byte = text[at];
            let length = char_len(byte);
            if !is_word(byte) && self.abbreviation_at(at + length, end, names, true).is_some() {
                return Some(at);
            }
            let line_start = at == from || text[at - 1] == b'\n';
            if line_start && self.abbreviation_at(at, end, names, true).is_some() {
                return Some(at);
            }
            at += length;
        }
        None
    }

    fn replace_in_text(&mut self, parent: ElementId, id: ElementId, names: &Names) {
        let text = self.tree[id].text;
        let end = text.end as usize;
        let mut from = text.start as usize;
        let holder = self.tree.create(ElementKind::Root, TextRange::default(), text);
        let mut found = false;
        while let Some(at) = self.next_abbreviation(from, end, names) {
            let mut at = at;
            let mut abbreviation = self.abbreviation_at(at, end, names, false);
            if abbreviation.is_none() {
                at += char_len(self.arena.bytes()[at]);
                abbreviation = self.abbreviation_at(at, end, names, false);
            }
            let Some((definition, stop)) = abbreviation else {
                break;
            };
            found = true;
            self.add_to(holder, ElementKind::Text, TextRange::new(from, at));
            self.add_to(
                holder,
                ElementKind::Abbreviation { definition },
                TextRange::new(at, stop),
            );
            from = stop;
        }
        if found {
            self.add_to(holder, ElementKind::Text, TextRange::new(from, end));
            self.tree.splice(parent, id, holder);
        }
    }
}

/// The end of `name` at `at`, where each space of the name matches one or more white space characters.
fn end_across_lines(text: &[u8], at: usize, name: &[u8]) -> Option<usize> {
    let is_space = |c: &char| c.is_whitespace() && *c != '\u{85}';
    let mut at = at;
    let mut rest = name;
    while let Some(&byte) = rest.first() {
        let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
        if spaces == 0 {
            at = (text.get(at) == Some(&byte)).then_some(at + 1)?;
            rest = &rest[1..];
            continue;
        }
        let mut found = 0;
        while let Some(c) = char_at(text, at).filter(is_space) {
            at += c.len_utf8();
            found += 1;
        }
        if found < spaces {
            return None;
        }
        rest = &rest[spaces..];
    }
    Some(at)
}

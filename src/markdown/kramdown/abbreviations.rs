//! Abbreviations: text in which words are found that have been defined.

use crate::WarningKind;
use crate::kramdown::element::{ElementId, Kind, Model};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{char_len, is_word};

/// An abbreviation's definition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Abbreviation {
    pub(crate) name: Slice,
    pub(crate) title: Slice,
    /// The mark the definition left, whose attributes are those of the abbreviation.
    pub(crate) eob: ElementId,
}

/// The names by their first byte, the longest first.
pub(crate) struct Names {
    by_first: Vec<Vec<u32>>,
}

impl Parser<'_> {
    /// Notes a definition; the last one of a name counts.
    pub(crate) fn define_abbreviation(&mut self, new: Abbreviation, source: std::ops::Range<usize>) {
        let key: Box<str> = self.pool.get(new.name).into();
        if let Some(&before) = self.abbreviation_names.get(&key) {
            let message = format!("abbreviation `{key}` is defined twice: the last definition counts");
            self.warn(
                WarningKind::DuplicateDefinition,
                source.start,
                source.end,
                message,
            );
            self.abbreviations[before as usize] = new;
        } else {
            self.abbreviation_names
                .insert(key, self.abbreviations.len() as u32);
            self.abbreviations.push(new);
        }
    }

    /// The names of all abbreviations, if there are any.
    pub(crate) fn abbreviation_names(&self) -> Option<Names> {
        if self.abbreviations.is_empty() {
            return None;
        }
        let mut by_first = vec![Vec::new(); 256];
        let mut order: Vec<u32> = (0..self.abbreviations.len() as u32).collect();
        order.sort_by_key(|&at| {
            std::cmp::Reverse(
                self.pool
                    .get(self.abbreviations[at as usize].name)
                    .chars()
                    .count(),
            )
        });
        for at in order {
            let first = self.pool.get(self.abbreviations[at as usize].name).as_bytes()[0];
            by_first[first as usize].push(at);
        }
        Some(Names { by_first })
    }

    /// Finds abbreviations in all text below `parent`.
    pub(crate) fn replace_abbreviations(&mut self, parent: ElementId, names: Option<&Names>) {
        if let Some(names) = names {
            self.replace_in(parent, names);
        }
    }

    fn replace_in(&mut self, parent: ElementId, names: &Names) {
        let is_raw = matches!(
            self.tree[parent].kind,
            Kind::Html {
                model: Model::Raw,
                ..
            }
        );
        let mut child = self.tree.first(parent);
        while let Some(id) = child {
            child = self.tree.next(id);
            if self.tree[id].kind == Kind::Text && !is_raw {
                self.replace_in_text(parent, id, names);
            } else {
                self.replace_in(id, names);
            }
        }
    }

    /// The longest abbreviation that stands at `at`; with `alone`, one behind which no word goes on.
    fn abbreviation_at(&self, at: usize, end: usize, names: &Names, alone: bool) -> Option<(u32, usize)> {
        let text = &self.pool.bytes()[..end];
        names.by_first[*text.get(at)? as usize].iter().find_map(|&index| {
            let name = &self.pool.bytes()[self.abbreviations[index as usize].name.range()];
            let stop = at + name.len();
            let stands =
                text[at..].starts_with(name) && !(alone && text.get(stop).is_some_and(|&byte| is_word(byte)));
            stands.then_some((index, stop))
        })
    }

    /// The next place from which an abbreviation is found: itself, or the character before it.
    fn next_abbreviation(&self, from: usize, end: usize, names: &Names) -> Option<usize> {
        let text = &self.pool.bytes()[..end];
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
        let holder = self.tree.create(Kind::Root, Slice::default(), text);
        let mut found = false;
        while let Some(at) = self.next_abbreviation(from, end, names) {
            let mut at = at;
            let mut abbreviation = self.abbreviation_at(at, end, names, false);
            if abbreviation.is_none() {
                at += char_len(self.pool.bytes()[at]);
                abbreviation = self.abbreviation_at(at, end, names, false);
            }
            let Some((definition, stop)) = abbreviation else {
                break;
            };
            found = true;
            self.add_to(holder, Kind::Text, Slice::new(from, at));
            self.add_to(holder, Kind::Abbreviation { definition }, Slice::new(at, stop));
            from = stop;
        }
        if found {
            self.add_to(holder, Kind::Text, Slice::new(from, end));
            self.tree.splice(parent, id, holder);
        }
    }
}

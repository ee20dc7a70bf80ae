//! What a rule looks for: in goes a pattern as lexers write it, out come the forms that automata are made of.
//!
//! # Near, wide and full
//!
//! Classes of Unicode (`\p{Alphabetic}`, but `[^"]` too) make automata large, and code is ASCII nearly everywhere.
//! So there are three forms of a pattern:
//!
//! - the *full* one is what it says;
//! - in the *near* one every class is cut down to its ASCII letters and "some byte above" where it holds any letter
//!   above. Over ASCII both go through the same choices, in the same order. An automaton of the near form gives up at
//!   the first byte above ASCII, and then
//! - the *wide* form decides, made when first wanted: all but the boundaries of words, which a fast automaton cannot
//!   know above ASCII. Where it matches nothing, nothing does; a rule with such boundaries that it finds is held
//!   against its full form.

use regex_automata::meta;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{
    Capture, Class, ClassBytes, ClassBytesRange, ClassUnicode, Hir, HirKind, Look, Repetition,
};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The pattern of a rule.
pub(crate) struct Pattern {
    text: String,
    /// Whether the rule is tried at the beginning of a line only.
    pub(crate) at_line_start: bool,
    /// What must follow the match.
    pub(crate) before: Option<Cow<'static, str>>,
    /// What must not follow the match.
    pub(crate) not_before: Option<Cow<'static, str>>,
    /// What must come somewhere ahead.
    pub(crate) needs: Option<&'static str>,
    near: OnceLock<Hir>,
    fixed: OnceLock<Option<usize>>,
    veto: OnceLock<Forms>,
}

impl Pattern {
    /// A pattern as it is written in a lexer.
    pub(crate) fn new(text: String) -> Pattern {
        let at_line_start = text.starts_with('^');
        Pattern {
            text,
            at_line_start,
            before: None,
            not_before: None,
            needs: None,
            near: OnceLock::new(),
            fixed: OnceLock::new(),
            veto: OnceLock::new(),
        }
    }

    /// What the automaton looks for, the pattern and what must follow, in its full form.
    pub(crate) fn full(&self) -> Hir {
        match &self.before {
            None => parse(&self.text),
            Some(ahead) => parse(&format!("(?:{})()(?:{ahead})", self.text)),
        }
    }

    /// The same in its near form.
    pub(crate) fn near(&self) -> &Hir {
        self.near.get_or_init(|| rewrite(&self.full(), &Near))
    }

    /// The same in its wide form.
    pub(crate) fn wide(&self) -> Hir {
        rewrite(&self.full(), &Wide)
    }

    /// How many bytes are taken of what matches with what must follow, where that is always the same.
    pub(crate) fn fixed_length(&self) -> Option<usize> {
        self.before.as_ref()?;
        *self.fixed.get_or_init(|| {
            let parsed = parse(&self.text);
            let properties = parsed.properties();
            properties
                .minimum_len()
                .filter(|length| properties.maximum_len() == Some(*length))
        })
    }

    /// Whether it asks where words begin or end.
    pub(crate) fn has_word_boundaries(&self) -> bool {
        self.near().properties().look_set().contains_word_ascii()
    }

    /// Whether something is checked after the match, so that the search may have to go on with later rules.
    pub(crate) fn can_fail(&self) -> bool {
        self.not_before.is_some() || self.needs.is_some()
    }

    /// Whether what follows `end` in `text` forbids the match.
    pub(crate) fn vetoed(&self, text: &str, end: usize) -> bool {
        let Some(ahead) = &self.not_before else {
            return false;
        };
        let forms = self.veto.get_or_init(|| Forms::new(parse(ahead)));
        let input = Input::new(text).range(end..).anchored(Anchored::Yes);
        forms.from(text, end).is_match(input)
    }
}

/// A small expression in both forms, each made when first wanted.
pub(crate) struct Forms {
    hir: Hir,
    /// How many bytes a match has at most, where there is a most.
    reach: Option<usize>,
    near: OnceLock<meta::Regex>,
    full: OnceLock<meta::Regex>,
}

impl Forms {
    /// Both forms of this expression.
    pub(crate) fn new(hir: Hir) -> Forms {
        Forms {
            reach: hir.properties().maximum_len(),
            hir,
            near: OnceLock::new(),
            full: OnceLock::new(),
        }
    }

    /// The form that serves where a search looks at no more than `bytes`.
    pub(crate) fn over(&self, bytes: &[u8]) -> &meta::Regex {
        if bytes.is_ascii() {
            self.near.get_or_init(|| small(&rewrite(&self.hir, &Near)))
        } else {
            self.full()
        }
    }

    /// The form that serves for any match from `start` of `text` on.
    fn from(&self, text: &str, start: usize) -> &meta::Regex {
        match self.reach {
            Some(reach) => self.over(&text.as_bytes()[start..text.len().min(start + reach + 1)]),
            None => self.full(),
        }
    }

    /// The form that serves anywhere.
    pub(crate) fn full(&self) -> &meta::Regex {
        self.full.get_or_init(|| small(&self.hir))
    }
}

fn small(hir: &Hir) -> meta::Regex {
    let config = meta::Config::new().hybrid(false).dfa(false).auto_prefilter(false);
    meta::Builder::new()
        .configure(config)
        .build_from_hir(hir)
        .expect("lexers' patterns are small enough")
}

/// Reads a pattern in Ruby's notation.
fn parse(pattern: &str) -> Hir {
    let config = syntax::Config::new().multi_line(true);
    syntax::parse_with(&ruby_classes(pattern), &config).expect("lexers' patterns are well formed")
}

/// Ruby's `\w`, `\d`, `\s` know ASCII only and `\h` is a hexadecimal digit: writes them out.
fn ruby_classes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut depth = 0;
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                let Some(next) = letters.next() else { break };
                let (set, negated) = match next {
                    'w' | 'W' => ("0-9A-Za-z_", next == 'W'),
                    'd' | 'D' => ("0-9", next == 'D'),
                    's' | 'S' => (r"\t\n\x0B\f\r\x20", next == 'S'),
                    'h' | 'H' => ("0-9A-Fa-f", next == 'H'),
                    _ => {
                        out.extend(['\\', next]);
                        continue;
                    }
                };
                match (depth > 0, negated) {
                    (true, false) => out.push_str(set),
                    (false, false) => out.extend(["[", set, "]"]),
                    (_, true) => out.extend(["[^", set, "]"]),
                }
            }
            '[' => {
                depth += 1;
                out.push('[');
            }
            ']' => {
                depth = (depth - 1).max(0);
                out.push(']');
            }
            _ => out.push(letter),
        }
    }
    out
}

/// How another form of an expression is made: what stands for classes and for places.
trait Form {
    fn class(&self, class: &ClassUnicode) -> Hir;
    fn look(&self, look: Look) -> Hir;
}

struct Near;

impl Form for Near {
    fn class(&self, class: &ClassUnicode) -> Hir {
        let byte = |letter: char| u8::try_from(letter).ok().filter(u8::is_ascii);
        let low = class
            .iter()
            .map_while(|range| Some((byte(range.start())?, byte(range.end()).unwrap_or(0x7f))));
        let above = class.ranges().last().is_some_and(|last| !last.end().is_ascii());
        let ranges = low.chain(above.then_some((0x80, 0xff)));
        Hir::class(Class::Bytes(ClassBytes::new(
            ranges.map(|(start, end)| ClassBytesRange::new(start, end)),
        )))
    }

    fn look(&self, look: Look) -> Hir {
        Hir::look(match look {
            Look::WordUnicode => Look::WordAscii,
            Look::WordUnicodeNegate => Look::WordAsciiNegate,
            other => other,
        })
    }
}

struct Wide;

impl Form for Wide {
    fn class(&self, class: &ClassUnicode) -> Hir {
        Hir::class(Class::Unicode(class.clone()))
    }

    fn look(&self, look: Look) -> Hir {
        match look {
            Look::WordUnicode | Look::WordUnicodeNegate => Hir::empty(),
            other => Hir::look(other),
        }
    }
}

fn rewrite(hir: &Hir, form: &impl Form) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) => hir.clone(),
        HirKind::Class(Class::Unicode(class)) => form.class(class),
        HirKind::Look(look) => form.look(*look),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min,
            max: repetition.max,
            greedy: repetition.greedy,
            sub: Box::new(rewrite(&repetition.sub, form)),
        }),
        HirKind::Capture(capture) => Hir::capture(Capture {
            index: capture.index,
            name: capture.name.clone(),
            sub: Box::new(rewrite(&capture.sub, form)),
        }),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| rewrite(part, form)).collect()),
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(|part| rewrite(part, form)).collect())
        }
    }
}

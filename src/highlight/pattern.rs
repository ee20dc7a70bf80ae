//! The pattern of a rule, and the approximations of it that make small automata.
//!
//! Unicode classes (`\p{Alphabetic}`, but `[^"]` too) make automata large, and nearly all code is ASCII. So a pattern has
//! three forms:
//!
//! - `exact`: as written in the lexer;
//! - `ascii`: every class reduced to its ASCII characters and "any byte above 0x7F" if it holds a character above.
//!   Over ASCII text it makes the same choices as the exact form, in the same order;
//! - `unicode`: the exact form without word boundaries, which lazy DFAs cannot decide above ASCII. Where it does not
//!   match, the exact form does not match either.
//!
//! `matcher` shows how they work together.

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
    /// Whether the rule applies at the beginning of a line only.
    pub(crate) at_line_start: bool,
    /// What must follow the match.
    pub(crate) followed_by: Option<Cow<'static, str>>,
    /// What must not follow the match.
    pub(crate) not_followed_by: Option<Cow<'static, str>>,
    ascii: OnceLock<Hir>,
    fixed_length: OnceLock<Option<usize>>,
    veto: OnceLock<AnchoredRegex>,
}

impl Pattern {
    /// A pattern as it is written in a lexer.
    pub(crate) fn new(text: String) -> Pattern {
        let at_line_start = text.starts_with('^');
        Pattern {
            text,
            at_line_start,
            followed_by: None,
            not_followed_by: None,
            ascii: OnceLock::new(),
            fixed_length: OnceLock::new(),
            veto: OnceLock::new(),
        }
    }

    /// The pattern and what must follow it, as written. An empty group marks where the match ends.
    pub(crate) fn exact(&self) -> Hir {
        match &self.followed_by {
            None => parse(&self.text),
            Some(ahead) => parse(&format!("(?:{})()(?:{ahead})", self.text)),
        }
    }

    /// The approximation for ASCII text.
    pub(crate) fn ascii(&self) -> &Hir {
        self.ascii.get_or_init(|| rewrite(&self.exact(), &Ascii))
    }

    /// The approximation without word boundaries.
    pub(crate) fn unicode(&self) -> Hir {
        rewrite(&self.exact(), &Unicode)
    }

    /// The length in bytes of a match without the text that `followed_by` matches, if it is always the same. `None` for
    /// a pattern without `followed_by`.
    pub(crate) fn fixed_length(&self) -> Option<usize> {
        self.followed_by.as_ref()?;
        *self.fixed_length.get_or_init(|| {
            let parsed = parse(&self.text);
            let properties = parsed.properties();
            properties
                .minimum_len()
                .filter(|length| properties.maximum_len() == Some(*length))
        })
    }

    /// Whether the pattern has word boundaries.
    pub(crate) fn has_word_boundaries(&self) -> bool {
        self.ascii().properties().look_set().contains_word_ascii()
    }

    /// Whether the text from `end` on matches `not_followed_by`, so that the rule does not apply.
    pub(crate) fn is_vetoed(&self, text: &str, end: usize) -> bool {
        let Some(ahead) = &self.not_followed_by else {
            return false;
        };
        let regex = self.veto.get_or_init(|| AnchoredRegex::new(parse(ahead)));
        let input = Input::new(text).range(end..).anchored(Anchored::Yes);
        regex.for_text(text, end).is_match(input)
    }
}

/// The regex of a single rule, exact and for ASCII text. Each is compiled on first use.
pub(crate) struct AnchoredRegex {
    hir: Hir,
    /// The length of the longest match in bytes, if there is a limit.
    max_length: Option<usize>,
    ascii: OnceLock<meta::Regex>,
    exact: OnceLock<meta::Regex>,
}

impl AnchoredRegex {
    /// The regex of this expression.
    pub(crate) fn new(hir: Hir) -> AnchoredRegex {
        AnchoredRegex {
            max_length: hir.properties().maximum_len(),
            hir,
            ascii: OnceLock::new(),
            exact: OnceLock::new(),
        }
    }

    /// The regex to use for a search that reads no more than `bytes`.
    pub(crate) fn for_bytes(&self, bytes: &[u8]) -> &meta::Regex {
        if bytes.is_ascii() {
            self.ascii.get_or_init(|| compile(&rewrite(&self.hir, &Ascii)))
        } else {
            self.exact()
        }
    }

    /// The regex to use for a search from `start` of `text` on.
    fn for_text(&self, text: &str, start: usize) -> &meta::Regex {
        match self.max_length {
            Some(length) => self.for_bytes(&text.as_bytes()[start..text.len().min(start + length + 1)]),
            None => self.exact(),
        }
    }

    /// The regex to use for any text.
    pub(crate) fn exact(&self) -> &meta::Regex {
        self.exact.get_or_init(|| compile(&self.hir))
    }
}

/// Compiles without the parts of the meta engine that cost memory and help only on long texts.
fn compile(hir: &Hir) -> meta::Regex {
    let config = meta::Config::new().hybrid(false).dfa(false).auto_prefilter(false);
    meta::Builder::new()
        .configure(config)
        .build_from_hir(hir)
        .expect("lexers' patterns are small enough")
}

/// Parses a pattern in Ruby's notation.
fn parse(pattern: &str) -> Hir {
    let config = syntax::Config::new().multi_line(true);
    syntax::parse_with(&ruby_classes(pattern), &config).expect("lexers' patterns are well formed")
}

/// Replaces `\w`, `\d`, `\s`, which are ASCII in Ruby, and `\h`, a hexadecimal digit, by classes of the `regex` crate.
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

/// How an approximation replaces classes and assertions.
trait Approximation {
    fn class(&self, class: &ClassUnicode) -> Hir;
    fn look(&self, look: Look) -> Hir;
}

struct Ascii;

impl Approximation for Ascii {
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

struct Unicode;

impl Approximation for Unicode {
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

fn rewrite(hir: &Hir, approximation: &impl Approximation) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) => hir.clone(),
        HirKind::Class(Class::Unicode(class)) => approximation.class(class),
        HirKind::Look(look) => approximation.look(*look),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min,
            max: repetition.max,
            greedy: repetition.greedy,
            sub: Box::new(rewrite(&repetition.sub, approximation)),
        }),
        HirKind::Capture(capture) => Hir::capture(Capture {
            index: capture.index,
            name: capture.name.clone(),
            sub: Box::new(rewrite(&capture.sub, approximation)),
        }),
        HirKind::Concat(parts) => {
            Hir::concat(parts.iter().map(|part| rewrite(part, approximation)).collect())
        }
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(|part| rewrite(part, approximation)).collect())
        }
    }
}

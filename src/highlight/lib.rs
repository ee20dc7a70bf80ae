//! Code to HTML with Rouge's class names: in go a language's name and code, out comes what stands inside
//! `<code>`.
//!
//! # Steps
//!
//! 1. [`find`] looks a name up (`registry`, `names`) and reads its options (`options`);
//! 2. the lexer's states and rules (`lexers`, in the notation of `notation`) are compiled when first used
//!    (`matcher`);
//! 3. a `run` follows them over the code, in Rouge's way, and leaves its tokens in a `sink`;
//!    (languages without a lexer of ours are read by TextMate grammars, `textmate`);
//! 4. `format` writes them as HTML: bare, line by line, or as a table with line numbers.
//!
//! Nothing here knows of sites, and nothing fails: what no rule takes is an error token, as in Rouge.

pub mod css;
mod format;
mod guess;
mod lexers;
mod matcher;
mod memo;
mod names;
mod notation;
mod options;
mod pattern;
mod registry;
mod run;
mod scan;
mod sink;
mod textmate;
mod token;
mod words;

pub use format::{Format, Table as LineTable};
pub use memo::Memo;
pub use options::Options;
pub use sink::Piece;
pub use token::Token;

use matcher::Memory;
use notation::{Definition, Table};
use run::{Feed, Run};
use sink::Sink;
use std::sync::{Mutex, OnceLock};

/// What a lexer is made of.
pub(crate) enum Kind {
    /// Everything is text.
    Plain,
    /// States and rules.
    Table(fn(&mut Definition)),
    /// A function over the whole text.
    Procedure(fn(&mut Feed<'_, '_>)),
    /// A TextMate grammar, by its name.
    TextMate(&'static str),
}

type Memories = Vec<Option<Box<Memory>>>;

/// A language's lexer. Compiled when first used, shared by all threads.
pub struct Lexer {
    name: &'static str,
    kind: Kind,
    table: OnceLock<Table>,
    /// Working memory of runs that have ended.
    spare: Mutex<Vec<Memories>>,
}

impl std::fmt::Debug for Lexer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexer")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Lexer {
    /// A lexer of states and rules.
    pub(crate) const fn new(name: &'static str, define: fn(&mut Definition)) -> Lexer {
        Lexer::of(name, Kind::Table(define))
    }

    /// A lexer of this kind.
    pub(crate) const fn of(name: &'static str, kind: Kind) -> Lexer {
        Lexer {
            name,
            kind,
            table: OnceLock::new(),
            spare: Mutex::new(Vec::new()),
        }
    }

    /// Rouge's name of the lexer (its tag).
    pub fn name(&self) -> &'static str {
        self.name
    }

    fn table(&self) -> Option<&Table> {
        let Kind::Table(define) = &self.kind else {
            return None;
        };
        Some(self.table.get_or_init(|| {
            let mut definition = Definition::default();
            define(&mut definition);
            definition.finish()
        }))
    }

    fn take(&self) -> Memories {
        self.spare
            .lock()
            .ok()
            .and_then(|mut spare| spare.pop())
            .unwrap_or_default()
    }

    fn give_back(&self, memories: Memories) {
        if let (false, Ok(mut spare)) = (memories.is_empty(), self.spare.lock()) {
            spare.push(memories);
        }
    }
}

/// A lexer with the options it was asked for with.
#[derive(Clone, Debug)]
pub struct Choice {
    lexer: &'static Lexer,
    options: Options,
}

impl Choice {
    /// Rouge's name of the lexer.
    pub fn name(&self) -> &'static str {
        self.lexer.name
    }

    /// The tokens of `code`, which they cover once from its beginning to its end.
    pub fn pieces(&self, code: &str) -> Vec<Piece> {
        let mut sink = Sink::default();
        Run::new(self.lexer, self.options.clone()).feed(code, 0, &mut sink);
        sink.into_pieces(code.len())
    }
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Found {
    /// A lexer of ours, or a TextMate grammar that stands in for one of Rouge's.
    Lexer(Choice),
    /// Rouge has a lexer of this name and there is nothing to stand in for it: the choice is plain text, to stand
    /// in the same wrapper, and the build should say so once.
    Missing(Choice, &'static str),
    /// Rouge does not know the name.
    Unknown,
}

impl Found {
    /// The lexer to use, ours or the one that stands in; `None` where Rouge does not know the name either.
    pub fn choice(&self) -> Option<&Choice> {
        match self {
            Found::Lexer(choice) | Found::Missing(choice, _) => Some(choice),
            Found::Unknown => None,
        }
    }
}

/// Looks up a language as written after a fence: a name or alias of Rouge's, perhaps with options
/// (`console?lang=sql`). Names are taken as they stand; Rouge knows `ruby` and not `Ruby`. What is called `guess`
/// is found by the `code`.
pub fn find(written: &str, code: &str) -> Found {
    let (name, options) = Options::split(written);
    match name {
        "guess" => registry::find(guess::guess(code), options),
        name => registry::find(name, options),
    }
}

/// Rouge's names of our own lexers, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    registry::LEXERS.iter().map(|lexer| lexer.name())
}

/// Rouge's names of the languages that TextMate grammars stand in for, sorted.
pub fn borrowed_names() -> impl Iterator<Item = &'static str> {
    textmate::LEXERS.iter().map(Lexer::name)
}

/// The code as HTML, as it stands inside `<code>`: `<span class="…">` around every token that has a class, with
/// `&`, `<` and `>` escaped.
pub fn html(choice: &Choice, code: &str) -> String {
    Format::Bare.write(&choice.pieces(code), code)
}

#[cfg(test)]
mod tests;

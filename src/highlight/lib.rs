//! Converts source code to HTML with the class names and the bytes of Rouge, the Ruby highlighter.
//!
//! ```
//! use recto_highlight::{Version, find, html};
//!
//! let found = find("json", "[true]", Version::V4_7);
//! let lexer = found.expect("Rouge has a lexer for JSON");
//! assert_eq!(
//!     html(&lexer, "[true]"),
//!     r#"<span class="p">[</span><span class="kc">true</span><span class="p">]</span>"#
//! );
//! ```
//!
//! # Steps
//!
//! 1. [`find`] looks up a name or alias (`registry`, `names`) and reads its options (`options`).
//! 2. On first use the lexer's states and rules (`lexers`, written with `builder`) become a `state_table`, one for
//!    each [`Version`]. A state's rules are searched as one automaton (`matcher`).
//! 3. A `tokenizer` follows the rules over the code as Rouge does and collects the tokens in a `sink`.
//! 4. `format` writes the tokens as HTML: spans alone, by line, or a table with line numbers.
//!
//! Highlighting cannot fail: what no rule matches becomes an error token, as in Rouge. The crate knows nothing about
//! sites.

mod builder;
mod cache;
mod context;
pub mod css;
mod format;
mod guess;
mod lexers;
mod lookahead;
mod matcher;
mod names;
mod options;
mod pattern;
mod registry;
mod sink;
mod state_table;
mod token;
mod tokenizer;
mod version;
mod words;

pub use cache::HighlightCache;
pub use format::{Format, LineTable};
pub use options::Options;
pub use sink::TokenSpan;
pub use token::Token;
pub use version::Version;

use builder::LexerBuilder;
use context::ProcedureContext;
use matcher::DfaCache;
use parking_lot::Mutex;
use sink::Sink;
use state_table::StateTable;
use std::sync::OnceLock;
use tokenizer::Tokenizer;

/// How a lexer reads code.
pub(crate) enum LexerKind {
    /// Everything is text.
    Plain,
    /// States and rules.
    States(fn(&mut LexerBuilder)),
    /// A function over the whole text.
    Procedure(fn(&mut ProcedureContext<'_, '_>)),
}

/// The caches of a tokenizer's automata, by the number of the matcher.
type DfaCaches = Vec<Option<Box<DfaCache>>>;

/// A language's lexer. It is compiled on first use and shared by all threads.
pub struct Lexer {
    name: &'static str,
    kind: LexerKind,
    /// By [`Version::index`].
    compiled: [Compiled; Version::ALL.len()],
}

/// What a lexer of states and rules is in one version of Rouge.
struct Compiled {
    table: OnceLock<StateTable>,
    /// Caches of tokenizers that have finished, for the next ones.
    idle_caches: Mutex<Vec<DfaCaches>>,
}

impl Compiled {
    const fn new() -> Compiled {
        Compiled {
            table: OnceLock::new(),
            idle_caches: Mutex::new(Vec::new()),
        }
    }
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
    pub(crate) const fn new(name: &'static str, define: fn(&mut LexerBuilder)) -> Lexer {
        Lexer::of(name, LexerKind::States(define))
    }

    /// A lexer of this kind.
    pub(crate) const fn of(name: &'static str, kind: LexerKind) -> Lexer {
        Lexer {
            name,
            kind,
            compiled: [Compiled::new(), Compiled::new()],
        }
    }

    /// Rouge's name of the lexer (its tag).
    #[allow(dead_code, reason = "part of the interface of this crate")]
    pub fn name(&self) -> &'static str {
        self.name
    }

    fn table(&self, version: Version) -> Option<&StateTable> {
        let LexerKind::States(define) = &self.kind else {
            return None;
        };
        let compiled = &self.compiled[version.index()];
        Some(compiled.table.get_or_init(|| {
            let mut builder = LexerBuilder::new(version);
            define(&mut builder);
            builder.finish()
        }))
    }

    fn take_caches(&self, version: Version) -> DfaCaches {
        let idle = &self.compiled[version.index()].idle_caches;
        idle.lock().pop().unwrap_or_default()
    }

    fn return_caches(&self, version: Version, caches: DfaCaches) {
        let idle = &self.compiled[version.index()].idle_caches;
        if !caches.is_empty() {
            idle.lock().push(caches);
        }
    }
}

/// A lexer with its options and the version of Rouge whose rules it follows.
#[derive(Clone, Debug)]
pub struct ConfiguredLexer {
    lexer: &'static Lexer,
    version: Version,
    options: Options,
}

impl ConfiguredLexer {
    /// Rouge's name of the lexer.
    pub fn name(&self) -> &'static str {
        self.lexer.name
    }

    /// The tokens of `code`. They cover it without gaps from its beginning to its end.
    pub fn tokens(&self, code: &str) -> Vec<TokenSpan> {
        let mut sink = Sink::default();
        Tokenizer::new(self.lexer, self.version, self.options.clone()).read(code, 0, &mut sink);
        sink.into_tokens(code.len())
    }
}

/// Looks up a language as it is written after a fence: a name or alias of Rouge's, perhaps with options
/// (`console?lang=sql`). Names are case-sensitive, as in Rouge: `ruby` is known and `Ruby` is not. For the name
/// `guess` the language is guessed from `code`. Returns `None` if Rouge does not know the name.
pub fn find(written: &str, code: &str, version: Version) -> Option<ConfiguredLexer> {
    let (name, options) = Options::split(written, version);
    match name {
        "guess" => registry::find(guess::guess(code, version), options, version),
        name => registry::find(name, options, version),
    }
}

/// Rouge's names of all lexers that [`find`] finds in this version, sorted.
#[allow(dead_code, reason = "part of the interface of this crate")]
pub fn names(version: Version) -> impl Iterator<Item = &'static str> {
    let mut names: Vec<&'static str> = registry::lexers(version).map(Lexer::name).collect();
    names.sort_unstable();
    names.into_iter()
}

/// Converts the code to HTML as it appears inside `<code>`: a `<span class="…">` around every token that has a class,
/// with `&`, `<` and `>` escaped.
pub fn html(lexer: &ConfiguredLexer, code: &str) -> String {
    Format::Spans.write(&lexer.tokens(code), code)
}

#[cfg(test)]
mod tests;

//! Reads languages that Rouge knows and that have no native lexer here, with TextMate grammars.
//!
//! The crate `syntaxmate` contains the engine and the grammars, which it unpacks on first use. This module maps
//! TextMate's scopes to Rouge's classes. The output looks like Rouge's, but the tokens differ: each grammar splits code in
//! its own way.

use crate::sink::Sink;
use crate::token::Token::{self, *};
use crate::{Lexer, LexerKind};
use std::sync::LazyLock;
use syntaxmate::{Catalog, Highlighter, HighlighterOptions};

/// Prepared languages are kept: a site uses few.
static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(|| {
    let options = HighlighterOptions {
        prepared_languages: LEXERS.len(),
        ..HighlighterOptions::default()
    };
    Highlighter::with_catalog_options(&Catalog::bundled(), options)
});

macro_rules! lexers {
    ($($tag:literal $language:literal)*) => {
        /// Rouge's names, sorted, each with the grammar that replaces its lexer: the grammar of the language or of a
        /// related one.
        pub(crate) static LEXERS: [Lexer; [$($tag),*].len()] =
            [$(Lexer::of($tag, LexerKind::TextMate($language))),*];
    };
}

lexers! {
    "abap" "abap"
    "actionscript" "actionscript-3"
    "ada" "ada"
    "apex" "apex"
    "applescript" "applescript"
    "armasm" "asm"
    "biml" "xml"
    "bsl" "bsl"
    "coq" "coq"
    "crystal" "crystal"
    "cython" "python"
    "datastudio" "sql"
    "digdag" "yaml"
    "epp" "puppet"
    "fluent" "fluent"
    "gdscript" "gdscript"
    "ghc-cmm" "c"
    "ghc-core" "haskell"
    "hack" "hack"
    "haml" "haml"
    "haxe" "haxe"
    "hocon" "hjson"
    "hql" "sql"
    "hylang" "hy"
    "idris" "haskell"
    "jsp" "html"
    "lean" "lean"
    "literate_coffeescript" "coffee"
    "llvm" "llvm"
    "m68k" "asm"
    "mathematica" "wolfram"
    "mxml" "xml"
    "nesasm" "asm"
    "plsql" "plsql"
    "qml" "qml"
    "rego" "rego"
    "sas" "sas"
    "smalltalk" "smalltalk"
    "stata" "stata"
    "tcl" "tcl"
    "vala" "vala"
    "yang" "yang"
}

/// The token of each scope; the longest listed prefix of a scope's name applies. For `None` the enclosing scope
/// decides.
#[rustfmt::skip]
const CLASSES: &[(&str, Option<Token>)] = &[
    ("comment", Some(C1)),
    ("comment.block", Some(Cm)),
    ("comment.block.documentation", Some(Cd)),
    ("constant", Some(No)),
    ("constant.character", Some(Sc)),
    ("constant.character.escape", Some(Se)),
    ("constant.language", Some(Kc)),
    ("constant.numeric", Some(M)),
    ("constant.other.symbol", Some(Ss)),
    ("entity.name", Some(N)),
    ("entity.name.class", Some(Nc)),
    ("entity.name.function", Some(Nf)),
    ("entity.name.label", Some(Nl)),
    ("entity.name.namespace", Some(Nn)),
    ("entity.name.section", Some(Gh)),
    ("entity.name.tag", Some(Nt)),
    ("entity.name.type", Some(Nc)),
    ("entity.other.attribute-name", Some(Na)),
    ("entity.other.inherited-class", Some(Nc)),
    ("invalid", None),
    ("keyword", Some(K)),
    ("keyword.operator", Some(O)),
    ("markup.bold", Some(Gs)),
    ("markup.deleted", Some(Gd)),
    ("markup.heading", Some(Gh)),
    ("markup.inserted", Some(Gi)),
    ("markup.italic", Some(Ge)),
    ("punctuation", Some(P)),
    ("punctuation.definition.comment", None),
    ("punctuation.definition.constant", None),
    ("punctuation.definition.entity", None),
    ("punctuation.definition.function", None),
    ("punctuation.definition.heading", None),
    ("punctuation.definition.keyword", None),
    ("punctuation.definition.string", None),
    ("punctuation.definition.tag", Some(Nt)),
    ("punctuation.definition.variable", Some(Nv)),
    ("punctuation.section.embedded", Some(Cp)),
    ("storage", Some(K)),
    ("storage.type", Some(Kt)),
    ("storage.type.class", Some(K)),
    ("storage.type.function", Some(K)),
    ("string", Some(S)),
    ("string.quoted.double", Some(S2)),
    ("string.quoted.single", Some(S1)),
    ("string.regexp", Some(Sr)),
    ("support.class", Some(N)),
    ("support.constant", Some(No)),
    ("support.function", Some(Nb)),
    ("support.type", Some(Kt)),
    ("support.variable", Some(Nv)),
    ("variable", Some(N)),
    ("variable.language", Some(Bp)),
];

/// Emits the tokens of `text`, which begins at `base` of the whole code. If the grammar cannot be read, there are none.
pub(crate) fn read(language: &str, text: &str, base: usize, sink: &mut Sink) {
    let Some(document) = HIGHLIGHTER.tokenize(language, text).ok() else {
        return;
    };
    let mut start = 0;
    let mut scopes = Vec::new();
    for (line, letters) in document.lines().iter().zip(text.split_inclusive('\n')) {
        for token in line.tokens() {
            scopes.clear();
            scopes.extend(token.scopes());
            let range = start + token.range().start..start + token.range().end;
            gap(text, range.start, base, kind(&scopes), sink);
            range_tokens(text, range, base, kind(&scopes), sink);
        }
        start += letters.len();
    }
}

/// The token for the scopes, which are given from the outermost to the innermost.
fn kind(scopes: &[&str]) -> Option<Token> {
    scopes.iter().rev().find_map(|scope| {
        let mut name = *scope;
        loop {
            if let Ok(place) = CLASSES.binary_search_by_key(&name, |(known, _)| known) {
                return CLASSES[place].1;
            }
            name = name.rsplit_once('.')?.0;
        }
    })
}

/// Emits white space between the last token and `start`. It belongs to a comment or string that continues, else to no
/// token.
fn gap(text: &str, start: usize, base: usize, next: Option<Token>, sink: &mut Sink) {
    let from = sink.end().max(base) - base;
    if from < start {
        let continued = next.filter(|next| spans_lines(*next) && sink.last() == Some(*next) && from > 0);
        sink.push(continued.unwrap_or(Text), base + start);
    }
    debug_assert!(text.is_char_boundary(start), "tokens end between characters");
}

/// Kinds of tokens that contain white space.
fn spans_lines(token: Token) -> bool {
    matches!(token, Cm | Cd | S | S1 | S2 | Sr)
}

/// Emits the tokens of a range that has one list of scopes.
fn range_tokens(
    text: &str,
    range: std::ops::Range<usize>,
    base: usize,
    kind: Option<Token>,
    sink: &mut Sink,
) {
    if kind.is_some_and(|kind| spans_lines(kind) || kind == C1) {
        return sink.push(kind.unwrap_or(Text), base + range.end);
    }
    let mut start = range.start;
    for word in words(&text[range], kind.is_none()) {
        start += word.len();
        let token = if word.trim().is_empty() {
            Text
        } else {
            word_token(word, kind)
        };
        sink.push(token, base + start);
    }
}

/// The token of a word: that of its range, or one by its first letter if the range has none.
fn word_token(word: &str, kind: Option<Token>) -> Token {
    let number = || {
        let digits = word.trim_start_matches(['-', '+']);
        if digits.starts_with("0x") || digits.starts_with("0X") {
            Mh
        } else if digits.contains('.') || (digits.contains(['e', 'E']) && !digits.contains(['x', 'X'])) {
            Mf
        } else {
            Mi
        }
    };
    match kind {
        Some(M) => number(),
        Some(O) if word.chars().all(char::is_alphabetic) => Ow,
        Some(kind) => kind,
        None if word.starts_with(|letter: char| letter.is_ascii_digit()) => number(),
        None if word.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_') => N,
        None => P,
    }
}

/// Splits `text` into runs of white space and of other characters, with `split_letters` also into runs of letters and of
/// other characters.
fn words(text: &str, split_letters: bool) -> impl Iterator<Item = &str> {
    let class = move |letter: char| {
        if letter.is_whitespace() {
            0
        } else if split_letters && (letter.is_alphanumeric() || letter == '_') {
            1
        } else {
            2
        }
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = class(rest.chars().next()?);
        let end = rest.find(|letter| class(letter) != first).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

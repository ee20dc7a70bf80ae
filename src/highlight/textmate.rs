//! Languages that Rouge knows and no lexer of ours reads: in goes code, out come tokens, by TextMate grammars.
//!
//! The grammars and the engine are the crate `syntaxmate`'s, which unpacks a grammar when its language is first
//! asked for. What is written here is the table from TextMate's scopes to Rouge's classes. It gives the look of a
//! highlighted block, not Rouge's bytes: every grammar parts code in its own way.

use crate::sink::Sink;
use crate::token::Token::{self, *};
use crate::{Kind, Lexer};
use std::sync::LazyLock;
use syntaxmate::{Catalog, Highlighter, HighlighterOptions};

/// Languages once prepared are kept: no site has many.
static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(|| {
    let options = HighlighterOptions {
        prepared_languages: LEXERS.len(),
        ..HighlighterOptions::default()
    };
    Highlighter::with_catalog_options(&Catalog::bundled(), options)
});

macro_rules! lexers {
    ($($tag:literal $language:literal)*) => {
        /// Rouge's names, sorted, each with the grammar that stands in: its language's, or that of a near
        /// relative.
        pub(crate) static LEXERS: [Lexer; [$($tag),*].len()] =
            [$(Lexer::of($tag, Kind::TextMate($language))),*];
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

/// What a token of this scope is, by the longest beginning of the scope's name that is listed. `None` leaves the
/// question to the scope around.
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

/// The tokens of `text`, which begins at `base` of the whole code; without any where the grammar cannot be read.
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
            between(text, range.start, base, kind(&scopes), sink);
            piece(text, range, base, kind(&scopes), sink);
        }
        start += letters.len();
    }
}

/// What the scopes, the outermost first, say, if they say anything.
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

/// White space between the last token and `start`: part of a comment or a text that goes on, else of nothing.
fn between(text: &str, start: usize, base: usize, next: Option<Token>, sink: &mut Sink) {
    let from = sink.end().max(base) - base;
    if from < start {
        let goes_on = next.filter(|next| spans_lines(*next) && sink.last() == Some(*next) && from > 0);
        sink.push(goes_on.unwrap_or(Text), base + start);
    }
    debug_assert!(text.is_char_boundary(start), "tokens end between characters");
}

/// Kinds whose tokens hold white space.
fn spans_lines(token: Token) -> bool {
    matches!(token, Cm | Cd | S | S1 | S2 | Sr)
}

/// One range that has one list of scopes.
fn piece(text: &str, range: std::ops::Range<usize>, base: usize, kind: Option<Token>, sink: &mut Sink) {
    if kind.is_some_and(|kind| spans_lines(kind) || kind == C1) {
        return sink.push(kind.unwrap_or(Text), base + range.end);
    }
    let mut start = range.start;
    for part in words(&text[range], kind.is_none()) {
        start += part.len();
        let token = if part.trim().is_empty() {
            Text
        } else {
            of_word(part, kind)
        };
        sink.push(token, base + start);
    }
}

/// What is said of a range holds for each of its words; what nothing is said of is judged by its letters.
fn of_word(word: &str, kind: Option<Token>) -> Token {
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

/// The runs of white space and of other characters that `text` consists of; letters are parted from other
/// characters where `finely` is asked for.
fn words(text: &str, finely: bool) -> impl Iterator<Item = &str> {
    let class = move |letter: char| {
        if letter.is_whitespace() {
            0
        } else if finely && (letter.is_alphanumeric() || letter == '_') {
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

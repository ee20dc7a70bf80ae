//! Finds the lexer for a name.

use crate::lexers::{LEXERS, html, plaintext};
use crate::options::Options;
use crate::version::Version;
use crate::{ConfiguredLexer, Lexer, LexerKind, Lookup, names, textmate};

/// The lexer that `name`, Rouge's name or an alias, selects.
pub(crate) fn find(name: &str, options: Options, version: Version) -> Lookup {
    let Some(tag) = names::tag(name, version) else {
        return Lookup::Unknown;
    };
    let configured = |lexer| ConfiguredLexer {
        lexer,
        version,
        options,
    };
    match by_tag(tag) {
        Some(lexer) if matches!(lexer.kind, LexerKind::TextMate(_)) => Lookup::TextMate(configured(lexer)),
        Some(lexer) => Lookup::Native(configured(lexer)),
        None => Lookup::Unsupported(configured(&plaintext::LEXER), tag),
    }
}

/// All lexers of this version: native ones and grammars.
pub(crate) fn lexers(version: Version) -> impl Iterator<Item = &'static Lexer> {
    let all = LEXERS.iter().copied().chain(&textmate::LEXERS);
    all.filter(move |lexer| names::tag(lexer.name, version).is_some())
}

/// The native lexer with Rouge's name `tag`, or the grammar that replaces it.
fn by_tag(tag: &str) -> Option<&'static Lexer> {
    if let Ok(index) = LEXERS.binary_search_by_key(&tag, |lexer| lexer.name) {
        return Some(LEXERS[index]);
    }
    let index = textmate::LEXERS
        .binary_search_by_key(&tag, |lexer| lexer.name)
        .ok()?;
    Some(&textmate::LEXERS[index])
}

/// The lexer of the language that a template is written in: the option `parent`, by default HTML.
pub(crate) fn parent(options: &Options, version: Version) -> &'static Lexer {
    let parent = options.get("parent").and_then(|name| lexer(name, version));
    parent.unwrap_or(&html::LEXER)
}

/// The lexer that `name`, Rouge's name or an alias, selects, for lexers that embed others.
pub(crate) fn lexer(name: &str, version: Version) -> Option<&'static Lexer> {
    by_tag(names::tag(name, version)?)
}

//! Finds the lexer for a name.

use crate::lexers::{LEXERS, html};
use crate::options::Options;
use crate::version::Version;
use crate::{ConfiguredLexer, Lexer, names};

/// The lexer that `name`, Rouge's name or an alias, selects.
pub(crate) fn find(name: &str, options: Options, version: Version) -> Option<ConfiguredLexer> {
    let lexer = lexer(name, version)?;
    Some(ConfiguredLexer {
        lexer,
        version,
        options,
    })
}

/// All lexers of this version.
#[allow(dead_code, reason = "used by `names` and by tests")]
pub(crate) fn lexers(version: Version) -> impl Iterator<Item = &'static Lexer> {
    let all = LEXERS.iter().copied();
    all.filter(move |lexer| names::tag(lexer.name, version).is_some())
}

/// The lexer with Rouge's name `tag`.
fn by_tag(tag: &str) -> Option<&'static Lexer> {
    let index = LEXERS.binary_search_by_key(&tag, |lexer| lexer.name).ok()?;
    Some(LEXERS[index])
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

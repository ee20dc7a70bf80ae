//! The door to the highlighter: code goes out, HTML with classes comes in.

use crate::highlight::{self, Found};
use crate::markdown::escape;

/// Something that colours code.
pub trait Highlighter: Send + Sync {
    /// The name of the lexer that `lang` (which may have options, `lang?a=b`) stands for, if there is one.
    fn lexer(&self, lang: &str) -> Option<&str>;

    /// Adds the code as HTML: what stands inside `<code>`. Only asked for a `lang` that has a lexer.
    fn highlight(&self, lang: &str, code: &str, out: &mut String);
}

/// Rouge's languages, as the site's build has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rouge;

impl Highlighter for Rouge {
    fn lexer(&self, lang: &str) -> Option<&str> {
        match highlight::find(lang) {
            Found::Lexer(choice) => Some(choice.name()),
            Found::Missing(_, name) => Some(name),
            Found::Unknown => None,
        }
    }

    fn highlight(&self, lang: &str, code: &str, out: &mut String) {
        match highlight::find(lang).choice() {
            Some(choice) => out.push_str(&highlight::html(choice, code)),
            None => escape::code(out, code),
        }
    }
}

/// Knows every language and colours none.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainCode;

impl Highlighter for PlainCode {
    fn lexer(&self, _lang: &str) -> Option<&str> {
        Some("text")
    }

    fn highlight(&self, _lang: &str, code: &str, out: &mut String) {
        escape::code(out, code);
    }
}

//! The door to the highlighter: code goes out, HTML with classes comes in.

use crate::escape;
use recto_highlight::HighlightCache;
use std::sync::Arc;

/// Something that colours code.
pub trait Highlighter: Send + Sync {
    /// The name of the lexer that `lang` (which may have options, `lang?a=b`) stands for, if there is one. Where
    /// the language is to be guessed (`guess`), the code tells.
    fn lexer(&self, lang: &str, code: &str) -> Option<&str>;

    /// Adds the code as HTML: what stands inside `<code>`. Only asked for a `lang` that has a lexer.
    fn highlight(&self, lang: &str, code: &str, out: &mut String);
}

/// Rouge's languages, as the site's build has them.
#[derive(Clone, Debug, Default)]
pub struct Rouge {
    /// The code blocks of the build and the version of Rouge; shared with all that highlights in the build.
    pub cache: Arc<HighlightCache>,
}

impl Highlighter for Rouge {
    fn lexer(&self, lang: &str, code: &str) -> Option<&str> {
        Some(self.cache.find(lang, code)?.name())
    }

    fn highlight(&self, lang: &str, code: &str, out: &mut String) {
        let span = tracing::trace_span!("highlight", name = lang, bytes = tracing::field::Empty).entered();
        let before = out.len();
        match self.cache.find(lang, code) {
            Some(lexer) => out.push_str(&self.cache.html(&lexer, code)),
            None => escape::code(out, code),
        }
        span.record("bytes", out.len() - before);
    }
}

/// Knows every language and colours none.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainCode;

impl Highlighter for PlainCode {
    fn lexer(&self, _lang: &str, _code: &str) -> Option<&str> {
        Some("text")
    }

    fn highlight(&self, _lang: &str, code: &str, out: &mut String) {
        escape::code(out, code);
    }
}

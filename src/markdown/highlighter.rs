//! The interface to the highlighter of code.

use crate::escape;
use recto_highlight::HighlightCache;
use std::sync::Arc;

/// A highlighter of code.
pub trait Highlighter: Send + Sync {
    /// The name of the lexer for `lang`, which may have options (`lang?a=b`). For `guess` it depends on the code.
    fn lexer(&self, lang: &str, code: &str) -> Option<&str>;

    /// Appends the code as HTML: the content of `<code>`. It is only called for a `lang` that has a lexer.
    fn highlight(&self, lang: &str, code: &str, out: &mut String);
}

/// The highlighter with Rouge's languages.
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

/// A highlighter that accepts every language and highlights none.
#[derive(Clone, Copy, Debug, Default)]
#[allow(dead_code, reason = "part of the interface of this crate")]
pub struct PlainCode;

impl Highlighter for PlainCode {
    fn lexer(&self, _lang: &str, _code: &str) -> Option<&str> {
        Some("text")
    }

    fn highlight(&self, _lang: &str, code: &str, out: &mut String) {
        escape::code(out, code);
    }
}

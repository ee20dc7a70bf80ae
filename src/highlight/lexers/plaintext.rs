//! Plain text: everything is text.

use crate::{Lexer, LexerKind};

/// Rouge's `plaintext`.
pub(crate) static LEXER: Lexer = Lexer::of("plaintext", LexerKind::Plain);

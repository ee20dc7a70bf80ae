//! Plain text: everything is text.

use crate::{Kind, Lexer};

/// Rouge's `plaintext`.
pub(crate) static LEXER: Lexer = Lexer::of("plaintext", Kind::Plain);

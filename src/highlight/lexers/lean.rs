//! Lean.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `lean`.
pub(crate) static LEXER: Lexer = Lexer::new("lean", define);

const OPERATORS: &str = r"!=|#|&|&&|\*|\+|-|/|@|!|`|-\.|->|\.|\.\.|\.\.\.|::|:>|;|;;|<|<-|=|==|>|_|\||\|\||~|=>|<=|>=|/ /|∀|Π|λ|↔|∧|∨|≠|≤|≥|⊎|¬|⁻¹|⬝|▸|→|∃|ℕ|ℤ|≈|×|⌞|⌟|≡|⟨|⟩";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("lean.txt"));
    d.state("root", |s| {
        s.rule(r"\s*--+\s+.*?$", Cd);
        s.rule(r#"""#, S).push("string");
        s.rule(r"\d+", Mi);
        s.words(r"#?\w+", &words, N);
        s.rule("λ", K);
        s.rule(":=?", Text);
        s.rule(r"\.[0-9]*", O);
        s.rule(OPERATORS, O);
        s.rule(r"[\s(),\[\]αβ‹›]+", Text);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\\", Se).push("escape");
        s.rule(r#"[^\\"]+"#, S);
    });
    d.state("escape", |s| {
        s.rule(r#"[nrt"'\\]|[xX]\h+"#, Se).pop();
    });
}

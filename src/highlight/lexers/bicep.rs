//! Bicep.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `bicep`.
pub(crate) static LEXER: Lexer = Lexer::new("bicep", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("bicep.txt"));
    d.state("root", |s| {
        s.rule(r"//[^\n\r]+", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule("'", S1).push("string");
        s.rule(r"\d+\b", M);
        s.words(r"\w+\b", &words, N);
        s.rule(r"[+\-*/%<]|<=|>|>=|==|!=|=~|!~|&&|\|\||!|\?\?|\.\.\.|\.\?", O);
        s.rule(r"\{", Pi).push("block");
        s.rule(r"[(){}\[\],:;=.]", P);
        s.rule(r"[a-zA-Z_]\w*", N);
        s.rule(r"@[a-zA-Z_]\w*", Nd);
        s.rule(r"\s+", Text);
    });
    d.state("string", |s| {
        s.rule("[^'$}]+", S1);
        s.rule(r"\$", S1).not_followed_by(r"\{");
        s.rule(r"\$\{", Si).push("interpolation");
        s.rule("'", S1).pop();
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
    d.state("block", |s| {
        s.rule(r"[a-zA-Z_]\w*\b", Py).followed_by(r"\s*:");
        s.rule(r"\}", Pi).pop();
        s.mixin("root");
    });
}

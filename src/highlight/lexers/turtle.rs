//! Turtle and TriG.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `turtle`.
pub(crate) static LEXER: Lexer = Lexer::new("turtle", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"@(?:base|prefix)\b", Kd);
        s.rule(r"(?:true|false)\b", Kc);
        s.rule(r#"(?s)""".*?""""#, S);
        s.rule(r#""(?:[^"\\]|\\.)*""#, S);
        s.rule("(?s)'''.*?'''", S);
        s.rule(r"'(?:[^'\\]|\\.)*'", S);
        s.rule("#.*$", C1);
        s.rule(r"@[^\s,.;]+", Na);
        s.rule(r"[+-]?\d+\.\d*E[+-]?\d+", Mf);
        s.rule(r"[+-]?\.\d+E[+-]?\d+", Mf);
        s.rule(r"[+-]?\d+E[+-]?\d+", Mf);
        s.rule(r"[+-]?\d*\.\d", Mf);
        s.rule(r"[+-]?\d+", Mi);
        s.rule(r"[.,;(){}\[\]]|\^\^", P);
        s.rule("<[^>]*>", Nl);
        s.rule(r"(?i)(?:base|prefix)\b", Kd);
        s.rule(r"(?:GRAPH|a)\b", K);
        s.rule(r"\s+", W);
        s.rule(r#"[^:;<>#@"().\[\]{} ]*:"#, Nn);
        s.rule(r#"[^:;<>#@"().\[\]{} ]+"#, N);
    });
}

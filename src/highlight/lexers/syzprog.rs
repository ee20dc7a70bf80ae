//! Syzkaller's programs.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `syzprog`.
pub(crate) static LEXER: Lexer = Lexer::new("syzprog", define);

const NAME: &str = "[a-zA-Z_][a-zA-Z0-9_]*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("syzprog.txt"));
    d.state("root", |s| {
        blanks(s);
        s.groups(r"(r[0-9]+)(\s+)(=)", [Kp, Text, P]);
        s.groups(
            format!(r"({NAME})(\$)?([a-zA-Z0-9_]+)?(\s+)?(\()"),
            [Nf, P, Fm, Text, P],
        )
        .push("modifiers")
        .push("blank in line")
        .push("arguments")
        .push("blank");
    });
    d.state("blank in line", |s| {
        s.rule(r"[ \t]+", Text);
        s.empty("").pop();
    });
    d.state("blank", |s| {
        blanks(s);
        s.empty("").pop();
    });
    d.state("term", |s| {
        s.rule(r"-?0[xX]\h+", Mh);
        s.rule(r"-?\d+", Mi);
        s.rule(r#""[^"]*""#, S2);
        s.rule("`[^`]*`", Sb);
        s.rule("'[^']*'", S1);
        s.rule("r[0-9]+", Kp);
        s.words(NAME, &words, N);
    });
    d.state("modifiers", |s| {
        s.rule(r"\(", P).push("modifier list");
        s.empty("").pop();
    });
    d.state("modifier list", |s| {
        blanks(s);
        s.mixin("term");
        s.rule("[,:]", P);
        s.rule(r"\)", P).pop();
    });
    d.state("arguments", |s| {
        blanks(s);
        s.mixin("term");
        s.rule(r"[@&=,<>{}\[\]!#$%^*\-+/|~:;.?]", P);
        s.rule(r"\(", P).push("arguments");
        s.rule(r"\)", P).pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("#.*$", C);
}

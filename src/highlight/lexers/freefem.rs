//! FreeFEM.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::cpp;
use crate::token::Token::*;

/// Rouge's `freefem`.
pub(crate) static LEXER: Lexer = Lexer::new("freefem", define);

fn define(d: &mut LexerBuilder) {
    cpp::define(d, &[]);
    let words = d.word_file(include_str!("freefem.txt"));
    d.state("outer line start", |s| {
        s.mixin("gaps");
        s.rule("include|load|ENDIFMACRO|IFMACRO", Cp).push("directive");
        s.empty("").pop();
    });
    d.state("statements", |s| {
        s.mixin("blanks");
        s.rule(r#"(?:u8|u|U|L)?""#, S).push("string");
        s.rule(
            r"(?i)(?:u8|u|L)?'(?:\\.|\\[0-7]{1,3}|\\x[a-f0-9]{1,2}|[^\\'\n])'",
            Sc,
        );
        s.rule(r"(?i)(?:\d+[.]\d*|[.]?\d+)e[+-]?\d+[lu]*", Mf);
        s.rule(r"(?i)0x\h+[lu]*", Mh);
        s.rule("(?i)0[0-7]+[lu]*", Mo);
        s.rule(r"(?i)\d+[lu]*", Mi);
        s.rule(r"\*/", Err);
        s.rule(r"[~!%^&*+=|?:<>/'-]", O);
        s.rule(r"[()\[\],.;]", P);
        s.rule(r"case\b", K).push("case");
        s.rule(r"(?:true|false|NaN)\b", Nb);
        s.words(r"[a-zA-Z_]\w*", &words, N);
    });
}

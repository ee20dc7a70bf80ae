//! HiveQL.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::sql;
use crate::token::Token::*;

/// Rouge's `hql`.
pub(crate) static LEXER: Lexer = Lexer::new("hql", define);

fn define(d: &mut LexerBuilder) {
    sql::states(d, &d.word_file_any_case(include_str!("hql.txt")));
    d.prepend("root", |s| {
        s.rule(r#"""#, S2).push("double");
        s.rule(r"\$\{", Nv).push("variable");
    });
    d.prepend("single", |s| {
        s.rule(r"\$\{", Nv).push("variable");
        s.rule(r"[^\\'$]+", S1);
    });
    d.prepend("double", |s| {
        s.rule(r"\$\{", Nv).push("variable");
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^\\"$]+"#, S2);
    });
    d.state("variable", |s| {
        s.rule(r"\}", Nv).pop();
        s.rule(r"[^}]+", Nv);
    });
}

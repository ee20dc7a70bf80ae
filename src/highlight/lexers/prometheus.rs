//! PromQL, the queries of Prometheus.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `prometheus`.
pub(crate) static LEXER: Lexer = Lexer::new("prometheus", define);

const NAME: &str = "[a-zA-Z0-9_:-]+";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("prometheus.txt"));
    d.state("root", |s| {
        strings(s);
        blanks(s);
        s.rule(r"-?\d+\.\d+", Mf);
        s.rule(r"-?\d+[smhdwy]?", Mi);
        s.rule(r"[+\-*/%^]|=|==|!=|<|>|<=|>=|and|or|unless", O);
        s.rule(
            r"(?:sum|min|max|avg|stddev|stdvar|count|count_values|bottomk|topk)\b",
            Nf,
        );
        s.groups(r"(ignoring|on)(\()", [Kp, P]).push("labels");
        s.groups(r"(group_left|group_right)(\()", [Kt, P]);
        s.rule(r"(?:bool|offset)\b", K);
        s.rule(r"(?:without|by)\b", K).push("labels");
        s.words(r"[\w:]+", &words, N);
        s.rule("[a-zA-Z0-9_-]+", N);
        s.rule(r"[()\]:.,]", P);
        s.rule(r"\{", P).push("filters");
        s.rule(r"\[", P);
    });
    for (state, quote, token) in [("double", '"', S2), ("single", '\'', S1)] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(format!(r"\\[\\abfnrtv{quote}]"), Se);
            s.rule(format!(r"[^\\{quote}]+"), token);
            s.rule(quote.to_string(), token).pop();
        });
    }
    d.state("filters", |s| {
        s.rule(r"[ \t\r]+", Text);
        s.rule(",", P);
        s.rule(NAME, Na);
        s.rule("!(?:=|~)|=~?", O);
        strings(s);
        s.rule(r"\}", P).pop();
    });
    d.state("labels", |s| {
        s.rule(r"\(", P);
        s.rule(NAME, Na);
        s.rule(",", P);
        blanks(s);
        s.rule(r"\)", P).pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"[ \t\r]+|\n\s*", Text);
    s.rule("#.*?$", C);
}

fn strings(s: &mut StateBuilder) {
    s.rule(r#"""#, S2).push("double");
    s.rule("'", S1).push("single");
    s.rule("`.*`", Sb);
}

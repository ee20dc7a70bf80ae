//! Tcl.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version::V4_7;
use std::sync::Arc;

/// Rouge's `tcl`.
pub(crate) static LEXER: Lexer = Lexer::new("tcl", define);

/// Braces in strings: those that open minus those that close.
#[derive(Default)]
struct Braces {
    open: i64,
}

/// A character of a word.
const LETTER: &str = r"[^)\]};\n\r\t\v]";

/// The names of a bracket's states: inside of it, and in a command's parameters there.
struct Bracket {
    inside: &'static str,
    parameters: &'static str,
    end: &'static str,
    /// Brackets of other kinds that close nothing here, and whether they are mistakes.
    others: &'static str,
    strict: bool,
}

const BRACKETS: [Bracket; 3] = [
    Bracket {
        inside: "brace",
        parameters: "parameters in brace",
        end: r"\}",
        others: r"[)\]]",
        strict: false,
    },
    Bracket {
        inside: "parenthesis",
        parameters: "parameters in parenthesis",
        end: r"\)",
        others: r"[\]}]",
        strict: true,
    },
    Bracket {
        inside: "bracket",
        parameters: "parameters in bracket",
        end: r"\]",
        others: r"[)}]",
        strict: true,
    },
];

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("tcl.txt"));
    d.state("root", |s| command(s, &words, "parameters"));
    d.state("parameters", parameters);
    d.state("comment", |s| {
        s.rule(r".*[^\\]\n", C).pop();
        s.rule(r".*\\\n", C);
    });
    for bracket in &BRACKETS {
        d.state(bracket.inside, |s| {
            s.rule(bracket.end, P).pop();
            command(s, &words, bracket.parameters);
        });
        d.state(bracket.parameters, |s| {
            s.rule(bracket.end, P).pop_n(2);
            s.rule(bracket.others, if bracket.strict { Err } else { Text });
            parameters(s);
        });
    }
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        substitutions(s);
        s.rule(r#"[^\\\[$"{}]+"#, S2);
        s.call(r"\{", |ctx| {
            ctx.state::<Braces>().open += 1;
            ctx.token(S2);
        });
        s.call(r"\}", |ctx| {
            if ctx.state::<Braces>().open == 0 && ctx.in_state("brace") {
                return leave_brace(ctx);
            }
            ctx.state::<Braces>().open -= 1;
            ctx.token(S2);
        });
    });
}

fn command(s: &mut StateBuilder, words: &Arc<Words>, parameters: &'static str) {
    s.rule("#", C).push("comment").since(V4_7);
    word(s);
    s.rule(r"#[^)\]};\n]+", C1).before(V4_7);
    s.empty("").followed_by(r"[)\]};\n\r\t\v]").push(parameters);
    s.words(format!("{LETTER}+"), words, Text);
    s.rule(r"\s+", Text);
}

fn parameters(s: &mut StateBuilder) {
    s.rule(";", P).pop();
    s.rule(r"\n", Text).pop();
    s.rule("else|elseif|then", K);
    word(s);
    s.rule(r"\s+", Text);
    s.rule(format!("{LETTER}+"), Text);
}

fn word(s: &mut StateBuilder) {
    s.rule(r"\{\*\}", K);
    s.call(r"\}", |ctx| {
        if ctx.in_state("brace") {
            leave_brace(ctx);
        } else {
            ctx.token(Err);
        }
    });
    substitutions(s);
    s.rule(r"\{", P).push("brace");
    s.rule(r"\(", P).push("parenthesis");
    s.rule(r#"""#, S2).push("string");
    s.rule(format!("{LETTER}+?"), Text).followed_by(r#"[(\[{"\\]"#);
}

fn substitutions(s: &mut StateBuilder) {
    s.rule(r"\[", P).push("bracket");
    s.rule(r"(?s)\$[a-z0-9.:-]+|\$\{.*?\}", Nv);
    s.rule(r"\$", Text);
    s.rule(r"(?s)\\[0-7]{3}|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", Se);
}

/// A brace closes all that is open inside of it.
fn leave_brace(ctx: &mut MatchContext<'_, '_>) {
    while !ctx.is_state("brace") {
        ctx.pop(1);
    }
    ctx.pop(1);
    ctx.token(P);
}

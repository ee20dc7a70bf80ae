//! Windows batch files.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use std::sync::{Arc, LazyLock};

/// Rouge's `batchfile`.
pub(crate) static LEXER: Lexer = Lexer::new("batchfile", define);

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| {
    Words::new(&[
        (Kr, "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9"),
        (Kr, "lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9"),
        (K, "if else for in do goto call exit"),
        (
            Ow,
            "exist defined errorlevel cmdextversion not equ neq lss leq gtr geq",
        ),
        (Nb, include_str!("batchfile_commands.txt")),
        (Na, "on off disable enableextensions enabledelayedexpansion"),
    ])
});

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"(?i)@?\brem\b.*$", C);
        s.rule(r"^::.*$", C);
        s.rule(r":[A-Za-z]+", Nl);
        s.call(r"([A-Za-z]\w*)((?i:\.exe))?", word);
        s.rule(r"(?:[/+]|--?)[A-Za-z]+\s*", Na);
        s.mixin("expansions");
        s.rule(r"[<>&|(){}\[\]\-+=;,~?*]", O);
        s.rule(r"\s+", Text);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d", M);
        s.rule(r#"""#, S2).push("double");
        s.rule(r"'", S1).push("single");
        s.rule(r"`", Sb).push("backtick");
        s.rule(r#"[^\s&|()\[\]{}^=;!%+\-,"'`~?*]+"#, Text);
        s.rule(r"(?s)\^.", Se);
    });
    d.state("expansions", |s| {
        s.rule(r"[%!]+[A-Za-z_$@#]+[%!]+", Nv);
        s.rule(r"%+~?[A-Za-z]+\d?", Vm);
        // All operator characters but the last, as one match: no name follows them.
        s.rule("[%!]+", Err).followed_by("[%!]");
    });
    for (name, quote, token) in [("double", '"', S2), ("single", '\'', S1), ("backtick", '`', Sb)] {
        d.state(name, |s| {
            s.rule(r"(?s)\^.", Se);
            s.rule(quote.to_string(), token).pop();
            s.mixin("expansions");
            s.rule(format!("[^^{quote}%!]+"), token);
        });
    }
}

/// A word. Rouge knows words in lower case only. The suffix `.exe` belongs to a command.
fn word(ctx: &mut MatchContext<'_, '_>) {
    match WORDS.get(ctx.group(1)) {
        Some(Nb) => ctx.token(Nb),
        token => {
            ctx.group_token(1, token.unwrap_or(Kd));
            ctx.group_token(2, Err);
        }
    }
}

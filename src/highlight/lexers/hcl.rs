//! HashiCorp's configuration language.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `hcl`.
pub(crate) static LEXER: Lexer = Lexer::new("hcl", |d| define(d, &[(Kc, CONSTANTS)]));

/// Words that are values.
pub(crate) const CONSTANTS: &str = "true false null";

#[derive(Default)]
struct State {
    /// The delimiter of the heredoc.
    heredoc: String,
}

/// The states. `words` are the names with a meaning in the language.
pub(crate) fn define(d: &mut LexerBuilder, words: &[(Token, &'static str)]) {
    let words = Words::new(words);
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*$", C1);
        s.rule(r"#.*$", C1);
        s.rule(r"/\*", Cm).push("comment");
    });
    d.state("comment", |s| {
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^*/]+|[*/]", Cm);
    });
    d.state("root", |s| {
        s.mixin("blanks");
        primitives(s);
        s.rule(r"\{", P).push("hash");
        s.rule(r"\[", P).push("array");
        let name = if s.is_since(V4_7) {
            r"[$A-Za-z_\-][\w\-]*"
        } else {
            r"[$A-Za-z_]\w*"
        };
        s.words(name, &words, Nx).when(&[K, Kd, Nx]).push("composite");
    });
    d.state("composite", |s| {
        s.mixin("blanks");
        s.rule(r"\{", P).goto("hash");
        s.rule(r"\[", P).goto("array");
        s.mixin("root");
        s.empty("").pop();
    });
    d.state("hash", |s| {
        s.mixin("blanks");
        s.rule(r"[.,()\\/*]", P).since(V4_7);
        s.rule(r"=", P);
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
    d.state("array", |s| {
        s.mixin("blanks");
        s.rule(r"[.,()\\/*]", P).since(V4_7);
        s.rule(r",", P);
        s.rule(r"\]", P).pop();
        s.mixin("root");
    });
    d.state("double", |s| {
        s.rule(r#"[^\\"]+"#, S2);
        s.rule(r#"\\""#, Se);
        s.rule(r#"""#, S2).pop();
    });
    d.state("single", |s| {
        s.rule(r"[^\\']+", S1);
        s.rule(r"\\'", Se);
        s.rule(r"'", S1).pop();
    });
    d.state("heredoc", |s| {
        s.rule(r"\n", Sh).push("heredoc line");
        s.rule(r"[^$\n]+|\$", Sh);
    });
    d.state("heredoc line", |s| {
        s.call(r"\s*(\w+)\s*\n", |ctx| {
            let name = ctx.group(1);
            let ends = ctx.state::<State>().heredoc == name;
            ctx.token(if ends { No } else { Sh });
            ctx.pop(if ends { 2 } else { 0 });
        });
        s.empty("").pop();
    });
}

/// Numbers and strings.
pub(crate) fn primitives(s: &mut StateBuilder) {
    s.rule(r"\d+\.\d+(?:[eE]\d+)?[fd]?(?:[kKmMgG]b?)?", Mf);
    s.rule(r"\d+(?:[kKmMgG]b?)?", Mi);
    s.rule(r"[-+*/!%&<>|=:?]", O).since(V4_7);
    s.rule(r#"""#, S2).push("double");
    s.rule(r"'", S1).push("single");
    for name in [r"(')(\\?)(\w+)(')", r"()(\\?)(\w+)()"] {
        s.call(format!(r"(<<-?)(\s*){name}"), |ctx| {
            let name = ctx.group(5).to_owned();
            ctx.state::<State>().heredoc = name;
            for (group, token) in [(1, O), (2, Text), (3, Sh), (4, Sh), (5, No), (6, Sh)] {
                ctx.group_token(group, token);
            }
        })
        .push("heredoc");
    }
}

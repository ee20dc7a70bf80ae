//! Batch files of Windows.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `batchfile`.
pub(crate) static LEXER: Lexer = Lexer::new("batchfile", define);

fn define(d: &mut Definition) {
    let words = Words::new(&[
        (K, "if else for in do goto call exit"),
        (Nb, include_str!("batchfile_commands.txt")),
        (
            Ow,
            "exist defined errorlevel cmdextversion not equ neq lss leq gtr geq",
        ),
        (Kr, "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9"),
        (Kr, "lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9"),
        (Na, "on off disable enableextensions enabledelayedexpansion"),
    ]);
    d.state("basic", |s| {
        s.rule(r"(?i)@?\brem\b.*?$", C);
        s.rule(r"^::.*?$", C);
        s.rule(r":[A-Za-z]+", Nl);
        s.words(r"[A-Za-z]\w*", &words, Kd);
        s.rule(r"(?:--?|[/+])[A-Za-z]+(?:-[A-Za-z]+)*\s*", Na);
        s.mixin("expansions");
        s.rule(r#"""#, S2).push("double");
        s.rule(r"'", S1).push("single");
        s.rule(r"`", Sb).push("backtick");
        s.rule(r"(?s)\^.", Se);
        s.rule(r"[-&|()\[\]{}<>=+*~?,;]", O);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+", M);
    });
    d.state("expansions", |s| {
        s.rule(r"%[A-Za-z_]+%|![A-Za-z_]+!", Nv);
        s.rule(r"%%?~?[A-Za-z]+\d?", Vm);
    });
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.mixin("basic");
        s.rule(r#"[^\s"'`%!^&|<>()=*{}\[\],;?+~-]+"#, Text);
    });
    for (name, quote, token) in [("double", '"', S2), ("single", '\'', S1), ("backtick", '`', Sb)] {
        d.state(name, |s| {
            s.rule(r"(?s)\^.", Se);
            s.mixin("expansions");
            s.rule(quote.to_string(), token).pop();
            s.rule(format!("[^{quote}%!^]+"), token);
        });
    }
}

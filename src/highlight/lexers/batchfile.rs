//! Batch files of Windows.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `batchfile`.
pub(crate) static LEXER: Lexer = Lexer::new("batchfile", define);

fn define(d: &mut Definition) {
    let words = Words::any_case(&[
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
        s.rule(r"@\S*", Text);
        s.rule(r":[A-Za-z]\w*", Nl);
        s.words(r"[A-Za-z]\w*", &words, Kd);
        s.rule(r"(?:--?|/)\w[\w-]*\s*", Na);
        s.mixin("expansions");
        s.rule(r#"""#, S2).push("double");
        s.rule(r"'", S1).push("single");
        s.rule(r"\^.", Se);
        s.rule(r"[-&|()\[\]{}<>=+*/~?,;]", O);
        s.rule(r"\d+", M);
    });
    d.state("expansions", |s| {
        s.rule(r"%[A-Za-z_][\w]*%", Nv);
        s.rule(r"%%~?[A-Za-z]%?", Vm);
        s.rule(r"%~?[A-Za-z]\w*", Vm);
        s.rule(r"![A-Za-z_]\w*!", Nv);
    });
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.mixin("basic");
        s.rule(r#"[^\s"'%!^&|<>()=*{}\[\],;?+-]+"#, Text);
    });
    d.state("double", |s| {
        s.mixin("expansions");
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^"%!\n]+"#, S2);
        s.rule(r"\n", Text).pop();
    });
    d.state("single", |s| {
        s.mixin("expansions");
        s.rule(r"'", S1).pop();
        s.rule(r"[^'%!]+", S1);
    });
}

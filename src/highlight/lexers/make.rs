//! Makefiles.

use crate::highlight::Lexer;
use crate::highlight::lexers::shell;
use crate::highlight::notation::{Definition, Part};
use crate::highlight::token::Token::*;

/// Rouge's `make`.
pub(crate) static LEXER: Lexer = Lexer::new("make", define);

/// What recipes and values are written in: the shell, with the variables and functions of make.
static RECIPE: Lexer = Lexer::new("make", |d| {
    shell::define(d);
    for state in ["root", "double"] {
        d.prepend(state, |s| s.mixin("make"));
    }
    d.state("make", |s| {
        s.rule(r"\$(?:\(\w+\)|\{\w+\})", Nv);
        s.rule(r"\$[@%<?^+*|$]", Nv);
        s.rule(r"\$\(", Nf).push("function");
    });
    d.state("function", |s| {
        s.rule(r"\)", Nf).pop();
        s.rule(
            r"(?:abspath|addprefix|addsuffix|and|basename|call|dir|error|eval|file|filter|filter-out|findstring|firstword|flavor|foreach|if|info|join|lastword|notdir|or|origin|patsubst|realpath|shell|sort|strip|subst|suffix|value|warning|wildcard|word|wordlist|words)\b",
            Nb,
        )
        .not_before(r"[-.]");
        s.mixin("root");
    });
});

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?\n", C);
        s.groups(r"(export)(\s+)", [K, K]).before(r"\w+\s*[:?+!]?=");
        s.groups(r"(export)(\s+)", [K, K]);
        s.groups(r"(ifn?eq|ifn?def)([\t ]+)([^#\n]+)", [K, Text, Nv]);
        s.groups(r"(else|endif)([\t ]*\n)", [K, Text]);
        s.groups(r"(-?include)([^\n]+)", [K, Sx]);
        s.parts(
            r"([\w${}().-]+)([\t ]*)([:?+!]?=|::=)((?:\\\n|[^\n])*)",
            [Nv.into(), Text.into(), O.into(), Part::By(&RECIPE)],
        );
        s.groups(r"([^\n:]+)(:+)([ \t]*)", [Nl, O, Text])
            .push("recipe")
            .push("prerequisites");
    });
    d.state("prerequisites", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"\\\n", Text);
        s.rule(r"#", C);
        s.rule(r"[^#\\\n]+", Nf);
        s.rule(r"\\.", Nf);
    });
    d.state("recipe", |s| {
        s.parts(
            r"(\t[\t ]*)([-@]*)((?:\\\n|[^\n])*)",
            [Text.into(), P.into(), Part::By(&RECIPE)],
        );
        s.rule(r"\n", Text);
        s.empty("").pop();
    });
}

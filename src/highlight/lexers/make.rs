//! Makefiles.

use crate::highlight::Lexer;
use crate::highlight::lexers::shell;
use crate::highlight::notation::{Definition, Part};
use crate::highlight::token::Token::*;

/// Rouge's `make`.
pub(crate) static LEXER: Lexer = Lexer::new("make", define);

const FUNCTIONS: &str = "abspath|addprefix|addsuffix|and|basename|call|dir|error|eval|filter-out|filter|file|\
    findstring|firstword|flavor|foreach|if|join|lastword|let|notdir|origin|or|patsubst|realpath|shell|sort|strip|\
    subst|suffix|value|warning|wildcard|wordlist|words|word";

/// What recipes and values are written in: the shell, with the variables and functions of make.
static RECIPE: Lexer = Lexer::new("make", |d| {
    shell::define(d);
    for state in ["root", "double"] {
        d.prepend(state, |s| s.mixin("make"));
    }
    d.prepend("root", |s| {
        s.rule(r"#(?:[^\\()}$\n]|\$[^({\n]|\$$)*", C);
        s.rule(r"'", S1).push("single");
    });
    d.state("single", |s| {
        s.rule(r"\$(?:\([\w.:=%]+\)|\{\w+\})", Nv);
        s.groups(format!(r"(\$\()({FUNCTIONS})\b"), [Nf, Nb])
            .push("function");
        s.rule(r"'", S1).pop();
        s.rule(r"[^'$]+|\$", S1);
    });
    d.state("make", |s| {
        s.rule(r"\$(?:\([\w.:=%]+\)|\{\w+\})", Nv);
        s.rule(r"\$[@%<?^+*|$]", Nv);
        s.groups(format!(r"(\$\()({FUNCTIONS})\b"), [Nf, Nb])
            .push("function");
        s.rule(r"\$", Err).before(r"\(");
    });
    d.state("function", |s| {
        s.rule(r"\)", Nf).pop();
        s.mixin("root");
    });
});

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?\n", C).needs("\n");
        s.rule(r#""(?s:\\.|[^"\\])*""#, S2);
        s.rule(r"'(?s:\\.|[^'\\])*'", S1);
        s.groups(r"(export)(\s+)", [K, K]).before(r"\w+\s*[:?+!]?=");
        s.groups(r"(export)(\s+)", [K, K]);
        s.mixin("conditions");
        s.groups(r"(-?include)([^\n]+)", [K, Sx]);
        s.parts(
            r"([\w${}().-]+)([\t ]*)([:?+!]?=|::=)((?:\\\n|[^\n])*)",
            [Nv.into(), Text.into(), O.into(), Part::By(&RECIPE)],
        )
        .needs("=");
        s.groups(r"([^\n:]+)(:+)([ \t]*)", [Nl, O, Text])
            .needs(":")
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
    d.state("conditions", |s| {
        s.groups(r"(ifn?eq|ifn?def)([\t ]+)([^#\n]+)", [K, Text, Nv]);
        s.groups(r"(else|endif)([\t ]*\n)", [K, Text]);
        s.rule(r"(?:else|endif)[\t ]*", K).before("#");
    });
    d.state("recipe", |s| {
        s.parts(
            r"(\t[\t ]*)([-@]?)((?:\\\n|[^\n])*)(\n?)",
            [Text.into(), P.into(), Part::By(&RECIPE), Text.into()],
        );
        s.groups(r"(ifn?eq|ifn?def)([\t ]+)([^#\n]+)(\n?)", [K, Text, Nv, Text]);
        s.mixin("conditions");
        s.empty("").pop();
    });
}

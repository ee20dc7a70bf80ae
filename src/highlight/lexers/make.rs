//! Makefiles.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::shell;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `make`.
pub(crate) static LEXER: Lexer = Lexer::new("make", define);

const FUNCTIONS: &str = "abspath|addprefix|addsuffix|and|basename|call|dir|error|eval|file|filter|filter-out|findstring|\
    firstword|flavor|foreach|if|join|lastword|notdir|or|origin|patsubst|realpath|shell|sort|strip|subst|suffix|value|\
    warning|wildcard|word|wordlist|words";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?\n", C);
        s.groups(r"([-s]?include)((?:[\t ]+[^\t\n #]+)+)", [K, Sx]);
        s.groups(r"(ifn?def|ifn?eq)([\t ]+)([^#\n]+)", [K, Text, Nv])
            .before(V4_7);
        s.groups(r"((?:ifn?def|ifn?eq|unexport)\b)([\t ]+)([^#\n]+)", [K, Text, Nv])
            .since(V4_7);
        s.groups(
            r"(else\b)([\t ]+)((?:ifn?def|ifn?eq)\b)([\t ]+)([^#\n]+)",
            [K, Text, K, Text, Nv],
        )
        .since(V4_7);
        s.rule(r"(?:else|endif)[\t ]*", K).followed_by(r"[#\n]");
        s.rule(r"(?:endef|endfor)[\t ]*", K)
            .followed_by(r"[#\n]")
            .since(V4_7);
        s.groups(r"(export)([\t ]+)", [K, Text])
            .followed_by(r"[\w${}()\t -]+\n")
            .push("export");
        s.rule(r"export[\t ]+", K);
        s.groups(r"([\w${}().\-]+)([\t ]*)([!?:+]?=)", [Nv, Text, O])
            .push("line")
            .before(V4_7);
        s.groups(
            r"(override\b)*([\t ]*)([\w${}().\-]+)([\t ]*)([!?:+]?=)",
            [Nb, Text, Nv, Text, O],
        )
        .push("line")
        .since(V4_7);
        s.rule(r#""(?:\\\\|\\.|[^"\\])*""#, S2);
        s.rule(r"'(?:\\\\|\\.|[^'\\])*'", S1);
        s.groups(r"([^\n:]+)(:+)([ \t]*)", [Nl, O, Text])
            .push("prerequisites");
        s.groups(
            r"(override\b)*([\t ]*)(define)([\t ]+)([^#\n]+)",
            [Nb, Text, K, Text, Nv],
        )
        .since(V4_7);
        s.groups(
            format!(r"(\$[({{])([\t ]*)({FUNCTIONS})([\t ]+)"),
            [Nf, Text, Nb, Text],
        )
        .push("function")
        .since(V4_7);
    });
    d.state("export", |s| {
        s.rule(r"[\w${}()\-]", Nv);
        s.rule(r"\n", Text).pop();
        s.rule(r"[\t ]+", Text);
    });
    d.state("prerequisites", |s| {
        s.rule(r"[^,\\\n#]+", Nf);
        s.rule(r",", P);
        s.rule(r"#", C);
        s.rule(r"\\\n|\\.", Text);
        s.rule(r"\n", Text).goto("recipe");
    });
    d.state("recipe", |s| {
        s.groups(
            r"(ifn?def|ifn?eq)([\t ]+)([^#\n]+)(#.*)?(\n)",
            [K, Text, Nv, C, Text],
        );
        s.groups(r"(else|endif)([\t ]*)(#.*)?(\n)", [K, Text, C, Text]);
        s.groups(r"(\t[\t ]*)([@\-]?)", [Text, P]).push("line");
        s.call("", |ctx| ctx.reset(&shell::LEXER)).pop();
    });
    d.state("line", |s| {
        s.rule(r"\n", Text).pop();
        s.mixin("shell");
    });
    d.state("function", |s| {
        s.delegate(r"[({]", &shell::LEXER).push("function");
        s.rule(r"[)}]", if s.is_since(V4_7) { P } else { Nf }).pop();
        s.mixin("shell");
    });
    d.state("expression", |s| {
        s.rule(r"[)}]", P).pop();
        s.rule(r"\n", Text).pop();
        s.mixin("shell");
    });
    // The shell lexer reads pieces that end where an expression of make may begin.
    d.state("shell", |s| {
        let stop = if s.is_since(V4_7) {
            r"\$\$?\(|\$\$?\{|\(|\)|\}|\\|$"
        } else {
            r"\$\(|\$\{|\(|\)|\}|\\|$"
        };
        s.rule(r"\$[({][\t ]*\w[\w:=%.]*[\t ]*[)}]", Nv).before(V4_7);
        s.rule(r"\$\$?[({]", P).push("expression").since(V4_7);
        s.groups(
            format!(r"(\$[({{])([\t ]*)({FUNCTIONS})([\t ]+)"),
            [Nf, Text, Nb, Text],
        )
        .push("function")
        .before(V4_7);
        s.delegate(r"(?s)\\.", &shell::LEXER);
        s.delegate(r"(?s).+?", &shell::LEXER).followed_by(stop);
        s.delegate(stop, &shell::LEXER);
    });
}

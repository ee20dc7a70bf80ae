//! C--, the portable assembly of a Haskell compiler.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `ghc-cmm`.
pub(crate) static LEXER: Lexer = Lexer::new("ghc-cmm", define);

/// White space or a comment.
const BLANK: &str = r"(?s:\s|//.*?\n|/[*](?:[^*]|[*][^/])*[*]+/)";

/// A name. A sharp before a letter begins a directive: rules that end in a name are `not_followed_by` letters.
const NAME: &str = r"(?:[\w$%'][\w#$%']*|#[0-9_#$%'][\w#$%']*|#)";

/// A name with unit, tuple and list types in it.
const MIXED_NAME: &str = r"(?:(?:[\w#$%']|\(\)|\(,\)|\[\])*[\w#$%']+)";

const BLOCK: &str = "if|else|goto|call|offset|import|jump|ccall|foreign|prim|case|unwind|export|reserve|push";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("^=====.*=====$", Gh);
        s.rule(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d+ UTC$", C1);
        s.groups(r"(section)(\s+)", [K, Text]).push("section");
        s.rule("#(?:include|endif|else|if)", Cp);
        s.groups(
            format!("(#define)({BLANK}*)({NAME})"),
            [Cp.into(), Emit::Recurse, Nl.into()],
        )
        .not_followed_by("[a-zA-Z]");
        s.groups(r"(\{ )(info_tbls)(:)", [P, Ni, P]).push("info tables");
        s.mixin("comments");
        literals(s);
        keywords(s);
        types(s);
        s.mixin("infos");
        s.mixin("names");
        s.mixin("operators");
        s.rule(r"\\\n|.", Text);
    });
    d.state("comments", |s| {
        s.rule("//.*", C1);
        s.rule(r"\(likely.*?\)", C);
        s.rule(r"(?s)/\*.*?\*/", Cm);
    });
    d.state("operators", |s| {
        s.rule(r"\.\.|[+\-*/<>=!&|~]", O);
        s.rule(r"[\[\].{}:;,()]", P);
    });
    d.state("infos", |s| {
        s.groups(
            "(args|res|upd|label|rep|srt|arity|fun_type|arg_space|updfr_space)(:)",
            [Py, P],
        );
        s.groups("(stack_info)(:)", [Ni, P]);
    });
    d.state("string", |s| {
        s.rule(r"\\.", Se);
        s.rule("%.", Ss);
        s.rule(r#"""#, Dl).pop();
        s.rule(".", S);
    });
    sections(d);
    names(d);
}

fn sections(d: &mut LexerBuilder) {
    d.state("section", |s| {
        s.rule(r#""(?:data|cstring|text|rodata|relrodata|bss)""#, Nb);
        s.rule(r"\{", P).pop();
        s.mixin("names");
        s.mixin("operators");
        keywords(s);
        s.rule(r"\s+", Text);
    });
    d.state("info tables", |s| {
        s.rule(r"\}", P).pop();
        s.rule(r"\{", P).push("info tables");
        s.empty("").followed_by("label:").push("label");
        s.groups(format!(r"(\()({MIXED_NAME})(,)"), [P, Nl, P]);
        literals(s);
        s.mixin("infos");
        keywords(s);
        s.mixin("operators");
        s.rule(NAME, Text).not_followed_by("[a-zA-Z]");
        s.rule(r"\s+", Text);
    });
    d.state("label", |s| {
        s.mixin("infos");
        s.mixin("names");
        keywords(s);
        s.mixin("operators");
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"\n", Text).pop();
    });
}

fn literals(s: &mut StateBuilder) {
    s.rule(r"-?[0-9]+\.[0-9]+", Mf);
    s.rule("-?[0-9]+", Mi);
    s.rule(r#"""#, Dl).push("string");
}

fn keywords(s: &mut StateBuilder) {
    s.groups(r"(const)(\s+)", [Kc, Text]);
    s.rule(r#"""#, S2);
    s.groups(r"(switch)([^{]*)(\{)", [K.into(), Emit::Recurse, P.into()]);
    s.groups(
        format!("(arg|result)({BLANK}+)(hints)(:)"),
        [Py.into(), Emit::Recurse, Py.into(), P.into()],
    );
    s.groups(
        format!("(returns)({BLANK}*)(to)"),
        [K.into(), Emit::Recurse, K.into()],
    );
    s.groups(
        format!("(never)({BLANK}*)(returns)"),
        [K.into(), Emit::Recurse, K.into()],
    );
    s.groups(
        format!(r"(return)({BLANK}*)(\()"),
        [K.into(), Emit::Recurse, P.into()],
    );
    s.groups(format!("({BLOCK})({BLANK})"), [K.into(), Emit::Recurse]);
    s.groups(
        format!("(default)({BLANK}*)(:)"),
        [K.into(), Emit::Recurse, P.into()],
    );
}

fn types(s: &mut StateBuilder) {
    s.rule(NAME, Kt).followed_by(r"\[[^\]]");
    s.rule(format!(r"{NAME}\[\]"), Kt);
    s.groups(
        format!(r"({NAME})({BLANK}+)({NAME})({BLANK}*)(\()"),
        [Nl.into(), Emit::Recurse, Nf.into(), Emit::Recurse, P.into()],
    );
    s.groups(
        format!("({NAME})({BLANK}+)({NAME})"),
        [Kt.into(), Emit::Recurse, Nl.into()],
    )
    .not_followed_by("[a-zA-Z]");
}

fn names(d: &mut LexerBuilder) {
    let call = format!(r"{MIXED_NAME}{BLANK}*[{{(]");
    d.state("names", |s| {
        s.groups(
            format!(r"(::)({BLANK}*)([A-Z]\w+)"),
            [O.into(), Emit::Recurse, Kt.into()],
        );
        s.rule(format!("<{NAME}>"), Nb);
        s.rule(
            r"SpLim|Sp|HpLim|HpAlloc|Hp|BaseReg|CurrentNursery|CurrentTSO|R\d{1,2}|gcptr",
            Vg,
        )
        .not_followed_by(r"[\w$%']|#(?:[^a-zA-Z]|\z)");
        s.groups(format!(r"([A-Z]{NAME})(\.)"), [Nn, P]).push("path");
        s.groups(format!("(`)({NAME})(`)"), [P, Nf, P]);
        s.empty("").followed_by(call).push("function");
        s.rule("CLOSURE", Kt);
        s.rule(MIXED_NAME, Nl);
    });
    d.state("path", |s| {
        s.groups(format!(r"([A-Z]{NAME})(\.)"), [Nn, P]);
        s.groups(
            format!(r"({MIXED_NAME})({BLANK}*)([{{(])"),
            [Nf.into(), Emit::Recurse, P.into()],
        )
        .pop();
        s.rule(MIXED_NAME, Nl).pop();
        s.empty("").pop();
    });
    d.state("function", |s| {
        s.rule("INFO_TABLE(?:_FUN|_CONSTR|_SELECTOR|_RET)?", Nb);
        s.rule(format!("%{NAME}"), Nb).not_followed_by("[a-zA-Z]");
        s.rule(MIXED_NAME, Nf);
        s.rule(r"\s+", Text);
        s.rule(r"[({]", P).pop();
        s.mixin("comments");
    });
}

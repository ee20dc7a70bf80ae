//! Haxe.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::actionscript;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `haxe`.
pub(crate) static LEXER: Lexer = Lexer::new("haxe", define);

const NAME: &str = "[$a-zA-Z_][a-zA-Z0-9_]*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("haxe.txt"));
    d.state("root", |s| {
        s.rule(r"\n", Text).push("statement");
        s.rule(r"\{", P).push("expression");
        actionscript::blanks(s);
        s.rule("@", Nd).push("metadata");
        s.rule(r"\+\+|--|~|&&|\|\|", O).push("expression");
        s.rule(r"\\", O).followed_by(r"\n").push("expression");
        s.rule(r"<<|>>|==|!=|[-:<>+*%&|^/!=]=?", O).push("expression");
        s.rule(r"[(\[,]", P).push("expression");
        s.rule(";", P).push("statement");
        s.rule(r"[)\]}.]", P);
        s.rule("[?]", P).push("ternary").push("expression");
        s.rule("using", Kn).not_followed_by(r"\w").push("namespace");
        s.rule("import|package", Kn)
            .not_followed_by(r"\w")
            .push("namespace")
            .since(V4_7);
        s.words(NAME, &words, Nx).push("expression").when(&[K, Kd]);
        s.rule(r"-?\d+\.\d+(?:[eE]\d+)?[fd]?", Mf);
        s.rule(r"0x\h+", Mh);
        s.rule("-?[0-9]+", Mi);
        s.rule(r#"""#, S2).push("double");
        s.rule("'", S1).push("single");
    });
    d.state("expression", |s| {
        actionscript::blanks(s);
        s.rule("#(?:if|elseif|else|end).*", Cp);
        s.rule("~", Sr).goto("regex");
        s.rule("[{]", P).push("object");
        s.empty("").pop();
    });
    d.state("statement", |s| {
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nl, Text, P]);
        s.mixin("expression");
    });
    d.state("namespace", |s| {
        actionscript::blanks(s);
        s.groups(
            format!(r"([$a-zA-Z_][a-zA-Z0-9_.]*)(\s+)(in|as)(\s+)({NAME})"),
            [Nn, W, K, W, N],
        );
        s.rule("[$a-zA-Z_][a-zA-Z0-9_.]*", Nn);
        s.empty("").pop();
    });
    d.state("metadata", |s| {
        s.groups(format!(r"({NAME})(\()"), [Nd, P]);
        s.rule(NAME, Nd).pop();
        s.rule(format!(r":{NAME}(?:\.{NAME})*"), Nd).pop();
        s.rule(r"\)", Nd).pop();
        s.mixin("root");
    });
    actionscript::objects(d);
    actionscript::regexes(d);
    strings(d);
}

fn strings(d: &mut LexerBuilder) {
    d.state("escapes", |s| {
        s.rule(r#"\\(?:[\\tnr'"]|[0-7]{3}|x\h{2}|u\h{4}|u\{\h{1,6}\})"#, Se);
    });
    d.state("double", |s| {
        s.mixin("escapes");
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^\\"]+"#, S2);
    });
    d.state("single", |s| {
        s.mixin("escapes");
        s.rule("'", S1).pop();
        s.rule(r"\$\$", S1);
        s.rule(format!(r"\${NAME}"), Si);
        s.rule(r"\$\{", Si).push("interpolation");
        s.rule(r"[^\\$']+", S1);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
}

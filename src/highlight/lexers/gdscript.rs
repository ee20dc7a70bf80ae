//! GDScript.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `gdscript`.
pub(crate) static LEXER: Lexer = Lexer::new("gdscript", define);

const NAME: &str = r"[a-zA-Z_]\w*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("gdscript.txt"));
    d.state("root", |s| {
        s.rule(r"\n|[^\S\n]+", Text);
        s.rule("#.*", C1);
        s.rule(r"[\[\]{}:(),;]", P);
        s.rule(r"\\\n", Text);
        s.rule(r"(?:in|and|or|not)\b", Ow);
        s.rule(
            r"!=|==|<<|>>|&&|\+=|-=|\*=|/=|%=|&=|\|=|\|\||[-~+/*%=<>&^.!|$]",
            O,
        );
        s.groups(r"(func)((?:\s|\\)+)", [K, Text]).push("function");
        s.groups(r"(class)((?:\s|\\)+)", [K, Text]).push("class");
        s.words(r"[a-zA-Z_]\w*\b", &words, N).listed();
        s.rule(r#"""""#, S2).push("long double");
        s.rule("'''", S2).push("long single");
        s.rule(r#"""#, S2).push("double");
        s.rule("'", S2).push("single");
        s.rule(NAME, N);
        s.rule(r"(?:\d+\.\d*|\d*\.\d+)(?:[eE][+-]?[0-9]+)?j?", Mf);
        s.rule(r"\d+[eE][+-]?[0-9]+j?", Mf);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+j?", Mi);
    });
    d.state("function", |s| {
        s.rule(NAME, Nf).pop();
    });
    d.state("class", |s| {
        s.rule(NAME, Nc).pop();
    });
    strings(d);
}

fn strings(d: &mut LexerBuilder) {
    d.state("escapes", |s| {
        s.rule(
            r#"\\(?:[\\abfnrtv"']|\n|N\{.*?\}|u\h{4}|U\h{8}|x\h{2}|[0-7]{1,3})"#,
            Se,
        );
    });
    for (state, quote, other, token, long) in [
        ("double", '"', '\'', S2, false),
        ("single", '\'', '"', S1, false),
        ("long double", '"', '\'', S2, true),
        ("long single", '\'', '"', S1, true),
    ] {
        d.state(state, |s| {
            s.mixin("escapes");
            s.rule(quote.to_string().repeat(if long { 3 } else { 1 }), token)
                .pop();
            s.rule(
                r"%(?:\(\w+\))?[-#0 +]*(?:[0-9]+|[*])?(?:\.(?:[0-9]+|[*]))?[hlL]?[E-GXc-giorsux%]",
                Si,
            );
            s.rule(format!(r"[^\\{quote}%\n]+|[{other}\\]|%"), token);
            if long {
                s.rule(r"\n", token);
            }
        });
    }
}

//! Ceylon.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `ceylon`.
pub(crate) static LEXER: Lexer = Lexer::new("ceylon", define);

const ANNOTATIONS: &str = "shared abstract formal default actual variable deprecated small literal doc by see throws \
    optional license tagged final native sealed";

const KEYWORDS: &str = "break case catch continue else finally for in return switch this throw try while is exists dynamic then outer assert let";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (Nd, ANNOTATIONS),
        (K, KEYWORDS),
        (Kd, "abstracts extends satisfies super given of out assign"),
        (Kt, "function value void new"),
    ]);
    let string = r#""(?:\\\\|\\"|[^"])*""#;
    d.state("root", |s| {
        blanks(s);
        s.words(r"[a-z]\w*\b", &words, N).listed();
        s.groups(r"(assembly|module|package)(\s+)", [Kn, Text])
            .push("import");
        s.rule(r"(?:true|false|null)\b", Kc);
        s.groups(r"(class|interface|object|alias)(\s+)", [Kd, Text])
            .push("class");
        s.groups(r"(import)(\s+)", [Kn, Text]).push("import");
        s.rule(string, S);
        s.rule(r"'\\.'|'[^\\]'|'\\\{#\h{4}\}'", Sc);
        s.rule(r#""[^`]*``[^`]*``[^`]*""#, Si);
        s.groups(r"(\.)([a-z_]\w*)", [O, Na]);
        s.rule(r"[a-zA-Z_]\w*:", Nl);
        s.rule(r"(?:\\I[a-z]|[A-Z])\w*", Nd);
        s.rule(r"[a-zA-Z_]\w*", N);
        s.rule(r"[~^*!%&\[\](){}<>|+=:;,./?`-]", O);
        numbers(s);
        s.rule(r"\n", Text);
    });
    d.state("class", |s| {
        blanks(s);
        s.rule(r"[A-Za-z_]\w*", Nc).pop();
    });
    d.state("import", |s| {
        s.rule(r"[a-z][\w.]*", Nn).pop();
        s.rule(string, S).pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"[^\S\n]+", Text);
    s.rule("//.*?\n", C1);
    s.rule(r"/\*", Cm);
}

fn numbers(s: &mut StateBuilder) {
    let groups = r"\d{1,3}(?:_\d{3})+";
    for whole in [groups, "[0-9]+"] {
        s.rule(format!(r"{whole}\.{groups}[kMGTPmunpf]?"), Mf);
        s.rule(format!(r"{whole}\.[0-9]+(?:[eE][+-]?[0-9]+)?[kMGTPmunpf]?"), Mf);
    }
    s.rule(r"#\h{4}(?:_\h{4})+|#\h+", Mh);
    s.rule(r"\$[01]{4}(?:_[01]{4})+|\$[01]+", Mb);
    s.rule(format!("{groups}[kMGTP]?|[0-9]+[kMGTP]?"), Mi);
}

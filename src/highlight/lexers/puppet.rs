//! Puppet.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `puppet`.
pub(crate) static LEXER: Lexer = Lexer::new("puppet", define);

/// A name with the names of its modules.
const PATH: &str = r"(?:::)?(?:[a-z]\w*::)*\w+";

fn define(d: &mut LexerBuilder) {
    let parameters = Words::new(&[(Kp, "before require notify subscribe")]);
    let words = Words::new(&[
        (
            K,
            "and case class default define else elsif if import in inherits node unless",
        ),
        (Kc, "false true undef"),
    ]);
    d.state("root", |s| {
        blanks(s);
        s.rule(format!(r"\${PATH}"), Nv);
        s.words(r"[a-z]\w*", &parameters, Py).followed_by(r"\s*[=+]>");
        s.rule(PATH, Nf).followed_by(r"\s*[(]");
        s.rule(r"[A-Z]\w*", Nc);
        s.rule(r"[+=|~\-]>|<[|~\-]", P);
        s.rule(r"[|:}();\[\]]", P);
        s.rule(r"[{,]", P).push("operand");
        s.rule(r"(?:in|and|or)\b", Ow);
        s.rule("[=!<>]=", O);
        s.rule("[=!]~", O).push("operand");
        s.rule(r"[.=<>!+*/\-]", O);
        s.groups(format!(r"(class|include)(\s*)({PATH})"), [K, Text, Nc]);
        s.rule(r"node\b", K).push("operand");
        s.rule(r"'(?:\\[\\']|[^'])*'", S1);
        s.rule(r#"""#, S2).push("string");
        s.rule(r"\d+(?:[.]\d+)?(?:e[+-]\d+)?", M);
        s.words(PATH, &words, N);
    });
    d.state("operand", |s| {
        blanks(s);
        s.rule("/", Sr).push("regex");
        s.empty("").pop();
    });
    d.state("regex", |s| {
        s.rule("/", Sr).pop();
        s.rule(r"\\.", Se);
        s.rule(r"[(){}]", Si);
        s.rule(r"\[", Si).push("set");
        s.rule(".", Sr);
    });
    d.state("set", |s| {
        s.rule(r"\]", Si).pop();
        s.rule("-", Sr).followed_by(r"\]");
        s.rule("-", Si);
        s.rule(r"\\.", Se);
        s.rule(r"[^\\\]\-]+", Sr);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^$\\"]+"#, S2);
        s.rule(r"(?s)\\.", Se);
        s.rule(format!(r"\${PATH}"), Nv);
        s.rule(format!(r"\$\{{{PATH}\}}"), Nv);
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("#.*?\n", C);
}

//! IDL, the language of data analysis.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `idlang`.
pub(crate) static LEXER: Lexer = Lexer::new("idlang", define);

const NAME: &str = r"[_a-zA-Z]\w*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("idlang.txt"));
    let exponent = r"[dDeE][+-]\d+";
    let kind = format!(r"(?:\d+|{NAME})");
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule(";.*$", C1);
        s.rule(r",\s*,", Err);
        s.rule(format!("!{NAME}"), Vg);
        s.rule("[(),:&$]", P);
        s.rule(
            format!(r"[+-]?(?:(?:\d+[.]\d*|[.]\d+)(?:{exponent})?|\d+{exponent})(?:_{kind})?"),
            Mf,
        );
        s.rule(r"(?i)\d+(?:B|S|U|US|LL|L|ULL|UL)?", Mi);
        s.rule(r#"(?i)"[0-7]+(?:B|O|U|ULL|UL|LL|L)?"#, Mo);
        s.rule("(?i)'[0-9A-F]+'X(?:B|S|US|ULL|UL|U|LL|L)?", Mh);
        s.rule(format!("(?:{kind}_)?'"), S1).push("single");
        s.rule(format!(r#"(?:{kind}_)?""#), S2).push("double");
        s.rule(r"##|#|&&|\|\||/=|<=|>=|->|@|\?|[-+*/<=~^{}]", O);
        s.groups(format!(r"({NAME})(\.)([^\s,]*)"), [N, O, N]);
        s.groups(r"(?i)(function|pro)((?:\s|\$\s)+)", [K, W])
            .push("function");
        s.words(NAME, &words, N);
    });
    d.state("function", |s| {
        s.rule(NAME, Nf);
        s.rule(r"\s+", W);
        s.rule(r":+|\$", O);
        s.rule(";.*", C1);
        s.rule("$", W).pop();
        s.rule(",", O).pop();
    });
    d.state("single", |s| {
        s.rule("[^']+", S1);
        s.rule("''", Se);
        s.rule("'", S1).pop();
    });
    d.state("double", |s| {
        s.rule(r#"[^"]+"#, S2);
        s.rule(r#"""#, S2).pop();
    });
}

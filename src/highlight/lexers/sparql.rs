//! SPARQL.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `sparql`.
pub(crate) static LEXER: Lexer = Lexer::new("sparql", define);

const BUILTINS: &str = "abs avg bnode bound ceil coalesce concat contains count datatype day encode_for_uri floor group_concat \
    hours if iri isblank isiri isliteral isnumeric isuri lang langmatches lcase max md5 min minutes month \
    now rand regex replace round sameterm sample seconds separator sha1 sha256 sha384 sha512 str strafter \
    strbefore strdt strends strlang strlen strstarts struuid substr sum timezone tz ucase uri uuid year";

const KEYWORDS: &str = "add all as asc ask base bind bindings by clear construct copy create data default delete desc describe \
    distinct drop exists filter from graph group having in insert limit load minus move named not offset \
    optional order prefix reduced select service silent to undef union using values where with";

/// The characters of a name: letters, digits and connectors of any language.
const WORD: &str = r"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}";

fn define(d: &mut LexerBuilder) {
    let words = Words::any_case(&[(Nb, BUILTINS), (K, KEYWORDS)]);
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule("#.*", C1);
        s.rule(r#"""""#, S2).push("long double");
        s.rule(r#"""#, S2).push("double");
        s.rule("'''", S1).push("long single");
        s.rule("'", S1).push("single");
        s.rule(format!("[$?][{WORD}]+"), Nv);
        s.groups(format!(r"([{WORD}\-]*)(:)([{WORD}\-]+)?"), [Nn, O, Ss]);
        s.rule("<[^>]*>", Nn);
        s.rule("(?i)true|false", Kc);
        s.rule(r"a\b", K);
        s.words(format!(r"[A-Za-z][{WORD}]+\b"), &words, Err);
        s.rule(r"[+\-]?(?:\d+\.\d*|\.\d+)(?:[eE][+\-]?\d+)?", Mf);
        s.rule(r"[+\-]?\d+", Mi);
        s.rule(r"[\]\[(){}.,;=]", P);
        s.rule(r"[/?*+=!<>]|&&|\|\||\^\^", O);
    });
    for (name, long, quote, token) in [
        ("double", false, '"', S2),
        ("long double", true, '"', S2),
        ("single", false, '\'', S1),
        ("long single", true, '\'', S1),
    ] {
        d.state(name, |s| {
            if long {
                s.rule(format!("{quote}{quote}{quote}"), token).goto("end");
                s.rule(quote.to_string(), token);
            } else {
                s.rule(quote.to_string(), token).goto("end");
            }
            s.rule(r#"\\[tbnrf"'\\]|\\u\h{4}|\\U\h{8}"#, Se);
            s.rule(format!(r"[^{quote}\\]+|\\"), token);
        });
    }
    d.state("end", |s| {
        s.groups(r"(@)([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)", [O, Py]);
        s.rule(r"\^\^", O);
        s.empty("").pop();
    });
}

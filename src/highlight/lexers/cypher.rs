//! Cypher.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `cypher`.
pub(crate) static LEXER: Lexer = Lexer::new("cypher", define);

const FUNCTIONS: &str = "abs acos allshortestpaths asin atan atan2 avg ceil coalesce collect cos cot count date degrees e \
    endnode exp extract filter floor haversin head id keys labels last left length log log10 lower ltrim \
    max min node nodes percentilecont percentiledisc pi radians rand range reduce rel relationship \
    relationships replace reverse right round rtrim shortestpath sign sin size split sqrt startnode stdev \
    stdevp str substring sum tail tan timestamp tofloat toint tointeger tostring trim type upper";

const PREDICATES: &str = "all and any contains exists has in none not or single xor";

const KEYWORDS: &str = "as asc ascending assert by call case commit constraint create csv cypher delete desc descending detach \
    distinct drop else end ends explain false fieldterminator foreach from headers in index is join limit \
    load match merge null on optional order periodic profile remove return scan set skip start starts then \
    true union unique unwind using when where with yield";

fn define(d: &mut LexerBuilder) {
    let called = Words::any_case(&[(Nf, FUNCTIONS), (K, KEYWORDS)]);
    let words = Words::any_case(&[(Ow, PREDICATES), (K, KEYWORDS)]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*$", C1);
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"[*+\-<>=&|~%^]", O);
        s.rule(r"[{}),;\[\]]", Ss);
        s.groups(r"(\w+)(:)(\s*)(-?[._\d]+)", [Nl, Dl, W, M]);
        s.groups(r"(\w+)(\s*)(\()", [Emit::Keyword(called, N), W.into(), Ss.into()]);
        s.rule(r":\w+", Nc);
        s.groups(r"(-?\d+)(\.\.)(-?\d+)", [M, O, M]);
        s.rule(r"(?:\d+\.\d*|\d*\.\d+)(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"\d+[eE][+-]?\d+", Mf);
        s.rule("0[0-7]+", Mo);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+", Mi);
        s.rule(r"[.\w]+:", Py);
        s.rule(r"\(", Ss);
        s.words(r"[.\w$]+", &words, N);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S2);
        s.rule(r"'(?:\\\\|\\'|[^'])*'", S1);
        s.rule(r"`(?:\\\\|\\`|[^`])*`", Sb);
    });
    d.state("comment", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^/*]+|[/*]", Cm);
    });
}

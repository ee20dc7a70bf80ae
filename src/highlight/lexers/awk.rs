//! Awk.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `awk`.
pub(crate) static LEXER: Lexer = Lexer::new("awk", define);

const KEYWORDS: &str =
    "break continue delete do else exit for getline if next nextfile print printf return while";

const CONSTANTS: &str = "ARGC ARGV CONVFMT ENVIRON FILENAME FNR FS NF NR OFMT OFS ORS RS SUBSEP";

const BUILTINS: &str = "atan2 cos exp gsub index int length log match rand sin split sprintf sqrt srand sub substr system \
    tolower toupper";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Kd, "function"),
        (Kr, "BEGIN END"),
        (Kc, CONSTANTS),
        (Nb, BUILTINS),
    ]);
    d.state("root", |s| {
        blanks(s);
        s.rule(r"[-<>+*/%^!=]=?|in\b|\+\+|--|\|", O).push("operand");
        s.rule(r"&&|\|\||~!?", O).push("operand");
        s.rule(r"[(\[,]", P).push("operand");
        s.rule(";", P).push("statement");
        s.rule(r"[)\].]", P);
        s.rule("[?]", P).push("alternative").push("operand");
        s.rule("[{}]", P).push("statement");
        s.rule(r"\$\w*", Nv);
        s.words(r"[a-zA-Z_]\w*", &words, Nx)
            .when(&[K, Kd])
            .push("operand");
        s.rule(r"\d+\.\d+", Mf);
        s.rule(r"\d+", Mi);
        s.rule(r#""(?:\\[\\"]|[^"])*""#, S2);
        s.rule(":", P);
    });
    d.state("operand", operand);
    d.state("statement", |s| {
        s.rule("[{}]", P);
        operand(s);
    });
    d.state("alternative", |s| {
        s.rule(":", P).goto("operand");
        s.mixin("root");
    });
    regexes(d);
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("#.*$", C1);
}

/// At the beginning of an operand, a slash begins a regular expression.
fn operand(s: &mut StateBuilder) {
    blanks(s);
    s.rule("/", Sr).goto("regex");
    s.empty("").pop();
}

fn regexes(d: &mut LexerBuilder) {
    d.state("regex", |s| {
        s.rule("/", Sr).goto("regex end");
        s.rule("[^/]\n|\n", Err).pop();
        s.rule(r"\[\^?", Se).push("set");
        s.rule(r"\\.|[(][?][:=<!]|[{][\d,]+[}]|[()?]", Se);
        s.rule(".", Sr);
    });
    d.state("regex end", |s| {
        s.empty("").pop();
    });
    d.state("set", |s| {
        s.rule("/", Se);
        s.rule("[^/]\n", Err).pop_n(2);
        s.rule(r"\]", Se).pop();
        s.rule(r"\\.", Se);
        s.rule(".", Sr);
    });
}

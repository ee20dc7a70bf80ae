//! Ada.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version::{self, V4_7};
use std::sync::{Arc, LazyLock};

/// Rouge's `ada`.
pub(crate) static LEXER: Lexer = Lexer::new("ada", define);

/// The words of each version.
static WORDS: LazyLock<[Arc<Words>; 2]> =
    LazyLock::new(|| Version::ALL.map(|version| Words::file_any_case(include_str!("ada.txt"), version)));

const NAME: &str = r"\p{Alphabetic}(?:\p{Pc}?[\p{Alphabetic}\p{Nd}])*\b";
const DIGITS: &str = r"\d(?:_?\d)*";
const HEX_DIGITS: &str = r"\h(?:_?\h)*";
const EXPONENT: &str = r"(?:[eE][-+]?\d(?:_?\d)*)?";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("ada.txt"));
    d.state("root", |s| {
        blanks(s);
        s.rule("'.'", Sc);
        s.rule(r#""[^"\n]*"#, S2).push("string");
        numbers(s);
        s.rule("'", P).push("attribute");
        s.rule(format!("<<{NAME}>>"), Nl);
        s.groups(
            r"^(?i:(limited)(\s+))?(?i:(private)(\s+))?((?i:with))\b",
            [Kn, Text, Kn, Text, Kn],
        )
        .push("unit");
        s.rule(r"[+*/&<=>|]|-|=>|\.\.|\*\*|[:></]=|<<|>>|<>", O);
        s.rule("@", O).since(V4_7);
        s.rule("[.,:;()]", P);
        s.rule(r"[\[\]]", P).since(V4_7);
        s.words(NAME, &words, N).push("declaration").when(&[Kd]);
        s.rule(
            r"(?:\p{Pc}|\p{Alphabetic})[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]*",
            Err,
        )
        .since(V4_7);
        s.rule(r"(?:\p{Pc}|[alph])[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]*", Err)
            .before(V4_7);
    });
    d.state("string", |s| {
        s.rule(r#"[^"\n]+"#, S2);
        s.rule(r#""""#, Se);
        s.rule(r#"""#, S2).pop();
        s.rule(r"\n", Err).pop();
    });
    d.state("attribute", |s| {
        blanks(s);
        s.rule(NAME, Na).pop();
        s.empty("").pop();
    });
    d.state("declaration", |s| {
        blanks(s);
        s.rule(r"(?i)body\b", Kd);
        s.groups(format!(r"({NAME})(\.)"), [Nn, P]);
        s.rule(
            format!(r#"{NAME}|"(?:and|or|xor|/?=|<=?|>=?|\+|–|&\|/|mod|rem|\*?\*|abs|not)""#),
            Nf,
        )
        .pop();
        s.empty("").pop();
    });
    d.state("unit", |s| {
        blanks(s);
        s.call(NAME, unit);
        s.rule("[.,]", P);
        s.empty("").pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("--.*$", C1);
}

fn numbers(s: &mut StateBuilder) {
    s.rule(format!(r"{DIGITS}\.{DIGITS}{EXPONENT}"), Mf);
    s.rule(format!(r"{DIGITS}#{HEX_DIGITS}\.{HEX_DIGITS}#{EXPONENT}"), Mf);
    s.rule(format!("2#[01](?:_?[01])*#{EXPONENT}"), Mb);
    s.rule(format!("8#[0-7](?:_?[0-7])*#{EXPONENT}"), Mo);
    s.rule(format!("16#(?:{HEX_DIGITS})*#{EXPONENT}"), Mh);
    s.rule(format!("{DIGITS}#{HEX_DIGITS}#{EXPONENT}"), Mi);
    s.rule(format!(r"{DIGITS}#\w+#"), Err);
    s.rule(format!("{DIGITS}{EXPONENT}"), Mi);
}

/// A name in a `with` clause; a keyword ends the clause.
fn unit(ctx: &mut MatchContext<'_, '_>) {
    match WORDS[ctx.version().index()].get(ctx.text()) {
        None | Some(Nb) => ctx.token(Nn),
        Some(Kd) => {
            ctx.token(Kd);
            ctx.goto("declaration");
        }
        Some(other) => {
            ctx.token(other);
            ctx.pop(1);
        }
    }
}

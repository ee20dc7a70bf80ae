//! PL/SQL.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version::V4_7;
use std::sync::Arc;

/// Rouge's `plsql`.
pub(crate) static LEXER: Lexer = Lexer::new("plsql", define);

fn define(d: &mut LexerBuilder) {
    let letter = if d.is_since(V4_7) { "[a-zA-Z]" } else { r"\w" };
    let name = format!(r"{letter}[\w$]*");
    let words = d.word_file_any_case(include_str!("plsql.txt"));
    let functions = d.word_file_any_case(include_str!("plsql_functions.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("--.*", C1);
        s.rule(r"/\*", Cm).push("comment");
        s.call("[qQ]'(.)", open);
        s.rule("'", O).push("string");
        s.rule(r#"""#, O).push("name");
        s.groups(
            format!(r"(?i)(\$(?:IF|THEN|ELSE|ELSIF|ERROR|END|\$\$?{letter}\w*))(\s+)"),
            [Cp, Text],
        );
        s.rule(
            r"[+-]?(?:\.\d+(?:[eE][+-]?\d+)?|\d+\.(?:\d+(?:[eE][+-]?\d+)?)?)[fFdD]?",
            Mf,
        );
        s.rule(r"[+-]?\d+", Mi);
        s.rule(r"(?i)%(?:TYPE|ROWTYPE|FOUND|ISOPEN|NOTFOUND|ROWCOUNT)\b", Na);
        s.rule(r"=>|\|\||\*\*|<<|>>|\.\.|<>|[:!~^<>]=|[-+%/*=<>@&!^\[\]]", O);
        phrases(s, &name);
        s.groups(
            format!(r"({name})(\.)"),
            [Emit::Keyword(Arc::clone(&words), N), P.into()],
        )
        .followed_by(r"\w")
        .push("dotted");
        s.words(name.as_str(), &words, N);
    });
    d.state("comment", |s| {
        s.rule("(?:[*][^/]|[^*])+", Cm);
        s.rule("[*]/", Cm).pop();
    });
    for (state, quote, token) in [("string", '\'', S1), ("name", '"', Nv)] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(r"\\.", Se);
            s.rule(format!("{quote}{quote}"), Se);
            s.rule(quote.to_string(), O).pop();
            s.rule(format!(r"[^\\{quote}]+"), token);
        });
    }
    d.state("quoted", |s| {
        s.call("(?s).", quoted);
    });
    d.state("dotted", |s| {
        s.groups(format!(r"({name})(\.)"), [N, P]).followed_by(r"\w");
        s.words(name.as_str(), &functions, N).pop();
    });
}

fn phrases(s: &mut StateBuilder, name: &str) {
    s.groups(r"(?i)(NOT|AND|OR|LIKE|BETWEEN|IN)(\s)", [Ow, Text]);
    s.groups(r"(?i)(IS)(\s+)(?:(NOT)(\s+))?(NULL\b)", [Ow, Text, Ow, Text, Ow]);
    s.rule(r"\.", P).followed_by(r"\w").push("dotted");
    s.rule(r"[;:()\[\],.]", P);
    s.groups(
        format!(r"(?i)(create)(\s+)(?:(or)(\s+)(replace)(\s+))?(package|function|procedure|type)(?:(\s+)(body))?(\s+)({name})"),
        [Kr, Text, Kr, Text, Kr, Text, Kr, Text, Kr, Text, N],
    );
    s.groups(
        r"(?i)(when)(\s+)(?:(not)(\s+))?(matched)(\s+)(then)(\s+)(update|insert)\b(?:(\s+)(set)(\s+))?",
        [Kr, Text, Kr, Text, Kr, Text, Kr, Text, Kr, Text, Kr, Text],
    );
}

/// A string with a delimiter of its own inside the quotes.
#[derive(Default)]
struct Quoted {
    close: Option<char>,
}

/// The beginning of such a string.
fn open(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(O);
    let close = match ctx.group(1) {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        "<" => ">",
        same => same,
    };
    ctx.state::<Quoted>().close = close.chars().next();
    ctx.push("quoted");
}

/// The text of such a string up to what closes it. A quote ends a pair with the character before it.
fn quoted(ctx: &mut MatchContext<'_, '_>) {
    let close = ctx.state::<Quoted>().close;
    let mut letters = ctx.text_from_match().char_indices().peekable();
    let mut length = 0;
    while let Some((place, letter)) = letters.next() {
        let next = letters.peek().copied();
        let paired = matches!(next, Some((_, next)) if (Some(letter) == close) != (next == '\''));
        if !paired && (Some(letter) == close || letter == '\'') {
            break;
        }
        length = place + letter.len_utf8();
        let consumed = Some(letter) == close || matches!(next, Some((_, '\'')));
        if let (true, Some((place, next))) = (paired && consumed, next) {
            letters.next();
            length = place + next.len_utf8();
        }
    }
    if length > 0 {
        ctx.set_length(length);
        return ctx.token(Sx);
    }
    let end = close.map(|close| format!("{close}'")).unwrap_or_default();
    if ctx.text_from_match().starts_with(&end) {
        ctx.set_length(end.len());
        ctx.token(O);
        ctx.pop(1);
    } else {
        ctx.token(Err);
    }
}

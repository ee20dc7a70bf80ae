//! J.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::{self, *};

/// Rouge's `j`.
pub(crate) static LEXER: Lexer = Lexer::new("j", define);

/// The kinds of the primitives, by their first character. Each further letter stands for the kind with an inflection, in
/// the order of [`INFLECTIONS`].
const PRIMITIVES: &[(&str, &str)] = &[
    ("()", "p"),
    ("=", "vpp"),
    ("<>+-*%$|,#", "vvv"),
    ("^", "vvm"),
    ("~\"", "mvv"),
    (".:@", "mmm"),
    (";", "vmv"),
    ("!", "vmm"),
    ("/\\", "mmv"),
    ("[", "v-v"),
    ("]", "v"),
    ("{", "vvv---v"),
    ("}", "mvv---m"),
    ("`", "m-m"),
    ("&", "mmm-m"),
    ("?", "vv"),
    ("a", "nkk"),
    ("ACeEIjor", "nv"),
    ("bdfHMT", "nm"),
    ("Dt", "nmm"),
    ("F", "nmmmmmm"),
    ("i", "nvv"),
    ("L", "nvm"),
    ("mny", "x"),
    ("p", "nvvv"),
    ("qsZ", "n-v"),
    ("S", "n-m"),
    ("u", "xvv"),
    ("v", "xv"),
    ("x", "x-v"),
];

const INFLECTIONS: [&str; 7] = ["", ".", ":", "..", ".:", ":.", "::"];

const CONTROL_WORDS: &str = "assert break case catch catchd catcht continue do else elseif end fcase for if return select \
    throw try while whilst";

#[derive(Default)]
struct State {
    /// A note begins with the next line.
    note: bool,
    /// The body of the definition is text, not code.
    text_body: bool,
}

impl State {
    fn body(&self) -> &'static str {
        if self.text_body { "text" } else { "code" }
    }
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.call(r"\n", |ctx| {
            ctx.token(Text);
            if std::mem::take(&mut ctx.state::<State>().note) {
                ctx.push("note");
            }
        });
        definitions(s);
        notes(s);
        s.rule(r"[mnuvxy]\b", N).not_followed_by("[.:]");
        s.mixin("expression");
    });
    d.state("expression", expression);
    d.state("string", |s| {
        s.rule("''", Se);
        s.rule(r"[^'\n]+", S1);
        s.rule("'|$", S1).pop();
    });
    d.state("definition line", |s| {
        s.rule(r"\n", Text).pop();
        s.mixin("root");
    });
    d.state("explicit definition", |s| {
        s.call(r"0\b", |ctx| {
            ctx.token(Kp);
            if ctx.depth() > 2 {
                ctx.pop(1);
            }
            let body = ctx.state::<State>().body();
            ctx.goto(body);
            ctx.push("definition line");
        })
        .not_followed_by("[.:]");
        s.call("'", |ctx| {
            let text = ctx.state::<State>().text_body;
            ctx.token(if text { S1 } else { P });
            ctx.goto(if text { "string" } else { "quoted expression" });
        });
        s.empty("").pop();
    });
    quoted(d);
    bodies(d);
}

fn definitions(s: &mut StateBuilder) {
    let head = r"([0-4]|13|adverb|conjunction|dyad|monad|noun|verb)([ \t]+)(def(?:ine)?\b|:)";
    s.call(format!(r"{head}([ \t]+)"), definition);
    s.call(format!("{head}()"), definition).not_followed_by("[.:]");
}

fn definition(ctx: &mut MatchContext<'_, '_>) {
    ctx.group_token(1, Kp);
    ctx.group_token(2, Text);
    ctx.group_token(3, Kp);
    ctx.group_token(4, Text);
    let kind = ctx.group(1);
    ctx.state::<State>().text_body = kind == "0" || kind == "noun";
    if ctx.group(3) == "define" {
        ctx.pop(1);
        let body = ctx.state::<State>().body();
        ctx.push(body);
        ctx.push("definition line");
    } else {
        ctx.push("explicit definition");
    }
}

/// Notes, which need something after their name on the line.
fn notes(s: &mut StateBuilder) {
    s.call(r"^([ \t]*)(Note\b)([ \t\r]+)", note)
        .not_followed_by("=[.:]|$");
    s.call(r"^([ \t]*)(Note\b)([ \t\r]*)", note)
        .followed_by(r"[ \t\r](?:=[.:]|$)");
    s.call(r"^([ \t]*)(Note\b)()", note)
        .not_followed_by(r"[.:]|=[.:]|$|[ \t\r]");
}

fn note(ctx: &mut MatchContext<'_, '_>) {
    ctx.group_token(1, Text);
    ctx.group_token(2, N);
    ctx.group_token(3, Text);
    ctx.state::<State>().note = true;
}

fn expression(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.call(r"([!-&(-/:-@\[-^`{-~]|[A-Za-z]\b)([.:]*)", |ctx| {
        ctx.token(primitive(ctx.group(1), ctx.group(2)))
    });
    s.call(r"(?:\d|_\d?):([.:]*)", |ctx| {
        ctx.token(if ctx.group(1).is_empty() { Nf } else { Err });
    });
    s.call(r"[\d_][\w.]*([.:]*)", |ctx| {
        ctx.token(if ctx.group(1).is_empty() { M } else { Err });
    });
    s.rule("'", S1).push("string");
    s.rule(r"NB\.(?:[^.:\n].*|$)", C1);
    s.call(r"([A-Za-z]\w*)([.:]*)", word);
}

fn primitive(name: &str, inflection: &str) -> Token {
    let kinds = PRIMITIVES
        .iter()
        .find(|(names, _)| names.contains(name))
        .map_or("n", |(_, kinds)| *kinds);
    let place = INFLECTIONS.iter().position(|known| *known == inflection);
    match place.and_then(|place| kinds.as_bytes().get(place)) {
        Some(b'v') => Nf,
        Some(b'm') => O,
        Some(b'n') => N,
        Some(b'k') => Kc,
        Some(b'x') => Bp,
        Some(b'p') => P,
        _ => Err,
    }
}

/// A name, or a control word: `for.`, `for_i.`.
fn word(ctx: &mut MatchContext<'_, '_>) {
    let name = ctx.group(1);
    if ctx.group(2) != "." {
        return ctx.token(if ctx.group(2).is_empty() { N } else { Err });
    }
    let (word, label) = name.split_once('_').unwrap_or((name, ""));
    let known = match name.contains('_') {
        false => CONTROL_WORDS.split_ascii_whitespace().any(|known| known == word),
        true => !label.is_empty() && ["for", "goto", "label"].contains(&word),
    };
    if !known {
        return ctx.token(Err);
    }
    ctx.token_next(K, name.len() - label.len());
    ctx.token_next(if word == "for" { N } else { Nl }, label.len());
    ctx.token(K);
}

/// A definition between quotes: quotes in it are doubled.
fn quoted(d: &mut LexerBuilder) {
    d.state("quoted expression", |s| {
        s.rule("''", S1).push("quoted string");
        s.rule("'|$", P).pop();
        s.rule(r"NB\.(?:[^.:'\n]|'')(?:[^'\n]|'')*", C1);
        s.rule(r"NB\.", C1).not_followed_by("[.:]");
        s.mixin("expression");
    });
    d.state("quoted string", |s| {
        s.rule("''''", Se);
        s.rule(r"[^'\n]+", S1);
        s.rule("''", S1).pop();
        s.rule("'|$", P).pop_n(2);
    });
}

fn bodies(d: &mut LexerBuilder) {
    for (state, token) in [("note", Cm), ("text", Sh)] {
        d.state(state, |s| {
            end(s);
            s.rule(".+\n?", token);
        });
    }
    d.state("code", |s| {
        end(s);
        s.groups(r"^([ \t]*)(:)([ \t\r]*)$", [Text, P, Text]);
        s.mixin("expression");
    });
}

fn end(s: &mut StateBuilder) {
    s.groups(r"^([ \t]*)(\))([ \t\r]*$\n?)", [Text, P, Text]).pop();
}

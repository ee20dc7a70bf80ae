//! Gherkin, in which features are written in many languages.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `gherkin`.
pub(crate) static LEXER: Lexer = Lexer::new("gherkin", define);

/// The words steps begin with, one a line. A blank follows them, but those with `$` end where the word does, and those
/// with `<` anywhere.
const STEPS: &str = include_str!("gherkin_steps.txt");

/// The headings of what, one a line.
const ELEMENTS: &str = include_str!("gherkin_elements.txt");
const EXAMPLES: &str = include_str!("gherkin_examples.txt");
const FEATURES: &str = include_str!("gherkin_features.txt");

/// All states but the first are left.
const ALL: usize = usize::MAX;

fn steps() -> String {
    let pattern = |line: &str| {
        let (word, end) = match (line.strip_suffix('$'), line.strip_suffix('<')) {
            (Some(word), _) => (word, r"\b"),
            (_, Some(word)) => (word, ""),
            _ => (line, " "),
        };
        word.replace('*', r"\*") + end
    };
    let words: Vec<String> = STEPS.lines().map(pattern).collect();
    words.join("|")
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        basic(s);
        s.rule(r"\n", Text);
        s.rule(r#"(?s)""".*?""""#, S);
        s.rule(r"@[^\s@]+", Nt);
        s.empty("").followed_by(r"\|").push("table header");
        s.mixin("examples");
    });
    d.state("scenarios", |s| {
        s.call("(.*?)(:)", heading);
    });
    d.state("examples", |s| {
        s.mixin("scenarios");
        s.rule(steps(), Nf).pop_n(ALL).push("step");
    });
    d.state("table header", |s| {
        s.rule(r"[^|\s]+", Nv);
        s.rule(r"\n", Text).goto("table");
        s.mixin("table");
    });
    d.state("table", |s| {
        basic(s);
        s.rule(r"\n", Text).push("table line");
        s.rule(r"\|", P);
        s.rule(r"[^|\s]+", N);
    });
    d.state("table line", |s| {
        s.empty("").followed_by(r"\s*[^\s|]").pop_n(ALL);
        s.empty("").pop();
    });
    d.state("description", |s| {
        basic(s);
        s.mixin("examples");
        rest(s);
    });
    d.state("feature description", |s| {
        basic(s);
        s.mixin("scenarios");
        rest(s);
    });
    d.state("example description", |s| {
        basic(s);
        s.empty("").followed_by(r"\|").push("table header");
        rest(s);
    });
    d.state("step", |s| {
        basic(s);
        s.rule("<.*?>", Nv);
        s.rule(r#"".*?""#, S);
        s.rule(r"\S[^\s<]*", Text);
        s.rule(".*?", Text).followed_by(r"[#\n]").pop();
    });
}

fn basic(s: &mut StateBuilder) {
    s.rule("#.*$", C);
    s.rule(r"[ \r\t]+", Text);
}

fn rest(s: &mut StateBuilder) {
    s.rule(r"\n", Text);
    s.rule(".*?", Text).followed_by(r"[#\n]");
}

/// A heading says what follows.
fn heading(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.group(1);
    let holds = |list: &str| list.lines().any(|line| line == word);
    let (token, state) = match () {
        () if holds(ELEMENTS) => (Kn, Some("description")),
        () if holds(FEATURES) => (Kd, Some("feature description")),
        () if holds(EXAMPLES) => (Nn, Some("example description")),
        () => (Err, None),
    };
    ctx.group_token(1, token);
    ctx.group_token(2, P);
    ctx.pop(ALL);
    if let Some(state) = state {
        ctx.push(state);
    }
}

//! Gherkin, with keywords in many languages.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `gherkin`.
pub(crate) static LEXER: Lexer = Lexer::new("gherkin", define);

/// Keywords, one a line: those of all versions, of Rouge 3.30 only, and of Rouge 4.7 only.
struct Keywords([&'static str; 3]);

/// The keywords that steps begin with. A blank follows a keyword, but one with `$` ends at a word boundary, and one with
/// `<` anywhere.
const STEPS: Keywords = Keywords([
    include_str!("gherkin_steps.txt"),
    "და$\nმაგ\u{ad}რამ$\nმაშინ$\nმოცემული$\nროდესაც$",
    include_str!("gherkin_steps_since_4_7.txt"),
]);

const ELEMENTS: Keywords = Keywords([
    include_str!("gherkin_elements.txt"),
    "სცენარის",
    include_str!("gherkin_elements_since_4_7.txt"),
]);

const EXAMPLES: Keywords = Keywords([
    include_str!("gherkin_examples.txt"),
    "",
    include_str!("gherkin_examples_since_4_7.txt"),
]);

const FEATURES: Keywords = Keywords([
    include_str!("gherkin_features.txt"),
    "",
    include_str!("gherkin_features_since_4_7.txt"),
]);

impl Keywords {
    fn lines(&self, since_4_7: bool) -> impl Iterator<Item = &'static str> {
        let [all, before, since] = self.0;
        all.lines().chain(if since_4_7 { since } else { before }.lines())
    }
}

/// Pops all states but the first.
const ALL: usize = usize::MAX;

fn steps(since_4_7: bool) -> String {
    // In the order of the keywords, in which Rouge tries them.
    let mut steps: Vec<(String, String)> = STEPS
        .lines(since_4_7)
        .map(|line| {
            let (keyword, pattern) = match (line.strip_suffix('$'), line.strip_suffix('<')) {
                (Some(word), _) => (word.to_owned(), format!(r"{word}\b")),
                (_, Some(word)) => (line.to_owned(), word.to_owned()),
                _ => (format!("{line} "), format!("{line} ")),
            };
            (keyword, pattern.replace('*', r"\*"))
        })
        .collect();
    steps.sort_unstable();
    let patterns: Vec<String> = steps.into_iter().map(|(_, pattern)| pattern).collect();
    patterns.join("|")
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
        s.rule(steps(s.is_since(V4_7)), Nf).pop_n(ALL).push("step");
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

/// A keyword with a colon, which begins a part of the feature.
fn heading(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.group(1);
    let since_4_7 = ctx.version() >= V4_7;
    let holds = |keywords: Keywords| keywords.lines(since_4_7).any(|line| line == word);
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

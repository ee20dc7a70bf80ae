//! Wollok.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `wollok`.
pub(crate) static LEXER: Lexer = Lexer::new("wollok", define);

const NAME: &str = "[a-zA-Z][a-zA-Z0-9]*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        blanks(s);
        s.groups("(import)(.+$)", [Kr, Text]);
        s.rule("class|object|mixin", Kr).push("entity");
        s.rule("test|program", Kr);
        s.groups(format!(r"(package)(\s+)({NAME})"), [Kr, W, Nc]);
        s.rule(r"\{|\}", Text);
        s.rule(r"self\b", Bp);
        s.rule(
            r"(?:new|super|return|if|else|var|const|override|constructor)\b",
            Kr,
        );
        s.groups(format!(r"(method)(\s+)(_?{NAME})"), [Kr, W, Text]);
        s.rule(r"\+\+|--|\+=|-=|\*\*|!|\+|-|\*|/|%|<=|=>|===|==|<|>", O);
        s.rule(r"(?:and|or|not)\b", O);
        s.rule(r"\(|\)|=", Text);
        s.rule(",", P);
        objects(s);
    });
    d.state("entity", |s| {
        blanks(s);
        s.rule("inherits|mixed|with|and", Kr);
        s.call(NAME, entity).followed_by(r"\s*\{").pop();
        s.call(NAME, entity);
    });
    d.state("list", |s| {
        s.rule(",", P);
        s.rule(r"\]|\}", P).pop();
        objects(s);
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", W);
    s.rule("//.*$", C1);
    s.rule(r"(?s)/\*.*?\*/", Cm);
}

fn objects(s: &mut StateBuilder) {
    s.call(format!("_?{NAME}"), |ctx| {
        let name = ctx.text();
        let class = name.starts_with(|letter: char| letter.is_ascii_uppercase())
            || ctx.state::<Entities>().0.iter().any(|known| known == name);
        ctx.token(if class { Nc } else { Kv });
    });
    s.rule(format!(r"\.{NAME}"), Text);
    blanks(s);
    s.rule(r"[0-9]+\.?[0-9]*", M);
    s.rule(r#""[^"]*""#, S);
    s.rule(r"\[|#\{", P).push("list");
}

/// The names that were declared so far.
#[derive(Default)]
struct Entities(Vec<String>);

/// A name that is declared, and a class from here on.
fn entity(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Nc);
    let name = ctx.text().to_owned();
    ctx.state::<Entities>().0.push(name);
}

//! Slim: HTML that is nested by indentation, with Ruby in it.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::lexers::{coffeescript, css, erb, html, indentation, javascript, markdown, ruby, sass, scss};
use crate::lexers::indentation::{Filter, TEXT};
use crate::token::Token::*;

/// Rouge's `slim`.
pub(crate) static LEXER: Lexer = Lexer::new("slim", define);

/// A letter of a Ruby name.
const RUBY: &str = r"[\w!?@$]";

static FILTERS: [(&str, &Lexer); 8] = [
    ("ruby", &ruby::LEXER),
    ("erb", &erb::LEXER),
    ("javascript", &javascript::LEXER),
    ("css", &css::LEXER),
    ("coffee", &coffeescript::LEXER),
    ("markdown", &markdown::LEXER),
    ("scss", &scss::LEXER),
    ("sass", &sass::LEXER),
];

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s*\n", Text);
        s.call(r"\s*", indentation::begin_line);
    });
    d.state("content", |s| {
        s.mixin("css");
        s.rule(r"/(?:\\\n|.)*", C).push("end of line");
        s.groups(r"(doctype)(\s+)(.*)", [Nn, W, Text]).pop();
        s.call(r"(\w*):\s*\n", filter).pop();
        s.call(r"[|']", |ctx| {
            ctx.token(P);
            ctx.pop(1);
            indentation::begin_block(ctx, "plain");
            ctx.goto("plain");
        })
        .followed_by(r"\s");
        s.rule("-|==|=", P).push("ruby line");
        s.groups(
            format!(r"(\*)({RUBY}+\(.*?\)|{RUBY}+)"),
            [P.into(), Emit::Delegate(&ruby::LEXER)],
        )
        .push("tag");
        s.delegate(r#"</?[\w\s='"]+?/?>"#, &html::LEXER).pop();
        s.rule(r"\w+", Nt).push("tag");
    });
    d.state("css", |s| {
        s.rule(r"\.[\w-]*", Nc).goto("tag");
        s.rule(r"#[a-zA-Z][\w:-]*", Nf).goto("tag");
    });
    d.state("tag", |s| {
        s.mixin("css");
        s.mixin("end of line");
        s.rule("#[{]", Si).push("interpolation");
        s.rule("[<>]", P);
        s.rule(r"\s", W);
        s.groups(
            format!(r"(\*)({RUBY}+|\{{(?:\\\n|.)+?\}})"),
            [P.into(), Emit::Delegate(&ruby::LEXER)],
        );
        s.groups(r"([\w\-]+)(\s*)(=)", [Na, W, P]).push("attribute");
        s.groups(r"(=)((?:\\\n|.)+)", [P.into(), Emit::Delegate(&ruby::LEXER)]);
        s.rule(r"&\S*?;", Ni);
        s.rule(r"\\\n|.", Text);
    });
    d.state("attribute", |s| {
        s.rule(r#"\s*(?:'(?:\\\n|.)*?'|"(?:\\\n|.)*?")"#, S).pop();
        s.delegate(format!(r"{RUBY}+\(.*?\)|{RUBY}+"), &ruby::LEXER).pop();
        s.rule(r"\s+", W);
    });
    d.state("end of line", end_of_line);
    code(d);
}

fn end_of_line(s: &mut StateBuilder) {
    s.rule(r"\n", Text).pop_n(usize::MAX).goto("root");
}

fn code(d: &mut LexerBuilder) {
    d.state("ruby line", |s| {
        s.mixin("end of line");
        s.delegate(r"[,\\]\s*\n", &ruby::LEXER);
        s.rule(r"[ ]\|[ \t]*\n", Se);
        s.delegate(".*?", &ruby::LEXER)
            .followed_by(r"(?:[,\\]$| \|)?[ \t]*$");
    });
    d.state("filter", |s| {
        s.call(TEXT, |ctx| match ctx.state::<Filter>().0 {
            Some(lexer) => ctx.delegate_next(ctx.text().len(), lexer),
            None => ctx.token(Nd),
        });
        s.rule("#[{]", Si).push("interpolation");
        s.mixin("end of line");
    });
    d.state("plain", |s| {
        s.rule("#[{]", Si).push("interpolation");
        s.delegate(r#"</?[\w\s='"]+?/?>"#, &html::LEXER);
        s.rule(r"&\S*?;", Ni);
        s.rule(r"\\\n|.", Text);
        s.mixin("end of line");
    });
    d.state("interpolation", |s| {
        s.rule("[}]", Si).pop();
        s.mixin("inner ruby");
    });
    d.state("inner ruby", |s| {
        s.delegate("[{]", &ruby::LEXER).push("inner ruby");
        s.delegate("[}]", &ruby::LEXER).pop();
        s.delegate("[^{}]+", &ruby::LEXER);
    });
}

fn filter(ctx: &mut MatchContext<'_, '_>) {
    indentation::begin_filter(ctx, &FILTERS);
}

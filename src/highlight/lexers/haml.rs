//! Haml: HTML that is nested by indentation, with Ruby in it.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::lexers::{css, erb, html, indentation, javascript, markdown, ruby, sass};
use crate::lexers::indentation::{Filter, TEXT};
use crate::token::Token::*;

/// Rouge's `haml`.
pub(crate) static LEXER: Lexer = Lexer::new("haml", define);

const NAME: &str = r"[\w:-]+";

/// The rest of a line, and the lines after it as long as they end in a bar.
const REST: &str = r"(?:(?:.*[ ]\|\n)*.*[ ]\|.*|.*)";

static FILTERS: [(&str, &Lexer); 6] = [
    ("javascript", &javascript::LEXER),
    ("css", &css::LEXER),
    ("ruby", &ruby::LEXER),
    ("erb", &erb::LEXER),
    ("markdown", &markdown::LEXER),
    ("sass", &sass::LEXER),
];

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s*\n", Text);
        s.call(r"\s*", indentation::begin_line);
    });
    d.state("content", |s| {
        s.mixin("css");
        s.rule(format!("%{NAME}"), Nt).goto("tag");
        s.rule(format!("!!!{REST}\n"), Nn).pop();
        s.groups(format!(r"(/)(\[(?:[ ]\|\n|.)*?\])({REST}\n)"), [C, Cs, C])
            .pop();
        s.call(format!("/{REST}\n"), |ctx| {
            ctx.token(C);
            indentation::begin_block(ctx, "html comment");
        })
        .pop();
        s.call(format!("-#{REST}\n"), |ctx| {
            ctx.token(C);
            indentation::begin_block(ctx, "haml comment");
        })
        .pop();
        s.call("-", ruby_line);
        s.call(format!(":({REST})\n"), filter).pop();
        s.mixin("code or text");
    });
    d.state("css", |s| {
        s.rule(format!(r"\.{NAME}"), Nc).goto("tag");
        s.rule(format!("#{NAME}"), Nf).goto("tag");
    });
    d.state("tag", |s| {
        s.mixin("css");
        s.call("[{]", |ctx| {
            ctx.token(P);
            ctx.reset(&ruby::LEXER);
        })
        .push("inner ruby");
        s.delegate(r"\[(?:[ ]\|\n|.)*?\]", &ruby::LEXER);
        s.rule(r"\(", P).push("attributes");
        s.rule(r"\s*\n", Text).pop();
        s.rule("[<>]{1,2}", P).followed_by(r"[ \t=]");
        s.mixin("code or text");
    });
    d.state("code or text", |s| {
        s.rule("[&!]?==", P).push("text");
        s.call("[&!]?[=!]", ruby_line);
        s.empty("").push("text");
    });
    d.state("text", |s| {
        s.delegate(TEXT, &html::LEXER);
        s.rule("#[{]", Si).push("interpolation");
        end_of_line(s);
    });
    code(d);
    attributes(d);
    blocks(d);
}

fn end_of_line(s: &mut StateBuilder) {
    s.rule(r"\n", Text).pop_n(usize::MAX).goto("root");
}

/// A mark after which Ruby goes to the end of the line.
fn ruby_line(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(P);
    ctx.reset_stack();
    ctx.reset(&ruby::LEXER);
    ctx.push("ruby line");
}

fn code(d: &mut LexerBuilder) {
    d.state("ruby line", |s| {
        s.rule(r"\n", Text).pop();
        s.delegate(r",[ \t]*\n", &ruby::LEXER);
        s.rule(r"[ ]\|[ \t]*\n", Se);
        s.delegate(".*?", &ruby::LEXER).followed_by(r"(?:,$| \|)?[ \t]*$");
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

fn attributes(d: &mut LexerBuilder) {
    let variable = r"[a-z]\w*";
    d.state("attributes", |s| {
        s.rule(r"\s+", Text);
        s.rule(format!(r"{NAME}\s*="), Na).push("attribute value");
        s.rule(NAME, Na);
        s.rule(r"\)", Text).pop();
    });
    d.state("attribute value", |s| {
        s.rule(r"\s+", Text);
        s.rule(variable, Nv).pop();
        s.rule(format!("@{variable}"), Vi).pop();
        s.rule(format!(r"\${variable}"), Vg).pop();
        s.rule(r#"'(?:\\\\|\\'|[^'\n])*'|"(?:\\\\|\\"|[^"\n])*""#, S)
            .pop();
    });
}

fn filter(ctx: &mut MatchContext<'_, '_>) {
    indentation::begin_filter(ctx, &FILTERS);
}

fn blocks(d: &mut LexerBuilder) {
    d.state("html comment", |s| {
        s.rule(format!(".{REST}"), C);
        end_of_line(s);
    });
    d.state("haml comment", |s| {
        s.rule(format!(".{REST}"), Cp);
        end_of_line(s);
    });
    d.state("filter", |s| {
        s.call(TEXT, |ctx| match ctx.state::<Filter>().0 {
            Some(lexer) => ctx.delegate_next(ctx.text().len(), lexer),
            None => ctx.token(Nd),
        });
        s.rule("#[{]", Si).push("interpolation");
        end_of_line(s);
    });
}

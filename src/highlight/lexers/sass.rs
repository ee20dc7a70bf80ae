//! Sass, the syntax that nests by indentation.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::context::MatchContext;
use crate::lexers::scss;
use crate::token::Token::*;

/// Rouge's `sass`.
pub(crate) static LEXER: Lexer = Lexer::new("sass", define);

#[derive(Default)]
struct State {
    /// The indentation of the last line.
    indentation: String,
    comment: Option<Comment>,
}

/// A comment. It continues on the lines that are indented further than its first one.
struct Comment {
    /// The indentation of the first line.
    indentation: String,
    /// The state that reads the following lines.
    state: &'static str,
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"[ \t]*\n", Text);
        s.call(r"[ \t]*", indentation);
    });
    d.state("content", |s| {
        s.call(r"//.*$", |ctx| {
            ctx.token(C1);
            begin_comment(ctx, "single comment");
        })
        .pop();
        s.call(r"/\*.*\n", |ctx| {
            ctx.token(Cm);
            begin_comment(ctx, "multi comment");
        })
        .pop();
        s.rule(r"@import\b", K).push("import");
        scss::statements(s);
        s.rule(r"=[\w\-]+", Nf).push("value");
        s.rule(r"\+[\w\-]+", Nd).push("value");
        s.rule(":", Na).push("old attribute");
        s.empty("")
            .followed_by(r"[^\[\n]+?:(?:[^a-z]|$)")
            .push("attribute");
        s.empty("").push("selector");
    });
    d.state("single comment", |s| {
        s.rule(r".*$", C1).pop();
    });
    d.state("multi comment", |s| {
        s.rule(r".*\n", Cm).pop();
    });
    d.state("import", |s| {
        s.rule(r"[ \t]+", Text);
        s.rule(r"\S+", S);
        s.rule(r"\n", Text).pop();
    });
    d.state("old attribute", |s| {
        s.mixin("attribute name");
        s.empty("").goto("value");
    });
    d.state("end", |s| {
        s.rule(r"\n", Text).pop_n(scss::ALL);
    });
    scss::shared(d);
}

fn begin_comment(ctx: &mut MatchContext<'_, '_>, state: &'static str) {
    let lexer = ctx.state::<State>();
    lexer.comment = Some(Comment {
        indentation: lexer.indentation.clone(),
        state,
    });
}

/// The indentation of a line decides whether it belongs to a comment.
fn indentation(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Text);
    let text = ctx.text();
    let lexer = ctx.state::<State>();
    text.clone_into(&mut lexer.indentation);
    let continues = |comment: &mut Comment| {
        let outer = comment.indentation.as_str();
        text.starts_with(outer) && text != outer
    };
    lexer.comment = lexer.comment.take_if(continues);
    let state = lexer.comment.as_ref().map_or("content", |comment| comment.state);
    ctx.push(state);
}

//! Dockerfiles.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::lexers::shell;
use crate::token::Token::*;

/// Rouge's `docker`.
pub(crate) static LEXER: Lexer = Lexer::new("docker", define);

const INSTRUCTIONS: &str = "FROM|MAINTAINER|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|STOPSIGNAL|\
    HEALTHCHECK|SHELL";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.groups(r"^(?i)(FROM)(\s+)(.*)(\s+)(AS)(\s+)(.*)", [K, W, S, W, K, W, S]);
        s.groups(
            format!(r"^(?i)(ONBUILD)(\s+)({INSTRUCTIONS})\b(.*)"),
            [K, W, K, S],
        );
        s.groups(format!(r"^(?i)({INSTRUCTIONS})\b(.*)"), [K, S]);
        s.rule(r"#.*", C);
        s.rule(r"^(?i)(?:ONBUILD\s+)?RUN\s+", K).push("run");
        s.rule(r"\w+", Text);
        s.rule(r"[^\w]+", Text);
    });
    d.state("run", |s| {
        s.call(r"\n", |ctx| {
            ctx.token(Text);
            ctx.reset(&shell::LEXER);
        })
        .pop();
        s.rule(r"\\\n", Se);
        s.groups(r"((?:\\.|[^\n\\])+)", [Emit::Delegate(&shell::LEXER)]);
    });
}

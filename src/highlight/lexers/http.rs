//! HTTP messages: a request or status line, header fields, and a body in the language of its media type.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::context::MatchContext;
use crate::registry;
use crate::token::Token::*;

/// Rouge's `http`.
pub(crate) static LEXER: Lexer = Lexer::new("http", define);

/// Rouge's media types, one a line, each with the name of its lexer.
const MEDIA_TYPES: &str = include_str!("http_media_types.txt");

#[derive(Default)]
struct State {
    /// The media type of the body.
    media_type: String,
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.groups(
            r"(GET|POST|PUT|DELETE|HEAD|OPTIONS|TRACE|PATCH)( +)([^ ]+)( +)(HTTPS?)(/)(\d(?:\.\d)?)(\r?\n|$)",
            [Nf, Text, Nn, Text, K, O, M, Text],
        )
        .push("headers");
        s.groups(
            r"(HTTPS?)(/)(\d\.\d)( +)(\d{3})( +)?([^\r\n]*)(\r?\n|$)",
            [K, O, M, Text, M, Text, Ne, Text],
        )
        .push("headers");
    });
    d.state("headers", |s| {
        s.call(r"([^\s:]+)( *)(:)( *)([^\r\n]+)(\r?\n|$)", field);
        s.groups(r"([^\r\n]+)(\r?\n|$)", [S, Text]);
        s.rule(r"\r?\n", Text).push("body");
    });
    d.state("body", |s| {
        s.call(r"(?s)(.+)", |ctx| {
            let media_type = ctx.state::<State>().media_type.clone();
            let mut known = MEDIA_TYPES.lines().filter_map(|line| line.split_once(' '));
            let tag = known.find(|(name, _)| *name == media_type).map(|(_, tag)| tag);
            match tag.and_then(|tag| registry::lexer(tag, ctx.version())) {
                Some(lexer) => ctx.delegate_fresh(1, lexer),
                None => ctx.token(Text),
            }
        });
    });
}

fn field(ctx: &mut MatchContext<'_, '_>) {
    for (index, token) in [(1, Na), (2, Text), (3, P), (4, Text), (5, S), (6, Text)] {
        ctx.group_token(index, token);
    }
    if ctx.group(1).eq_ignore_ascii_case("content-type") {
        let media_type = ctx
            .group(5)
            .split(';')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        ctx.state::<State>().media_type = media_type;
    }
}

//! HTTP messages: a request or status line, header fields, and a body in the language of its media type.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::context::MatchContext;
use crate::registry;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `http`.
pub(crate) static LEXER: Lexer = Lexer::new("http", define);

/// Rouge's media types, one a line, each with the name of its lexer.
const MEDIA_TYPES: &str = include_str!("http_media_types.txt");

const MEDIA_TYPES_SINCE_4_7: &str = "\
    application/json5 json5
    application/x-gjs gjs
    application/x-gts gts
    application/x-json5 json5
    application/x-mojo mojo
    application/x-svelte svelte
    text/inf ini
    text/x-cisco-conf cisco_ios
    text/x-cobol cobol
    text/x-gjs gjs
    text/x-gts gts
    text/x-iecst iecst
    text/x-mojo mojo
    text/x-p4 p4
    text/x-svelte svelte";

#[derive(Default)]
struct State {
    /// The media type of the body.
    media_type: String,
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        let methods = if s.is_since(V4_7) {
            "GET|POST|PUT|DELETE|HEAD|OPTIONS|TRACE|PATCH|QUERY"
        } else {
            "GET|POST|PUT|DELETE|HEAD|OPTIONS|TRACE|PATCH"
        };
        s.groups(
            format!(r"({methods})( +)([^ ]+)( +)(HTTPS?)(/)(\d(?:\.\d)?)(\r?\n|$)"),
            [Nf, Text, Nn, Text, K, O, M, Text],
        )
        .push("headers");
        let version = if s.is_since(V4_7) {
            r"\d(?:\.\d)?"
        } else {
            r"\d\.\d"
        };
        s.groups(
            format!(r"(HTTPS?)(/)({version})( +)(\d{{3}})( +)?([^\r\n]*)(\r?\n|$)"),
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
            let own = if ctx.version() >= V4_7 {
                MEDIA_TYPES_SINCE_4_7
            } else {
                ""
            };
            let lines = MEDIA_TYPES.lines().chain(own.lines());
            let mut known = lines.filter_map(|line| line.trim().split_once(' '));
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

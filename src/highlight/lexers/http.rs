//! HTTP messages: a request or a status line, header fields, and a body in the language its type says.

use crate::Lexer;
use crate::notation::Definition;
use crate::registry;
use crate::run::Step;
use crate::token::Token::*;

/// Rouge's `http`.
pub(crate) static LEXER: Lexer = Lexer::new("http", define);

/// The media types that languages have in Rouge, one a line, each with the name of its lexer.
const MEDIA_TYPES: &str = include_str!("http_media_types.txt");

fn define(d: &mut Definition) {
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
        s.call(r"(?s)(.+)", |step| {
            let media_type = step.notes().texts.first().cloned().unwrap_or_default();
            let mut known = MEDIA_TYPES.lines().filter_map(|line| line.split_once(' '));
            let tag = known.find(|(name, _)| *name == media_type).map(|(_, tag)| tag);
            match tag.and_then(registry::by_tag) {
                Some(lexer) => step.delegate_fresh(1, lexer),
                None => step.token(Text),
            }
        });
    });
}

fn field(step: &mut Step<'_, '_>) {
    for (index, token) in [(1, Na), (2, Text), (3, P), (4, Text), (5, S), (6, Text)] {
        step.group_token(index, token);
    }
    if step.group(1).eq_ignore_ascii_case("content-type") {
        let media_type = step
            .group(5)
            .split(';')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let texts = &mut step.notes().texts;
        texts.clear();
        texts.push(media_type);
    }
}

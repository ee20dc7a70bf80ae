//! Varnish's configuration language.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::context::MatchContext;
use crate::lexers::c;
use crate::token::Token::*;

/// Rouge's `vcl`.
pub(crate) static LEXER: Lexer = Lexer::new("vcl", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("varnish.txt"));
    let number =
        "(?i:0x[0-9a-f]+(?:\\.[0-9a-f]+)?(?:p[+-]?[0-9a-f]+)?|[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)";
    d.state("root", |s| {
        s.rule(r#"(?s)\{".*?"\}"#, S1);
        s.call(r#"\{(\w+)""#, marked_string);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule("(?://|#).*", C1);
        s.rule("true|false", Kc);
        s.rule(r"(?:beresp|bereq|resp|req|obj)\.http\.[\w.-]+|var\.[\w.-]+", Nv);
        s.groups(r"(sub)([ \f\n\r\t\v]+)([\w-]+)", [K, Text, Nf]);
        s.rule(r"C\{", Cp).push("c");
        s.words(r"\.?[a-zA-Z_][\w.-]*", &words, Text);
        s.rule(format!("{number}(?:ms|s|m|h|d|w|y)"), Mx);
        s.call(number, |ctx| {
            let text = ctx.text();
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            let hex = text.strip_prefix("0x");
            let whole = hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
            ctx.token(if digits || whole { Mi } else { Mf });
        });
        s.rule(r#"""#, S2).push("string");
        s.rule(r"[&|+-]{2}|[<=>!*/+-]=|<<|>>|!~|[-+*/%><=!&|~]", O);
        s.rule("[{}();.,]", P);
        s.rule(r"\r\n?|\n|.", Text);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r#"\\[\\"nt]"#, Se);
        s.rule(r"\r\n?|\n|.", S2);
    });
    d.state("c", |s| {
        s.rule(r"\}C", Cp).pop();
        s.groups("(?s)(.*?)", [Emit::DelegateFresh(&c::LEXER)])
            .followed_by(r"\}C");
    });
}

/// A string that ends where its mark is repeated.
fn marked_string(ctx: &mut MatchContext<'_, '_>) {
    let end = format!("\"{}}}", ctx.group(1));
    match ctx.find_ahead(&end) {
        Some(place) => {
            ctx.set_length(ctx.text().len() + place + end.len());
            ctx.token(S1);
        }
        None => {
            ctx.set_length(1);
            ctx.token(P);
        }
    }
}

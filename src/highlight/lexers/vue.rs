//! Vue components: HTML with templates, scripts and styles in their own languages.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::context::MatchContext;
use crate::lexers::{coffeescript, css, html, javascript, plaintext, sass, scss};
use crate::token::Token::*;

/// Rouge's `vue`.
pub(crate) static LEXER: Lexer = Lexer::new("vue", define);

#[derive(Default)]
struct State {
    /// The language of the element that is open.
    lang: String,
}

fn define(d: &mut LexerBuilder) {
    html::define(d);
    d.prepend("root", |s| {
        for (name, lang) in [("template", "html"), ("style", "css"), ("script", "javascript")] {
            s.call(
                format!(r"(<)(\s*)({name})"),
                match lang {
                    "html" => |ctx| open(ctx, "html"),
                    "css" => |ctx| open(ctx, "css"),
                    _ => |ctx| {
                        ctx.reset(&javascript::LEXER);
                        open(ctx, "javascript");
                    },
                },
            )
            .push(match name {
                "template" => "template",
                "style" => "vue style",
                _ => "vue script",
            })
            .push("language");
        }
    });
    d.prepend("tag", |s| {
        s.rule(r"[a-zA-Z0-9_:#\[\]()*.\-]+\s*=\s*", Na).push("attribute");
    });
    d.state("language", |s| {
        s.call(
            r#"(lang\s*=)(\s*)("(?s:\\.|[^\\])*?"|'(?s:\\.|[^\\])*?'|[^\s>]+)"#,
            |ctx| {
                let lang = ctx.group(3).to_ascii_lowercase().replace(['"', '\''], "");
                ctx.group_token(1, Na);
                ctx.group_token(2, Text);
                ctx.group_token(3, S);
                ctx.state::<State>().lang = lang;
            },
        );
        s.mixin("tag");
    });
    d.state("vue style", |s| {
        s.groups(r"(<\s*/\s*)(style)(\s*>)", [Nt, K, Nt]).pop();
        s.call("([^<]+)", embedded);
        s.call("(<)", embedded);
    });
    d.state("vue script", |s| {
        s.groups(r"(<\s*/\s*)(script)(\s*>)", [Nt, K, Nt]).pop();
        s.delegate("[^<]+", &javascript::LEXER);
        s.delegate("<", &javascript::LEXER);
    });
    d.state("template", |s| {
        s.groups(r"(<\s*/\s*)(template)(\s*>)", [Nt, K, Nt]).pop();
        s.call(r"\{\{", |ctx| {
            ctx.token(Si);
            ctx.reset(&javascript::LEXER);
        })
        .push("interpolation");
        s.call("([^{<]+)", embedded);
        s.call("([<{][^<{]*)", embedded);
    });
    d.state("interpolation", |s| {
        s.rule(r"\}\}", Si).pop();
        s.rule(r"\}", Err);
        s.delegate(r"\{", &javascript::LEXER).push("interpolation");
        s.delegate(r"[^{}]+", &javascript::LEXER);
    });
}

fn open(ctx: &mut MatchContext<'_, '_>, lang: &str) {
    ctx.group_token(1, Nt);
    ctx.group_token(2, Text);
    ctx.group_token(3, K);
    lang.clone_into(&mut ctx.state::<State>().lang);
}

/// Code in the language of the tag. Each piece is read from the lexer's first state.
fn embedded(ctx: &mut MatchContext<'_, '_>) {
    let lexer = match ctx.state::<State>().lang.as_str() {
        "html" => &html::LEXER,
        "css" => &css::LEXER,
        "javascript" => &javascript::LEXER,
        "sass" => &sass::LEXER,
        "scss" => &scss::LEXER,
        "coffee" => &coffeescript::LEXER,
        _ => &plaintext::LEXER,
    };
    ctx.delegate_fresh(1, lexer);
}

//! Components of Vue: HTML in which templates, scripts and styles have their languages.

use crate::Lexer;
use crate::lexers::{coffeescript, css, html, javascript, plaintext, sass, scss};
use crate::notation::Definition;
use crate::run::Step;
use crate::token::Token::*;

/// Rouge's `vue`.
pub(crate) static LEXER: Lexer = Lexer::new("vue", define);

fn define(d: &mut Definition) {
    html::define(d);
    d.prepend("root", |s| {
        for (name, lang) in [("template", "html"), ("style", "css"), ("script", "javascript")] {
            s.call(
                format!(r"(<)(\s*)({name})"),
                match lang {
                    "html" => |step| open(step, "html"),
                    "css" => |step| open(step, "css"),
                    _ => |step| {
                        step.restart(&javascript::LEXER);
                        open(step, "javascript");
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
            |step| {
                let lang = step.group(3).to_ascii_lowercase().replace(['"', '\''], "");
                step.group_token(1, Na);
                step.group_token(2, Text);
                step.group_token(3, S);
                step.notes().texts = vec![lang];
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
        s.call(r"\{\{", |step| {
            step.token(Si);
            step.restart(&javascript::LEXER);
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

fn open(step: &mut Step<'_, '_>, lang: &str) {
    step.group_token(1, Nt);
    step.group_token(2, Text);
    step.group_token(3, K);
    step.notes().texts = vec![lang.to_owned()];
}

/// A piece in the language that the tag has said. Each is read anew.
fn embedded(step: &mut Step<'_, '_>) {
    let lang = step.notes().texts.first().cloned().unwrap_or_default();
    let lexer = match lang.as_str() {
        "html" => &html::LEXER,
        "css" => &css::LEXER,
        "javascript" => &javascript::LEXER,
        "sass" => &sass::LEXER,
        "scss" => &scss::LEXER,
        "coffee" => &coffeescript::LEXER,
        _ => &plaintext::LEXER,
    };
    step.delegate_fresh(1, lexer);
}

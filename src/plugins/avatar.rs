//! jekyll-avatar: `{% avatar user size=40 %}` shows the picture of a GitHub account.

use super::Plugin;
use crate::diag::Result;
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render, Tag, Template, text_of};
use crate::value::Str;
use std::sync::Arc;

/// The plugin.
pub(super) struct Avatar;

impl Plugin for Avatar {
    fn gem(&self) -> &'static str {
        "jekyll-avatar"
    }

    fn tags(&self) -> &'static [Tag] {
        &[Tag {
            name: "avatar",
            parse,
        }]
    }
}

/// The tag's words; they may hold Liquid themselves.
#[derive(Debug)]
struct Picture {
    text: Str,
    template: Option<Template>,
    size: u32,
    variable: Option<String>,
}

fn parse<'t>(parser: &mut Parser<'t>, markup: Markup<'t>) -> Result<Box<dyn Render>> {
    let text: Arc<str> = markup.text.trim().into();
    let template = match (text.contains("{{"), markup.span) {
        (true, Some(span)) => Some(parser.engine().parse(span.source, &text)?),
        _ => None,
    };
    let value = |key: &str| {
        text.split_whitespace()
            .find_map(|word| word.strip_prefix(key).map(str::to_owned))
    };
    let size = value("size=").and_then(|size| size.parse().ok()).unwrap_or(40);
    Ok(Box::new(Picture {
        size,
        variable: value("user="),
        template,
        text,
    }))
}

impl Picture {
    fn user(&self, context: &mut Context<'_>, text: &str) -> Result<String> {
        if let Some(variable) = &self.variable {
            let value = context.evaluate_text(variable)?;
            return Ok(if value.is_truthy() {
                text_of(&value).to_string()
            } else {
                variable.clone()
            });
        }
        let user = text.split(' ').next().unwrap_or("");
        Ok(user.strip_prefix('@').unwrap_or(user).to_owned())
    }
}

impl Render for Picture {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let text = match &self.template {
            Some(template) => context.capture_nested(template, "tag `avatar`", out)?.0,
            None => Arc::clone(&self.text),
        };
        let user = self.user(context, &text)?;
        let size = self.size;
        // GitHub serves accounts from four hosts; which one shows only in the address.
        let host = crc32fast::hash(format!("{user}?v=3&s={size}").as_bytes()) % 4;
        let url = |scale: u32| {
            format!(
                "https://avatars{host}.githubusercontent.com/{user}?v=3&s={}",
                size * scale
            )
        };
        let set = (1..=4)
            .map(|scale| format!("{} {scale}x", url(scale)))
            .collect::<Vec<_>>()
            .join(", ");
        let class = if size < 48 {
            "avatar avatar-small"
        } else {
            "avatar"
        };
        let source = match text.contains("lazy=true") {
            true => format!("src=\"\" data-src=\"{}\" data-srcset=\"{set}\"", url(1)),
            false => format!("src=\"{}\" srcset=\"{set}\"", url(1)),
        };
        out.push_str(&format!(
            "<img class=\"{class}\" alt=\"{user}\" width=\"{size}\" height=\"{size}\" data-proofer-ignore=\"true\" {source} />"
        ));
        Ok(Flow::Next)
    }
}

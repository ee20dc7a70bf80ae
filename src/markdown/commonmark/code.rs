//! Code blocks: highlighted, with title and marked lines.

use super::fence::Fence;
use super::{Pass, lines};
use crate::{Highlighter, WarningKind, escape};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, TagEnd};
use std::ops::Range;

/// Languages of diagrams, which other generators draw in the browser.
const DIAGRAMS: [&str; 2] = ["mermaid", "plantuml"];

impl<'t> Pass<'t> {
    /// A code block, highlighted, in the same wrapper that kramdown puts around it.
    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
        range: Range<usize>,
        events: &mut impl Iterator<Item = (Event<'t>, Range<usize>)>,
        highlighter: &dyn Highlighter,
    ) {
        let mut code = String::new();
        for (event, _) in events.by_ref() {
            match event {
                Event::End(TagEnd::CodeBlock) => break,
                Event::Text(piece) => code.push_str(&piece),
                _ => {}
            }
        }
        let fence = match kind {
            CodeBlockKind::Fenced(info) if self.options.documentation.is_some() => Fence::parse(info),
            CodeBlockKind::Fenced(info) => Fence {
                language: info.split([' ', '\t', ',']).next().unwrap_or("").to_owned(),
                ..Fence::default()
            },
            CodeBlockKind::Indented => Fence::default(),
        };
        for unknown in &fence.unknown {
            let message = format!("a code block has no attribute `{unknown}`");
            self.warn(WarningKind::UnknownFenceAttribute, message, range.clone());
        }
        if self.options.documentation.is_some() && DIAGRAMS.contains(&&*fence.language) {
            let message = format!("the diagram in `{}` is shown as code", fence.language);
            self.warn(WarningKind::UndrawnDiagram, message, range);
        }
        let html = highlighted(&code, &fence, highlighter);
        self.events.push(Event::Html(CowStr::from(html)));
    }
}

/// The HTML of the code block with this info string.
pub(crate) fn code_block(info: &str, code: &str, highlighter: &dyn Highlighter) -> String {
    highlighted(code, &Fence::parse(info), highlighter)
}

/// The HTML of a code block.
fn highlighted(code: &str, fence: &Fence, highlighter: &dyn Highlighter) -> String {
    let lang = &*fence.language;
    let asked = if lang.is_empty() { "plaintext" } else { lang };
    let mut name = String::new();
    escape::attribute(&mut name, asked.split('?').next().unwrap_or(asked));
    let mut out = String::with_capacity(code.len() * 2);
    if let Some(title) = &fence.title {
        out.push_str("<figure class=\"rc-code\"><figcaption>");
        escape::code(&mut out, title);
        out.push_str("</figcaption>");
    }
    let known = highlighter.lexer(asked, code).is_some();
    out.push_str(&match known {
        true => format!(
            "<div class=\"language-{name} highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code>"
        ),
        false => format!("<pre><code class=\"language-{name}\">"),
    });
    let mut body = String::with_capacity(code.len() * 2);
    match known {
        true => highlighter.highlight(asked, code, &mut body),
        false => escape::code(&mut body, code),
    }
    match fence.has_lines() {
        true => out.push_str(&lines::wrap(&body, fence)),
        false => out.push_str(&body),
    }
    out.push_str(if known {
        "</code></pre></div></div>"
    } else {
        "</code></pre>"
    });
    out.push_str(if fence.title.is_some() {
        "</figure>\n"
    } else {
        "\n"
    });
    out
}

//! `tabs` and `tab`, recto's own: blocks of Markdown side by side, as Bootstrap's tabs.
//!
//! ```text
//! {% tabs %}
//! {% tab "Linux" %} … {% endtab %}
//! {% tab "Windows 10" %} … {% endtab %}
//! {% endtabs %}
//! ```
//!
//! gives a list of links and a panel for each, whose ids are slugs of the titles, unique in the page. With
//! `{% tabs group="os" %}` the list has `data-tab-group`, by which a script may
//! switch them at once.
//!
//! Tabs may be in a list item or a block quote. Then every line begins with the same indentation or `> ` as the tag
//! `tabs`; the bodies lose it, and the HTML is one line, which needs no more than the prefix that it has.

use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::Host;
use crate::liquid::{Block, Context, Filtered, Flow, Markup, Output, Parser, Render};
use crate::text::escape::ATTRIBUTE;
use crate::text::slug::{self, Mode};
use crate::value::{Hash, Value, print};
use recto_text::html::{in_one_line, without_blank_lines};
use std::fmt::Write;

/// The key under which a page remembers the ids it has given.
const TAKEN: &str = "tabs";

#[derive(Debug)]
struct Tabs {
    group: Option<Filtered>,
    tabs: Vec<Tab>,
    /// What each line begins with, in a list item or a block quote.
    prefix: String,
}

#[derive(Debug)]
struct Tab {
    title: Filtered,
    id: Option<Filtered>,
    body: Block,
}

/// Reads `{% tabs group="name" %}` with its tabs.
pub(super) fn tabs<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let (words, options) = arguments(&tag);
    if !words.is_empty() {
        return Err(
            tag.error("`tabs` takes only `group=\"name\"`; titles are written as `{% tab \"Title\" %}`")
        );
    }
    let mut group = None;
    for (name, value, at) in options {
        match name {
            "group" | "sync" => group = Some(parser.filtered(value, at)?),
            _ => return Err(tag.error(format!("unknown option `{name}` of `tabs`"))),
        }
    }
    let template = parser.template();
    let prefix = prefix(template, &tag);
    let mut tabs = Vec::new();
    let mut end = tag.at + tag.text.len();
    let (mut before, mut next) = parser.block(&tag, &["tab"])?;
    while next.name == "tab" {
        if !before.is_blank() && !is_only_prefix(template.get(end..next.at).unwrap_or("")) {
            return Err(tag.error("text between `tabs` and `tab` is not part of a tab"));
        }
        let (read, behind) = tab(parser, next)?;
        tabs.push(read);
        end = behind;
        (before, next) = parser.block(&tag, &["tab"])?;
    }
    if tabs.is_empty() {
        return Err(tag.error("`tabs` without a `{% tab \"Title\" %}`"));
    }
    Ok(Box::new(Tabs { group, tabs, prefix }))
}

/// What precedes `tag` in its line, where that is only indentation and marks of block quotes.
pub(super) fn prefix(template: &str, tag: &Markup<'_>) -> String {
    let before = template.get(..tag.at).unwrap_or("");
    let before = before.rfind("{%").map_or("", |at| &before[..at]);
    let line = before.rsplit('\n').next().unwrap_or("");
    match line.chars().all(|c| matches!(c, ' ' | '\t' | '>')) {
        true => line.to_owned(),
        false => String::new(),
    }
}

/// Whether the text between two tags, with the close of one and the open of the next, is blank but for marks of block
/// quotes.
fn is_only_prefix(text: &str) -> bool {
    let text = text.find("%}").map_or("", |at| &text[at + 2..]);
    let text = text.rfind("{%").map_or("", |at| &text[..at]);
    text.chars().all(|c| c.is_whitespace() || c == '>')
}

/// `text` without the prefix of each of its lines.
fn without_prefix(text: &str, prefix: &str) -> String {
    let bare = prefix.trim_end();
    let lines = text.split_inclusive('\n').map(|line| {
        let rest = line.strip_prefix(prefix).or_else(|| line.strip_prefix(bare));
        rest.unwrap_or(line)
    });
    lines.collect()
}

/// Reads one tab; also gives where its end tag ends.
fn tab<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<(Tab, usize)> {
    let (words, options) = arguments(&tag);
    let Some((title, at)) = words.first().copied() else {
        let mut error = tag.error("`tab` without a title");
        error.hints.push("write it as `{% tab \"Title\" %}`".to_owned());
        return Err(error);
    };
    if let Some((more, _)) = words.get(1) {
        let mut error = tag.error(format!("`tab` has one title; `{more}` follows it"));
        error
            .hints
            .push("put a title of several words in quotes".to_owned());
        return Err(error);
    }
    let title = parser.filtered(title, at)?;
    let mut id = None;
    for (name, value, at) in options {
        match name {
            "id" => id = Some(parser.filtered(value, at)?),
            _ => return Err(tag.error(format!("unknown option `{name}` of `tab`"))),
        }
    }
    let (body, close) = parser.block(&tag, &[])?;
    let end = close.at + close.text.len();
    Ok((Tab { title, id, body }, end))
}

/// The arguments without a name, each with its place; then those with names, with theirs.
pub(super) type Arguments<'t> = (Vec<(&'t str, usize)>, Vec<(&'t str, &'t str, usize)>);

/// Splits markup into words, quoted ones kept whole.
pub(super) fn arguments<'t>(tag: &Markup<'t>) -> Arguments<'t> {
    let text = tag.text;
    let (mut words, mut named) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| !c.is_whitespace()).map(|n| at + n) {
        let mut quote = None;
        let end = text[start..].char_indices().find(|(_, c)| {
            match quote {
                Some(open) if open == *c => quote = None,
                None if matches!(c, '"' | '\'') => quote = Some(*c),
                _ => {}
            }
            quote.is_none() && c.is_whitespace()
        });
        let end = end.map_or(text.len(), |(n, _)| start + n);
        let word = &text[start..end];
        match word.split_once('=') {
            Some((name, value)) if !word.starts_with(['"', '\'']) => {
                named.push((name, value, tag.at + start + name.len() + 1));
            }
            _ => words.push((word, tag.at + start)),
        }
        at = end;
    }
    (words, named)
}

/// An id for a title that is unique on this page.
fn free_id(context: &mut Context<'_>, wanted: &str) -> String {
    let slug = slug::slugify(wanted, Mode::Default, false);
    let slug = if slug.is_empty() { "tab".to_owned() } else { slug };
    let register = context.register(TAKEN);
    let mut taken = register
        .as_hash()
        .map(|hash| Hash::clone(hash))
        .unwrap_or_default();
    let mut id = slug.clone();
    let mut count = 1;
    while taken.contains_key(&id) {
        count += 1;
        id = format!("{slug}-{count}");
    }
    taken.insert(id.as_str(), true);
    *register = Value::from(taken);
    id
}

impl Render for Tabs {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let mut list = match &self.group {
            Some(group) => {
                let name = print::to_s(&*context.filtered(group)?);
                format!(
                    "<ul class=\"nav nav-tabs\" data-tab-group=\"{}\">\n",
                    ATTRIBUTE.escape(&name)
                )
            }
            None => "<ul class=\"nav nav-tabs\">\n".to_owned(),
        };
        let mut panels = "<div class=\"tab-content\">\n".to_owned();
        let mut texts = Vec::new();
        for (at, tab) in self.tabs.iter().enumerate() {
            let title = print::to_s(&*context.filtered(&tab.title)?);
            let wanted = match &tab.id {
                Some(id) => print::to_s(&*context.filtered(id)?),
                None => title.clone(),
            };
            let id = free_id(context, &wanted);
            let (text, flow) = context.capture(&tab.body, out)?;
            if flow != Flow::Next {
                return Err(Box::new(Diagnostic::error(
                    Code::LiquidSyntax,
                    "`break` and `continue` cannot leave a tab",
                )));
            }
            let text = match &*self.prefix {
                "" => text,
                prefix => without_prefix(&text, prefix).into(),
            };
            let host = Host::of(context, "tabs")?;
            let html = host.shared.markdown(&text, || host.site.markdownify(&text));
            texts.push(Value::Str(text));
            let (active, shown) = if at == 0 {
                (" class=\"active\"", " in active")
            } else {
                ("", "")
            };
            let title = ATTRIBUTE.escape(&title);
            let _ = writeln!(
                list,
                "<li{active}><a data-toggle=\"tab\" href=\"#{id}\">{title}</a></li>"
            );
            let _ = writeln!(
                panels,
                "<div id=\"{id}\" class=\"tab-pane fade{shown}\">{}</div>",
                without_blank_lines(html.trim_end())
            );
        }
        let html = format!("{list}</ul>\n{panels}</div>\n");
        let html = Value::from(match &*self.prefix {
            "" => html,
            _ => in_one_line(&html),
        });
        context.note_derived("tabs", Value::array(texts), Vec::new(), &html);
        context.write(&html, out)?;
        Ok(Flow::Next)
    }
}

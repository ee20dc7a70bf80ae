//! jekyll-toc: the filters `toc`, `toc_only` and `inject_anchors`, and the tag `{% toc %}`.

use super::{Plugin, html_tree};
use crate::config::plugins::TocConfig;
use crate::diag::Result;
use crate::liquid::{Context, Filter, Flow, Markup, Output, Parser, Render, Tag, text_of};
use crate::site::view::PlainPageView;
use crate::text::escape::QUOTES;
use crate::text::html::VOID_ELEMENTS;
use crate::value::{Str, Value};
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;
use std::fmt::Write;

/// The plugin.
pub(super) struct Toc;

impl Plugin for Toc {
    fn gem(&self) -> &'static str {
        "jekyll-toc"
    }

    fn tags(&self) -> &'static [Tag] {
        &[Tag { name: "toc", parse }]
    }

    fn filters(&self) -> &'static [Filter] {
        FILTERS
    }
}

const FILTERS: &[Filter] = &[
    row("toc", whole),
    row("toc_only", only),
    row("inject_anchors", anchors),
];

const fn row(name: &'static str, run: crate::liquid::RunFilter) -> Filter {
    Filter {
        name,
        arity: (0, 0),
        run,
        pure_text: false,
    }
}

fn parse<'t>(_: &mut Parser<'t>, _: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(TocTag))
}

#[derive(Debug)]
struct TocTag;

impl Render for TocTag {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let page = context.global("page").unwrap_or_default();
        if page.get("toc").is_truthy() {
            let options = options(context);
            out.push_str(&list(&headings(&converted(&page), &options), &options));
        }
        Ok(Flow::Next)
    }
}

/// The converted content of a page. In a page's layout Jekyll gives the tag the source text, which has no headings.
fn converted(page: &Value) -> Str {
    let view = match page {
        Value::Object(object) => object.as_any().downcast_ref::<PlainPageView>(),
        _ => None,
    };
    view.map_or_else(|| text_of(&page.get("content")), PlainPageView::converted)
}

fn is_on(context: &Context<'_>) -> bool {
    matches!(
        context.global("page").unwrap_or_default().get("toc"),
        Value::Bool(true)
    )
}

fn only(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if !is_on(context) {
        return Ok("".into());
    }
    let options = options(context);
    Ok(list(&headings(&text_of(&input), &options), &options).into())
}

fn anchors(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if !is_on(context) {
        return Ok(input);
    }
    let (html, options) = (text_of(&input), options(context));
    Ok(with_anchors(&html, &headings(&html, &options)).into())
}

fn whole(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if !is_on(context) {
        return Ok(input);
    }
    let (html, options) = (text_of(&input), options(context));
    let headings = headings(&html, &options);
    Ok((list(&headings, &options) + &with_anchors(&html, &headings)).into())
}

fn list_tag(options: &TocConfig) -> &'static str {
    match options.ordered {
        true => "ol",
        false => "ul",
    }
}

fn options(context: &Context<'_>) -> TocConfig {
    TocConfig::of_site(&context.global("site").unwrap_or_default())
}

struct Heading {
    level: u8,
    id: String,
    /// Escaped.
    text: String,
    /// Where its content starts in the HTML.
    at: usize,
    /// Where its content ends.
    end: usize,
}

/// What is known of the element that was opened last, and of those around it.
#[derive(Default)]
struct Reading {
    headings: Vec<Heading>,
    /// The names of the open elements and whether headings in them count.
    open: Vec<(String, bool)>,
    name: String,
    id: Option<String>,
    class: String,
    attribute: String,
    inside: Option<u8>,
}

impl Reading {
    fn start(&mut self, end: usize, self_closing: bool, options: &TocConfig) {
        let class = |wanted: &str| self.class.split_ascii_whitespace().any(|class| class == wanted);
        let section = options.no_toc_sections.iter().any(|wanted| class(wanted));
        let counts = self.open.last().is_none_or(|(_, counts)| *counts);
        let level = match self.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        };
        if let Some(level) =
            level.filter(|level| options.levels.contains(level) && counts && !class("no_toc"))
        {
            let id = self.id.take().unwrap_or_default();
            self.headings.push(Heading {
                level,
                id,
                text: String::new(),
                at: end,
                end,
            });
            self.inside = Some(level);
        }
        if !self_closing && !VOID_ELEMENTS.contains(&self.name.as_str()) {
            self.open
                .push((std::mem::take(&mut self.name), counts && !section));
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        if let Some(at) = self.open.iter().rposition(|(known, _)| known == name) {
            self.open.truncate(at);
        }
        if self.inside.is_some_and(|level| *name == format!("h{level}")) {
            self.inside = None;
            if let Some(heading) = self.headings.last_mut() {
                heading.end = at;
            }
        }
    }
}

fn headings(html: &str, options: &TocConfig) -> Vec<Heading> {
    let mut reading = Reading::default();
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(
        |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
            let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    reading.name = owned(name);
                    reading.id = None;
                    reading.class.clear();
                }
                CallbackEvent::AttributeName { name } => reading.attribute = owned(name),
                CallbackEvent::AttributeValue { value } if reading.attribute == "id" => {
                    reading.id = Some(owned(value))
                }
                CallbackEvent::AttributeValue { value } if reading.attribute == "class" => {
                    reading.class = owned(value)
                }
                CallbackEvent::CloseStartTag { self_closing } => {
                    reading.start(span.end, self_closing, options)
                }
                CallbackEvent::EndTag { name } => reading.end(&owned(name), span.start),
                CallbackEvent::String { value } if reading.inside.is_some() => {
                    if let Some(heading) = reading.headings.last_mut() {
                        heading.text.push_str(&owned(value));
                    }
                }
                _ => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    finish(reading.headings)
}

/// Gives headings without an id one, which has a number where an earlier one was given the same.
fn finish(mut headings: Vec<Heading>) -> Vec<Heading> {
    let mut seen = std::collections::HashMap::<String, usize, foldhash::fast::RandomState>::default();
    for heading in &mut headings {
        if heading.id.is_empty() {
            let lower = heading.text.to_lowercase();
            let kept = lower
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
            let id = kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>();
            heading.id = percent_encoding::utf8_percent_encode(&id, ESCAPED).to_string();
            let count = seen.entry(heading.id.clone()).or_default();
            if *count > 0 {
                heading.id = format!("{}-{count}", heading.id);
            }
            *count += 1;
        }
        heading.text = QUOTES.escape(&heading.text).into_owned();
    }
    headings
}

/// What Ruby's `CGI.escape` escapes.
const ESCAPED: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'*');

fn list(headings: &[Heading], options: &TocConfig) -> String {
    let TocConfig {
        list_id, list_class, ..
    } = options;
    let tag = list_tag(options);
    format!(
        "<{tag} id=\"{list_id}\" class=\"{list_class}\">\n{}</{tag}>",
        items(headings, options)
    )
}

/// The items of one level; deeper headings after one are its sub-list.
fn items(headings: &[Heading], options: &TocConfig) -> String {
    let Some(least) = headings.iter().map(|heading| heading.level).min() else {
        return String::new();
    };
    let tag = list_tag(options);
    let mut out = String::new();
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        if first.level > least {
            let deeper = rest.iter().take_while(|heading| heading.level > least).count();
            out.push_str(&items(&rest[..deeper], options));
            rest = &rest[deeper..];
            continue;
        }
        let Heading { level, id, text, .. } = first;
        let (class, prefix) = (&options.item_class, &options.item_prefix);
        let _ = write!(
            out,
            "<li class=\"{class} {prefix}h{level}\"><a href=\"#{id}\">{text}</a>"
        );
        let deeper = after.iter().take_while(|heading| heading.level > least).count();
        if deeper > 0 {
            let class = match &*options.sublist_class {
                "" => String::new(),
                class => format!(" class=\"{class}\""),
            };
            let _ = write!(
                out,
                "\n<{tag}{class}>\n{}</{tag}>\n",
                items(&after[..deeper], options)
            );
        }
        out.push_str("</li>\n");
        rest = &after[deeper..];
    }
    out
}

/// The HTML with an anchor at the beginning of each heading, all of it as Nokogiri writes it; markup that does not
/// nest stays as written.
fn with_anchors(html: &str, headings: &[Heading]) -> String {
    let (mut out, mut copied) = (String::with_capacity(html.len()), 0);
    for heading in headings {
        out.push_str(html.get(copied..heading.at).unwrap_or(""));
        let href = percent_encoding::utf8_percent_encode(&heading.id, html_tree::ADDRESS);
        let _ = write!(
            out,
            "<a class=\"anchor\" href=\"#{href}\" aria-hidden=\"true\"><span class=\"octicon octicon-link\"></span></a>",
        );
        copied = heading.at;
    }
    out.push_str(html.get(copied..).unwrap_or(""));
    html_tree::rewritten(&out).unwrap_or(out)
}

//! The CommonMark dialect: converts text with pulldown-cmark, adds ids to headings and highlights code.
//!
//! With [`Options::documentation`] the HTML is that of the documentation theme: alerts with titles (`alert.rs`), code
//! with titles and marked lines (`fence.rs`, `lines.rs`), tables in a box that scrolls (`table.rs`), footnotes at the
//! end (`footnotes.rs`), abbreviations (`abbreviations.rs`), links at headings (`heading.rs`), and with [`Options::math`] formulas as MathML (`math.rs`).

mod abbreviations;
mod alert;
mod code;
mod documentation;
mod fence;
mod footnotes;
mod heading;
mod lines;
mod math;
mod table;

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd, html};

pub(crate) use code::code_block;
pub use documentation::Words;

use crate::{Heading, Highlighter, Html, Link, Warning, WarningKind, escape};
use abbreviations::Abbreviations;
use footnotes::Footnotes;
use table::Table;

/// Which extensions of CommonMark are on. By default all are but smart punctuation.
#[expect(clippy::struct_excessive_bools, reason = "one field per extension")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Tables with pipes.
    pub tables: bool,
    /// `~~struck out~~`.
    pub strikethrough: bool,
    /// `[^1]` and its definition.
    pub footnotes: bool,
    /// `- [ ] task`.
    pub tasklists: bool,
    /// `# Heading {#id .class}`.
    pub heading_attributes: bool,
    /// Headings without id get one made of their text.
    pub auto_ids: bool,
    /// Quotes, dashes and dots become typographic.
    pub smart_punctuation: bool,
    /// `> [!NOTE]`.
    pub alerts: bool,
    /// Every line end is a line break.
    pub hard_breaks: bool,
    /// `$x$` and `$$x$$` are formulas.
    pub math: bool,
    /// The HTML of the documentation theme, with its words.
    pub documentation: Option<Box<Words>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tables: true,
            strikethrough: true,
            footnotes: true,
            tasklists: true,
            heading_attributes: true,
            auto_ids: true,
            smart_punctuation: false,
            alerts: true,
            hard_breaks: false,
            math: false,
            documentation: None,
        }
    }
}

impl Options {
    fn extensions(&self) -> pulldown_cmark::Options {
        use pulldown_cmark::Options as Extension;
        let mut set = Extension::empty();
        set.set(Extension::ENABLE_TABLES, self.tables);
        set.set(Extension::ENABLE_STRIKETHROUGH, self.strikethrough);
        set.set(Extension::ENABLE_FOOTNOTES, self.footnotes);
        set.set(Extension::ENABLE_TASKLISTS, self.tasklists);
        set.set(Extension::ENABLE_HEADING_ATTRIBUTES, self.heading_attributes);
        set.set(Extension::ENABLE_SMART_PUNCTUATION, self.smart_punctuation);
        // The theme's alerts have more kinds, and titles of their own.
        set.set(Extension::ENABLE_GFM, self.alerts && self.documentation.is_none());
        set.set(Extension::ENABLE_DEFINITION_LIST, self.documentation.is_some());
        set.set(Extension::ENABLE_MATH, self.math);
        set
    }
}

/// What is gathered while the events pass.
struct Pass<'t> {
    text: &'t str,
    options: &'t Options,
    warnings: Vec<Warning>,
    abbreviations: &'t Abbreviations,
    footnotes: Footnotes<'t>,
    /// The name of the footnote that is being defined, with the events before it.
    defining: Option<(String, Vec<Event<'t>>)>,
    table: Table,
    /// What closes each open block quote, where that is an alert.
    quotes: Vec<Option<&'static str>>,
    events: Vec<Event<'t>>,
    toc: Vec<Heading>,
    links: Vec<Link>,
    ids: HashMap<String, u32>,
}

/// The events of a text with their places.
type Events<'t> = std::iter::Peekable<pulldown_cmark::OffsetIter<'t>>;

/// Turns CommonMark into HTML.
pub fn render(text: &str, options: &Options, highlighter: &dyn Highlighter) -> Html {
    let (abbreviations, text) = match &options.documentation {
        Some(_) => Abbreviations::of(text),
        None => (Abbreviations::default(), text.into()),
    };
    let text = &*text;
    let mut pass = Pass {
        text,
        options,
        abbreviations: &abbreviations,
        warnings: Vec::new(),
        footnotes: Footnotes::default(),
        defining: None,
        table: Table::default(),
        quotes: Vec::new(),
        events: Vec::new(),
        toc: Vec::new(),
        links: Vec::new(),
        ids: HashMap::new(),
    };
    let mut events = Parser::new_ext(text, options.extensions())
        .into_offset_iter()
        .peekable();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Heading { .. }) => pass.heading(event, range, &mut events),
            Event::Start(Tag::CodeBlock(kind)) => pass.code_block(&kind, range, &mut events, highlighter),
            Event::Start(Tag::BlockQuote(_)) if options.documentation.is_some() => {
                pass.block_quote(event, &mut events);
            }
            Event::SoftBreak if options.hard_breaks => pass.events.push(Event::HardBreak),
            event => pass.take(event, range),
        }
    }
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, pass.events.into_iter());
    if let Some(words) = &options.documentation {
        for name in pass.footnotes.unused() {
            let start = text.find(&format!("[^{name}]:")).unwrap_or(0);
            let message = format!("nothing refers to the footnote `{name}`");
            pass.warnings.push(Warning {
                kind: WarningKind::UnusedFootnote,
                message,
                range: start..start + 1,
            });
        }
        out.push_str(&pass.footnotes.section(words));
    }
    Html {
        html: out,
        toc: pass.toc,
        links: pass.links,
        warnings: pass.warnings,
    }
}

impl<'t> Pass<'t> {
    fn take(&mut self, event: Event<'t>, range: Range<usize>) {
        match &event {
            Event::Start(Tag::Link {
                dest_url, link_type, ..
            }) => {
                let prefix = if *link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                self.note("a", "href", format!("{prefix}{dest_url}"), range.clone());
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.note("img", "src", dest_url.to_string(), range.clone());
            }
            Event::InlineMath(formula) => return self.formula(&formula.clone(), false, range),
            Event::DisplayMath(formula) => return self.formula(&formula.clone(), true, range),
            _ => {}
        }
        match &self.options.documentation {
            Some(words) => self.documented(event, range, words),
            None => self.events.push(event),
        }
    }

    /// An event as the documentation theme has it.
    fn documented(&mut self, event: Event<'t>, range: Range<usize>, words: &Words) {
        if let Some(html) = self.table.html(&event) {
            // A header cell without text names nothing.
            if html == "</th>"
                && matches!(self.events.last(), Some(Event::Html(last)) if last.starts_with("<th"))
            {
                self.events.pop();
                return self.events.push(Event::Html("<td></td>".into()));
            }
            return self.events.push(Event::Html(html.into()));
        }
        match event {
            Event::FootnoteReference(name) => {
                let html = self.footnotes.reference(&name);
                self.events.push(Event::InlineHtml(html.into()));
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.defining = Some((name.to_string(), std::mem::take(&mut self.events)));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((name, before)) = self.defining.take() {
                    let events = std::mem::replace(&mut self.events, before);
                    self.footnotes.define(name, events);
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => match self.quotes.pop().flatten() {
                Some(close) => self.events.push(Event::Html(close.into())),
                None => self.events.push(event),
            },
            Event::TaskListMarker(done) => {
                let (checked, word) = if done {
                    (" checked", &words.done)
                } else {
                    ("", &words.to_do)
                };
                let mut label = String::new();
                escape::attribute(&mut label, word);
                let html = format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\">");
                self.events.push(Event::InlineHtml(html.into()));
            }
            Event::Text(text) => {
                if !self.options.math && text.contains("$$") {
                    let message = "`$$` begins no formula: formulas are off".to_owned();
                    self.warn(WarningKind::UnreadFormula, message, range);
                }
                self.abbreviations.expand(text, &mut self.events);
            }
            event => self.events.push(event),
        }
    }

    fn warn(&mut self, kind: WarningKind, message: String, range: Range<usize>) {
        self.warnings.push(Warning { kind, message, range });
    }

    fn formula(&mut self, formula: &str, block: bool, range: Range<usize>) {
        let html = match math::mathml(formula, block) {
            Ok(html) => html,
            Err(error) => {
                let line = error.lines().next().unwrap_or("").to_owned();
                self.warn(
                    WarningKind::InvalidFormula,
                    format!("the formula is not valid: {line}"),
                    range,
                );
                let mut html = "<code>".to_owned();
                escape::code(&mut html, formula);
                html + "</code>"
            }
        };
        self.events.push(Event::InlineHtml(html.into()));
    }

    /// A block quote, which may be an alert.
    fn block_quote(&mut self, start: Event<'t>, events: &mut Events<'t>) {
        let first = events
            .peek()
            .filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
        let start_of_text = first.map(|(_, range)| range.start);
        let alert =
            start_of_text.and_then(|start| alert::parse(&self.text[start..]).map(|alert| (start, alert)));
        let (Some(words), Some((from, alert))) =
            (&self.options.documentation, alert.filter(|_| self.options.alerts))
        else {
            self.quotes.push(None);
            return self.events.push(start);
        };
        let end = from + alert.length;
        let mut title = String::new();
        html::push_html(&mut title, Parser::new(alert.title));
        let title = title
            .trim()
            .trim_start_matches("<p>")
            .trim_end_matches("</p>")
            .to_owned();
        let (open, close) = alert.html(&title, words);
        self.events.push(Event::Html(open.into()));
        self.quotes.push(Some(close));
        // The rest of the paragraph, behind the line with the title.
        events.next();
        for (event, range) in events.by_ref() {
            match event {
                Event::End(TagEnd::Paragraph) => break,
                Event::SoftBreak | Event::HardBreak if range.start >= end => {
                    self.events.push(Event::Start(Tag::Paragraph));
                    break;
                }
                _ => {}
            }
        }
    }

    fn note(&mut self, element: &str, attribute: &'static str, url: String, range: Range<usize>) {
        self.links.push(Link {
            element: element.to_owned(),
            attribute,
            url,
            range,
        });
    }
}

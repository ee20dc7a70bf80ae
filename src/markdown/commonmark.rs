//! The CommonMark dialect: takes text, gives what pulldown-cmark makes of it, with ids on headings and coloured code.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd, html};

use crate::{Heading, Highlighter, Html, Link, escape, slug};

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
        set.set(Extension::ENABLE_GFM, self.alerts);
        set
    }
}

/// What is gathered while the events pass.
struct Pass<'t> {
    events: Vec<Event<'t>>,
    toc: Vec<Heading>,
    links: Vec<Link>,
    ids: HashMap<String, u32>,
}

/// Turns CommonMark into HTML.
pub fn render(text: &str, options: &Options, highlighter: &dyn Highlighter) -> Html {
    let mut pass = Pass {
        events: Vec::new(),
        toc: Vec::new(),
        links: Vec::new(),
        ids: HashMap::new(),
    };
    let mut events = Parser::new_ext(text, options.extensions()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Heading { .. }) => pass.heading(event, range, &mut events, options),
            Event::Start(Tag::CodeBlock(kind)) => pass.code_block(&kind, &mut events, highlighter),
            Event::SoftBreak if options.hard_breaks => pass.events.push(Event::HardBreak),
            event => pass.take(event, range),
        }
    }
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, pass.events.into_iter());
    Html {
        html: out,
        toc: pass.toc,
        links: pass.links,
        warnings: Vec::new(),
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
                self.note("a", "href", format!("{prefix}{dest_url}"), range);
            }
            Event::Start(Tag::Image { dest_url, .. }) => self.note("img", "src", dest_url.to_string(), range),
            _ => {}
        }
        self.events.push(event);
    }

    fn note(&mut self, element: &str, attribute: &'static str, url: String, range: Range<usize>) {
        self.links.push(Link {
            element: element.to_owned(),
            attribute,
            url,
            range,
        });
    }

    /// A heading: its id is made of the text that follows.
    fn heading(
        &mut self,
        start: Event<'t>,
        range: Range<usize>,
        events: &mut impl Iterator<Item = (Event<'t>, Range<usize>)>,
        options: &Options,
    ) {
        let at = self.events.len();
        self.events.push(start);
        let mut text = String::new();
        for (event, range) in events.by_ref() {
            match &event {
                Event::End(TagEnd::Heading(_)) => {
                    self.events.push(event);
                    break;
                }
                Event::Text(piece) | Event::Code(piece) => text.push_str(piece),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
            self.take(event, range);
        }
        let inner: Vec<Event<'t>> = self.events[at + 1..self.events.len() - 1]
            .iter()
            .filter(|event| {
                !matches!(
                    event,
                    Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) | Event::FootnoteReference(_)
                )
            })
            .cloned()
            .collect();
        let Event::Start(Tag::Heading { level, id, .. }) = &mut self.events[at] else {
            return;
        };
        let level = *level as u8;
        let made = match id {
            Some(id) => id.to_string(),
            None if options.auto_ids => slug(&text, &mut self.ids),
            None => return,
        };
        if made.is_empty() {
            return;
        }
        *id = Some(CowStr::from(made.clone()));
        let mut html = String::new();
        html::push_html(&mut html, inner.into_iter());
        self.toc.push(Heading {
            level,
            id: made,
            html,
            range,
        });
    }

    /// A code block, coloured, in the same wrapper that kramdown puts around it.
    fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
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
        let lang = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',']).next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        let asked = if lang.is_empty() { "plaintext" } else { lang };
        let mut name = String::new();
        escape::attribute(&mut name, asked.split('?').next().unwrap_or(asked));
        let mut out = String::with_capacity(code.len() * 2);
        if highlighter.lexer(asked, &code).is_some() {
            out.push_str(&format!(
                "<div class=\"language-{name} highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code>"
            ));
            highlighter.highlight(asked, &code, &mut out);
            out.push_str("</code></pre></div></div>\n");
        } else {
            out.push_str(&format!("<pre><code class=\"language-{name}\">"));
            escape::code(&mut out, &code);
            out.push_str("</code></pre>\n");
        }
        self.events.push(Event::Html(CowStr::from(out)));
    }
}

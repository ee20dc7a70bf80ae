//! Writes HTML by the rules of commonmarker's `HtmlRenderer` and of jekyll-commonmark's code blocks.

use super::inline::{code_over_lines, href};
use super::{Options, Placed, autolink, smart};
use crate::{Highlighter, Html, Link, escape};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};
use regex::Regex;
use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

/// The tags that the extension `tagfilter` escapes.
static FILTERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)<(title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(\s|>|/>)")
        .expect("a well-formed pattern")
});

/// The placeholder of a footnote's number, which is known at the end. No text contains this character.
const NUMBER: char = '\0';

/// Writes the document.
pub(super) fn write(
    source: &str,
    events: &[Placed<'_>],
    options: &Options,
    highlighter: &dyn Highlighter,
) -> Html {
    let mut writer = Writer {
        source,
        quotes: options.smart.then(|| smart::quotes(source, events)),
        options,
        highlighter,
        out: String::new(),
        links: Vec::new(),
        images: 0,
        anchors: 0,
        is_literal: false,
        alignments: &[],
        column: 0,
        in_head: false,
        has_body: false,
        suspended: Vec::new(),
        references: Vec::new(),
        notes: Vec::new(),
    };
    let mut at = 0;
    while at < events.len() {
        at = writer.event(events, at);
    }
    writer.footnotes();
    Html {
        html: writer.out,
        links: writer.links,
        ..Html::default()
    }
}

struct Writer<'o, 't> {
    source: &'o str,
    /// The replacements of quotes, if text becomes typographic.
    quotes: Option<smart::Quotes>,
    options: &'o Options,
    highlighter: &'o dyn Highlighter,
    out: String,
    links: Vec<Link>,
    /// The number of open images. Only text is written inside them.
    images: usize,
    /// The number of open links.
    anchors: usize,
    /// Whether the open link is an address in `<>`, whose text is not changed.
    is_literal: bool,
    alignments: &'t [Alignment],
    column: usize,
    in_head: bool,
    has_body: bool,
    /// The output before the current footnote, and the title of the current image.
    suspended: Vec<String>,
    /// The labels of footnotes, in the order of their first references.
    references: Vec<String>,
    notes: Vec<(String, String)>,
}

impl<'t> Writer<'_, 't> {
    /// Writes one event with those that belong to it. Returns the index of the next.
    fn event(&mut self, events: &'t [Placed<'_>], at: usize) -> usize {
        let (event, range) = &events[at];
        if self.images > 0 {
            self.in_image(event, range);
            return at + 1;
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(kind, events, at + 1),
            Event::Start(Tag::HtmlBlock) => return self.html_block(events, at + 1),
            Event::Start(Tag::Item) => return self.item(events, at + 1),
            Event::Start(tag) => self.start(tag, range),
            Event::End(TagEnd::Paragraph) => {
                if matches!(
                    events.get(at + 1),
                    Some((Event::End(TagEnd::FootnoteDefinition), _))
                ) {
                    self.out.push(' ');
                    self.write_backlink();
                }
                self.close("</p>");
            }
            Event::End(tag) => self.end(*tag),
            Event::Text(_) => return self.text(events, at),
            Event::Code(code) => {
                self.out.push_str("<code>");
                match code_over_lines(self.source.get(range.clone()).unwrap_or("")) {
                    Some(code) => escape::plain(&mut self.out, &code),
                    None => escape::plain(&mut self.out, code),
                }
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            Event::SoftBreak if self.options.hard_breaks => self.out.push_str("<br />\n"),
            Event::SoftBreak => self.out.push(if self.options.no_breaks { ' ' } else { '\n' }),
            Event::HardBreak => self.out.push_str("<br />\n"),
            Event::Rule => {
                self.cr();
                self.close("<hr />");
            }
            Event::FootnoteReference(label) => {
                let number = self.number(label);
                let _ = write!(
                    self.out,
                    "<sup class=\"footnote-ref\"><a href=\"#fn{number}\" id=\"fnref{number}\">{number}</a></sup>"
                );
            }
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        at + 1
    }

    /// Starts a new line, unless the output is at the start of one.
    fn cr(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn open(&mut self, tag: &str) {
        self.cr();
        self.out.push_str(tag);
    }

    fn close(&mut self, tag: &str) {
        self.out.push_str(tag);
        self.cr();
    }

    fn start(&mut self, tag: &'t Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.open("<p>"),
            Tag::Heading { level, .. } => self.open(&format!("<{level}>")),
            Tag::BlockQuote(_) => self.open("<blockquote>\n"),
            Tag::List(None) => self.open("<ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n")),
            Tag::FootnoteDefinition(label) => {
                self.suspended.push(std::mem::take(&mut self.out));
                self.notes.push((label.to_string(), String::new()));
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.has_body = false;
                self.out.push_str("<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.out.push_str("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                self.column = 0;
                if !self.has_body {
                    self.has_body = true;
                    self.out.push_str("<tbody>\n");
                }
                self.out.push_str("<tr>\n");
            }
            Tag::TableCell => {
                let align = match self.alignments.get(self.column) {
                    Some(Alignment::Left) => " align=\"left\"",
                    Some(Alignment::Right) => " align=\"right\"",
                    Some(Alignment::Center) => " align=\"center\"",
                    _ => "",
                };
                self.column += 1;
                let name = if self.in_head { "th" } else { "td" };
                let _ = write!(self.out, "<{name}{align}>");
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let mail = if *link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                self.anchors += 1;
                self.is_literal = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.anchor(&format!("{mail}{dest_url}"), title, range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.record_link("img", "src", dest_url, range);
                self.images += 1;
                let _ = write!(self.out, "<img src=\"{}\" alt=\"", href(dest_url));
                self.suspended.push(title.to_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.close(&format!("</{level}>")),
            TagEnd::BlockQuote(_) => self.close("</blockquote>"),
            TagEnd::List(true) => self.close("</ol>"),
            TagEnd::List(false) => self.close("</ul>"),
            TagEnd::Item => self.close("</li>"),
            TagEnd::FootnoteDefinition => {
                let before = self.suspended.pop().unwrap_or_default();
                let note = std::mem::replace(&mut self.out, before);
                if let Some((_, text)) = self.notes.iter_mut().rev().find(|(_, text)| text.is_empty()) {
                    *text = note;
                }
            }
            TagEnd::Table => {
                let body = if self.has_body { "</tbody>\n" } else { "" };
                let _ = writeln!(self.out, "{body}</table>");
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self
                .out
                .push_str(if self.in_head { "</th>\n" } else { "</td>\n" }),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                self.anchors -= 1;
                self.is_literal = false;
                self.out.push_str("</a>");
            }
            _ => {}
        }
    }

    /// Writes an event inside an image. Its text becomes `alt`; only plain text and line breaks count.
    fn in_image(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => {
                self.images -= 1;
                if self.images == 0 {
                    self.out.push('"');
                    let title = self.suspended.pop().unwrap_or_default();
                    self.title(&title);
                    self.out.push_str(" />");
                }
            }
            Event::Text(text) => self.plain(text, range),
            Event::SoftBreak => self.out.push('\n'),
            _ => {}
        }
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape::plain(&mut self.out, title);
            self.out.push('"');
        }
    }

    fn anchor(&mut self, url: &str, title: &str, range: &Range<usize>) {
        self.record_link("a", "href", url, range);
        let _ = write!(self.out, "<a href=\"{}\"", href(url));
        self.title(title);
        self.out.push('>');
    }

    fn record_link(&mut self, element: &str, attribute: &'static str, url: &str, range: &Range<usize>) {
        self.links.push(Link {
            element: element.to_owned(),
            attribute,
            url: url.to_owned(),
            range: range.clone(),
        });
    }

    /// Writes the adjacent texts at `at`, with links for the addresses in them. Returns the index after them.
    fn text(&mut self, events: &[Placed<'_>], at: usize) -> usize {
        let is_text = |placed: &&Placed<'_>| matches!(placed.0, Event::Text(_));
        let count = events[at..].iter().take_while(is_text).count();
        let run = &events[at..at + count];
        let texts = run.iter().filter_map(|(event, range)| match event {
            Event::Text(text) => Some((&**text, range)),
            _ => None,
        });
        let whole: String = texts.clone().map(|(text, _)| text).collect();
        let finds_addresses = self.options.autolink && self.anchors == 0;
        let addresses = if finds_addresses {
            autolink::addresses(&whole)
        } else {
            Vec::new()
        };
        let mut addresses = addresses.into_iter().peekable();
        // The start of the current text in the whole.
        let mut begins = 0;
        let mut written = 0;
        for (text, range) in texts {
            let ends = begins + text.len();
            while written < ends {
                let stop = addresses.peek().map_or(ends, |next| next.range.start.min(ends));
                let place = range.start + (written - begins);
                self.plain(&whole[written..stop], &(place..place + (stop - written)));
                written = stop;
                if let Some(address) = addresses.next_if(|next| next.range.start == written && written < ends)
                {
                    let shown = &whole[address.range.clone()];
                    self.anchor(&format!("{}{shown}", address.prefix), "", range);
                    escape::plain(&mut self.out, shown);
                    self.out.push_str("</a>");
                    written = address.range.end;
                }
            }
            begins = ends;
        }
        at + count
    }

    /// Writes plain text. It becomes typographic if that is requested, and if the text is in the source unchanged.
    fn plain(&mut self, text: &str, range: &Range<usize>) {
        match &self.quotes {
            Some(quotes) if !self.is_literal && self.source.get(range.clone()) == Some(text) => {
                let text = smart::text(text, range.start, quotes);
                escape::plain(&mut self.out, &text);
            }
            _ => escape::plain(&mut self.out, text),
        }
    }

    fn html(&mut self, html: &str) {
        if !self.options.keep_html {
            self.out.push_str("<!-- raw HTML omitted -->");
        } else if self.options.tagfilter {
            self.out.push_str(&FILTERED.replace_all(html, "&lt;$1$2"));
        } else {
            self.out.push_str(html);
        }
    }

    fn html_block(&mut self, events: &[Placed<'_>], mut at: usize) -> usize {
        let mut html = String::new();
        while let Some((Event::Html(line) | Event::Text(line), _)) = events.get(at) {
            html.push_str(line);
            at += 1;
        }
        self.cr();
        self.html(&html);
        self.cr();
        at + 1
    }

    /// Writes the start of a list item, with a check box for a task.
    fn item(&mut self, events: &[Placed<'_>], at: usize) -> usize {
        self.open("<li>");
        let mut ahead = events[at..].iter().take(2).map(|(event, _)| event);
        let marker = ahead.find(|event| !matches!(event, Event::Start(Tag::Paragraph)));
        if let Some(Event::TaskListMarker(checked)) = marker {
            let checked = if *checked { "checked=\"\" " } else { "" };
            let _ = write!(self.out, "<input type=\"checkbox\" {checked}disabled=\"\" /> ");
        }
        at
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, events: &[Placed<'_>], mut at: usize) -> usize {
        let mut code = String::new();
        while let Some((Event::Text(text), _)) = events.get(at) {
            code.push_str(text);
            at += 1;
        }
        let lang = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        let class = lang.map(|lang| format!("language-{lang} ")).unwrap_or_default();
        let data = lang
            .map(|lang| format!(" data-lang=\"{lang}\""))
            .unwrap_or_default();
        let (on_pre, on_code) = if self.options.pre_lang {
            (data.as_str(), "")
        } else {
            ("", data.as_str())
        };
        self.cr();
        let _ = write!(
            self.out,
            "<div class=\"{class}highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"{on_pre}><code{on_code}>"
        );
        // Rouge guesses a missing language.
        let requested = lang.unwrap_or("guess");
        let requested = match self.highlighter.lexer(requested, &code) {
            Some(_) => requested,
            None => "plaintext",
        };
        self.highlighter.highlight(requested, &code, &mut self.out);
        self.close("</code></pre></div></div>");
        at + 1
    }

    /// The number of a footnote, by the order of first references.
    fn number(&mut self, label: &str) -> usize {
        let known = self.references.iter().position(|known| known == label);
        let place = known.unwrap_or_else(|| {
            self.references.push(label.to_owned());
            self.references.len() - 1
        });
        place + 1
    }

    fn write_backlink(&mut self) {
        let _ = write!(
            self.out,
            "<a href=\"#fnref{NUMBER}\" class=\"footnote-backref\">↩</a>"
        );
    }

    /// Writes the footnotes that have references, in the order of those.
    fn footnotes(&mut self) {
        let references = std::mem::take(&mut self.references);
        let mut notes = std::mem::take(&mut self.notes);
        let mut any = false;
        for (place, label) in references.iter().enumerate() {
            let Some(at) = notes.iter().position(|(known, _)| known == label) else {
                continue;
            };
            let (_, mut note) = notes.swap_remove(at);
            if !any {
                self.out.push_str("<section class=\"footnotes\">\n<ol>\n");
                any = true;
            }
            if !note.contains(NUMBER) {
                let _ = writeln!(
                    note,
                    "<a href=\"#fnref{NUMBER}\" class=\"footnote-backref\">↩</a>"
                );
            }
            let number = (place + 1).to_string();
            let _ = write!(
                self.out,
                "<li id=\"fn{number}\">\n{}</li>\n",
                note.replace(NUMBER, &number)
            );
        }
        if any {
            self.out.push_str("</ol>\n</section>\n");
        }
    }
}

//! Gems that are one tag: jekyll-youtube, jekyll-mermaid and jekyll-figure.

use super::Plugin;
use crate::diag::Result;
use crate::jekyll::Host;
use crate::liquid::{Block, Context, Flow, Markup, Output, Parser, Render, Tag, text_of};
use regex::Regex;
use std::sync::LazyLock;

/// jekyll-youtube: `{% youtube "https://youtu.be/…" %}`.
pub(super) struct YouTube;

impl Plugin for YouTube {
    fn gem(&self) -> &'static str {
        "jekyll-youtube"
    }

    fn tags(&self) -> &'static [Tag] {
        const TAGS: &[Tag] = &[Tag {
            name: "youtube",
            parse: parse_youtube,
        }];
        TAGS
    }
}

/// jekyll-mermaid: `{% mermaid %}…{% endmermaid %}`.
pub(super) struct Mermaid;

impl Plugin for Mermaid {
    fn gem(&self) -> &'static str {
        "jekyll-mermaid"
    }

    fn tags(&self) -> &'static [Tag] {
        const TAGS: &[Tag] = &[Tag {
            name: "mermaid",
            parse: parse_mermaid,
        }];
        TAGS
    }
}

/// jekyll-figure: `{% figure caption:"…" class:"…" %}…{% endfigure %}`.
pub(super) struct Figure;

impl Plugin for Figure {
    fn gem(&self) -> &'static str {
        "jekyll-figure"
    }

    fn tags(&self) -> &'static [Tag] {
        const TAGS: &[Tag] = &[Tag {
            name: "figure",
            parse: parse_figure,
        }];
        TAGS
    }
}

/// What follows `youtu.be/`.
static SHORT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"youtu\.be/([^?]*)").expect("the pattern is fixed"));

/// The number of a video in every other form of its address.
static LONG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^.*(?:v/|embed/|watch\?)\??v?=?([^&?]*).*").expect("the pattern is fixed")
});

/// What the gem prints before the frame.
const STYLE: &str = "<style>.embed-container { position: relative; padding-bottom: 56.25%; height: 0; overflow: hidden; \
                     max-width: 100%; } .embed-container iframe, .embed-container object, .embed-container embed { \
                     position: absolute; top: 0; left: 0; width: 100%; height: 100%; }</style>";

#[derive(Debug)]
struct YouTubeTag {
    address: String,
}

fn parse_youtube<'t>(_: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(YouTubeTag {
        address: tag.text.trim().to_owned(),
    }))
}

impl Render for YouTubeTag {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let address = context.evaluate_text(&self.address)?;
        let address = text_of(&address);
        let found = SHORT.captures(&address).or_else(|| LONG.captures(&address));
        let number = found.and_then(|found| found.get(1));
        let number = number.map_or("", |number| number.as_str()).to_owned();
        if let Some(template) = context.include("youtube.html")? {
            let name = context.engine().name("youtube_id");
            let (text, _) = context.with_variable(name, number.into(), |context| {
                context.capture_nested(&template, "youtube.html", out)
            })?;
            out.push_str(&text);
            return Ok(Flow::Next);
        }
        out.push_str(&format!(
            "{STYLE}<div class='embed-container'>    <iframe title=\"YouTube video player\" width=\"640\" height=\"390\" \
             src=\"http://www.youtube.com/embed/{number}\" frameborder=\"0\" allowfullscreen></iframe></div>"
        ));
        Ok(Flow::Next)
    }
}

#[derive(Debug)]
struct MermaidTag {
    body: Block,
}

fn parse_mermaid<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let (body, _) = parser.block(&tag, &[])?;
    Ok(Box::new(MermaidTag { body }))
}

impl Render for MermaidTag {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let config = context.global("site").unwrap_or_default().get("mermaid");
        let source = text_of(&config.get("src"));
        let (text, flow) = context.capture(&self.body, out)?;
        out.push_str(&format!(
            "<script src=\"{source}\"></script><div class=\"mermaid\" kramdown=\"0\">{text}</div>"
        ));
        Ok(flow)
    }

    fn is_block(&self) -> bool {
        true
    }

    fn is_blank(&self) -> bool {
        self.body.is_blank()
    }
}

/// A paragraph's tags.
static PARAGRAPHS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"</?p[^>]*>").expect("the pattern is fixed"));

/// An attribute of a tag, as Liquid finds it.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(\w[\w-]*)\s*:\s*("[^"]*"|'[^']*'|(?:[^\s,|'"]|"[^"]*"|'[^']*')+)"#)
        .expect("the pattern is fixed")
});

#[derive(Debug)]
struct FigureTag {
    markup: String,
    source: Option<crate::diag::SourceId>,
    body: Block,
}

fn parse_figure<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let (body, _) = parser.block(&tag, &[])?;
    Ok(Box::new(FigureTag {
        markup: tag.text.to_owned(),
        source: tag.span.map(|span| span.source),
        body,
    }))
}

impl FigureTag {
    /// The attributes, after Liquid; the quotes around their values are removed.
    fn attributes(&self, context: &mut Context<'_>, out: &Output) -> Result<Vec<(String, String)>> {
        let markup = match (self.markup.contains("{{"), self.source) {
            (true, Some(source)) => {
                let template = context.engine().parse(source, &self.markup.as_str().into())?;
                let (text, _) = context.capture_nested(&template, "figure", out)?;
                text.to_string()
            }
            _ => self.markup.clone(),
        };
        let attributes = ATTRIBUTE.captures_iter(&markup);
        Ok(attributes
            .map(|found| (found[1].to_owned(), found[2].trim_matches('"').to_owned()))
            .collect())
    }
}

impl Render for FigureTag {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let attributes = self.attributes(context, out)?;
        let find = |name: &str| {
            let mut named = attributes.iter().filter(|(known, _)| known == name);
            named.next_back().map(|(_, value)| value.as_str())
        };
        let settings = context.global("site").unwrap_or_default().get("jekyll-figure");
        let keeps_paragraphs = !matches!(settings.get("paragraphs"), crate::value::Value::Bool(false));
        let (text, flow) = context.capture(&self.body, out)?;
        let convert = |text: &str| match context.host::<Host>() {
            Some(host) => host.site.markdownify(text),
            None => text.to_owned(),
        };
        let main = convert(&text);
        let main = match keeps_paragraphs {
            true => main.into(),
            false => PARAGRAPHS.replace_all(&main, ""),
        };
        let caption = find("caption").map(|caption| {
            let html = convert(caption);
            let html = PARAGRAPHS.replace_all(&html, "");
            format!(
                "  <figcaption>{}</figcaption>\n",
                html.strip_suffix('\n').unwrap_or(&html)
            )
        });
        let class = find("class").map(|class| format!(" class=\"{class}\""));
        out.push_str(&format!(
            "<figure{}>{main}{}</figure>",
            class.unwrap_or_default(),
            caption.unwrap_or_default()
        ));
        Ok(flow)
    }

    fn is_block(&self) -> bool {
        true
    }

    fn is_blank(&self) -> bool {
        self.body.is_blank()
    }
}

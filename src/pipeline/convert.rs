//! Converts the expanded text of a page to its body, with the converter that its extension chooses.

use super::markdown_options;
use super::sass::{Purpose, Sass};
use super::site_context::SiteContext;
use crate::config::{Config, ErrorMode};
use crate::diag::{Code, Diagnostic, Result, Severity};
use crate::highlight;
use crate::jekyll::{self, Host};
use crate::liquid::{self, Engine, Expanded};
use crate::markdown::{self, WarningKind};
use crate::plugins::Plugin;
use crate::ruby;
use crate::site::{Body, Converter, Heading, Link, Page, PageId, Site};
use std::sync::Arc;

/// The Liquid engine of a site with this configuration: Liquid's own tags and filters, Jekyll's over them, and over
/// these the plugins'.
pub(super) fn engine(config: &Config, plugins: &[&'static dyn Plugin]) -> Engine {
    let section = config.liquid;
    let engine = jekyll::engine(liquid::Options {
        error_mode: match section.error_mode {
            ErrorMode::Lax => liquid::ErrorMode::Lax,
            ErrorMode::Warn => liquid::ErrorMode::Warn,
            ErrorMode::Strict => liquid::ErrorMode::Strict,
        },
        strict_filters: section.strict_filters,
        strict_variables: section.strict_variables,
        limits: limits(config),
        ..liquid::Options::default()
    });
    let with = |engine: Engine, plugin: &&'static dyn Plugin| {
        engine.with_tags(plugin.tags()).with_filters(plugin.filters())
    };
    plugins.iter().fold(engine, with)
}

fn limits(config: &Config) -> liquid::Limits {
    let limits = &config.limits;
    liquid::Limits {
        page_steps: limits.page_steps,
        build_steps: limits.build_steps,
        page_memory: limits.page_memory,
        build_memory: limits.build_memory,
        depth: limits.depth,
    }
}

/// The converters of a site, with its options.
pub(super) struct Converters {
    pub(super) markdown: Arc<markdown::Options>,
    sass: Arc<Sass>,
    /// Whether the site has scripts of its own, which may draw diagrams.
    has_scripts: bool,
    /// How long the Markdown of a page may be, in bytes.
    longest_markdown: usize,
    /// What Jekyll's tags and filters need.
    pub(super) host: Host,
}

impl Converters {
    /// As the configuration of `site` has them.
    pub(super) fn of(site: &Arc<Site>) -> Self {
        let config = &site.config;
        let codes = Arc::new(highlight::HighlightCache::new(config.profile.rouge));
        let mut markdown = markdown_options::of(config);
        markdown.highlighter = Arc::new(markdown::Rouge {
            cache: Arc::clone(&codes),
        });
        let markdown = Arc::new(markdown);
        let sass = Arc::new(Sass::of(site));
        let context = SiteContext::new(Arc::clone(site), Arc::clone(&markdown), Arc::clone(&sass));
        let mut host = Host::new(Arc::new(context));
        host.zone = config.zone.clone();
        host.now = Arc::clone(&config.now);
        host.url = Arc::clone(&config.url);
        host.baseurl = Arc::clone(&config.baseurl);
        host.includes_dir = Arc::clone(&config.includes_dir);
        host.jekyll = config.profile.jekyll;
        host.highlight = config.highlight;
        host.codes = codes;
        Self {
            markdown,
            sass,
            has_scripts: !config.settings.js.is_empty(),
            longest_markdown: limits(config).markdown(),
            host,
        }
    }

    /// Converts the expanded body of `page`.
    ///
    /// # Errors
    ///
    /// A style sheet that does not compile.
    pub(super) fn convert(
        &self,
        id: PageId,
        page: &Page,
        expanded: Expanded,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Body> {
        let mut body = Body {
            html: "".into(),
            links: Vec::new(),
            headings: Vec::new(),
            source_map: None,
        };
        match page.converter {
            Converter::Markdown if expanded.text.len() > self.longest_markdown => {
                let most = self.longest_markdown >> 20;
                let message = format!("the Markdown of this page is longer than {most} MB");
                let mut fault = Diagnostic::error(Code::LimitExceeded, message)
                    .hint("split the page")
                    .step(format!("in the page `{}`", page.path), None);
                fault.span = expanded.origins.of(0);
                return Err(Box::new(fault));
            }
            Converter::Markdown => body = self.markdown(&expanded, warnings),
            Converter::Identity => body.html = expanded.text.into(),
            Converter::Foreign => {
                body.html = match self.ruby() {
                    Some(ruby) => ruby.convert(id, &expanded.text)?.into(),
                    None => expanded.text.into(),
                };
            }
            Converter::Coffee => {
                let message = format!(
                    "CoffeeScript is not compiled: `{}` is written as it is",
                    page.path
                );
                warnings.push(
                    Diagnostic::warning(Code::CoffeescriptNotCompiled, message)
                        .hint("compile it to JavaScript beforehand"),
                );
                body.html = expanded.text.into();
            }
            Converter::Scss | Converter::Sass => {
                let indented = page.converter == Converter::Sass;
                let purpose = match page.collection() {
                    None => Purpose::Page,
                    Some(_) => Purpose::Document,
                };
                let span = tracing::trace_span!("sass", name = &*page.path).entered();
                let sheet = self
                    .sass
                    .compile(
                        &expanded.text,
                        &page.path,
                        indented,
                        purpose,
                        Some(&expanded.origins),
                    )
                    .map_err(|error| match error.span {
                        Some(span) if span.source == page.source => error,
                        _ => Box::new(error.step(format!("in the style sheet `{}`", page.path), None)),
                    })?;
                drop(span);
                warnings.extend(sheet.warnings);
                body.html = sheet.css.into();
                body.source_map = sheet.source_map.map(Into::into);
            }
        }
        // Liquid's come first.
        warnings.splice(0..0, expanded.warnings);
        Ok(body)
    }

    /// Ruby's part of the build.
    pub(super) fn ruby(&self) -> Option<&ruby::Build> {
        let extension = self.host.extension.as_deref()?;
        extension.downcast_ref::<Arc<ruby::Build>>().map(|build| &**build)
    }

    /// Markdown, with its links and warnings at their places in the sources.
    fn markdown(&self, expanded: &Expanded, warnings: &mut Vec<Diagnostic>) -> Body {
        let html = markdown::render(&expanded.text, &self.markdown);
        let is_drawn = |kind: WarningKind| self.has_scripts && kind == WarningKind::UndrawnDiagram;
        for warning in html
            .warnings
            .into_iter()
            .filter(|warning| !is_drawn(warning.kind))
        {
            let (code, hint) = classify(warning.kind);
            let mut diagnostic = Diagnostic::note(code, format!("Markdown: {}", warning.message)).hint(hint);
            diagnostic.severity = match warning.kind {
                WarningKind::InvalidFormula => Severity::Error,
                WarningKind::UnknownFenceAttribute
                | WarningKind::UnreadFormula
                | WarningKind::UndrawnDiagram => Severity::Warning,
                _ => Severity::Note,
            };
            diagnostic.span = expanded.origins.of(warning.range.start);
            warnings.push(diagnostic);
        }
        let links = html.links.into_iter().map(|link| Link {
            target: link.url.into(),
            span: expanded.origins.of(link.range.start),
        });
        let headings = html.toc.into_iter().map(|heading| Heading {
            level: heading.level,
            id: heading.id.into(),
            html: heading.html.into(),
        });
        Body {
            html: html.html.into(),
            links: links.collect(),
            headings: headings.collect(),
            source_map: None,
        }
    }
}

/// The code of a Markdown warning, and the hint that fixes it.
fn classify(kind: WarningKind) -> (Code, &'static str) {
    match kind {
        WarningKind::UnclosedHtml => (
            Code::UnclosedHtml,
            "close it, or write `&lt;` where no element is meant",
        ),
        WarningKind::StrayEndTag => (
            Code::StrayEndTag,
            "remove it, or write `&lt;` where no tag is meant",
        ),
        WarningKind::MisplacedHtml => (
            Code::MisplacedHtml,
            "start the element on a line of its own, after a blank line",
        ),
        WarningKind::DuplicateAttribute => (Code::DuplicateAttribute, "remove one of the two"),
        WarningKind::UndefinedReference => (
            Code::UndefinedReference,
            "define it with a line `[name]: address`, or write `\\[` where no link is meant",
        ),
        WarningKind::UndefinedFootnote => (Code::UndefinedFootnote, "define it with a line `[^name]: text`"),
        WarningKind::UnusedFootnote => (
            Code::UnusedFootnote,
            "refer to it with `[^name]`, or remove the definition",
        ),
        WarningKind::DuplicateDefinition => (Code::DuplicateDefinition, "rename or remove one of the two"),
        WarningKind::StrayAttributeList => (
            Code::StrayAttributeList,
            "put it directly after a span, or on a line of its own below a block",
        ),
        WarningKind::InvalidAttributeList => (
            Code::InvalidAttributeList,
            "attributes are written `.class`, `#id` or `key=\"value\"`",
        ),
        WarningKind::TooManyUnclosedSpans => (
            Code::TooManyUnclosedSpans,
            "escape delimiters that open nothing: `\\*`, `\\_`, `\\[`",
        ),
        WarningKind::TableWithoutBody => (Code::TableWithoutBody, "add a row below the separator line"),
        WarningKind::UnclosedExtension => (
            Code::UnclosedExtension,
            "an extension starts with `{::name}` and ends with `{:/}`",
        ),
        WarningKind::UnknownExtension => (
            Code::UnknownExtension,
            "the extensions are `comment`, `nomarkdown` and `options`",
        ),
        WarningKind::UnknownFenceAttribute => (
            Code::UnknownFenceAttribute,
            "the attributes are `title`, `linenums`, `hl_lines`, `mark`, `ins` and `del`",
        ),
        WarningKind::UndrawnDiagram => (
            Code::UndrawnDiagram,
            "show an SVG file instead, or add a script that draws it to `js:` in the configuration",
        ),
        WarningKind::InvalidFormula => (Code::InvalidMath, "formulas are written in TeX's notation"),
        WarningKind::UnreadFormula => (
            Code::InvalidMath,
            "set `math: true` in the configuration, or write `\\$\\$`",
        ),
        WarningKind::InvalidInlineOption => (
            Code::InvalidInlineOption,
            "set it in the `kramdown` section of the configuration",
        ),
    }
}

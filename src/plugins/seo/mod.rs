//! jekyll-seo-tag: `{% seo %}` prints a page's title, description, Open Graph, Twitter and JSON-LD metadata.
//!
//! The rules are those of jekyll-seo-tag 2.8; so are the line breaks.

mod facts;
mod json_ld;

use super::Plugin;
use crate::diag::Result;
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render, Tag, text_of};
use crate::value::Value;
use facts::Facts;

/// The plugin.
pub(super) struct SeoTag;

/// The version of the gem whose output this is; sites show it in a comment.
const VERSION: &str = "2.8.0";

impl Plugin for SeoTag {
    fn gem(&self) -> &'static str {
        "jekyll-seo-tag"
    }

    fn tags(&self) -> &'static [Tag] {
        &[Tag { name: "seo", parse }]
    }
}

/// `{% seo %}`, `{% seo title=false %}`.
#[derive(Debug)]
struct Seo {
    titled: bool,
}

fn parse<'t>(_: &mut Parser<'t>, markup: Markup<'t>) -> Result<Box<dyn Render>> {
    Ok(Box::new(Seo {
        titled: !markup.text.to_ascii_lowercase().contains("title=false"),
    }))
}

impl Render for Seo {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let facts = Facts::gather(context)?;
        let mut lines = Lines { out };
        lines
            .out
            .push_str(&format!("<!-- Begin Jekyll SEO tag v{VERSION} -->\n"));
        if let Some(title) = facts.title.as_ref().filter(|_| self.titled) {
            lines.out.push_str(&format!("<title>{title}</title>\n"));
        }
        head(&facts, &mut lines);
        lines.image(&facts);
        match &facts.published {
            Some(date) => {
                lines.property("og:type", "article");
                lines.property("article:published_time", date);
            }
            None => lines.property("og:type", "website"),
        }
        for (rel, url) in [("prev", &facts.previous_page), ("next", &facts.next_page)] {
            if let Some(url) = url {
                lines
                    .out
                    .push_str(&format!("<link rel=\"{rel}\" href=\"{url}\" />\n"));
            }
        }
        lines.twitter(&facts);
        lines.site(&facts);
        let json = json_ld::json(context, &facts)?;
        out.push_str(&format!(
            "<script type=\"application/ld+json\">\n{json}</script>\n"
        ));
        out.push_str("<!-- End Jekyll SEO tag -->\n");
        Ok(Flow::Next)
    }
}

fn head(facts: &Facts, lines: &mut Lines<'_>) {
    lines.name("generator", &format!("Jekyll v{}", facts.jekyll));
    lines.each_property(&["og:title"], &facts.page_title);
    if let Some(author) = facts.author.name() {
        lines.name("author", &author);
    }
    lines.property("og:locale", &facts.locale);
    if let Some(description) = &facts.description {
        lines.name("description", description);
        lines.property("og:description", description);
    }
    if facts.has_url {
        let url = &facts.canonical_url;
        lines
            .out
            .push_str(&format!("<link rel=\"canonical\" href=\"{url}\" />\n"));
        lines.property("og:url", url);
    }
    lines.each_property(&["og:site_name"], &facts.site_title);
}

/// Writes `meta` elements, one a line.
struct Lines<'o> {
    out: &'o mut Output,
}

impl Lines<'_> {
    fn meta(&mut self, key: &str, name: &str, content: &str) {
        self.out
            .push_str(&format!("<meta {key}=\"{name}\" content=\"{content}\" />\n"));
    }

    fn name(&mut self, name: &str, content: &str) {
        self.meta("name", name, content);
    }

    fn property(&mut self, name: &str, content: &str) {
        self.meta("property", name, content);
    }

    fn each_property(&mut self, names: &[&str], content: &Option<String>) {
        for (name, content) in names.iter().zip(content) {
            self.property(name, content);
        }
    }

    fn image(&mut self, facts: &Facts) {
        let Some(image) = &facts.image else { return };
        self.property("og:image", &image.path);
        for key in ["height", "width", "alt"] {
            let value = image.fields.get(key).cloned().unwrap_or_default();
            if value.is_truthy() {
                self.property(&format!("og:image:{key}"), &text_of(&value));
            }
        }
    }

    fn twitter(&mut self, facts: &Facts) {
        match &facts.image {
            Some(image) => {
                self.name("twitter:card", &facts.twitter_card);
                self.property("twitter:image", &image.path);
                let alt = image.fields.get("alt").cloned().unwrap_or_default();
                if alt.is_truthy() {
                    self.name("twitter:image:alt", &text_of(&alt));
                }
            }
            None => self.name("twitter:card", "summary"),
        }
        self.each_property(&["twitter:title"], &facts.page_title);
        let site = facts.site.get("twitter");
        if site.is_truthy() {
            self.name(
                "twitter:site",
                &format!("@{}", text_of(&site.get("username")).replace('@', "")),
            );
            if let Some(creator) = facts.author.twitter() {
                self.name("twitter:creator", &format!("@{}", creator.replace('@', "")));
            }
        }
    }

    /// The verification keys of other services in the configuration.
    fn site(&mut self, facts: &Facts) {
        let facebook = facts.site.get("facebook");
        for (key, name) in [
            ("admins", "fb:admins"),
            ("publisher", "article:publisher"),
            ("app_id", "fb:app_id"),
        ] {
            self.diagnostics(&facebook, key, |lines, value| lines.property(name, value));
        }
        let verifications = facts.site.get("webmaster_verifications");
        if verifications.is_truthy() {
            for (key, name) in VERIFICATIONS {
                self.diagnostics(&verifications, key, |lines, value| lines.name(name, value));
            }
        } else {
            let site = Value::clone(&facts.site);
            self.diagnostics(&site, "google_site_verification", |lines, value| {
                lines.name("google-site-verification", value)
            });
        }
    }

    fn diagnostics(&mut self, of: &Value, key: &str, write: impl Fn(&mut Self, &str)) {
        let value = of.get(key);
        if value.is_truthy() {
            write(self, &text_of(&value));
        }
    }
}

const VERIFICATIONS: &[(&str, &str)] = &[
    ("google", "google-site-verification"),
    ("bing", "msvalidate.01"),
    ("alexa", "alexaVerifyID"),
    ("yandex", "yandex-verification"),
    ("baidu", "baidu-site-verification"),
    ("facebook", "facebook-domain-verification"),
];

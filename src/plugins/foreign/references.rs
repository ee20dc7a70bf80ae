//! Collects the names of the tags, includes and data that the templates of a site use.
//!
//! The texts are searched, not parsed: a template that does not parse has been reported already, and a name
//! inside `{% raw %}` does no harm here.

use crate::config::SiteKind;
use crate::diag::{SourceId, Span};
use crate::site::{Page, Site};
use indexmap::IndexMap;
use std::collections::HashSet;

/// Names, each once.
pub type Names = HashSet<String, foldhash::fast::RandomState>;

/// All names.
#[derive(Debug, Default)]
pub struct References {
    /// Each tag with its places.
    pub tags: IndexMap<String, Vec<Span>>,
    /// The names of blocks that are closed somewhere.
    pub ends: Names,
    /// The includes named, by path.
    pub includes: Names,
    /// Whether some include's name is computed.
    pub computed_include: bool,
    /// The keys read below `site.data`.
    pub data: Names,
    /// Whether some key below `site.data` is computed, or all of `site.data` is passed on.
    pub computed_data: bool,
}

impl References {
    /// All that the templates of `site` name.
    pub fn gather(site: &Site) -> Self {
        let mut references = Self::default();
        for page in site.pages.iter().filter(|page| page.liquid) {
            references.page(site, page);
        }
        // The templates of recto's own layout are written in Tera.
        let liquid = site.config.arrangement == SiteKind::Jekyll;
        for layout in site.layouts.values().filter(|_| liquid) {
            references.read(layout.source, &layout.text, layout.body);
        }
        for include in site.includes.values() {
            references.read(include.source, &include.text, 0);
        }
        references
    }

    /// Reads a page, without its code where Liquid does not read that.
    fn page(&mut self, site: &Site, page: &Page) {
        let own = page.get("liquid_in_code");
        let reads_code = own.is_nil() && site.config.settings.liquid_in_code.0 || own.is_truthy();
        match reads_code || site.config.arrangement == SiteKind::Jekyll {
            true => self.read(page.source, &page.text, page.body),
            false => self.read(page.source, &without_code(&page.text), page.body),
        }
    }

    fn read(&mut self, source: SourceId, text: &str, from: usize) {
        self.data_keys(text.get(from..).unwrap_or(""));
        let mut raw: Option<&str> = None;
        for open in memchr::memmem::find_iter(text.as_bytes(), "{%").filter(|&at| at >= from) {
            let inside = text[open + 2..].trim_start_matches('-').trim_start();
            let name = inside
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .next()
                .unwrap_or("");
            match raw {
                Some(end) if name == end => raw = None,
                Some(_) => continue,
                None if name == "raw" => raw = Some("endraw"),
                None if name == "comment" => raw = Some("endcomment"),
                None => {}
            }
            if let Some(block) = name.strip_prefix("end") {
                self.ends.insert(block.to_owned());
            }
            if name.is_empty() || is_part(name) {
                continue;
            }
            let at = text.len() - inside.len();
            self.tags
                .entry(name.to_owned())
                .or_default()
                .push(Span::new(source, at, at + name.len()));
            if matches!(name, "include" | "include_cached") {
                self.include(inside[name.len()..].trim_start());
            }
        }
    }

    fn include(&mut self, markup: &str) {
        let file = markup.split_ascii_whitespace().next().unwrap_or("");
        if file.contains("{{") || file.is_empty() {
            self.computed_include = true;
        } else {
            self.includes.insert(file.to_owned());
        }
    }

    fn data_keys(&mut self, text: &str) {
        for at in memchr::memmem::find_iter(text.as_bytes(), "site.data") {
            let rest = &text[at + "site.data".len()..];
            let (quoted, rest) = match rest.as_bytes() {
                [b'.', ..] => (None, &rest[1..]),
                [b'[', quote @ (b'"' | b'\''), ..] => (Some(char::from(*quote)), &rest[2..]),
                _ => {
                    self.computed_data = true;
                    continue;
                }
            };
            let ends = |c: char| match quoted {
                Some(quote) => c == quote,
                None => !(c.is_alphanumeric() || matches!(c, '_' | '-')),
            };
            self.data.insert(rest.split(ends).next().unwrap_or("").to_owned());
        }
    }
}

/// The text with the braces in fences and code spans replaced by spaces, which keeps all offsets.
fn without_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        let is_fence = ["```", "~~~"]
            .iter()
            .any(|mark| line.trim_start().starts_with(mark));
        fenced ^= is_fence;
        let mut inside = fenced || is_fence;
        for c in line.chars() {
            inside ^= c == '`' && !is_fence && !fenced;
            out.push(if inside && matches!(c, '{' | '}') { ' ' } else { c });
        }
    }
    out
}

/// Whether a word is a part of a block and no tag of its own: `else`, `endif`.
pub fn is_part(name: &str) -> bool {
    name.starts_with("end") || matches!(name, "else" | "elsif" | "when" | "tab")
}

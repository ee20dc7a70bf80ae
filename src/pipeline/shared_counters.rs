//! A site in, the pages whose templates may count (`increment`, `decrement`) out.
//!
//! Jekyll keeps these counters for a whole build, so what such a page shows depends on all such pages before it:
//! they must be rendered one after the other, each with its layouts. The rest may be rendered in any order.

use crate::site::{Changes, Page, PageId, Site, page_id};
use regex::Regex;
use std::collections::HashMap;

/// Whether texts may count, by what they say and what they include.
struct Texts<'a> {
    site: &'a Site,
    includes: HashMap<&'a str, bool>,
    /// Whether any include counts: a name that is computed may be that one.
    any: bool,
    /// Whether any page, layout or include counts: then one that is included by a computed path may.
    anywhere: bool,
    tag: Regex,
}

/// The pages that may count, in order.
pub(super) fn pages(site: &Site) -> Vec<PageId> {
    let anywhere = anywhere(site);
    if !anywhere && !site.pages.iter().any(|page| reads_beside(page.body())) {
        return Vec::new();
    }
    let tag = Regex::new(r"\{%-?\s*(?:include(?:_cached)?|render)\s+([^\s%]+)").expect("a fixed pattern");
    let mut texts = Texts {
        site,
        includes: HashMap::new(),
        any: site
            .includes
            .values()
            .any(|include| says(&include.text) || (anywhere && reads_beside(&include.text))),
        anywhere,
        tag,
    };
    let layouts = site
        .layouts
        .iter()
        .map(|(name, layout)| {
            (
                &**name,
                texts.count(layout.body(), &mut Vec::new()) || (anywhere && reads_beside(layout.body())),
            )
        })
        .collect::<HashMap<_, _>>();
    let mut counting = Vec::new();
    for (at, page) in site.pages.iter().enumerate() {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let body = page.liquid
            && (texts.count(page.body(), &mut Vec::new()) || texts.counts_beside(page.body(), folder));
        if body || chain_counts(site, page, &layouts) {
            counting.push(page_id(at));
        }
    }
    counting
}

/// Whether pages of a site in which none counted may count now that `changes` were made: a new text has the words
/// or reads files that may have them.
pub(super) fn may_begin(site: &Site, changes: &Changes) -> bool {
    let pages = changes.pages.iter().map(|id| site.page(*id).body());
    let includes = changes.includes.iter().filter_map(|name| site.includes.get(name));
    let mut texts = pages.chain(includes.map(|include| &*include.text));
    texts.any(|text| says(text) || reads_beside(text))
}

/// Whether a layout of the page's chain counts.
fn chain_counts(site: &Site, page: &Page, layouts: &HashMap<&str, bool>) -> bool {
    let mut name = page.layout();
    for _ in 0..=site.layouts.len() {
        let Some(layout) = name.as_ref().and_then(|name| site.layouts.get(name)) else {
            return false;
        };
        if layouts.get(&*layout.name).copied().unwrap_or(false) {
            return true;
        }
        name = layout
            .data
            .get("layout")
            .and_then(|name| name.as_str().map(Into::into));
    }
    false
}

/// Whether any text contains the words: in most sites none does.
fn anywhere(site: &Site) -> bool {
    let includes = site.includes.values().map(|include| &*include.text);
    let layouts = site.layouts.values().map(|layout| layout.body());
    let pages = site.pages.iter().map(|page| page.body());
    includes.chain(layouts).chain(pages).any(says)
}

/// Whether a text includes files outside the folder of includes (`include_relative`).
fn reads_beside(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"include_relative").is_some()
}

/// Whether the text has a tag of either name: may be wrong inside `raw`, which only costs time.
fn says(text: &str) -> bool {
    let lines = || text.contains("liquid");
    memchr::memmem::find_iter(text.as_bytes(), b"crement").any(|at| {
        let before = &text[..at];
        let Some(before) = before.strip_suffix("in").or_else(|| before.strip_suffix("de")) else {
            return false;
        };
        // In a tag, or on a line of its own in a `liquid` tag.
        let tag = before.trim_end().trim_end_matches('-').ends_with("{%");
        tag || (before.trim_end_matches([' ', '\t']).ends_with('\n') && lines())
    })
}

impl<'a> Texts<'a> {
    /// Whether a file that `text`, a page in `folder`, includes from its own folder may count. Where its name is
    /// computed, or where it includes others in turn, it may.
    fn counts_beside(&self, text: &str, folder: &str) -> bool {
        let mut rest = text;
        while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"include_relative") {
            rest = &rest[at + "include_relative".len()..];
            let name = rest.split_whitespace().next().unwrap_or("");
            let include = self.site.source_reader.open(&format!("{folder}/{name}"));
            let may = |text: &str| says(text) || reads_beside(text) || (self.any && text.contains("include"));
            if (self.anywhere && name.contains("{{")) || include.is_some_and(|include| may(&include.text)) {
                return true;
            }
        }
        false
    }

    /// Whether `text` counts, itself or through its includes; `above` are the includes it is in.
    fn count(&mut self, text: &'a str, above: &mut Vec<&'a str>) -> bool {
        if says(text) {
            return true;
        }
        if !self.any {
            return false;
        }
        let names = self.tag.captures_iter(text).filter_map(|found| found.get(1));
        let names = names.map(|name| name.as_str()).collect::<Vec<_>>();
        names.into_iter().any(|name| {
            let name = name.trim_matches(['"', '\'']);
            let include = self.site.includes.get(name).filter(|_| !name.contains("{{"));
            if include.is_none_or(|include| self.anywhere && reads_beside(&include.text)) {
                return true;
            }
            if let Some(known) = self.includes.get(name) {
                return *known;
            }
            if above.contains(&name) {
                return false;
            }
            above.push(name);
            let site = self.site;
            let counts = site
                .includes
                .get(name)
                .is_some_and(|include| self.count(&include.text, above));
            above.pop();
            // Within a circle the answer may depend on where it was entered, so only the outermost is kept.
            if above.is_empty() || counts {
                self.includes.insert(name, counts);
            }
            counts
        })
    }
}

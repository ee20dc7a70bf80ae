//! Collects the references and anchors of one built file.

use super::encoding::decode;
use super::html::{self, Syntax, Tag};
use super::{css, documents};
use crate::text::html::VOID_ELEMENTS;
use std::borrow::Cow;

/// The attribute or construct in which a reference was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// The element, or the kind of file for references outside elements (`css`, `manifest`, `robots.txt`).
    pub element: &'static str,
    /// The attribute, property or key.
    pub attribute: &'static str,
}

/// A reference as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// The address, character references decoded.
    pub text: Cow<'a, str>,
    /// The bytes of the file in which it is written.
    pub range: std::ops::Range<usize>,
    /// What it was found in.
    pub slot: Slot,
    /// A fingerprint of the whole tag, by which the same link is recognised on other pages.
    pub tag: u64,
}

/// Something wrong with an element that is not a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A second element with the same `id`.
    DuplicateId(String),
    /// An `img` without `alt`.
    MissingAlt(String),
}

/// What one file contributes to link checking.
#[derive(Debug, Default)]
pub(super) struct Scan<'a> {
    /// The references, in order.
    pub references: Vec<Reference<'a>>,
    /// Every `id`, and every `name` of an `a`.
    pub anchors: Vec<Cow<'a, str>>,
    /// Every `name` of a `map`.
    pub maps: Vec<Cow<'a, str>>,
    /// The `href` of the first `base`.
    pub base: Option<Cow<'a, str>>,
    /// What is wrong apart from references, with the bytes of the file.
    pub flaws: Vec<(Flaw, std::ops::Range<usize>)>,
}

/// The language of a file, by the end of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// HTML or XHTML.
    Html,
    /// A style sheet.
    Css,
    /// An SVG image.
    Svg,
    /// A feed or a sitemap.
    Xml,
    /// A web app manifest.
    Manifest,
    /// `robots.txt`.
    Robots,
    /// A script: only its source map is a reference.
    Script,
    /// Anything else; it is never read.
    Other,
}

impl FileKind {
    /// The kind of the file at `path`.
    pub(super) fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name == "manifest.json" {
            return Self::Manifest;
        }
        if path == "robots.txt" {
            return Self::Robots;
        }
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("css") => Self::Css,
            Some("svg") => Self::Svg,
            Some("xml" | "rss" | "atom") => Self::Xml,
            Some("webmanifest") => Self::Manifest,
            Some("js" | "mjs") => Self::Script,
            _ => Self::Other,
        }
    }
}

/// How an attribute holds addresses.
#[derive(Clone, Copy)]
enum Shape {
    /// One address.
    One,
    /// Addresses with white space between them.
    List,
    /// Image candidates: address, width or density, comma.
    Srcset,
    /// A CSS declaration.
    Style,
    /// A whole HTML document.
    Document,
}

use Shape::{Document, List, One, Srcset, Style};

/// The attributes of an element that hold addresses. Attributes of every element are in `EVERYWHERE`.
fn attributes_of(element: &[u8]) -> (&'static str, &'static [(&'static str, Shape)]) {
    match element {
        b"a" => ("a", &[("href", One), ("xlink:href", One), ("ping", List)]),
        b"area" => ("area", &[("href", One), ("ping", List)]),
        b"link" => ("link", &[("href", One), ("imagesrcset", Srcset)]),
        b"img" => (
            "img",
            &[
                ("src", One),
                ("srcset", Srcset),
                ("data-src", One),
                ("data-srcset", Srcset),
                ("longdesc", One),
                ("usemap", One),
            ],
        ),
        b"script" => ("script", &[("src", One)]),
        b"source" => (
            "source",
            &[
                ("src", One),
                ("srcset", Srcset),
                ("data-src", One),
                ("data-srcset", Srcset),
            ],
        ),
        b"video" => ("video", &[("src", One), ("poster", One)]),
        b"audio" => ("audio", &[("src", One)]),
        b"track" => ("track", &[("src", One)]),
        b"iframe" => ("iframe", &[("src", One), ("data-src", One), ("srcdoc", Document)]),
        b"frame" => ("frame", &[("src", One)]),
        b"embed" => ("embed", &[("src", One)]),
        b"object" => ("object", &[("data", One), ("usemap", One)]),
        b"input" => ("input", &[("src", One), ("formaction", One), ("usemap", One)]),
        b"button" => ("button", &[("formaction", One)]),
        b"form" => ("form", &[("action", One)]),
        b"blockquote" => ("blockquote", &[("cite", One)]),
        b"q" => ("q", &[("cite", One)]),
        b"del" => ("del", &[("cite", One)]),
        b"ins" => ("ins", &[("cite", One)]),
        b"image" => ("image", &[("href", One), ("xlink:href", One)]),
        b"use" => ("use", &[("href", One), ("xlink:href", One)]),
        b"feimage" => ("feImage", &[("href", One), ("xlink:href", One)]),
        b"mpath" => ("mpath", &[("href", One), ("xlink:href", One)]),
        b"textpath" => ("textPath", &[("href", One), ("xlink:href", One)]),
        b"body" => ("body", &[("background", One)]),
        b"table" => ("table", &[("background", One)]),
        b"td" => ("td", &[("background", One)]),
        b"th" => ("th", &[("background", One)]),
        _ => ("", &[]),
    }
}

/// Metadata whose `content` is an address, by `property` or `name`.
const META: &[&str] = &[
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "og:url",
    "og:audio",
    "og:video",
    "twitter:image",
    "twitter:image:src",
    "twitter:player",
    "msapplication-tileimage",
    "msapplication-config",
];

/// Collects the references and anchors of `text`, a file of this kind. References in `<template>` are placeholders
/// and are left out. An element with `data-nocheck` or `data-proofer-ignore` is left out with all that it holds.
pub(super) fn scan(text: &str, kind: FileKind) -> Scan<'_> {
    match kind {
        FileKind::Html => markup(text, Syntax::Html),
        FileKind::Svg => markup(text, Syntax::Xml),
        FileKind::Css => documents::style_sheet(text),
        FileKind::Xml => documents::feed_or_sitemap(text),
        FileKind::Manifest => documents::manifest(text),
        FileKind::Robots => documents::robots(text),
        FileKind::Script => documents::script(text),
        FileKind::Other => Scan::default(),
    }
}

/// The offset in `text` of `part`, which is a slice of it.
pub(super) fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// Elements that are skipped until they close.
struct Skipped<'a> {
    name: &'a str,
    depth: usize,
    /// Whether the anchors inside count.
    anchors: bool,
}

struct Scanner<'a> {
    text: &'a str,
    found: Scan<'a>,
    ids: std::collections::HashSet<&'a str, foldhash::fast::RandomState>,
}

fn markup(text: &str, syntax: Syntax) -> Scan<'_> {
    let mut scanner = Scanner {
        text,
        found: Scan::default(),
        ids: std::collections::HashSet::default(),
    };
    let mut skipped: Option<Skipped<'_>> = None;
    html::tags(text, syntax, |tag| {
        if skipped.as_ref().is_none_or(|skipped| skipped.anchors) {
            scanner.anchors(tag);
        }
        if let Some(inside) = &mut skipped {
            if tag.is(inside.name) {
                inside.depth = if tag.closing {
                    inside.depth - 1
                } else {
                    inside.depth + 1
                };
            }
            if inside.depth == 0 {
                skipped = None;
            }
            return;
        }
        if tag.closing {
            return;
        }
        let marked = tag.attributes.iter().any(|attribute| {
            let name = attribute.name;
            name.starts_with("data-") && matches!(name, "data-nocheck" | "data-proofer-ignore")
        });
        let template = tag.is("template") && tag.get("shadowrootmode").is_none();
        if marked || template {
            let self_closing = syntax == Syntax::Xml && tag.written.ends_with("/>");
            if !VOID_ELEMENTS.iter().any(|name| tag.is(name)) && !self_closing {
                skipped = Some(Skipped {
                    name: tag.name,
                    depth: 1,
                    anchors: !template,
                });
            }
            return;
        }
        scanner.references(tag);
    });
    scanner.found
}

impl<'a> Scanner<'a> {
    fn range(&self, part: &str) -> std::ops::Range<usize> {
        let start = offset_in(self.text, part);
        start..start + part.len()
    }

    fn anchors(&mut self, tag: &Tag<'_, 'a>) {
        for attribute in tag.attributes {
            let (name, value) = (attribute.name, attribute.value);
            if value.is_empty() {
                continue;
            }
            if name.eq_ignore_ascii_case("id") || name == "xml:id" {
                if !self.ids.insert(value) {
                    let flaw = Flaw::DuplicateId(decode(value).into_owned());
                    self.found.flaws.push((flaw, self.range(value)));
                }
                self.found.anchors.push(decode(value));
            } else if name.eq_ignore_ascii_case("name") {
                if tag.is("a") {
                    self.found.anchors.push(decode(value));
                } else if tag.is("map") {
                    self.found.maps.push(decode(value));
                }
            }
        }
    }

    fn references(&mut self, tag: &Tag<'_, 'a>) {
        if tag.is("style") || tag.is("script") {
            self.raw_text(tag);
        }
        if tag.attributes.is_empty() {
            return;
        }
        let mut lower = [0; 10];
        let name = tag.name.as_bytes();
        let (element, shapes) = match lower.get_mut(..name.len()) {
            Some(lower) => {
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                attributes_of(lower)
            }
            None => ("", &[][..]),
        };
        if tag.is("base") && self.found.base.is_none() {
            self.found.base = tag.get("href").map(decode);
        }
        if tag.is("meta") {
            self.meta(tag);
        }
        if tag.is("img") && tag.get("alt").is_none() && tag.get("role").is_none() {
            let source = tag.get("src").unwrap_or("");
            self.found
                .flaws
                .push((Flaw::MissingAlt(source.to_owned()), self.range(tag.written)));
        }
        let hint = element == "link" && tag.get("rel").is_some_and(names_a_host_only);
        for &(attribute, shape) in shapes {
            if let Some(written) = tag.get(attribute).filter(|_| !hint) {
                let slot = Slot { element, attribute };
                self.attribute(tag, slot, shape, written);
            }
        }
        if let Some(written) = tag.get("style").filter(|style| style.contains('(')) {
            let slot = Slot {
                element: "style",
                attribute: "url()",
            };
            self.attribute(tag, slot, Style, written);
        }
    }

    fn attribute(&mut self, tag: &Tag<'_, 'a>, slot: Slot, shape: Shape, written: &'a str) {
        match shape {
            One => self.push(tag, slot, written),
            List => {
                for part in written.split_ascii_whitespace() {
                    self.push(tag, slot, part);
                }
            }
            Srcset => {
                for part in candidates(written) {
                    self.push(tag, slot, part);
                }
            }
            Style => {
                for address in css::addresses(written) {
                    self.push(tag, slot, &written[address.range]);
                }
            }
            Document => self.document(tag, slot, written),
        }
    }

    fn push(&mut self, tag: &Tag<'_, 'a>, slot: Slot, written: &'a str) {
        let inner = written.trim_matches(['\n', '\r']);
        self.found.references.push(Reference {
            text: decode(written),
            range: self.range(if inner.is_empty() { written } else { inner }),
            slot,
            tag: fingerprint(tag.written),
        });
    }

    /// The references of a document inside an attribute.
    fn document(&mut self, tag: &Tag<'_, 'a>, slot: Slot, written: &'a str) {
        let inner = decode(written);
        let start = offset_in(self.text, written);
        let place = |at: usize| start + super::encoding::offset_before_decoding(written, at);
        for reference in markup(&inner, Syntax::Html).references {
            self.found.references.push(Reference {
                text: Cow::Owned(reference.text.into_owned()),
                range: place(reference.range.start)..place(reference.range.end),
                slot,
                tag: fingerprint(tag.written),
            });
        }
    }

    fn meta(&mut self, tag: &Tag<'_, 'a>) {
        let Some(content) = tag.get("content") else { return };
        let refresh = tag
            .get("http-equiv")
            .is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
        if refresh {
            if let Some(written) = refresh_target(content) {
                let slot = Slot {
                    element: "meta",
                    attribute: "refresh",
                };
                self.push(tag, slot, written);
            }
            return;
        }
        let name = tag.get("property").or_else(|| tag.get("name")).unwrap_or("");
        if let Some(attribute) = META.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            let slot = Slot {
                element: "meta",
                attribute,
            };
            self.push(tag, slot, content);
        }
    }

    /// The references of a `style` or `script` element.
    fn raw_text(&mut self, tag: &Tag<'_, 'a>) {
        let addresses = match tag.is("style") {
            true => css::addresses(tag.text),
            false
                if tag
                    .get("type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) =>
            {
                documents::json_ld(tag.text)
            }
            false => return,
        };
        let slot = Slot {
            element: if tag.is("style") { "style" } else { "script" },
            attribute: if tag.is("style") { "url()" } else { "json-ld" },
        };
        let start = offset_in(self.text, tag.text);
        let fingerprint = fingerprint(tag.written);
        self.found
            .references
            .extend(addresses.into_iter().map(|address| Reference {
                text: address.text,
                range: start + address.range.start..start + address.range.end,
                slot,
                tag: fingerprint,
            }));
    }
}

fn fingerprint(tag: &str) -> u64 {
    use std::hash::{BuildHasher, Hasher};
    let mut hasher = foldhash::fast::FixedState::default().build_hasher();
    hasher.write(tag.as_bytes());
    hasher.finish()
}

/// Whether `rel` names a host to connect to and nothing to load.
fn names_a_host_only(rel: &str) -> bool {
    let mut words = rel.split_ascii_whitespace();
    words.any(|word| word.eq_ignore_ascii_case("preconnect") || word.eq_ignore_ascii_case("dns-prefetch"))
}

/// The addresses of a `srcset`: an address ends at white space, or at a comma that ends a word; then a width or a
/// density may follow up to the next comma.
fn candidates(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        match address.strip_suffix(',') {
            Some(address) => {
                rest = after;
                Some(address.trim_end_matches(','))
            }
            None => {
                rest = after.find(',').map_or("", |comma| &after[comma + 1..]);
                Some(address)
            }
        }
    })
}

/// The address in `5; url=/there/`.
fn refresh_target(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim();
    let rest = match rest.get(..3) {
        Some(word) if word.eq_ignore_ascii_case("url") => rest[3..].trim_start().strip_prefix('=')?.trim(),
        _ => rest,
    };
    Some(rest.trim_matches(['"', '\''])).filter(|address| !address.is_empty())
}

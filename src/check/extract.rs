//! A built page in, its links and the names that links can point at out.

use super::html::{self, Tag};
use std::borrow::Cow;
use std::collections::HashSet;

/// A link as an attribute of a built page has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawLink<'a> {
    /// The value, character references resolved.
    pub text: Cow<'a, str>,
    /// The value as the page has it.
    pub written: &'a str,
    /// The element and the attribute it was found in.
    pub place: Place,
}

/// What a link is for: an attribute of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The element.
    pub element: &'static str,
    /// Its attribute.
    pub attribute: &'static str,
}

/// What a page gives to link checking.
#[derive(Debug, Default)]
pub struct Extract<'a> {
    /// Its links, in order.
    pub links: Vec<RawLink<'a>>,
    /// Every `id`, and every `name` of an `a` or a `map`.
    pub names: HashSet<Cow<'a, str>, foldhash::fast::RandomState>,
    /// The `href` of its first `base`.
    pub base: Option<Cow<'a, str>>,
}

/// How an attribute holds links.
#[derive(Clone, Copy)]
enum Shape {
    One,
    Srcset,
    Refresh,
}

/// Where links stand in HTML and in SVG inside it.
const PLACES: &[(&str, &str, Shape)] = &[
    ("a", "href", Shape::One),
    ("a", "xlink:href", Shape::One),
    ("area", "href", Shape::One),
    ("link", "href", Shape::One),
    ("link", "imagesrcset", Shape::Srcset),
    ("img", "src", Shape::One),
    ("img", "srcset", Shape::Srcset),
    ("img", "longdesc", Shape::One),
    ("img", "usemap", Shape::One),
    ("script", "src", Shape::One),
    ("source", "src", Shape::One),
    ("source", "srcset", Shape::Srcset),
    ("video", "src", Shape::One),
    ("video", "poster", Shape::One),
    ("audio", "src", Shape::One),
    ("track", "src", Shape::One),
    ("iframe", "src", Shape::One),
    ("frame", "src", Shape::One),
    ("embed", "src", Shape::One),
    ("object", "data", Shape::One),
    ("input", "src", Shape::One),
    ("form", "action", Shape::One),
    ("blockquote", "cite", Shape::One),
    ("q", "cite", Shape::One),
    ("del", "cite", Shape::One),
    ("ins", "cite", Shape::One),
    ("image", "href", Shape::One),
    ("image", "xlink:href", Shape::One),
    ("use", "href", Shape::One),
    ("use", "xlink:href", Shape::One),
    ("meta", "content", Shape::Refresh),
];

/// Elements without an end tag.
const VOID: &[&str] = &[
    "img", "link", "input", "source", "track", "embed", "area", "meta", "base", "br", "hr",
];

/// Everything of `html` that concerns links. An element with `data-nocheck` or `data-proofer-ignore` is left out
/// with all that it holds.
pub fn extract(html: &str) -> Extract<'_> {
    let mut found = Extract::default();
    // The element that is left out, and how deep in elements of its own name we are.
    let mut ignored: Option<(&str, usize)> = None;
    html::tags(html, |tag| {
        for attribute in tag.attributes {
            let anchor = attribute.name.eq_ignore_ascii_case("id")
                || (attribute.name.eq_ignore_ascii_case("name") && (tag.is("a") || tag.is("map")));
            if anchor && !attribute.value.is_empty() {
                found.names.insert(resolve(attribute.value));
            }
        }
        if let Some((name, depth)) = &mut ignored {
            if tag.is(name) {
                *depth = if tag.closing { *depth - 1 } else { *depth + 1 };
            }
            if *depth == 0 {
                ignored = None;
            }
            return;
        }
        if tag.closing {
            return;
        }
        if tag.get("data-nocheck").is_some() || tag.get("data-proofer-ignore").is_some() {
            if !VOID.iter().any(|name| tag.is(name)) {
                ignored = Some((tag.name, 1));
            }
            return;
        }
        if tag.is("base") && found.base.is_none() {
            found.base = tag.get("href").map(resolve);
        }
        links_of(tag, &mut found.links);
    });
    found
}

fn links_of<'a>(tag: &Tag<'_, 'a>, links: &mut Vec<RawLink<'a>>) {
    if tag.attributes.is_empty() {
        return;
    }
    for &(element, attribute, shape) in PLACES.iter().filter(|(element, ..)| tag.is(element)) {
        let Some(written) = tag.get(attribute) else {
            continue;
        };
        let place = Place { element, attribute };
        match shape {
            // These name a host to be ready for, nothing to load.
            Shape::One if element == "link" && tag.get("rel").is_some_and(is_hint) => {}
            Shape::One => links.push(RawLink {
                text: resolve(written),
                written,
                place,
            }),
            Shape::Srcset => {
                let candidates = srcset(written);
                links.extend(candidates.map(|written| RawLink {
                    text: resolve(written),
                    written,
                    place,
                }));
            }
            Shape::Refresh => {
                let refresh = tag
                    .get("http-equiv")
                    .is_some_and(|value| value.eq_ignore_ascii_case("refresh"));
                if let Some(written) = refresh.then(|| refresh_target(written)).flatten() {
                    links.push(RawLink {
                        text: resolve(written),
                        written,
                        place,
                    });
                }
            }
        }
    }
}

fn is_hint(rel: &str) -> bool {
    let mut words = rel.split_ascii_whitespace();
    words.any(|word| word.eq_ignore_ascii_case("preconnect") || word.eq_ignore_ascii_case("dns-prefetch"))
}

/// The addresses of a `srcset`: an address ends at white space, or at a comma that ends a word; then a width or a
/// density may follow up to the next comma.
fn srcset(text: &str) -> impl Iterator<Item = &str> {
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

/// `text` with the character references resolved that occur in addresses: numbers and the five of XML, and
/// `&nbsp;`; any other stays as written.
fn resolve(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let known = end.and_then(|end| Some((character(&rest[1..end])?, end)));
        match known {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" | "AMP" => Some('&'),
        "lt" | "LT" => Some('<'),
        "gt" | "GT" => Some('>'),
        "quot" | "QUOT" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?)
        }
    }
}

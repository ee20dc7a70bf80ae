//! Finds the addresses of files that are not HTML: style sheets, scripts, manifests, feeds, sitemaps, `robots.txt`.

use super::css::{self, Address};
use super::encoding::decode;
use super::html::{self, Syntax};
use super::scan::{Reference, Scan, Slot, offset_in};
use std::borrow::Cow;

fn references<'a>(
    element: &'static str,
    attribute: &'static str,
    addresses: impl IntoIterator<Item = Address<'a>>,
) -> impl Iterator<Item = Reference<'a>> {
    addresses.into_iter().map(move |address| Reference {
        text: address.text,
        range: address.range,
        slot: Slot { element, attribute },
        tag: 0,
    })
}

/// A style sheet and its source map.
pub(super) fn style_sheet(text: &str) -> Scan<'_> {
    let addresses = references("css", "url()", css::addresses(text));
    let map = references("css", "sourceMappingURL", source_map(text));
    Scan {
        references: addresses.chain(map).collect(),
        ..Scan::default()
    }
}

/// A script, whose only reference is its source map.
pub(super) fn script(text: &str) -> Scan<'_> {
    Scan {
        references: references("script", "sourceMappingURL", source_map(text)).collect(),
        ..Scan::default()
    }
}

/// The address behind the last `sourceMappingURL=`.
fn source_map(text: &str) -> Option<Address<'_>> {
    const KEY: &str = "# sourceMappingURL=";
    let start = text.rfind(KEY)? + KEY.len();
    let rest = &text[start..];
    let end = rest.find([' ', '\n', '\r', '\t', '*']).unwrap_or(rest.len());
    let written = &rest[..end];
    (!written.is_empty() && !written.starts_with("data:")).then(|| Address {
        text: Cow::Borrowed(written),
        range: start..start + end,
    })
}

/// The `Sitemap:` lines of `robots.txt`.
pub(super) fn robots(text: &str) -> Scan<'_> {
    let addresses = text.lines().filter_map(|line| {
        let (key, value) = line.split_once(':')?;
        let written = value.trim();
        let range = offset_in(text, written)..offset_in(text, written) + written.len();
        key.trim().eq_ignore_ascii_case("sitemap").then_some(Address {
            text: Cow::Borrowed(written),
            range,
        })
    });
    Scan {
        references: references("robots.txt", "Sitemap", addresses).collect(),
        ..Scan::default()
    }
}

/// A web app manifest: the icons, screenshots and shortcuts.
pub(super) fn manifest(text: &str) -> Scan<'_> {
    let keys = ["src", "start_url", "url", "scope"];
    Scan {
        references: references("manifest", "url", json_strings(text, &keys)).collect(),
        ..Scan::default()
    }
}

/// The addresses of a JSON-LD script. `@id` and `@context` are names, not addresses.
pub(super) fn json_ld(text: &str) -> Vec<Address<'_>> {
    let keys = [
        "url",
        "image",
        "logo",
        "thumbnailUrl",
        "contentUrl",
        "embedUrl",
        "item",
        "sameAs",
    ];
    let mut found = json_strings(text, &keys);
    found.retain(|address| address.text.contains('/'));
    found
}

/// A feed, a sitemap or another XML file. A file that is none of these has no references.
pub(super) fn feed_or_sitemap(text: &str) -> Scan<'_> {
    let mut found = Vec::new();
    let mut known = None;
    html::tags(text, Syntax::Xml, |tag| {
        let name = tag.name.rsplit(':').next().unwrap_or(tag.name);
        let known = known.get_or_insert(matches!(name, "urlset" | "sitemapindex" | "feed" | "rss" | "RDF"));
        if !*known || tag.closing {
            return;
        }
        let (attribute, written) = match name {
            "loc" => ("loc", Some(tag.text.trim())),
            "link" if tag.get("href").is_some() => ("link", tag.get("href")),
            "link" => ("link", Some(tag.text.trim())),
            "enclosure" | "thumbnail" => ("enclosure", tag.get("url")),
            "content" if tag.get("src").is_some() => ("content", tag.get("src")),
            _ => return,
        };
        if let Some(written) = written.filter(|written| !written.is_empty()) {
            let start = offset_in(text, written);
            found.push(Reference {
                text: decode(written),
                range: start..start + written.len(),
                slot: Slot {
                    element: "xml",
                    attribute,
                },
                tag: 0,
            });
        }
    });
    Scan {
        references: found,
        ..Scan::default()
    }
}

/// The string values below one of `keys` in a JSON text, lists of strings included, with their places. The text need
/// not be valid JSON.
fn json_strings<'a>(text: &'a str, keys: &[&str]) -> Vec<Address<'a>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut key = "";
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|open| at + open) {
        let mut end = open + 1;
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let Some(written) = text.get(open + 1..end).filter(|_| end < bytes.len()) else {
            break;
        };
        at = end + 1;
        let after = text.get(at..).unwrap_or("").trim_start();
        if after.starts_with(':') {
            key = written;
        } else if keys.contains(&key) && !written.is_empty() {
            let decoded = match written.contains('\\') {
                true => {
                    serde_json::from_str::<String>(&text[open..at]).map_or(Cow::Borrowed(written), Cow::Owned)
                }
                false => Cow::Borrowed(written),
            };
            found.push(Address {
                text: decoded,
                range: open + 1..end,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(scan: &Scan<'_>) -> Vec<String> {
        scan.references
            .iter()
            .map(|reference| reference.text.to_string())
            .collect()
    }

    #[test]
    fn a_manifest_refers_to_icons_and_its_start_page() {
        let text = r#"{"name":"x","icons":[{"src":"\/a.png"}],"start_url":"/b/","id":"no"}"#;
        assert_eq!(texts(&manifest(text)), ["/a.png", "/b/"]);
    }

    #[test]
    fn feeds_and_sitemaps_refer_to_pages_and_other_xml_to_nothing() {
        let sitemap = "<urlset><url><loc> https://x.org/a </loc></url></urlset>";
        assert_eq!(texts(&feed_or_sitemap(sitemap)), ["https://x.org/a"]);
        let feed = "<feed><link href='/b'/><content><![CDATA[<link href='c'>]]></content></feed>";
        assert_eq!(texts(&feed_or_sitemap(feed)), ["/b"]);
        assert!(texts(&feed_or_sitemap("<note><link>x</link></note>")).is_empty());
    }

    #[test]
    fn robots_txt_refers_to_sitemaps() {
        assert_eq!(texts(&robots("User-agent: *\nsitemap: /s.xml\n")), ["/s.xml"]);
    }

    #[test]
    fn a_script_refers_to_its_source_map() {
        assert_eq!(
            texts(&script("x()\n//# sourceMappingURL=x.js.map\n")),
            ["x.js.map"]
        );
        assert!(texts(&script("//# sourceMappingURL=data:application/json,{}")).is_empty());
    }

    #[test]
    fn any_text_is_searched_for_strings() {
        for text in ["\"", "\"\\", "\"src\":\"", "\"src\":\"\\é\""] {
            manifest(text);
        }
    }
}

//! Gives images their width and height, from their files, so that text does not move while they load.
//!
//! Images after the first one of a page also load lazily. Attributes that an author has written stay as they are.

use crate::incremental::{Dependency, record};
use crate::site::Site;
use crate::value::Str;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::PathBuf;

/// The images of a site.
#[derive(Debug, Default)]
pub(super) struct Images {
    /// The file of each image, by its URL without `baseurl`.
    files: HashMap<Str, PathBuf, foldhash::fast::RandomState>,
    baseurl: String,
    /// The folder whose files have the URLs of their paths.
    content: PathBuf,
}

/// The formats whose size is at the beginning of the file.
const FORMATS: [&str; 9] = [
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico", ".jxl",
];

impl Images {
    pub(super) fn of(site: &Site) -> Self {
        let is_image = |ext: &str| FORMATS.iter().any(|format| ext.eq_ignore_ascii_case(format));
        let files = site.static_files.iter().filter(|file| is_image(&file.ext));
        Self {
            files: files
                .map(|file| (Str::clone(&file.url), file.location.clone()))
                .collect(),
            baseurl: site.config.baseurl.to_string(),
            content: site.config.source.join(&*site.config.content_dir),
        }
    }

    /// `html` with the sizes of its images.
    pub(super) fn sized<'h>(&self, html: &'h str) -> Cow<'h, str> {
        let mut out = String::new();
        let mut done = 0;
        let mut is_first = true;
        while let Some(at) = html[done..].find("<img ").map(|at| done + at) {
            let end = at + end_of_tag(&html[at..]);
            let tag = &html[at..end];
            out.push_str(&html[done..at]);
            out.push_str("<img");
            if let Some((width, height)) = self.size(tag) {
                let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
            }
            if !is_first && attribute(tag, "loading").is_none() {
                out.push_str(" loading=\"lazy\"");
            }
            out.push_str(&tag[4..]);
            is_first = false;
            done = end;
        }
        match done {
            0 => html.into(),
            _ => {
                out.push_str(&html[done..]);
                out.into()
            }
        }
    }

    /// The size of the image in a tag that has neither width nor height.
    fn size(&self, tag: &str) -> Option<(usize, usize)> {
        if attribute(tag, "width").is_some() || attribute(tag, "height").is_some() {
            return None;
        }
        let url = attribute(tag, "src")?.strip_prefix(&*self.baseurl)?;
        let url = url.split(['#', '?']).next().unwrap_or(url);
        let below = url.strip_prefix('/')?;
        let Some(file) = self.files.get(url) else {
            // The page is rendered again when the file appears.
            let file = self.content.join(below);
            record(|| Dependency::DiskFile(file));
            return None;
        };
        record(|| Dependency::DiskFile(file.clone()));
        let size = imagesize::size(file).ok()?;
        (size.width > 0 && size.height > 0).then_some((size.width, size.height))
    }
}

/// The length of the tag that `html` begins with.
fn end_of_tag(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The value of an attribute in quotes.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let is_name = rest[..at].ends_with(char::is_whitespace);
        rest = &rest[at + name.len()..];
        if let Some(value) = rest.strip_prefix('=').filter(|_| is_name) {
            let quote = value.chars().next()?;
            return match quote {
                '"' | '\'' => value[1..].split(quote).next(),
                _ => value.split([' ', '>']).next(),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Images, attribute, end_of_tag};

    #[test]
    fn attributes_are_read_by_their_whole_name() {
        let tag = "<img data-src=\"b\" src='a' alt=\"x > src=y\" />";
        assert_eq!(attribute(tag, "src"), Some("a"));
        assert_eq!(attribute(tag, "width"), None);
        assert_eq!(end_of_tag(tag), tag.len());
    }

    #[test]
    fn images_after_the_first_load_lazily() {
        let html = Images::default()
            .sized("<p><img src=\"a\"> <img src=\"b\"> <img src=\"c\" loading=\"eager\"></p>")
            .into_owned();
        assert_eq!(
            html,
            "<p><img src=\"a\"> <img loading=\"lazy\" src=\"b\"> <img src=\"c\" loading=\"eager\"></p>"
        );
    }
}

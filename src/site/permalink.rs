//! From permalink templates to URLs, and from URLs to files of the destination.

use super::{Collection, Converter, PageDraft, StaticFile};
use crate::config::Config;
use crate::text::path;
use crate::text::slug::{Mode, slugify};
use crate::value::print::to_s;
use crate::value::{Str, Value, strftime};
use std::fmt::Write;

/// An unknown placeholder of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey(pub String);

/// The extension of the output: that of the page's own permalink if it has one, else what the converter makes.
pub fn output_ext(page: &PageDraft) -> Str {
    if let Value::Str(permalink) = page.get("permalink")
        && !permalink.ends_with('/')
    {
        let ext = path::extension(&permalink);
        if !ext.is_empty() {
            return ext.into();
        }
    }
    match page.converter {
        Converter::Markdown => ".html".into(),
        Converter::Scss | Converter::Sass => ".css".into(),
        Converter::Coffee => ".js".into(),
        Converter::Foreign => page.given_ext.clone().unwrap_or_else(|| page.ext.clone()),
        Converter::Identity => page.ext.clone(),
    }
}

/// The URL of a page that is not a document. Unknown placeholders are kept.
pub fn page_url(page: &PageDraft, output_ext: &str, style: &str) -> String {
    let html = matches!(output_ext, ".html" | ".xhtml" | ".htm");
    let basename = basename(&page.name, &page.ext);
    let template = match page.get("permalink") {
        Value::Nil | Value::Bool(false) if !html => "/:path/:basename:output_ext".to_owned(),
        Value::Nil | Value::Bool(false) if basename == "index" => "/:path/".to_owned(),
        Value::Nil | Value::Bool(false) => with_suffix("/:path/:basename", style),
        own => to_s(&own).to_string(),
    };
    let keys = [
        (":path", &*page.dir),
        (":basename", basename),
        (":output_ext", output_ext),
    ];
    sanitize(&fill(template, &keys))
}

/// The URL of a static file. Outside of collections it is the path as it is.
pub fn static_url(file: &StaticFile, collection: Option<&Collection>, style: &str) -> String {
    let cut = &file.path[..file.path.len() - file.ext.len()];
    let cut = cut.trim_end_matches('.');
    let base = match collection {
        None => cut.to_owned(),
        Some(collection) => {
            let path = cut.replacen(&*collection.relative_directory, "", 1);
            let keys = [
                (":collection", &*collection.label),
                (":path", path.as_str()),
                (":output_ext", ""),
                (":name", &*file.basename),
                (":title", ""),
            ];
            sanitize(&fill(collection_template(collection, style), &keys))
        }
    };
    format!("{}{}", base.strip_suffix('/').unwrap_or(&base), file.ext)
}

/// Sets each key in turn, as Jekyll does for pages and static files.
fn fill(template: String, keys: &[(&str, &str)]) -> String {
    let set = |text: String, (key, value): &(&str, &str)| match text.contains(':') {
        true => text.replace(key, &escape(value)),
        false => text,
    };
    keys.iter().fold(template, set)
}

/// The URL of a document.
///
/// # Errors
/// Where the template has a key that documents do not know.
pub fn document_url(
    page: &PageDraft,
    collection: &Collection,
    output_ext: &str,
    config: &Config,
) -> Result<String, UnknownKey> {
    let style = style(config);
    let template = match page.get("permalink") {
        Value::Nil | Value::Bool(false) => collection_template(collection, style),
        own => to_s(&own).to_string(),
    };
    let mut url = String::with_capacity(template.len() + 32);
    let mut rest = template.as_str();
    while let Some(at) = rest.find(':') {
        url.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_')
            .count();
        if length == 0 {
            url.push(':');
            continue;
        }
        let whole = &rest[..length];
        let key = whole.strip_suffix('_').unwrap_or(whole);
        let value = placeholder(page, collection, output_ext, config, key)
            .ok_or_else(|| UnknownKey(whole.to_owned()))?;
        url.push_str(&escape(&value));
        rest = &rest[key.len()..];
    }
    url.push_str(rest);
    Ok(sanitize(&url))
}

/// The URL template of a collection's documents.
fn collection_template(collection: &Collection, style: &str) -> String {
    match collection.metadata.get("permalink") {
        Some(Value::Str(template)) => template.to_string(),
        _ => with_suffix("/:collection/:path", style),
    }
}

/// A template with the ending of a style.
fn with_suffix(template: &str, style: &str) -> String {
    let suffix = match style {
        "pretty" => "/",
        "date" | "ordinal" | "none" => ":output_ext",
        custom if custom.ends_with('/') => "/",
        custom if custom.ends_with(":output_ext") => ":output_ext",
        _ => "",
    };
    format!("{template}{suffix}")
}

/// The value of a placeholder in a document's template.
fn placeholder(
    page: &PageDraft,
    collection: &Collection,
    output_ext: &str,
    config: &Config,
    key: &str,
) -> Option<String> {
    let slugify = |text: &str, mode: Mode, cased: bool| match config.profile.is_jekyll_3() {
        true => slugify(text, mode.of_jekyll_3(), cased),
        false => slugify(text, mode, cased),
    };
    let slug = || match page.get("slug") {
        Value::Nil => None,
        slug => Some(to_s(&slug)),
    };
    let bare = path::without_extension(&page.name);
    Some(match key {
        "output_ext" => output_ext.to_owned(),
        "collection" => collection.label.to_string(),
        "path" => {
            let cut = &page.path[..page.path.len() - page.ext.len()];
            let path = cut.replacen(&*collection.relative_directory, "", 1);
            path.trim_end_matches('.').to_owned()
        }
        "name" => slugify(bare, Mode::Default, false),
        "title" => slugify(slug().as_deref().unwrap_or(bare), Mode::Pretty, true),
        "slug" => slugify(slug().as_deref().unwrap_or(bare), Mode::Default, false),
        "categories" => joined(page, |name| name.to_lowercase()),
        "slugified_categories" => joined(page, |name| slugify(name, Mode::Default, false)),
        _ => {
            let format = date_format(key)?;
            let date = page.date.as_ref()?;
            strftime(date, format).unwrap_or_default()
        }
    })
}

fn date_format(key: &str) -> Option<&'static str> {
    Some(match key {
        "year" => "%Y",
        "month" => "%m",
        "day" => "%d",
        "hour" => "%H",
        "minute" => "%M",
        "second" => "%S",
        "i_day" => "%-d",
        "i_month" => "%-m",
        "short_month" => "%b",
        "long_month" => "%B",
        "short_year" => "%y",
        "w_year" => "%G",
        "week" => "%V",
        "w_day" => "%u",
        "short_day" => "%a",
        "long_day" => "%A",
        "y_day" => "%j",
        _ => return None,
    })
}

fn joined(page: &PageDraft, shape: impl Fn(&str) -> String) -> String {
    let mut names: Vec<String> = Vec::new();
    let categories = match page.get("categories") {
        Value::Array(items) => items.iter().map(to_s).collect(),
        Value::Nil => Vec::new(),
        one => vec![to_s(&one)],
    };
    for name in categories {
        let name = shape(&name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("/")
}

/// Jekyll's `URL#sanitize_url`: one `/` in front, no `..`, no `./`, no `//`.
pub fn sanitize(url: &str) -> String {
    let url = format!("/{url}").replace("..", "/").replace("./", "");
    let mut squeezed = String::with_capacity(url.len());
    for c in url.chars() {
        if !(c == '/' && squeezed.ends_with('/')) {
            squeezed.push(c);
        }
    }
    squeezed
}

/// Jekyll's `URL.escape_path`: percent-encodes characters that a URL may not contain (Addressable's `URI.encode`), and the
/// first `#`.
pub fn escape(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'-');
    if path.bytes().all(plain) {
        return path.to_owned();
    }
    let (before, fragment) = path.split_once('#').map_or((path, None), |(a, b)| (a, Some(b)));
    let (before, query) = before
        .split_once('?')
        .map_or((before, None), |(a, b)| (a, Some(b)));
    let mut out = String::with_capacity(path.len() + 8);
    encode(before, "", &mut out);
    if let Some(query) = query {
        out.push('?');
        encode(query, "?", &mut out);
    }
    if let Some(fragment) = fragment {
        out.push_str("%23");
        encode(fragment, "?", &mut out);
    }
    out
}

fn encode(text: &str, more: &str, out: &mut String) {
    for byte in text.bytes() {
        let kept = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte);
        if kept || more.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a String never fails");
        }
    }
}

/// The file of the destination that a URL is written to: percent-decoded, with `index` and the extension of the
/// output where the URL has none. `.` and `..` are resolved, so it is always below the destination.
pub fn output_path(url: &str, output_ext: &str, document: bool) -> String {
    let mut path = output_folder(url);
    if url.ends_with('/') {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str("index");
        let ext = if document { ".html" } else { output_ext };
        path.push_str(ext);
    } else if !path.ends_with(output_ext) {
        path.push_str(output_ext);
    }
    path
}

/// A URL as a path in the destination: percent-decoded, without null characters, which no file name can hold, and
/// with `..` resolved, so it never leaves the destination.
pub fn output_folder(url: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(url).decode_utf8_lossy();
    path::confine(&decoded.replace('\0', ""))
}

/// A name without its extension, where it has that, and the dots before.
pub fn basename<'a>(name: &'a str, ext: &str) -> &'a str {
    name.strip_suffix(ext).unwrap_or(name).trim_end_matches('.')
}

/// The permalink style of the site.
pub fn style(config: &Config) -> &str {
    &config.permalink
}

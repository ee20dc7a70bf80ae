//! Links and images: their attributes, and the targets of those that become HTML.

use super::attributes::{self, Attributes};
use super::inline;
use super::text::Text;
use crate::text::escape::ATTRIBUTE;
use crate::text::path::normalize;

/// The end of the text in brackets that `rest` begins with, in bytes after the closing bracket.
fn bracketed(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at + 1),
            ']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// A destination in parentheses: the target, the title, and the length with both parentheses.
fn destination(rest: &str) -> Option<(&str, Option<&str>, usize)> {
    let inside = rest.strip_prefix('(')?;
    let mut depth = 0_usize;
    let end = inside.char_indices().find_map(|(at, c)| match c {
        '(' => {
            depth += 1;
            None
        }
        ')' if depth == 0 => Some(at),
        ')' => {
            depth -= 1;
            None
        }
        _ => None,
    })?;
    let whole = inside[..end].trim();
    let (target, title) = match whole.split_once(char::is_whitespace) {
        Some((target, title)) => (target, Some(title.trim().trim_matches(['"', '\'']))),
        None => (whole, None),
    };
    Some((target.trim_matches(['<', '>']), title, end + 2))
}

/// An image, as HTML if it has attributes.
pub(super) fn image(text: &mut Text<'_, '_>, rest: &str, at: usize) -> Option<(usize, String)> {
    let end = bracketed(&rest[1..])? + 1;
    let alt = &rest[2..end - 1];
    let Some((target, title, length)) = destination(&rest[end..]) else {
        let (length, found) = reference(text, &rest[1..], end - 1, alt, at + 1)?;
        return Some((length + 1, format!("!{found}")));
    };
    let end = end + length;
    let Some((found, length)) = attributes::parse(&rest[end..]) else {
        return Some((end, rest[..end].to_owned()));
    };
    let mut found = found.without_marks();
    let whole = end + length;
    if let Some(side) = found.get("align").map(str::to_owned) {
        found.others.retain(|(name, _)| name != "align");
        found.classes.push(format!("rc-{side}"));
    }
    if found.is_empty() {
        return Some((whole, rest[..end].to_owned()));
    }
    let Some(url) = url(text, target) else {
        let hint = "write an `<img>` with the path that the site has";
        text.left(at, whole, "the attributes of this image were dropped", hint);
        return Some((whole, rest[..end].to_owned()));
    };
    let title = title.map_or(String::new(), |title| {
        format!(" title=\"{}\"", ATTRIBUTE.escape(title))
    });
    let html = format!(
        "<img src=\"{url}\" alt=\"{}\"{title}{}>",
        ATTRIBUTE.escape(alt),
        found.html()
    );
    Some((whole, html))
}

/// A link, as HTML if it has attributes.
pub(super) fn link(text: &mut Text<'_, '_>, rest: &str, at: usize) -> Option<(usize, String)> {
    if rest.starts_with("[[") {
        return None;
    }
    let close = bracketed(rest)?;
    let words = inline::text(text, &rest[1..close - 1], at + 1);
    let Some((target, title, length)) = destination(&rest[close..]) else {
        return reference(text, rest, close, &words, at);
    };
    let end = close + length;
    let list = attributes::parse(&rest[end..]);
    let whole = end + list.as_ref().map_or(0, |(_, length)| *length);
    let found = list.map(|(found, _)| found.without_marks()).unwrap_or_default();
    let renamed = text.job.site.renamed(target);
    // jekyll-relative-links sees only the image of a link around an image.
    let around = url(text, &renamed).filter(|_| words.contains("!["));
    let shown = around.as_deref().unwrap_or(&renamed);
    let markdown = format!("[{words}]{}", rest[close..end].replacen(target, shown, 1));
    if found.is_empty() {
        return Some((whole, markdown));
    }
    let Some(url) = url(text, &renamed) else {
        let hint = "write an `<a>` with the URL that the site has";
        text.left(at, whole, "the attributes of this link were dropped", hint);
        return Some((whole, markdown));
    };
    let title = title.map_or(String::new(), |title| {
        format!(" title=\"{}\"", ATTRIBUTE.escape(title))
    });
    let html = format!("<a href=\"{url}\"{title}{}>{words}</a>", button(found).html());
    Some((whole, html))
}

/// A link to a definition, or text in brackets.
fn reference(
    text: &mut Text<'_, '_>,
    rest: &str,
    close: usize,
    words: &str,
    at: usize,
) -> Option<(usize, String)> {
    let label = match rest[close..].starts_with('[') {
        true => bracketed(&rest[close..])?,
        false => 0,
    };
    let end = close + label;
    let name = match label {
        0 | 2 => &rest[1..close - 1],
        _ => &rest[close + 1..end - 1],
    };
    if text.is_in_tab && name.starts_with('^') {
        let hint = "write the note in the tab, or the text below the tabs";
        text.left(at, end, "a footnote in a tab has no definition there", hint);
    }
    // Text in brackets, unless it is a link; in a tab the link needs its target at hand.
    let inline = text.references.target(name).filter(|_| text.is_in_tab);
    let inline = inline.map(|(target, title)| {
        let target = url(text, target).unwrap_or_else(|| target.to_owned());
        match title {
            "" => format!("({target})"),
            title => format!("({target} \"{title}\")"),
        }
    });
    let markdown = match inline {
        Some(target) => format!("[{words}]{}", target),
        None if label > 0 => format!("[{words}]{}", &rest[close..end]),
        None => format!("[{words}]"),
    };
    match attributes::parse(&rest[end..]) {
        Some((found, length)) if label > 0 => {
            if !found.without_marks().is_empty() {
                let hint = "write an `<a>`, or a link with its target in parentheses and import again";
                text.left(at, end + length, "the attributes of this link were dropped", hint);
            }
            Some((end + length, markdown))
        }
        _ => Some((end, markdown)),
    }
}

/// The attributes of a link with the classes of recto's buttons.
fn button(mut found: Attributes) -> Attributes {
    let is_button = found.classes.iter().any(|class| class == "md-button");
    let is_primary = found.classes.iter().any(|class| class == "md-button--primary");
    found.classes.retain(|class| !class.starts_with("md-button"));
    if is_button {
        found.classes.push("rc-button".to_owned());
    }
    if is_button && !is_primary {
        found.classes.push("rc-button-quiet".to_owned());
    }
    found
}

/// What stands for a relative target in HTML: Liquid that prints its URL. `None` if no such file exists.
fn url(text: &Text<'_, '_>, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with(['#', '/']) || target.starts_with("mailto:") {
        return Some(ATTRIBUTE.escape(target).into_owned());
    }
    let (path, fragment) = match target.find(['#', '?']) {
        Some(at) => target.split_at(at),
        None => (target, ""),
    };
    let folder = text.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = normalize(&format!("{folder}/{path}"))?;
    let site = &text.job.site;
    let is_there =
        site.docs.join(&path).is_file() || site.docs.join(path.replace("index.md", "README.md")).is_file();
    if !is_there {
        return None;
    }
    Some(match path.ends_with(".md") {
        true => format!("{{% link {path} %}}{fragment}"),
        false => format!("{{{{ site.baseurl }}}}/{path}{fragment}"),
    })
}

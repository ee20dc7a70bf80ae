//! Cuts the HTML of a page into sections of plain text.

use memchr::memchr;

/// A part of a page: the text under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// The `id` of the heading; empty for the beginning of the page.
    pub(super) id: String,
    pub(super) heading: String,
    pub(super) text: String,
}

/// Elements without text for readers.
const SKIPPED: [&str; 7] = [
    "script",
    "style",
    "svg",
    "template",
    "annotation",
    "button",
    "nav",
];

/// Elements that do not interrupt a word.
const INLINE: [&str; 17] = [
    "a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span", "strong", "sub",
    "sup", "u",
];

/// The sections of `html`, in order; the first is the beginning of the page, which may be empty.
pub(super) fn of(html: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut in_heading = false;
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        push(&mut sections, in_heading, &rest[..at]);
        rest = &rest[at..];
        let end = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let tag = &rest[..end];
        rest = &rest[end..];
        let closing = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len())];
        // The first heading is the title of the page, which is indexed with more weight.
        let is_title = name == "h1" && sections.len() == 1;
        if !closing
            && (is_title
                || SKIPPED.contains(&name)
                || tag.contains("rc-anchor")
                || tag.contains("footnote-backref"))
        {
            rest = after(rest, name);
            continue;
        }
        if matches!(name, "h1" | "h2" | "h3" | "h4") {
            in_heading = !closing;
            match (closing, attribute(tag, "id")) {
                (false, Some(id)) if name != "h1" => sections.push(Section {
                    id: id.to_owned(),
                    ..Section::default()
                }),
                _ => in_heading = in_heading && name != "h1",
            }
        }
        if !INLINE.contains(&name) {
            push(&mut sections, in_heading, " ");
        }
    }
    push(&mut sections, in_heading, rest);
    for section in &mut sections {
        section.heading.truncate(section.heading.trim_end().len());
        section.text.truncate(section.text.trim_end().len());
    }
    sections
}

/// The text after the end tag of the element `name`.
fn after<'t>(rest: &'t str, name: &str) -> &'t str {
    let end = format!("</{name}");
    let Some(at) = rest.find(&end) else { return rest };
    let rest = &rest[at..];
    memchr(b'>', rest.as_bytes()).map_or("", |at| &rest[at + 1..])
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].find('"').map(|end| &tag[at..at + end])
}

/// Appends text to the last section, with single spaces, character references resolved.
fn push(sections: &mut [Section], in_heading: bool, text: &str) {
    let Some(section) = sections.last_mut() else {
        return;
    };
    let into = if in_heading {
        &mut section.heading
    } else {
        &mut section.text
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (c, length) = match c {
            '&' => reference(rest).unwrap_or(('&', 1)),
            c => (c, c.len_utf8()),
        };
        rest = &rest[length..];
        match c.is_whitespace() {
            true if into.is_empty() || into.ends_with(' ') => {}
            true => into.push(' '),
            false => into.push(c),
        }
    }
}

/// The character reference that `text` begins with, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.as_bytes().iter().take(12).position(|byte| *byte == b';')?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => ' ',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn headings_with_an_id_begin_sections() {
        let html = "<h1 id=\"t\">T</h1><p>in<b>tro</b> &amp;\nmore</p><div class=\"rc-heading\"><h2 id=\"a\">A &lt;b</h2>\
                    <a class=\"rc-anchor\" href=\"#a\">#</a></div><pre><code>x = <span class=\"mi\">1</span></code></pre><svg>no</svg>";
        let sections = of(html);
        assert_eq!(sections.len(), 2);
        assert_eq!(sections[0].text, "intro & more");
        assert_eq!((&*sections[1].id, &*sections[1].heading), ("a", "A <b"));
        assert_eq!(sections[1].text, "x = 1");
    }
}

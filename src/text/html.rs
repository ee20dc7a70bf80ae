//! HTML: facts that several modules need, and conversions of markup to text.

/// The void elements of the HTML standard: they have no content and no end tag.
pub const VOID_ELEMENTS: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The text of `html` without its tags, with its common character references decoded: for titles and
/// navigation entries, which hold simple inline markup.
#[must_use]
pub fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    // `&amp;` comes last, or `&amp;lt;` would be decoded twice.
    let references = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#10;", "\n"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    references
        .iter()
        .fold(text, |text, (reference, c)| text.replace(reference, c))
}

/// Elements in which white space is significant.
const PREFORMATTED: [&str; 2] = ["pre", "textarea"];

/// Removes the blank lines of `html`, so that it stays whole inside a CommonMark HTML block, which ends at the first
/// blank line. In preformatted elements a blank line becomes the character reference `&#10;`, which renders the same.
///
/// ```
/// use recto_text::html::without_blank_lines;
///
/// assert_eq!(without_blank_lines("<p>a</p>\n\n<p>b</p>\n"), "<p>a</p>\n<p>b</p>\n");
/// assert_eq!(without_blank_lines("<pre>a\n\nb</pre>"), "<pre>a\n&#10;b</pre>");
/// ```
#[must_use]
pub fn without_blank_lines(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut preformatted = 0_usize;
    for line in html.split_inclusive('\n') {
        let is_blank = line.ends_with('\n') && line.trim().is_empty();
        if !is_blank {
            out.push_str(line);
            preformatted = (preformatted + tags(line, "<")).saturating_sub(tags(line, "</"));
        } else if preformatted > 0 {
            out.push_str(line.trim_end_matches('\n'));
            out.push_str("&#10;");
        }
    }
    out
}

/// The HTML without line feeds, so it fits where every line needs a prefix, as in a list item or a block quote. In
/// preformatted elements a line feed becomes the character reference `&#10;`, which renders the same.
///
/// ```
/// use recto_text::html::in_one_line;
///
/// assert_eq!(in_one_line("<p>a\nb</p>\n<pre>a\n\nb</pre>\n"), "<p>a b</p> <pre>a&#10;&#10;b</pre> ");
/// ```
#[must_use]
pub fn in_one_line(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut preformatted = 0_usize;
    for line in html.split_inclusive('\n') {
        preformatted = (preformatted + tags(line, "<")).saturating_sub(tags(line, "</"));
        match line.strip_suffix('\n') {
            None => out.push_str(line),
            Some(text) => {
                out.push_str(text);
                out.push_str(if preformatted > 0 { "&#10;" } else { " " });
            }
        }
    }
    out
}

/// The number of tags of preformatted elements in `line`: start tags with the mark `<`, end tags with `</`.
fn tags(line: &str, mark: &str) -> usize {
    let is_tag = |at: usize, name: &str| {
        let rest = line[at + mark.len()..].strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
    };
    let starts = line.match_indices(mark);
    starts
        .filter(|&(at, _)| PREFORMATTED.iter().any(|name| is_tag(at, name)))
        .count()
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn tags_are_removed_and_references_decoded_once() {
        assert_eq!(text("<b>R&amp;D</b> &amp;lt; 1 > 0"), "R&D &lt; 1 > 0");
    }
}

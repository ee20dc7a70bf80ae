//! Reads the tags of HTML and XML text without building a tree.
//!
//! Why not html5gum, which recto has as a dependency: link checking reads every byte of a built site, and this
//! reader borrows names and values from the text where html5gum copies them into buffers. `benches/check.rs` measures
//! the factor. The rules are those of the HTML standard's tokenizer for tags, comments and raw text elements.

/// An attribute of a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// The name as written.
    pub(super) name: &'a str,
    /// The value as written; character references are not decoded.
    pub(super) value: &'a str,
}

/// A start tag or an end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t, 'a> {
    /// The name as written.
    pub(super) name: &'a str,
    /// Whether it is an end tag.
    pub(super) closing: bool,
    /// The attributes; none for an end tag.
    pub(super) attributes: &'t [Attribute<'a>],
    /// The tag as written, from `<` to `>`.
    pub(super) written: &'a str,
    /// What follows the tag: the content of a raw text element such as `script`, else the text up to the next `<`.
    pub(super) text: &'a str,
}

impl<'a> Tag<'_, 'a> {
    /// Whether the element is called `name`, in any case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of the first attribute called `name`, in any case.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
            .map(|attribute| attribute.value)
    }
}

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// HTML: some elements hold raw text.
    Html,
    /// XML: no element holds raw text, and `<![CDATA[` sections hold no tags.
    Xml,
}

/// The HTML elements whose content is text and never holds tags.
const RAW_TEXT: &[&str] = &[
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
];

/// Calls `each` for every tag of `text`, in order. Any text is valid input; a tag that never closes is ignored, as
/// browsers do.
pub(super) fn tags<'a>(text: &'a str, syntax: Syntax, mut each: impl FnMut(&Tag<'_, 'a>)) {
    let bytes = text.as_bytes();
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let open = at + found;
        at = match bytes.get(open + 1) {
            Some(b'!') if bytes[open..].starts_with(b"<!--") => comment_end(bytes, open),
            Some(b'!') if syntax == Syntax::Xml && bytes[open..].starts_with(b"<![CDATA[") => {
                memchr::memmem::find(&bytes[open..], b"]]>").map_or(bytes.len(), |end| open + end + 3)
            }
            Some(b'!' | b'?') => past(bytes, open, b'>'),
            Some(b'/') if !bytes.get(open + 2).is_some_and(|byte| begins_name(*byte)) => {
                past(bytes, open, b'>')
            }
            Some(byte) if *byte == b'/' || begins_name(*byte) => {
                let closing = *byte == b'/';
                let start = open + 1 + usize::from(closing);
                let name = name_end(bytes, start);
                attributes.clear();
                let end = match closing {
                    true => memchr::memchr(b'>', &bytes[name..]).map(|end| name + end + 1),
                    false => read_attributes(text, name, &mut attributes),
                };
                let Some(end) = end else { return };
                let name = &text[start..name];
                let raw = syntax == Syntax::Html && !closing;
                let raw = raw.then(|| RAW_TEXT.iter().find(|raw| name.eq_ignore_ascii_case(raw)));
                let next = match raw.flatten() {
                    Some(raw) => raw_text_end(bytes, end, raw.as_bytes()),
                    None => memchr::memchr(b'<', &bytes[end..]).map_or(bytes.len(), |next| end + next),
                };
                each(&Tag {
                    name,
                    closing,
                    attributes: &attributes,
                    written: &text[open..end],
                    text: &text[end..next],
                });
                next
            }
            _ => open + 1,
        };
    }
}

fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
}

/// One past the next `byte` from `at` on, or the end.
fn past(bytes: &[u8], at: usize, byte: u8) -> usize {
    memchr::memchr(byte, &bytes[at..]).map_or(bytes.len(), |found| at + found + 1)
}

/// One past the comment that opens at `open`; `<!-->` and `<!--->` are whole comments.
fn comment_end(bytes: &[u8], open: usize) -> usize {
    let rest = &bytes[open + 4..];
    if rest.starts_with(b">") {
        return open + 5;
    }
    if rest.starts_with(b"->") {
        return open + 6;
    }
    let mut at = open + 4;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"--") {
        at += found;
        match &bytes[at + 2..] {
            [b'>', ..] => return at + 3,
            [b'!', b'>', ..] => return at + 4,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Where the end tag of the raw text element `name` begins, or the end. `plaintext` has no end tag.
fn raw_text_end(bytes: &[u8], mut at: usize, name: &[u8]) -> usize {
    if name == b"plaintext" {
        return bytes.len();
    }
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        at += found;
        let rest = &bytes[at + 2..];
        let same = rest
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        if same && rest.get(name.len()).is_none_or(|byte| is_break(*byte)) {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

fn is_break(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

fn name_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .position(|byte| is_break(*byte))
        .map_or(bytes.len(), |length| at + length)
}

/// Reads attributes from `at`, just behind the tag's name, and returns the place just behind the tag, or `None` where
/// the tag never closes.
fn read_attributes<'a>(text: &'a str, mut at: usize, found: &mut Vec<Attribute<'a>>) -> Option<usize> {
    let bytes = text.as_bytes();
    let skip = |mut at: usize| {
        while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
            at += 1;
        }
        at
    };
    loop {
        at = skip(at);
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'/' => {
                at += 1;
                continue;
            }
            _ => {}
        }
        let start = at;
        // An equals sign in first place belongs to the name.
        at += 1;
        while bytes
            .get(at)
            .is_some_and(|byte| !is_break(*byte) && *byte != b'=')
        {
            at += 1;
        }
        let name = &text[start..at];
        let mut value = &text[at..at];
        let after = skip(at);
        if bytes.get(after) == Some(&b'=') {
            at = skip(after + 1);
            match bytes.get(at)? {
                quote @ (b'"' | b'\'') => {
                    let end = at + 1 + memchr::memchr(*quote, &bytes[at + 1..])?;
                    value = &text[at + 1..end];
                    at = end + 1;
                }
                b'>' => value = &text[at..at],
                _ => {
                    let length = bytes[at..]
                        .iter()
                        .position(|byte| is_space(*byte) || *byte == b'>')?;
                    value = &text[at..at + length];
                    at += length;
                }
            }
        }
        if !found.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
            found.push(Attribute { name, value });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Syntax, tags};

    fn names(text: &str, syntax: Syntax) -> Vec<String> {
        let mut names = Vec::new();
        tags(text, syntax, |tag| names.push(tag.name.to_owned()));
        names
    }

    #[test]
    fn a_tag_that_never_closes_is_ignored() {
        assert_eq!(names("<a href=x><b href='", Syntax::Html), ["a"]);
        assert_eq!(names("<a href=x><b", Syntax::Html), ["a"]);
    }

    #[test]
    fn only_the_first_of_two_attributes_with_one_name_counts() {
        tags("<a href=1 HREF=2>", Syntax::Html, |tag| {
            assert_eq!(tag.get("href"), Some("1"));
            assert_eq!(tag.attributes.len(), 1);
        });
    }

    #[test]
    fn a_cdata_section_of_xml_holds_no_tags() {
        assert_eq!(names("<a/><![CDATA[<b>]]><c/>", Syntax::Xml), ["a", "c"]);
    }

    #[test]
    fn everything_after_plaintext_is_text() {
        assert_eq!(names("<p><plaintext><a>", Syntax::Html), ["p", "plaintext"]);
    }

    #[test]
    fn a_tag_knows_the_text_behind_it() {
        let mut texts = Vec::new();
        tags("<loc>x</loc><script>a<b</script>", Syntax::Html, |tag| {
            texts.push(tag.text.to_owned());
        });
        assert_eq!(texts, ["x", "", "a<b", ""]);
    }
}

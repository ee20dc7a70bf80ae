//! HTML text in, its start tags with their attributes out: a scan that borrows everything and builds no tree.
//!
//! Link checking reads hundreds of megabytes of built pages, so this does the least that is right: comments,
//! declarations and the text of `script`, `style` and their like are stepped over as the HTML standard says.

/// An attribute of a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// Its name as written.
    pub(super) name: &'a str,
    /// Its value as written: character references are not resolved.
    pub(super) value: &'a str,
}

/// A start tag or an end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t, 'a> {
    /// Its name as written.
    pub(super) name: &'a str,
    /// Whether it is an end tag.
    pub(super) closing: bool,
    /// Its attributes; none for an end tag.
    pub(super) attributes: &'t [Attribute<'a>],
}

impl<'a> Tag<'_, 'a> {
    /// Whether it is called `name`, in whatever case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of its first attribute called `name`.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
            .map(|attribute| attribute.value)
    }
}

/// Elements whose content is text, never tags.
const TEXT_ONLY: &[&str] = &[
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// Calls `each` for every tag of `html`, in order. Total: any text will do.
pub(super) fn tags<'a>(html: &'a str, mut each: impl FnMut(&Tag<'_, 'a>)) {
    let bytes = html.as_bytes();
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let open = at + found;
        at = match bytes.get(open + 1) {
            Some(b'!') if bytes[open..].starts_with(b"<!--") => comment_end(bytes, open),
            Some(b'!' | b'?') => past(bytes, open, b'>'),
            Some(b'/') if bytes.get(open + 2).is_some_and(u8::is_ascii_alphabetic) => {
                let name = name_end(bytes, open + 2);
                let tag = Tag {
                    name: &html[open + 2..name],
                    closing: true,
                    attributes: &[],
                };
                each(&tag);
                past(bytes, name, b'>')
            }
            Some(b'/') => past(bytes, open, b'>'),
            Some(byte) if byte.is_ascii_alphabetic() => {
                let name = name_end(bytes, open + 1);
                attributes.clear();
                let end = read_attributes(html, name, &mut attributes);
                let tag = Tag {
                    name: &html[open + 1..name],
                    closing: false,
                    attributes: &attributes,
                };
                each(&tag);
                match TEXT_ONLY.iter().find(|name| tag.is(name)) {
                    Some(name) => text_end(bytes, end, name.as_bytes()),
                    None => end,
                }
            }
            _ => open + 1,
        };
    }
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

/// Where the end tag of the text-only element `name` begins, or the end.
fn text_end(bytes: &[u8], mut at: usize, name: &[u8]) -> usize {
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

/// Reads attributes from `at`, just behind the tag's name, and gives the place just behind the tag.
fn read_attributes<'a>(html: &'a str, mut at: usize, found: &mut Vec<Attribute<'a>>) -> usize {
    let bytes = html.as_bytes();
    let skip = |mut at: usize| {
        while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
            at += 1;
        }
        at
    };
    loop {
        at = skip(at);
        match bytes.get(at) {
            None => return at,
            Some(b'>') => return at + 1,
            Some(b'/') => {
                at += 1;
                continue;
            }
            Some(_) => {}
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
        let Some(name) = html.get(start..at) else { continue };
        let mut value = "";
        let after = skip(at);
        if bytes.get(after) == Some(&b'=') {
            at = skip(after + 1);
            match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let end =
                        memchr::memchr(*quote, &bytes[at + 1..]).map_or(bytes.len(), |end| at + 1 + end);
                    value = &html[at + 1..end];
                    at = (end + 1).min(bytes.len());
                }
                _ => {
                    let end = bytes[at..]
                        .iter()
                        .position(|byte| is_space(*byte) || *byte == b'>');
                    let end = end.map_or(bytes.len(), |end| at + end);
                    value = &html[at..end];
                    at = end;
                }
            }
        }
        found.push(Attribute { name, value });
    }
}

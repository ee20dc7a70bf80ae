//! Case files: one text with several named sections.

/// One section of a case file.
pub(crate) struct Section<'a> {
    /// The first word of its head line.
    pub(crate) kind: &'a str,
    /// The rest of its head line, mostly a path.
    pub(crate) name: &'a str,
    /// The lines after the head line.
    pub(crate) text: String,
}

/// Reads the sections of a case file. A section begins with a line such as `==== source index.md`. Lines before the
/// first section are comments. `(no end of line)` after the name marks a file whose last line has no line end.
pub(crate) fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("==== ") {
            let (kind, name) = head.trim_end().split_once(' ').unwrap();
            sections.push(Section {
                kind,
                name,
                text: String::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.text.push_str(line);
        }
    }
    for section in &mut sections {
        if let Some(bare) = section.name.strip_suffix(" (no end of line)") {
            section.name = bare;
            section.text.pop();
        }
    }
    sections
}

/// Converts `\r`, `\n`, `\\` and `\xff` to the bytes they stand for. Line ends of the text itself are dropped.
pub(crate) fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut chars = text.chars().filter(|c| *c != '\n');
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => bytes.push(b'\n'),
                Some('r') => bytes.push(b'\r'),
                Some('x') => {
                    let digits: String = chars.by_ref().take(2).collect();
                    bytes.push(u8::from_str_radix(&digits, 16).unwrap());
                }
                other => bytes.extend(other.map(|c| c as u8)),
            },
            (c, false) => bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

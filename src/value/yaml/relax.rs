//! Adds spaces to YAML that libyaml accepts and a YAML 1.2 parser does not.
//!
//! libyaml lets a tab follow the colon of a key, a comment follow a quote at once, and the lines of a quoted text
//! start in any column. Only white space without meaning is changed.

/// How far the lines of a quoted text are moved in: deeper than any key.
const INDENT: usize = 64;

/// `text` with such blanks put in; `None` where there is nothing to do.
pub(super) fn relax(text: &str) -> Option<String> {
    let mut walk = Walk {
        text,
        out: String::with_capacity(text.len() + 64),
        at: 0,
        starts: true,
    };
    while walk.at < text.len() {
        walk.step();
    }
    (walk.out != text).then_some(walk.out)
}

struct Walk<'t> {
    text: &'t str,
    out: String,
    at: usize,
    /// Whether a value may start here.
    starts: bool,
}

impl Walk<'_> {
    fn step(&mut self) {
        let bytes = self.text.as_bytes();
        let byte = bytes[self.at];
        let next = bytes.get(self.at + 1).copied();
        match byte {
            b'"' | b'\'' if self.starts => self.quoted(byte),
            b'|' | b'>' if self.starts => self.block(),
            b'#' if self.at == 0 || bytes[self.at - 1].is_ascii_whitespace() => {
                self.copy_to(self.line_end(self.at));
            }
            b':' if next == Some(b'\t') => {
                let tabs = bytes[self.at + 1..]
                    .iter()
                    .take_while(|byte| **byte == b'\t')
                    .count();
                self.out.push(':');
                self.out.extend(std::iter::repeat_n(' ', tabs));
                self.at += 1 + tabs;
                self.starts = true;
            }
            b':' | b'-' | b'?' if next.is_none_or(|next| next.is_ascii_whitespace()) => {
                self.copy_to(self.at + 1);
                self.starts = true;
            }
            b'[' | b'{' | b',' | b'\n' => {
                self.copy_to(self.at + 1);
                self.starts = true;
            }
            b' ' | b'\t' | b'\r' => self.copy_to(self.at + 1),
            _ => {
                let length = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
                self.copy_to(self.at + length);
                self.starts = false;
            }
        }
    }

    fn copy_to(&mut self, end: usize) {
        self.out.push_str(&self.text[self.at..end]);
        self.at = end;
    }

    fn line_end(&self, from: usize) -> usize {
        let found = memchr::memchr(b'\n', &self.text.as_bytes()[from..]);
        found.map_or(self.text.len(), |at| from + at)
    }

    /// A quoted text: its lines are moved in.
    fn quoted(&mut self, quote: u8) {
        let bytes = self.text.as_bytes();
        let mut end = self.at + 1;
        while end < bytes.len() {
            match bytes[end] {
                b'\\' if quote == b'"' => end += 1,
                b'\n' => {
                    self.copy_to(end + 1);
                    self.out.extend(std::iter::repeat_n(' ', INDENT));
                }
                byte if byte == quote => break,
                _ => {}
            }
            end += 1;
        }
        self.copy_to(self.text.len().min(end + 1));
        if bytes.get(self.at) == Some(&b'#') {
            self.out.push(' ');
        }
        self.starts = false;
    }

    /// A block of literal text: all lines that are indented deeper than the line it begins on.
    fn block(&mut self) {
        let start = memchr::memrchr(b'\n', &self.text.as_bytes()[..self.at]).map_or(0, |at| at + 1);
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let outer = indent(&self.text[start..self.at]);
        self.copy_to(self.line_end(self.at));
        while self.at < self.text.len() {
            let end = self.line_end(self.at + 1);
            let line = &self.text[self.at + 1..end];
            if !line.trim().is_empty() && indent(line) <= outer {
                break;
            }
            self.copy_to(end);
        }
    }
}

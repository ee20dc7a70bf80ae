//! Escapes text for HTML and XML: characters with a meaning in markup become entities.

use std::borrow::Cow;

/// What is written as an entity besides `&`, `<` and `>`: ASCII characters and their entities.
#[derive(Clone, Copy, Debug)]
pub struct Entities(pub &'static [(u8, &'static str)]);

/// Text between tags: quotes stay.
#[allow(dead_code, reason = "part of the interface of this crate")]
pub const TEXT: Entities = Entities(&[]);

/// The value of an attribute in double quotes.
pub const ATTRIBUTE: Entities = Entities(&[(b'"', "&quot;")]);

/// Both quotes, as Ruby's `CGI.escapeHTML` has it, and with it Liquid's `escape`.
pub const QUOTES: Entities = Entities(&[(b'"', "&quot;"), (b'\'', "&#39;")]);

/// Both quotes by XML's names, as Jekyll's `xml_escape` has it.
pub const XML: Entities = Entities(&[(b'"', "&quot;"), (b'\'', "&apos;")]);

impl Entities {
    /// The entity for a character, or nothing where it stays.
    #[must_use]
    pub fn of(self, character: char) -> Option<&'static str> {
        match character {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            _ => {
                let mut further = self.0.iter();
                further
                    .find(|(own, _)| char::from(*own) == character)
                    .map(|(_, entity)| *entity)
            }
        }
    }

    /// `text` with entities; what has nothing to escape is not copied.
    #[must_use]
    pub fn escape(self, text: &str) -> Cow<'_, str> {
        let Some(first) = text.find(|c| self.of(c).is_some()) else {
            return Cow::Borrowed(text);
        };
        let mut out = String::with_capacity(text.len() + text.len() / 8 + 8);
        out.push_str(&text[..first]);
        for character in text[first..].chars() {
            match self.of(character) {
                Some(entity) => out.push_str(entity),
                None => out.push(character),
            }
        }
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTE, QUOTES, TEXT, XML};

    const SAMPLE: &str = "é <a href=\"x\">R&D's</a>";

    #[test]
    fn each_set_escapes_its_own_quotes() {
        assert_eq!(TEXT.escape(SAMPLE), "é &lt;a href=\"x\"&gt;R&amp;D's&lt;/a&gt;");
        assert_eq!(ATTRIBUTE.escape("\"'"), "&quot;'");
        assert_eq!(QUOTES.escape("\"'"), "&quot;&#39;");
        assert_eq!(XML.escape("\"'"), "&quot;&apos;");
    }

    #[test]
    fn text_without_markup_is_borrowed() {
        assert!(matches!(
            QUOTES.escape("plain"),
            std::borrow::Cow::Borrowed("plain")
        ));
    }
}

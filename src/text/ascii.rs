//! Classes of ASCII characters, as Ruby's regular expressions define them.

/// A byte of Ruby's `\s`: space, tab, line feed, vertical tab, form feed, carriage return.
#[must_use]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// A character of Ruby's `\s`.
#[must_use]
pub fn is_space_char(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_space)
}

/// A byte of Ruby's `\w` in a pattern without `(?u)`: an ASCII letter, a digit or an underscore.
#[must_use]
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// What Ruby's `String#strip` removes from both ends: white space and null characters.
#[must_use]
pub fn is_stripped(c: char) -> bool {
    c == '\0' || is_space_char(c)
}

#[cfg(test)]
mod tests {
    use super::{is_space, is_space_char, is_stripped, is_word};

    #[test]
    fn white_space_includes_the_vertical_tab_but_no_character_outside_ascii() {
        assert!(b" \t\n\x0b\x0c\r".iter().all(|byte| is_space(*byte)));
        assert!(!is_space_char('\u{a0}') && !is_space_char('\u{85}'));
    }

    #[test]
    fn words_hold_letters_digits_and_underscores() {
        assert!(is_word(b'_') && is_word(b'Z') && is_word(b'0') && !is_word(b'-'));
    }

    #[test]
    fn strip_removes_null_characters_too() {
        assert_eq!(" \0a\0 ".trim_matches(is_stripped), "a");
    }
}

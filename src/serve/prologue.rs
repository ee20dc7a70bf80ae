//! Finds the place in an HTML page at which the script of the server is inserted.
//!
//! The place is right after the `<head>` tag, or after the doctype and the `<html>` tag of a page without one: the
//! earliest place where a script belongs, which no string in a script, comment or text area of the page can imitate.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// The byte offset in `page` at which a script can be inserted.
pub(super) fn script_offset(page: &[u8]) -> usize {
    let emitter = DefaultEmitter::<usize>::new_with_span();
    let mut offset = 0;
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        match token {
            Token::StartTag(tag) if *tag.name == b"head" => return tag.span.end,
            Token::StartTag(tag) if *tag.name == b"html" => offset = tag.span.end,
            Token::Doctype(doctype) => offset = doctype.span.end,
            Token::Comment(_) | Token::Error(_) => {}
            Token::String(text) if is_blank(&text) => {}
            _ => break,
        }
    }
    offset.min(page.len())
}

fn is_blank(text: &[u8]) -> bool {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    text.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::script_offset;

    #[track_caller]
    fn splits(page: &str, before: &str) {
        let at = script_offset(page.as_bytes());
        assert_eq!(&page[..at], before);
    }

    #[test]
    fn the_script_follows_the_head_tag() {
        splits(
            "<!doctype html>\n<html lang=en><head data-x='>'><title>x",
            "<!doctype html>\n<html lang=en><head data-x='>'>",
        );
        splits(
            "<!-- <head> --><html>\r\n<HEAD>é</HEAD>",
            "<!-- <head> --><html>\r\n<HEAD>",
        );
        splits(
            "<?xml version=\"1.0\"?>\n<html xmlns=\"x\"><head/>",
            "<?xml version=\"1.0\"?>\n<html xmlns=\"x\"><head/>",
        );
    }

    #[test]
    fn a_page_without_a_head_has_it_after_the_doctype_and_the_html_tag() {
        splits("<!DOCTYPE html><p>x", "<!DOCTYPE html>");
        splits(
            "<!-- c --><!DOCTYPE html>\n<html>\n<body>",
            "<!-- c --><!DOCTYPE html>\n<html>",
        );
        splits("<p>x", "");
        splits("plain", "");
        splits("", "");
        splits("\u{feff}<!DOCTYPE html><html>", "\u{feff}<!DOCTYPE html><html>");
    }

    #[test]
    fn tags_inside_scripts_and_text_are_not_tags_of_the_page() {
        splits("<script>var s = '<head></head>'</script>", "");
        splits("<!doctype html><textarea><head></textarea>", "<!doctype html>");
        splits("<html><body><head>", "<html>");
    }
}

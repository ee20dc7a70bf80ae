//! Laws that hold for any text.

use proptest::prelude::*;
use recto::front_matter::split;
use recto::site::permalink::{escape, output_path, sanitize};

proptest! {
    #[test]
    fn front_matter_is_split_where_characters_begin(text in "(---[ \t]*\r?\n)?([a-z:é \t]*\r?\n|---|\\.\\.\\.|\n){0,8}.{0,20}") {
        if let Some((head, body)) = split(&text) {
            prop_assert!(head.end <= body && body <= text.len());
            prop_assert!(text.get(head.clone()).is_some() && text.get(body..).is_some());
            prop_assert!(text[head.end..].starts_with("---") || text[head.end..].starts_with("..."));
        }
    }

    #[test]
    fn everything_after_front_matter_is_the_body(body in "[a-z#][^\0]{0,40}") {
        let text = format!("---\na: 1\n---\n{body}");
        prop_assert_eq!(split(&text).map(|(_, at)| &text[at..]), Some(&body[..]));
    }

    #[test]
    fn no_url_leads_out_of_the_destination(url in "[a-z./%~:2eEfF\\\\ -]{0,40}", ext in "(\\.html|\\.xml|)") {
        for document in [true, false] {
            let path = output_path(&sanitize(&url), &ext, document);
            prop_assert!(!path.starts_with('/'));
            prop_assert!(path.split('/').all(|part| part != ".."), "{}", path);
        }
    }

    #[test]
    fn escaped_paths_are_ascii_and_decode_to_themselves(path in "[^?#]{0,30}") {
        let escaped = escape(&path);
        prop_assert!(escaped.is_ascii());
        let decoded = percent_encoding::percent_decode_str(&escaped).decode_utf8().unwrap();
        prop_assert_eq!(&*decoded, path.as_str());
    }
}

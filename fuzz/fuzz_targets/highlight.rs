//! Reads any text with every lexer in both versions: none panics, hangs or loses a byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::highlight::{Version, find, names};

fuzz_target!(|code: &str| {
    for version in Version::ALL {
        for name in names(version) {
            let found = find(name, "", version);
            let lexer = found.as_ref().expect("a listed name is known");
            let tokens = lexer.tokens(code);
            assert_eq!(tokens.last().map_or(0, |token| token.end), code.len());
            assert!(tokens.is_sorted_by(|one, next| one.end < next.end));
        }
    }
});

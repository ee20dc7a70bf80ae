//! The imports of any style sheet are spelt anew without a panic, and a style sheet without any stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::pipeline::sass_imports::named;

fuzz_target!(|text: &str| {
    for indented in [false, true] {
        let spelt = named(text, indented);
        if !["@import", "@use", "@forward"].iter().any(|word| text.contains(word)) {
            assert_eq!(spelt, text);
        }
    }
});

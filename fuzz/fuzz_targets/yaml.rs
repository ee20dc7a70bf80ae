//! Any text, read as YAML, gives a value that prints or an error with a place inside the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::diag::Sources;
use recto::value::{json, print, yaml};

fuzz_target!(|text: &str| {
    let sources = Sources::default();
    let source = sources.add("fuzz.yml", text);
    match yaml::parse(source, text, 0) {
        Ok(value) => {
            let _ = print::inspect(&value);
            let _ = json::generate(&value);
        }
        Err(error) => {
            let span = error.span.expect("every fault has a place");
            assert!(span.end as usize <= text.len());
        }
    }
});

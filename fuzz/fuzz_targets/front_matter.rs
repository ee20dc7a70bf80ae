//! Any text is split and parsed without a panic, and its body lies inside it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::diag::Sources;
use recto::front_matter;
use recto::value::Zone;

fuzz_target!(|text: &str| {
    let sources = Sources::default();
    let source = sources.add("fuzz", text);
    let (document, _) = front_matter::document(source, text, &Zone::utc());
    assert!(text.get(document.body.start as usize..document.body.end as usize).is_some());
});

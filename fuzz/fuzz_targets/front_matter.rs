//! Any text is split and parsed without a panic; its body and the places of its keys are inside it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::diag::{Sources, Span};
use recto::front_matter;
use recto::value::Zone;

fuzz_target!(|text: &str| {
    let sources = Sources::default();
    let source = sources.add("fuzz", text);
    let inside = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    let (document, _) = front_matter::document(source, text, &Zone::utc());
    assert!(inside(document.body));
    assert!(inside(front_matter::beginning(source, text)));
    for key in ["a", "title", "tags", "é"] {
        assert!(front_matter::key_span(source, text, key).is_none_or(inside));
    }
});

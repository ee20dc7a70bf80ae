//! A theme template that is not refused for its depth is parsed without overflowing the stack of a thread.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::layout::guard::too_deep;
use tera::Tera;

fuzz_target!(|text: &str| {
    if too_deep(text).is_none() {
        let _ = Tera::default().add_raw_template("page.html", text);
    }
});

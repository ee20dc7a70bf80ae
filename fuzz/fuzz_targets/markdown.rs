//! Any text becomes HTML in both dialects, with HTML made native or not, and places stay inside of the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::markdown::{self, Dialect, Options, commonmark, commonmarker, kramdown};

fuzz_target!(|text: &str| {
    let native = kramdown::Options {
        html_to_native: true,
        ..kramdown::Options::default()
    };
    let plain = kramdown::Options {
        input: kramdown::Input::Kramdown,
        parse_block_html: true,
        ..kramdown::Options::default()
    };
    let mut gem = commonmarker::Options::default();
    for name in ["SMART", "FOOTNOTES", "UNSAFE", "table", "tasklist", "autolink", "tagfilter"] {
        gem.switch_on(name);
    }
    for dialect in [
        Dialect::Kramdown(kramdown::Options::default()),
        Dialect::Kramdown(native),
        Dialect::Kramdown(plain),
        Dialect::CommonMark(commonmark::Options::default()),
        Dialect::Commonmarker(gem),
    ] {
        let options = Options {
            dialect,
            ..Options::default()
        };
        let html = markdown::render(text, &options);
        for warning in html.warnings {
            assert!(warning.range.start <= warning.range.end && warning.range.end <= text.len() + 1);
        }
        markdown::smartify(text, &options);
    }
});

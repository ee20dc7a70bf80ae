//! Tests of the Markdown engine: recorded output of kramdown, cases of recto, and properties of any text.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests fail by panicking, and they read their cases"
)]

#[path = "../../../../tests/support/conformance.rs"]
mod conformance;
mod conversion;
#[path = "../../../../tests/support/diff.rs"]
mod diff;
#[path = "../../../../tests/support/markdown_texts.rs"]
mod markdown_texts;
mod properties;

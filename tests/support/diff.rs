//! Compares texts and shows a unified diff with three lines of context.
#![allow(dead_code, reason = "some crates use a part of it")]

use similar::TextDiff;

/// The unified diff from `expected` to `actual`; empty if they are equal. Its header has `name`.
pub(crate) fn unified(name: &str, expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_lines(expected, actual);
    let mut unified = diff.unified_diff();
    unified
        .context_radius(3)
        .header(&format!("expected: {name}"), &format!("actual: {name}"))
        .to_string()
}

/// Panics with a unified diff if the texts differ.
#[track_caller]
pub(crate) fn assert_same_text(name: &str, expected: &str, actual: &str) {
    if expected != actual {
        panic!("{name} differs\n{}", unified(name, expected, actual));
    }
}

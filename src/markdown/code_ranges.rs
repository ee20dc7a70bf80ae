//! Finds the code in a Markdown text.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// The bytes of the fenced code blocks and code spans of `text`, in order, with their fences and backticks.
///
/// Indented code is not among them: text that is indented for another reason, such as the body of a Liquid tag, looks
/// the same.
pub fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut fence = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => fence = Some(range),
            Event::End(TagEnd::CodeBlock) => found.extend(fence.take()),
            Event::Code(_) => found.push(range),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::code_ranges;

    #[test]
    fn fences_and_spans_are_code_and_indented_text_is_not() {
        let text = "a `b` c\n\n```sh\nd\n```\n\n    e\n";
        let code: Vec<&str> = code_ranges(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(code, ["`b`", "```sh\nd\n```"]);
    }
}

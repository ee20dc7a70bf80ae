//! Coloured code in lines: each line an element, with its number and its mark.

use super::fence::Fence;
use std::fmt::Write;

/// `html` with each line in a `<span class="rc-line">`. Elements that span lines are closed and opened again.
pub(super) fn wrap(html: &str, fence: &Fence) -> String {
    let mut out = String::with_capacity(html.len() * 2);
    let mut open: Vec<&str> = Vec::new();
    out.push_str("<span class=\"rc-lines\">");
    // The end tags after the last line feed are not a line: each line closes its own elements.
    let is_line = |line: &&str| line.ends_with('\n') || !recto_text::html::text(line).is_empty();
    for (at, line) in html.split_inclusive('\n').filter(is_line).enumerate() {
        let number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        out.push_str("<span class=\"rc-line");
        for (class, lines) in [
            ("mark", &fence.marked),
            ("ins", &fence.inserted),
            ("del", &fence.deleted),
        ] {
            if lines.iter().any(|lines| lines.contains(&number)) {
                let _ = write!(out, " rc-line-{class}");
            }
        }
        out.push('"');
        if let Some(first) = fence.first_line {
            let _ = write!(out, " data-line=\"{}\"", first.saturating_add(number - 1));
        }
        out.push('>');
        open.iter().for_each(|tag| out.push_str(tag));
        out.push_str(line);
        track(line, &mut open);
        out.push_str(&"</span>".repeat(open.len()));
        out.push_str("</span>");
    }
    out.push_str("</span>");
    out
}

/// Follows the tags of `line`: `open` are those that it leaves open.
fn track<'t>(line: &'t str, open: &mut Vec<&'t str>) {
    let mut rest = line;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        match rest.starts_with("</") {
            true => _ = open.pop(),
            false => open.push(&rest[..end]),
        }
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::super::fence::Fence;
    use super::wrap;

    #[test]
    fn elements_over_several_lines_are_opened_again_on_each() {
        let fence = Fence::parse("py {2} linenums=7");
        let html = wrap("a <span class=\"s\">b\nc</span>\n", &fence);
        assert_eq!(
            html,
            "<span class=\"rc-lines\"><span class=\"rc-line\" data-line=\"7\">a <span class=\"s\">b\n</span></span>\
             <span class=\"rc-line rc-line-mark\" data-line=\"8\"><span class=\"s\">c</span>\n</span></span>"
        );
    }

    #[test]
    fn end_tags_after_the_last_line_are_not_a_line() {
        let html = wrap("<span class=\"c1\"># a\n</span>", &Fence::parse("py linenums"));
        assert_eq!(html.matches("data-line").count(), 1, "{html}");
    }
}

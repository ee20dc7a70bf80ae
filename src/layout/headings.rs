//! Gives the headings of HTML that the builder did not write, as kramdown's, the link to themselves that CommonMark's
//! have. It follows the heading, so the name of the heading stays its text.

use crate::text::escape::ATTRIBUTE;
use crate::text::html::text;
use std::borrow::Cow;
use std::fmt::Write;

/// What encloses a heading with its link.
const FRAME: &str = "<div class=\"rc-heading\">";

/// `html` with links at its headings from the second level on that have an `id`; `words` are the theme's "Link to".
pub(super) fn linked<'h>(html: &'h str, words: &str) -> Cow<'h, str> {
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find("<h").map(|next| at + next) {
        at = found + 2;
        let Some((id, end)) = heading(&html[found..]) else {
            continue;
        };
        let before = html[..found].trim_end();
        if before.ends_with(FRAME) || before.ends_with("<summary>") {
            continue;
        }
        let end = found + end;
        let heading = &html[found..end];
        let label = format!("{words} “{}”", text(heading).trim());
        out.push_str(&html[done..found]);
        let _ = write!(
            out,
            "{FRAME}\n{heading}\n<a class=\"rc-anchor\" href=\"#{id}\" aria-label=\"{}\">#</a></div>",
            ATTRIBUTE.escape(&label)
        );
        done = end;
        at = end;
    }
    match done {
        0 => html.into(),
        _ => {
            out.push_str(&html[done..]);
            out.into()
        }
    }
}

/// The `id` of the heading that `html` begins with, and where the heading ends.
fn heading(html: &str) -> Option<(&str, usize)> {
    let level = html
        .as_bytes()
        .get(2)
        .filter(|level| (b'2'..=b'6').contains(level))?;
    let tag = &html[..html.find('>')?];
    let id = tag.get(3..)?.strip_prefix(' ')?;
    let id = id.split(" id=\"").nth(1).or_else(|| id.strip_prefix("id=\""))?;
    let id = id.split('"').next().filter(|id| !id.is_empty())?;
    let close = format!("</h{}>", char::from(*level));
    Some((id, html.find(&close)? + close.len()))
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn headings_with_an_id_get_a_link_behind_them() {
        let html = linked(
            "<h1 id=\"t\">T</h1>\n<h2 class=\"c\" id=\"a\">A &amp; <i>b</i></h2>\n<h3>No id</h3>",
            "Link to",
        );
        assert_eq!(
            html,
            "<h1 id=\"t\">T</h1>\n<div class=\"rc-heading\">\n<h2 class=\"c\" id=\"a\">A &amp; <i>b</i></h2>\n\
             <a class=\"rc-anchor\" href=\"#a\" aria-label=\"Link to “A &amp; b”\">#</a></div>\n<h3>No id</h3>"
        );
    }

    #[test]
    fn headings_that_have_a_link_keep_it() {
        let html = "<div class=\"rc-heading\">\n<h2 id=\"a\">A</h2>\n<a href=\"#a\">#</a></div><summary><h2 id=\"b\">B</h2></summary>";
        assert_eq!(linked(html, "Link to"), html);
    }
}

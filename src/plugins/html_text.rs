//! Replaces running text in the HTML of a finished page.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;
use std::ops::Range;

/// Passes each run of text outside the elements `ignored` to `rewrite`, which sees the text as it
/// is written, with its character references, and returns the replacement, or `None` to keep it.
/// `None` where nothing was replaced.
pub(super) fn rewrite(
    html: &str,
    ignored: &[&str],
    mut rewrite: impl FnMut(&str) -> Option<String>,
) -> Option<String> {
    let mut out = String::new();
    let mut copied = 0;
    for run in text_runs(html, ignored) {
        if let Some(new) = html.get(run.clone()).and_then(&mut rewrite) {
            out.push_str(&html[copied..run.start]);
            out.push_str(&new);
            copied = run.end;
        }
    }
    (copied > 0).then(|| out + &html[copied..])
}

/// The text of `html` as it is written, without its tags.
pub(super) fn text(html: &str) -> String {
    text_runs(html, &["script", "style"])
        .into_iter()
        .filter_map(|run| html.get(run))
        .collect()
}

/// The bytes of each run of text outside the elements `ignored`.
fn text_runs(html: &str, ignored: &[&str]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut open: Vec<Vec<u8>> = Vec::new();
    let is_ignored = |name: &[u8]| ignored.iter().any(|known| known.as_bytes() == name);
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(
        |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name } if is_ignored(name) => open.push(name.to_vec()),
                CallbackEvent::EndTag { name } => {
                    if let Some(at) = open.iter().rposition(|known| known == name) {
                        open.truncate(at);
                    }
                }
                CallbackEvent::String { .. } if open.is_empty() => runs.push(span.start..span.end),
                _ => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    runs
}

/// The part of a page that such plugins work on: between `<body …>` with the white space after it and
/// `</body>`, or all of it where there is no `<body`.
pub(super) fn body(html: &str) -> Range<usize> {
    let Some(open) = html
        .find("<body")
        .and_then(|at| html[at..].find('>').map(|end| at + end + 1))
    else {
        return 0..html.len();
    };
    let start = open + html[open..].len()
        - html[open..]
            .trim_start_matches(|c: char| c.is_ascii_whitespace())
            .len();
    let end = html[start..].find("</body>").map_or(html.len(), |at| start + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::{body, rewrite};

    #[test]
    fn text_is_rewritten_but_not_code_or_attributes() {
        let html = "<p title=\"x\">x &amp; <code>x</code> <b>x</b></p><script>x</script>";
        let shout = |text: &str| text.contains('x').then(|| text.replace('x', "X"));
        let want = "<p title=\"x\">X &amp; <code>x</code> <b>X</b></p><script>x</script>";
        assert_eq!(rewrite(html, &["code", "script"], shout).as_deref(), Some(want));
    }

    #[test]
    fn nothing_to_replace_gives_nothing() {
        assert_eq!(rewrite("<p>y</p>", &[], |_| None), None);
    }

    #[test]
    fn the_body_is_what_stands_between_its_tags() {
        let html = "<html><body class=a>\n  x</body></html>";
        assert_eq!(&html[body(html)], "x");
        assert_eq!(body("x"), 0..1);
    }
}

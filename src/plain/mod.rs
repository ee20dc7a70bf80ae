//! Converts finished HTML to Markdown: the copies of pages that programs read.
//!
//! It reads the HTML of a page, not its source, so that captures, includes and tabs are in the copy as readers see them.

mod tree;
mod writer;

/// The Markdown of the body `html`.
pub fn markdown(html: &str) -> String {
    let mut writer = writer::Writer::default();
    writer.blocks(&tree::parse(html));
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn elements_become_their_markdown() {
        for (html, expected) in [
            (
                "<h2 id=\"a\">A <em>b</em></h2><p>c\n<a href=\"/d/\">d</a></p>",
                "## A *b*\n\nc [d](/d/)\n",
            ),
            (
                "<ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul>",
                "- a\n- b\n\n  1. c\n",
            ),
            (
                "<div class=\"language-rs highlighter-rouge\"><pre class=\"highlight\"><code>a <span>&lt;</span>\n\nb\n</code></pre></div>",
                "```rs\na <\n\nb\n```\n",
            ),
            (
                "<div class=\"rc-table\"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>x | y</td></tr></tbody></table></div>",
                "| a | b |\n|---|---|\n| 1 | x \\| y |\n",
            ),
            (
                "<div class=\"markdown-alert markdown-alert-tip\"><p class=\"markdown-alert-title\"><svg></svg>Title</p><p>text</p></div>",
                "> **Title**\n>\n> text\n",
            ),
            (
                "<p>a<br>b &amp; c</p><hr><blockquote><p>q</p></blockquote>",
                "a\\\nb & c\n\n---\n\n> q\n",
            ),
        ] {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }

    #[test]
    fn tabs_follow_one_another_with_their_titles() {
        let html = "<ul class=\"nav nav-tabs\"><li><a href=\"#x\">Linux</a></li></ul>\
                    <div class=\"tab-content\"><div id=\"x\" class=\"tab-pane\"><p>a</p></div></div>";
        assert_eq!(markdown(html), "**Linux**\n\na\n");
    }
}

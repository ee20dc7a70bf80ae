//! jemoji: replaces every `:shortcode:` of a finished page by a picture.

use super::{Plugin, html_text, html_tree};
use crate::config::Config;
use crate::site::Page;

/// The plugin.
pub(super) struct Jemoji;

impl Plugin for Jemoji {
    fn gem(&self) -> &'static str {
        "jemoji"
    }

    fn finish(&self, config: &Config, page: &Page, html: &str) -> Option<String> {
        let source = config.plugin_config.emoji_source.as_deref().unwrap_or(ASSETS);
        (&*page.output_ext == ".html").then(|| draw(html, source))?
    }
}

/// Elements in which a shortcode stays text (html-pipeline's list).
const IGNORED: &[&str] = &["pre", "code", "tt"];

/// Where GitHub keeps its pictures; `emoji.src` names another place.
const ASSETS: &str = "https://github.githubassets.com/images/icons/";

/// `html` with every shortcode that GitHub knows as a picture below `src`; `None` where there is none.
fn draw(html: &str, src: &str) -> Option<String> {
    if !html.contains(':') {
        return None;
    }
    let body = html_text::body(html);
    let new = html_text::rewrite(&html[body.clone()], IGNORED, |text| draw_text(text, src))?;
    let new = html_tree::rewritten(&new).unwrap_or(new);
    Some([&html[..body.start], &new, &html[body.end..]].concat())
}

fn draw_text(text: &str, src: &str) -> Option<String> {
    let (mut out, mut copied) = (String::new(), 0);
    let mut colons = memchr::memchr_iter(b':', text.as_bytes()).peekable();
    while let Some(open) = colons.next() {
        let Some(&close) = colons.peek() else { break };
        let name = &text[open + 1..close];
        let Some(emoji) = emojis::get_by_shortcode(name) else {
            continue;
        };
        out.push_str(&text[copied..open]);
        out.push_str(&image(name, emoji.as_str(), src));
        copied = close + 1;
        colons.next();
    }
    (copied > 0).then(|| out + &text[copied..])
}

/// The `img` of one emoji; its file is named by the code points, without variation selectors.
fn image(name: &str, emoji: &str, src: &str) -> String {
    let points = emoji.chars().filter(|&c| c != '\u{fe0f}' && c != '\u{200d}');
    let file = points
        .map(|c| format!("{:04x}", c as u32))
        .collect::<Vec<_>>()
        .join("-");
    let slash = if src.ends_with('/') { "" } else { "/" };
    format!(
        "<img class=\"emoji\" title=\":{name}:\" alt=\":{name}:\" src=\"{src}{slash}emoji/unicode/{file}.png\" \
         height=\"20\" width=\"20\">"
    )
}

#[cfg(test)]
mod tests {
    use super::{ASSETS, draw};

    #[test]
    fn shortcodes_become_pictures_outside_code() {
        let want = "<p>a <img class=\"emoji\" title=\":smile:\" alt=\":smile:\" \
                    src=\"https://github.githubassets.com/images/icons/emoji/unicode/1f604.png\" height=\"20\" \
                    width=\"20\"> 10:20:30</p><code>:smile:</code>";
        assert_eq!(
            draw("<p>a :smile: 10:20:30</p><code>:smile:</code>", ASSETS).as_deref(),
            Some(want)
        );
    }
}

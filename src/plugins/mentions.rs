//! jekyll-mentions: links every `@user` of a finished page.

use super::{Plugin, html_text, html_tree};
use crate::config::Config;
use crate::site::Page;
use crate::text::ascii::is_word;
use crate::value::Value;

/// The plugin.
pub(super) struct Mentions;

impl Plugin for Mentions {
    fn gem(&self) -> &'static str {
        "jekyll-mentions"
    }

    fn finish(&self, config: &Config, page: &Page, html: &str) -> Option<String> {
        let own = page.get("jekyll-mentions");
        let asked = if own.is_nil() {
            config.plugin_config.mentions.clone()
        } else {
            own
        };
        let is_html = &*page.output_ext == ".html"
            || page.get("permalink").as_str().is_some_and(|to| to.ends_with('/'));
        if !is_html || matches!(asked, Value::Bool(false)) {
            return None;
        }
        let base = match &asked {
            Value::Str(base) => base.to_string(),
            asked => asked
                .get("base_url")
                .as_str()
                .unwrap_or("https://github.com")
                .to_owned(),
        };
        link(html, &base)
    }
}

/// Elements in which a name stays text (html-pipeline's list).
const IGNORED: &[&str] = &["pre", "code", "a", "style", "script"];

/// Names that mean the thing itself and link nowhere.
const RESERVED: &[&str] = &["mention", "mentions", "mentioned", "mentioning"];

/// `html` with every mention linked to `base_url`; `None` where there is none.
fn link(html: &str, base_url: &str) -> Option<String> {
    if !html.contains('@') {
        return None;
    }
    let body = html_text::body(html);
    let old = &html[body.clone()];
    let new = html_text::rewrite(old, IGNORED, |text| link_text(text, base_url));
    if new.is_none() && !has_mention(old) {
        return None;
    }
    // The gem serializes the page again even if all mentions are in code or in attributes.
    let new = html_tree::rewritten(new.as_deref().unwrap_or(old)).or(new)?;
    Some([&html[..body.start], &new, &html[body.end..]].concat())
}

/// Whether there is anything like a mention, be it in code or in an attribute.
fn has_mention(html: &str) -> bool {
    let bytes = html.as_bytes();
    memchr::memchr_iter(b'@', bytes).any(|at| login_end(bytes, at).is_some())
}

/// One run of text with its mentions linked; `None` where there is none.
fn link_text(text: &str, base_url: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let slash = if base_url.ends_with(['/', '~']) { "" } else { "/" };
    let (mut out, mut copied) = (String::new(), 0);
    for at in memchr::memchr_iter(b'@', bytes) {
        let Some(end) = login_end(bytes, at) else { continue };
        let login = &text[at + 1..end];
        if RESERVED.iter().any(|name| login.eq_ignore_ascii_case(name)) {
            continue;
        }
        out.push_str(&text[copied..at]);
        out.push_str(&format!(
            "<a href=\"{base_url}{slash}{login}\" class=\"user-mention\">@{login}</a>"
        ));
        copied = end;
    }
    (copied > 0).then(|| out + &text[copied..])
}

/// The end of the login after the `@` at `at`, if this is a mention: no word before it, no slash
/// after it, and no dot that continues as a domain would.
fn login_end(bytes: &[u8], at: usize) -> Option<usize> {
    if at > 0 && is_word(bytes[at - 1]) || !is_word(*bytes.get(at + 1)?) {
        return None;
    }
    let length = bytes[at + 1..]
        .iter()
        .take_while(|&&byte| is_word(byte) || byte == b'-')
        .count();
    let end = at + 1 + length;
    match bytes[end..] {
        [b'/', ..] => None,
        [b'.', next, ..] if is_word(next) => None,
        _ => Some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::link;

    fn linked(name: &str) -> String {
        format!("<a href=\"https://github.com/{name}\" class=\"user-mention\">@{name}</a>")
    }

    #[test]
    fn a_mention_is_linked_wherever_a_sentence_may_end() {
        let html = "<p>@ab, (@c-d). @e... @f</p>";
        let want = format!(
            "<p>{}, ({}). {}... {}</p>",
            linked("ab"),
            linked("c-d"),
            linked("e"),
            linked("f")
        );
        assert_eq!(link(html, "https://github.com"), Some(want));
    }

    #[test]
    fn addresses_scopes_and_domains_are_no_mentions() {
        assert_eq!(link("<p>a@b.c @types/node @x.y</p>", "https://github.com"), None);
        assert_eq!(
            link("<code>@a</code><a href=x>@b</a>", "https://github.com").as_deref(),
            Some("<code>@a</code><a href=\"x\">@b</a>")
        );
    }
}

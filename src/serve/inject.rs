//! Inserts the script of the server into a page, and lets the content security policy of the page allow it.

use super::csp;
use super::prologue::script_offset;
use crate::text::escape::QUOTES;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Where the script of the server is.
pub(super) const CLIENT: &str = "/__recto/client.js";

/// What the script must know about the page.
#[derive(Clone, Debug)]
pub(super) struct Injection<'a> {
    /// The build that the page is from, as [`super::socket`] writes it.
    pub(super) build: &'a str,
    /// The host that the page was requested from.
    pub(super) host: &'a str,
    /// The nonce that a policy in the headers asks for.
    pub(super) nonce: Option<String>,
}

/// The page with a script element in it. The element is well-formed XML too, for pages in XHTML.
pub(super) fn inject(page: &[u8], injection: &Injection<'_>) -> Vec<u8> {
    let (page, nonce) = match extend_policy(page, injection.host) {
        Some((page, nonce)) => (page.into(), nonce),
        None => (std::borrow::Cow::Borrowed(page), None),
    };
    let nonce = nonce.or_else(|| injection.nonce.clone());
    let nonce = nonce.map_or(String::new(), |nonce| {
        format!(" nonce=\"{}\"", QUOTES.escape(&nonce))
    });
    let script = format!(
        "<script src=\"{CLIENT}\" data-build=\"{}\"{nonce} async=\"async\"></script>",
        injection.build
    );
    let at = script_offset(&page);
    let mut out = Vec::with_capacity(page.len() + script.len());
    out.extend_from_slice(&page[..at]);
    out.extend_from_slice(script.as_bytes());
    out.extend_from_slice(&page[at..]);
    out
}

/// The page with each `<meta http-equiv=content-security-policy>` extended, and the nonce that a policy asks for; `None`
/// if it has no such element.
fn extend_policy(page: &[u8], host: &str) -> Option<(Vec<u8>, Option<String>)> {
    memchr::memmem::find(&page.to_ascii_lowercase(), b"content-security-policy")?;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut out, mut copied, mut nonce) = (Vec::new(), 0, None);
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        let Token::StartTag(tag) = token else { continue };
        let value = |name: &[u8]| {
            let attribute = tag.attributes.get(name)?;
            Some(String::from_utf8_lossy(attribute).into_owned())
        };
        let is_policy =
            value(b"http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"));
        if !is_policy || *tag.name != b"meta" {
            continue;
        }
        let allowed = csp::extend(&value(b"content").unwrap_or_default(), host);
        out.extend_from_slice(page.get(copied..tag.span.start)?);
        out.extend_from_slice(
            format!(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\"/>",
                QUOTES.escape(&allowed.policy)
            )
            .as_bytes(),
        );
        copied = tag.span.end;
        nonce = nonce.or(allowed.nonce);
    }
    out.extend_from_slice(page.get(copied..)?);
    (copied > 0).then_some((out, nonce))
}

#[cfg(test)]
mod tests {
    use super::{Injection, inject};

    fn injected(page: &str) -> String {
        let injection = Injection {
            build: "a-7",
            host: "h:1",
            nonce: None,
        };
        String::from_utf8(inject(page.as_bytes(), &injection)).unwrap()
    }

    #[test]
    fn a_page_gets_one_script() {
        assert_eq!(
            injected("<!doctype html><head><title>x</title></head>"),
            "<!doctype html><head><script src=\"/__recto/client.js\" data-build=\"a-7\" async=\"async\"></script><title>x</title></head>"
        );
    }

    #[test]
    fn a_policy_in_the_page_is_extended_and_its_nonce_used() {
        let page =
            "<head><meta http-equiv='content-security-policy' content=\"script-src 'nonce-q'\"></head>";
        let page = injected(page);
        assert!(page.contains(" nonce=\"q\" async"), "{page}");
        let page = injected(
            "<head><meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\"></head>",
        );
        assert!(page.contains("script-src http://h:1/__recto/"), "{page}");
        let policy = "<meta http-equiv=content-security-policy content=\"script-src 'self'\">";
        let page = injected(&format!("<head>{policy}{policy}<p>x"));
        assert_eq!(page.matches("http://h:1/__recto/").count(), 2, "{page}");
        assert!(page.ends_with("<p>x"), "{page}");
    }
}

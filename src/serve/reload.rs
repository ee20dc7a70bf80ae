//! What a rebuild came to in, what browsers are told and what is added to the pages they show out.
//!
//! Pages get one script element. It listens to a stream of server-sent events, under an address that no site has,
//! and reloads the page, swaps style sheets, or lays the errors of a failed build over the page.

use crate::text::escape::QUOTES;

/// The address of the event stream and of the script, relative to the server's root.
pub(super) const EVENTS: &str = "/__recto/events";
/// The script's own address.
pub(super) const SCRIPT: &str = "/__recto/reload.js";

/// What browsers are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// These pages changed; the number of the build tells whether one was missed.
    Pages(u64),
    /// Nothing but style sheets changed.
    Styles(u64),
    /// The build failed: the printed diagnostics.
    Failed(u64, String),
    /// A build after a failed one came out as the one before that.
    Mended(u64),
}

impl Event {
    /// The event in the form of the stream.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Pages(build) => format!("id: {build}\nevent: reload\ndata: {build}\n\n"),
            Self::Styles(build) => format!("id: {build}\nevent: styles\ndata: {build}\n\n"),
            Self::Mended(build) => format!("id: {build}\nevent: mended\ndata: {build}\n\n"),
            Self::Failed(build, text) => {
                let data = text
                    .lines()
                    .map(|line| format!("data: {line}\n"))
                    .collect::<String>();
                format!("id: {build}\nevent: failed\n{data}\n")
            }
        }
    }
}

/// The event that tells of files at `changed`.
pub(super) fn event(build: u64, changed: &[&str]) -> Event {
    match !changed.is_empty()
        && changed
            .iter()
            .all(|path| path.ends_with(".css") || path.ends_with(".css.map"))
    {
        true => Event::Styles(build),
        false => Event::Pages(build),
    }
}

/// The page with the script added at the end of its head, of its body, or of itself: wherever the tag is there.
pub(super) fn inject(page: &[u8], build: u64) -> Vec<u8> {
    let script = format!("<script src=\"{SCRIPT}\" data-build=\"{build}\" async></script>");
    let at = ["</head>", "</body>", "</html>"]
        .iter()
        .find_map(|tag| find(page, tag.as_bytes()));
    let at = at.unwrap_or(page.len());
    let mut out = Vec::with_capacity(page.len() + script.len());
    out.extend_from_slice(&page[..at]);
    out.extend_from_slice(script.as_bytes());
    out.extend_from_slice(&page[at..]);
    out
}

/// Where `tag` begins, in whatever case: the first head's end, else the last of the others.
fn find(page: &[u8], tag: &[u8]) -> Option<usize> {
    let same = |at: &usize| {
        page[*at..]
            .get(..tag.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(tag))
    };
    match tag == b"</head>" {
        true => memchr::memchr_iter(b'<', page).find(same),
        false => memchr::memrchr_iter(b'<', page).find(same),
    }
}

/// A page for a site that has not been built yet: the errors, or a word of patience. It reloads by itself.
pub(super) fn waiting(failure: Option<&str>, build: u64) -> Vec<u8> {
    let diagnostics = match failure {
        Some(text) => format!(
            "<h1>The site could not be built</h1><pre>{}</pre>",
            QUOTES.escape(text)
        ),
        None => "<h1>Building…</h1><p>The page appears by itself.</p>".to_owned(),
    };
    let style = "body{font:1rem/1.5 system-ui,sans-serif;margin:3rem auto;max-width:60rem;padding:0 1rem;color-scheme:light dark}pre{overflow:auto}";
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>recto</title><style>{style}</style></head><body>{diagnostics}</body></html>"
    );
    inject(page.as_bytes(), build)
}

/// A short page for what is not there.
pub(super) fn missing(path: &str) -> Vec<u8> {
    let path = QUOTES.escape(path);
    format!("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Not found</title></head><body><h1>Not found</h1><p>The site has no page <code>/{path}</code>.</p></body></html>").into_bytes()
}

/// The list of the `names` in the folder at `path`.
pub(super) fn list<'a>(
    path: &str,
    names: impl Iterator<Item = &'a str>,
    linked: impl Fn(&str) -> String,
) -> Vec<u8> {
    let mut page = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Index of /{0}</title></head><body><h1>Index of /{0}</h1><ul>",
        QUOTES.escape(path)
    );
    if !path.is_empty() {
        page.push_str("<li><a href=\"../\">../</a></li>");
    }
    for name in names {
        page.push_str(&format!(
            "<li><a href=\"./{}\">{}</a></li>",
            linked(name),
            QUOTES.escape(name)
        ));
    }
    page.push_str("</ul></body></html>");
    page.into_bytes()
}

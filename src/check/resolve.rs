//! Resolves the references of a page against the page's own URL, by the rules of the URL standard (the `url` crate).
//!
//! Most references of a site are plain paths (`/guide/`, `../a.html#b`), for which a short path through the rules
//! gives the same result without building a URL; a property test compares the two.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use url::Url;

/// Replaces `url` where the configuration has none: a name that is never registered (RFC 6761).
const NO_HOST: &str = "https://site.invalid";

/// The address at which a site is served.
#[derive(Clone, Debug)]
pub(super) struct SiteUrl {
    /// Scheme, host and port.
    origin: Url,
    /// `baseurl` with a slash at its start and none at its end; empty for the root.
    baseurl: String,
    /// Whether the configuration names the host.
    named: bool,
}

/// What a reference resolves to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target<'t> {
    /// A path of this site.
    Own {
        /// The path relative to `baseurl`, percent signs decoded, without a slash at its start.
        path: String,
        /// The fragment as written.
        fragment: Option<Cow<'t, str>>,
        /// Whether the reference names the site's own host by `http:` although the site is served by `https:`.
        insecure: bool,
    },
    /// A path of the server that is above `baseurl`.
    OutsideBaseurl,
    /// Another site.
    External(Url),
    /// The machine of whoever reads the page.
    Localhost,
    /// Nothing that is fetched: `mailto:`, `data:`, `javascript:`.
    NotFetched,
    /// Not a usable URL, and why.
    Malformed(&'static str),
}

/// The URL of a page, against which its references resolve.
#[derive(Clone, Debug)]
pub(super) struct PageUrl {
    /// The URL, with `<base href>` applied.
    base: Url,
    /// The folder of the page as a URL path, ending in a slash; `None` where `<base href>` leaves the site or the path
    /// needs percent signs.
    folder: Option<String>,
    /// Whether `<base href>` was applied.
    has_base: bool,
}

impl PageUrl {
    /// A key that pages share whose relative references resolve alike.
    pub(super) fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }

    /// Whether the page has a `<base href>`, against which a bare fragment resolves too.
    pub(super) fn has_base(&self) -> bool {
        self.has_base
    }
}

impl SiteUrl {
    /// The address from the configuration's `url` and `baseurl`. A `url` that does not parse counts as missing.
    pub(super) fn new(url: &str, baseurl: &str) -> Self {
        let parsed = Url::parse(url.trim()).ok().filter(|url| url.has_host());
        let named = parsed.is_some();
        let mut origin = parsed.unwrap_or_else(|| Url::parse(NO_HOST).expect("a constant URL"));
        // A path in `url` is a part of what pages are served below.
        let path = origin.path().trim_end_matches('/').to_owned();
        origin.set_path("/");
        origin.set_query(None);
        origin.set_fragment(None);
        let baseurl = baseurl.trim_matches('/');
        let baseurl = match baseurl {
            "" => path,
            baseurl => format!("{path}/{baseurl}"),
        };
        Self {
            origin,
            baseurl,
            named,
        }
    }

    /// `baseurl` with a slash at its start and none at its end.
    pub(super) fn baseurl(&self) -> &str {
        &self.baseurl
    }

    /// The URL of the file at `path`, relative to the site's root, with the page's `<base href>`.
    pub(super) fn page(&self, path: &str, base: Option<&str>) -> PageUrl {
        let mut url = self.origin.clone();
        let path = path.strip_suffix("index.html").unwrap_or(path);
        url.set_path(&format!("{}/{}", self.baseurl, escape_path(path)));
        let base = base.and_then(|base| url.join(base.trim()).ok());
        let has_base = base.is_some();
        let url = base.unwrap_or(url);
        let own = self.is_own_host(&url) && url.scheme() == self.origin.scheme();
        let folder = url
            .path()
            .rsplit_once('/')
            .map(|(folder, _)| format!("{folder}/"));
        let folder = folder.filter(|folder| own && is_plain(folder));
        PageUrl {
            base: url,
            folder,
            has_base,
        }
    }

    /// What `text`, a reference on `page`, resolves to.
    pub(super) fn resolve<'t>(&self, page: &PageUrl, text: &'t str) -> Target<'t> {
        if let Some(folder) = &page.folder
            && let Some(target) = self.resolve_plain(folder, text)
        {
            return target;
        }
        self.resolve_any(page, text)
    }

    /// [`resolve`](Self::resolve) for references that are plain paths; `None` for all others.
    fn resolve_plain<'t>(&self, folder: &str, text: &'t str) -> Option<Target<'t>> {
        let (address, fragment) = match text.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (text, None),
        };
        // The standard removes tabs and line breaks anywhere, and blanks at the ends.
        let fragment_is_plain = |fragment: &str| !fragment.bytes().any(|byte| byte <= b' ');
        if address.is_empty() || !is_plain(address) || address.starts_with("//") {
            return None;
        }
        if !fragment.is_none_or(fragment_is_plain) {
            return None;
        }
        let path = match address.starts_with('/') {
            true => normalize("", address),
            false => normalize(folder, address),
        };
        Some(match self.below_baseurl(&path) {
            Some(path) => Target::Own {
                path: path.to_owned(),
                fragment: fragment.map(Cow::Borrowed),
                insecure: false,
            },
            None => Target::OutsideBaseurl,
        })
    }

    fn resolve_any<'t>(&self, page: &PageUrl, text: &'t str) -> Target<'t> {
        let trimmed = text.trim_matches(|c: char| c <= ' ');
        if let Some(reason) = suspicious(trimmed) {
            return Target::Malformed(reason);
        }
        let url = match page.base.join(trimmed) {
            Ok(url) => url,
            Err(url::ParseError::EmptyHost) => return Target::Malformed("it has no host"),
            Err(url::ParseError::InvalidPort) => return Target::Malformed("its port is not a number"),
            Err(_) => return Target::Malformed("it is not a valid URL"),
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Target::NotFetched;
        }
        if !self.is_own_host(&url) {
            return match is_local(&url) {
                true => Target::Localhost,
                false => Target::External(url),
            };
        }
        // A host in the reference itself: another application may be served next to this site.
        let absolute = has_host(trimmed);
        let Ok(path) = percent_decode_str(url.path()).decode_utf8() else {
            return Target::Malformed("its percent-encoded bytes are not UTF-8");
        };
        match self.below_baseurl(&path) {
            Some(path) => Target::Own {
                path: path.to_owned(),
                fragment: url.fragment().map(|fragment| Cow::Owned(fragment.to_owned())),
                insecure: url.scheme() == "http" && self.origin.scheme() == "https",
            },
            None if absolute => Target::External(url),
            None => Target::OutsideBaseurl,
        }
    }

    /// Whether `url` has the host and port of this site. `http:` and `https:` count as the same, each with its default
    /// port.
    fn is_own_host(&self, url: &Url) -> bool {
        url.host() == self.origin.host()
            && (url.port() == self.origin.port() && matches!(url.scheme(), "http" | "https")
                || url.port_or_known_default() == self.origin.port_or_known_default())
    }

    /// `path` relative to `baseurl`.
    fn below_baseurl<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix(self.baseurl.as_str())?;
        match rest.is_empty() {
            true => Some(rest),
            false => rest.strip_prefix('/'),
        }
    }

    /// The URL of a path of this site for people: without the stand-in for a missing host.
    pub(super) fn show(&self, path: &str) -> String {
        match self.named {
            true => format!(
                "{}{}/{path}",
                self.origin.as_str().trim_end_matches('/'),
                self.baseurl
            ),
            false => format!("{}/{path}", self.baseurl),
        }
    }
}

/// Whether the URL standard takes `path` as it is: nothing to decode, encode or remove, no scheme, no query.
fn is_plain(path: &str) -> bool {
    path.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~'))
}

/// `relative` below `folder` with `.` and `..` resolved; `..` never climbs above the root. Both are plain.
fn normalize(folder: &str, relative: &str) -> String {
    let mut path = String::with_capacity(folder.len() + relative.len() + 1);
    path.push_str(folder.trim_end_matches('/'));
    let mut parts = relative
        .strip_prefix('/')
        .unwrap_or(relative)
        .split('/')
        .peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    path.truncate(path.rfind('/').unwrap_or(0));
                }
                if last {
                    path.push('/');
                }
            }
            part => {
                path.push('/');
                path.push_str(part);
            }
        }
    }
    path
}

/// The characters of a path that would end it, percent-encoded.
fn escape_path(path: &str) -> Cow<'_, str> {
    if !path.contains(['%', '?', '#', '\\']) {
        return Cow::Borrowed(path);
    }
    let path = path.replace('%', "%25").replace('?', "%3F");
    Cow::Owned(path.replace('#', "%23").replace('\\', "%5C"))
}

/// Whether `text` names a host, by a scheme or by two slashes.
fn has_host(text: &str) -> bool {
    let scheme = text.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme));
    scheme || text.starts_with("//") || text.starts_with("\\\\")
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// Why a reference that parses can hardly be meant.
fn suspicious(text: &str) -> Option<&'static str> {
    let (scheme, rest) = text.split_once(':')?;
    if !is_scheme(scheme) {
        return None;
    }
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => {
            let rest = rest.trim_start_matches(['/', '\\']);
            rest.is_empty().then_some("it has no host")
        }
        "file" => Some("it names a file on your machine"),
        "mailto" => {
            let address = rest.split('?').next().unwrap_or("");
            let list = rest.contains("to=");
            (address.is_empty() && !list).then_some("it has no address")
        }
        "tel" | "sms" => rest.is_empty().then_some("it has no number"),
        _ if scheme.len() == 1 => Some("it names a file on your machine"),
        _ if rest.starts_with("//")
            && strsim::osa_distance(&scheme, "https") <= 2
            && scheme.starts_with('h') =>
        {
            Some("its scheme is misspelt")
        }
        _ => None,
    }
}

/// Whether a URL names the machine that opens it.
fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(url::Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn resolve(link: &str) -> Target<'_> {
        let site = SiteUrl::new("https://example.org", "/base/");
        site.resolve(&site.page("guide/index.html", None), link)
    }

    fn path(link: &str) -> Option<String> {
        match resolve(link) {
            Target::Own { path, .. } => Some(path),
            _ => None,
        }
    }

    #[test]
    fn a_reference_resolves_against_the_url_of_its_page() {
        for (link, expected) in [
            ("x.html", "guide/x.html"),
            ("./", "guide/"),
            ("../", ""),
            ("?q", "guide/"),
            ("/base", ""),
            ("/base/a%20b", "a b"),
            ("gr%C3%B6%C3%9Fe", "guide/größe"),
            ("/base/gui\tde/\n", "guide/"),
            ("\\base\\guide\\", "guide/"),
            (" /base/x ", "x"),
            ("../../base/y", "y"),
        ] {
            assert_eq!(path(link).as_deref(), Some(expected), "{link:?}");
        }
    }

    #[test]
    fn the_own_host_is_known_in_every_spelling() {
        for link in [
            "https://example.org/base/a",
            "//example.org/base/a",
            "http://example.org/base/a",
            "HTTPS://EXAMPLE.ORG/base/a",
            "https://example.org:443/base/a",
        ] {
            assert_eq!(path(link).as_deref(), Some("a"), "{link}");
        }
        assert!(matches!(
            resolve("https://example.org:8080/base/a"),
            Target::External(_)
        ));
        assert!(matches!(
            resolve("https://example.org/other/"),
            Target::External(_)
        ));
        let insecure = matches!(
            resolve("http://example.org/base/a"),
            Target::Own { insecure: true, .. }
        );
        assert!(insecure);
    }

    #[test]
    fn a_path_above_baseurl_is_outside_the_site() {
        for link in ["/guide/", "/basement/", "../../", "../../about.html", "/"] {
            assert_eq!(resolve(link), Target::OutsideBaseurl, "{link}");
        }
    }

    #[test]
    fn references_that_cannot_be_meant_are_malformed() {
        for link in [
            "https://",
            "http:",
            "file:///x",
            "C:\\x.html",
            "mailto:",
            "tel:",
            "htp://x.org/",
            "%ff",
        ] {
            assert!(matches!(resolve(link), Target::Malformed(_)), "{link}");
        }
        for link in [
            "mailto:a@b.c",
            "data:,x",
            "javascript:void(0)",
            "vscode://file/x",
            "mailto:?to=a@b.c",
        ] {
            assert_eq!(resolve(link), Target::NotFetched, "{link}");
        }
        assert_eq!(resolve("http://127.0.0.1:4000/x"), Target::Localhost);
        assert_eq!(resolve("http://localhost:4000/x"), Target::Localhost);
    }

    #[test]
    fn base_href_replaces_the_url_of_the_page() {
        let site = SiteUrl::new("", "/base");
        let page = site.page("a.html", Some("/base/guide/"));
        let target = Target::Own {
            path: "guide/x".to_owned(),
            fragment: None,
            insecure: false,
        };
        assert_eq!(site.resolve(&page, "x"), target);
        let page = site.page("a.html", Some("https://cdn.example.com/x/"));
        assert!(matches!(site.resolve(&page, "y"), Target::External(_)));
    }

    proptest! {
        #[test]
        fn plain_paths_resolve_as_the_url_standard_says(text in "(/|\\.|\\.\\.|a|b-c|x\\.html|#[a-z/]{0,3}){0,8}") {
            let site = SiteUrl::new("https://example.org", "/b-c");
            let page = site.page("a/b-c/x.html", None);
            if let Some(plain) = site.resolve_plain(page.folder().unwrap(), &text) {
                prop_assert_eq!(plain, site.resolve_any(&page, &text));
            }
        }
    }
}

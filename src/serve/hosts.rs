//! Decides by its `Host` and `Origin` headers whether a request is meant for this server.
//!
//! Any web page that the user visits can send requests to a development server. A foreign name that resolves to this
//! machine is an attack (DNS rebinding), so the server answers only to the names that it was started with. Commands
//! and events are exchanged only with pages that the server itself has sent.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::uri::Authority;
use std::net::IpAddr;

/// The names that the server answers to.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    allowed: Vec<String>,
    any_address: bool,
}

impl Hosts {
    /// The host that the server listens on, and the names that the user allows.
    pub(super) fn new(bound: &str, allowed: &[String]) -> Self {
        let mut allowed = allowed
            .iter()
            .map(|host| host.to_ascii_lowercase())
            .collect::<Vec<_>>();
        allowed.push(bound.trim_matches(['[', ']']).to_ascii_lowercase());
        Self {
            allowed,
            any_address: is_unspecified(bound),
        }
    }

    /// Whether `authority` (`host` or `host:port`) names this server. If the server listens on all addresses, each
    /// address is allowed: only names can be made to point to it.
    pub(super) fn allow(&self, authority: &str) -> bool {
        let Some(host) = host_of(authority) else {
            return false;
        };
        if host == "localhost" || host.ends_with(".localhost") || self.allowed.contains(&host) {
            return true;
        }
        host.parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback() || self.any_address)
    }

    /// Whether the request with these `headers` and the authority of its target, if it has one, is meant for this
    /// server.
    pub(super) fn allow_request(&self, headers: &HeaderMap, target: Option<&Authority>) -> bool {
        host_header(headers).is_some_and(|host| self.allow(host))
            && target.is_none_or(|target| self.allow(target.as_str()))
    }

    /// Whether a page of this server asks for the file, under whichever of its names: `site.url` may have another one
    /// than the address bar.
    pub(super) fn allow_referrer(&self, headers: &HeaderMap) -> bool {
        let port = |authority: &str| authority.rsplit_once(':').map(|(_, port)| port.to_owned());
        let page = headers.get(REFERER).and_then(|page| page.to_str().ok());
        let page = page.and_then(|page| page.split_once("://")?.1.split('/').next());
        let host = host_header(headers).unwrap_or("");
        page.is_some_and(|page| self.allow(page) && port(page) == port(host))
    }

    /// Whether the request comes from a page that this server has sent, or from no page at all.
    pub(super) fn allow_origin(&self, headers: &HeaderMap) -> bool {
        let is_own = |origin: &str| {
            let authority = origin
                .strip_prefix("http://")
                .or_else(|| origin.strip_prefix("https://"));
            let host = host_header(headers).unwrap_or("");
            authority.is_some_and(|origin| origin.eq_ignore_ascii_case(host) && self.allow(origin))
        };
        let origin = headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or(""));
        let is_cross_site = headers
            .get("sec-fetch-site")
            .is_some_and(|site| site == "cross-site");
        origin.is_none_or(is_own) && !is_cross_site
    }
}

/// The value of the `Host` header; `None` if there is not exactly one (RFC 9112, 3.2).
pub(super) fn host_header(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    hosts.next().is_none().then_some(host)
}

/// The host of an authority in lower case, without port, brackets and a final dot; `None` if the authority is
/// malformed.
fn host_of(authority: &str) -> Option<String> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            address.parse::<std::net::Ipv6Addr>().ok()?;
            (address, port)
        }
        None => {
            let end = authority.find(':').unwrap_or(authority.len());
            let (host, port) = authority.split_at(end);
            let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
            if host.is_empty() || !host.bytes().all(is_name_byte) {
                return None;
            }
            (host, port)
        }
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit());
    let has_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    has_port.then_some(host)
}

fn is_unspecified(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    address.is_ok_and(|address| address.is_unspecified())
}

/// Whether only this machine can reach `host`.
pub(super) fn is_local(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// `host` as it appears in the URL of the server. The default address is written as `localhost`, as Jekyll writes it
/// into `site.url`, so that a page and the files it links to have the same origin.
pub fn url_host(host: &str) -> String {
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) if address.is_unspecified() || address == IpAddr::from([127, 0, 0, 1]) => {
            "localhost".to_owned()
        }
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => host.to_owned(),
    }
}

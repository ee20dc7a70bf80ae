//! A request's host, origin and target in, whether and for which path it may be answered out.
//!
//! A development server listens where any web page the user visits can reach it. So: only the names it was started
//! under are its hosts (a foreign name that resolves here is an attack, DNS rebinding), and only pages of its own
//! may open the reload stream. A path is decoded once, and then has no `..`, no backslash, no hidden name.

use percent_encoding::percent_decode_str;
use std::net::{IpAddr, Ipv4Addr};

/// The longest target that is looked at, in bytes.
const LONGEST: usize = 4096;

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Not a path of any site: 400.
    BadPath,
    /// A path that no site has: 404.
    Hidden,
    /// Not asked of us: 403.
    Foreign,
}

/// The names under which a server may be asked.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    allowed: Vec<String>,
    any_address: bool,
}

impl Hosts {
    /// The host a server is bound to, and `more` that the user allows.
    pub(super) fn of(bound: &str, more: &[String]) -> Self {
        let mut allowed = more
            .iter()
            .map(|host| host.to_ascii_lowercase())
            .collect::<Vec<_>>();
        allowed.push(bound.trim_matches(['[', ']']).to_ascii_lowercase());
        let any_address = bound
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_unspecified());
        Self { allowed, any_address }
    }

    /// Whether `authority` (`host:port`) is one of ours. An address of the network is, where the server listens on
    /// all of them: only a name can be bent to point here.
    pub(super) fn allow(&self, authority: &str) -> bool {
        let host = match authority.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or(""),
            None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
        };
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        if host == "localhost" || host.ends_with(".localhost") || self.allowed.contains(&host) {
            return true;
        }
        match host.parse::<IpAddr>() {
            Ok(address) => address.is_loopback() || self.any_address,
            Err(_) => false,
        }
    }

    /// Whether a page of `origin` (`http://host:port`) is one of ours, asked of `authority`.
    pub(super) fn allow_origin(&self, origin: &str, authority: &str) -> bool {
        let host = origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"));
        host.is_some_and(|host| host.eq_ignore_ascii_case(authority) && self.allow(host))
    }
}

/// The path that a request target asks for: relative to the root, decoded once, without query and fragment.
pub(super) fn path(target: &str) -> Result<String, Refusal> {
    if target.len() > LONGEST {
        return Err(Refusal::BadPath);
    }
    let target = target.split(['?', '#']).next().unwrap_or("");
    let Some(path) = target.strip_prefix('/') else {
        return Err(Refusal::BadPath);
    };
    let path = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| Refusal::BadPath)?;
    let bad = |c: char| c == '\\' || c.is_control();
    if path.contains(bad) || path.starts_with('/') || path.contains("//") {
        return Err(Refusal::BadPath);
    }
    for part in path.split('/') {
        if part == "." || part == ".." || part.starts_with("..") {
            return Err(Refusal::BadPath);
        }
        if part.starts_with('.') && part != ".well-known" && part != ".nojekyll" {
            return Err(Refusal::Hidden);
        }
    }
    Ok(path.into_owned())
}

/// Whether an address is only reachable from this machine.
pub(super) fn is_local(host: &str) -> bool {
    host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The host as a browser is told it.
pub(super) fn shown(host: &str) -> String {
    match host.parse::<IpAddr>() {
        Ok(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.to_string(),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => host.to_owned(),
    }
}

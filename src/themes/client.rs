//! Downloads over HTTP: bounded in time, in length and in redirects, which never change the scheme.

use super::fault::Fault;
use crate::config::ThemeSources;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use ureq::{Agent, Body, http};
use url::Url;

/// The most redirects that one request follows.
const REDIRECTS: usize = 5;

/// The longest list of versions or description of a release, in bytes.
const LONGEST_TEXT: u64 = 8 << 20;

/// How often a download that breaks off is tried.
const ATTEMPTS: usize = 2;

/// Asks servers.
pub(super) struct Client {
    agent: Agent,
    longest: u64,
}

/// A file that has been downloaded.
pub(super) struct Downloaded {
    /// Its SHA-256, in hexadecimal.
    pub(super) sha256: String,
    /// Its length in bytes.
    pub(super) length: u64,
}

impl Client {
    pub(super) fn new(sources: &ThemeSources) -> Self {
        let agent = ureq::config::Config::builder()
            .timeout_global(Some(sources.timeout))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .accept_encoding("identity")
            .user_agent(concat!("recto/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            agent: agent.new_agent(),
            longest: sources.limits.download,
        }
    }

    /// The text at an address.
    pub(super) fn text(&self, address: &str) -> Result<String, Fault> {
        retried(|| {
            let mut bytes = Vec::new();
            let mut reader = self.get(address)?.into_reader().take(LONGEST_TEXT + 1);
            reader
                .read_to_end(&mut bytes)
                .map_err(|error| interrupted(address, &error))?;
            if bytes.len() as u64 > LONGEST_TEXT {
                return Err(Fault::Network(format!("{} sends too much", host(address))));
            }
            String::from_utf8(bytes)
                .map_err(|_| Fault::Network(format!("{} sends text that is not UTF-8", host(address))))
        })
    }

    /// Stores the file at an address as `path`.
    pub(super) fn file(&self, address: &str, path: &Path) -> Result<Downloaded, Fault> {
        retried(|| self.file_once(address, path))
    }

    fn file_once(&self, address: &str, path: &Path) -> Result<Downloaded, Fault> {
        let body = self.get(address)?;
        let too_large = || Fault::TooLarge(format!("more than {} MiB", self.longest >> 20));
        if body.content_length().is_some_and(|length| length > self.longest) {
            return Err(too_large());
        }
        let stored = |error: std::io::Error| Fault::Cache(format!("`{}`: {error}", path.display()));
        let mut file = File::create(path).map_err(stored)?;
        let mut reader = body.into_reader();
        let mut hash = ring::digest::Context::new(&ring::digest::SHA256);
        let mut length = 0;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let read = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(interrupted(address, &error)),
            };
            length += read as u64;
            if length > self.longest {
                return Err(too_large());
            }
            hash.update(&buffer[..read]);
            file.write_all(&buffer[..read]).map_err(stored)?;
        }
        Ok(Downloaded {
            sha256: hexadecimal(hash.finish().as_ref()),
            length,
        })
    }

    /// The answer of the address, or of the one that it redirects to.
    fn get(&self, address: &str) -> Result<Body, Fault> {
        let mut url = Url::parse(address)
            .map_err(|error| Fault::Network(format!("`{address}` is not a URL: {error}")))?;
        for _ in 0..=REDIRECTS {
            let answer = self.agent.get(url.as_str()).call();
            let answer = answer.map_err(|error| failed(url.as_str(), error))?;
            let status = answer.status();
            if status.is_success() {
                return Ok(answer.into_body());
            }
            let place = answer
                .headers()
                .get("location")
                .and_then(|place| place.to_str().ok());
            let (true, Some(place)) = (status.is_redirection(), place) else {
                return Err(refused(&url, status));
            };
            let next = url.join(place).ok().filter(|next| next.scheme() == url.scheme());
            url = next.ok_or_else(|| {
                Fault::Network(format!(
                    "{} redirects to `{place}`, which is not followed",
                    host(url.as_str())
                ))
            })?;
        }
        Err(Fault::Network(format!(
            "{} redirects more than {REDIRECTS} times",
            host(address)
        )))
    }
}

/// What `download` returns, at the second attempt if the first one broke off.
fn retried<T>(download: impl Fn() -> Result<T, Fault>) -> Result<T, Fault> {
    let mut attempts = 1;
    loop {
        match download() {
            Err(fault) if fault.is_passing() && attempts < ATTEMPTS => attempts += 1,
            result => return result,
        }
    }
}

/// `example.org`, or `127.0.0.1:8080`.
pub(super) fn host(address: &str) -> String {
    let url = Url::parse(address).ok();
    let name = url.as_ref().and_then(Url::host_str).unwrap_or(address);
    match url.as_ref().and_then(Url::port) {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

fn refused(url: &Url, status: http::StatusCode) -> Fault {
    let server = host(url.as_str());
    match status.as_u16() {
        404 | 410 => Fault::Unknown(server),
        number => Fault::Network(format!("{server} answers with status {number}")),
    }
}

/// Why there is no answer.
fn failed(address: &str, error: ureq::Error) -> Fault {
    let server = host(address);
    match error {
        ureq::Error::HostNotFound => Fault::Network(format!("the host {server} cannot be found")),
        ureq::Error::Timeout(_) => Fault::Slow(server),
        ureq::Error::Io(error) if error.kind() == ErrorKind::TimedOut => Fault::Slow(server),
        ureq::Error::Io(error) => Fault::Network(format!("{server}: {error}")),
        other => Fault::Network(format!("{server}: {other}")),
    }
}

/// Why an answer breaks off.
fn interrupted(address: &str, error: &std::io::Error) -> Fault {
    let server = host(address);
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<ureq::Error>());
    let is_timeout = matches!(inner, Some(ureq::Error::Timeout(_))) || error.kind() == ErrorKind::TimedOut;
    match is_timeout {
        true => Fault::Slow(server),
        false => Fault::Network(format!("the answer of {server} breaks off: {error}")),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

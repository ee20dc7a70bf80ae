//! Makes single requests.

use super::guard::{Guarded, REFUSED};
use crate::config::ExternalConfig;
use std::io::Read;
use std::time::Duration;
use ureq::Agent;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// The most bytes that are read of a page.
const MOST: u64 = 5 << 20;

/// How to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// For the head alone.
    Head,
    /// For the first byte.
    Get,
    /// For the whole page.
    Read,
}

/// The answer of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// `Location`.
    pub location: Option<String>,
    /// The seconds of `Retry-After` or of a rate limit that is used up.
    pub retry_after: Option<u64>,
    /// Whether the server wants to see a person.
    pub is_challenge: bool,
    /// The page, for [`Method::Read`].
    pub body: Option<String>,
}

/// Why a server did not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The name does not resolve.
    UnknownHost,
    /// The certificate is not valid.
    Certificate(String),
    /// The request is not made.
    Refused(&'static str),
    /// No answer in time.
    Timeout,
    /// The connection failed.
    Connection(String),
}

/// Makes requests. Tests have their own.
pub trait Transport: Sync {
    /// Asks for `url`, without following redirects.
    ///
    /// # Errors
    ///
    /// The reason why the server did not answer.
    fn fetch(&self, url: &Url, method: Method) -> Result<Response, Fault>;
}

/// Asks over HTTP and HTTPS.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    headers: Vec<(String, String, String)>,
    open: bool,
}

impl Client {
    /// A client with these settings. `variable` gives the value of an environment variable, for headers. With `open`
    /// it also asks machines and ports that are not public, which only tests need.
    pub fn new(config: &ExternalConfig, variable: &dyn Fn(&str) -> Option<String>, open: bool) -> Self {
        let agent = ureq::config::Config::builder()
            .timeout_global(Some(Duration::from_secs(config.timeout)))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!(
                "Mozilla/5.0 (compatible; recto/",
                env!("CARGO_PKG_VERSION"),
                ")"
            ))
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .max_idle_connections_per_host(2)
            .build();
        let mut headers = Vec::new();
        for (host, name, value) in &config.headers {
            let value = match value.strip_prefix('$') {
                Some(name) => variable(name),
                None => Some(value.clone()),
            };
            headers.extend(value.map(|value| (host.clone(), name.clone(), value)));
        }
        if let Some(token) = variable("GITHUB_TOKEN") {
            headers.push((
                "api.github.com".to_owned(),
                "Authorization".to_owned(),
                format!("Bearer {token}"),
            ));
        }
        Self {
            agent: Agent::with_parts(agent, DefaultConnector::default(), Guarded::new(open)),
            headers,
            open,
        }
    }
}

impl Transport for Client {
    fn fetch(&self, url: &Url, method: Method) -> Result<Response, Fault> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Fault::Refused("only `http:` and `https:` are asked"));
        }
        if !self.open && url.port().is_some_and(|port| port != 80 && port != 443) {
            return Err(Fault::Refused("the port is neither 80 nor 443"));
        }
        let mut request = match method {
            Method::Head => self.agent.head(url.as_str()),
            Method::Get => self.agent.get(url.as_str()).header("Range", "bytes=0-0"),
            Method::Read => self.agent.get(url.as_str()),
        };
        for (host, name, value) in &self.headers {
            if url.host_str() == Some(host.as_str()) {
                request = request.header(name, value);
            }
        }
        let mut answer = request.call().map_err(|error| fault(&error))?;
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let mut response = Response {
            status: answer.status().as_u16(),
            location: header("location").map(str::to_owned),
            retry_after: header("retry-after").and_then(seconds).or_else(|| {
                let used_up = header("x-ratelimit-remaining").or(header("ratelimit-remaining")) == Some("0");
                used_up
                    .then(|| header("ratelimit-reset").and_then(seconds))
                    .flatten()
            }),
            is_challenge: header("cf-mitigated").is_some(),
            body: None,
        };
        if method == Method::Read && response.status == 200 {
            let mut body = Vec::new();
            let mut reader = answer.body_mut().as_reader().take(MOST);
            reader
                .read_to_end(&mut body)
                .map_err(|error| Fault::Connection(error.to_string()))?;
            response.body = Some(String::from_utf8_lossy(&body).into_owned());
        }
        Ok(response)
    }
}

/// The seconds of `Retry-After`: a number, or a date.
fn seconds(value: &str) -> Option<u64> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(seconds);
    }
    let then = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    let wait = then.as_second() - jiff::Timestamp::now().as_second();
    Some(u64::try_from(wait).unwrap_or(0))
}

fn fault(error: &ureq::Error) -> Fault {
    match error {
        ureq::Error::HostNotFound => Fault::UnknownHost,
        ureq::Error::Timeout(_) => Fault::Timeout,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Fault::Refused(REFUSED)
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => Fault::Timeout,
        ureq::Error::Io(error) => match certificate(&error.to_string()) {
            Some(reason) => Fault::Certificate(reason),
            None => Fault::Connection(error.to_string()),
        },
        other => match certificate(&other.to_string()) {
            Some(reason) => Fault::Certificate(reason),
            None => Fault::Connection(other.to_string()),
        },
    }
}

/// The reason in an error of rustls about a certificate, which reaches us as text only.
fn certificate(error: &str) -> Option<String> {
    let at = error.find("invalid peer certificate")?;
    let reason = error[at..]
        .trim_start_matches("invalid peer certificate")
        .trim_start_matches([':', ' ']);
    // A certificate of an unknown issuer may be that of a company's own proxy.
    (!reason.starts_with("UnknownIssuer")).then(|| reason.to_owned())
}

//! A request in, a file of the published site or a word about its state out.

use super::content_type;
use super::guard::{self, Hosts, Refusal};
use super::published::{Found, Published};
use super::range::{self, Part};
use super::reload::{self, Event};
use crate::site::FileContent;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How long a browser waits for an event before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

/// What is served at a moment: the last good site, and how the last build went.
#[derive(Clone, Debug, Default)]
pub(super) struct Now {
    /// The last site that was built without errors, and the number of its build.
    pub(super) site: Option<Arc<Published>>,
    pub(super) good: u64,
    /// A newer one that is still being rendered, and the number of its build: what is asked for is rendered first.
    pub(super) opening: Option<(u64, Arc<Published>)>,
    /// The number of the last build.
    pub(super) build: u64,
    /// The last build that changed pages, and the last that changed style sheets.
    pub(super) pages: u64,
    pub(super) styles: u64,
    /// The printed diagnostics, where the last build failed.
    pub(super) failure: Option<Arc<str>>,
}

impl Now {
    /// What a browser whose page is of build `seen` has to be told.
    fn event(&self, seen: u64) -> Option<Event> {
        if self.build <= seen {
            return None;
        }
        Some(match &self.failure {
            Some(text) => Event::Failed(self.build, text.to_string()),
            None if self.pages > seen => Event::Pages(self.build),
            None if self.styles > seen => Event::Styles(self.build),
            None => Event::Mended(self.build),
        })
    }

    /// The sites that may answer, the newest first, each with the number that its pages carry.
    fn sites(&self) -> impl Iterator<Item = (u64, &Arc<Published>)> {
        let opening = self.opening.iter().map(|(build, site)| (*build, site));
        opening.chain(self.site.iter().map(|site| (self.good, site)))
    }
}

/// What the answers are made from.
#[derive(Clone, Debug)]
pub(super) struct App {
    pub(super) now: watch::Receiver<Now>,
    pub(super) hosts: Hosts,
    /// Whether pages get the script that reloads them.
    pub(super) reloads: bool,
    /// Whether folders are answered with the list of their files.
    pub(super) lists: bool,
    /// What is said of every file besides (`webrick.headers`).
    pub(super) headers: Arc<HeaderMap>,
}

/// Headers as they are sent.
///
/// # Errors
///
/// A name or a value that no header can have.
pub(super) fn headers(written: &[(String, String)]) -> std::io::Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in written {
        let known = header::HeaderName::try_from(name).ok();
        match known.zip(header::HeaderValue::from_str(value).ok()) {
            Some((name, value)) => _ = headers.insert(name, value),
            None => return Err(std::io::Error::other(format!("`{name}: {value}` is no header"))),
        }
    }
    Ok(headers)
}

/// Everything that is answered.
pub(super) fn router(app: App) -> Router {
    Router::new().fallback(answer).with_state(app)
}

type Answer = Response<Body>;

async fn answer(State(app): State<App>, request: Request<Body>) -> Answer {
    let (parts, _) = request.into_parts();
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
        answer
            .headers_mut()
            .insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    let host = text(&parts.headers, header::HOST);
    let named = parts.uri.authority().map(|authority| authority.as_str());
    let known =
        host.is_some_and(|host| app.hosts.allow(host)) && named.is_none_or(|named| app.hosts.allow(named));
    if !known {
        return refuse(Refusal::Foreign);
    }
    let target = parts.uri.path();
    if app.reloads && target == reload::SCRIPT {
        return whole(
            StatusCode::OK,
            "text/javascript; charset=utf-8",
            include_str!("reload.js"),
        );
    }
    if app.reloads && target == reload::EVENTS {
        let ours = |origin: &str| host.is_some_and(|host| app.hosts.allow_origin(origin, host));
        let foreign = text(&parts.headers, header::ORIGIN).is_some_and(|origin| !ours(origin));
        let site = parts
            .headers
            .get("sec-fetch-site")
            .is_none_or(|site| site != "cross-site");
        return match foreign || !site {
            true => refuse(Refusal::Foreign),
            false => events(app, seen(&parts.headers, parts.uri.query())).await,
        };
    }
    let range = text(&parts.headers, header::RANGE);
    let mut answer = match guard::path(target) {
        Ok(path) => file(&app, &path, parts.uri.query(), range).await,
        Err(Refusal::Hidden) => {
            let now = app.now.borrow().clone();
            absent(&app, &now, target.trim_start_matches('/')).await
        }
        Err(refusal) => return refuse(refusal),
    };
    for (name, value) in app.headers.iter() {
        answer.headers_mut().insert(name, value.clone());
    }
    answer
}

/// What a browser says of itself when it asks for events.
struct Seen {
    /// The number of the build it has: of the last event it got, else of its page.
    build: u64,
    /// The path it shows, decoded.
    path: Option<String>,
}

fn seen(headers: &HeaderMap, query: Option<&str>) -> Seen {
    let last = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(|id| id.parse().ok());
    let parameter = |name: &str| {
        let mut pairs = query
            .unwrap_or("")
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let page = parameter("build").and_then(|build| build.parse::<u64>().ok());
    // The path arrives encoded twice: as the browser has it, and once more as a value.
    let path = parameter("path").map(|path| percent_encoding::percent_decode_str(path).decode_utf8_lossy());
    Seen {
        build: last.max(page).unwrap_or(0),
        path: path.and_then(|path| guard::path(&path).ok()),
    }
}

/// One event, as soon as there is one; the browser asks again by itself. So no connection outlives its use, and a
/// page that was away learns what it missed. A site that is still being rendered is told of as soon as the page that
/// the browser shows is another in it.
async fn events(mut app: App, seen: Seen) -> Answer {
    let next = async {
        loop {
            let now = app.now.borrow_and_update().clone();
            if let Some(event) = now.event(seen.build) {
                return Some(event);
            }
            if let Some(event) = early(now, &seen).await {
                return Some(event);
            }
            if app.now.changed().await.is_err() {
                return None;
            }
        }
    };
    let event = tokio::time::timeout(PATIENCE, next).await.ok().flatten();
    let text = event.map_or_else(|| ": nothing new\n\n".to_owned(), |event| event.text());
    whole(StatusCode::OK, "text/event-stream", format!("retry: 50\n{text}"))
}

/// The event that the page a browser shows is another in the site that is being rendered.
async fn early(now: Now, seen: &Seen) -> Option<Event> {
    let (build, opening) = now.opening.filter(|(build, _)| *build > seen.build)?;
    let (site, path) = (now.site?, seen.path.clone()?);
    let differs = move || {
        let Mount::Inside(inside) = mounted(opening.baseurl.trim_start_matches('/'), &path) else {
            return false;
        };
        match opening.find(inside, false) {
            Found::File(file) => opening.differs(&site, &file),
            _ => false,
        }
    };
    let differs = tokio::task::spawn_blocking(differs).await.unwrap_or(false);
    differs.then_some(Event::Pages(build))
}

async fn file(app: &App, path: &str, query: Option<&str>, range: Option<&str>) -> Answer {
    let now = app.now.borrow().clone();
    let Some((_, newest)) = now.sites().next() else {
        return own(
            StatusCode::SERVICE_UNAVAILABLE,
            reload::waiting(now.failure.as_deref(), now.build),
        );
    };
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    match mounted(newest.baseurl.trim_start_matches('/'), path) {
        Mount::AtDoor(base) => redirect(&format!("/{}/{query}", encoded(base))),
        Mount::Outside => absent(app, &now, path).await,
        Mount::Inside(inside) => {
            // What is there in the newest site but cannot be rendered is looked for in the last good one.
            for (build, site) in now.sites() {
                match site.find(inside, app.lists) {
                    Found::File(file) => {
                        if let Some(answer) = send(app, StatusCode::OK, site, &file, build).await {
                            return cut(answer, range).await;
                        }
                    }
                    Found::List => {
                        let page = reload::list(path, site.names(inside).into_iter(), encoded);
                        return own(StatusCode::OK, page);
                    }
                    Found::Folder => return redirect(&format!("/{}/{query}", encoded(path))),
                    Found::Nothing => break,
                }
            }
            absent(app, &now, path).await
        }
    }
}

/// Where a path stands to the site's `baseurl`.
enum Mount<'a> {
    /// Below it: the rest of the path.
    Inside(&'a str),
    /// At it without the slash, or at the server's root: to be sent on to it.
    AtDoor(&'a str),
    /// Elsewhere.
    Outside,
}

fn mounted<'a>(base: &'a str, path: &'a str) -> Mount<'a> {
    if base.is_empty() {
        return Mount::Inside(path);
    }
    match path.strip_prefix(base) {
        Some("") => Mount::AtDoor(base),
        Some(rest) if rest.starts_with('/') => Mount::Inside(&rest[1..]),
        _ if path.is_empty() => Mount::AtDoor(base),
        _ => Mount::Outside,
    }
}

/// The site's own page for what is not there, else one of the server's.
async fn absent(app: &App, now: &Now, path: &str) -> Answer {
    let mut number = now.good;
    for (build, site) in now.sites() {
        number = number.max(build);
        if let Some(answer) = send(app, StatusCode::NOT_FOUND, site, "404.html", build).await {
            return answer;
        }
    }
    own(
        StatusCode::NOT_FOUND,
        reload::inject(&reload::missing(path), number),
    )
}

/// The file of `site` at `path`; none where it has none, or it cannot be rendered.
async fn send(
    app: &App,
    status: StatusCode,
    site: &Arc<Published>,
    path: &str,
    build: u64,
) -> Option<Answer> {
    let kind = content_type::of(path);
    let (site, path) = (Arc::clone(site), path.to_owned());
    // It may have to be rendered first.
    let content = tokio::task::spawn_blocking(move || site.content(&path))
        .await
        .ok()??;
    let bytes = match content {
        FileContent::Bytes(bytes) => bytes.to_vec(),
        FileContent::Copy(path) => match tokio::fs::read(path).await {
            Ok(bytes) => bytes,
            Err(_) => return Some(plain(StatusCode::NOT_FOUND, "the file is gone")),
        },
        FileContent::Staged(_) => return None,
    };
    Some(match app.reloads && kind.starts_with("text/html") {
        true => whole(status, kind, reload::inject(&bytes, build)),
        false => whole(status, kind, bytes),
    })
}

/// The part of a file that `range` asks for. Pages with a script in them are whole.
async fn cut(answer: Answer, range: Option<&str>) -> Answer {
    let is_page =
        text(answer.headers(), header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/html"));
    if is_page {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "the file was lost");
    };
    let length = bytes.len();
    let (status, bytes, told) = match range::part(range, length) {
        Part::Whole => (parts.status, bytes, None),
        Part::Bytes(from, to) => (
            StatusCode::PARTIAL_CONTENT,
            bytes.slice(from..to),
            Some(format!("bytes {from}-{}/{length}", to - 1)),
        ),
        Part::Beyond => (
            StatusCode::RANGE_NOT_SATISFIABLE,
            bytes.slice(..0),
            Some(format!("bytes */{length}")),
        ),
    };
    parts.status = status;
    let accepted = header::HeaderValue::from_static("bytes");
    parts.headers.insert(header::ACCEPT_RANGES, accepted);
    if let Some(told) = told.and_then(|told| header::HeaderValue::from_str(&told).ok()) {
        parts.headers.insert(header::CONTENT_RANGE, told);
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// A page of the server's own.
fn own(status: StatusCode, bytes: Vec<u8>) -> Answer {
    whole(status, "text/html; charset=utf-8", bytes)
}

fn refuse(refusal: Refusal) -> Answer {
    match refusal {
        Refusal::BadPath => plain(StatusCode::BAD_REQUEST, "not a path of any site"),
        Refusal::Hidden => plain(StatusCode::NOT_FOUND, "not found"),
        Refusal::Foreign => plain(
            StatusCode::FORBIDDEN,
            "this server answers to its own names only; `--allowed-host` adds one",
        ),
    }
}

fn redirect(to: &str) -> Answer {
    let mut answer = plain(StatusCode::FOUND, "");
    match header::HeaderValue::from_str(to) {
        Ok(to) => _ = answer.headers_mut().insert(header::LOCATION, to),
        Err(_) => *answer.status_mut() = StatusCode::BAD_REQUEST,
    }
    answer
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    whole(status, "text/plain; charset=utf-8", text)
}

/// An answer that no browser keeps and none takes for another type than it has.
fn whole(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Answer {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    answer
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// A decoded path as a header can hold it.
fn encoded(path: &str) -> String {
    const SET: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(path, SET).to_string()
}

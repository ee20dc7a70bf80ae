//! Answers requests from the files of the site, as Jekyll's server does.

use super::inject::{Injection, inject};
use super::published::{Found, Published};
use super::request_path::{self, InvalidPath, encode};
use super::router::{App, text};
use super::state::{Build, State};
use super::{csp, hosts, media_type, server_pages};
use crate::site::FileContent;
use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

const POLICY: HeaderName = header::CONTENT_SECURITY_POLICY;

/// Answers a request for a path of the site.
pub(super) async fn answer(Shared(app): Shared<App>, uri: Uri, headers: HeaderMap) -> Response {
    let state = app.state().await;
    let request = Request {
        app: &app,
        state,
        headers: &headers,
        query: uri.query().map_or_else(String::new, |query| format!("?{query}")),
    };
    let mut response = match request_path::parse(uri.path()) {
        Ok(path) => request.path(&path).await,
        Err(InvalidPath::Hidden) => request.not_found(uri.path().trim_start_matches('/')).await,
        Err(InvalidPath::Malformed) => return text(StatusCode::BAD_REQUEST, "malformed path"),
    };
    for (name, value) in app.headers.iter().filter(|(name, _)| **name != POLICY) {
        response.headers_mut().insert(name, value.clone());
    }
    if let (Some(policy), false) = (app.headers.get(POLICY), response.headers().contains_key(POLICY)) {
        response.headers_mut().insert(POLICY, policy.clone());
    }
    response
}

struct Request<'a> {
    app: &'a App,
    state: State,
    headers: &'a HeaderMap,
    /// With its question mark, if there is one.
    query: String,
}

impl Request<'_> {
    async fn path(&self, path: &str) -> Response {
        let Some(newest) = self.state.builds().next() else {
            let page = server_pages::waiting(&self.state.report);
            return self.html(
                StatusCode::SERVICE_UNAVAILABLE,
                "text/html; charset=utf-8",
                &page,
                self.state.number,
            );
        };
        let path_in_site = match below(&newest.site.baseurl, path) {
            Below::Inside(path) => path,
            Below::Root(base) => return redirect(&format!("/{}/{}", encode(base), self.query)),
            Below::Outside => return self.not_found(path).await,
        };
        // A page that has errors in the newest site is served from the last good one.
        for build in self.state.builds() {
            match build.site.find(path_in_site, self.app.lists) {
                Found::File(file) => {
                    if let Some(response) = self.file(StatusCode::OK, build, &file).await {
                        return response;
                    }
                }
                Found::Listing => {
                    let page = server_pages::listing(path, &build.site.names(path_in_site));
                    return self.html(StatusCode::OK, "text/html; charset=utf-8", &page, build.number);
                }
                Found::Folder => return redirect(&format!("/{}/{}", encode(path), self.query)),
                Found::Nothing => break,
            }
        }
        self.not_found(path).await
    }

    /// The `404.html` of the site, or else the server's own page.
    async fn not_found(&self, path: &str) -> Response {
        for build in self.state.builds() {
            if let Some(response) = self.file(StatusCode::NOT_FOUND, build, "404.html").await {
                return response;
            }
        }
        let number = self.state.builds().next().map_or(0, |build| build.number);
        let page = server_pages::not_found(path);
        self.html(StatusCode::NOT_FOUND, "text/html; charset=utf-8", &page, number)
    }

    /// The file of a site at `path`; `None` if it has no such file, or the file has errors.
    async fn file(&self, status: StatusCode, build: &Build, path: &str) -> Option<Response> {
        let content = content(&build.site, path).await?;
        let media_type = media_type::of(path);
        let is_page = media_type.starts_with("text/html") || media_type.starts_with("application/xhtml+xml");
        if is_page {
            let bytes = match content {
                FileContent::Bytes(bytes) => bytes,
                FileContent::Copy(file) => read(&file, 0, None).await.ok()?.into(),
                FileContent::Staged(_) => return None,
            };
            return Some(self.html(status, &media_type, &bytes, build.number));
        }
        let body = match content {
            FileContent::Bytes(bytes) => Content::Bytes(bytes),
            FileContent::Copy(file) => match tokio::fs::metadata(&file).await {
                Ok(about) => Content::File(file, about.len()),
                Err(_) => return Some(text(StatusCode::NOT_FOUND, "the file has been removed")),
            },
            FileContent::Staged(_) => return None,
        };
        let mut response = match self.headers.get(header::RANGE) {
            Some(range) if status == StatusCode::OK => body.part(range).await,
            _ => body.whole(status).await,
        };
        let headers = response.headers_mut();
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if let Ok(media_type) = HeaderValue::from_str(&media_type) {
            headers.insert(header::CONTENT_TYPE, media_type);
        }
        Some(response)
    }

    /// A page, with the script of the server in it if pages are kept up to date.
    fn html(&self, status: StatusCode, media_type: &str, page: &[u8], build: u64) -> Response {
        let media_type = [(header::CONTENT_TYPE, media_type.to_owned())];
        if !self.app.reloads {
            return (status, media_type, page.to_vec()).into_response();
        }
        let host = hosts::host_header(self.headers).unwrap_or("");
        let policy = self
            .app
            .headers
            .get(POLICY)
            .and_then(|policy| policy.to_str().ok());
        let policy = policy.map(|policy| csp::extend(policy, host));
        let injection = Injection {
            build: &self.app.build_id(build),
            host,
            nonce: policy.as_ref().and_then(|policy| policy.nonce.clone()),
        };
        let mut response = (status, media_type, inject(page, &injection)).into_response();
        if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(&policy.policy).ok()) {
            response.headers_mut().insert(POLICY, policy);
        }
        response
    }
}

/// The content of a file; a page may have to be rendered for it.
async fn content(site: &Arc<Published>, path: &str) -> Option<FileContent> {
    let (site, path) = (Arc::clone(site), path.to_owned());
    tokio::task::spawn_blocking(move || site.content(&path))
        .await
        .ok()?
}

/// A path relative to the `baseurl` of a site.
pub(super) enum Below<'a> {
    /// The path below it.
    Inside(&'a str),
    /// It is the base without its final slash, or the root of the server: the base, to redirect to.
    Root(&'a str),
    /// It is outside.
    Outside,
}

/// The path below `baseurl` that `path` leads to.
pub(super) fn below<'a>(baseurl: &'a str, path: &'a str) -> Below<'a> {
    let base = baseurl.trim_matches('/');
    if base.is_empty() {
        return Below::Inside(path);
    }
    match path.strip_prefix(base) {
        Some("") => Below::Root(base),
        Some(rest) if rest.starts_with('/') => Below::Inside(&rest[1..]),
        _ if path.is_empty() => Below::Root(base),
        _ => Below::Outside,
    }
}

/// What is sent of a file that is not a page.
enum Content {
    Bytes(Arc<[u8]>),
    /// A file on the disk and its length.
    File(PathBuf, u64),
}

impl Content {
    fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, length) => *length,
        }
    }

    async fn bytes(&self, start: u64, length: u64) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => {
                let end = usize::try_from(start + length)
                    .unwrap_or(usize::MAX)
                    .min(bytes.len());
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(end);
                Ok(bytes[start..end].to_vec())
            }
            Self::File(file, _) => read(file, start, Some(length)).await,
        }
    }

    async fn whole(&self, status: StatusCode) -> Response {
        match self.bytes(0, self.length()).await {
            Ok(bytes) => (status, Body::from(bytes)).into_response(),
            Err(_) => text(StatusCode::NOT_FOUND, "the file cannot be read"),
        }
    }

    /// The part that the `Range` header asks for; everything for a header that is malformed or names several parts.
    async fn part(&self, range: &HeaderValue) -> Response {
        let length = self.length();
        let range = range.to_str().ok().map(str::trim);
        let Some(Ok(ranges)) = range.map(http_range_header::parse_range_header) else {
            return self.whole(StatusCode::OK).await;
        };
        let Ok(ranges) = ranges.validate(length) else {
            let range = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            return (StatusCode::RANGE_NOT_SATISFIABLE, range).into_response();
        };
        let [range] = &*ranges else {
            return self.whole(StatusCode::OK).await;
        };
        match self.bytes(*range.start(), range.end() - range.start() + 1).await {
            Ok(bytes) => {
                let range = format!("bytes {}-{}/{length}", range.start(), range.end());
                (
                    StatusCode::PARTIAL_CONTENT,
                    [(header::CONTENT_RANGE, range)],
                    Body::from(bytes),
                )
                    .into_response()
            }
            Err(_) => text(StatusCode::NOT_FOUND, "the file cannot be read"),
        }
    }
}

/// The bytes of a file from `start` on, at most `length`.
async fn read(file: &Path, start: u64, length: Option<u64>) -> std::io::Result<Vec<u8>> {
    let mut file = tokio::fs::File::open(file).await?;
    if start > 0 {
        file.seek(std::io::SeekFrom::Start(start)).await?;
    }
    let mut bytes = Vec::new();
    file.take(length.unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)
        .await?;
    Ok(bytes)
}

fn redirect(to: &str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, to.to_owned())]).into_response()
}

//! Routes requests: to the files of the site, and below `/__recto/` to what its pages need while they are served.

use super::connections::Connection;
use super::hosts::Hosts;
use super::socket::{self, Tab};
use super::state::State;
use super::{files, inject};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Extension, Query, Request, State as Shared};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, http};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The script of the pages.
const CLIENT: &str = concat!(
    "// Part of recto's development server; not part of the site.\n(() => {\n\"use strict\";\n",
    include_str!("client/patch.js"),
    include_str!("client/overlay.js"),
    include_str!("client/client.js"),
    "})();\n"
);

/// How long requests wait for the first build before they are answered without it.
const FIRST_BUILD: Duration = Duration::from_secs(20);

/// What requests are answered from.
#[derive(Clone, Debug)]
pub(super) struct App {
    pub(super) state: watch::Receiver<State>,
    pub(super) hosts: Hosts,
    /// Distinguishes this run of the server from earlier ones, whose pages may still be open.
    pub(super) run: Arc<str>,
    /// Whether pages get the script that keeps them up to date.
    pub(super) reloads: bool,
    /// Whether folders are answered with a listing of their files.
    pub(super) lists: bool,
    /// Patterns of sources whose changes do not update pages in the browser.
    pub(super) ignored: Arc<[String]>,
    /// Headers of every file (`webrick.headers`).
    pub(super) headers: Arc<HeaderMap>,
    /// Opens source files.
    pub(super) editor: Arc<super::editor::Editor>,
}

impl App {
    /// The current state. While the first build is being loaded, waits until it can answer or has failed.
    pub(super) async fn state(&self) -> State {
        let mut state = self.state.clone();
        let started = state.wait_for(|state| state.number > 0 || state.opening.is_some());
        let _ = tokio::time::timeout(FIRST_BUILD, started).await;
        self.state.borrow().clone()
    }

    /// The number of a build, as pages carry it.
    pub(super) fn build_id(&self, number: u64) -> String {
        format!("{}-{number}", self.run)
    }

    /// The number in a build id of this run; 0 if it is from another run or malformed.
    pub(super) fn build_number(&self, id: &str) -> u64 {
        let number = id
            .strip_prefix(&*self.run)
            .and_then(|rest| rest.strip_prefix('-'));
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    }
}

/// The routes of the server.
pub(super) fn router(app: App) -> Router {
    let mut router = Router::new();
    if app.reloads {
        router = router
            .route(inject::CLIENT, get(client))
            .route("/__recto/socket", get(upgrade))
            .route("/__recto/page", get(page));
    }
    router
        .fallback(files::answer)
        .layer(middleware::from_fn_with_state(app.clone(), check))
        .with_state(app)
}

/// Refuses requests that are not meant for this server, and all methods but GET and HEAD.
async fn check(Shared(app): Shared<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are allowed");
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        return response;
    }
    let headers = request.headers();
    if headers.get_all(header::HOST).iter().count() > 1 {
        return text(StatusCode::BAD_REQUEST, "several Host headers");
    }
    if !app.hosts.allow_request(headers, request.uri().authority()) {
        return text(
            StatusCode::FORBIDDEN,
            "this server does not answer to this name; `--allowed-host NAME` allows it",
        );
    }
    let is_embedded_by_own = app.hosts.allow_referrer(headers);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if !is_embedded_by_own {
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("same-origin"));
    }
    response
}

async fn client() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], CLIENT)
}

async fn upgrade(
    Shared(app): Shared<App>,
    Extension(connection): Extension<Arc<Connection>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    match app.hosts.allow_origin(&headers) {
        true => upgrade
            .max_message_size(1 << 16)
            .on_upgrade(|socket| socket::run(socket, app, connection)),
        false => text(StatusCode::FORBIDDEN, "this page is not from this server"),
    }
}

/// A page that a tab asks for.
#[derive(Deserialize)]
struct Requested {
    path: String,
}

/// The page at a path as it was built, without the script of the server.
async fn page(Shared(app): Shared<App>, headers: HeaderMap, Query(requested): Query<Requested>) -> Response {
    if !app.hosts.allow_origin(&headers) {
        return text(StatusCode::FORBIDDEN, "this page is not from this server");
    }
    let state = app.state.borrow().clone();
    let found = tokio::task::spawn_blocking(move || {
        let tab = Tab::at(&requested.path);
        state
            .builds()
            .find_map(|build| Some((build.number, tab.page(&build.site)?)))
    });
    match found.await {
        Ok(Some((number, bytes))) => {
            let headers = [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
                (HeaderName::from_static("recto-build"), app.build_id(number)),
            ];
            (headers, bytes.to_vec()).into_response()
        }
        _ => text(StatusCode::NOT_FOUND, "the site has no such page"),
    }
}

/// A short answer in plain text.
pub(super) fn text(status: StatusCode, text: &'static str) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        text,
    )
        .into_response()
}

/// The headers with these names and values.
///
/// # Errors
///
/// A name or value is not valid in a header.
pub(super) fn headers(pairs: &[(String, String)]) -> std::io::Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let parsed = http::HeaderName::try_from(name).ok();
        match parsed.zip(HeaderValue::from_str(value).ok()) {
            Some((name, value)) => _ = headers.insert(name, value),
            None => return Err(std::io::Error::other(format!("invalid header `{name}: {value}`"))),
        }
    }
    Ok(headers)
}

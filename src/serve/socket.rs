//! Talks to the tabs that show pages of the site, over one WebSocket each.
//!
//! A WebSocket, unlike a stream of server-sent events, does not count towards the six connections that a browser
//! opens to a host. Messages are JSON objects with a `type`.
//!
//! A tab says which page it shows and of which build; it gets `changed` when that page or a file that it may have
//! loaded is another, and `diagnostics` when those of the build differ. It may ask to open the source of a text.

use super::connections::Connection;
use super::files::{Below, below};
use super::locate;
use super::published::{Found, Published};
use super::report::{Place, Report};
use super::request_path;
use super::router::App;
use super::state::State;
use axum::extract::ws::{Message, WebSocket};
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

/// How often a silent connection is tested.
const PING: Duration = Duration::from_secs(30);
/// A tab gets at most this many changed paths; with more, every file counts as changed.
const MOST_PATHS: usize = 500;

/// A message from a tab.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Request {
    /// The page that the tab shows: the path of its URL, and the build that it is from.
    Hello { path: String, build: String },
    /// Asks to open the place of a diagnostic in the editor.
    Open {
        path: String,
        line: usize,
        column: usize,
    },
    /// Asks to open the source of the `nth` element with this text, counted from 0, in the editor.
    Locate { text: String, nth: usize },
}

/// A message to a tab.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Event<'a> {
    /// Files have changed: whether the page of the tab is one of them, and the paths of the others below the root of
    /// the server, or `None` if any may have changed.
    Changed {
        build: String,
        page: bool,
        paths: Option<Vec<String>>,
    },
    /// The diagnostics of the last build.
    Diagnostics {
        #[serde(flatten)]
        report: &'a Report,
    },
    /// The editor opens a place, or why it does not.
    Opened {
        place: Option<Place>,
        error: Option<String>,
    },
}

/// A page that is shown in a tab.
#[derive(Clone, Debug, Default)]
pub(super) struct Tab {
    /// The decoded path of the URL, relative to the root of the server.
    path: Option<String>,
    /// The build up to which the tab knows the changed files.
    seen: u64,
    /// The content of the page that the tab shows, if that is known.
    shown: Option<u64>,
    /// The report that the tab has.
    report: Option<Arc<Report>>,
}

impl Tab {
    /// A tab that shows the page at the path of a URL, still percent-encoded.
    pub(super) fn at(path: &str) -> Self {
        Self {
            path: request_path::parse(path).ok(),
            ..Self::default()
        }
    }

    /// The name of the file that the tab shows in `site`.
    fn file(&self, site: &Published) -> Option<String> {
        let Below::Inside(path) = below(&site.baseurl, self.path.as_deref()?) else {
            return None;
        };
        match site.find(path, false) {
            Found::File(file) => Some(file.into_owned()),
            _ => Some("404.html".to_owned()),
        }
    }

    /// The page that the tab shows in `site`, rendered now if it has not been yet.
    pub(super) fn page(&self, site: &Published) -> Option<Arc<[u8]>> {
        site.bytes(&self.file(site)?)
    }

    fn content(&self, site: &Published) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        self.page(site)?.hash(&mut hasher);
        Some(hasher.finish())
    }

    /// Takes in that the tab shows its page as it is in build `number`.
    fn shows(&mut self, number: u64, state: &State) {
        self.seen = number;
        let build = state.builds().find(|build| build.number == number);
        self.shown = match (build, &state.site) {
            (Some(build), _) => self.content(&build.site),
            (None, Some(build)) => {
                let file = self.file(&build.site);
                let changed = state.changed_since(number);
                let is_same = changed
                    .zip(file)
                    .is_some_and(|(changed, file)| !changed.contains(&*file));
                is_same.then(|| self.content(&build.site)).flatten()
            }
            (None, None) => None,
        };
    }

    /// The message that brings the tab up to date with `state`, if it is not. May render the page of the tab.
    fn update(&mut self, state: &State, app: &App) -> Option<Event<'static>> {
        // A site that is still being rendered is shown as soon as its page is ready.
        if let Some(opening) = state.opening.as_ref().filter(|build| build.number > self.seen) {
            let content = self.content(&opening.site);
            let file = self.file(&opening.site);
            let is_ignored = file.is_some_and(|file| opening.site.is_ignored(&file, &app.ignored));
            if content.is_some() && content != self.shown && !is_ignored {
                self.shown = content;
                return Some(Event::Changed {
                    build: app.build_id(opening.number),
                    page: true,
                    paths: Some(Vec::new()),
                });
            }
        }
        let build = state.site.as_ref()?;
        if state.opening.is_some() || state.report.failed {
            // The page may be newer than the last good site.
            return None;
        }
        let changed = state.changed_since(self.seen);
        let content = self.content(&build.site);
        let is_ignored = |path: &str| build.site.is_ignored(path, &app.ignored);
        let file = self.file(&build.site);
        let page = content != self.shown && !file.as_deref().is_some_and(is_ignored);
        self.shown = content;
        self.seen = build.number;
        let paths = changed
            .filter(|changed| changed.len() <= MOST_PATHS)
            .map(|changed| {
                let others = changed
                    .into_iter()
                    .filter(|path| file.as_deref() != Some(*path) && !is_ignored(path));
                let base = build.site.baseurl.trim_matches('/');
                let root = if base.is_empty() {
                    String::new()
                } else {
                    format!("/{base}")
                };
                others
                    .map(|path| format!("{root}/{}", request_path::encode(path)))
                    .collect::<Vec<_>>()
            });
        let is_current = !page && paths.as_ref().is_some_and(Vec::is_empty);
        (!is_current).then(|| Event::Changed {
            build: app.build_id(build.number),
            page,
            paths,
        })
    }

    /// The diagnostics of the last build, if the tab has others.
    fn report(&mut self, state: &State) -> Option<Arc<Report>> {
        if self.report.as_ref() == Some(&state.report)
            || (self.report.is_none() && state.report.items.is_empty())
        {
            return None;
        }
        self.report = Some(Arc::clone(&state.report));
        self.report.clone()
    }
}

/// Talks to a tab until it closes, or its connection must make room for another.
pub(super) async fn run(mut socket: WebSocket, app: App, connection: Arc<Connection>) {
    let mut state = app.state.clone();
    let mut tab: Option<Tab> = None;
    let mut ping = tokio::time::interval(PING);
    loop {
        let sent = tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                    Ok(request) => answer(request, &mut tab, &mut socket, &app).await,
                    Err(_) => None,
                },
                Some(Ok(Message::Close(_)) | Err(_)) | None => None,
                Some(Ok(_)) => Some(()),
            },
            changed = state.changed() => changed.ok(),
            _ = ping.tick() => socket.send(Message::Ping(Vec::new().into())).await.ok(),
            () = connection.closed() => None,
        };
        if sent.is_none() {
            return;
        }
        let Some(known) = tab.take() else { continue };
        let now = state.borrow_and_update().clone();
        let Some((known, sent)) = update(known, now, &app, &mut socket).await else {
            return;
        };
        tab = Some(known);
        if sent.is_none() {
            return;
        }
    }
}

/// Sends a tab what it does not know yet.
async fn update(mut tab: Tab, state: State, app: &App, socket: &mut WebSocket) -> Option<(Tab, Option<()>)> {
    let worker = app.clone();
    let updated = tokio::task::spawn_blocking(move || {
        let event = tab.update(&state, &worker);
        let report = tab.report(&state);
        (tab, event, report)
    });
    let (tab, event, report) = updated.await.ok()?;
    let mut sent = Some(());
    if let Some(report) = report {
        sent = send(socket, &Event::Diagnostics { report: &report }).await;
    }
    if let Some(event) = event {
        sent = sent.and(send(socket, &event).await);
    }
    Some((tab, sent))
}

/// Does what a tab asks for; `None` if the tab is gone.
async fn answer(request: Request, tab: &mut Option<Tab>, socket: &mut WebSocket, app: &App) -> Option<()> {
    let state = app.state.borrow().clone();
    match request {
        Request::Hello { path, build } => {
            let mut new = Tab::at(&path);
            let number = app.build_number(&build);
            let shown = tokio::task::spawn_blocking(move || {
                new.shows(number, &state);
                new
            });
            *tab = shown.await.ok();
            Some(())
        }
        Request::Open { path, line, column } => {
            let place = Place { path, line, column };
            open(Some(place), state, socket, app).await
        }
        Request::Locate { text, nth } => {
            // The first site may still be being rendered.
            let (build, tab) = (state.builds().next().cloned()?, tab.clone()?);
            let place = tokio::task::spawn_blocking(move || {
                let file = tab.file(&build.site)?;
                locate::place(&build.site, &file, &text, nth)
            });
            open(place.await.ok()?, state, socket, app).await
        }
    }
}

async fn open(place: Option<Place>, state: State, socket: &mut WebSocket, app: &App) -> Option<()> {
    let opened = match (&place, state.builds().next()) {
        (Some(place), Some(build)) => app.editor.open(&build.site.folders(), place),
        _ => Err("no source has this text".to_owned()),
    };
    let event = Event::Opened {
        place,
        error: opened.err(),
    };
    send(socket, &event).await
}

async fn send(socket: &mut WebSocket, event: &Event<'_>) -> Option<()> {
    let text = serde_json::to_string(event).ok()?;
    socket.send(Message::Text(text.into())).await.ok()
}

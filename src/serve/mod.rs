//! Serves a site from memory and builds it again after every change of its sources.
//!
//! # Steps
//!
//! 1. One thread owns the cache and builds (`builder`), at the start and whenever `watch_loop` reports a change.
//! 2. A build without errors is published (`state`); after a build with errors the last good site stays.
//! 3. `router` answers requests, and only those that `hosts` allows, from what is published.
//! 4. `socket` notifies each tab when its page has changed; the script in `client/` patches or reloads the page, and
//!    shows the diagnostics of the build.

mod aliases;
mod builder;
mod connections;
mod csp;
mod editor;
mod files;
mod hosts;
mod inject;
mod limits;
mod locate;
mod media_type;
mod poll;
mod prologue;
mod published;
mod report;
mod request_path;
mod router;
mod server_pages;
mod socket;
mod state;
mod tls;
mod watch;
mod watch_loop;

pub use hosts::url_host;
pub use tls::Certificate;
pub use watch::WatchMode;
pub use watch_loop::{Changes, Rebuild, watch_loop};

use crate::config::Config;
use crate::diag::{Diagnostic, Sources};
use crate::pipeline::RenderedPage;
use builder::Builder;
use state::State;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch as channel;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address or name to listen on.
    pub host: String,
    /// The port; 0 for any free one.
    pub port: u16,
    /// The path below which the site is served.
    pub baseurl: String,
    /// Further names that the server answers to.
    pub allowed_hosts: Vec<String>,
    /// Whether pages in the browser are kept up to date.
    pub reloads: bool,
    /// How changes of the sources are found.
    pub watch: WatchMode,
    /// Whether folders are answered with a listing of their files instead of their index page.
    pub lists: bool,
    /// Names and values of headers that are sent with every file.
    pub headers: Vec<(String, String)>,
    /// The command or URL that opens a source file.
    pub editor: Option<String>,
    /// Patterns of sources whose changes do not update pages in the browser.
    pub ignored: Vec<String>,
    /// The certificate with which connections are encrypted.
    pub certificate: Option<Certificate>,
    /// Whether to end when the first build fails.
    pub ends_on_failure: bool,
}

/// Hears what happens while a site is served. Called from several threads.
pub trait Listener: Send + Sync {
    /// The server accepts connections at `url`; `local` means that only this machine can reach it.
    fn listening(&self, url: &str, local: bool);

    /// Files have changed and a build starts.
    fn changed(&self, paths: &[PathBuf]);

    /// A build has succeeded with these diagnostics.
    fn built(&self, pages: usize, duration: Duration, diagnostics: &[Diagnostic], sources: &Sources);

    /// The last build, which succeeded, has rendered these pages and taken all others from the cache.
    fn rendered(&self, _pages: &[RenderedPage]) {}

    /// A build has failed with these diagnostics.
    fn failed(&self, diagnostics: &[Diagnostic], sources: &Sources);
}

/// Reads the configuration and reports its diagnostics.
pub type Load = Box<dyn FnMut(&Sources, &mut Vec<Diagnostic>) -> crate::diag::Result<Config> + Send>;

/// How serving has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// `stop` was reached.
    Stopped,
    /// The first build failed, and the options ask to end then.
    BuildFailed,
}

/// Serves until `stop` is reached or the process ends.
///
/// # Errors
///
/// The address cannot be listened on, or a header or the certificate of the options is invalid.
pub fn serve(
    options: &Options,
    load: Load,
    listener: Arc<dyn Listener>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<Ended> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let limit = limits::connections();
    let (publish, state) = channel::channel(State::default());
    let app = router::App {
        state: state.clone(),
        hosts: hosts::Hosts::new(&options.host, &options.allowed_hosts),
        run: run_id().into(),
        reloads: options.reloads,
        lists: options.lists,
        ignored: options.ignored.clone().into(),
        headers: Arc::new(router::headers(&options.headers)?),
        editor: Arc::new(editor::Editor::new(options.editor.as_deref())),
    };
    let tls = options.certificate.as_ref().map(tls::acceptor).transpose()?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let sockets = runtime.block_on(listen(&options.host, options.port))?;
    let port = sockets[0].local_addr()?.port();
    listener.listening(
        &url(scheme, &options.host, port, &options.baseurl),
        hosts::is_local(&options.host),
    );
    let mut builder = Builder::new(load, listener, publish);
    let mode = options.watch;
    // The thread waits for changes most of the time, so it ends with the process and not with the server.
    std::thread::Builder::new()
        .name("build".to_owned())
        .spawn(move || watch_loop(mode, &mut builder))?;
    let ends_on_failure = options.ends_on_failure;
    let service = connections::Service {
        router: router::router(app),
        tls,
        limit,
    };
    let ended = runtime.block_on(async move {
        tokio::select! {
            result = connections::serve(sockets, service) => result.map(|()| Ended::Stopped),
            () = stop => Ok(Ended::Stopped),
            () = first_failure(state), if ends_on_failure => Ok(Ended::BuildFailed),
        }
    })?;
    runtime.shutdown_background();
    Ok(ended)
}

/// Returns if the first build fails.
async fn first_failure(mut state: channel::Receiver<State>) {
    let failed = match state.wait_for(|state| state.number > 0).await {
        Ok(state) => state.report.failed,
        Err(_) => false,
    };
    if !failed {
        std::future::pending::<()>().await;
    }
}

/// Distinguishes this run of the server from others.
#[expect(
    clippy::disallowed_methods,
    reason = "a run of the server is an event in time"
)]
fn run_id() -> String {
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("{:x}", now.as_nanos())
}

/// Listens on `host`. The default address is listened on in both families, since browsers may resolve `localhost` to
/// either.
async fn listen(host: &str, port: u16) -> io::Result<Vec<TcpListener>> {
    let host = host.trim_matches(['[', ']']);
    let first = TcpListener::bind((host, port)).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => io::Error::new(
            error.kind(),
            format!("port {port} of {host} is in use; stop the other server, or choose another port with `--port`"),
        ),
        _ => io::Error::new(error.kind(), format!("cannot listen on {host}:{port}: {error}")),
    })?;
    let mut sockets = vec![first];
    if host == "127.0.0.1" {
        let port = sockets[0].local_addr()?.port();
        sockets.extend(TcpListener::bind(("::1", port)).await);
    }
    Ok(sockets)
}

/// The URL of the site on this server.
fn url(scheme: &str, host: &str, port: u16, baseurl: &str) -> String {
    let base = baseurl.trim_matches('/');
    let slash = if base.is_empty() { "" } else { "/" };
    format!("{scheme}://{}:{port}/{base}{slash}", url_host(host))
}

#[cfg(test)]
mod tests;

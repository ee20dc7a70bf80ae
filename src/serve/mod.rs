//! A configuration in, a site served out of memory that follows every change of its sources.
//!
//! # Steps
//!
//! 1. one thread owns the memo and builds: at the start, and whenever `watch` tells of a change;
//! 2. a build without errors is published; a failed one leaves the last good site where it is;
//! 3. `http` answers from what is published, nothing else, and only what `guard` lets through;
//! 4. `reload` tells the browsers: to load again, to swap style sheets, or what went wrong.

mod content_type;
mod follow;
mod guard;
mod http;
mod published;
mod range;
mod reload;
mod watch;

pub use follow::follow;

use crate::config::{Config, SiteKind};
use crate::diag::{Code, Diagnostic, Severity, Sources, print};
use crate::pipeline::{self, Memo};
use http::Now;
use published::Published;
use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch as state;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address or name to listen on.
    pub host: String,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// Further names under which the server may be asked.
    pub allowed_hosts: Vec<String>,
    /// Whether pages reload by themselves.
    pub reloads: bool,
    /// Whether sources are watched.
    pub watches: bool,
    /// Whether to look at the files by turns, where the system tells of no changes.
    pub polls: bool,
    /// Whether folders are answered with the list of their files instead of their first page.
    pub lists: bool,
    /// Names and values of headers that come with every file.
    pub headers: Vec<(String, String)>,
}

/// What happens while a site is served, told to whoever asked for it. Called from several threads.
pub trait Listener: Send + Sync {
    /// The server listens; `address` is what to give a browser.
    fn listens(&self, address: &str, local: bool);

    /// Files changed and a build begins.
    fn changed(&self, paths: &[PathBuf]);

    /// A build has ended.
    fn built(&self, pages: usize, took: Duration);

    /// What a build has to say, whether it failed or not.
    fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources);
}

/// Reads the configuration anew, with what was said about it.
pub type Load = Box<dyn FnMut(&Sources, &mut Vec<Diagnostic>) -> crate::diag::Result<Config> + Send>;

/// Serves until `stop` comes true or the process ends.
///
/// # Errors
///
/// An address that cannot be listened on, or sources that cannot be watched.
pub fn serve(
    options: &Options,
    load: Load,
    listener: Arc<dyn Listener>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let socket = runtime.block_on(listen(&options.host, options.port))?;
    let address = socket.local_addr()?;
    let (publish, now) = state::channel(Now::default());
    let builder = Builder {
        load,
        listener: Arc::clone(&listener),
        sources: Arc::new(Sources::default()),
        memo: Memo::default(),
        publish,
        number: 0,
        recent: None,
        polls: options.polls,
        watches: options.watches,
        touched: BTreeSet::new(),
        unread: None,
    };
    let mut first = now.clone();
    // A builder stands still while it waits for changes, so it ends with the process, not with the server.
    std::thread::Builder::new()
        .name("build".to_owned())
        .spawn(move || builder.run())?;
    let app = http::App {
        now,
        hosts: guard::Hosts::of(&options.host, &options.allowed_hosts),
        reloads: options.reloads,
        lists: options.lists,
        headers: Arc::new(http::headers(&options.headers)?),
    };
    runtime.block_on(async move {
        let serving = axum::serve(socket, http::router(app)).into_future();
        let told = async {
            let begun = |now: &Now| now.build > 0 || now.opening.is_some();
            let base = match first.wait_for(begun).await {
                Ok(now) => {
                    let opening = now.opening.as_ref().map(|(_, site)| site);
                    let site = now.site.as_ref().or(opening);
                    site.map_or(String::new(), |site| site.baseurl.clone())
                }
                Err(_) => String::new(),
            };
            listener.listens(
                &url(&options.host, address, &base),
                guard::is_local(&options.host),
            );
            std::future::pending::<()>().await;
        };
        tokio::select! {
            result = serving => result,
            () = stop => Ok(()),
            () = told => Ok(()),
        }
    })?;
    runtime.shutdown_background();
    Ok(())
}

async fn listen(host: &str, port: u16) -> io::Result<tokio::net::TcpListener> {
    let host = host.trim_matches(['[', ']']);
    tokio::net::TcpListener::bind((host, port)).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => io::Error::new(
            error.kind(),
            format!("port {port} of {host} is taken; another server may be running, or choose one with `--port`"),
        ),
        _ => io::Error::new(error.kind(), format!("cannot listen on {host}:{port}: {error}")),
    })
}

fn url(host: &str, address: SocketAddr, base: &str) -> String {
    format!("http://{}:{}{base}/", guard::shown(host), address.port())
}

/// The thread that builds.
struct Builder {
    load: Load,
    listener: Arc<dyn Listener>,
    sources: Arc<Sources>,
    memo: Memo,
    publish: state::Sender<Now>,
    /// The number of the last build that was begun or failed.
    number: u64,
    /// The site that was opened last.
    recent: Option<Arc<Published>>,
    polls: bool,
    watches: bool,
    /// What changed since the last build that was published.
    touched: BTreeSet<PathBuf>,
    /// What changed since the site was opened last; none where that is not known.
    unread: Option<BTreeSet<PathBuf>>,
}

impl Builder {
    fn run(mut self) {
        let (send, changes) = watch::channel();
        let mut watched = watch::Watched::default();
        let mut running: Option<notify::Result<watch::Watch>> = None;
        loop {
            let start = Instant::now();
            let mut diagnostics = Vec::new();
            match (self.load)(&self.sources, &mut diagnostics) {
                Ok(config) => {
                    // Watched first, built then: what changes meanwhile is not lost.
                    let now = watched_by(&config);
                    if self.watches && (running.is_none() || now != watched) {
                        self.unread = None;
                        let watch = watch::start(&now, self.polls, send.clone());
                        self.tell_watch(&watch);
                        running = Some(watch);
                        watched = now;
                    }
                    self.build(&Arc::new(config), diagnostics, start, &changes);
                }
                Err(fault) => {
                    diagnostics.push(*fault);
                    self.fail(&diagnostics);
                }
            }
            if !self.watches {
                return;
            }
            match changes.bout() {
                Some(paths) => {
                    self.listener.changed(&paths);
                    if let Some(unread) = &mut self.unread {
                        unread.extend(paths.iter().cloned());
                    }
                    self.touched.extend(paths);
                }
                None => return,
            }
        }
    }

    fn tell_watch(&self, running: &notify::Result<watch::Watch>) {
        if let Err(error) = running {
            let diagnostics =
                Diagnostic::warning(Code::WatchFailed, format!("changes cannot be watched: {error}"))
                    .hint("`--force_polling` looks at the files by turns");
            self.listener.diagnostics(&[diagnostics], &self.sources);
        }
    }

    /// Builds and publishes: at once what is loaded, whose pages are rendered when they are asked for, and at the end
    /// what is whole. Where more changes come meanwhile, they come first.
    fn build(
        &mut self,
        config: &Arc<Config>,
        mut diagnostics: Vec<Diagnostic>,
        start: Instant,
        changes: &watch::Changed,
    ) {
        let unread = self.unread.replace(BTreeSet::new());
        let opened = pipeline::open(config, &self.sources, &mut self.memo, unread.as_ref());
        let opened = Arc::new(opened);
        let site = Arc::new(Published::of(Arc::clone(&opened), self.recent.as_deref()));
        self.recent = Some(Arc::clone(&site));
        self.number += 1;
        if !opened.is_faulty() {
            let opening = (self.number, Arc::clone(&site));
            self.publish.send_modify(|now| now.opening = Some(opening));
        }
        let Some(more) = opened.complete(&mut self.memo, &changes.waiting()) else {
            return;
        };
        diagnostics.extend(more);
        if pipeline::failed(&diagnostics) {
            self.fail(&diagnostics);
            return;
        }
        let pages = site.pages();
        self.publish(site);
        self.listener.diagnostics(&diagnostics, &self.sources);
        self.listener.built(pages, start.elapsed());
    }

    /// Makes `site` the one that is served.
    fn publish(&mut self, site: Arc<Published>) {
        let touched = std::mem::take(&mut self.touched);
        let build = self.number;
        let last = self.publish.borrow().site.clone();
        let event = match &last {
            None => Some(reload::Event::Pages(build)),
            Some(last) => {
                let changed = site.changed(last, &touched);
                (!changed.is_empty()).then(|| reload::event(build, &changed))
            }
        };
        self.publish.send_modify(|now| {
            now.opening = None;
            let mended = now.failure.take().is_some();
            match event {
                // The same files: the last site stays, so that nothing is told.
                None if !mended && last.is_some() => return,
                Some(reload::Event::Styles(_)) => now.styles = build,
                Some(_) => now.pages = build,
                None => {}
            }
            (now.build, now.good) = (build, build);
            now.site = Some(site);
        });
    }

    fn fail(&mut self, diagnostics: &[Diagnostic]) {
        let errors = diagnostics
            .iter()
            .filter(|diagnostics| diagnostics.severity == Severity::Error);
        let text = errors
            .map(|error| print(error, &self.sources, false))
            .collect::<Vec<_>>()
            .join("\n");
        // A browser may have a page of the build that failed, so the failure is a later one.
        self.number += 1;
        let build = self.number;
        self.publish.send_modify(|now| {
            now.opening = None;
            now.build = build;
            now.failure = Some(text.as_str().into());
        });
        self.listener.diagnostics(diagnostics, &self.sources);
    }
}

/// What a site is made from: all of a Jekyll site's source, the four folders of recto's own layout.
fn watched_by(config: &Config) -> watch::Watched {
    let source = |name: &str| config.source.join(name);
    let mut watched = watch::Watched {
        ignored: vec![
            config.destination.clone(),
            source(".git"),
            source(&config.cache_dir),
        ],
        ..watch::Watched::default()
    };
    match config.arrangement {
        SiteKind::Jekyll => {
            watched.shallow.push(config.source.clone());
            watched.folders.extend(below(&config.source, &watched.ignored));
        }
        SiteKind::Recto => {
            let names = [
                &*config.content_dir,
                &*config.layouts_dir,
                &*config.data_dir,
                "assets",
                "templates",
                "data",
            ];
            watched.folders.extend(names.iter().map(|name| source(name)));
            watched.shallow.push(config.source.clone());
        }
    }
    watched.folders.extend(config.theme_dir.clone());
    // A folder made later is a change of the one above it, and then this list is another.
    watched.folders.retain(|folder| folder.is_dir());
    watched.folders.sort();
    watched.folders.dedup();
    watched
}

/// The folders right below `source`, but for those that are `ignored`, and for `node_modules`, whose thousands of
/// folders would use up what the system can watch.
fn below(source: &Path, ignored: &[PathBuf]) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(source).min_depth(1).max_depth(1);
    let folders = entries.into_iter().flatten().map(walkdir::DirEntry::into_path);
    let wanted =
        |folder: &PathBuf| folder.is_dir() && !folder.ends_with("node_modules") && !ignored.contains(folder);
    folders.filter(wanted).collect()
}

#[cfg(test)]
mod tests;

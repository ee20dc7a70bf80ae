//! `recto serve`: serves the site out of memory and follows every change of its sources.

use super::Outcome;
use super::flags::{self, RenderFlags, SiteFlags};
use super::jekyll_flags::ServeFlags;
use super::load::Loaded;
use super::say::{self, Level};
use anyhow::{Result, anyhow};
use clap::Args;
use recto::diag::{Diagnostic, Severity, Sources};
use recto::discover;
use recto::serve::{self, Listener, Options};
use recto::value::Value;
use recto::value::print::to_s;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Flags of `recto serve`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    /// Address to listen on [default: 127.0.0.1, or `host` of the configuration]
    #[arg(short = 'H', long)]
    host: Option<String>,
    /// Port to listen on, 0 for any [default: 4000, or `port` of the configuration]
    #[arg(short = 'P', long)]
    port: Option<u16>,
    /// Open the site in the browser
    #[arg(short, long, alias = "open-url")]
    open: bool,
    /// A further name under which the server may be asked
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    allowed_host: Vec<String>,
    /// Reload pages in the browser at every change [default]
    #[arg(short, long)]
    livereload: bool,
    /// Leave pages as they are
    #[arg(long, conflicts_with = "livereload")]
    no_livereload: bool,
    /// Serve in the background, without watching; returns as soon as the site is served
    #[arg(short = 'B', long)]
    detach: bool,
    /// Show the files of a folder instead of its first page
    #[arg(long, alias = "show_dir_listing")]
    show_dir_listing: bool,
    /// Watch the sources [default]
    #[arg(short, long)]
    watch: bool,
    #[command(flatten)]
    render: RenderFlags,
    #[command(flatten)]
    pub(super) jekyll_flags: ServeFlags,
}

/// Tells on the terminal what happens.
struct Terminal {
    level: Level,
    trace: bool,
    open: bool,
    source: PathBuf,
    watches: bool,
    /// Whether a build has come out.
    served: AtomicBool,
    /// Whether whoever started this waits until it listens and has built.
    detached: bool,
    /// Whether one of the two has happened.
    half: AtomicBool,
}

impl Terminal {
    /// Told to whoever waits: at the second call it listens and has built.
    fn ready(&self) {
        if self.half.swap(true, Ordering::Relaxed) {
            Level::plain(&format!("{RUNNING}\n"));
        }
    }
}

impl Listener for Terminal {
    fn listens(&self, address: &str, local: bool) {
        self.level.line("Server address:", address);
        if !local {
            self.level.line(
                "Warning:",
                "everyone on the network can read this site while it is served.",
            );
        }
        match self.detached {
            true => self.ready(),
            false => self.level.line(RUNNING, "press ctrl-c to stop."),
        }
        if self.open && open::that_detached(address).is_err() {
            self.level.line("Warning:", "no browser could be opened.");
        }
    }

    fn changed(&self, paths: &[PathBuf]) {
        self.level.changed(paths, &self.source);
    }

    fn built(&self, _pages: usize, took: Duration) {
        let took = format!("done in {:.3} seconds.", took.as_secs_f64());
        if self.served.swap(true, Ordering::Relaxed) {
            self.level.line("", &format!("...{took}"));
            return;
        }
        self.level.line("", &took);
        let line = match (self.watches, self.detached) {
            (true, _) => format!("enabled for '{}'", self.source.display()),
            (false, true) => "disabled when running server detached.".to_owned(),
            (false, false) => "disabled.".to_owned(),
        };
        self.level.line("Auto-regeneration:", &line);
        if self.detached {
            self.ready();
        }
    }

    fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.level.diagnostics(diagnostics, sources, self.trace);
        let failed = diagnostics
            .iter()
            .any(|diagnostics| diagnostics.severity == Severity::Error);
        if failed && self.detached && !self.served.load(Ordering::Relaxed) {
            // Nobody would see that there is nothing to be served.
            std::process::exit(1);
        }
    }
}

/// What Jekyll says when it serves.
const RUNNING: &str = "Server running...";

/// Set for a server in the background.
const DETACHED: &str = "RECTO_SERVES_DETACHED";

/// Starts this program again in the background and waits until it serves.
fn detach(level: Level) -> Result<Outcome> {
    // One pipe for all it says, so that nobody waits for a server to close what it was given.
    let (reader, writer) = std::io::pipe()?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(std::env::args_os().skip(1))
        .env(DETACHED, "1")
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    drop(command);
    for line in BufReader::new(reader).lines().map_while(Result::ok) {
        if line == RUNNING {
            let id = child.id();
            level.line(
                &format!("Server detached with pid '{id}'."),
                &format!("Run `kill {id}' to stop the server."),
            );
            return Ok(Outcome::Fine);
        }
        Level::plain(&format!("{line}\n"));
    }
    Ok(match child.wait()?.code() {
        Some(2) => Outcome::Misuse,
        _ => Outcome::Faults,
    })
}

/// `webrick.headers`.
fn headers(written: &Value) -> Vec<(String, String)> {
    let Value::Hash(written) = written else {
        return Vec::new();
    };
    let pairs = written
        .iter()
        .map(|(name, value)| (to_s(name).to_string(), to_s(value).to_string()));
    pairs.collect()
}

/// Serves until the user stops it.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    if let Some(reason) = flags.jekyll_flags.refused() {
        say::failure(&anyhow!(reason));
        return Ok(Outcome::Misuse);
    }
    let detached = std::env::var_os(DETACHED).is_some();
    if !detached {
        for line in flags.jekyll_flags.told() {
            level.line("Ignored:", line);
        }
        match (flags.detach, flags.livereload) {
            (true, true) => level.line(
                "Warning:",
                "--detach and --livereload are mutually exclusive. Choosing --livereload",
            ),
            (true, false) => return detach(level),
            (false, _) => {}
        }
    }
    let Some(loaded) = Loaded::of(site, &flags.render)? else {
        return Ok(Outcome::Faults);
    };
    let config = &loaded.config;
    let written = |key: &str| config.get(key);
    let host = flags
        .host
        .clone()
        .or_else(|| written("host").as_str().map(str::to_owned));
    let port = flags.port.or_else(|| match written("port") {
        Value::Int(port) => u16::try_from(port).ok(),
        Value::Str(port) => port.parse().ok(),
        _ => None,
    });
    let options = Options {
        host: host.unwrap_or_else(|| "127.0.0.1".to_owned()),
        port: port.unwrap_or(4000),
        allowed_hosts: flags.allowed_host.clone(),
        reloads: !flags.no_livereload && !detached,
        watches: !flags.render.ignored.no_watch && !detached,
        polls: flags.render.ignored.force_polling,
        lists: flags.show_dir_listing || written("show_dir_listing").is_truthy(),
        headers: headers(&written("webrick").get("headers")),
    };
    loaded.announce(level, true);
    let mut overrides = site.overrides(&flags.render);
    if &*config.environment == "development" && options.port != 0 {
        // Jekyll does the same, so that absolute addresses stay on this machine.
        let name = if options.host == "127.0.0.1" {
            "localhost"
        } else {
            &options.host
        };
        let url = format!("http://{name}:{}", options.port);
        overrides.values.insert("url", Value::from(url));
    }
    // Read once: `site.time` stands still while a site is served.
    let surroundings = flags::surroundings()?;
    let load = move |sources: &Sources, diagnostics: &mut Vec<Diagnostic>| {
        discover::configuration(&overrides, &surroundings, sources, diagnostics)
    };
    let terminal = Terminal {
        level,
        trace: site.trace,
        open: flags.open,
        source: config.source.clone(),
        watches: options.watches,
        served: AtomicBool::new(false),
        detached,
        half: AtomicBool::new(false),
    };
    let stop = async { std::future::pending::<()>().await };
    match serve::serve(&options, Box::new(load), Arc::new(terminal), stop) {
        Err(taken) if taken.kind() == std::io::ErrorKind::AddrInUse => {
            say::failure(&taken.into());
            Ok(Outcome::Misuse)
        }
        result => Ok(result.map(|()| Outcome::Fine)?),
    }
}

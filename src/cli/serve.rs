//! `recto serve`: serves the site out of memory and follows every change of its sources.

use super::Outcome;
use super::flags::{self, RenderFlags, SiteFlags};
use super::jekylls::ServeFlags;
use super::load::Loaded;
use super::say::{self, Level, count};
use anyhow::{Result, anyhow};
use clap::Args;
use recto::diag::{Diagnostic, Sources};
use recto::discover;
use recto::serve::{self, Listener, Options};
use recto::value::Value;
use std::path::PathBuf;
use std::sync::Arc;
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
    /// Watch the sources [default]
    #[arg(short, long)]
    watch: bool,
    #[command(flatten)]
    render: RenderFlags,
    #[command(flatten)]
    pub(super) jekylls: ServeFlags,
}

/// Tells on the terminal what happens.
struct Terminal {
    level: Level,
    trace: bool,
    open: bool,
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
        self.level.line("Server running...", "press ctrl-c to stop.");
        if self.open && open::that_detached(address).is_err() {
            self.level.line("Warning:", "no browser could be opened.");
        }
    }

    fn changed(&self, paths: &[PathBuf]) {
        let first = paths
            .first()
            .map_or(String::new(), |path| path.to_string_lossy().into_owned());
        self.level.line(
            "Regenerating:",
            &format!("{} changed, {first}", count(paths.len(), "file")),
        );
    }

    fn built(&self, pages: usize, took: Duration) {
        let line = format!("{} in {:.3} seconds.", count(pages, "page"), took.as_secs_f64());
        self.level.line("...done:", &line);
    }

    fn said(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.level.diagnostics(diagnostics, sources, self.trace);
    }
}

/// Serves until the user stops it.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    if let Some(reason) = flags.jekylls.refused() {
        say::failure(&anyhow!(reason));
        return Ok(Outcome::Misuse);
    }
    for line in flags.jekylls.told() {
        level.line("Ignored:", line);
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
        reloads: !flags.no_livereload,
        watches: !flags.render.ignored.no_watch,
        polls: flags.render.ignored.force_polling,
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
    let load = move |sources: &Sources, said: &mut Vec<Diagnostic>| {
        discover::configuration(&overrides, &surroundings, sources, said)
    };
    let terminal = Terminal {
        level,
        trace: site.trace,
        open: flags.open,
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

//! `recto serve`: serves the site from memory and builds it again after every change of its sources.

mod detach;
mod terminal;

use super::Outcome;
use super::flags::{self, RenderFlags, SiteFlags};
use super::jekyll_flags::ServeFlags;
use super::load::Loaded;
use super::say::{self, Level};
use anyhow::{Result, anyhow};
use clap::Args;
use recto::config::Config;
use recto::diag::{Diagnostic, Sources};
use recto::discover;
use recto::serve::{self, Certificate, Ended, Options, WatchMode};
use recto::value::Value;
use std::path::PathBuf;
use std::sync::Arc;
use terminal::Terminal;

/// Flags of `recto serve`.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct Flags {
    /// Address to listen on [default: 127.0.0.1, or `host` of the configuration]
    #[arg(short = 'H', long)]
    host: Option<String>,
    /// Port to listen on, 0 for any free one [default: 4000, or `port` of the configuration]
    #[arg(short = 'P', long)]
    port: Option<u16>,
    /// Open the site in the browser
    #[arg(short, long, alias = "open-url")]
    open: bool,
    /// Editor that opens the source of a text (Alt-click in the browser): a command, or a URL scheme such as
    /// `vscode://` [default: $VISUAL, then $EDITOR]
    #[arg(long, value_name = "COMMAND")]
    editor: Option<String>,
    /// Further names that the server answers to
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    allowed_host: Vec<String>,
    /// Update pages in the browser after every change [default]
    #[arg(short, long)]
    livereload: bool,
    /// Do not update pages in the browser
    #[arg(long, conflicts_with = "livereload")]
    no_livereload: bool,
    /// Sources whose changes do not update pages in the browser, as patterns such as `*.css,_drafts/*`
    #[arg(long, alias = "livereload_ignore", value_name = "GLOB", value_delimiter = ',')]
    livereload_ignore: Vec<String>,
    /// Certificate in PEM, relative to the source: serve over HTTPS
    #[arg(long, alias = "ssl_cert", value_name = "FILE")]
    ssl_cert: Option<String>,
    /// Private key of the certificate
    #[arg(long, alias = "ssl_key", value_name = "FILE")]
    ssl_key: Option<String>,
    /// Keep the lines of earlier builds on the terminal
    #[arg(long)]
    no_clear_screen: bool,
    /// Serve in the background without watching; return when the site is served
    #[arg(short = 'B', long)]
    detach: bool,
    /// Show the files of a folder instead of its index page
    #[arg(long, alias = "show_dir_listing")]
    show_dir_listing: bool,
    /// Watch the sources [default]
    #[arg(short, long)]
    watch: bool,
    /// Marks the process that `--detach` starts
    #[arg(long, hide = true)]
    detached: bool,
    #[command(flatten)]
    pub(super) site: SiteFlags,
    #[command(flatten)]
    render: RenderFlags,
    #[command(flatten)]
    pub(super) jekyll_flags: ServeFlags,
}

impl Flags {
    /// Whether a flag was given that only scripts written for Jekyll need: such a script may read Jekyll's lines.
    fn are_of_jekyll(&self) -> bool {
        self.watch || self.livereload || self.detach || self.detached || self.render.ignored.incremental
    }
}

/// Serves until the user stops it.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    if !flags.detached {
        for line in flags.jekyll_flags.notices() {
            level.line("Ignored:", line);
        }
        match (flags.detach, flags.livereload) {
            (true, true) => level.line(
                "Warning:",
                "--detach and --livereload are mutually exclusive. Choosing --livereload",
            ),
            (true, false) => return detach::detach(level),
            (false, _) => {}
        }
    }
    let Some(loaded) = Loaded::of(site, &flags.render)? else {
        return Ok(Outcome::Faults);
    };
    let config = &loaded.config;
    let options = match options(flags, config) {
        Ok(options) => options,
        Err(error) => {
            say::failure(&error);
            return Ok(Outcome::Misuse);
        }
    };
    let jekyll = flags.are_of_jekyll() || level == Level::All;
    if jekyll {
        loaded.announce(level, true);
    }
    let mut overrides = site.overrides(&flags.render);
    overrides.values.insert("serving", true);
    if &*config.environment == "development" && options.port != 0 {
        // As Jekyll does: absolute URLs then lead to this server.
        let scheme = if options.certificate.is_some() {
            "https"
        } else {
            "http"
        };
        let url = format!("{scheme}://{}:{}", serve::url_host(&options.host), options.port);
        overrides.values.insert("url", Value::from(url));
    }
    // Read once: `site.time` does not change while the site is served.
    let surroundings = flags::surroundings()?;
    let load = move |sources: &Sources, diagnostics: &mut Vec<Diagnostic>| {
        discover::configuration(&overrides, &surroundings, sources, diagnostics)
    };
    let terminal = Terminal::new(terminal::Settings {
        level,
        trace: site.trace,
        jekyll,
        clears: !flags.no_clear_screen,
        opens_browser: flags.open,
        source: config.source.clone(),
        watches: options.watch != WatchMode::Off,
        detached: flags.detached,
    });
    let stop = std::future::pending();
    match serve::serve(&options, Box::new(load), Arc::new(terminal), stop) {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            say::failure(&error.into());
            Ok(Outcome::Misuse)
        }
        Err(error) => Err(error.into()),
        Ok(Ended::Stopped) => Ok(Outcome::Fine),
        Ok(Ended::BuildFailed) => Ok(Outcome::Faults),
    }
}

/// The options that the flags and the configuration lead to.
///
/// # Errors
///
/// A certificate without its key, or a key without its certificate.
fn options(flags: &Flags, config: &Config) -> Result<Options> {
    let configured = &config.serve;
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    Ok(Options {
        host: flags
            .host
            .clone()
            .or_else(|| configured.host.clone())
            .unwrap_or_else(|| "127.0.0.1".to_owned()),
        port: flags.port.or(configured.port).unwrap_or(4000),
        baseurl: config.baseurl.to_string(),
        allowed_hosts: flags.allowed_host.clone(),
        reloads: !flags.no_livereload && !flags.detached,
        watch: match (
            flags.render.ignored.no_watch || flags.detached,
            flags.render.ignored.force_polling,
        ) {
            (true, _) => WatchMode::Off,
            (false, true) => WatchMode::Polling,
            (false, false) => WatchMode::Native,
        },
        lists: flags.show_dir_listing || configured.show_dir_listing,
        headers: configured.headers.clone(),
        editor: flags
            .editor
            .clone()
            .or_else(|| variable("VISUAL"))
            .or_else(|| variable("EDITOR")),
        ignored: match flags.livereload_ignore.is_empty() {
            true => configured.livereload_ignore.clone(),
            false => flags.livereload_ignore.clone(),
        },
        certificate: certificate(flags, config)?,
        ends_on_failure: flags.detached,
    })
}

/// The files of `--ssl-cert` and `--ssl-key`, or of the keys of the configuration with these names.
fn certificate(flags: &Flags, config: &Config) -> Result<Option<Certificate>> {
    let file = |flag: &Option<String>, configured: &Option<PathBuf>| {
        let path = flag.as_ref().map(PathBuf::from).or_else(|| configured.clone())?;
        Some(config.source.join(path))
    };
    let configured = &config.serve;
    match (
        file(&flags.ssl_cert, &configured.ssl_cert),
        file(&flags.ssl_key, &configured.ssl_key),
    ) {
        (Some(chain), Some(key)) => Ok(Some(Certificate { chain, key })),
        (None, None) => Ok(None),
        _ => Err(anyhow!("HTTPS needs both `--ssl-cert` and `--ssl-key`")),
    }
}

//! Runs the plugins of a site in Ruby, if the user allows it with `--ruby`: recto does all other work itself.
//!
//! # Steps
//!
//! 1. [`Ruby::start`] starts a child process, which loads the site's own Jekyll and its plugins and lists what they
//!    define ([`Inventory`]). The program that it runs is in `host/`.
//! 2. [`Ruby::begin`] begins a build. The child answers from a copy of itself, so no build sees what an earlier one left
//!    behind.
//! 3. While templates render, the Liquid engine calls the child for tags and filters that Ruby defines (`calls.rs`).
//!    Variables are looked up when Ruby asks for them; pages are passed as references, which the child resolves to
//!    Jekyll's own objects. It reports what it has read, and that becomes a dependency of the page.
//!
//! Plugins that change the site need more of Jekyll than that. [`Mode`] says how much.

mod calls;
mod fault;
mod hooks;
mod inventory;
mod process;
mod reading;
mod references;
mod whole;
mod wire;

pub use inventory::{Definition, Inventory};

use crate::config::Config;
use crate::diag::{Diagnostic, Result, SourceId, Sources};
use crate::liquid::{Engine, Foreign};
use crate::site::Site;
use crate::site::view::View;
use crate::value::{Hash, Str, Value, Zone};
use fault::Fault;
use parking_lot::Mutex;
use process::{Answer, Process, bare};
use references::Objects;
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;
use tempfile::TempDir;

/// How much of the work Jekyll does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only tags and filters run in Ruby. Jekyll reads the site when one of them looks at it.
    Calls,
    /// Jekyll reads the site, and plugins change it, before anything renders.
    Read,
    /// Jekyll builds the site, since plugins replace what renders it.
    Whole,
}

impl Mode {
    /// Its name for the host.
    fn name(self) -> &'static str {
        match self {
            Self::Calls => "late",
            Self::Read => "read",
            Self::Whole => "whole",
        }
    }
}

/// How long Ruby may take at least to load Jekyll and all gems.
const STARTING: Duration = Duration::from_secs(60);

/// The Ruby files of a site: path below the source folder, text.
pub type Files = Vec<(String, String)>;

/// A child process with the plugins of one site.
#[derive(Debug)]
pub struct Ruby {
    process: Process,
    /// What the plugins define.
    pub inventory: Inventory,
    source: PathBuf,
    files: Vec<(String, Arc<str>)>,
    sources: Arc<Sources>,
    timeout: Duration,
    /// The number of the build that was begun last; 0 for none.
    current: AtomicU64,
}

/// Ruby's part of one build.
#[derive(Debug)]
pub struct Build {
    ruby: Arc<Ruby>,
    number: u64,
    zone: Zone,
    source: PathBuf,
    /// How much Jekyll does.
    pub mode: Mode,
    objects: Arc<Objects>,
    site: OnceLock<Weak<Site>>,
    /// The folder in which plugins make files.
    scratch: Option<TempDir>,
    /// The site as Jekyll has read it, until recto takes it over.
    model: Mutex<Json>,
}

impl Ruby {
    /// Starts Ruby for the site of `config`, whose Ruby files are `files`, and loads its plugins; `built_in` are the gems
    /// that recto does not need Ruby for. An answer may take as long as `timeout`.
    ///
    /// # Errors
    /// There is no Ruby or no Jekyll for it, or a plugin cannot be loaded.
    pub fn start(
        config: &Config,
        timeout: Duration,
        files: &Files,
        built_in: &[&str],
        sources: &Arc<Sources>,
    ) -> Result<Arc<Self>> {
        let span = tracing::info_span!("ruby").entered();
        let mut ruby = Self {
            process: Process::start(timeout, STARTING, &config.environment)
                .map_err(|fault| fault.diagnostic("the host was started", &|_| None, &config.source))?,
            inventory: Inventory::default(),
            source: config.source.clone(),
            files: files
                .iter()
                .map(|(path, text)| (path.clone(), text.as_str().into()))
                .collect(),
            sources: Arc::clone(sources),
            timeout,
            current: AtomicU64::new(0),
        };
        let request = json!({
            "do": "boot",
            "source": config.source,
            "built_in": built_in,
            "time": wire::encode(&Value::Time(Arc::clone(&config.time))),
            "config": settings(config),
        });
        let inventory = ruby.process.patiently(STARTING.max(timeout), &request);
        let inventory = inventory.map_err(|fault| ruby.diagnostic(&fault, "the plugins were loaded"))?;
        ruby.inventory = Inventory::of(&inventory);
        drop(span);
        Ok(Arc::new(ruby))
    }

    /// Begins a build, which ends the one before.
    ///
    /// # Errors
    /// A plugin that fails while Jekyll reads or builds the site.
    pub fn begin(self: &Arc<Self>, config: &Config) -> Result<Arc<Build>> {
        let _span = tracing::info_span!("ruby").entered();
        let mut nothing = |_: &str, _: &str| json!({});
        if self.current.load(Ordering::Acquire) > 0 {
            self.call_host(&bare("end"), "a build ended", &mut nothing)?;
        }
        let number = self.current.fetch_add(1, Ordering::AcqRel) + 1;
        let mode = match (&self.inventory.whole, self.inventory.reads) {
            (Some(_), _) => Mode::Whole,
            (None, true) => Mode::Read,
            (None, false) => Mode::Calls,
        };
        let scratch = match mode {
            Mode::Calls => None,
            Mode::Read | Mode::Whole => Some(tempfile::tempdir().map_err(|error| {
                Fault::NotStarted(error.to_string()).diagnostic("a build began", &|_| None, &self.source)
            })?),
        };
        let request = json!({
            "do": "begin",
            "mode": mode.name(),
            "folder": scratch.as_ref().map(TempDir::path),
        });
        let doing = match mode {
            Mode::Calls => "a build began",
            Mode::Read => "Jekyll read the site",
            Mode::Whole => "Jekyll built the site",
        };
        let patience = self.timeout.max(STARTING) * 10;
        let model = self.process.patiently(patience, &request);
        let model = model.map_err(|fault| self.diagnostic(&fault, doing))?;
        Ok(Arc::new(Build {
            ruby: Arc::clone(self),
            number,
            zone: config.zone.clone(),
            source: config.source.clone(),
            mode,
            objects: Arc::default(),
            site: OnceLock::new(),
            scratch,
            model: Mutex::new(model),
        }))
    }

    /// Whether the same plugins would be loaded again: nothing of `files` has changed.
    pub fn is_current(&self, files: &Files) -> bool {
        let same = |(old, new): (&(String, Arc<str>), &(String, String))| old.0 == new.0 && *old.1 == *new.1;
        self.files.len() == files.len() && self.files.iter().zip(files).all(same) && !self.process.has_ended()
    }

    fn call_host(&self, request: &Json, doing: &str, answer: &mut Answer<'_>) -> Result<Json> {
        let result = self.process.call(request, answer);
        result.map_err(|fault| self.diagnostic(&fault, doing))
    }

    fn diagnostic(&self, fault: &Fault, doing: &str) -> Box<Diagnostic> {
        fault.diagnostic(doing, &|path| self.text(path), &self.source)
    }

    /// A Ruby file of the site as a source for diagnostics.
    fn text(&self, path: &str) -> Option<(SourceId, Arc<str>)> {
        let (_, text) = self.files.iter().find(|(known, _)| known == path)?;
        Some((self.sources.add(path, Arc::clone(text)), Arc::clone(text)))
    }
}

/// The settings of the command line that Jekyll's own configuration must follow.
fn settings(config: &Config) -> Json {
    let mut settings = Hash::new();
    let text = |path: &PathBuf| Value::from(path.to_string_lossy().into_owned());
    settings.insert("source", text(&config.source));
    settings.insert("destination", text(&config.destination));
    if !config.files.is_empty() {
        settings.insert("config", Value::array(config.files.iter().map(text).collect()));
    }
    let keys = [
        "url",
        "baseurl",
        "show_drafts",
        "future",
        "unpublished",
        "limit_posts",
        "strict_front_matter",
        "plugins_dir",
        "layouts_dir",
    ];
    for key in keys {
        let value = config.get(key);
        if !value.is_nil() {
            settings.insert(key, value);
        }
    }
    settings.insert("quiet", true);
    settings.insert("disable_disk_cache", true);
    wire::encode(&Value::from(settings))
}

impl Build {
    /// Shows the build the site that it belongs to.
    pub fn set_view(&self, view: &View) {
        let _ = self.site.set(Arc::downgrade(view.site()));
        self.objects.set_view(view);
    }

    /// The process with the plugins.
    pub fn ruby(&self) -> &Arc<Ruby> {
        &self.ruby
    }

    /// What the plugins define.
    pub fn inventory(&self) -> &Inventory {
        &self.ruby.inventory
    }

    /// `engine` with the tags and filters of the plugins.
    pub fn engine(&self, engine: Engine) -> Engine {
        let inventory = &self.ruby.inventory;
        let tags = inventory.names("tag").chain(inventory.names("block"));
        let tags = tags.chain(inventory.replaces_highlighter.then(|| "highlight".to_owned()));
        let filters = inventory.names("filter");
        let filters = filters.chain(inventory.replaces_markdown.then(|| "markdownify".to_owned()));
        let runner: Arc<dyn Foreign> = Arc::<Ruby>::clone(&self.ruby);
        engine.with_foreign(runner, tags, filters)
    }

    fn site(&self) -> Option<Arc<Site>> {
        self.site.get()?.upgrade()
    }

    /// Whether no later build was begun.
    fn is_current(&self) -> bool {
        self.ruby.current.load(Ordering::Acquire) == self.number
    }

    /// A value of the host, whose objects are those of the site.
    fn decode(&self, json: &Json) -> Value {
        wire::decode(json, &self.zone, &|mark, name| self.objects.find(mark, name))
    }

    /// Sends a request of this build.
    fn call(&self, request: &Json, doing: &str, answer: &mut Answer<'_>) -> Result<Json> {
        match self.is_current() {
            true => self.ruby.call_host(request, doing, answer),
            false => Err(Fault::Ended.diagnostic(doing, &|_| None, &self.source)),
        }
    }
}

/// The gems of a `Gemfile` that are in its group `jekyll_plugins`, as far as its text shows them: Jekyll loads them
/// whatever `plugins:` lists.
pub fn gems_of_gemfile(text: &str) -> Vec<Str> {
    let mut gems = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if line.starts_with("group ") && line.contains("jekyll_plugins") {
            inside = true;
        } else if line == "end" {
            inside = false;
        } else if let Some(rest) = line.strip_prefix("gem")
            && (inside || rest.contains("jekyll_plugins"))
        {
            let name = rest.split(['"', '\'']).nth(1);
            gems.extend(name.map(Str::from));
        }
    }
    gems
}

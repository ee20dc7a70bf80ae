//! From a source folder to the frozen site: configuration, discovery, front matter, permalinks, defaults, data, and
//! what templates see of it.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "fixtures are written to temporary folders, and a test may fail where it stands"
)]

mod configuration;
mod discovery;
mod front_matter;
mod permalinks;
mod defaults;
mod data;
mod collections;
mod view;
mod properties;

use recto::config::{Compat, Config, Dialect, Environment, Overrides};
use recto::diag::{Diagnostic, Severity, Sources, print};
use recto::discover::{self, Cache};
use recto::incremental::{Dependency, Part, Reader, track};
use recto::site::view::{Render, View};
use recto::site::{self, PageId, Site};
use recto::value::{Str, Value};
use std::path::Path;
use std::sync::Arc;

/// A source folder that lives as long as the test.
struct Fixture {
    folder: tempfile::TempDir,
    overrides: Overrides,
}

/// A site and what was found wrong on the way.
struct Loaded {
    site: Arc<Site>,
    echo: Arc<Echo>,
    diagnostics: Vec<Diagnostic>,
    sources: Arc<Sources>,
}

impl Fixture {
    /// A folder with files, each a path and a text, that is built by the rules of Jekyll 4.3.
    fn new(files: &[(&str, &str)]) -> Self {
        let fixture = Self {
            folder: tempfile::tempdir().unwrap(),
            overrides: Overrides {
                compat: Some(Compat::parse("jekyll-4.3").unwrap()),
                ..Overrides::default()
            },
        };
        for (path, text) in files {
            fixture.write(path, text.as_bytes());
        }
        fixture
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn config(&self, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> recto::diag::Result<Config> {
        let surroundings = Environment {
            directory: self.path().to_owned(),
            home: Some("/home/ann".into()),
            now: (1_767_225_600, 0),
            source_date_epoch: None,
            environment: None,
            zone: Some("UTC".to_owned()),
        };
        discover::configuration(&self.overrides, &surroundings, sources, diagnostics)
    }

    fn load(&self) -> Loaded {
        self.load_with(&Arc::default(), &mut Cache::default())
    }

    fn load_with(&self, sources: &Arc<Sources>, cache: &mut Cache) -> Loaded {
        let mut diagnostics = Vec::new();
        let config = Arc::new(self.config(sources, &mut diagnostics).expect("a configuration"));
        let found = discover::walk(&config, sources, cache, &mut diagnostics);
        let (site, more) = site::assemble(found, config, &[]);
        diagnostics.extend(more);
        let site = Arc::new(site);
        Loaded {
            echo: Arc::new(Echo(Arc::clone(&site))),
            site,
            diagnostics,
            sources: Arc::clone(sources),
        }
    }

    /// The message of the configuration's fatal fault.
    fn refused(&self) -> String {
        self.config(&Sources::default(), &mut Vec::new())
            .unwrap_err()
            .message
            .clone()
    }
}

/// Renders nothing, and returns what it was asked for.
struct Echo(Arc<Site>);

impl Render for Echo {
    fn content(&self, id: PageId) -> Str {
        format!("content of {}", self.0.page(id).path).into()
    }

    fn output(&self, id: PageId) -> Str {
        format!("output of {}", self.0.page(id).path).into()
    }

    fn excerpt(&self, id: PageId) -> Str {
        format!("excerpt of {}", self.0.page(id).path).into()
    }
}

impl Loaded {
    fn view(&self) -> View {
        let echo: Arc<dyn Render> = Arc::clone(&self.echo) as Arc<dyn Render>;
        View::new(Arc::clone(&self.site), Arc::downgrade(&echo))
    }

    /// The id of the page or document at a path.
    fn id(&self, path: &str) -> PageId {
        let at = self.site.pages.iter().position(|page| &*page.path == path);
        PageId(u32::try_from(at.unwrap_or_else(|| panic!("no page {path}"))).unwrap())
    }

    fn url(&self, path: &str) -> &str {
        &self.site.page(self.id(path)).url
    }

    fn output(&self, path: &str) -> &str {
        &self.site.page(self.id(path)).output
    }

    /// The paths of all pages and documents, in order of rendering.
    fn paths(&self) -> Vec<&str> {
        self.site.pages.iter().map(|page| &*page.path).collect()
    }

    fn files(&self) -> Vec<&str> {
        self.site.static_files.iter().map(|file| &*file.path).collect()
    }

    /// What a page gives for a key, with the whole site in view.
    fn get(&self, path: &str, key: &str) -> Value {
        self.view().page(self.id(path)).get(key)
    }

    /// The printed diagnostics.
    fn printed(&self) -> String {
        self.diagnostics
            .iter()
            .map(|found| print(found, &self.sources, false))
            .collect()
    }

    fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|found| found.severity).max()
    }
}

fn show(value: &Value) -> String {
    recto::value::print::inspect(value).to_string()
}

const HEAD: &str = "---\n---\n";

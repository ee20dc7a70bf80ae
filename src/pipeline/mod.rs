//! A configuration in, a built site out: all stages in the order in which they run.
//!
//! # Steps
//!
//! 1. walk the source, split heads from bodies, assemble the site; plugins may change it before it is frozen;
//! 2. first sweep: every page's body through Liquid and its converter;
//! 3. second sweep: every page in its layouts, then plugins have the last word;
//! 4. collect the files to write.
//!
//! [`render`] is all of it. [`open()`] stops before the sweeps, and then [`Opened::page`] renders the page that is
//! wanted first: the same things, each rendered once, in whatever order they are asked for.
//!
//! Pages are rendered on all cores; what comes out does not depend on how many there are.

mod convert;
mod counting;
mod doors;
mod markdown_options;
mod memo;
mod profile;
mod progress;
mod renderer;
mod sass;

pub use memo::Memo;
pub use profile::{Kind, Profile};
pub use progress::{Progress, Silent};

use crate::config::{Arrangement, Config};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::discover;
use crate::layout::{self, Theme};
use crate::markdown;
use crate::plugins::foreign::{self, RubyPlugin};
use crate::plugins::{self, Adjusting, Plugin, Tools};
use crate::site::view::{self, View};
use crate::site::{self, Built, FileContent, OutputFile, PageId, Site, page_id};
use crate::value::Str;
use rayon::prelude::*;
use renderer::Renderer;
use std::collections::HashMap;
use std::sync::Arc;

/// Renders the site of `config`, reusing what `memo` has of earlier builds, and says all that was found wrong.
///
/// Where an error was found, the built site lacks what the error kept from being made; it is not to be written.
pub fn render(
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    memo: &mut Memo,
    progress: &dyn Progress,
) -> (Built, Vec<Diagnostic>) {
    open(config, sources, memo, progress).finish(memo, progress)
}

/// Loads the site of `config`; files that have not changed since the build that left `memo` are not read again.
pub fn open(
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    memo: &mut Memo,
    progress: &dyn Progress,
) -> Opened {
    progress.stage("Reading", 0);
    let profile = progress.profile();
    let mut said = Vec::new();
    let walk = || discover::walk(config, sources, memo.files(), &mut said);
    let found = profile::stage(profile, "reading", walk);
    let active = plugins::active(&config.plugins);
    said.extend(unknown_plugins(config));
    let ruby = ruby(config);
    said.extend(foreign::warning(&ruby));
    let options = markdown_options::of(config);
    let adjusting = Adjusting {
        plugins: &active,
        tools: Tools {
            markdown: &|text| markdown::render(text, &options).html,
            local: &|seconds| config.zone.time(seconds, 0),
        },
    };
    let assemble = || site::assemble(found, Arc::clone(config), &[&adjusting]);
    let (site, more) = profile::stage(profile, "assembling", assemble);
    said.extend(more);
    Opened::of(site, Said { said, ruby }, active, memo, profile)
}

/// What the Ruby files of the site define, which are not run.
pub fn ruby(config: &Config) -> Vec<RubyPlugin> {
    let files = discover::ruby_files(config);
    files
        .iter()
        .map(|(path, text)| foreign::scan(path, text))
        .collect()
}

/// A warning for each plugin that recto does not have.
fn unknown_plugins(config: &Config) -> impl Iterator<Item = Diagnostic> {
    plugins::unknown(&config.plugins).into_iter().map(|name| {
        Diagnostic::warning(format!(
            "recto has no plugin `{name}`; the site is built without it"
        ))
        .hint("`recto doctor` lists the tags and files that need it")
    })
}

/// A site that is loaded and of which nothing is rendered yet but what was asked for.
pub struct Opened {
    site: Arc<Site>,
    renderer: Arc<Renderer>,
    view: View,
    profile: Option<Arc<Profile>>,
    said: Vec<Diagnostic>,
    ruby: Vec<RubyPlugin>,
}

/// What loading came upon.
struct Said {
    said: Vec<Diagnostic>,
    ruby: Vec<RubyPlugin>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("said", &self.said)
            .finish_non_exhaustive()
    }
}

/// Whether there is an error among `diagnostics`.
pub fn failed(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|said| said.severity == Severity::Error)
}

/// Each fault once: where pages share it (a layout, an include), the first of them and the number of the others.
fn once(said: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places = HashMap::new();
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in said {
        let key = (diagnostic.severity, diagnostic.message.clone(), diagnostic.span);
        match places.get(&key).filter(|_| diagnostic.span.is_some()) {
            Some(at) => {
                let (_, more): &mut (_, usize) = &mut kept[*at];
                *more += 1;
            }
            None => {
                places.insert(key, kept.len());
                kept.push((diagnostic, 0));
            }
        }
    }
    let kept = kept.into_iter().map(|(diagnostic, more)| match more {
        0 => diagnostic,
        more => diagnostic.step(format!("and {more} more times"), None),
    });
    kept.collect()
}

impl Opened {
    /// A site that is loaded, with what `memo` has of earlier builds.
    fn of(
        site: Site,
        Said { mut said, ruby }: Said,
        active: Vec<&'static dyn Plugin>,
        memo: &mut Memo,
        profile: Option<&Arc<Profile>>,
    ) -> Self {
        let site = Arc::new(site);
        let (engine, past) = memo.open(&site, || {
            let engine = convert::engine(&site.config, &active, profile);
            match site.config.get("skip_unknown_tags").is_truthy() {
                true => engine.with_tags(&foreign::stand_ins(&site)),
                false => engine,
            }
        });
        let theme = match site.config.arrangement {
            Arrangement::Jekyll => None,
            Arrangement::Recto => Theme::of(&site).map_err(|fault| said.push(*fault)).ok(),
        };
        let tools = renderer::Tools {
            engine,
            theme,
            plugins: active,
            profile: profile.cloned(),
        };
        let renderer = Arc::new(Renderer::new(Arc::clone(&site), tools, past));
        let view = View::new(Arc::clone(&site), Arc::clone(&renderer) as Arc<dyn view::Render>);
        Self {
            site,
            renderer,
            view,
            profile: profile.cloned(),
            said,
            ruby,
        }
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The text of a page in its layouts, rendered now if it was not yet; none where an error keeps it from
    /// being made.
    pub fn page(&self, id: PageId) -> Option<Str> {
        self.renderer.laid_out(&self.view, id).made.clone()
    }

    /// Renders what is left, in two sweeps, and collects the files to write; leaves to `memo` what the next
    /// build may reuse.
    pub fn finish(mut self, memo: &mut Memo, progress: &dyn Progress) -> (Built, Vec<Diagnostic>) {
        let ids = (0..self.site.pages.len()).map(page_id).collect::<Vec<_>>();
        let profile = self.profile.as_ref();
        progress.stage("Rendering", ids.len());
        profile::stage(profile, "rendering bodies", || {
            ids.par_iter().for_each(|id| {
                self.renderer.body(&self.view, *id);
                progress.step();
            });
        });
        progress.stage("Laying out", ids.len());
        profile::stage(profile, "laying out", || {
            ids.par_iter().for_each(|id| {
                self.renderer.laid_out(&self.view, *id);
                progress.step();
            });
        });
        memo.keep(&self.renderer, &self.view);
        let bodies = ids
            .iter()
            .map(|id| self.renderer.rendered(*id).body?.made.clone());
        let built = Built {
            site: Arc::clone(&self.site),
            bodies: bodies.collect(),
            outputs: self.outputs(),
        };
        for id in ids {
            self.said.extend(self.renderer.rendered(id).said().cloned());
        }
        self.said.extend(self.renderer.converters.said());
        let explained = self
            .said
            .into_iter()
            .map(|said| foreign::explain(said, &self.ruby));
        (built, once(explained.collect()))
    }

    /// The files to write. Of those that share a path the last one wins: documents over static files over
    /// pages, as in Jekyll.
    fn outputs(&self) -> Vec<OutputFile> {
        let site = &self.site;
        let pages = (site.first_page..site.pages.len())
            .chain(0..site.first_page)
            .map(page_id);
        let (plain, documents): (Vec<_>, Vec<_>) = pages
            .filter(|id| site.page(*id).written)
            .flat_map(|id| self.page_files(id))
            .partition(|file| file.page.is_some_and(|id| id.index() >= site.first_page));
        let copies = site
            .static_files
            .iter()
            .filter(|file| file.written)
            .map(|file| OutputFile {
                url: Str::clone(&file.url),
                path: Str::clone(&file.output),
                content: FileContent::Copy(file.location.clone()),
                page: None,
            });
        let theme = match site.config.arrangement {
            Arrangement::Jekyll => Vec::new(),
            Arrangement::Recto => layout::assets(site),
        };
        theme
            .into_iter()
            .chain(plain)
            .chain(copies)
            .chain(documents)
            .collect()
    }

    /// The file of a page, and the source map of a style sheet behind it.
    fn page_files(&self, id: PageId) -> Vec<OutputFile> {
        let page = self.site.page(id);
        let rendered = self.renderer.rendered(id);
        let file = |suffix: &str, text: &Str| OutputFile {
            url: format!("{}{suffix}", page.url).into(),
            path: format!("{}{suffix}", page.output).into(),
            content: FileContent::Bytes(Str::clone(text).into()),
            page: Some(id),
        };
        let text = rendered.output.and_then(|done| done.made.as_ref());
        let map = rendered.body.and_then(|done| done.beside.as_ref());
        let files = text.map(|text| file("", text)).into_iter();
        files.chain(map.map(|map| file(".map", map))).collect()
    }
}

//! Loads a site: walks the source, splits front matter from bodies and assembles the pages, or amends the site of the
//! build before.

use super::cache::{Cache, LoadedSite};
use super::{host, markdown_options, shared_counters};
use crate::config::{Config, Dialect};
use crate::diag::{Code, Diagnostic, Sources};
use crate::discover;
use crate::layout::NotFound;
use crate::markdown;
use crate::plugins::foreign::{self, RubyPlugin};
use crate::plugins::{self, Adjusting, Plugin, Priority, Tools};
use crate::ruby as ruby_host;
use crate::site::{self, Adjust, Site, SiteFingerprints};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// A loaded site.
pub(super) struct Loaded {
    pub(super) site: Arc<Site>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The active plugins.
    pub(super) plugins: Vec<&'static dyn Plugin>,
    pub(super) ruby: Vec<RubyPlugin>,
    /// Ruby's part of the build.
    pub(super) host: Option<Arc<ruby_host::Build>>,
    pub(super) fingerprints: Arc<SiteFingerprints>,
    /// Whether it is the last site with other texts on some pages.
    pub(super) amended: bool,
    /// Whether pages may use the shared counters.
    pub(super) may_count: bool,
}

/// Loads the site of `config`. Files that did not change since the build that left `cache` are not read again; if
/// `touched` names all paths that changed since, only these are looked at.
pub(super) fn load(
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    touched: Option<&BTreeSet<PathBuf>>,
) -> Loaded {
    let mut diagnostics = Vec::new();
    let files = discover::ruby_files(config);
    let beginning = host::prepare(config, cache, &files);
    // How a site is read depends on whether it is Jekyll 3's, which only Ruby knows then.
    let (first, meanwhile) = match config.profile.is_jekyll_3() {
        true => (beginning, None),
        false => (None, beginning),
    };
    let host = first.map(|beginning| beginning.run(config, sources, &files));
    let host = host.and_then(|begun| host::keep(begun, cache, &mut diagnostics));
    let known = installed(config, host.as_deref());
    let (found, begun) = std::thread::scope(|scope| {
        let begun = meanwhile.map(|beginning| scope.spawn(|| beginning.run(config, sources, &files)));
        let stage = tracing::info_span!("read").entered();
        let found = read(&known, sources, cache, touched, &mut diagnostics);
        drop(stage);
        (found, begun.and_then(|begun| begun.join().ok()))
    });
    let host = host.or_else(|| begun.and_then(|begun| host::keep(begun, cache, &mut diagnostics)));
    let config = &installed(config, host.as_deref());
    let plugins = plugins::active(&config.all_plugins());
    if config.markdown == Dialect::Kramdown {
        diagnostics.extend(config.kramdown.refused.iter().cloned());
    }
    let ruby: Vec<RubyPlugin> = files
        .iter()
        .map(|(path, text)| foreign::scan(path, text))
        .collect();
    if config.ruby.is_none() {
        diagnostics.extend(unknown_plugins(config));
        diagnostics.extend(foreign::warning(&ruby));
    }
    let (files, links) = match cache.is_disabled() {
        true => (Vec::new(), Vec::new()),
        false => (found.files.clone(), found.links.clone()),
    };
    let _stage = tracing::info_span!("assemble").entered();
    let assembled = assemble(found, config, cache.loaded.as_ref(), &plugins, host.as_deref());
    if !cache.is_disabled() {
        cache.loaded = Some(LoadedSite {
            site: Arc::clone(&assembled.site),
            files,
            links,
            diagnostics: assembled.diagnostics.clone(),
            fingerprints: Arc::clone(&assembled.fingerprints),
            may_count: assembled.may_count,
        });
    }
    diagnostics.extend(assembled.diagnostics);
    Loaded {
        site: assembled.site,
        diagnostics,
        plugins,
        ruby,
        host,
        fingerprints: assembled.fingerprints,
        amended: assembled.amended,
        may_count: assembled.may_count,
    }
}

/// The configuration with the versions that Ruby has loaded, if it runs.
fn installed(config: &Arc<Config>, host: Option<&ruby_host::Build>) -> Arc<Config> {
    match host.and_then(|host| host.inventory().releases.clone()) {
        Some(releases) => Arc::new(config.with_installed(releases)),
        None => Arc::clone(config),
    }
}

/// The files of the site: those of the last walk with what `touched` names, if that is enough, else a new walk.
fn read(
    config: &Config,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    touched: Option<&BTreeSet<PathBuf>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> discover::SourceTree {
    for path in touched.into_iter().flatten() {
        cache.files.forget(path);
    }
    if let (Some(last), Some(touched)) = (&cache.loaded, touched)
        && let Some(found) = discover::walk_again(
            &last.files,
            touched,
            config,
            sources,
            &mut cache.files,
            diagnostics,
        )
    {
        diagnostics.extend(last.links.iter().cloned());
        let links = last.links.clone();
        return discover::SourceTree { links, ..found };
    }
    discover::walk(config, sources, &mut cache.files, diagnostics)
}

/// An assembled site.
struct Assembled {
    site: Arc<Site>,
    diagnostics: Vec<Diagnostic>,
    fingerprints: Arc<SiteFingerprints>,
    amended: bool,
    may_count: bool,
}

/// The site of the files that were found: the last one, amended, if that is enough, else a new one.
fn assemble(
    found: discover::SourceTree,
    config: &Arc<Config>,
    last: Option<&LoadedSite>,
    plugins: &[&'static dyn Plugin],
    host: Option<&ruby_host::Build>,
) -> Assembled {
    let options = markdown_options::of(config);
    // Of the plugins of a remote theme only the hooks run.
    let runs = |plugin: &&&'static dyn Plugin| {
        plugin.priority() == Priority::Hook || config.plugins.iter().any(|gem| **gem == *plugin.gem())
    };
    let running: Vec<&'static dyn Plugin> = plugins.iter().filter(runs).copied().collect();
    let adjusting = Adjusting {
        plugins: &running,
        tools: Tools {
            markdown: &|text| markdown::render(text, &options).html,
            local: &|seconds| config.zone.time(seconds, 0),
        },
    };
    let mut adjust: Vec<&dyn Adjust> = Vec::new();
    match host {
        // Jekyll has built the site, with all of its plugins.
        Some(host) if host.mode == ruby_host::Mode::Whole => adjust.push(host),
        Some(host) => adjust.extend([host as &dyn Adjust, &adjusting, &NotFound]),
        None => adjust.extend([&adjusting as &dyn Adjust, &NotFound]),
    }
    if let Some(last) = last
        && let Some((site, changes, more)) = site::amend(&last.site, &last.files, &found, &adjust)
    {
        let site = Arc::new(site);
        let carried = last
            .diagnostics
            .iter()
            .filter_map(|diagnostic| changes.carried(diagnostic));
        return Assembled {
            diagnostics: carried.chain(more).collect(),
            fingerprints: Arc::new(last.fingerprints.amended(&site, &changes)),
            amended: true,
            may_count: last.may_count || shared_counters::may_begin(&site, &changes),
            site,
        };
    }
    let (site, diagnostics) = site::assemble(found, Arc::clone(config), &adjust);
    let site = Arc::new(site);
    Assembled {
        diagnostics,
        fingerprints: Arc::new(SiteFingerprints::new(&site)),
        amended: false,
        may_count: true,
        site,
    }
}

/// What the Ruby files of the site define; they are not run.
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
        let diagnostic = Diagnostic::warning(
            Code::UnknownPlugin,
            format!("unknown plugin `{name}`; the site is built without it"),
        );
        match plugins::nearest(&name) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("`recto doctor` lists the tags and files that need it"),
        }
    })
}

//! A configuration in, a built site out: all stages in the order in which they run.
//!
//! # Steps
//!
//! 1. walk the source, split heads from bodies, assemble the site; plugins may change it before it is frozen;
//! 2. every page's body through Liquid and its converter, then in its layouts, then plugins have the last word;
//! 3. collect the files to write.
//!
//! [`render`] is all of it, [`build`] writes as well. [`open()`] stops before the pages, and then [`Opened::page`]
//! renders the page that is wanted first: the same things, each rendered once, in whatever order they are asked for.
//!
//! Pages are rendered on all cores; what comes out does not depend on how many there are.

mod cell;
mod code_braces;
mod convert;
mod counting;
mod doors;
mod markdown_options;
mod memo;
mod opened;
mod outputs;
mod renderer;
mod sass;
mod sass_imports;

use memo::{Last, Prints};

pub use memo::Memo;
pub use opened::Opened;
pub use outputs::{Planned, Planning};

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Severity, Sources};
use crate::discover;
use crate::layout;
use crate::markdown;
use crate::plugins::foreign::{self, RubyPlugin};
use crate::plugins::{self, Adjusting, Tools};
use crate::site::{self, Built, Site};
use crate::write::{Report, Staging};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Renders the site of `config`, reusing what `memo` has of earlier builds, and says all that was found wrong.
///
/// Where an error was found, the built site lacks what the error kept from being made; it is not to be written.
pub fn render(config: &Arc<Config>, sources: &Arc<Sources>, memo: &mut Memo) -> (Built, Vec<Diagnostic>) {
    open(config, sources, memo, None).finish(memo)
}

/// Renders the site of `config` and makes its destination equal to it. Where an error was found, nothing is written
/// and there is no report.
///
/// `stage` opens the destination once the site is loaded without errors. Files are handed over to it while others are
/// rendered, which takes far less memory than [`render`] and writing everything afterwards; the result is the same.
pub fn build(
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    stage: impl FnOnce() -> crate::diag::Result<Staging>,
) -> (Built, Vec<Diagnostic>, Option<Report>) {
    let opened = open(config, sources, &mut Memo::forgetful(), None);
    let site = Arc::clone(opened.site());
    let nothing = |site, diagnostics| {
        let (bodies, outputs) = (Vec::new(), Vec::new());
        (
            Built {
                site,
                bodies,
                outputs,
            },
            diagnostics,
            None,
        )
    };
    if opened.is_faulty() {
        // Pages have faults of their own, and all are told in one run.
        let (built, diagnostics) = opened.finish(&mut Memo::forgetful());
        return nothing(built.site, diagnostics);
    }
    let staging = match stage() {
        Ok(staging) => staging,
        Err(fault) => {
            let mut diagnostics = opened.told();
            diagnostics.push(*fault);
            return nothing(site, diagnostics);
        }
    };
    let (built, mut diagnostics) = opened.finish_into(&staging);
    if failed(&diagnostics) {
        return nothing(built.site, diagnostics);
    }
    let stage = tracing::info_span!("write").entered();
    let written = staging.finish(&built.outputs, &config.keep_files);
    drop(stage);
    match written {
        Ok(report) => (built, diagnostics, Some(report)),
        Err(fault) => {
            diagnostics.push(*fault);
            nothing(built.site, diagnostics)
        }
    }
}

/// Loads the site of `config`; files that have not changed since the build that left `memo` are not read again. Where
/// all paths that changed since are known, `touched` saves a walk through the whole source.
pub fn open(
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    memo: &mut Memo,
    touched: Option<&BTreeSet<PathBuf>>,
) -> Opened {
    let mut diagnostics = Vec::new();
    memo.turn_to(config);
    let stage = tracing::info_span!("read").entered();
    let found = read(config, sources, memo, touched, &mut diagnostics);
    drop(stage);
    let active = plugins::active(&config.plugins);
    diagnostics.extend(unknown_plugins(config));
    diagnostics.extend(markdown_options::refused(config));
    let ruby = ruby(config);
    diagnostics.extend(foreign::warning(&ruby));
    let options = markdown_options::of(config);
    let adjusting = Adjusting {
        plugins: &active,
        tools: Tools {
            markdown: &|text| markdown::render(text, &options).html,
            local: &|seconds| config.zone.time(seconds, 0),
        },
    };
    let (files, links) = match memo.keeps() {
        true => (found.files.clone(), found.links.clone()),
        false => (Vec::new(), Vec::new()),
    };
    let stage = tracing::info_span!("assemble").entered();
    let loaded = load(found, config, memo.last(), &adjusting);
    drop(stage);
    let told = loaded.diagnostics.clone();
    let opened = Opened::of(loaded, active, ruby, diagnostics, memo);
    memo.remember(Last {
        site: Arc::clone(opened.site()),
        files,
        links,
        diagnostics: told,
        prints: Arc::clone(&opened.renderer.prints),
        counts: opened.renderer.counts(),
    });
    opened
}

/// The files of the site: those that `touched` names anew, where that is enough, else all of them.
fn read(
    config: &Config,
    sources: &Arc<Sources>,
    memo: &mut Memo,
    touched: Option<&BTreeSet<PathBuf>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> discover::SourceTree {
    let (last, files) = memo.last_and_files();
    for path in touched.into_iter().flatten() {
        files.forget(path);
    }
    if let (Some(last), Some(touched)) = (last, touched)
        && let Some(found) = discover::walk_again(&last.files, touched, config, sources, files, diagnostics)
    {
        diagnostics.extend(last.links.iter().cloned());
        let links = last.links.clone();
        return discover::SourceTree { links, ..found };
    }
    discover::walk(config, sources, files, diagnostics)
}

/// A site that is loaded.
struct Loaded {
    site: Arc<Site>,
    diagnostics: Vec<Diagnostic>,
    /// What is known of it already, where it is the last one with a few texts changed.
    prints: Option<Prints>,
    /// Whether pages may count.
    counts: bool,
}

/// The site of what was found: the last one with its changes, where that is enough, else assembled anew.
fn load(
    found: discover::SourceTree,
    config: &Arc<Config>,
    last: Option<&Last>,
    adjusting: &Adjusting<'_>,
) -> Loaded {
    if let Some(last) = last
        && let Some((site, changes, more)) =
            site::amend(&last.site, &last.files, &found, &[adjusting, &layout::NotFound])
    {
        let site = Arc::new(site);
        let carried = last
            .diagnostics
            .iter()
            .filter_map(|diagnostics| changes.carried(diagnostics));
        let diagnostics = carried.chain(more).collect();
        return Loaded {
            prints: Some(last.prints.amended(&site, &changes)),
            counts: last.counts || counting::may_begin(&site, &changes),
            site,
            diagnostics,
        };
    }
    let (site, diagnostics) = site::assemble(found, Arc::clone(config), &[adjusting, &layout::NotFound]);
    Loaded {
        site: Arc::new(site),
        diagnostics,
        prints: None,
        counts: true,
    }
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
        let diagnostics = Diagnostic::warning(
            Code::UnknownPlugin,
            format!("recto has no plugin `{name}`; the site is built without it"),
        );
        match plugins::nearest(&name) {
            Some(near) => diagnostics.hint(format!("did you mean `{near}`?")),
            None => diagnostics.hint("`recto doctor` lists the tags and files that need it"),
        }
    })
}

/// Whether there is an error among `diagnostics`.
pub fn failed(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostics| diagnostics.severity == Severity::Error)
}

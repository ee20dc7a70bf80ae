//! Builds a site: all stages in the order in which they run.
//!
//! # Steps
//!
//! 1. [`open()`] loads the site: walks the source, splits front matter from bodies, assembles the pages, with the
//!    plugins' changes;
//! 2. the [`Session`] renders the parts of each page (`part.rs`): its body through Liquid and its converter, then the
//!    body in its layouts, then the plugins' last changes;
//! 3. the files to write are collected (`outputs.rs`).
//!
//! [`render`] does all of it, and [`build`] writes the files as well. A server opens a session and asks for the pages
//! that browsers want first ([`Session::page`]); each page is rendered once, in whatever order they are asked for.
//!
//! Pages are rendered on all cores; the result does not depend on their number. What builds leave to later ones is in
//! the [`Cache`].

mod cache;
mod code_braces;
mod collected;
mod convert;
mod excerpt;
mod host;
mod load;
mod markdown_options;
mod once;
mod outputs;
mod part;
mod sass;
mod sass_extend;
pub mod sass_imports;
mod sass_indented;
pub mod sass_worker;
mod session;
mod shared_counters;
mod site_context;
mod trace;

use load::{Loaded, load};

pub use crate::layout::SEARCH_FOLDER;
pub use cache::{Cache, RenderedPage};
pub use load::ruby;
pub use outputs::{OutputSource, PlannedOutput};
pub use session::Session;

use crate::config::Config;
use crate::diag::{Diagnostic, Severity, Sources};
use crate::site::Built;
use crate::write::{Report, Staging};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Renders the site of `config`, reusing what `cache` has of earlier builds, and returns it with all diagnostics.
///
/// If there is an error among them, the built site is incomplete and must not be written.
pub fn render(config: &Arc<Config>, sources: &Arc<Sources>, cache: &mut Cache) -> (Built, Vec<Diagnostic>) {
    open(config, sources, cache, None).finish(cache)
}

/// Renders the site of `config` and makes its destination equal to it. If an error forbids that, nothing is written and
/// there is no report. A style sheet that does not compile forbids it only if the configuration is strict: otherwise
/// the other files are written, and the last version of the style sheet stays. `cache` and `touched` are as for
/// [`open()`].
///
/// `stage` opens the destination once the site is loaded without errors. With a [disabled](Cache::disabled) cache, files
/// are staged while others are rendered, which takes far less memory; the result is the same.
pub fn build(
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    touched: Option<&BTreeSet<PathBuf>>,
    stage: impl FnOnce() -> crate::diag::Result<Staging>,
) -> (Built, Vec<Diagnostic>, Option<Report>) {
    let session = open(config, sources, cache, touched);
    let staging = match session.is_faulty() {
        false => stage().map(Some),
        // Its pages have errors of their own, and one run reports them all.
        true => Ok(None),
    };
    let ruby = session.host_of_writing();
    let (built, mut diagnostics, is_staged) = match &staging {
        Ok(Some(staging)) if cache.is_disabled() => session.finish_into(staging),
        _ => {
            let (built, diagnostics) = session.finish(cache);
            (built, diagnostics, true)
        }
    };
    let written = match staging {
        Ok(Some(staging)) if is_staged && !session.forbids_writing(config.strict) => {
            let _stage = tracing::info_span!("write").entered();
            let mut keep = config.keep_files.clone();
            keep.extend(session.failed_sheets());
            let report = staging.finish(&built.outputs, &keep);
            report.and_then(|report| {
                ruby.map_or(Ok(()), |ruby| ruby.after_writing())
                    .map(|()| Some(report))
            })
        }
        Ok(_) => Ok(None),
        Err(error) => Err(error),
    };
    let report = written.unwrap_or_else(|error| {
        diagnostics.push(*error);
        None
    });
    (built, diagnostics, report)
}

/// Loads the site of `config` for rendering. Files that did not change since the build that left `cache` are not read
/// again; if `touched` names all paths that changed since, the source is not walked.
pub fn open(
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    touched: Option<&BTreeSet<PathBuf>>,
) -> Arc<Session> {
    cache.use_config(config);
    let loaded = load(config, sources, cache, touched);
    Session::new(loaded, cache)
}

/// Whether there is an error among `diagnostics`.
pub fn failed(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

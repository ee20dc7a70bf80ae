//! Starts Ruby for a site that needs it, keeps it between builds, and begins a build there.

use super::cache::Cache;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Result, Sources};
use crate::plugins;
use crate::ruby::{Build, Files, Ruby, gems_of_gemfile};
use crate::value::Str;
use std::sync::Arc;
use std::time::Duration;

/// What has to be done to begin a build in Ruby; it can be done while recto reads the site.
pub(super) struct Beginning {
    timeout: Duration,
    /// The process of the build before, if its plugins are still the same.
    running: Option<Arc<Ruby>>,
}

/// What there is to do, if the user allows Ruby and the site has plugins that need it. After a change of the plugins
/// nothing in `cache` is valid.
pub(super) fn prepare(config: &Config, cache: &mut Cache, files: &Files) -> Option<Beginning> {
    let timeout = config.ruby?;
    if files.is_empty() && gems(config).is_empty() {
        return None;
    }
    if cache.ruby.as_ref().is_some_and(|ruby| !ruby.is_current(files)) {
        cache.forget_results();
    }
    let running = cache.ruby.take();
    Some(Beginning { timeout, running })
}

impl Beginning {
    /// Starts Ruby if it does not run yet, and begins the build.
    ///
    /// # Errors
    /// Ruby does not start, or a plugin fails.
    pub(super) fn run(self, config: &Config, sources: &Arc<Sources>, files: &Files) -> Result<Arc<Build>> {
        let ruby = match self.running {
            Some(ruby) => ruby,
            None => Ruby::start(config, self.timeout, files, &plugins::built_in(), sources)?,
        };
        ruby.begin(config)
    }
}

/// The build that was begun, whose process `cache` keeps. A Ruby that failed is an error among `diagnostics`.
pub(super) fn keep(
    begun: Result<Arc<Build>>,
    cache: &mut Cache,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Build>> {
    match begun {
        Ok(build) => {
            report(build.ruby(), diagnostics);
            cache.ruby = Some(Arc::clone(build.ruby()));
            Some(build)
        }
        Err(error) => {
            diagnostics.push(*error);
            None
        }
    }
}

/// The gems of a site that recto does not have.
fn gems(config: &Config) -> Vec<Str> {
    let mut gems = plugins::unknown(&config.plugins);
    let gemfile = crate::discover::gemfile(config);
    gems.extend(plugins::unknown(&gems_of_gemfile(&gemfile)));
    gems
}

/// What Ruby has found out about the plugins.
fn report(ruby: &Ruby, diagnostics: &mut Vec<Diagnostic>) {
    let inventory = &ruby.inventory;
    for gem in &inventory.missing {
        let text = format!("the plugin `{gem}` is not installed; the site is built without it");
        let hint = format!("install it: `gem install {gem}`");
        diagnostics.push(Diagnostic::warning(Code::UnknownPlugin, text).hint(hint));
    }
    for note in &inventory.notes {
        diagnostics.push(Diagnostic::warning(Code::RubyPlugins, note.clone()).hint("run `bundle install`"));
    }
    if let Some(reason) = &inventory.whole {
        let text = format!("Jekyll itself builds this site, at its own speed: {reason}");
        diagnostics.push(Diagnostic::note(Code::RubyBuildsSite, text));
    }
}

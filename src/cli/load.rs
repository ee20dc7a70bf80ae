//! Resolves flags to a configuration and reports its errors.

use super::flags::{self, RenderFlags, SiteFlags};
use super::say::Level;
use anyhow::Result;
use recto::config::{Config, Environment, Overrides, SiteKind};
use recto::diag::{Diagnostic, Sources};
use recto::discover;
use std::sync::Arc;

/// A configuration with the diagnostics of reading it.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) config: Arc<Config>,
    pub(super) sources: Arc<Sources>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// The configuration for the flags; `None` if it has errors, which are then reported.
    pub(super) fn of(site: &SiteFlags, render: &RenderFlags) -> Result<Option<Self>> {
        Self::with(site, &site.overrides(render))
    }

    /// The configuration that the flags lead to, with these overrides.
    pub(super) fn with(site: &SiteFlags, overrides: &Overrides) -> Result<Option<Self>> {
        Ok(Self::read(
            site,
            overrides,
            &flags::surroundings()?,
            Arc::default(),
        ))
    }

    /// The configuration in this environment; its texts are added to `sources`. `None` if it has errors, which are
    /// printed.
    pub(super) fn read(
        site: &SiteFlags,
        overrides: &Overrides,
        environment: &Environment,
        sources: Arc<Sources>,
    ) -> Option<Self> {
        let read = Self::try_read(overrides, environment, Arc::clone(&sources));
        read.map_err(|diagnostics| Level::of(site).diagnostics(&diagnostics, &sources, site.trace))
            .ok()
    }

    /// The configuration in this environment; its texts are added to `sources`. The error has all diagnostics of a
    /// configuration with errors.
    pub(super) fn try_read(
        overrides: &Overrides,
        environment: &Environment,
        sources: Arc<Sources>,
    ) -> std::result::Result<Self, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        match discover::configuration(overrides, environment, &sources, &mut diagnostics) {
            Ok(_) if recto::pipeline::failed(&diagnostics) => Err(diagnostics),
            Ok(config) => Ok(Self {
                config: Arc::new(config),
                sources,
                diagnostics,
            }),
            Err(fault) => {
                diagnostics.push(*fault);
                Err(diagnostics)
            }
        }
    }

    /// The lines that name the configuration files.
    pub(super) fn files(&self, level: Level) {
        if self.config.files.is_empty() {
            level.line("Configuration file:", "none");
        }
        for file in &self.config.files {
            level.line("Configuration file:", &file.to_string_lossy());
        }
    }

    /// The lines that name what is read.
    pub(super) fn announce_source(&self, level: Level) {
        self.files(level);
        level.line("Source:", &self.config.source.to_string_lossy());
        if let Some(theme) = &self.config.theme_origin {
            level.line("Theme:", &super::theme::line(theme));
        }
    }

    /// The lines with which Jekyll begins a build; `incremental` means that later builds reuse this one.
    pub(super) fn announce(&self, level: Level, incremental: bool) {
        self.announce_source(level);
        level.line("Destination:", &self.config.destination.to_string_lossy());
        // The line is Jekyll's.
        if self.config.arrangement == SiteKind::Recto {
            return;
        }
        let line = match incremental {
            true => "enabled.",
            false => "disabled. A single build renders all pages.",
        };
        level.line("Incremental build:", line);
    }
}

//! Finds the theme of a site: a folder that the configuration names, a gem, a repository, or GitHub's default.

use super::gemspec::{self, Gemspec};
use super::{bundle, read};
use crate::config::{Environment, Overrides, RawConfig, ThemeAccess, ThemeOrigin, ThemePlace, ThemeSources};
use crate::diag::{Code, Diagnostic, Result, Severity, Span};
use crate::text::path::absolute;
use crate::themes::{self, Asking, Fault, Found, GITHUB_DEFAULT, Gemfile, Wanted};
use std::path::{Path, PathBuf};

/// The theme of a site.
pub(super) struct Theme {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// Which one it is; `None` for `theme_dir`.
    pub(super) origin: Option<ThemeOrigin>,
    /// What the key `theme` becomes, if the configuration names the theme by another key.
    pub(super) name: Option<String>,
    /// Its specification.
    pub(super) gemspec: Gemspec,
    /// Whether its `_config.yml` counts. Jekyll reads that of a gem, but jekyll-remote-theme comes too late for it.
    pub(super) is_configured: bool,
    /// Whether the plugins that it requires come too late for their generators to run, as those of
    /// jekyll-remote-theme do unless Bundler loads it.
    pub(super) has_late_plugins: bool,
}

/// What the search for a theme reads.
pub(super) struct Search<'a> {
    pub(super) files: &'a [RawConfig],
    pub(super) source: &'a Path,
    pub(super) overrides: &'a Overrides,
    pub(super) environment: &'a Environment,
}

impl Search<'_> {
    /// The theme: `theme_dir`, relative to the source; else what `theme` or `remote_theme` names; else, for a site of
    /// GitHub Pages without layouts, GitHub's default.
    ///
    /// # Errors
    /// A theme that cannot be had. Without GitHub's default the site is built bare, with a warning.
    pub(super) fn theme(&self, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Theme>> {
        if let Some((name, _)) = named(self.files, "theme_dir") {
            let folder = absolute(self.source, Path::new(&name));
            return Ok(Some(self.in_folder(folder, None)));
        }
        let gemfile = Gemfile::read(&bundle::folders(self.source, self.is_safe()));
        let theme = named(self.files, "theme");
        let remote = named(self.files, "remote_theme");
        if let Some((text, span)) = remote.filter(|_| theme.is_none() || self.has_remote_themes(&gemfile)) {
            return self.remote(&text, span, &gemfile, diagnostics).map(Some);
        }
        match theme {
            // Everything is in the source already.
            Some((name, _)) if is_own_theme(self.source, &name) => Ok(None),
            Some((name, span)) => {
                let wanted = Wanted::gem(&name).map_err(|hint| misnamed("theme", &name, span, hint))?;
                self.had(&name, &wanted, span, &gemfile, diagnostics)
            }
            None if self.is_on_github(&gemfile) && !self.has_layouts() => {
                Ok(self.github_default(&gemfile, diagnostics))
            }
            None => Ok(None),
        }
    }

    fn remote(
        &self,
        text: &str,
        span: Option<Span>,
        gemfile: &Gemfile,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Theme> {
        let hosts = &self.overrides.themes.github_hosts;
        let wanted =
            Wanted::remote(text, hosts).map_err(|hint| misnamed("remote_theme", text, span, hint))?;
        let theme = self.had(text, &wanted, span, gemfile, diagnostics)?;
        theme.ok_or_else(|| {
            let text = format!("the theme folder `{text}` does not exist");
            let mut error = Diagnostic::error(Code::ThemeNotFound, text)
                .hint("the path starts at the working directory, else at the source folder");
            error.span = span;
            Box::new(error)
        })
    }

    /// The theme that `name` asks for; `None` for a folder that does not exist.
    fn had(
        &self,
        name: &str,
        wanted: &Wanted,
        span: Option<Span>,
        gemfile: &Gemfile,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Theme>> {
        let sources = &self.overrides.themes;
        if sources.access == ThemeAccess::Ignore {
            return Ok(None);
        }
        let asking = Asking {
            source: self.source,
            gemfile,
            safe: self.is_safe(),
        };
        let found = match wanted {
            Wanted::Folder(path) => {
                return Ok(self.folder(path).map(|path| self.in_folder(path, Some(name))));
            }
            Wanted::Gem(gem) => self.once(name, |sources| themes::find_gem(gem, &asking, sources)),
            Wanted::Repository(repository) => self.once(name, |sources| {
                themes::find_repository(repository, &asking, sources)
            }),
        };
        let found = found.map_err(|mut fault| {
            fault.span = span;
            fault
        })?;
        diagnostics.extend(instead(&found, span));
        Ok(Some(match wanted {
            Wanted::Repository(repository) => Theme {
                gemspec: gemspec::of_repository(&found.folder, &repository.name),
                name: Some(repository.name.clone()),
                is_configured: false,
                has_late_plugins: !gemfile.loads("jekyll-remote-theme"),
                folder: found.folder,
                origin: Some(found.origin),
            },
            _ => Theme {
                gemspec: gemspec::of_gem(&found.folder),
                name: None,
                is_configured: true,
                has_late_plugins: false,
                folder: found.folder,
                origin: Some(found.origin),
            },
        }))
    }

    /// Runs a search. A download that has failed in this process is not tried again.
    fn once(
        &self,
        name: &str,
        search: impl Fn(&ThemeSources) -> std::result::Result<Found, Fault>,
    ) -> Result<Found> {
        let sources = &self.overrides.themes;
        let known = sources
            .failures
            .lock()
            .ok()
            .and_then(|failures| failures.get(name).cloned());
        if let Some(known) = known {
            // It may be in the cache by now.
            let offline = ThemeSources {
                access: ThemeAccess::Offline,
                ..sources.clone()
            };
            return search(&offline).map_err(|_| known);
        }
        search(sources).map_err(|fault| {
            let error = Box::new(fault.diagnostic(name));
            if let (false, Ok(mut failures)) = (fault.is_offline(), sources.failures.lock()) {
                failures.insert(name.to_owned(), error.clone());
            }
            error
        })
    }

    /// GitHub's default theme, with a warning if it cannot be had.
    fn github_default(&self, gemfile: &Gemfile, diagnostics: &mut Vec<Diagnostic>) -> Option<Theme> {
        let wanted = Wanted::Gem(GITHUB_DEFAULT.to_owned());
        match self.had(GITHUB_DEFAULT, &wanted, None, gemfile, diagnostics) {
            Ok(theme) => theme.map(|theme| Theme {
                name: Some(GITHUB_DEFAULT.to_owned()),
                ..theme
            }),
            Err(fault) => {
                let text = format!("{}; GitHub Pages builds this site with it", fault.message);
                diagnostics.push(Diagnostic {
                    severity: Severity::Warning,
                    message: text,
                    ..*fault
                });
                None
            }
        }
    }

    fn in_folder(&self, folder: PathBuf, remote: Option<&str>) -> Theme {
        let last = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = last.filter(|_| remote.is_some());
        Theme {
            gemspec: match &name {
                Some(name) => gemspec::of_repository(&folder, name),
                None => gemspec::of_gem(&folder),
            },
            origin: remote.map(|text| ThemeOrigin {
                name: text.to_owned(),
                version: String::new(),
                place: ThemePlace::Folder,
            }),
            is_configured: remote.is_none(),
            has_late_plugins: remote.is_some(),
            name,
            folder,
        }
    }

    /// The folder at a path as jekyll-remote-theme takes it: from the working directory; else from the source.
    fn folder(&self, path: &Path) -> Option<PathBuf> {
        let below_home = path.strip_prefix("~").ok();
        let home = below_home.and_then(|path| Some(self.environment.home.as_ref()?.join(path)));
        let places = match home {
            Some(path) => vec![path],
            None => vec![
                absolute(&self.environment.directory, path),
                absolute(self.source, path),
            ],
        };
        let is_allowed = |place: &PathBuf| !self.is_safe() || place.starts_with(self.source);
        places
            .into_iter()
            .find(|place| place.is_dir() && is_allowed(place))
    }

    fn is_safe(&self) -> bool {
        let flag = self.files.iter().rev().find_map(|file| file.values.get("safe"));
        self.overrides
            .safe
            .unwrap_or_else(|| flag.is_some_and(crate::value::Value::is_truthy))
    }

    /// Whether the site is built as GitHub Pages builds it.
    fn is_on_github(&self, gemfile: &Gemfile) -> bool {
        !self.overrides.more_plugins.is_empty() || gemfile.names("github-pages")
    }

    /// Whether the plugin is on that reads `remote_theme`.
    fn has_remote_themes(&self, gemfile: &Gemfile) -> bool {
        let plugin = "jekyll-remote-theme";
        let lists = self
            .files
            .iter()
            .flat_map(|file| ["plugins", "gems"].map(|key| file.values.get(key)));
        let is_listed = lists.flatten().any(|list| match list {
            crate::value::Value::Array(names) => names.iter().any(|name| name.as_str() == Some(plugin)),
            single => single.as_str() == Some(plugin),
        });
        is_listed || self.is_on_github(gemfile) || gemfile.names(plugin)
    }

    /// Whether there is a file in the folder of layouts.
    fn has_layouts(&self) -> bool {
        let configured = named(self.files, "layouts_dir").map(|(folder, _)| folder);
        let folder = self.overrides.layouts_dir.clone().or(configured);
        !read::names(&self.source.join(folder.as_deref().unwrap_or("_layouts"))).is_empty()
    }
}

/// The warning that another version is used than the site requires.
fn instead(found: &Found, span: Option<Span>) -> Option<Diagnostic> {
    let required = found.instead_of.as_ref()?;
    let ThemeOrigin { name, version, .. } = &found.origin;
    let text =
        format!("the site requires version `{required}` of the theme `{name}`; version {version} is used");
    let mut warning = Diagnostic::warning(Code::ThemeVersion, text)
        .about(name)
        .hint("run `recto theme fetch` to download the right version");
    warning.span = span;
    Some(warning)
}

fn misnamed(key: &str, name: &str, span: Option<Span>, hint: &str) -> Box<Diagnostic> {
    let text = format!("`{key}: {name}` does not name a theme");
    let mut error = Diagnostic::error(Code::ThemeNotFound, text).hint(hint);
    error.span = span;
    Box::new(error)
}

/// Whether a source is the repository of the theme that the configuration names.
pub(super) fn is_of_site(files: &[RawConfig], source: &Path) -> bool {
    named(files, "theme").is_some_and(|(name, _)| is_own_theme(source, &name))
}

/// Whether a source is the repository of the theme called so.
fn is_own_theme(source: &Path, name: &str) -> bool {
    source
        .join(format!("{}.gemspec", name.trim().to_lowercase()))
        .is_file()
}

/// The text under a key in the last file that has it, and its place.
fn named(files: &[RawConfig], key: &str) -> Option<(String, Option<Span>)> {
    let file = files.iter().rev().find(|file| file.values.contains_key(key))?;
    let name = file.values.get(key)?.as_str().filter(|name| !name.is_empty())?;
    Some((name.to_owned(), file.span_of(key)))
}

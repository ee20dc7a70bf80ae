//! Builds a site and builds it again after every change of its sources: the loop of `recto serve` and of
//! `recto build --watch`.

use super::aliases::Aliases;
use super::watch::{Folders, SourceWatcher, WatchMode};
use crate::config::{Config, SiteKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the loop runs.
pub trait Rebuild {
    /// Reads the configuration after the files at `changed` have changed; `None` if it has errors, which have been
    /// reported.
    fn load(&mut self, changed: &[PathBuf]) -> Option<Arc<Config>>;

    /// Builds the site. Returns the files outside the source folder that it is made from.
    fn build(&mut self, config: Arc<Config>, changes: &Changes<'_>) -> BTreeSet<PathBuf>;

    /// Reports that changes cannot be watched.
    fn watch_failed(&mut self, reason: &str);
}

/// What a build may know about the changes that led to it.
pub struct Changes<'a> {
    /// The files that have changed since the last build; `None` if any may have.
    pub paths: Option<&'a BTreeSet<PathBuf>>,
    /// Whether further changes have arrived, which make this build out of date.
    pub superseded: &'a (dyn Fn() -> bool + Sync),
}

impl std::fmt::Debug for Changes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Changes")
            .field("paths", &self.paths)
            .finish_non_exhaustive()
    }
}

/// Builds, and builds again after every change. Returns after the first build if the sources are not watched, and
/// when the configuration has had errors from the start.
pub fn watch_loop(mode: WatchMode, rebuild: &mut dyn Rebuild) {
    let mut watcher = SourceWatcher::new(mode);
    let superseded = watcher.pending();
    let mut changed = Vec::new();
    let mut unread = None;
    let mut outside = BTreeSet::new();
    loop {
        match rebuild.load(&changed) {
            Some(config) => {
                if mode != WatchMode::Off {
                    // The watch starts before the build, so that no change is lost in between.
                    follow(&mut watcher, &config, &outside, &mut unread, rebuild);
                }
                let paths = unread.replace(BTreeSet::new());
                let changes = Changes {
                    paths: paths.as_ref(),
                    superseded: &superseded,
                };
                outside = rebuild.build(Arc::clone(&config), &changes);
                if mode != WatchMode::Off && follow(&mut watcher, &config, &outside, &mut unread, rebuild) {
                    // What changed before this watch started may have been read by the build or not.
                    changed = Vec::new();
                    continue;
                }
            }
            None if watcher.is_idle() => return,
            None => {}
        }
        if mode == WatchMode::Off {
            return;
        }
        changed = watcher.batch();
        if let Some(unread) = &mut unread {
            unread.extend(changed.iter().cloned());
        }
    }
}

/// Watches what the site is made from, and returns whether the watch is a new one. It may have missed a change, so
/// nothing is known of the `unread` paths then.
fn follow(
    watcher: &mut SourceWatcher,
    config: &Config,
    outside: &BTreeSet<PathBuf>,
    unread: &mut Option<BTreeSet<PathBuf>>,
    rebuild: &mut dyn Rebuild,
) -> bool {
    match watcher.follow(folders(config, outside)) {
        Ok(false) => false,
        Ok(true) => {
            *unread = None;
            true
        }
        Err(error) => {
            *unread = None;
            rebuild.watch_failed(&error.to_string());
            false
        }
    }
}

/// The folders that a site is made from: the whole source of a Jekyll site, the folders of recto's own layout.
fn folders(config: &Config, outside: &BTreeSet<PathBuf>) -> Folders {
    let source = |name: &str| config.source.join(name);
    let mut folders = Folders {
        source: config.source.clone(),
        recursive: Vec::new(),
        shallow: vec![config.source.clone()],
        outside: outside.iter().chain(&config.bundle_files).cloned().collect(),
        ignored: vec![
            config.destination.clone(),
            source(".git"),
            source(&config.cache_dir),
        ],
        excluded: config
            .exclude
            .iter()
            .map(|name| source(name.trim_matches('/')))
            .collect(),
    };
    match config.arrangement {
        SiteKind::Jekyll => folders.recursive = directly_below(&config.source, &folders.ignored),
        SiteKind::Recto => {
            let names = [
                &*config.content_dir,
                &*config.layouts_dir,
                &*config.data_dir,
                "assets",
                "templates",
                "data",
            ];
            folders.recursive = names.iter().map(|name| source(name)).collect();
        }
    }
    folders.recursive.extend(config.theme_dir.clone());
    if config.follow_symlinks {
        folders.recursive.extend(Aliases::outside(&folders));
    }
    let above = folders.outside.iter().filter_map(|file| file.parent());
    let above: Vec<PathBuf> = above.map(Path::to_owned).collect();
    folders.shallow.extend(above);
    folders.shallow.sort();
    folders.shallow.dedup();
    // A folder that is created later changes the folder above it, and then this list changes.
    folders.recursive.retain(|folder| folder.exists());
    folders.recursive.sort();
    folders.recursive.dedup();
    folders
}

/// The folders directly below `source`, without those that are `ignored`, and without `node_modules`, whose thousands
/// of folders would use up what the system can watch.
fn directly_below(source: &Path, ignored: &[PathBuf]) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(source).min_depth(1).max_depth(1);
    let folders = entries.into_iter().flatten().map(walkdir::DirEntry::into_path);
    let is_watched =
        |folder: &PathBuf| folder.is_dir() && !folder.ends_with("node_modules") && !ignored.contains(folder);
    folders.filter(is_watched).collect()
}

//! Walks the source folder as Jekyll's readers do, and the theme's below it.

use super::filter::Filter;
use super::read::read_all;
use super::tree::{DEEPEST, Entry, Tree};
use super::{Cache, Content, Kind, Reader, SourceFile, SourceReader};
use crate::config::{Config, SiteKind};
use crate::diag::{Diagnostic, Sources};
use crate::text::path::{join, normalize};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What [`walk`] has found.
#[derive(Debug)]
pub struct SourceTree {
    /// The files: first the layouts, includes and data, then posts and drafts, files, and the files of each
    /// collection, each group by path; those of the theme after the site's own.
    pub files: Vec<SourceFile>,
    /// What is reported of the folders: links, special files, what cannot be read.
    pub links: Vec<Diagnostic>,
    /// Opens files for templates.
    pub source_reader: Arc<SourceReader>,
    /// Opens files for plugins.
    pub reader: Reader,
    /// All texts.
    pub sources: Arc<Sources>,
}

/// Lists and reads the source folder. Files that `cache` remembers and that have not changed are not read again.
/// Faults of single files go to `diagnostics`.
pub fn walk(
    config: &Config,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    diagnostics: &mut Vec<Diagnostic>,
) -> SourceTree {
    let mut walker = Walker {
        config,
        filter: Filter::new(config),
        tree: Tree::new(&config.source, config.follow_symlinks),
        root: config.source.clone(),
        from_theme: false,
        files: Vec::new(),
        taken: HashSet::new(),
    };
    walker.site();
    let mut links = std::mem::take(&mut walker.tree.diagnostics);
    if let Some(theme) = &config.theme_dir {
        walker.tree = Tree::new(theme, config.follow_symlinks);
        walker.root.clone_from(theme);
        walker.from_theme = true;
        walker.theme(theme);
        links.append(&mut walker.tree.diagnostics);
    }
    diagnostics.extend(links.iter().cloned());
    SourceTree {
        links,
        ..found(walker.files, config, sources, cache, diagnostics)
    }
}

/// What [`walk`] would find, where it found `before` and nothing but `touched` has changed since: only these files are
/// read. `None` if a full walk is needed: a path was added, removed, or is outside the site. The warnings about
/// symbolic links are not repeated.
pub fn walk_again(
    before: &[SourceFile],
    touched: &BTreeSet<PathBuf>,
    config: &Config,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SourceTree> {
    let mut places = Vec::new();
    let mut changed = Vec::new();
    for path in touched {
        match (
            before.iter().position(|file| file.location == *path),
            path.symlink_metadata(),
        ) {
            (Some(at), Ok(about)) if about.is_file() => {
                places.push(at);
                changed.push(SourceFile {
                    length: about.len(),
                    modified: super::read::modified(&about),
                    has_front_matter: false,
                    content: Content::Unread,
                    fault: None,
                    ..before[at].clone()
                });
            }
            // What an editor made for a moment was never there; a folder may have held files.
            (None, Err(_)) if !before.iter().any(|file| file.location.starts_with(path)) => {}
            _ => return None,
        }
    }
    let read = found(changed, config, sources, cache, diagnostics);
    let mut files = before.to_vec();
    for (at, file) in places.into_iter().zip(read.files) {
        files[at] = file;
    }
    Some(SourceTree { files, ..read })
}

/// Reads what is listed.
fn found(
    mut files: Vec<SourceFile>,
    config: &Config,
    sources: &Arc<Sources>,
    cache: &mut Cache,
    diagnostics: &mut Vec<Diagnostic>,
) -> SourceTree {
    read_all(&mut files, config, sources, cache, diagnostics);
    let real = config
        .source
        .canonicalize()
        .unwrap_or_else(|_| config.source.clone());
    let reader = Reader::new(Arc::clone(sources), config.encoding);
    SourceTree {
        files,
        links: Vec::new(),
        source_reader: Arc::new(
            SourceReader::new(real, config.follow_symlinks, reader.clone())
                .with_code_dir(config.settings.code_dir.as_deref().filter(|_| !config.safe)),
        ),
        reader,
        sources: Arc::clone(sources),
    }
}

struct Walker<'a> {
    config: &'a Config,
    filter: Filter,
    tree: Tree,
    /// The folder that shown paths start at.
    root: PathBuf,
    from_theme: bool,
    files: Vec<SourceFile>,
    /// The paths of files of kind [`Kind::File`], without which a file could be found twice.
    taken: HashSet<PathBuf>,
}

impl Walker<'_> {
    fn push(&mut self, kind: Kind, path: &str, entry: Entry) {
        let shown = entry.location.strip_prefix(&self.root).unwrap_or(&entry.location);
        let shown = shown.to_string_lossy().replace('\\', "/");
        if kind == Kind::File {
            self.taken.insert(entry.location.clone());
        }
        self.files.push(SourceFile {
            kind,
            path: path.into(),
            shown: shown.into(),
            location: entry.location,
            has_front_matter: false,
            from_theme: self.from_theme,
            length: entry.length,
            modified: entry.modified,
            content: Content::Unread,
            fault: None,
        });
    }

    fn site(&mut self) {
        let config = self.config;
        let source = config.source.clone();
        self.layouts(&source.join(&*config.layouts_dir));
        self.all(Kind::Include, &source.join(&*config.includes_dir));
        self.data(&source.join(&*config.data_dir), "");
        self.directory(&source.join(&*config.content_dir), "", 0);
        if config.arrangement == SiteKind::Recto {
            let assets = source.join("assets");
            for (path, entry) in self.tree.below(&assets, false) {
                self.push(Kind::File, &format!("assets/{path}"), entry);
            }
        }
        self.included();
        let collections = source.join(&*config.content_dir).join(&*config.collections_dir);
        for (number, collection) in config.collections.iter().enumerate().skip(1) {
            if &*collection.label != "data" {
                self.collection(number, &collections, &format!("_{}", collection.label));
            }
        }
    }

    /// The parts of a theme, each below the site's own of the same name.
    fn theme(&mut self, theme: &Path) {
        self.layouts(&theme.join("_layouts"));
        self.all(Kind::Include, &theme.join("_includes"));
        self.data(&theme.join("_data"), "");
        for (path, entry) in self.tree.below(&theme.join("assets"), true) {
            self.push(Kind::File, &format!("assets/{path}"), entry);
        }
    }

    /// Layouts: files with an extension whose path the filter keeps.
    fn layouts(&mut self, folder: &Path) {
        for (path, entry) in self.tree.below(folder, false) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            if name.contains('.') && self.filter.keeps("", &path, false) {
                self.push(Kind::Layout, &path, entry);
            }
        }
    }

    fn all(&mut self, kind: Kind, folder: &Path) {
        for (path, entry) in self.tree.below(folder, true) {
            self.push(kind, &path, entry);
        }
    }

    /// Data files in the order in which Ruby reads them, since a later one of the same key wins: by extension,
    /// then by name, then folders.
    fn data(&mut self, folder: &Path, prefix: &str) {
        let (folders, files): (Vec<Entry>, Vec<Entry>) = self
            .tree
            .list(folder)
            .into_iter()
            .filter(|entry| !entry.name.starts_with('.'))
            .partition(|entry| entry.folder);
        let mut ranked: Vec<(usize, Entry)> = files
            .into_iter()
            .filter_map(|entry| {
                let ext = entry.name.rsplit_once('.')?.1;
                let rank = ["yaml", "yml", "json", "csv", "tsv"]
                    .iter()
                    .position(|known| *known == ext);
                rank.map(|rank| (rank, entry))
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        for (_, entry) in ranked {
            self.push(Kind::Data, &join(prefix, &entry.name), entry);
        }
        for entry in folders {
            match prefix.split('/').count() < DEEPEST {
                true => self.data(&entry.location, &join(prefix, &entry.name)),
                false => self.tree.too_deep(&entry.location),
            }
        }
    }

    /// One folder: its posts and drafts, its folders, its files.
    fn directory(&mut self, folder: &Path, prefix: &str, depth: usize) {
        let base = match &*self.config.content_dir {
            "" => prefix.to_owned(),
            content => join(content, prefix),
        };
        let entries = self.tree.list(folder);
        let of_collections = {
            let wanted = &*self.config.collections_dir;
            wanted.is_empty() || prefix.starts_with(wanted)
        };
        for (name, kind) in [("_posts", Kind::Post), ("_drafts", Kind::Draft)] {
            let wanted = kind == Kind::Post || self.config.show_drafts;
            if wanted && of_collections && entries.iter().any(|entry| entry.folder && entry.name == name) {
                self.posts(kind, &folder.join(name), &join(prefix, name));
            }
        }
        let kept = entries
            .into_iter()
            .filter(|entry| self.filter.keeps(&base, &entry.name, entry.folder));
        let (folders, files): (Vec<Entry>, Vec<Entry>) = kept.partition(|entry| entry.folder);
        for entry in folders {
            let skipped = entry.location == self.config.destination
                || self
                    .config
                    .theme_dir
                    .as_ref()
                    .is_some_and(|theme| *theme == entry.location);
            match depth < DEEPEST {
                _ if skipped => {}
                true => self.directory(&entry.location, &join(prefix, &entry.name), depth + 1),
                false => self.tree.too_deep(&entry.location),
            }
        }
        for entry in files {
            let own = matches!(entry.name.as_str(), "recto.yml" | "recto.yaml" | "recto.toml");
            if !(own && depth == 0) {
                self.push(Kind::File, &join(prefix, &entry.name), entry);
            }
        }
    }

    /// The posts or drafts of one folder: their names must have a date or at least an extension. Their paths start
    /// at `collections_dir`.
    fn posts(&mut self, kind: Kind, folder: &Path, prefix: &str) {
        for (path, entry) in self.tree.below(folder, false) {
            let named = match kind {
                Kind::Post => super::post_name(&path).is_some(),
                _ => entry.name.rfind('.').is_some_and(|at| at + 1 < entry.name.len()),
            };
            if named && self.filter.keeps(prefix, &path, false) {
                let whole = format!("{prefix}/{path}");
                let below = match &*self.config.collections_dir {
                    "" => whole.as_str(),
                    folder => whole
                        .strip_prefix(folder)
                        .map_or(whole.as_str(), |rest| rest.trim_start_matches('/')),
                };
                let below = below.to_owned();
                self.push(kind, &below, entry);
            }
        }
    }

    /// Files that `include` names in folders where nothing else is read, which Jekyll 3 does not look for.
    fn included(&mut self) {
        if self.config.profile.is_jekyll_3() {
            return;
        }
        for name in &self.config.include {
            let Some(path) = normalize(name).filter(|path| !path.is_empty()) else {
                continue;
            };
            let location = self.config.source.join(&path);
            if self.taken.contains(&location) || !location.is_file() {
                continue;
            }
            let Some(folder) = location.parent() else { continue };
            let found = self
                .tree
                .list(folder)
                .into_iter()
                .find(|entry| entry.location == location);
            if let Some(entry) = found {
                self.push(Kind::File, &path, entry);
            }
        }
    }

    fn collection(&mut self, number: usize, folder: &Path, name: &str) {
        for (path, entry) in self.tree.below(&folder.join(name), true) {
            if self.filter.keeps(name, &path, false) {
                self.push(Kind::Collection(number), &format!("{name}/{path}"), entry);
            }
        }
    }
}

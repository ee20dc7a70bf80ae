//! Finds the themes that sites name, and downloads those that are not on this machine, without Ruby.
//!
//! [`find_gem`] looks for a gem among the installed ones (`vendor/bundle` of the site, the folders of RubyGems), then in
//! the cache, then in the registry; for a repository in the cache, then on GitHub. A download is unpacked into the
//! cache as RubyGems would install it, so that all themes are read in the same way, and the next build needs no
//! network.

mod client;
mod disk;
mod fault;
mod gemfile;
mod installed;
mod registry;
mod specification;
mod store;
mod unpack;
mod version;
mod wanted;

pub use fault::Fault;
pub use gemfile::Gemfile;
pub use store::{Entry, Store};
pub use wanted::{Repository, Wanted};

use crate::config::{ThemeAccess, ThemeOrigin, ThemePlace, ThemeSources};
use client::Client;
use std::path::{Path, PathBuf};
use version::{Requirement, Version};

/// The theme that GitHub Pages gives to sites that name none.
pub const GITHUB_DEFAULT: &str = "jekyll-theme-primer";

/// A theme on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its folder.
    pub folder: PathBuf,
    /// What it is and where it was.
    pub origin: ThemeOrigin,
    /// The version that the site requires, if this one is another.
    pub instead_of: Option<String>,
}

/// The site that asks for a theme.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Its source folder.
    pub source: &'a Path,
    /// Its `Gemfile` and lock file.
    pub gemfile: &'a Gemfile,
    /// Whether the site is not trusted: then nothing is downloaded for it.
    pub safe: bool,
}

/// Finds a gem, and downloads it if `sources` allow it.
///
/// # Errors
/// Why it cannot be had. If another version is on this machine than the site requires, that one is returned instead.
pub fn find_gem(gem: &str, asking: &Asking<'_>, sources: &ThemeSources) -> Result<Found, Fault> {
    let requirement = asking.gemfile.requirement(gem);
    let bundle = asking.source.join("vendor/bundle/ruby");
    let roots = std::iter::once(&bundle).chain(&sources.gem_folders);
    let installed = installed::versions(roots.map(PathBuf::as_path), gem);
    let cached = cached_versions(gem, sources);
    let found = |(version, folder): &(Version, PathBuf), place| Found {
        folder: folder.clone(),
        origin: ThemeOrigin {
            name: gem.to_owned(),
            version: version.text().to_owned(),
            place,
        },
        instead_of: None,
    };
    if sources.access != ThemeAccess::Update {
        if let Some(theme) = installed::newest(&installed, &requirement) {
            return Ok(found(theme, ThemePlace::Installed));
        }
        if let Some(theme) = installed::newest(&cached, &requirement) {
            return Ok(found(theme, ThemePlace::Cached));
        }
    }
    let downloaded = may_download(asking, sources).and_then(|()| {
        let (store, client) = (store(sources)?, Client::new(sources));
        let release = registry::newest(&client, &sources.gem_server, gem, &requirement)?;
        let locked = asking.gemfile.checksum(gem, &release.version);
        gem_of(gem, &release, locked, (&store, &client), sources)
    });
    let fault = match downloaded {
        Err(fault) if sources.access != ThemeAccess::Update => fault,
        result => return result,
    };
    let any = Requirement::default();
    let other = installed::newest(&installed, &any).map(|theme| found(theme, ThemePlace::Installed));
    let other =
        other.or_else(|| installed::newest(&cached, &any).map(|theme| found(theme, ThemePlace::Cached)));
    other
        .map(|other| Found {
            instead_of: Some(requirement.to_string()),
            ..other
        })
        .ok_or(fault)
}

/// Finds a repository, and downloads it if `sources` allow it. A ref that moves, such as a branch, stays as it is in
/// the cache until it is updated.
///
/// # Errors
/// Why it cannot be had.
pub fn find_repository(
    repository: &Repository,
    asking: &Asking<'_>,
    sources: &ThemeSources,
) -> Result<Found, Fault> {
    let name = repository.to_string();
    let found = |entry: &Entry, store: &Store, place| Found {
        folder: store.folder(entry),
        origin: ThemeOrigin {
            name: name.clone(),
            version: entry.version.clone(),
            place,
        },
        instead_of: None,
    };
    let cached = |store: &Store| match sources.access {
        ThemeAccess::Update => None,
        _ => store.get(&name, &repository.reference),
    };
    if let Some(store) = sources.cache.as_deref().map(Store::new)
        && let Some(entry) = cached(&store)
    {
        return Ok(found(&entry, &store, ThemePlace::Cached));
    }
    may_download(asking, sources)?;
    let (store, client) = (store(sources)?, Client::new(sources));
    let download = store.begin(&name, &repository.reference)?;
    if let Some(entry) = cached(&store) {
        return Ok(found(&entry, &store, ThemePlace::Cached));
    }
    let address = repository.address(&client, sources);
    announce(sources, &name, &repository.reference, &address);
    let archive = download.path("archive");
    let downloaded = client.file(&address, &archive)?;
    let tree = download.path("tree");
    let commit = unpack::repository(&archive, &tree.join(&repository.name), &sources.limits)?;
    let mut facts = Entry::new(&name, &repository.reference, &address, &downloaded);
    facts.commit = commit;
    let entry = store.put(&download, &tree, &repository.name, facts)?;
    Ok(found(&entry, &store, ThemePlace::Downloaded))
}

/// Downloads a version of a gem, unless it is in the cache by now.
fn gem_of(
    gem: &str,
    release: &registry::Release,
    locked: Option<String>,
    (store, client): (&Store, &Client),
    sources: &ThemeSources,
) -> Result<Found, Fault> {
    let version = release.version.text();
    let found = |entry: &Entry, place| Found {
        folder: store.folder(entry),
        origin: ThemeOrigin {
            name: gem.to_owned(),
            version: version.to_owned(),
            place,
        },
        instead_of: None,
    };
    let download = store.begin(gem, version)?;
    if let Some(entry) = store
        .get(gem, version)
        .filter(|entry| entry.sha256 == release.sha256)
    {
        return Ok(found(&entry, ThemePlace::Cached));
    }
    announce(sources, gem, version, &release.address);
    let archive = download.path("archive");
    let downloaded = client.file(&release.address, &archive)?;
    let sums = [
        ("the registry", Some(&release.sha256)),
        ("the lock file", locked.as_ref()),
    ];
    for (by, expected) in sums {
        if let Some(expected) = expected.filter(|expected| **expected != downloaded.sha256) {
            return Err(Fault::Checksum {
                by,
                expected: expected.clone(),
                actual: downloaded.sha256,
            });
        }
    }
    let tree = download.path("tree");
    let full_name = format!("{gem}-{version}");
    let specification = unpack::gem(&archive, &tree.join("gems").join(&full_name), &sources.limits)?;
    let file = tree.join("specifications").join(format!("{full_name}.gemspec"));
    let ruby = specification::in_ruby(&specification)?;
    disk::write(&file, ruby.as_bytes())
        .map_err(|error| Fault::Cache(format!("`{}`: {error}", file.display())))?;
    let facts = Entry::new(gem, version, &release.address, &downloaded);
    let entry = store.put(&download, &tree, &format!("gems/{full_name}"), facts)?;
    Ok(found(&entry, ThemePlace::Downloaded))
}

/// The versions of a gem in the cache.
fn cached_versions(gem: &str, sources: &ThemeSources) -> Vec<(Version, PathBuf)> {
    let Some(store) = sources.cache.as_deref().map(Store::new) else {
        return Vec::new();
    };
    let entries = store.entries().into_iter().filter(|entry| entry.name == gem);
    let versions = entries.filter_map(|entry| Some((Version::parse(&entry.version)?, store.folder(&entry))));
    versions.collect()
}

fn may_download(asking: &Asking<'_>, sources: &ThemeSources) -> Result<(), Fault> {
    match sources.access {
        ThemeAccess::Ignore | ThemeAccess::Offline => Err(Fault::NotHere("`--offline` forbids a download")),
        _ if asking.safe => Err(Fault::NotHere("`--safe` forbids a download")),
        ThemeAccess::Download | ThemeAccess::Update => Ok(()),
    }
}

fn store(sources: &ThemeSources) -> Result<Store, Fault> {
    let folder = sources.cache.as_deref().map(Store::new);
    folder.ok_or_else(|| Fault::Cache("there is no folder for caches".to_owned()))
}

fn announce(sources: &ThemeSources, name: &str, version: &str, address: &str) {
    if let Some(announce) = sources.announce {
        announce(&format!(
            "downloading {name} {version} from {}",
            client::host(address)
        ));
    }
}

impl Repository {
    /// Where the archive is. The last release is looked up; without a release it is `HEAD`, as in the plugin.
    fn address(&self, client: &Client, sources: &ThemeSources) -> String {
        let (owner, name) = (&self.owner, &self.name);
        let server = |prefix: &str| match &sources.github_server {
            Some(server) => server.clone(),
            None => format!("https://{prefix}{}", self.host),
        };
        let reference = match &*self.reference {
            "latest" => {
                let api = match (&sources.github_server, &*self.host) {
                    (None, wanted::GITHUB) => server("api."),
                    (None, _) => format!("{}/api/v3", server("")),
                    (Some(_), _) => server(""),
                };
                let answer = client.text(&format!("{api}/repos/{owner}/{name}/releases/latest"));
                answer
                    .ok()
                    .and_then(|text| tag(&text))
                    .unwrap_or_else(|| "HEAD".to_owned())
            }
            named => named.to_owned(),
        };
        format!("{}/{owner}/{name}/tar.gz/{reference}", server("codeload."))
    }
}

/// The tag in the description of a release.
fn tag(text: &str) -> Option<String> {
    let fields: serde_json::Value = serde_json::from_str(text).ok()?;
    let tag = fields["tag_name"].as_str()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let climbs = tag
        .split('/')
        .any(|part| part.is_empty() || part.chars().all(|c| c == '.'));
    (tag.chars().all(is_plain) && !climbs).then(|| tag.to_owned())
}

impl std::fmt::Display for Repository {
    /// `owner/name`, after its host if that is not `github.com`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.host != wanted::GITHUB {
            write!(f, "{}/", self.host)?;
        }
        write!(f, "{}/{}", self.owner, self.name)
    }
}

//! The cache of downloaded themes: by content, with an index by name.
//!
//! - `archives/SHA256/` has the unpacked parts of one archive. It is complete as soon as it exists: it is made in a
//!   staging directory and renamed.
//! - `index/KEY.json` names the archive of one version of a gem or of one ref of a repository.
//! - `locks/KEY` is locked while a theme is downloaded: a second build waits and then finds it.
//! - `staging/KEY` belongs to whoever has that lock.

use super::disk;
use super::fault::Fault;
use serde_json::{Value, json};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A theme in the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the gem, or `owner/name`, after its host if that is not `github.com`.
    pub name: String,
    /// The version of the gem, or the ref of the repository.
    pub version: String,
    /// The SHA-256 of the archive, in hexadecimal.
    pub sha256: String,
    /// The length of the archive in bytes.
    pub length: u64,
    /// Where it was downloaded from.
    pub address: String,
    /// The commit of a repository, if the archive names it.
    pub commit: Option<String>,
    /// The folder of the theme below that of its archive.
    folder: String,
}

/// The cache in a folder.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// A theme that is being downloaded: nobody else downloads it, and its staging directory is empty.
#[derive(Debug)]
pub(super) struct Download {
    key: String,
    staging: PathBuf,
    _lock: File,
}

impl Download {
    /// A path in the staging directory.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.staging.join(name)
    }
}

impl Drop for Download {
    fn drop(&mut self) {
        let _ = disk::remove_folder(&self.staging);
    }
}

impl Store {
    /// The cache in this folder, which need not exist.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder of a theme in the cache.
    pub fn folder(&self, entry: &Entry) -> PathBuf {
        self.archive(&entry.sha256).join(&entry.folder)
    }

    fn archive(&self, sha256: &str) -> PathBuf {
        self.root.join("archives").join(sha256)
    }

    /// All themes, by name and version. Entries whose files are gone are left out.
    pub fn entries(&self) -> Vec<Entry> {
        let files = disk::entries(&self.root.join("index")).into_iter();
        let mut entries: Vec<Entry> = files
            .filter_map(|path| parse(&disk::text(&path)?))
            .filter(|entry| self.folder(entry).is_dir())
            .collect();
        entries.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
        entries
    }

    /// The theme with this name and version.
    pub(super) fn get(&self, name: &str, version: &str) -> Option<Entry> {
        let path = self.index(&key(name, version));
        let entry = parse(&disk::text(&path)?).filter(|entry| self.folder(entry).is_dir())?;
        (entry.name == name && entry.version == version).then_some(entry)
    }

    /// Begins the download of a theme; waits while another process downloads it.
    pub(super) fn begin(&self, name: &str, version: &str) -> Result<Download, Fault> {
        let key = key(name, version);
        let lock = self.root.join("locks").join(&key);
        let staging = self.root.join("staging").join(&key);
        let locked = || -> std::io::Result<File> {
            disk::make_folder(&self.root.join("locks"))?;
            let file = File::options().create(true).append(true).open(&lock)?;
            file.lock()?;
            // A process that was killed leaves its files.
            if staging.exists() {
                disk::remove_folder(&staging)?;
            }
            disk::make_folder(&staging)?;
            Ok(file)
        };
        let lock = locked().map_err(|error| self.fault(&error))?;
        Ok(Download {
            key,
            staging,
            _lock: lock,
        })
    }

    /// Stores what has been unpacked into the folder `tree` of a download, whose theme is in `folder` there.
    pub(super) fn put(
        &self,
        download: &Download,
        tree: &Path,
        folder: &str,
        facts: Entry,
    ) -> Result<Entry, Fault> {
        let entry = Entry {
            folder: folder.to_owned(),
            ..facts
        };
        let archive = self.archive(&entry.sha256);
        let stored = || -> std::io::Result<()> {
            disk::make_folder(&tree.join(folder))?;
            // The same content may be there already, also since just now.
            if !archive.is_dir()
                && let Err(error) = disk::rename(tree, &archive)
                && !archive.is_dir()
            {
                return Err(error);
            }
            let written = download.path("index.json");
            disk::write(&written, print(&entry).as_bytes())?;
            disk::rename(&written, &self.index(&download.key))
        };
        stored().map_err(|error| self.fault(&error))?;
        Ok(entry)
    }

    /// Removes the themes that `selected` chooses, and all files that no theme is left for. Returns the removed themes.
    ///
    /// # Errors
    /// A file that cannot be removed.
    pub fn remove(&self, selected: &dyn Fn(&Entry) -> bool) -> std::io::Result<Vec<Entry>> {
        let (removed, kept): (Vec<Entry>, Vec<Entry>) = self.entries().into_iter().partition(selected);
        let kept_keys: Vec<PathBuf> = kept
            .iter()
            .map(|entry| self.index(&key(&entry.name, &entry.version)))
            .collect();
        for path in disk::entries(&self.root.join("index")) {
            if !kept_keys.contains(&path) {
                disk::remove_file(&path)?;
            }
        }
        for archive in disk::folders(&self.root.join("archives")) {
            if !kept.iter().any(|entry| archive.ends_with(&entry.sha256)) {
                disk::remove_folder(&archive)?;
            }
        }
        Ok(removed)
    }

    fn index(&self, key: &str) -> PathBuf {
        self.root.join("index").join(format!("{key}.json"))
    }

    fn fault(&self, error: &std::io::Error) -> Fault {
        Fault::Cache(format!("`{}`: {error}", self.root.display()))
    }
}

impl Entry {
    /// An entry for an archive that is not stored yet.
    pub(super) fn new(name: &str, version: &str, address: &str, archive: &super::client::Downloaded) -> Self {
        Self {
            name: name.to_owned(),
            version: version.to_owned(),
            sha256: archive.sha256.clone(),
            length: archive.length,
            address: address.to_owned(),
            commit: None,
            folder: String::new(),
        }
    }
}

/// The name of a theme's files in the index. Names have no `+`, which separates their parts.
fn key(name: &str, version: &str) -> String {
    format!("{}@{version}", name.replace('/', "+"))
}

fn print(entry: &Entry) -> String {
    let mut fields = json!({
        "name": entry.name,
        "version": entry.version,
        "sha256": entry.sha256,
        "length": entry.length,
        "address": entry.address,
        "folder": entry.folder,
    });
    if let Some(commit) = &entry.commit {
        fields["commit"] = json!(commit);
    }
    format!("{fields:#}\n")
}

/// Reads an entry; `None` if it is not a valid one. Its paths stay in the cache.
fn parse(text: &str) -> Option<Entry> {
    let fields: Value = serde_json::from_str(text).ok()?;
    let text = |key: &str| fields[key].as_str().map(str::to_owned);
    let entry = Entry {
        name: text("name")?,
        version: text("version")?,
        sha256: text("sha256")?,
        length: fields["length"].as_u64()?,
        address: text("address")?,
        commit: text("commit"),
        folder: text("folder")?,
    };
    let is_hash = entry.sha256.len() == 64 && entry.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stays = Path::new(&entry.folder)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    (is_hash && stays).then_some(entry)
}

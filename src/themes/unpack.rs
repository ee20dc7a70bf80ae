//! Unpacks the parts of a theme from an archive, without trusting it.
//!
//! No entry is written outside of the folder, and no link is written at all: a link to a file or a folder of the same
//! archive becomes a copy. So nothing that an archive contains can redirect what is written after it. The bytes and
//! the entries are counted before they are used.

use super::disk;
use super::fault::Fault;
use crate::config::ThemeLimits;
use flate2::read::MultiGzDecoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use tar::{Archive, EntryType};

/// The folders and files of a theme that Jekyll reads, and what names its licence and its specification.
const PARTS: [&str; 6] = ["_layouts", "_includes", "_sass", "_data", "assets", "_config.yml"];

/// The longest specification of a gem, in bytes.
const LONGEST_SPECIFICATION: u64 = 4 << 20;

/// How often links to links are followed.
const LINKS: usize = 8;

/// Unpacks the archive of a repository into `folder`, without its outermost folder. Returns the commit that the
/// archive names.
pub(super) fn repository(path: &Path, folder: &Path, limits: &ThemeLimits) -> Result<Option<String>, Fault> {
    let file = BufReader::new(File::open(path).map_err(|error| damaged(&error))?);
    let mut unpacking = Unpacking::new(folder, 1, limits);
    unpacking.archive(gunzipped(file)?)?;
    unpacking.finish()
}

/// Unpacks the archive of a gem into `folder` and returns its specification, which is YAML.
pub(super) fn gem(path: &Path, folder: &Path, limits: &ThemeLimits) -> Result<String, Fault> {
    let file = BufReader::new(File::open(path).map_err(|error| damaged(&error))?);
    let mut outer = Archive::new(file);
    let (mut specification, mut has_data) = (None, false);
    for entry in outer.entries().map_err(|error| damaged(&error))? {
        let entry = entry.map_err(|error| damaged(&error))?;
        match &*entry.path_bytes() {
            b"metadata.gz" => {
                let mut text = String::new();
                let reader = MultiGzDecoder::new(BufReader::new(entry));
                let read = reader.take(LONGEST_SPECIFICATION).read_to_string(&mut text);
                read.map_err(|error| damaged(&error))?;
                specification = Some(text);
            }
            b"data.tar.gz" => {
                has_data = true;
                let mut unpacking = Unpacking::new(folder, 0, limits);
                unpacking.archive(MultiGzDecoder::new(BufReader::new(entry)))?;
                unpacking.finish()?;
            }
            _ => {}
        }
    }
    match (specification, has_data) {
        (Some(specification), true) => Ok(specification),
        _ => Err(Fault::Damaged("it is not a gem".to_owned())),
    }
}

/// The bytes of a file that is compressed, or that a server has already decompressed.
fn gunzipped(mut file: BufReader<File>) -> Result<Box<dyn Read>, Fault> {
    let first = file.fill_buf().map_err(|error| damaged(&error))?;
    Ok(match first.starts_with(&[0x1f, 0x8b]) {
        true => Box::new(MultiGzDecoder::new(file)),
        false => Box::new(file),
    })
}

fn damaged(error: &std::io::Error) -> Fault {
    match error.kind() {
        ErrorKind::UnexpectedEof => Fault::Damaged("it ends too early".to_owned()),
        _ => Fault::Damaged(error.to_string()),
    }
}

/// The part of an archive that has been unpacked.
struct Unpacking<'a> {
    folder: &'a Path,
    /// How many folders are taken from the beginning of each path.
    outer: usize,
    limits: &'a ThemeLimits,
    /// The links by path, with the paths that they lead to, which are inside the folder.
    links: BTreeMap<PathBuf, PathBuf>,
    written: u64,
    commit: Option<String>,
}

impl<'a> Unpacking<'a> {
    fn new(folder: &'a Path, outer: usize, limits: &'a ThemeLimits) -> Self {
        Self {
            folder,
            outer,
            limits,
            links: BTreeMap::new(),
            written: 0,
            commit: None,
        }
    }

    fn archive(&mut self, bytes: impl Read) -> Result<(), Fault> {
        self.entries(bytes).map_err(|broken| match broken {
            Broken::Refused(fault) => fault,
            Broken::Read(error) if error.kind() == ErrorKind::FileTooLarge => self.too_large(),
            Broken::Read(error) => damaged(&error),
        })
    }

    fn entries(&mut self, bytes: impl Read) -> Result<(), Broken> {
        let mut archive = Archive::new(Metered {
            inner: bytes,
            left: self.limits.unpacked,
        });
        for (count, entry) in archive.entries()?.enumerate() {
            if count >= self.limits.entries {
                let limit = format!("more than {} entries", self.limits.entries);
                return Err(Broken::Refused(Fault::TooLarge(limit)));
            }
            self.entry(&mut entry?)?;
        }
        Ok(())
    }

    fn too_large(&self) -> Fault {
        Fault::TooLarge(format!("more than {} MiB unpacked", self.limits.unpacked >> 20))
    }

    fn entry(&mut self, entry: &mut tar::Entry<'_, impl Read>) -> Result<(), Broken> {
        let kind = entry.header().entry_type();
        if kind == EntryType::XGlobalHeader {
            self.commit = self.commit.take().or(commit(entry)?);
            return Ok(());
        }
        let Some(path) = inside(&entry.path()?, self.outer)? else {
            return Ok(());
        };
        if !is_part(&path) {
            return Ok(());
        }
        let to = self.folder.join(&path);
        match kind {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                self.written += bytes.len() as u64;
                disk::write(&to, &bytes).map_err(|error| stored(&to, &error))?;
            }
            EntryType::Directory => disk::make_folder(&to).map_err(|error| stored(&to, &error))?,
            EntryType::Symlink | EntryType::Link => {
                let Some(target) = entry.link_name()? else {
                    return Ok(());
                };
                let target = match kind {
                    EntryType::Symlink => resolved(&path, &target)?,
                    _ => inside(&target, self.outer)?,
                };
                self.links.extend(target.map(|target| (path, target)));
            }
            // Devices and the like are not parts of a theme.
            _ => {}
        }
        Ok(())
    }

    /// Copies what the links lead to. As in Jekyll, links among the assets are left out, and so are those that lead
    /// nowhere.
    fn finish(mut self) -> Result<Option<String>, Fault> {
        let links = std::mem::take(&mut self.links);
        for path in links.keys().filter(|path| !path.starts_with("assets")) {
            let mut target = path.clone();
            for _ in 0..LINKS {
                let Some(next) = followed(&target, &links) else {
                    break;
                };
                target = next;
            }
            self.copy(&self.folder.join(&target), &self.folder.join(path))?;
        }
        Ok(self.commit)
    }

    /// Copies a file, or a folder with all that is in it.
    fn copy(&mut self, from: &Path, to: &Path) -> Result<(), Fault> {
        let is_inside_itself = to.starts_with(from);
        if is_inside_itself || to.exists() || !from.exists() {
            return Ok(());
        }
        for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
            if let (true, Ok(below)) = (entry.file_type().is_file(), entry.path().strip_prefix(from)) {
                let to = match below.as_os_str().is_empty() {
                    true => to.to_owned(),
                    false => to.join(below),
                };
                let copied = disk::copy(entry.path(), &to);
                self.written +=
                    copied.map_err(|error| Fault::Cache(format!("`{}`: {error}", to.display())))?;
                if self.written > self.limits.unpacked {
                    return Err(self.too_large());
                }
            }
        }
        Ok(())
    }
}

/// Why an entry is not unpacked.
enum Broken {
    Read(std::io::Error),
    Refused(Fault),
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Self::Read(error)
    }
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

fn stored(path: &Path, error: &std::io::Error) -> Broken {
    Broken::Refused(Fault::Cache(format!("`{}`: {error}", path.display())))
}

/// Whether a path of an archive is a part of the theme.
fn is_part(path: &Path) -> bool {
    let first = path
        .iter()
        .next()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let is_at_top = path.iter().count() == 1;
    let lower = first.to_lowercase();
    let is_text = lower.ends_with(".gemspec") || lower.starts_with("licen") || lower.starts_with("copying");
    PARTS.contains(&first) || (is_at_top && is_text)
}

/// The path of an entry without its first `outer` folders; `None` if nothing is left of it.
fn inside(path: &Path, outer: usize) -> Result<Option<PathBuf>, Fault> {
    let escapes = || Fault::Escapes(path.display().to_string());
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            // On Windows a backslash separates folders.
            Component::Normal(name) if !name.to_string_lossy().contains(['\\', '\0']) => clean.push(name),
            Component::CurDir => {}
            _ => return Err(escapes()),
        }
    }
    let below: PathBuf = clean.iter().skip(outer).collect();
    Ok(Some(below).filter(|path| !path.as_os_str().is_empty()))
}

/// The path that a symbolic link at `path` leads to, by its text alone.
fn resolved(path: &Path, target: &Path) -> Result<Option<PathBuf>, Fault> {
    let escapes = || Fault::Escapes(format!("{} -> {}", path.display(), target.display()));
    let mut found = path.parent().map(Path::to_owned).unwrap_or_default();
    for component in target.components() {
        match component {
            Component::Normal(name) => found.push(name),
            Component::CurDir => {}
            Component::ParentDir if found.pop() => {}
            _ => return Err(escapes()),
        }
    }
    Ok(Some(found))
}

/// The path where the first link on the way of `path` leads to; `None` if there is no link on it.
fn followed(path: &Path, links: &BTreeMap<PathBuf, PathBuf>) -> Option<PathBuf> {
    let mut above: Vec<&Path> = path.ancestors().collect();
    above.pop();
    above.into_iter().rev().find_map(|folder| {
        let target = links.get(folder)?;
        let rest = path.strip_prefix(folder).ok()?;
        Some(match rest.as_os_str().is_empty() {
            true => target.clone(),
            false => target.join(rest),
        })
    })
}

/// The commit that Git writes into the header of an archive.
fn commit(entry: &mut tar::Entry<'_, impl Read>) -> std::io::Result<Option<String>> {
    let mut text = String::new();
    entry.take(4096).read_to_string(&mut text)?;
    let line = text.lines().find_map(|line| line.split_once("comment="));
    let commit = line.map(|(_, commit)| commit.trim().to_owned());
    Ok(commit.filter(|commit| commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit())))
}

/// Bytes that end with an error if there are too many of them.
struct Metered<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| std::io::Error::from(ErrorKind::FileTooLarge))?;
        Ok(read)
    }
}

//! Finds themes among the installed gems.

use super::disk::folders;
use super::version::{Requirement, Version};
use std::path::{Path, PathBuf};

/// All installed versions of a gem, `gems/NAME-VERSION` in some folders or in the folders they contain.
pub(super) fn versions<'a>(roots: impl Iterator<Item = &'a Path>, gem: &str) -> Vec<(Version, PathBuf)> {
    let mut found = Vec::new();
    for root in roots {
        for place in std::iter::once(root.to_owned()).chain(folders(root)) {
            for folder in folders(&place.join("gems")) {
                let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
                let version = name
                    .as_deref()
                    .and_then(|name| name.strip_prefix(gem)?.strip_prefix('-'));
                if let Some(version) = version.and_then(Version::parse) {
                    found.push((version, folder));
                }
            }
        }
    }
    found
}

/// The newest version that fits.
pub(super) fn newest<'a, T>(
    found: &'a [(Version, T)],
    requirement: &Requirement,
) -> Option<&'a (Version, T)> {
    let fitting = found.iter().filter(|(version, _)| requirement.fits(version));
    fitting.max_by(|(one, _), (other, _)| one.cmp(other))
}

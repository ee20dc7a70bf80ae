//! A result with the fingerprints of everything it depends on.

use super::{Dependencies, Dependency, Fingerprint, Reader};
use std::fmt;

/// Gives the fingerprints of dependencies as they are now.
pub trait Fingerprints {
    /// The fingerprint of what `reader` would read of `dependency`. `None` if that is not known, or if the reader would
    /// see something else in its place; then nothing that depends on it is used again.
    fn fingerprint(&self, dependency: &Dependency, reader: Reader) -> Option<Fingerprint>;
}

/// Why something is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was not rendered before, or its last rendering failed.
    New,
    /// It depends on this, which is not what it was.
    Changed(Dependency),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("not rendered before"),
            Self::Changed(dependency) => write!(f, "{dependency} changed"),
        }
    }
}

/// A result that may be used again.
#[derive(Clone, Debug)]
pub struct Cached<T> {
    value: T,
    dependencies: Vec<(Dependency, Fingerprint)>,
}

impl<T> Cached<T> {
    /// Keeps `value`, which `reader` rendered. `None` if the fingerprint of a dependency is not known.
    pub fn new(
        value: T,
        dependencies: &Dependencies,
        fingerprints: &(impl Fingerprints + ?Sized),
        reader: Reader,
    ) -> Option<Self> {
        let with_fingerprint = |dependency: &Dependency| {
            let fingerprint = match dependency {
                // The counters have gone on since.
                Dependency::SharedCounters(before) => *before,
                other => fingerprints.fingerprint(other, reader)?,
            };
            Some((dependency.clone(), fingerprint))
        };
        Some(Self {
            value,
            dependencies: dependencies.iter().map(with_fingerprint).collect::<Option<_>>()?,
        })
    }

    /// The value, whether it is still right or not.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, if rendering it again would give the same.
    ///
    /// # Errors
    ///
    /// The first dependency that changed.
    pub fn check(&self, fingerprints: &(impl Fingerprints + ?Sized), reader: Reader) -> Result<&T, Reason> {
        let changed = self
            .dependencies
            .iter()
            .find(|(dependency, was)| fingerprints.fingerprint(dependency, reader) != Some(*was));
        match changed {
            None => Ok(&self.value),
            Some((dependency, _)) => Err(Reason::Changed(dependency.clone())),
        }
    }
}

//! How far a build is: told by the pipeline, shown by whoever asked for the build.

use super::profile::Profile;
use std::sync::Arc;

/// Hears how a build goes. Called from many threads.
pub trait Progress: Sync {
    /// A stage begins that has `steps` steps.
    fn stage(&self, name: &'static str, steps: usize);

    /// A step of the stage is done.
    fn step(&self);

    /// Where to measure to, if anyone wants to know.
    fn profile(&self) -> Option<&Arc<Profile>> {
        None
    }
}

/// Says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &'static str, _steps: usize) {}

    fn step(&self) {}
}

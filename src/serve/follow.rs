//! Sources in, a call at every change of them out: `recto build --watch`.

use super::{watch, watched_by};
use crate::config::Config;
use std::io;
use std::path::PathBuf;

/// Calls `load` at once and again whenever sources of the configuration change that it gave, with the paths that
/// did, and `build` with what it gives, in which there is a `config`. A configuration that cannot be read is waited
/// for, but for the first.
///
/// # Errors
///
/// Sources that cannot be watched.
pub fn follow<L>(
    polls: bool,
    config: impl Fn(&L) -> &Config,
    mut load: impl FnMut(&[PathBuf]) -> Option<L>,
    mut build: impl FnMut(L),
) -> io::Result<()> {
    let (send, changes) = watch::channel();
    let mut running: Option<(watch::Watched, watch::Watch)> = None;
    let mut paths = Vec::new();
    loop {
        match load(&paths) {
            Some(loaded) => {
                // Watched first, built then: what changes meanwhile is not lost.
                let now = watched_by(config(&loaded));
                if running.as_ref().is_none_or(|(known, _)| *known != now) {
                    let watch = watch::start(&now, polls, send.clone()).map_err(io::Error::other)?;
                    running = Some((now, watch));
                }
                build(loaded);
            }
            None if running.is_none() => return Ok(()),
            None => {}
        }
        match changes.bout() {
            Some(changed) => paths = changed,
            None => return Ok(()),
        }
    }
}

//! How many connections the system allows.

/// The most connections that are ever open at a time.
const MOST: usize = 4096;

/// How many connections may be open at a time: three quarters of the descriptors that the process may have, which is
/// first raised as far as the system allows.
#[cfg(unix)]
pub(super) fn connections() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let most = 2 * MOST as u64;
    let raised = limit.maximum.unwrap_or(most).min(most);
    if limit.current.is_some_and(|current| current < raised) {
        limit.current = Some(raised);
        // Some systems refuse; then the limit stays.
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let current = getrlimit(Resource::Nofile).current.unwrap_or(most);
    usize::try_from(current / 4 * 3).unwrap_or(MOST).clamp(16, MOST)
}

/// How many connections may be open at a time.
#[cfg(not(unix))]
pub(super) fn connections() -> usize {
    MOST
}

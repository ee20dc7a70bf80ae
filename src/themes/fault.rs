//! Why a theme cannot be had.

use crate::diag::{Code, Diagnostic};

/// Why a theme cannot be had, without the theme's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not on this machine, and nothing may be downloaded; with the reason.
    NotHere(&'static str),
    /// The server does not have it.
    Unknown(String),
    /// The registry has no version that fits.
    NoVersion(String),
    /// The server cannot be reached, or does not answer as it should.
    Network(String),
    /// The server takes longer than a request may take.
    Slow(String),
    /// The archive is not the one that the registry or the lock file describes.
    Checksum {
        /// Where the expected checksum comes from.
        by: &'static str,
        /// What it is.
        expected: String,
        /// What the archive has.
        actual: String,
    },
    /// The archive is too large; with the limit.
    TooLarge(String),
    /// The archive cannot be read.
    Damaged(String),
    /// The archive has an entry outside of its folder.
    Escapes(String),
    /// The cache cannot be written.
    Cache(String),
}

impl Fault {
    /// Whether no download was tried.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::NotHere(_))
    }

    /// Whether another attempt may succeed at once.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Network(_))
    }

    /// The error about the theme `name`.
    pub fn diagnostic(&self, name: &str) -> Diagnostic {
        let text = match self {
            Self::NotHere(reason) => format!("the theme `{name}` is not on this machine, and {reason}"),
            Self::Unknown(server) => format!("{server} has no theme `{name}`"),
            Self::NoVersion(wanted) => format!("no version of the theme `{name}` fits `{wanted}`"),
            Self::Network(reason) => format!("the theme `{name}` cannot be downloaded: {reason}"),
            Self::Slow(server) => {
                format!("the theme `{name}` cannot be downloaded: {server} takes too long")
            }
            Self::Checksum { by, expected, actual } => format!(
                "the theme `{name}` is not the archive that {by} describes: its SHA-256 is {actual}, not {expected}"
            ),
            Self::TooLarge(limit) => format!("the archive of the theme `{name}` is too large: {limit}"),
            Self::Damaged(reason) => format!("the archive of the theme `{name}` cannot be read: {reason}"),
            Self::Escapes(path) => {
                format!("the archive of the theme `{name}` has a file outside of its folder: `{path}`")
            }
            Self::Cache(reason) => format!("the theme `{name}` cannot be stored: {reason}"),
        };
        let error = Diagnostic::error(Code::ThemeNotFound, text).about(name);
        match self {
            Self::NotHere(_) => error
                .hint("run `recto theme fetch` where there is a network; later builds need none")
                .hint("or copy the theme into a folder and name that in `theme_dir`"),
            Self::Unknown(_) => error.hint("check the spelling, and whether the theme is public"),
            Self::NoVersion(_) => error.hint("change the version in the `Gemfile`, or run `bundle update`"),
            Self::Network(_) | Self::Slow(_) => error
                .hint("try again with `recto theme fetch`; `RECTO_GEM_SERVER` and `RECTO_GITHUB_SERVER` name mirrors")
                .hint("or copy the theme into a folder and name that in `theme_dir`"),
            Self::Checksum { .. } => {
                error.hint("do not use it: a server or a proxy on the way has changed it, or the lock file is wrong")
            }
            Self::TooLarge(_) | Self::Damaged(_) | Self::Escapes(_) => {
                error.hint("copy the theme into a folder and name that in `theme_dir`")
            }
            Self::Cache(_) => error.hint("name a folder that can be written in `XDG_CACHE_HOME`"),
        }
    }
}

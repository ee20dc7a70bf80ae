//! The site as it was at a revision of git.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of a revision in a temporary folder.
pub(super) struct Checkout {
    /// The folder; it is removed with this value.
    pub(super) folder: tempfile::TempDir,
    /// The root of the repository.
    pub(super) root: PathBuf,
    /// The source folder of the site below `folder`.
    pub(super) source: PathBuf,
}

impl Checkout {
    /// The files of `reference` of the repository that holds `source`. The repository and its index stay untouched.
    pub(super) fn of(source: &Path, reference: &str) -> Result<Self, String> {
        let root = git(source, &["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(root.trim());
        let commit = format!("{reference}^{{commit}}");
        let commit = git(
            source,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit],
        )
        .map_err(|_| format!("`{reference}` is not a git revision"))?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let index = folder.path().join(".recto-index");
        let with_index = |arguments: &[&str]| -> Result<(), String> {
            let mut command = Command::new("git");
            command
                .arg("-C")
                .arg(&root)
                .args(arguments)
                .env("GIT_INDEX_FILE", &index);
            output(command).map(|_| ())
        };
        with_index(&["read-tree", commit.trim()])?;
        let prefix = format!("--prefix={}/", folder.path().display());
        with_index(&["checkout-index", "--all", &prefix])?;
        let below = source.canonicalize().unwrap_or_else(|_| source.to_owned());
        let top = root.canonicalize().unwrap_or_else(|_| root.clone());
        let below = below
            .strip_prefix(&top)
            .map_err(|_| "the source is outside its repository".to_owned())?;
        Ok(Self {
            source: folder.path().join(below),
            root,
            folder,
        })
    }
}

/// The root of the repository that holds `folder`.
pub(super) fn root(folder: &Path) -> Option<PathBuf> {
    let root = git(folder, &["rev-parse", "--show-toplevel"]).ok()?;
    Some(PathBuf::from(root.trim()))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    output(command)
}

fn output(mut command: Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("cannot run git: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("git: {}", String::from_utf8_lossy(&output.stderr).trim())),
    }
}

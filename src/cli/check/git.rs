//! The site as it was at a revision of git.

use std::collections::BTreeMap;
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

/// How many commits are searched for renamed files.
const COMMITS: &str = "--max-count=3000";

/// The files below `source` that were renamed: pairs of an old and the current path, relative to `source`. Empty where
/// `source` is not in a repository.
pub(super) fn renames(source: &Path) -> Vec<(String, String)> {
    let arguments = [
        "-c",
        "core.quotePath=false",
        "log",
        COMMITS,
        "--diff-filter=R",
        "--find-renames",
        "--name-status",
        "--format=",
        "--relative",
        "-z",
    ];
    current_names(&git(source, &arguments).unwrap_or_default())
}

/// The pairs in the output of `git log --name-status -z`, newest commit first.
fn current_names(log: &str) -> Vec<(String, String)> {
    let mut current: BTreeMap<&str, &str> = BTreeMap::new();
    let mut fields = log.split('\0').map(|field| field.trim_start_matches('\n'));
    while let Some(status) = fields.next() {
        if !status.starts_with('R') {
            continue;
        }
        let (Some(old), Some(new)) = (fields.next(), fields.next()) else {
            break;
        };
        let now = current.get(new).copied().unwrap_or(new);
        current.entry(old).or_insert(now);
    }
    let pairs = current.into_iter().filter(|(old, now)| old != now);
    pairs.map(|(old, now)| (old.to_owned(), now.to_owned())).collect()
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

#[cfg(test)]
mod tests {
    use super::current_names;

    #[test]
    fn a_file_that_was_renamed_twice_has_its_current_name() {
        let log = "R100\0b.md\0c.md\0R090\0a.md\0b.md\0\nR100\0x.md\0y.md\0";
        let pairs = [("a.md", "c.md"), ("b.md", "c.md"), ("x.md", "y.md")];
        assert_eq!(
            current_names(log),
            pairs.map(|(old, new)| (old.to_owned(), new.to_owned()))
        );
    }
}

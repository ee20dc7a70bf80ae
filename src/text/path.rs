//! Paths with `/` between their parts, as URLs and configuration files write them.

use std::path::{Component, Path, PathBuf};

/// Removes `.`, `..` and empty parts from `path`. `None` if a `..` leads above its beginning.
#[must_use]
pub fn normalize(path: &str) -> Option<String> {
    resolve(path, |parts| parts.pop().map(drop))
}

/// Removes `.`, `..` and empty parts from `path`. A `..` at its beginning has no effect, as in Jekyll's
/// `sanitized_path`, so the result never leaves the folder that it is joined to.
#[must_use]
pub fn confine(path: &str) -> String {
    let parent = |parts: &mut Vec<&str>| {
        parts.pop();
        Some(())
    };
    resolve(path, parent).unwrap_or_default()
}

fn resolve<'a>(path: &'a str, parent: impl Fn(&mut Vec<&'a str>) -> Option<()>) -> Option<String> {
    let mut parts = Vec::new();
    // On Windows a backslash separates as well, and `C:` would replace the folder that the result is joined to.
    for part in path.split(std::path::is_separator) {
        let drive = cfg!(windows) && part.as_bytes().get(1) == Some(&b':');
        match if drive { part.get(2..).unwrap_or("") } else { part } {
            "" | "." => {}
            ".." => parent(&mut parts)?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `path` relative to `base`, without `.` and `..`. The file system is not read, so symbolic links stay.
#[must_use]
pub fn absolute(base: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in base.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = whole.pop(),
            part => whole.push(part),
        }
    }
    whole
}

/// `path` with a slash in front, added only where it is missing.
#[must_use]
pub fn rooted(path: &str) -> String {
    match path.starts_with('/') {
        true => path.to_owned(),
        false => format!("/{path}"),
    }
}

/// `folder/name`, or `name` if `folder` is empty.
#[must_use]
pub fn join(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

/// The file name of `path`: the part after its last slash.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Ruby's `File.extname`: from the last dot of the file name, unless the name begins with that dot.
#[must_use]
pub fn extension(path: &str) -> &str {
    let name = file_name(path).trim_start_matches('.');
    match name.rfind('.') {
        Some(at) => &name[at..],
        None => "",
    }
}

/// Ruby's `File.basename(name, ".*")`.
#[must_use]
pub fn without_extension(name: &str) -> &str {
    &name[..name.len() - extension(name).len()]
}

#[cfg(test)]
mod tests {
    use super::{confine, extension, join, normalize, rooted, without_extension};

    #[test]
    fn dots_are_resolved() {
        assert_eq!(normalize("a/./b/../c//d").as_deref(), Some("a/c/d"));
        assert_eq!(normalize("/a/..").as_deref(), Some(""));
        assert_eq!(normalize("a/../../b"), None);
    }

    #[test]
    fn a_confined_path_never_leads_above_its_folder() {
        assert_eq!(confine("../../a/../b"), "b");
        assert_eq!(confine("/etc/../.."), "");
    }

    #[test]
    fn slashes_are_added_only_where_they_are_missing() {
        assert_eq!(rooted("a"), "/a");
        assert_eq!(rooted("/a"), "/a");
        assert_eq!(join("", "a"), "a");
        assert_eq!(join("b", "a"), "b/a");
    }

    #[test]
    fn a_leading_dot_does_not_begin_an_extension() {
        assert_eq!(extension("a/b.tar.gz"), ".gz");
        assert_eq!(extension("a.b/.htaccess"), "");
        assert_eq!(without_extension("index.html"), "index");
    }
}

//! What a configuration asks for by `theme` and `remote_theme`.

use regex::Regex;
use std::path::PathBuf;
use std::sync::LazyLock;

/// `owner/name` or `owner/name@ref`, as jekyll-remote-theme takes them.
static REPOSITORY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([a-z0-9-]+)/([a-z0-9._-]+?)(?:@([a-z0-9._-]+))?$").expect("a well-formed pattern")
});

/// The name of a gem.
static GEM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[a-z0-9_][a-z0-9_.-]*$").expect("a well-formed pattern"));

/// The host of repositories without a URL.
pub(super) const GITHUB: &str = "github.com";

/// A theme that a site asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A gem.
    Gem(String),
    /// A repository on GitHub, or on a host that works like it.
    Repository(Repository),
    /// A folder on this machine.
    Folder(PathBuf),
}

/// A repository at one of its states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// `github.com`, or the host of the URL.
    pub host: String,
    /// The user or organisation.
    pub owner: String,
    /// The name of the repository.
    pub name: String,
    /// A branch, tag or commit; `HEAD` if none is named, `latest` for the last release.
    pub reference: String,
}

impl Wanted {
    /// The gem that `theme` names. Jekyll ignores case and blanks around the name.
    ///
    /// # Errors
    /// Why the text does not name a gem.
    pub fn gem(name: &str) -> Result<Self, &'static str> {
        let name = name.trim().to_lowercase();
        match GEM.is_match(&name) {
            true => Ok(Self::Gem(name)),
            false => Err("a gem has a name such as `minima`; a repository is named by `remote_theme`"),
        }
    }

    /// What `remote_theme` names: `owner/name`, `owner/name@ref`, the same with `github:` or as a URL of `github.com`
    /// or one of `hosts`; or a path that begins with `/`, `./`, `../` or `~/`. Case is ignored except in paths.
    ///
    /// # Errors
    /// Why the text does not name a theme.
    pub fn remote(text: &str, hosts: &[String]) -> Result<Self, &'static str> {
        let text = text.trim();
        let is_path = ["/", "./", "../", "~/"]
            .iter()
            .any(|start| text.starts_with(start));
        if is_path || is_drive(text) {
            return Ok(Self::Folder(PathBuf::from(text)));
        }
        let text = text.to_lowercase();
        let path = ["https://", "http://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        let (host, path) = match path {
            Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
            None => (GITHUB, text.strip_prefix("github:").unwrap_or(&text)),
        };
        if host != GITHUB && !hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) {
            return Err(
                "the host is not `github.com`; name a server that works like it in `GITHUB_HOSTNAME`",
            );
        }
        let path = path.trim_end_matches('/');
        let parts = REPOSITORY
            .captures(path)
            .filter(|parts| !parts[2].chars().all(|c| c == '.'))
            .ok_or("write it as `owner/name` or `owner/name@ref`")?;
        let name = parts[2].strip_suffix(".git").unwrap_or(&parts[2]);
        Ok(Self::Repository(Repository {
            host: host.to_owned(),
            owner: parts[1].to_owned(),
            name: name.to_owned(),
            reference: parts.get(3).map_or("HEAD", |found| found.as_str()).to_owned(),
        }))
    }
}

/// `C:\` or `C:/`.
fn is_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    fn remote(text: &str) -> String {
        match Wanted::remote(text, &["git.example.org".to_owned()]) {
            Ok(Wanted::Repository(found)) => {
                format!(
                    "{} {}/{} {}",
                    found.host, found.owner, found.name, found.reference
                )
            }
            Ok(Wanted::Folder(path)) => format!("folder {}", path.display()),
            Ok(Wanted::Gem(name)) => format!("gem {name}"),
            Err(_) => "invalid".to_owned(),
        }
    }

    #[test]
    fn remote_themes_are_read_as_the_plugin_reads_them() {
        let cases = [
            ("owner/name", "github.com owner/name HEAD"),
            (" Owner/Na.me_1@V1.0 ", "github.com owner/na.me_1 v1.0"),
            ("github:owner/name", "github.com owner/name HEAD"),
            ("https://github.com/owner/name@main", "github.com owner/name main"),
            ("https://github.com/owner/name.git/", "github.com owner/name HEAD"),
            (
                "http://git.example.org/owner/name",
                "git.example.org owner/name HEAD",
            ),
            ("owner/name@latest", "github.com owner/name latest"),
            ("../My-Theme", "folder ../My-Theme"),
            ("https://evil.example/owner/name", "invalid"),
            ("owner", "invalid"),
            ("owner/..", "invalid"),
            ("owner/name/more", "invalid"),
            ("owner/name@a/b", "invalid"),
            ("owner/na me", "invalid"),
            ("", "invalid"),
        ];
        for (text, expected) in cases {
            assert_eq!(remote(text), expected, "{text}");
        }
    }

    #[test]
    fn a_gem_has_no_slash_in_its_name() {
        assert_eq!(Wanted::gem(" Minima "), Ok(Wanted::Gem("minima".to_owned())));
        for text in ["owner/name", "../minima", "", "-x", "a b"] {
            assert!(Wanted::gem(text).is_err(), "{text}");
        }
    }
}

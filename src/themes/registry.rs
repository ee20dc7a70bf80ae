//! Finds gems in a registry, by the index that Bundler reads: `/info/NAME` lists the versions with their checksums,
//! `/gems/NAME-VERSION.gem` is the archive.

use super::client::{self, Client};
use super::fault::Fault;
use super::version::{Requirement, Version};

/// A version of a gem in a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Release {
    pub(super) version: Version,
    /// The SHA-256 of the archive, in hexadecimal.
    pub(super) sha256: String,
    /// The address of the archive.
    pub(super) address: String,
}

/// The newest version of a gem that fits.
pub(super) fn newest(
    client: &Client,
    server: &str,
    gem: &str,
    requirement: &Requirement,
) -> Result<Release, Fault> {
    let index = client.text(&format!("{server}/info/{gem}"))?;
    let releases = index.lines().filter_map(release);
    let newest = releases
        .filter(|(version, _)| requirement.fits(version))
        .max_by(|(one, _), (other, _)| one.cmp(other));
    let Some((version, sha256)) = newest else {
        return Err(Fault::NoVersion(requirement.to_string()));
    };
    let sha256 = sha256.ok_or_else(|| {
        Fault::Network(format!(
            "{} has no checksum of version {}",
            client::host(server),
            version.text()
        ))
    })?;
    Ok(Release {
        address: format!("{server}/gems/{gem}-{}.gem", version.text()),
        version,
        sha256,
    })
}

/// Reads a line such as `2.5.1 jekyll:>= 3.5&< 5.0,jekyll-feed:~> 0.9|checksum:c1ad…,ruby:>= 2.4`. Versions for other
/// platforms (`1.0-java`) and lines such as `---` are passed over.
fn release(line: &str) -> Option<(Version, Option<String>)> {
    let (version, rest) = line.split_once(' ').unwrap_or((line, ""));
    let version = Version::parse(version)?;
    let (_, facts) = rest.rsplit_once('|').unwrap_or(("", rest));
    let sha256 = facts.split(',').find_map(|fact| fact.strip_prefix("checksum:"));
    let is_whole = |sum: &&str| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some((version, sha256.filter(is_whole).map(str::to_lowercase)))
}

#[cfg(test)]
mod tests {
    use super::release;

    #[test]
    fn a_line_of_the_index_has_a_version_and_a_checksum() {
        let sum = "0a".repeat(32);
        let read = |line: &str| release(line).map(|(version, sum)| (version.text().to_owned(), sum));
        let found = read(&format!(
            "2.5.1 jekyll:>= 3.5&< 5.0,a:~> 0.9|checksum:{sum},ruby:>= 2.4"
        ));
        assert_eq!(found, Some(("2.5.1".to_owned(), Some(sum.clone()))));
        assert_eq!(
            read(&format!("1.0 |checksum:{sum}")),
            Some(("1.0".to_owned(), Some(sum)))
        );
        assert_eq!(read("1.0 |checksum:abc"), Some(("1.0".to_owned(), None)));
        assert_eq!(read("---"), None);
        assert_eq!(read("1.0-java |checksum:abc"), None);
    }
}

//! The versions of Rouge whose output the lexers reproduce.

/// A version of Rouge. Rules, words, names of languages and the marks that languages are guessed by depend on it.
///
/// ```
/// use recto_highlight::Version;
///
/// assert_eq!(Version::closest_to("3.26.1"), Version::V3_30);
/// assert_eq!(Version::closest_to("4.5.2"), Version::V4_7);
/// assert!(Version::V3_30 < Version::V4_7);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Rouge 3.30.0, the last of the 3.x series.
    #[default]
    V3_30,
    /// Rouge 4.7.0, the last of the 4.x series.
    V4_7,
}

impl Version {
    /// All versions, the oldest first.
    pub const ALL: [Version; 2] = [Version::V3_30, Version::V4_7];

    /// The version that stands for `release`, a version number as lock files have it: Rouge 4 and later are 4.7, all
    /// others 3.30.
    pub fn closest_to(release: &str) -> Version {
        let major = release
            .split('.')
            .next()
            .and_then(|major| major.parse::<u32>().ok());
        match major {
            Some(4..) => Version::V4_7,
            _ => Version::V3_30,
        }
    }

    /// The version's place in [`Version::ALL`].
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

//! The releases of kramdown, and how their output differs.

/// A release of kramdown whose output can be requested.
///
/// ```
/// use recto_markdown::kramdown::Version;
///
/// assert_eq!(Version::closest_to("2.3.2"), Version::V2_4);
/// assert_eq!(Version::closest_to("2.5.1"), Version::V2_5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// kramdown 2.4, and 2.3, which writes the same HTML.
    #[default]
    V2_4,
    /// kramdown 2.5.
    V2_5,
}

/// What a release does. Every difference between the releases is a field here.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one field per difference between releases"
)]
pub(crate) struct Behavior {
    /// `role="doc-noteref"` is an attribute of the link in a footnote marker, not of the `sup` around it.
    pub(crate) noteref_role_on_link: bool,
    /// The items of the list of footnotes have `role="doc-endnote"`.
    pub(crate) endnote_role: bool,
    /// `_` after a letter and underscores does not begin emphasis.
    pub(crate) underscores_continue_words: bool,
    /// A space in an abbreviation matches any run of white space, also across lines.
    pub(crate) abbreviations_cross_lines: bool,
    /// `<![CDATA[…]]>` is parsed.
    pub(crate) cdata: bool,
    /// `time` is a span element.
    pub(crate) time_is_span: bool,
    /// The names of HTML 5 entities are known, not only those of HTML 4.
    pub(crate) html5_entities: bool,
    /// `html_to_native` converts tables without cells.
    pub(crate) native_empty_tables: bool,
    /// The options `header_links` and `footnote_link_text` exist.
    pub(crate) link_options: bool,
}

const V2_4: Behavior = Behavior {
    noteref_role_on_link: false,
    endnote_role: true,
    underscores_continue_words: false,
    abbreviations_cross_lines: false,
    cdata: false,
    time_is_span: false,
    html5_entities: false,
    native_empty_tables: true,
    link_options: false,
};

const V2_5: Behavior = Behavior {
    noteref_role_on_link: true,
    endnote_role: false,
    underscores_continue_words: true,
    abbreviations_cross_lines: true,
    cdata: true,
    time_is_span: true,
    html5_entities: true,
    native_empty_tables: false,
    link_options: true,
};

impl Version {
    /// The version that stands for `release`, a version number as lock files have it: 2.5 for it and later ones, 2.4 for
    /// older ones.
    pub fn closest_to(release: &str) -> Version {
        let mut parts = release.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
        match (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) {
            (2, 5..) | (3.., _) => Version::V2_5,
            _ => Version::V2_4,
        }
    }

    /// What this release does.
    pub(crate) const fn behavior(self) -> &'static Behavior {
        match self {
            Self::V2_4 => &V2_4,
            Self::V2_5 => &V2_5,
        }
    }
}

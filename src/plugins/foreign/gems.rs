//! The tags of gems that recto does not implement: finds the gem that defines a tag in Ruby.

/// Gems with the tags that they define, as their own documentation names them.
const GEMS: &[(&str, &[&str])] = &[
    (
        "jekyll-scholar",
        &[
            "bibliography",
            "bibliography_count",
            "cite",
            "cite_details",
            "details_link",
            "nocite",
            "quote",
            "reference",
        ],
    ),
    ("jekyll-octicons", &["octicon"]),
    ("jekyll-assets", &["asset"]),
    ("jekyll-picture-tag", &["picture"]),
    (
        "jekyll-responsive-image",
        &["responsive_image", "responsive_image_block"],
    ),
    ("jekyll-maps", &["google_map"]),
    ("jekyll-plantuml", &["plantuml"]),
    ("jekyll-vimeo", &["vimeo"]),
    ("jekyll-twitter-plugin", &["twitter"]),
    ("jekyll-polyglot", &["I18n_Headers", "static_href"]),
    (
        "jekyll-multiple-languages-plugin",
        &["t", "translate", "tf", "translate_file"],
    ),
    ("jekyll-admonitions", &["note", "warning", "tip", "important"]),
    ("jekyll-redirect-to", &["redirect_to"]),
];

/// The gem that defines a tag.
pub fn gem_of_tag(tag: &str) -> Option<&'static str> {
    let gem = GEMS.iter().find(|(_, tags)| tags.contains(&tag));
    gem.map(|(gem, _)| *gem)
}

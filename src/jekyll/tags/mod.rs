//! Jekyll's tags, as a table for the engine, and recto's own `tabs`.

mod cached;
mod code;
mod highlight;
mod include;
mod link;
mod pieces;
mod tabs;

use crate::liquid::{ParseTag, Tag};

const fn tag(name: &'static str, parse: ParseTag) -> Tag {
    Tag { name, parse }
}

/// All of Jekyll's tags, `include_cached` of the plugin of that name, and `tabs`.
pub const TAGS: &[Tag] = &[
    tag("include", include::include),
    tag("include_relative", include::include_relative),
    tag("include_cached", cached::include_cached),
    tag("highlight", highlight::highlight),
    tag("link", link::link),
    tag("post_url", link::post_url),
    tag("code", code::code),
    tag("tabs", tabs::tabs),
];

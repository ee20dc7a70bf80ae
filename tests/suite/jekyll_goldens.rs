//! Whole sites and what Jekyll 4.3.1 with its plugins made of them, byte for byte.
//!
//! Each case of `tests/cases/sites` is one file: the sources, then what Jekyll wrote (in UTC, every file changed at
//! the first second of 2026), both of them also as `bytes` with `\n` and `\xff`. Style sheets are left out, since another compiler makes them.

use super::fixture;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// 2026-01-01 in UTC.
const CHANGED: Duration = Duration::from_secs(1_767_225_600);

/// Builds the sources of a case and tells every file that is not as Jekyll wrote it.
fn hold(name: &str) {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cases/sites/{name}.site"));
    let text = std::fs::read_to_string(case).unwrap();
    let folder = fixture::new();
    let mut wanted = BTreeMap::new();
    for (kind, path, text) in fixture::sections(&text) {
        match kind {
            "source" | "bytes" => {
                let bytes = match kind {
                    "bytes" => fixture::unescaped(&text),
                    _ => text.into_bytes(),
                };
                folder.write(&format!("src/{path}"), &bytes);
                let file = folder.path().join("src").join(path);
                let file = std::fs::File::options().append(true).open(file).unwrap();
                file.set_modified(UNIX_EPOCH + CHANGED).unwrap();
            }
            "jekyll" => _ = wanted.insert(path.to_owned(), text.into_bytes()),
            "jekyll-bytes" => _ = wanted.insert(path.to_owned(), fixture::unescaped(&text)),
            other => panic!("no kind of section: {other}"),
        }
    }
    let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
    assert!(output.status.success(), "{output:?}");
    let made = fixture::files(&folder.path().join("out"));
    let mut faults = String::new();
    for (path, wanted) in &wanted {
        match made.get(path) {
            None => _ = writeln!(faults, "{path} is missing"),
            Some(made) if made != wanted => {
                let (wanted, made) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(made));
                let _ = writeln!(faults, "{path}\n{}", similar_lines(&wanted, &made));
            }
            Some(_) => {}
        }
    }
    for path in made.keys().filter(|path| !wanted.contains_key(*path)) {
        let _ = writeln!(faults, "{path} is made but should not");
    }
    assert!(faults.is_empty(), "{name}:\n{faults}");
}

/// The first lines in which two texts differ.
fn similar_lines(wanted: &str, made: &str) -> String {
    let mut pairs = wanted.lines().zip(made.lines());
    match pairs.find(|(wanted, made)| wanted != made) {
        Some((wanted, made)) => format!("  - {wanted}\n  + {made}"),
        None => format!("  {} bytes wanted, {} made", wanted.len(), made.len()),
    }
}

cases! {
    a_site_that_is_not_utf_8_is_read_and_written_in_its_encoding = "encoding",
    pages_see_what_came_of_others_before_them = "output-of-others",
    configuration_is_read_as_jekyll_does = "configuration",
    front_matter_and_posts_are_read_as_jekyll_does = "front-matter-and-posts",
    odd_front_matter_is_read_as_jekyll_does = "front-matter-oddities",
    files_are_found_and_left_out_as_jekyll_does = "discovery",
    collections_are_read_as_jekyll_does = "collections",
    a_documentation_theme_is_rendered_as_jekyll_does = "documentation-theme",
    feeds_seo_sitemap_and_redirects_are_the_gems = "feed-seo-redirects",
    feeds_seo_sitemap_and_redirects_are_the_gems_with_other_settings = "feed-seo-redirects-bare",
    relative_links_titles_and_bare_pages_are_the_gems = "links-and-titles",
    relative_links_titles_and_bare_pages_are_the_gems_with_other_settings = "links-and-titles-pretty",
    archives_toc_avatar_pagination_are_the_gems = "archives-toc-avatar",
    mentions_and_gists_are_the_gems = "mentions-gist",
    paginate_v2_and_its_autopages_are_the_gems = "paginate-v2",
    markdown_by_jekyll_commonmark_is_the_gems = "commonmark",
    markdown_by_jekyll_commonmark_is_the_gems_with_other_options = "commonmark-bare",
    code_blocks_and_their_languages_are_wrapped_as_jekyll_does = "code-blocks",
    code_blocks_with_numbered_lines_are_wrapped_as_jekyll_does = "code-blocks-numbered",
    code_is_coloured_where_jekyll_4_colours_it_under_pygments = "old-settings",
    an_installed_theme_lies_under_the_site_and_is_known_to_templates = "theme",
}

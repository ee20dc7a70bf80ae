//! Warns of what a site in recto's own layout has without any effect: keys of front matter, folders, formats.

use crate::diag::{Code, Diagnostic, Span};
use crate::site::{Page, Site};
use crate::text::similar;
use std::collections::BTreeSet;

/// The keys of front matter that something reads.
const KEYS: &[&str] = &[
    "title",
    "description",
    "weight",
    "nav_order",
    "order",
    "sidebar_position",
    "nav",
    "nav_title",
    "hidden",
    "draft",
    "published",
    "template",
    "layout",
    "lang",
    "dir",
    "permalink",
    "image",
    "toc",
    "search",
    "noindex",
    "hero",
    "cards",
    "updated",
    "contributors",
    "last_modified_at",
    "liquid_in_code",
    "render_with_liquid",
    "math",
    "extra",
    "date",
    "slug",
    "category",
    "categories",
    "tags",
    "author",
    "authors",
    "excerpt",
    "excerpt_separator",
    "redirect_from",
    "redirect_to",
    "sitemap",
    "pagination",
    "autopages",
    "canonical_url",
    "robots",
    "seo",
    "ext",
    "name",
    "path",
    "id",
    "wide",
    "markdown_copy",
    "relative_links",
    "type",
    "twitter",
    "feed",
];

/// Folders that another layout reads, with the folder that is read here.
const FOLDERS: [(&str, &str); 8] = [
    ("layouts", "templates"),
    ("_layouts", "templates"),
    ("_includes", "includes"),
    ("_data", "data"),
    ("_posts", "content/_posts"),
    ("_drafts", "content/_drafts"),
    ("static", "content"),
    ("docs", "content"),
];

/// Everything in the sources of `site` that nothing reads.
pub(super) fn run(site: &Site) -> Vec<Diagnostic> {
    let mut found = folders(site).collect::<Vec<_>>();
    found.extend(mdx(site));
    let mut used: Option<BTreeSet<String>> = None;
    for page in site.pages.iter().filter(|page| page.location.is_some()) {
        for (key, _) in page.data.iter() {
            let Some(key) = key.as_str().filter(|key| !KEYS.contains(key)) else {
                continue;
            };
            let used = used.get_or_insert_with(|| named_by_templates(site));
            if let (false, Some(span)) = (used.contains(key), span_of(page, key)) {
                found.push(unknown_key(key, span));
            }
        }
    }
    found
}

fn unknown_key(key: &str, span: Span) -> Diagnostic {
    let warning = Diagnostic::warning(
        Code::UnknownFrontMatterKey,
        format!("nothing reads the key `{key}`"),
    )
    .at(span);
    match similar::nearest(key, KEYS.iter().copied()) {
        Some(near) => warning.hint(format!("did you mean `{near}`?")),
        None => warning.hint("put values for your own templates below `extra:`"),
    }
}

/// The place of a key that the page's own front matter has at the start of a line.
fn span_of(page: &Page, key: &str) -> Option<Span> {
    let front_matter = page.text.get(..page.body)?;
    let mut start = 0;
    for line in front_matter.split_inclusive('\n') {
        if line
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with(':'))
        {
            return Some(Span::new(page.source, start, start + key.len()));
        }
        start += line.len();
    }
    None
}

/// The keys that templates, includes or pages read as `page.KEY`.
fn named_by_templates(site: &Site) -> BTreeSet<String> {
    let layouts = site.layouts.values().map(|layout| layout.body());
    let includes = site.includes.values().map(|include| &*include.text);
    let pages = site
        .pages
        .iter()
        .filter(|page| page.liquid)
        .map(|page| page.body());
    let mut names = BTreeSet::new();
    for text in layouts.chain(includes).chain(pages) {
        for (at, _) in text.match_indices('.') {
            let rest = &text[at + 1..];
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
                .unwrap_or(rest.len());
            if end > 0 {
                names.insert(rest[..end].to_owned());
            }
        }
    }
    names
}

fn folders(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let source = &site.config.source;
    let ours = [
        &site.config.layouts_dir,
        &site.config.includes_dir,
        &site.config.data_dir,
    ];
    let strange = FOLDERS.iter().filter(move |(folder, _)| {
        !ours.iter().any(|ours| &***ours == *folder) && source.join(folder).is_dir()
    });
    strange.map(|(folder, instead)| {
        Diagnostic::warning(Code::MisplacedFile, format!("the folder `{folder}` is not read"))
            .hint(format!("move its files to `{instead}`, or delete it"))
    })
}

fn mdx(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let files = site
        .static_files
        .iter()
        .filter(|file| file.ext.eq_ignore_ascii_case(".mdx"));
    files.map(|file| {
        let text = format!("`{}` is copied as it is: recto does not run MDX", file.shown);
        Diagnostic::warning(Code::ForeignSyntax, text)
            .hint("rename it to `.md`, and replace its components and imports by includes and Liquid tags")
    })
}

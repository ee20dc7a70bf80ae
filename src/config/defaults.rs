//! Jekyll's configuration defaults, and which keys it knows with what kind of value.

use crate::value::{Hash, Value};

/// What kind of value a known key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `true` or `false`.
    Flag,
    /// A text.
    Text,
    /// A number.
    Number,
    /// A list.
    List,
    /// A mapping.
    Mapping,
    /// Anything.
    Any,
}

/// Every key that Jekyll, its bundled plugins or recto read, with what it holds.
pub(super) const KNOWN: &[(&str, Shape)] = &[
    ("source", Shape::Text),
    ("destination", Shape::Text),
    ("collections_dir", Shape::Text),
    ("cache_dir", Shape::Text),
    ("plugins_dir", Shape::Any),
    ("layouts_dir", Shape::Text),
    ("data_dir", Shape::Text),
    ("includes_dir", Shape::Text),
    ("collections", Shape::Any),
    ("safe", Shape::Flag),
    ("include", Shape::List),
    ("exclude", Shape::List),
    ("keep_files", Shape::List),
    ("encoding", Shape::Text),
    ("markdown_ext", Shape::Text),
    ("strict_front_matter", Shape::Flag),
    ("show_drafts", Shape::Flag),
    ("limit_posts", Shape::Number),
    ("future", Shape::Flag),
    ("unpublished", Shape::Flag),
    ("whitelist", Shape::List),
    ("plugins", Shape::List),
    ("markdown", Shape::Text),
    ("highlighter", Shape::Any),
    ("lsi", Shape::Flag),
    ("excerpt_separator", Shape::Text),
    ("page_excerpts", Shape::Flag),
    ("incremental", Shape::Flag),
    ("detach", Shape::Flag),
    ("port", Shape::Any),
    ("host", Shape::Text),
    ("baseurl", Shape::Text),
    ("url", Shape::Text),
    ("show_dir_listing", Shape::Flag),
    ("permalink", Shape::Text),
    ("paginate", Shape::Number),
    ("paginate_path", Shape::Text),
    ("pagination", Shape::Mapping),
    ("timezone", Shape::Text),
    ("time", Shape::Any),
    ("quiet", Shape::Flag),
    ("verbose", Shape::Flag),
    ("defaults", Shape::List),
    ("liquid", Shape::Mapping),
    ("check", Shape::Mapping),
    ("compat", Shape::Any),
    ("recto", Shape::Mapping),
    ("kramdown", Shape::Mapping),
    ("commonmark", Shape::Mapping),
    ("sass", Shape::Mapping),
    ("theme", Shape::Text),
    ("theme_dir", Shape::Text),
    ("remote_theme", Shape::Text),
    ("ignore_theme_config", Shape::Flag),
    ("disable_disk_cache", Shape::Flag),
    ("profile", Shape::Flag),
    ("watch", Shape::Flag),
    ("force_polling", Shape::Flag),
    ("livereload", Shape::Flag),
    ("open_url", Shape::Flag),
    ("csv_reader", Shape::Mapping),
    ("tsv_reader", Shape::Mapping),
    ("webrick", Shape::Mapping),
    ("follow_symlinks", Shape::Flag),
    ("feed", Shape::Mapping),
    ("relative_links", Shape::Mapping),
    ("optional_front_matter", Shape::Mapping),
    ("readme_index", Shape::Mapping),
    ("titles_from_headings", Shape::Mapping),
    ("redirect_from", Shape::Mapping),
    ("jekyll-archives", Shape::Mapping),
    ("last-modified-at", Shape::Mapping),
    ("title", Shape::Any),
    ("tagline", Shape::Any),
    ("description", Shape::Any),
    ("author", Shape::Any),
    ("authors", Shape::Any),
    ("email", Shape::Any),
    ("lang", Shape::Any),
    ("locale", Shape::Any),
    ("logo", Shape::Any),
    ("name", Shape::Any),
    ("repository", Shape::Any),
    ("social", Shape::Any),
    ("twitter", Shape::Any),
    ("github", Shape::Any),
];

/// Whether Jekyll has a default for a key: then a theme's configuration cannot set it.
pub(super) fn is_jekylls(key: &str) -> bool {
    defaults().contains_key(key)
}

/// Jekyll's defaults. `source` and `destination` are set when they are known.
pub(super) fn defaults() -> Hash {
    let texts = |items: &[&str]| Value::array(items.iter().map(|text| Value::from(*text)).collect());
    let mut hash = Hash::new();
    hash.insert("source", "");
    hash.insert("destination", "");
    hash.insert("collections_dir", "");
    hash.insert("cache_dir", ".jekyll-cache");
    hash.insert("plugins_dir", "_plugins");
    hash.insert("layouts_dir", "_layouts");
    hash.insert("data_dir", "_data");
    hash.insert("includes_dir", "_includes");
    hash.insert("collections", Hash::new());
    hash.insert("safe", false);
    hash.insert("include", texts(&[".htaccess"]));
    hash.insert("exclude", texts(&[]));
    hash.insert("keep_files", texts(&[".git", ".svn"]));
    hash.insert("encoding", "utf-8");
    hash.insert("markdown_ext", "markdown,mkdown,mkdn,mkd,md");
    hash.insert("strict_front_matter", false);
    hash.insert("show_drafts", Value::Nil);
    hash.insert("limit_posts", 0);
    hash.insert("future", false);
    hash.insert("unpublished", false);
    hash.insert("whitelist", texts(&[]));
    hash.insert("plugins", texts(&[]));
    hash.insert("markdown", "kramdown");
    hash.insert("highlighter", "rouge");
    hash.insert("lsi", false);
    hash.insert("excerpt_separator", "\n\n");
    hash.insert("incremental", false);
    hash.insert("detach", false);
    hash.insert("port", "4000");
    hash.insert("host", "127.0.0.1");
    hash.insert("baseurl", Value::Nil);
    hash.insert("show_dir_listing", false);
    hash.insert("permalink", "date");
    hash.insert("paginate_path", "/page:num");
    hash.insert("timezone", Value::Nil);
    hash.insert("quiet", false);
    hash.insert("verbose", false);
    hash.insert("defaults", texts(&[]));
    hash.insert("liquid", liquid());
    hash.insert("kramdown", kramdown());
    hash
}

fn liquid() -> Hash {
    let mut hash = Hash::new();
    hash.insert("error_mode", "warn");
    hash.insert("strict_filters", false);
    hash.insert("strict_variables", false);
    hash
}

fn kramdown() -> Hash {
    let mut hash = Hash::new();
    hash.insert("auto_ids", true);
    hash.insert("toc_levels", Value::array((1..=6).map(Value::Int).collect()));
    hash.insert("entity_output", "as_char");
    hash.insert("smart_quotes", "lsquo,rsquo,ldquo,rdquo");
    hash.insert("input", "GFM");
    hash.insert("hard_wrap", false);
    hash.insert("guess_lang", true);
    hash.insert("footnote_nr", 1);
    hash.insert("show_warnings", false);
    hash
}

/// What recto's own layout sets over Jekyll's defaults.
pub(super) fn rectos() -> Hash {
    let mut hash = Hash::new();
    hash.insert("markdown", "commonmark");
    hash.insert("permalink", "pretty");
    hash.insert("layouts_dir", "templates");
    hash.insert("includes_dir", "includes");
    hash.insert("data_dir", "data");
    hash
}

/// The names that are always excluded: first those that only Jekyll 4 excludes, then those that are not folders of
/// installed packages.
pub(super) const ALWAYS_EXCLUDED: &[&str] = &[
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
];

/// How many of [`ALWAYS_EXCLUDED`] only Jekyll 4 excludes.
pub(super) const ONLY_JEKYLL_4: usize = 3;

/// How many of [`ALWAYS_EXCLUDED`] are not folders of installed packages.
pub(super) const NOT_PACKAGES: usize = 5;

/// The permalink styles of posts.
pub(super) fn style_template(style: &str) -> &str {
    match style {
        "none" => "/:categories/:title:output_ext",
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        template => template,
    }
}

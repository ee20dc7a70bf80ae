//! What Jekyll's tags and filters need from outside: the site's addresses, its clock and zone, its converters.

use super::shared::SharedResults;
use super::uri;
use crate::config::Jekyll;
use crate::diag::{Code, Diagnostic, Result};
use crate::incremental::Fingerprints;
use crate::liquid::Context;
use crate::value::{Date, Str, Time, Zone};
use std::any::Any;
use std::sync::Arc;

/// A post as `post_url` looks for it.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its path below the source (or `collections_dir`), such as `a/_posts/2017-05-01-hello.md`.
    pub path: Str,
    /// Its `slug`.
    pub slug: Str,
    /// Its day.
    pub date: Date,
    /// Its URL, without `baseurl`.
    pub url: Str,
}

/// The site as Jekyll's tags and filters see it; the pipeline implements it. Its fingerprints tell which results pages
/// may [share](crate::incremental::Shared).
pub trait SiteContext: Fingerprints + Send + Sync {
    /// The URL, without `baseurl`, of the page, document or static file whose path is `path`; a static file's path
    /// may also be given with a leading slash.
    fn url_of(&self, path: &str) -> Option<Str>;

    /// All posts, oldest first.
    fn posts(&self) -> Vec<Post>;

    /// All paths that [`url_of`](Self::url_of) knows, for proposals in errors.
    fn paths(&self) -> Vec<Str>;

    /// Markdown to HTML with the site's converter and options.
    fn markdownify(&self, text: &str) -> String;

    /// Quotes, dashes and ellipses of one text made typographic, without a final line break.
    fn smartify(&self, text: &str) -> String;

    /// The text of the source file at `path`, below `code_dir` of the configuration or else the source folder.
    fn source_file(&self, path: &str) -> Option<Str>;

    /// The HTML of a code block with the info string `info`, without blank lines.
    fn code_block(&self, info: &str, code: &str) -> String;

    /// Sass to CSS with the site's options: the syntax of indentation if `indented`, else that of braces.
    ///
    /// # Errors
    /// The compiler's message.
    fn sass(&self, text: &str, indented: bool) -> Result<String>;
}

/// What Jekyll's tags and filters need of the site; one for each build, shared by all threads.
pub struct Host {
    /// The zone in which times are shown and read.
    pub zone: Zone,
    /// The value of `now`, the same during a build.
    pub now: Arc<Time>,
    /// `url` of the configuration as written; empty where there is none.
    pub url: Str,
    /// `baseurl` of the configuration as written; empty where there is none.
    pub baseurl: Str,
    /// `includes_dir` of the configuration.
    pub includes_dir: Str,
    /// The version of Jekyll whose rules apply.
    pub jekyll: Jekyll,
    /// Whether `{% highlight %}` colours (`highlighter: rouge`); else it only escapes.
    pub highlight: bool,
    /// The codes that `{% highlight %}` has seen.
    pub codes: Arc<crate::highlight::HighlightCache>,
    /// The rest of the site.
    pub site: Arc<dyn SiteContext>,
    /// What further tags and filters need, which know its type.
    pub extension: Option<Arc<dyn Any + Send + Sync>>,
    pub(super) shared: SharedResults,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Host");
        shown.field("url", &self.url).field("baseurl", &self.baseurl);
        shown.finish_non_exhaustive()
    }
}

impl Host {
    /// A host for a site at the root of its domain, in UTC at the start of 1970, by the rules of Jekyll 4.3; set the
    /// fields that differ.
    pub fn new(site: Arc<dyn SiteContext>) -> Self {
        Self {
            zone: Zone::utc(),
            now: Arc::new(Time::utc(0, 0)),
            url: "".into(),
            baseurl: "".into(),
            includes_dir: "_includes".into(),
            jekyll: Jekyll::V4_3,
            highlight: true,
            codes: Arc::default(),
            site,
            extension: None,
            shared: SharedResults::default(),
        }
    }

    /// Whether the rules of Jekyll 3 apply.
    pub fn is_jekyll_3(&self) -> bool {
        self.jekyll == Jekyll::V3_10
    }

    /// Whether the rules of Jekyll 3 apply to a rendering; those of Jekyll 4 where it has no host.
    pub(super) fn renders_as_jekyll_3(context: &Context<'_>) -> bool {
        context.host::<Self>().is_some_and(Self::is_jekyll_3)
    }

    /// The host of a rendering.
    ///
    /// # Errors
    /// A rendering that was started without one.
    pub(super) fn of<'r>(context: &Context<'r>, wanted_by: &str) -> Result<&'r Self> {
        let missing = || {
            Box::new(Diagnostic::error(
                Code::InvalidArgument,
                format!("`{wanted_by}` works only in a site"),
            ))
        };
        context.host::<Self>().ok_or_else(missing)
    }

    /// Jekyll's `relative_url` of a text: `baseurl` and the text, normalised; what has a scheme stays.
    ///
    /// # Errors
    /// A text that is not a URL.
    pub fn relative_url(&self, input: &str) -> Result<String> {
        relative_url(&self.baseurl, input)
    }

    /// Jekyll's `absolute_url` of a text: `url`, then as [`relative_url`](Self::relative_url).
    ///
    /// # Errors
    /// A text, or a configured `url`, that is not a URL.
    pub fn absolute_url(&self, input: &str) -> Result<String> {
        absolute_url(&self.url, &self.baseurl, input)
    }
}

/// Jekyll's `relative_url` of `input` for a site below `baseurl`.
///
/// # Errors
/// A text that is not a URL.
pub fn relative_url(baseurl: &str, input: &str) -> Result<String> {
    if uri::is_absolute(input)? {
        return Ok(input.to_owned());
    }
    let base = baseurl.strip_suffix('/').unwrap_or(baseurl);
    uri::normalise(&format!("{}{}", slashed(base), slashed(input)))
}

/// Jekyll's `absolute_url` of `input` for a site at `url` and `baseurl`.
///
/// # Errors
/// A text, or a `url`, that is not a URL.
pub fn absolute_url(url: &str, baseurl: &str, input: &str) -> Result<String> {
    if uri::is_absolute(input)? {
        return Ok(input.to_owned());
    }
    let relative = relative_url(baseurl, input)?;
    match url.is_empty() {
        true => Ok(relative),
        false => uri::normalise(&format!("{url}{relative}")),
    }
}

/// With a slash in front, unless empty.
fn slashed(text: &str) -> std::borrow::Cow<'_, str> {
    match text.is_empty() || text.starts_with('/') {
        true => text.into(),
        false => format!("/{text}").into(),
    }
}

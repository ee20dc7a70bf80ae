//! Stable codes of diagnostics: what scripts, configuration and the manual refer to.

/// Declares [`Code`] with its names: a code cannot be added without a name and a description.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of problem a [`Diagnostic`](crate::Diagnostic) reports.
        ///
        /// The name (`unknown-include`) is stable: it is printed with each message, and ignore lists may use it.
        /// Messages may be reworded at any time, so code matches on this enum and never on a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All codes, in the order of the manual.
            #[allow(dead_code, reason = "tests list the codes")]
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name as it is printed, such as `unknown-include`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

codes! {
    // Configuration
    /// A configuration file named on the command line, or the source folder, does not exist.
    MissingSource = "missing-source",
    /// A key of the configuration has a value of the wrong kind.
    InvalidConfiguration = "invalid-configuration",
    /// The configuration has a key that nothing reads.
    UnknownKey = "unknown-key",
    /// The configuration uses a key or a form that Jekyll has retired.
    DeprecatedKey = "deprecated-key",
    /// An entry of `defaults` cannot be used.
    InvalidDefaults = "invalid-defaults",
    /// `url` or `baseurl` is missing or malformed.
    InvalidUrl = "invalid-url",
    /// A theme is named and cannot be found.
    ThemeNotFound = "theme-not-found",
    /// A theme is used in another version than the site requires.
    ThemeVersion = "theme-version",
    /// A plugin is named that recto does not implement.
    UnknownPlugin = "unknown-plugin",
    /// A Markdown option is set that recto does not implement.
    UnsupportedOption = "unsupported-option",
    /// The site has Ruby plugins, which are not run.
    RubyPlugins = "ruby-plugins",
    /// A Ruby plugin has raised an exception.
    RubyException = "ruby-exception",
    /// Ruby cannot be started, or its process ended, hung or sent garbage.
    RubyHost = "ruby-host",
    /// Plugins replace so much of Jekyll that Jekyll itself builds the site.
    RubyBuildsSite = "ruby-builds-site",

    // Files
    /// A file or folder cannot be read.
    UnreadableFile = "unreadable-file",
    /// A text file is not in the expected encoding.
    InvalidEncoding = "invalid-encoding",
    /// A configuration names a place outside the source folder, which a safe build does not allow.
    OutsideSource = "outside-source",
    /// A symbolic link leaves the source folder, or does not resolve.
    LinkOutsideSource = "link-outside-source",
    /// A file is in a folder where recto does not look for it.
    MisplacedFile = "misplaced-file",

    // Data and front matter
    /// YAML that cannot be parsed.
    InvalidYaml = "invalid-yaml",
    /// YAML whose aliases expand to too many values.
    YamlAliasLimit = "yaml-alias-limit",
    /// TOML that cannot be parsed.
    InvalidToml = "invalid-toml",
    /// CSV or TSV that cannot be parsed.
    InvalidCsv = "invalid-csv",
    /// Front matter that is not a mapping of keys to values.
    InvalidFrontMatter = "invalid-front-matter",
    /// Front matter that is never closed.
    UnclosedFrontMatter = "unclosed-front-matter",
    /// A date that cannot be read.
    InvalidDate = "invalid-date",
    /// A permalink that gives no URL.
    InvalidPermalink = "invalid-permalink",
    /// A post that is left out because its file name has no valid date.
    PostWithoutDate = "post-without-date",
    /// A post that is left out because its date is in the future.
    FuturePost = "future-post",
    /// A document lacks the key by which its collection is sorted.
    MissingSortKey = "missing-sort-key",
    /// An excerpt that cuts through a Liquid block.
    BrokenExcerpt = "broken-excerpt",

    // Outputs
    /// Two sources write the same file.
    OutputConflict = "output-conflict",
    /// Two outputs differ only in case.
    CaseConflict = "case-conflict",
    /// An output has a path that the file system does not take.
    OutputPathTooLong = "output-path-too-long",
    /// The destination is a folder that a build must not empty.
    UnsafeDestination = "unsafe-destination",
    /// The destination is a folder of the source, and a build would remove source files from it.
    SourcesInDestination = "sources-in-destination",
    /// The destination holds files that no earlier build wrote, and this build would remove them.
    ForeignFiles = "foreign-files",
    /// The destination cannot be written.
    CannotWrite = "cannot-write",

    // Liquid
    /// A template that cannot be parsed.
    LiquidSyntax = "liquid-syntax",
    /// A tag that neither recto nor an active plugin defines.
    UnknownTag = "unknown-tag",
    /// A tag of a plugin that is not active.
    InactivePlugin = "inactive-plugin",
    /// A block without its end tag.
    UnclosedBlock = "unclosed-block",
    /// A filter that does not exist.
    UnknownFilter = "unknown-filter",
    /// A variable that does not exist, where `strict_variables` is set.
    UndefinedVariable = "undefined-variable",
    /// Liquid inside code prints an unknown variable, that is, nothing.
    EmptyOutputInCode = "empty-output-in-code",
    /// `code` names a file, lines or a region that does not exist.
    UnknownCode = "unknown-code",
    /// An include parameter that was not passed.
    UndefinedParameter = "undefined-parameter",
    /// A filter or tag was given a value that it cannot work with.
    InvalidArgument = "invalid-argument",
    /// A comparison of values that have no order.
    InvalidComparison = "invalid-comparison",
    /// A template exceeded a limit of output, depth or steps.
    LimitExceeded = "limit-exceeded",
    /// An include that does not exist.
    UnknownInclude = "unknown-include",
    /// An include whose name is not allowed.
    InvalidIncludeName = "invalid-include-name",
    /// `link` names a file that does not exist.
    UnknownLink = "unknown-link",
    /// `post_url` names a post that does not exist.
    UnknownPost = "unknown-post",
    /// `post_url` names a post by less than its full name.
    IncompletePostName = "incomplete-post-name",

    // Markdown, code, style sheets
    /// An HTML element in Markdown without an end tag.
    UnclosedHtml = "unclosed-html",
    /// An HTML end tag in Markdown without a start tag.
    StrayEndTag = "stray-end-tag",
    /// An HTML block element inside a line of Markdown.
    MisplacedHtml = "misplaced-html",
    /// The same attribute twice on one HTML element.
    DuplicateAttribute = "duplicate-attribute",
    /// A Markdown link to a reference that is not defined.
    UndefinedReference = "undefined-reference",
    /// A footnote marker without a definition.
    UndefinedFootnote = "undefined-footnote",
    /// A footnote that no marker refers to.
    UnusedFootnote = "unused-footnote",
    /// A link, footnote or abbreviation that is defined twice.
    DuplicateDefinition = "duplicate-definition",
    /// A kramdown attribute list after plain text, where it has no effect.
    StrayAttributeList = "stray-attribute-list",
    /// A kramdown attribute list without a valid attribute.
    InvalidAttributeList = "invalid-attribute-list",
    /// More unclosed emphasis and links in Markdown than can be parsed in linear time.
    TooManyUnclosedSpans = "too-many-unclosed-spans",
    /// A Markdown table without body rows.
    TableWithoutBody = "table-without-body",
    /// A kramdown extension without its end tag or its start tag.
    UnclosedExtension = "unclosed-extension",
    /// A kramdown extension that does not exist.
    UnknownExtension = "unknown-extension",
    /// An option in `{::options}` that does not exist or cannot be set in a document.
    InvalidInlineOption = "invalid-inline-option",
    /// An attribute of a fenced code block that means nothing.
    UnknownFenceAttribute = "unknown-fence-attribute",
    /// A diagram that is shown as code, since no script of the site draws it.
    UndrawnDiagram = "undrawn-diagram",
    /// A formula that cannot be read.
    InvalidMath = "invalid-math",
    /// Markup of another generator, which is shown as plain text.
    ForeignSyntax = "foreign-syntax",
    /// A style sheet that does not compile.
    InvalidSass = "invalid-sass",
    /// A message that a style sheet prints.
    SassMessage = "sass-message",
    /// A CoffeeScript file, which is copied without being compiled.
    CoffeescriptNotCompiled = "coffeescript-not-compiled",

    // Layouts
    /// A layout that does not exist.
    UnknownLayout = "unknown-layout",
    /// A theme template that does not render.
    InvalidTemplate = "invalid-template",
    /// A page names a template that does not exist.
    UnknownTemplate = "unknown-template",
    /// The navigation names a page that does not exist.
    UnknownNavTarget = "unknown-nav-target",
    /// Front matter has a key that nothing reads.
    UnknownFrontMatterKey = "unknown-front-matter-key",

    // Plugins
    /// `paginate` is set and no page can list the posts.
    PaginationWithoutIndex = "pagination-without-index",

    // Links
    /// A link to a page or file that does not exist.
    BrokenLink = "broken-link",
    /// A link to an anchor that the page does not have.
    BrokenFragment = "broken-fragment",
    /// A link to a path of the server that is outside `baseurl`.
    OutsideBaseurl = "outside-baseurl",
    /// A link that is not a usable URL.
    MalformedLink = "malformed-link",
    /// An element without the address that it needs.
    EmptyLink = "empty-link",
    /// A link with an empty `href`, which leads to the page itself.
    EmptyHref = "empty-href",
    /// A link to the machine of whoever reads the page.
    Localhost = "localhost",
    /// A link to a page that only leads to another one.
    RedirectedLink = "redirected-link",
    /// A link to the site itself by `http:` although it is served by `https:`.
    OwnHttp = "own-http",
    /// A style sheet or script names a source map that does not exist.
    MissingSourceMap = "missing-source-map",
    /// Two elements of a page have the same `id`.
    DuplicateId = "duplicate-id",
    /// An image without a text alternative.
    ImageAlt = "image-alt",
    /// A link to another site that is gone.
    ExternalDead = "external-dead",
    /// A link to another site that could not be checked reliably.
    ExternalUncertain = "external-uncertain",
    /// A link to another site that has moved permanently.
    ExternalMoved = "external-moved",
    /// An entry of `check.ignore`, an ignore comment or a line of the baseline that matches nothing.
    UnusedIgnore = "unused-ignore",
    /// An entry of `check.ignore` whose `until` has passed.
    ExpiredIgnore = "expired-ignore",

    // Hygiene, reported by `recto doctor`
    /// A file that nothing uses.
    UnusedFile = "unused-file",
    /// A setting whose result depends on the machine.
    DependsOnMachine = "depends-on-machine",
    /// A file or tag for which Jekyll writes something else.
    DiffersFromJekyll = "differs-from-jekyll",

    // The machine
    /// File changes cannot be watched.
    WatchFailed = "watch-failed",
    /// A bug in recto.
    InternalError = "internal-error",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::HashSet;

    #[test]
    fn each_code_has_a_name_of_its_own_in_kebab_case() {
        let mut seen = HashSet::new();
        for code in Code::ALL {
            let name = code.name();
            assert!(seen.insert(name), "two codes are named `{name}`");
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "`{name}`"
            );
        }
    }
}

//! Resolves merged keys to the typed [`Config`].

use super::kramdown::{KramdownConfig, commonmarker_options};
use super::legacy;
use super::merge::{Written, merge};
use super::raw::texts;
use super::section::Section;
use super::{
    CollectionConfig, Compat, Config, CsvConfig, Dialect, Encoding, Environment, ErrorMode,
    GITHUB_PAGES_PLUGINS, LiquidConfig, Overrides, PluginConfig, Profile, Reason, SassConfig, ServeConfig,
    SiteKind,
};
use crate::diag::{Code, Diagnostic, Result, Severity};
use crate::text::path;
use crate::value::{Hash, Str, Time, Value, Zone, parse_time};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The keys while they are read, with what is found wrong.
struct Reading<'a> {
    written: &'a Written,
    values: Hash,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reading<'_> {
    fn text(&self, key: &str) -> Str {
        match self.values.get(key) {
            Some(Value::Str(text)) => text.clone(),
            Some(Value::Int(number)) => number.to_string().into(),
            _ => "".into(),
        }
    }

    fn folder(&self, key: &str) -> Str {
        path::confine(&self.text(key)).into()
    }

    fn flag(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(Value::is_truthy)
    }

    fn list(&self, key: &str) -> Vec<Str> {
        self.values.get(key).map(texts).unwrap_or_default()
    }

    /// Warns of a key, at its place.
    fn warn(&mut self, key: &str, text: String, hint: &str) {
        let fault = self.fault(key, text, hint);
        self.diagnostics.push(Diagnostic {
            severity: Severity::Warning,
            ..*fault
        });
    }

    /// A fault of a key, at its place.
    fn fault(&self, key: &str, text: String, hint: &str) -> Box<Diagnostic> {
        let mut fault = Diagnostic::error(Code::InvalidConfiguration, text).hint(hint);
        fault.span = self.written.files.iter().rev().find_map(|file| file.span_of(key));
        Box::new(fault)
    }
}

impl Config {
    /// Merges, maps and checks. Warnings and notes go to `diagnostics`.
    ///
    /// # Errors
    /// A key whose value no build can go on with: a destination at or above the source, a
    /// negative `limit_posts`, an unknown Markdown processor, lists that are none.
    #[expect(clippy::too_many_lines, reason = "one line for each key")]
    pub fn resolve(
        written: &Written,
        overrides: &Overrides,
        surroundings: &Environment,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Config> {
        let values = merge(written, overrides, diagnostics)?;
        let mut reading = Reading {
            written,
            values,
            diagnostics,
        };
        let (source, destination) = places(&mut reading, overrides, surroundings)?;
        let zone = zone(&mut reading, surroundings)?;
        let time = time(&reading, surroundings, &zone)?;
        let now = now(surroundings, &zone);
        let markdown = dialect(&mut reading, overrides.ruby.is_some())?;
        if reading.flag("relative_permalinks") {
            let text =
                "`relative_permalinks` has no effect: permalinks start at the source folder, since Jekyll 3"
                    .to_owned();
            reading.warn(
                "relative_permalinks",
                text,
                "delete the line and check the permalinks",
            );
        }
        let encoding = encoding(&mut reading);
        let profile = profile(&reading, overrides)?;
        let version = profile.kramdown;
        let highlight_markdown = match reading.values.get("highlighter") {
            Some(name) if name.is_truthy() => name.as_str() == Some("rouge"),
            _ => true,
        };
        super::merge::add_excludes(&mut reading.values, written, &profile);
        let content_dir = match written.arrangement {
            SiteKind::Jekyll => "",
            SiteKind::Recto => "content",
        };
        let uses_git = written.arrangement == SiteKind::Recto && reading.flag("git");
        let mut more_plugins = always_on(&profile).to_vec();
        more_plugins.extend(overrides.more_plugins.iter().map(String::as_str));
        more_plugins.extend(uses_git.then_some("recto-git"));
        let is_jekyll_4 = !profile.is_jekyll_3();
        Ok(Config {
            arrangement: written.arrangement,
            profile,
            bundle_files: written.bundle_files.clone(),
            files: written.locations.clone(),
            encoding,
            time: Arc::new(time),
            now: Arc::new(now),
            zone,
            environment: surroundings
                .environment
                .clone()
                .unwrap_or_else(|| "development".into()),
            has_environment: surroundings.environment.is_some(),
            url: reading.text("url"),
            baseurl: reading.text("baseurl"),
            collections_dir: reading.folder("collections_dir"),
            plugins_dir: reading.list("plugins_dir"),
            layouts_dir: reading.folder("layouts_dir"),
            data_dir: reading.folder("data_dir"),
            includes_dir: reading.folder("includes_dir"),
            cache_dir: reading.folder("cache_dir"),
            content_dir: content_dir.into(),
            collections: collections(&reading.values),
            safe: reading.flag("safe"),
            ruby: ruby(&mut reading, overrides),
            include: reading.list("include"),
            exclude: reading.list("exclude"),
            keep_files: reading.list("keep_files"),
            markdown_ext: extensions(&reading.text("markdown_ext")),
            strict_front_matter: reading.flag("strict_front_matter"),
            show_drafts: reading.flag("show_drafts"),
            limit_posts: limit_posts(&reading)?,
            future: reading.flag("future"),
            unpublished: reading.flag("unpublished"),
            plugins: plugins(&written.theme_plugins, reading.list("plugins"), &more_plugins),
            plugin_config: PluginConfig::of(&reading.values),
            late_plugins: written
                .late_plugins
                .iter()
                .map(|gem| gem.as_str().into())
                .collect(),
            markdown,
            kramdown: KramdownConfig::of(&reading.values, version, highlight_markdown),
            commonmarker: commonmarker_options(&reading.values),
            serve: ServeConfig::of(&reading.values),
            serving: reading.flag("serving"),
            highlight: matches!(&*reading.text("highlighter"), "rouge" | "pygments"),
            excerpt_separator: reading.text("excerpt_separator"),
            page_excerpts: reading.flag("page_excerpts") && is_jekyll_4,
            permalink: permalink(&reading),
            liquid: liquid(&reading.values),
            sass: sass(&reading, surroundings),
            csv_reader: csv(&Section::of(&reading.values, "csv_reader")),
            tsv_reader: csv(&Section::of(&reading.values, "tsv_reader")),
            defaults: reading.values.get("defaults").cloned().unwrap_or_default(),
            data: reading
                .values
                .get("data")
                .filter(|data| matches!(data, Value::Hash(_) | Value::Array(_) | Value::Str(_)))
                .cloned(),
            has_time_zone: reading.flag("timezone"),
            strict: overrides.strict,
            skip_unknown_tags: reading.flag("skip_unknown_tags"),
            check: super::check::read(written, &reading.values, reading.diagnostics),
            theme_dir: written.theme_dir.clone(),
            theme_origin: written.theme_origin.clone(),
            theme_about: Arc::clone(&written.theme_about),
            follow_symlinks: follow_symlinks(&mut reading),
            limits: overrides.limits,
            sass_program: overrides.sass_program.clone(),
            bare_pages: written.arrangement == SiteKind::Recto,
            settings: Arc::new(match written.arrangement {
                SiteKind::Jekyll => super::settings::of_jekyll(&reading.values),
                SiteKind::Recto => super::settings::settings(&reading.values),
            }),
            texts: written.files.clone(),
            values: Arc::new(reading.values),
            source,
            destination,
        })
    }
}

/// Whether links may leave the source, which a safe build does not allow.
fn follow_symlinks(reading: &mut Reading<'_>) -> bool {
    let (follow, safe) = (reading.flag("follow_symlinks"), reading.flag("safe"));
    if follow && safe {
        let text = "`follow_symlinks` has no effect in a safe build".to_owned();
        let hint = "delete the line, or build without `--safe`";
        reading.warn("follow_symlinks", text, hint);
    }
    follow && !safe
}

/// Source and destination, relative to the working directory, written back for templates.
fn places(
    reading: &mut Reading<'_>,
    overrides: &Overrides,
    surroundings: &Environment,
) -> Result<(PathBuf, PathBuf)> {
    let base = &surroundings.directory;
    let chosen = |flag: &Option<PathBuf>, key: &str, otherwise: &str| {
        let written = reading.text(key);
        let written = if written.is_empty() { otherwise } else { &*written };
        let path = flag.clone().unwrap_or_else(|| PathBuf::from(written));
        path::absolute(base, &expanded(&path, surroundings.home.as_deref()))
    };
    let source = chosen(&overrides.source, "source", ".");
    let destination = chosen(&overrides.destination, "destination", "_site");
    if source.starts_with(&destination) {
        let text = format!(
            "the destination `{}` is the source folder or contains it: a build would delete the source",
            destination.display()
        );
        return Err(reading.fault("destination", text, "choose a separate folder, such as `_site`"));
    }
    if let Some(folder) = holds_sources(reading, &destination, &source) {
        let text = format!(
            "the destination `{}` is inside `{folder}`: a build would delete the files there",
            destination.display()
        );
        return Err(reading.fault("destination", text, "choose a separate folder, such as `_site`"));
    }
    for (key, path) in [("source", &source), ("destination", &destination)] {
        reading.values.insert(key, path.to_string_lossy().into_owned());
    }
    Ok((source, destination))
}

/// The path with a leading `~` replaced by the home folder, as Ruby's `File.expand_path` does.
fn expanded(path: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

/// The folder of sources that is or contains `destination`, if any.
fn holds_sources(reading: &Reading<'_>, destination: &Path, source: &Path) -> Option<Str> {
    let base = source.join(&*reading.folder("collections_dir"));
    let mut folders = vec![".git".into(), "_sass".into()];
    folders.extend(["layouts_dir", "includes_dir", "data_dir"].map(|key| reading.folder(key)));
    folders.extend(reading.list("plugins_dir"));
    let labels = collections(&reading.values).into_iter();
    let labels = labels.map(|collection| format!("_{}", collection.label).into());
    let documents: Vec<Str> = labels.chain(["_drafts".into()]).collect();
    // `_site` is Jekyll's own, even where a collection has that name.
    let lies_in = |base: &Path, name: &Str| {
        !name.is_empty() && &**name != "_site" && destination.starts_with(base.join(&**name))
    };
    let sources = folders.into_iter().find(|name| lies_in(source, name));
    sources.or_else(|| documents.into_iter().find(|name| lies_in(&base, name)))
}

/// The versions that are reproduced.
fn profile(reading: &Reading<'_>, overrides: &Overrides) -> Result<Profile> {
    let compat = reading.values.get("compat").unwrap_or(&Value::Nil);
    let compat =
        Compat::of_value(compat).map_err(|fault| reading.fault("compat", fault.message, &fault.hint))?;
    let written = reading.written;
    Ok(Profile::resolve(
        written.arrangement,
        written.bundle.as_ref(),
        compat.as_ref(),
        overrides.compat.as_ref(),
    ))
}

/// The zone of the site. The C library takes an unknown name for UTC, and so does Jekyll.
fn zone(reading: &mut Reading<'_>, surroundings: &Environment) -> Result<Zone> {
    let name = reading.text("timezone");
    if !name.is_empty() {
        let hint = "write an IANA name such as `Europe/Berlin`";
        let text = format!("unknown time zone `{name}`");
        return match (Zone::named(&name), reading.written.arrangement) {
            (Some(zone), _) => Ok(zone),
            (None, SiteKind::Recto) => Err(reading.fault("timezone", text, hint)),
            (None, SiteKind::Jekyll) => {
                reading.warn("timezone", format!("{text}: times are in UTC"), hint);
                Ok(Zone::utc())
            }
        };
    }
    let outside = surroundings.zone.as_deref().filter(|name| !name.is_empty());
    Ok(outside.and_then(Zone::named).unwrap_or_else(Zone::system))
}

fn time(reading: &Reading<'_>, surroundings: &Environment, zone: &Zone) -> Result<Time> {
    let clock = zone.time(surroundings.now.0, surroundings.now.1);
    match reading.values.get("time") {
        Some(Value::Time(time)) => Ok(zone.time(time.seconds, 0)),
        Some(Value::Date(date)) => Ok(zone.midnight(*date)),
        Some(Value::Str(text)) => {
            let parsed = parse_time(text, zone, &clock).map(|time| zone.time(time.seconds, time.nanos));
            parsed.ok_or_else(|| {
                let fault = format!("invalid `time`: `{text}`");
                reading.fault("time", fault, "write it as `2026-01-31 12:00:00 +0000`")
            })
        }
        _ => Ok(now(surroundings, zone)),
    }
}

/// `SOURCE_DATE_EPOCH`, else the clock.
fn now(surroundings: &Environment, zone: &Zone) -> Time {
    match surroundings.source_date_epoch {
        Some(seconds) => zone.time(seconds, 0),
        None => zone.time(surroundings.now.0, surroundings.now.1),
    }
}

/// `encoding`; UTF-8, with a warning, where the name is not known.
fn encoding(reading: &mut Reading<'_>) -> Encoding {
    let name = reading.text("encoding");
    Encoding::named(&name).unwrap_or_else(|| {
        let text = format!("`encoding: {name}` is not known: all files are read as UTF-8");
        reading.warn("encoding", text, "save the files as UTF-8 and delete the line");
        Encoding::UTF_8
    })
}

/// Which Markdown the site is written in; with `ruby` a plugin may bring a processor, whose name is that of a class.
fn dialect(reading: &mut Reading<'_>, ruby: bool) -> Result<Dialect> {
    let name = reading.text("markdown").to_lowercase();
    if &*reading.text("markdown") == "CommonMark" {
        return Ok(Dialect::Commonmarker);
    }
    match name.as_str() {
        "" | "kramdown" => Ok(Dialect::Kramdown),
        "commonmark" | "commonmarkghpages" | "gfm" => Ok(Dialect::CommonMark),
        old if legacy::markdown(old, reading.diagnostics).is_some() => Ok(Dialect::Kramdown),
        _ if ruby && reading.text("markdown").starts_with(char::is_uppercase) => Ok(Dialect::Kramdown),
        other => {
            let text = format!("unknown Markdown processor `{other}`");
            Err(reading.fault("markdown", text, "write `kramdown` or `commonmark`"))
        }
    }
}

fn limit_posts(reading: &Reading<'_>) -> Result<usize> {
    match reading.values.get("limit_posts") {
        Some(Value::Int(limit)) => usize::try_from(*limit).map_err(|_| {
            let text = "`limit_posts` must not be negative".to_owned();
            reading.fault("limit_posts", text, "write 0 for all posts")
        }),
        _ => Ok(0),
    }
}

fn permalink(reading: &Reading<'_>) -> Str {
    let style = reading.text("permalink");
    if style.is_empty() { "date".into() } else { style }
}

fn extensions(list: &str) -> Vec<Str> {
    let names = list
        .split(',')
        .map(|name| name.trim().trim_start_matches('.').to_lowercase());
    names.filter(|name| !name.is_empty()).map(Str::from).collect()
}

fn liquid(values: &Hash) -> LiquidConfig {
    let section = values.get("liquid").cloned().unwrap_or_default();
    let mode = section.get("error_mode");
    LiquidConfig {
        error_mode: match mode.as_str().map(|mode| mode.trim_start_matches(':')) {
            Some("lax") => ErrorMode::Lax,
            Some("strict") => ErrorMode::Strict,
            _ => ErrorMode::Warn,
        },
        strict_filters: section.get("strict_filters").is_truthy(),
        strict_variables: section.get("strict_variables").is_truthy(),
    }
}

/// The collections, `posts` first even where `collections` is `null`.
fn collections(values: &Hash) -> Vec<CollectionConfig> {
    let mut list = Vec::new();
    if let Some(Value::Hash(hash)) = values.get("collections") {
        for (label, metadata) in hash.iter() {
            let Some(label) = label.as_str() else { continue };
            let metadata = metadata.as_hash().cloned().unwrap_or_default();
            list.push(collection(label, metadata));
        }
    }
    if !list.iter().any(|collection| &*collection.label == "posts") {
        list.insert(0, collection("posts", Arc::default()));
    }
    list
}

fn collection(label: &str, metadata: Arc<Hash>) -> CollectionConfig {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let text = |key: &str| metadata.get(key).and_then(Value::as_str).map(Str::from);
    CollectionConfig {
        label: label.chars().filter(allowed).collect::<String>().into(),
        output: metadata.get("output").is_some_and(Value::is_truthy),
        permalink: text("permalink"),
        sort_by: text("sort_by"),
        order: metadata
            .get("order")
            .filter(|order| order.as_array().is_some())
            .map(texts),
        metadata,
    }
}

/// The gems that the theme requires, those of the configuration and more, in the order in which Jekyll loads them.
fn plugins(theme: &[String], configured: Vec<Str>, more: &[&str]) -> Vec<Str> {
    let theme = theme.iter().map(|gem| Str::from(gem.as_str()));
    let more = more.iter().map(|gem| Str::from(*gem));
    let mut plugins: Vec<Str> = Vec::new();
    for gem in theme.chain(configured).chain(more) {
        if !plugins.contains(&gem) {
            plugins.push(gem);
        }
    }
    plugins
}

/// How long Ruby may take for one answer, if it may run at all.
fn ruby(reading: &mut Reading<'_>, overrides: &Overrides) -> Option<Duration> {
    let timeout = overrides.ruby?;
    let reason = match (reading.flag("safe"), reading.written.arrangement) {
        (true, _) => "`safe` is set",
        (false, SiteKind::Recto) => "only sites in Jekyll's layout have Ruby plugins",
        (false, SiteKind::Jekyll) => return Some(timeout),
    };
    reading.diagnostics.push(Diagnostic::warning(
        Code::RubyPlugins,
        format!("`--ruby` has no effect: {reason}"),
    ));
    None
}

/// The plugins that a site has without naming them. The gem `github-pages` switches its own on. A site that GitHub Pages
/// would build for another reason has the one that does nothing until the site uses its tag.
fn always_on(profile: &Profile) -> &'static [&'static str] {
    match (&profile.reason, profile.github_pages) {
        (Reason::Lock(_) | Reason::GithubPagesGem(_), true) => GITHUB_PAGES_PLUGINS,
        (_, true) => &["jekyll-gist"],
        _ => &[],
    }
}

/// The `sass:` section, which `safe` switches off.
fn sass(reading: &Reading<'_>, environment: &Environment) -> SassConfig {
    let section = match reading.flag("safe") {
        true => Section::of_value(Value::Nil),
        false => Section::of(&reading.values, "sass"),
    };
    // Ruby's symbols, such as `:compressed`, are written with a colon.
    let symbol = |key: &str| section.text_or(key, "").trim_start_matches(':').to_owned();
    let mut load_paths = section.texts("load_paths").unwrap_or_default();
    load_paths.push(match &*section.text_or("sass_dir", "") {
        "" => "_sass".into(),
        folder => path::confine(folder).into(),
    });
    let in_development = environment
        .environment
        .as_deref()
        .is_none_or(|name| name == "development");
    SassConfig {
        compressed: symbol("style") == "compressed",
        load_paths,
        quiet_deps: section.is_truthy("quiet_deps"),
        add_charset: section.is_truthy("add_charset"),
        source_maps: match symbol("sourcemap").as_str() {
            "never" => false,
            "development" => in_development,
            _ => true,
        },
    }
}

fn csv(section: &Section) -> CsvConfig {
    CsvConfig {
        converters: section.list("csv_converters").unwrap_or_default(),
        without_headers: !section.is_not_false("headers"),
    }
}

//! Compiles Sass to CSS with the grass crate, and records the files that are read as dependencies.

use super::sass_imports::named;
use crate::diag::{Code, Diagnostic, Result, Sources, Span};
use crate::incremental::{self, Dependency};
use crate::liquid::Origins;
use crate::site::Site;
use grass::{Fs, InputSyntax, Options, OutputStyle};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The byte offset of a line and column, both from 0, columns in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let rest = text.get(start..).unwrap_or("");
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// The `sass:` section, resolved.
#[derive(Clone, Debug)]
pub(super) struct Sass {
    /// Where texts of partials are added that have errors.
    sources: Arc<Sources>,
    style: OutputStyle,
    source: PathBuf,
    /// The source folder with its links resolved, where no link may leave it.
    real_source: Option<PathBuf>,
    load_paths: Vec<PathBuf>,
    quiet: bool,
    /// Whether each style sheet has a source map.
    source_map: bool,
    add_charset: bool,
}

/// A compiled style sheet.
#[derive(Clone, Debug)]
pub(super) struct StyleSheet {
    /// The CSS, with the comment that names its source map if there is one.
    pub(super) css: String,
    /// The source map as JSON, if the site is configured to have them. grass knows no positions, so it names the sources
    /// and holds their texts, and maps nothing.
    pub(super) source_map: Option<String>,
}

impl Sass {
    /// As the configuration of `site` has it.
    ///
    /// `nested` and `compact`, which only older implementations know, are written as `expanded`.
    pub(super) fn of(site: &Site) -> Self {
        let config = &site.config;
        let mut load_paths = Vec::new();
        for name in &config.sass.load_paths {
            load_paths.extend(expand(&config.source, name));
        }
        let inside = |path: &PathBuf| {
            config.follow_symlinks
                || path
                    .canonicalize()
                    .is_ok_and(|path| inside(&path, &config.source))
        };
        if config.safe {
            load_paths.retain(inside);
        }
        load_paths.extend(config.theme_dir.iter().map(|theme| theme.join("_sass")));
        load_paths.retain(|path| path.is_dir());
        Self {
            sources: Arc::clone(&site.sources),
            style: match config.sass.compressed {
                true => OutputStyle::Compressed,
                false => OutputStyle::Expanded,
            },
            source: config.source.clone(),
            real_source: match config.follow_symlinks {
                true => None,
                false => config.source.canonicalize().ok(),
            },
            load_paths,
            quiet: config.sass.quiet_deps,
            source_map: config.sass.source_maps,
            add_charset: config.sass.add_charset,
        }
    }

    /// Compiles `text`, the file at `path` below the source. `map` is set for a file of its own, which may have a source
    /// map and names its encoding.
    ///
    /// # Errors
    ///
    /// An error in the Sass, at its place in the file that has it. `origins` are the sources of `text`; without them, an
    /// error in `text` itself has its line and column in the trace.
    pub(super) fn compile(
        &self,
        text: &str,
        path: &str,
        indented: bool,
        map: bool,
        origins: Option<&Origins>,
    ) -> Result<StyleSheet> {
        let main = self.source.join(path);
        let files = Files {
            main: &main,
            text,
            indented,
            read: RefCell::default(),
            root: &self.source,
            source: self.real_source.as_deref(),
            refused: RefCell::default(),
        };
        let syntax = if indented {
            InputSyntax::Sass
        } else {
            InputSyntax::Scss
        };
        let options = Options::default()
            .style(self.style)
            .quiet(self.quiet)
            .allows_charset(map)
            .input_syntax(syntax)
            .fs(&files)
            .load_path(&self.source)
            .load_paths(&self.load_paths);
        let css = grass::from_path(&main, &options).map_err(|error| {
            let fault = self.diagnostic(*error, &main, origins);
            match files.refused.borrow().first() {
                None => Box::new(fault),
                Some(link) => Box::new(fault.hint(format!(
                    "the symbolic link `{}` leaves the source folder; allow it with `--follow-symlinks`",
                    link.strip_prefix(&self.source).unwrap_or(link).display()
                ))),
            }
        })?;
        let css = css.trim_start_matches('\u{feff}');
        let mut css = match self.style {
            OutputStyle::Compressed => without_last_semicolons(css),
            _ => css.to_owned(),
        };
        if self.add_charset && map && !css.is_ascii() && !css.starts_with("@charset") {
            css.insert_str(0, "@charset \"UTF-8\";");
        }
        let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
        let read = files.read.into_inner();
        for path in read.keys() {
            incremental::record(|| Dependency::DiskFile(path.clone()));
        }
        let source_map = (map && self.source_map).then(|| self.map(&name, path, text, &read));
        if source_map.is_some() {
            let newline = if css.ends_with('\n') || css.is_empty() {
                ""
            } else {
                "\n"
            };
            let _ = write!(css, "{newline}\n/*# sourceMappingURL={name}.css.map */");
        }
        Ok(StyleSheet { css, source_map })
    }

    /// The diagnostic for an error of grass in the style sheet `main` or a file that it imports.
    fn diagnostic(&self, error: grass::Error, main: &Path, origins: Option<&Origins>) -> Diagnostic {
        let (message, location) = match error.kind() {
            grass::ErrorKind::ParseError { message, loc, .. } => (message, Some(loc)),
            grass::ErrorKind::IoError(error) => (error.to_string(), None),
            other => (format!("{other:?}"), None),
        };
        let message = message.trim().trim_end_matches('.');
        let diagnostic = Diagnostic::error(Code::InvalidSass, format!("Sass: {message}"));
        let Some(location) = location else {
            return diagnostic;
        };
        let text = location.file.source();
        let start = offset(text, location.begin.line, location.begin.column);
        let file = Path::new(location.file.name());
        if file != main {
            let shown = file.strip_prefix(&self.source).unwrap_or(file);
            let source = self.sources.add(shown.to_string_lossy().replace('\\', "/"), text);
            let end = offset(text, location.end.line, location.end.column);
            return diagnostic.at(Span::new(source, start, end));
        }
        match origins.and_then(|origins| origins.of(start)) {
            Some(span) => diagnostic.at(span),
            None => {
                let (line, column) = (location.begin.line + 1, location.begin.column + 1);
                diagnostic.step(format!("at {line}:{column} of the style sheet"), None)
            }
        }
    }

    fn map(&self, name: &str, path: &str, text: &str, read: &Read) -> String {
        let mut sources = vec![path.to_owned()];
        let mut contents = vec![text.to_owned()];
        for (file, found) in read {
            if let Some(found) = found {
                let below = file.strip_prefix(&self.source).unwrap_or(file);
                sources.push(below.to_string_lossy().replace('\\', "/"));
                contents.push(String::from_utf8_lossy(found).into_owned());
            }
        }
        let map = serde_json::json!({
            "version": 3,
            "file": format!("{name}.css"),
            "sources": sources,
            "sourcesContent": contents,
            "names": [],
            "mappings": "",
        });
        map.to_string()
    }
}

/// Whether `path` is inside the folder `source` after symbolic links are resolved.
fn inside(path: &Path, source: &Path) -> bool {
    source.canonicalize().is_ok_and(|source| path.starts_with(source))
}

/// The folders that a load path names: it may hold `*` for any name, once a part.
fn expand(source: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![source.to_path_buf()];
    for part in Path::new(pattern).components() {
        let part = part.as_os_str();
        found = match part.to_str().and_then(|part| part.split_once('*')) {
            Some((before, after)) => found
                .iter()
                .flat_map(|path| children(path, before, after))
                .collect(),
            None => found.iter().map(|path| path.join(part)).collect(),
        };
    }
    found
}

#[expect(clippy::disallowed_methods, reason = "a load path may stand for many folders")]
fn children(folder: &Path, before: &str, after: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let matches = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.strip_prefix(before)
            .is_some_and(|rest| rest.ends_with(after))
            && !name.starts_with('.')
    });
    let mut paths = matches.map(|entry| entry.path()).collect::<Vec<_>>();
    paths.sort();
    paths
}

type Read = std::collections::BTreeMap<PathBuf, Option<Vec<u8>>>;

/// The file system, except for the main file, whose text has been rendered by Liquid, and for what is in the source only by a
/// symbolic link; notes what is read.
#[derive(Debug)]
struct Files<'a> {
    main: &'a Path,
    text: &'a str,
    indented: bool,
    read: RefCell<Read>,
    /// The source folder.
    root: &'a Path,
    /// The same with its links resolved, where no link may leave it.
    source: Option<&'a Path>,
    refused: RefCell<BTreeSet<PathBuf>>,
}

impl Files<'_> {
    /// Whether `path` lies where it seems to, or outside the source in plain words.
    fn allows(&self, path: &Path) -> bool {
        let Some(source) = self.source else { return true };
        let Ok(real) = path.canonicalize() else {
            return false;
        };
        let allowed =
            real.starts_with(source) || !crate::text::path::absolute(self.root, path).starts_with(self.root);
        if !allowed {
            self.refused.borrow_mut().insert(path.to_owned());
        }
        allowed
    }
}

impl Fs for Files<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir() && self.allows(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        // A style sheet that imports its own name means another one, as with the converter that Jekyll 4.2 and 4.3
        // came with: `css/main.scss` imports `_sass/main.scss`.
        // A page is not a partial either.
        let found = path != self.main && path.is_file() && self.allows(path) && !is_page(path);
        if !found {
            self.read.borrow_mut().entry(path.to_owned()).or_default();
        }
        found
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "what a style sheet imports is known only while it compiles"
    )]
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == self.main {
            return Ok(named(self.text, self.indented).into_owned().into_bytes());
        }
        let bytes = std::fs::read(path)?;
        // A partial may carry empty front matter, which Sass does not know.
        self.read
            .borrow_mut()
            .insert(path.to_owned(), Some(bytes.clone()));
        let indented = path.extension().is_some_and(|ext| ext == "sass");
        Ok(match String::from_utf8(bytes) {
            Ok(text) => named(&text, indented).into_owned().into_bytes(),
            Err(other) => other.into_bytes(),
        })
    }
}

/// Whether the file at `path` has front matter, which Sass does not know.
fn is_page(path: &Path) -> bool {
    let mut first = [0; 5];
    let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut first));
    read.is_ok_and(|length| crate::discover::is_headed(&first[..length]))
}

/// A compressed style sheet without the semicolon before a closing brace, which grass leaves and Sass does not.
fn without_last_semicolons(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut quote = None;
    let mut chars = css.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, ';') if chars.peek() == Some(&'}') => continue,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            (Some(_), '\\') => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_last_semicolons;

    #[test]
    fn a_semicolon_before_a_brace_goes_unless_it_is_quoted() {
        let css = "a{b:c;}d{content:\";}\";e:f;}";
        assert_eq!(without_last_semicolons(css), "a{b:c}d{content:\";}\";e:f}");
    }
}

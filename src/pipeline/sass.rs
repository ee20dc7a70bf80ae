//! Compiles the style sheets of a site, and records the files that are read as dependencies.

use super::sass_worker::{Crash, Fault, Job, Outcome, Read};
use crate::config::Limits;
use crate::diag::{Code, Diagnostic, Result, Severity, Sources, Span};
use crate::incremental::{self, Dependency};
use crate::liquid::Origins;
use crate::site::Site;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The byte offset of a line and column, both from 0, columns in characters.
fn offset(text: &str, (line, column): (usize, usize)) -> usize {
    let start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let rest = text.get(start..).unwrap_or("");
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// The place in `text` at which a mixin includes itself, or a function calls itself, if one does so in plain words.
fn recursion(text: &str) -> Option<usize> {
    let uses = [("@mixin ", "@include "), ("@function ", "")];
    uses.into_iter().find_map(|(definition, call)| {
        text.match_indices(definition).find_map(|(at, _)| {
            let start = at + definition.len();
            let rest = text[start..].trim_start();
            let name = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
                .next()?;
            let body = start + text[start..].find('{')?;
            let end = text[body..]
                .find(definition)
                .map_or(text.len(), |next| body + next);
            let called = format!("{call}{name}");
            let found = text[body..end].match_indices(&called).find(|(found, _)| {
                let next = text[body + found + called.len()..].chars().next();
                match call {
                    "" => next == Some('('),
                    _ => matches!(next, Some('(' | ';' | '}' | ' ')),
                }
            });
            // The brace that closes the definition comes behind the call.
            let (found, _) = found.filter(|(found, _)| depth(&text[body..body + found]) > 0)?;
            (!name.is_empty()).then_some(body + found)
        })
    })
}

/// How many braces are open at the end of `text`.
fn depth(text: &str) -> i64 {
    let mut depth = 0_i64;
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            // What follows the end of the definition does not belong to it.
            b'}' if depth == 1 => return 0,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// The `sass:` section, resolved.
#[derive(Clone, Debug)]
pub(super) struct Sass {
    /// Where texts of partials are added that have errors.
    sources: Arc<Sources>,
    compressed: bool,
    source: PathBuf,
    /// The folders, with their links resolved, that no link may leave; none where links may lead anywhere.
    inside: Vec<PathBuf>,
    /// `--safe`: nothing outside those folders is read, however it is named.
    safe: bool,
    /// The program that compiles in a process of its own.
    program: Option<PathBuf>,
    limits: Limits,
    load_paths: Vec<PathBuf>,
    quiet: bool,
    /// Whether each style sheet has a source map.
    source_map: bool,
    add_charset: bool,
    /// What became of the texts of `scssify` and `sassify`, which are often the same on each page.
    filtered: Arc<Mutex<Filtered>>,
}

/// The outcomes of style sheets by their text and whether it is indented.
type Filtered = HashMap<(String, bool), Arc<Outcome>>;

/// What a style sheet is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A file of its own, which may have a source map and names its encoding.
    Page,
    /// A document of a collection.
    Document,
    /// The result of a filter, which names its encoding.
    Filter,
}

/// A compiled style sheet.
#[derive(Clone, Debug)]
pub(super) struct StyleSheet {
    /// The CSS, with the comment that names its source map if there is one.
    pub(super) css: String,
    /// The source map as JSON, if the site is configured to have them. grass knows no positions, so it names the sources
    /// and holds their texts, and maps nothing.
    pub(super) source_map: Option<String>,
    /// What `@warn` and `@debug` print.
    pub(super) warnings: Vec<Diagnostic>,
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
            compressed: config.sass.compressed,
            source: config.source.clone(),
            inside: match config.follow_symlinks {
                true => Vec::new(),
                false => {
                    let folders = [Some(&config.source), config.theme_dir.as_ref()];
                    let folders = folders.into_iter().flatten();
                    folders.filter_map(|folder| folder.canonicalize().ok()).collect()
                }
            },
            safe: config.safe,
            program: config.sass_program.clone(),
            limits: config.limits,
            load_paths,
            quiet: config.sass.quiet_deps,
            source_map: config.sass.source_maps,
            add_charset: config.sass.add_charset,
            filtered: Arc::default(),
        }
    }

    /// Compiles `text`, the file at `path` below the source.
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
        purpose: Purpose,
        origins: Option<&Origins>,
    ) -> Result<StyleSheet> {
        let map = purpose == Purpose::Page;
        let job = Job {
            main: self.source.join(path),
            text: text.to_owned(),
            indented,
            compressed: self.compressed,
            quiet: self.quiet,
            charset: purpose != Purpose::Document,
            root: self.source.clone(),
            inside: self.inside.clone(),
            confined: self.safe,
            load_paths: self.load_paths.clone(),
            memory: self.limits.page_memory,
            seconds: self.limits.sass_seconds,
        };
        let outcome = self.run(&job, origins)?;
        for path in outcome.read.keys() {
            incremental::record(|| Dependency::DiskFile(path.clone()));
        }
        let css = match &outcome.css {
            Ok(css) => css,
            Err(fault) => return Err(self.fault(fault, &job.main, &outcome.refused, origins)),
        };
        let css = css.trim_start_matches('\u{feff}');
        let mut css = match self.compressed {
            true => without_last_semicolons(css),
            false => css.to_owned(),
        };
        if self.add_charset && map && !css.is_ascii() && !css.starts_with("@charset") {
            css.insert_str(0, "@charset \"UTF-8\";");
        }
        let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
        let source_map = (map && self.source_map).then(|| self.map(&name, path, text, &outcome.read));
        if source_map.is_some() {
            let newline = if css.ends_with('\n') || css.is_empty() {
                ""
            } else {
                "\n"
            };
            let _ = write!(css, "{newline}\n/*# sourceMappingURL={name}.css.map */");
        }
        let warnings = outcome.messages.iter().map(|message| {
            let message = *self.fault(message, &job.main, &[], origins);
            Diagnostic {
                severity: Severity::Warning,
                code: Code::SassMessage,
                ..message
            }
        });
        Ok(StyleSheet {
            css,
            source_map,
            warnings: warnings.collect(),
        })
    }

    /// The outcome of `job`; that of a filter is remembered.
    fn run(&self, job: &Job, origins: Option<&Origins>) -> Result<Arc<Outcome>> {
        if origins.is_some() {
            return self.run_anew(job, origins).map(Arc::new);
        }
        let key = (job.text.clone(), job.indented);
        if let Some(known) = self.filtered.lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let outcome = Arc::new(self.run_anew(job, None)?);
        self.filtered.lock().insert(key, Arc::clone(&outcome));
        Ok(outcome)
    }

    /// Compiles in a process of its own if there is a program for it, else on a thread.
    fn run_anew(&self, job: &Job, origins: Option<&Origins>) -> Result<Outcome> {
        let Some(program) = &self.program else {
            return Ok(job.compile_on_thread());
        };
        match job.compile_apart(program) {
            Ok(outcome) => Ok(outcome),
            Err(Crash::NotStarted(error)) if self.safe => {
                let message = format!("cannot start the process of the Sass compiler: {error}");
                Err(Box::new(Diagnostic::error(Code::InvalidSass, message)))
            }
            // The program may have been replaced since it started.
            Err(Crash::NotStarted(_)) => Ok(job.compile_on_thread()),
            Err(Crash::Ended(what)) => {
                let mut error = Diagnostic::error(Code::LimitExceeded, format!("Sass: {what}"));
                error.span = recursion(&job.text).and_then(|at| origins?.of(at));
                let name = self.shown(&job.main);
                Err(Box::new(error.step(
                    format!("in the style sheet `{name}` or a file that it imports"),
                    None,
                )))
            }
        }
    }

    fn shown(&self, file: &Path) -> String {
        let below = file.strip_prefix(&self.source).unwrap_or(file);
        below.to_string_lossy().replace('\\', "/")
    }

    /// The diagnostic for a fault in the style sheet `main` or a file that it imports.
    fn fault(
        &self,
        fault: &Fault,
        main: &Path,
        refused: &[PathBuf],
        origins: Option<&Origins>,
    ) -> Box<Diagnostic> {
        let message = fault.message.trim().trim_end_matches('.');
        let mut diagnostic = Diagnostic::error(Code::InvalidSass, format!("Sass: {message}"));
        if let Some(link) = refused.first() {
            let hint = match self.safe {
                true => format!(
                    "`{}` is outside the source folder, which `--safe` does not allow",
                    self.shown(link)
                ),
                false => format!(
                    "the symbolic link `{}` leaves the source folder; allow it with `--follow-symlinks`",
                    self.shown(link)
                ),
            };
            diagnostic = diagnostic.hint(hint);
        }
        let Some(place) = &fault.place else {
            return Box::new(diagnostic);
        };
        let start = offset(&place.text, place.begin);
        if place.file != main {
            let source = self.sources.add(self.shown(&place.file), place.text.as_str());
            let end = offset(&place.text, place.end);
            return Box::new(diagnostic.at(Span::new(source, start, end)));
        }
        Box::new(match origins.and_then(|origins| origins.of(start)) {
            Some(span) => diagnostic.at(span),
            None => {
                let (line, column) = (place.begin.0 + 1, place.begin.1 + 1);
                diagnostic.step(format!("at {line}:{column} of the style sheet"), None)
            }
        })
    }

    fn map(&self, name: &str, path: &str, text: &str, read: &Read) -> String {
        let mut sources = vec![path.to_owned()];
        let mut contents = vec![text.to_owned()];
        for (file, found) in read {
            if let Some(found) = found {
                sources.push(self.shown(file));
                contents.push(found.clone());
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

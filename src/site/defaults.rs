//! Front matter defaults: computes the values that the configuration's `defaults` set for a file.

use super::date::parse_date;
use crate::config::Config;
use crate::diag::{Code, Diagnostic};
use crate::value::{Hash, Str, Value};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;

/// One set of defaults.
#[derive(Debug)]
struct Set {
    /// The scope's path as written; `None` if it is missing or not a string.
    path: Option<Str>,
    /// The scope's type, where it has one.
    kind: Option<Str>,
    values: Arc<Hash>,
}

/// All sets of a configuration.
#[derive(Debug)]
pub struct Defaults {
    sets: Vec<Set>,
    collections_dir: Str,
    /// Whether a scope's path is a file or folder, as in Jekyll 3, not the beginning of a text.
    whole_folders: bool,
    /// What sets come to, by their places: few combinations serve many files.
    merged: Mutex<HashMap<Vec<usize>, Arc<Hash>>>,
}

impl Defaults {
    /// The sets of `config`; invalid ones are reported and left out.
    pub fn new(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut sets = Vec::new();
        if let Value::Array(written) = &config.defaults {
            for set in written.iter() {
                match read(set, config, diagnostics) {
                    Some(set) => sets.push(set),
                    None => diagnostics.push(
                        Diagnostic::warning(
                            Code::InvalidDefaults,
                            "an entry of `defaults` is not a set of defaults; it is left out",
                        )
                        .hint("write `- scope: {path: \"\"}` and below it `  values: {layout: default}`"),
                    ),
                }
            }
        }
        Self {
            sets,
            collections_dir: config.collections_dir.clone(),
            whole_folders: config.profile.is_jekyll_3(),
            merged: Mutex::default(),
        }
    }

    /// The values for the file at `path` of type `kind` (`pages`, a collection's label, or none), a longer
    /// path over a shorter one, a set with a type over one without, a later one over an earlier one.
    pub fn all(&self, path: &str, kind: Option<&str>) -> Arc<Hash> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let sets = self.sets.iter().enumerate();
        let matching: Vec<usize> = sets
            .filter(|(_, set)| self.applies(set, path, kind))
            .map(|(at, _)| at)
            .collect();
        let mut merged = self.merged.lock();
        if let Some(known) = merged.get(&matching) {
            return Arc::clone(known);
        }
        let all = Arc::new(self.merge(&matching));
        merged.insert(matching, Arc::clone(&all));
        all
    }

    fn merge(&self, matching: &[usize]) -> Hash {
        let mut all = Hash::new();
        let mut last: Option<&Set> = None;
        for set in matching.iter().map(|at| &self.sets[*at]) {
            if last.is_none_or(|last| set.precedes(last)) {
                all = all.deep_merge(&set.values);
                last = Some(set);
            } else {
                all = set.values.deep_merge(&all);
            }
        }
        all
    }

    fn applies(&self, set: &Set, path: &str, kind: Option<&str>) -> bool {
        if set.kind.is_some() && set.kind.as_deref() != kind {
            return false;
        }
        match set.path.as_deref() {
            None | Some("") => true,
            Some(wanted) if wanted.contains('*') => self.globs(wanted, path),
            Some(wanted) => {
                let rest = path.strip_prefix(self.strip(wanted));
                rest.is_some_and(|rest| !self.whole_folders || rest.is_empty() || rest.starts_with('/'))
            }
        }
    }

    /// A path without `collections_dir` in front.
    fn strip<'a>(&self, path: &'a str) -> &'a str {
        let rest = match &*self.collections_dir {
            "" => None,
            folder => path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
        };
        rest.unwrap_or(path)
    }

    /// Whether a folder above the file, or the file itself, matches a pattern.
    fn globs(&self, pattern: &str, path: &str) -> bool {
        let pattern = pattern.trim_matches('/');
        let whole = match &*self.collections_dir {
            "" => None,
            folder => Some(format!("{folder}/{path}")),
        };
        [Some(path), whole.as_deref()].into_iter().flatten().any(|path| {
            let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            folders.chain([path]).any(|prefix| glob(pattern, prefix))
        })
    }
}

impl Set {
    /// Whether this set, which comes later, is laid over `other`.
    fn precedes(&self, other: &Set) -> bool {
        let length = |set: &Set| {
            let path = set.path.as_deref().unwrap_or("");
            path.strip_prefix('/').unwrap_or(path).chars().count()
        };
        match length(self).cmp(&length(other)) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => self.kind.is_some() || other.kind.is_none(),
        }
    }
}

fn read(set: &Value, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Option<Set> {
    let values = set.as_hash()?.get("values")?.as_hash()?;
    let scope = set.get("scope");
    let kind = scope.get("type").as_str().map(Str::from);
    let kind = match kind.as_deref() {
        Some(old @ ("page" | "post" | "draft")) => {
            let text = format!("the type `{old}` in `defaults` is called `{old}s` now");
            diagnostics
                .push(Diagnostic::warning(Code::DeprecatedKey, text).hint(format!("write `type: {old}s`")));
            Some(format!("{old}s").into())
        }
        _ => kind,
    };
    Some(Set {
        path: scope.get("path").as_str().map(Str::from),
        kind,
        values: with_date(values, config, diagnostics),
    })
}

/// The values with a `date` that is a text read as a time.
fn with_date(values: &Arc<Hash>, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Arc<Hash> {
    let Some(date) = values.get("date").filter(|date| !matches!(date, Value::Time(_))) else {
        return Arc::clone(values);
    };
    let Some(time) = parse_date(date, config) else {
        let shown = crate::value::print::to_s(date);
        let text = format!("invalid `date` in `defaults`: `{shown}`");
        diagnostics.push(Diagnostic::error(Code::InvalidDate, text).hint("write it as `2026-01-31`"));
        return Arc::clone(values);
    };
    let mut values = Hash::clone(values);
    values.insert("date", Value::Time(time));
    Arc::new(values)
}

/// Whether a path matches a pattern of Ruby's `Dir.glob`, part by part: `*` matches inside a part, `**` matches
/// any folders, `{a,b}` for either.
fn glob(pattern: &str, path: &str) -> bool {
    if let Some((before, choices, after)) = braces(pattern) {
        return choices
            .iter()
            .any(|choice| glob(&format!("{before}{choice}{after}"), path));
    }
    let pattern: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let path: Vec<&str> = path.split('/').collect();
    parts(&pattern, &path)
}

fn parts(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) if !rest.is_empty() => (0..=path.len()).any(|skip| {
            let hidden = path[..skip].iter().any(|part| part.starts_with('.'));
            !hidden && parts(rest, &path[skip..])
        }),
        ([first, rest @ ..], [name, names @ ..]) => {
            let dotted = name.starts_with('.') && !first.starts_with('.');
            !dotted && crate::discover::fnmatch(first, name) && parts(rest, names)
        }
        _ => false,
    }
}

/// The first group of braces in a pattern: the text before it, its choices, and the text after it.
fn braces(pattern: &str) -> Option<(&str, Vec<&str>, &str)> {
    let open = pattern.find('{')?;
    let close = open + pattern[open..].find('}')?;
    let choices = pattern[open + 1..close].split(',').collect();
    Some((&pattern[..open], choices, &pattern[close + 1..]))
}

//! The errors of Tera as diagnostics, and the mistakes in templates that Tera accepts.

use crate::diag::{Code, Diagnostic, Span};
use crate::site::{Layout, Site};
use crate::text::similar;
use std::collections::{BTreeMap, BTreeSet};
use tera::Context;

/// Tera's error with its place in the site's own template, and the name that was probably meant.
pub(super) fn diagnostic(site: &Site, error: &tera::Error, context: Option<&Context>) -> Box<Diagnostic> {
    let mut texts = vec![error.to_string()];
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        texts.push(inner.to_string());
        cause = inner.source();
    }
    let message = texts.last().map_or("", |text| text.trim());
    let variable = quoted(message, '`').filter(|_| message.contains("not found in context"));
    let first = message.split(" while rendering").next().unwrap_or(message);
    let mut fault = Diagnostic::error(
        Code::InvalidTemplate,
        format!("template: {}", first.replace('\n', " ")),
    );
    // `Failed to parse "page.html"`, `Failed to render 'page.html'`; the innermost template comes last.
    let named = texts.iter().rev().find_map(|text| {
        let name = quoted(text, '"').or_else(|| quoted(text, '\''))?;
        own(site, name)
    });
    if let Some(layout) = named {
        let parsed = texts.iter().find_map(|text| {
            let at = text.find("--> ")? + 4;
            text[at..].split(':').next()?.trim().parse::<usize>().ok()
        });
        let body = layout.body();
        let (start, length) = match (variable.and_then(|name| body.find(name)), parsed) {
            (Some(at), _) => (at, variable.map_or(1, str::len)),
            (None, line) => {
                let lines = body.lines().take(line.unwrap_or(1).saturating_sub(1));
                (lines.map(|line| line.len() + 1).sum(), 1)
            }
        };
        let start = layout.body + start;
        fault = fault.at(Span::new(layout.source, start, start + length));
    }
    if let (Some(variable), Some(context)) = (variable, context)
        && let Some(near) = nearest_variable(variable, context)
    {
        fault = fault.hint(format!("did you mean `{near}`?"));
    }
    Box::new(fault)
}

/// The templates of the site's own that Tera's parser would overflow the stack with.
pub(super) fn too_deep(site: &Site) -> Vec<Diagnostic> {
    let own = site.layouts.values().filter(|layout| &*layout.ext == ".html");
    let faults = own.filter_map(|layout| {
        let (at, message) = super::guard::too_deep(layout.body())?;
        let start = layout.body + at;
        let fault = Diagnostic::error(Code::LimitExceeded, format!("template: {message}"))
            .hint("split it with `set`, or move a part of it to another template");
        Some(fault.at(Span::new(layout.source, start, start + 2)))
    });
    faults.collect()
}

fn own<'a>(site: &'a Site, template: &str) -> Option<&'a Layout> {
    let name = template.rsplit_once('.').map_or(template, |(name, _)| name);
    site.layouts.get(name)
}

/// What stands between the first two `mark`s of `text`.
fn quoted(text: &str, mark: char) -> Option<&str> {
    let from = text.find(mark)? + 1;
    let to = text[from..].find(mark)? + from;
    Some(&text[from..to])
}

/// The variable of `context` whose path is closest to `path`.
fn nearest_variable(path: &str, context: &Context) -> Option<String> {
    let (parent, last) = path.rsplit_once('.').unwrap_or(("", path));
    let json = context.clone().into_json();
    let parts = parent.split('.').filter(|part| !part.is_empty());
    let object = parts.clone().try_fold(&json, |value, part| value.get(part))?;
    let keys = object.as_object()?.keys();
    let key = similar::nearest(last, keys.map(String::as_str))?;
    let parents = parts.collect::<Vec<_>>().join(".");
    Some(match parents.is_empty() {
        true => key.to_owned(),
        false => format!("{parents}.{key}"),
    })
}

/// Blocks of the site's own templates that no template they extend has: their text would never appear.
pub(super) fn unused_blocks(site: &Site, templates: &BTreeMap<String, &str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for layout in site.layouts.values().filter(|layout| &*layout.ext == ".html") {
        let mut known = BTreeSet::new();
        let mut parent = extended(layout.body());
        let mut depth = 0;
        while let Some(text) = parent.and_then(|name| templates.get(name)).filter(|_| depth < 16) {
            known.extend(blocks(text).map(|(name, _)| name));
            parent = extended(text);
            depth += 1;
        }
        if depth == 0 {
            continue;
        }
        let mut inside: Vec<&str> = Vec::new();
        for (name, at) in blocks(layout.body()) {
            // A block inside a block that the parent has is new, and appears with it.
            if known.contains(name) {
                inside.push(name);
            } else if inside.is_empty() {
                let start = layout.body + at;
                let near = similar::nearest(name, known.iter().copied());
                let fault = Diagnostic::warning(
                    Code::InvalidTemplate,
                    format!(
                        "the block `{name}` never appears: the extended template has no block of this name"
                    ),
                )
                .at(Span::new(layout.source, start, start + name.len()));
                found.push(match near {
                    Some(near) => fault.hint(format!("did you mean `{near}`?")),
                    None => fault.hint(format!(
                        "it has {}",
                        known
                            .iter()
                            .map(|name| format!("`{name}`"))
                            .collect::<Vec<_>>()
                            .join(", ")
                    )),
                });
            }
        }
    }
    found
}

/// The name in `{% extends "name" %}`.
fn extended(text: &str) -> Option<&str> {
    let at = text.find("{% extends ").or_else(|| text.find("{%- extends "))?;
    let rest = &text[at..];
    quoted(rest, '"').or_else(|| quoted(rest, '\''))
}

/// The blocks of a template, each with the place of its name.
fn blocks(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.match_indices("block ").filter_map(|(at, word)| {
        let before = text[..at].trim_end_matches(['-', ' ']);
        let start = at + word.len();
        let rest = text[start..].trim_start();
        let start = text.len() - rest.len();
        let name = rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
        (before.ends_with("{%") && !name.is_empty()).then(|| (&text[start..start + name.len()], start))
    })
}

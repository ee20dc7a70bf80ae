//! The navigation: `nav` of the configuration, and the files of the plugin awesome-pages.

use super::config::{scalar, shown};
use super::text::left;
use super::{Job, config::Site, disk};
use crate::diag::{Code, Diagnostic};
use crate::value::{Value, yaml};
use std::path::Path;

/// Takes an entry that has no counterpart, what is wrong with it, and a hint.
pub(super) type Report<'r> = &'r mut dyn FnMut(&str, String, &'static str);

/// `nav` as recto writes it. `report` takes what has no counterpart.
pub(super) fn nav(nav: &Value, site: &Site, report: Report<'_>) -> String {
    let mut out = "nav:\n".to_owned();
    entries(nav, site, 1, &mut out, report);
    match out.len() {
        5 => String::new(),
        _ => out,
    }
}

fn entries(list: &Value, site: &Site, depth: usize, out: &mut String, report: Report<'_>) {
    let indent = "  ".repeat(depth);
    let items = list.as_array();
    for item in items.iter().flat_map(|items| items.iter()) {
        match item {
            Value::Hash(map) => {
                for (title, target) in map.iter() {
                    let title = shown(title);
                    match target {
                        Value::Array(_) => {
                            out.push_str(&format!("{indent}- {}:\n", scalar(&title)));
                            entries(target, site, depth + 2, out, report);
                        }
                        target => {
                            let target = shown(target);
                            if let Some(target) = path(&target, site, report) {
                                out.push_str(&format!("{indent}- {}: {}\n", scalar(&title), scalar(&target)));
                            }
                        }
                    }
                }
            }
            item => {
                if let Some(target) = path(&shown(item), site, report) {
                    out.push_str(&format!("{indent}- {}\n", scalar(&target)));
                }
            }
        }
    }
}

/// A target of the navigation; `None` if there is no such page.
fn path(target: &str, site: &Site, report: Report<'_>) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") || target.ends_with('/') {
        return Some(target.to_owned());
    }
    if target.contains('*') {
        report(
            target,
            format!("`nav` has the pattern `{target}`"),
            "name a folder with its slash, as in `guide/`, for all pages in it",
        );
        return None;
    }
    if !site.docs.join(target).is_file() {
        report(
            target,
            format!("`nav` names `{target}`, which does not exist"),
            "correct the path, and import again or add the page to `recto.yml`",
        );
        return None;
    }
    Some(site.renamed(target))
}

/// `_nav.yml` for a file `.pages` or `.nav.yml` of awesome-pages; `None` for any other file.
pub(super) fn folder_file(job: &mut Job<'_>, path: &str, from: &Path) -> Option<(String, String)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if !matches!(name, ".pages" | ".nav.yml") {
        return None;
    }
    let to = format!("content/{}_nav.yml", &path[..path.len() - name.len()]);
    let text = disk::text(from)?;
    let source = job
        .sources
        .add(format!("{}/{path}", job.site.docs_name), text.as_str());
    let values = match yaml::parse(source, &text, 0) {
        Ok(values) => values,
        Err(fault) => {
            job.left.push(*fault);
            return None;
        }
    };
    let mut out = String::new();
    let beginning = crate::diag::Span::new(source, 0, 1);
    if let Some(title) = values.get("title").as_str() {
        out.push_str(&format!("title: {}\n", scalar(title)));
    }
    let list = ["nav", "order", "arrange"].map(|key| values.get(key));
    let list = list.iter().find_map(Value::as_array).cloned();
    let mut order = Vec::new();
    for item in list.iter().flat_map(|list| list.iter()) {
        match item.as_str() {
            Some("...") => {}
            Some(name) => order.push(scalar(&job.site.renamed(name))),
            None => {
                let message = "an entry with a title of its own became an entry of the order";
                let hint = "give the page a `nav_title` in its front matter";
                job.left.push(left(message, hint).at(beginning));
                let targets = item.as_hash();
                let targets = targets.iter().flat_map(|map| map.iter());
                order.extend(targets.filter_map(|(_, target)| target.as_str().map(scalar)));
            }
        }
    }
    if !order.is_empty() {
        out.push_str(&format!("order: [{}]\n", order.join(", ")));
    }
    if values.get("hide").is_truthy() {
        let hint = "set `hidden: true` in the front matter of its pages";
        job.left.push(
            Diagnostic::warning(Code::ForeignSyntax, "the folder is hidden in the old navigation")
                .hint(hint)
                .at(beginning),
        );
    }
    (!out.is_empty()).then_some((to, out))
}

//! The report for people: excerpts, with findings of one target below each other.

use super::super::{Finding, Report};
use super::Paths;
use crate::diag::{self, SourceId, Sources, Span};
use std::collections::HashMap;
use std::fmt::Write;

/// A target that breaks at more places than this has its places listed in one finding.
const LISTED: usize = 3;

/// The report with excerpts.
pub(super) fn print(report: &Report, sources: &Sources, paths: &Paths) -> String {
    let mut out = String::new();
    let mut shown = Shown {
        sources,
        paths,
        renamed: Sources::default(),
        ids: HashMap::new(),
    };
    let groups = groups(&report.findings);
    let limit = paths.limit.unwrap_or(usize::MAX);
    for group in groups.iter().take(limit) {
        out.push_str(&shown.group(group));
        out.push('\n');
    }
    if groups.len() > limit {
        let more: usize = groups[limit..].iter().map(Vec::len).sum();
        let _ = writeln!(out, "… and {more} more; `--limit 0` shows all\n");
    }
    out
}

/// The findings, those with one rule and target together, in the order of the first of each group.
fn groups(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut at: HashMap<(&str, &str), usize> = HashMap::new();
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let group = match &finding.target {
            Some(target) => *at.entry((finding.rule.name(), target)).or_insert(groups.len()),
            None => groups.len(),
        };
        match groups.get_mut(group) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let mut split = Vec::new();
    for group in groups {
        match group.len() > LISTED {
            true => split.push(group),
            false => split.extend(group.into_iter().map(|finding| vec![finding])),
        }
    }
    split
}

/// The sources under the names that people see.
struct Shown<'a> {
    sources: &'a Sources,
    paths: &'a Paths,
    renamed: Sources,
    ids: HashMap<SourceId, SourceId>,
}

impl Shown<'_> {
    fn span(&mut self, span: Span) -> Span {
        let (sources, paths, renamed) = (self.sources, self.paths, &self.renamed);
        let source = *self.ids.entry(span.source).or_insert_with(|| {
            let source = sources.get(span.source);
            renamed.add(paths.show(&source.path), std::sync::Arc::clone(&source.text))
        });
        Span { source, ..span }
    }

    fn group(&mut self, group: &[&Finding]) -> String {
        let first = group[0];
        let mut diagnostic = first.diagnostic();
        diagnostic.span = diagnostic.span.map(|span| self.span(span));
        if group.len() > 1 {
            let target = first.target.as_deref().unwrap_or("");
            diagnostic.message = format!("{} places link to `{target}`: {}", group.len(), reason(first));
            for finding in &group[1..] {
                let pages = match finding.page_count {
                    1 => String::new(),
                    pages => format!(" (on {pages} pages)"),
                };
                let place = match finding.span {
                    Some(span) => {
                        let span = self.span(span);
                        self.renamed.locate(span)
                    }
                    None => finding.pages.first().cloned().unwrap_or_default(),
                };
                diagnostic = diagnostic.step(format!("{place}: `{}`{pages}", finding.written), None);
            }
        }
        diag::print(&diagnostic, &self.renamed, self.paths.colour)
    }
}

/// The message without what names the single link.
fn reason(finding: &Finding) -> &str {
    let prefix = format!("`{}`: ", finding.written);
    match finding.message.find(&prefix) {
        Some(at) => &finding.message[at + prefix.len()..],
        None => &finding.message,
    }
}

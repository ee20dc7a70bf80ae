//! Leaves out findings by the configuration, by comments in the sources and by the baseline.

use super::findings::Finding;
use super::scan::Slot;
use super::{Input, Report};
use crate::config::{IgnoreEntry, RuleLevel, rule};
use crate::diag::{Code, SourceId, Span};
use std::collections::HashMap;

/// A comment with this word ignores the findings on the next line of the source. Rule names may follow.
const COMMENT: &str = "recto-check-ignore-next-line";

/// Moves `findings` into `report`, without those that are ignored or known, and adds a finding for every entry,
/// comment and line of the baseline that has no effect.
pub(super) fn apply(input: &Input<'_>, findings: Vec<Finding>, report: &mut Report) {
    let mut used = vec![false; input.config.ignore.len()];
    let expired = |entry: &IgnoreEntry| entry.until.is_some_and(|until| until < input.today);
    let mut comments = Comments::new(input);
    let mut baseline = input.baseline.clone();
    for finding in findings {
        let mut ignored = false;
        for (entry, used) in input.config.ignore.iter().zip(&mut used) {
            if matches(entry, &finding, input) {
                *used = true;
                ignored |= !expired(entry);
            }
        }
        ignored |= comments.ignore(input, &finding);
        if ignored {
            report.ignored += 1;
        } else if baseline
            .as_mut()
            .is_some_and(|baseline| baseline.take(&finding.key(input.sources)))
        {
            report.known += 1;
        } else {
            report.findings.push(finding);
        }
    }
    for (entry, used) in input.config.ignore.iter().zip(used) {
        let name = name(entry);
        match (expired(entry), used) {
            (true, _) => {
                let message = format!("the ignore entry for {name} has expired");
                report.add(
                    input,
                    Code::ExpiredIgnore,
                    entry.span,
                    message,
                    "fix the links, or move `until`",
                );
            }
            (false, false) => {
                let message = format!("the ignore entry for {name} matches no finding");
                report.add(input, Code::UnusedIgnore, entry.span, message, "delete the entry");
            }
            _ => {}
        }
    }
    for span in comments.unused() {
        let message = "this comment ignores no finding".to_owned();
        report.add(
            input,
            Code::UnusedIgnore,
            Some(span),
            message,
            "delete the comment",
        );
    }
    if let Some(left) = baseline.map(|baseline| baseline.left()).filter(|left| *left > 0) {
        let message = match left {
            1 => "1 finding of the baseline does not exist any more".to_owned(),
            left => format!("{left} findings of the baseline do not exist any more"),
        };
        report.add(
            input,
            Code::UnusedIgnore,
            None,
            message,
            "write the baseline again with `--write-baseline`",
        );
    }
}

impl Report {
    fn add(&mut self, input: &Input<'_>, rule: Code, span: Option<Span>, message: String, hint: &str) {
        let level = input.config.level(rule);
        if level == RuleLevel::Off {
            return;
        }
        self.findings.push(Finding {
            rule,
            level,
            slot: Slot {
                element: "",
                attribute: "",
            },
            written: String::new(),
            target: None,
            more_targets: 0,
            message,
            hints: vec![hint.to_owned()],
            span,
            pages: Vec::new(),
            page_count: 0,
            occurrences: 0,
            fix: None,
        });
    }
}

fn matches(entry: &IgnoreEntry, finding: &Finding, input: &Input<'_>) -> bool {
    let link = entry.link.as_ref().is_none_or(|link| {
        link.is_match(&finding.written)
            || finding
                .target
                .as_ref()
                .is_some_and(|target| link.is_match(target))
    });
    let page = entry.page.as_ref().is_none_or(|page| {
        let source = finding.span.map(|span| input.sources.get(span.source));
        let on_source = source.is_some_and(|source| page.is_match(&source.path));
        on_source || !finding.pages.is_empty() && finding.pages.iter().all(|path| page.is_match(path))
    });
    link && page && entry.rule.is_none_or(|rule| rule == finding.rule)
}

fn name(entry: &IgnoreEntry) -> String {
    let mut parts = Vec::new();
    if let Some(link) = &entry.link {
        parts.push(format!("the link `{link}`"));
    }
    if let Some(page) = &entry.page {
        parts.push(format!("the page `{}`", page.glob()));
    }
    if let Some(rule) = entry.rule {
        parts.push(format!("the rule `{rule}`"));
    }
    parts.join(" and ")
}

/// One ignore comment.
struct Comment {
    span: Span,
    /// The rules that it names; all where it names none.
    rules: Vec<Code>,
    used: bool,
}

/// The ignore comments of all sources, by source and line.
struct Comments {
    by_line: HashMap<(SourceId, usize), Comment>,
}

impl Comments {
    fn new(input: &Input<'_>) -> Self {
        let mut by_line = HashMap::new();
        for id in &input.texts {
            let source = input.sources.get(*id);
            for (at, _) in source.text.match_indices(COMMENT) {
                let line = source.place(u32::try_from(at).unwrap_or(u32::MAX)).line;
                let rest = source.text[at + COMMENT.len()..].lines().next().unwrap_or("");
                let rules = rest.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
                let comment = Comment {
                    span: Span::new(*id, at, at + COMMENT.len()),
                    rules: rules.filter_map(rule).collect(),
                    used: false,
                };
                by_line.insert((*id, line), comment);
            }
        }
        Self { by_line }
    }

    /// Whether a comment ignores `finding`.
    fn ignore(&mut self, input: &Input<'_>, finding: &Finding) -> bool {
        let Some(span) = finding.span.filter(|_| !self.by_line.is_empty()) else {
            return false;
        };
        let line = input.sources.get(span.source).place(span.start).line;
        match self.by_line.get_mut(&(span.source, line.saturating_sub(1))) {
            Some(comment) if comment.rules.is_empty() || comment.rules.contains(&finding.rule) => {
                comment.used = true;
                true
            }
            _ => false,
        }
    }

    fn unused(self) -> Vec<Span> {
        let unused = self.by_line.into_values().filter(|comment| !comment.used);
        let mut spans: Vec<Span> = unused.map(|comment| comment.span).collect();
        spans.sort_unstable();
        spans
    }
}

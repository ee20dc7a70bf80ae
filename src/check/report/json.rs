//! The report as one JSON object.

use super::super::Report;
use super::Entry;
use crate::config::RuleLevel;
use serde_json::{Value, json};

/// Raised when a field changes its meaning or goes away. New fields do not count.
const VERSION: u32 = 1;

/// The object, indented.
pub(super) fn print(report: &Report, entries: &[Entry<'_>]) -> String {
    let count = |level| report.count(level);
    let findings: Vec<Value> = entries
        .iter()
        .filter(|entry| entry.finding.is_some())
        .map(finding)
        .collect();
    let build: Vec<Value> = entries
        .iter()
        .filter(|entry| entry.finding.is_none())
        .map(diagnostic)
        .collect();
    let report = json!({
        "version": VERSION,
        "summary": {
            "links": report.references,
            "pages": report.pages,
            "external": report.outside,
            "errors": count(RuleLevel::Error),
            "warnings": count(RuleLevel::Warn),
            "notes": count(RuleLevel::Info),
            "known": report.known,
            "ignored": report.ignored,
            "not_checked": report.not_checked,
        },
        "findings": findings,
        "build": build,
    });
    format!("{report:#}\n")
}

fn diagnostic(entry: &Entry<'_>) -> Value {
    json!({
        "rule": entry.rule,
        "severity": entry.level_name(),
        "message": entry.message,
        "hints": entry.hints,
        "file": entry.file,
        "line": entry.range.map(|(start, _)| start.line),
        "column": entry.range.map(|(start, _)| start.column),
    })
}

fn finding(entry: &Entry<'_>) -> Value {
    let mut value = diagnostic(entry);
    let Some(finding) = entry.finding else {
        return value;
    };
    value["end_line"] = json!(entry.range.map(|(_, end)| end.line));
    value["end_column"] = json!(entry.range.map(|(_, end)| end.column));
    value["place_known"] = json!(entry.range.is_some());
    value["element"] = json!(finding.slot.element);
    value["attribute"] = json!(finding.slot.attribute);
    value["link"] = json!(finding.written);
    value["target"] = json!(finding.target);
    value["pages"] = json!(finding.pages);
    value["page_count"] = json!(finding.page_count);
    value["occurrences"] = json!(finding.occurrences);
    value["fix"] = json!(finding.fix.as_ref().map(|fix| &fix.replacement));
    value["fingerprint"] = json!(entry.fingerprint());
    value
}

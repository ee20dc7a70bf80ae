//! The report as SARIF 2.1.0, for code scanning.

use super::Entry;
use crate::config::{RULES, RuleLevel};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a path keeps when it becomes a URI reference (RFC 3986).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~');

/// GitHub shows this many results of a run and ignores the rest.
const MOST: usize = 5000;

/// Where the rules are documented.
const MANUAL: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "#recto-check");

/// The log, indented.
pub(super) fn print(entries: &[Entry<'_>]) -> String {
    let rules: BTreeSet<&str> = entries.iter().map(|entry| entry.rule).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    let results = entries.iter().take(MOST).map(|entry| result(entry, &rules));
    let results: Vec<Value> = results.collect();
    let described = rules.iter().map(|rule| {
        let level = RULES
            .iter()
            .find(|(code, _)| code.name() == *rule)
            .map_or(RuleLevel::Error, |rule| rule.1);
        let mut described = json!({
            "id": rule,
            "shortDescription": { "text": rule.replace('-', " ") },
            "defaultConfiguration": { "level": sarif_level(level) },
        });
        if !env!("CARGO_PKG_REPOSITORY").is_empty() {
            described["helpUri"] = json!(MANUAL);
        }
        described
    });
    let mut driver = json!({
        "name": "recto check",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": described.collect::<Vec<_>>(),
    });
    if !env!("CARGO_PKG_REPOSITORY").is_empty() {
        driver["informationUri"] = json!(env!("CARGO_PKG_REPOSITORY"));
    }
    let mut run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    if entries.len() > MOST {
        let text = format!("{} of {} findings are shown", MOST, entries.len());
        run["invocations"] = json!([{
            "executionSuccessful": true,
            "toolExecutionNotifications": [{ "level": "note", "message": { "text": text } }],
        }]);
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{log:#}\n")
}

fn sarif_level(level: RuleLevel) -> &'static str {
    match level {
        RuleLevel::Error => "error",
        RuleLevel::Warn => "warning",
        RuleLevel::Info => "note",
        RuleLevel::Off => "none",
    }
}

fn result(entry: &Entry<'_>, rules: &[&str]) -> Value {
    let uri = utf8_percent_encode(&entry.file, PATH).to_string();
    let mut artifact = json!({ "uri": uri });
    if !entry.file.starts_with('/') {
        artifact["uriBaseId"] = json!("%SRCROOT%");
    }
    let mut location = json!({ "artifactLocation": artifact });
    if let Some((start, end)) = entry.range {
        location["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    json!({
        "ruleId": entry.rule,
        "ruleIndex": rules.iter().position(|rule| *rule == entry.rule),
        "level": sarif_level(entry.level),
        "message": { "text": sentence(&entry.line()) },
        "locations": [{ "physicalLocation": location }],
        "partialFingerprints": { "rectoFinding/v1": entry.fingerprint() },
    })
}

/// `line` with a capital and a full stop, as SARIF's guide asks for.
fn sentence(line: &str) -> String {
    let mut chars = line.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    let stop = if line.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}

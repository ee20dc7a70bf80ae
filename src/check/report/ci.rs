//! The report in the forms of CI systems and editors.

use super::super::Report;
use super::Entry;
use crate::config::RuleLevel;
use crate::text::escape::ATTRIBUTE;
use serde_json::{Value, json};
use std::fmt::Write;

/// GitHub cuts step summaries at 1 MiB; this leaves room for others in the same step.
const MOST_MARKDOWN: usize = 900_000;

/// `path:line:column: error[rule]: message`.
pub(super) fn short(entries: &[Entry<'_>]) -> String {
    let mut out = String::new();
    for entry in entries {
        let place = entry.range.map_or(String::new(), |(start, _)| {
            format!(":{}:{}", start.line, start.column)
        });
        let (file, level, rule) = (&entry.file, entry.level_name(), entry.rule);
        let _ = writeln!(out, "{file}{place}: {level}[{rule}]: {}", one_line(&entry.line()));
    }
    out
}

/// JUnit's XML. Names stay the same when lines move, so that histories of tests do not break.
pub(super) fn junit(entries: &[Entry<'_>]) -> String {
    let failing = |entry: &&Entry<'_>| entry.level == RuleLevel::Error;
    let failures = entries.iter().filter(failing).count();
    let cases = entries.len().max(1);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites>\n<testsuite name=\"recto check\" tests=\"{cases}\" failures=\"{failures}\" errors=\"0\">"
    );
    if entries.is_empty() {
        out.push_str("<testcase name=\"links\" classname=\"recto.check\"/>\n");
    }
    for entry in entries {
        let written = entry.finding.map_or("", |finding| &*finding.written);
        let name = xml(&format!(
            "{} {written} ({})",
            entry.rule,
            &entry.fingerprint()[..8]
        ));
        let file = xml(&entry.file);
        let place = entry.range.map_or(String::new(), |(start, _)| {
            format!(":{}:{}", start.line, start.column)
        });
        let message = xml(&entry.line());
        let pages = entry
            .finding
            .map_or(String::new(), |finding| finding.pages.join("\n"));
        let body = xml(&format!("{}{place}\n{}\n{pages}", entry.file, entry.line()));
        let line = entry
            .range
            .map_or(String::new(), |(start, _)| format!(" line=\"{}\"", start.line));
        let _ = write!(
            out,
            "<testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\"{line}>"
        );
        let _ = match entry.level {
            RuleLevel::Error => writeln!(out, "<failure message=\"{message}\">{body}</failure></testcase>"),
            _ => writeln!(out, "<system-out>{body}</system-out></testcase>"),
        };
    }
    out.push_str("</testsuite>\n</testsuites>\n");
    out
}

/// Checkstyle's XML, by file.
pub(super) fn checkstyle(entries: &[Entry<'_>]) -> String {
    let mut files: std::collections::BTreeMap<&str, Vec<&Entry<'_>>> = std::collections::BTreeMap::new();
    for entry in entries {
        files.entry(&entry.file).or_default().push(entry);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (file, entries) in files {
        let _ = writeln!(out, "<file name=\"{}\">", xml(file));
        for entry in entries {
            let severity = if entry.level == RuleLevel::Info {
                "info"
            } else {
                entry.level_name()
            };
            let (line, column) = entry
                .range
                .map_or((1, 1), |(start, _)| (start.line, start.column));
            let (message, rule) = (xml(&entry.line()), entry.rule);
            let _ = writeln!(
                out,
                "<error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"recto.{rule}\"/>"
            );
        }
        out.push_str("</file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
}

/// GitHub's workflow commands. A step shows ten of each level.
pub(super) fn github(entries: &[Entry<'_>]) -> String {
    let mut out = String::new();
    for entry in entries {
        let command = if entry.level == RuleLevel::Info {
            "notice"
        } else {
            entry.level_name()
        };
        let place = entry
            .range
            .map_or(String::new(), |(start, end)| match start.line == end.line {
                true => format!(
                    ",line={},col={},endColumn={}",
                    start.line, start.column, end.column
                ),
                false => format!(",line={},endLine={}", start.line, end.line),
            });
        let hints: String = entry.hints.iter().map(|hint| format!("\n{hint}")).collect();
        let text = data(&format!("{}{hints}", entry.message));
        let (file, title) = (property(&entry.file), entry.rule);
        let _ = writeln!(out, "::{command} file={file}{place},title={title}::{text}");
    }
    out
}

/// GitLab's code quality report.
pub(super) fn gitlab(entries: &[Entry<'_>]) -> String {
    let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let issues = entries.iter().map(|entry| {
        let fingerprint = entry.fingerprint();
        // GitLab drops all but one issue with the same fingerprint.
        let count = seen.entry(fingerprint.clone()).or_insert(0);
        *count += 1;
        let fingerprint = match *count {
            1 => fingerprint,
            count => format!("{fingerprint}-{count}"),
        };
        let severity = match entry.level {
            RuleLevel::Error => "major",
            RuleLevel::Warn => "minor",
            RuleLevel::Info | RuleLevel::Off => "info",
        };
        let line = entry.range.map_or(1, |(start, _)| start.line);
        json!({
            "description": entry.line(),
            "check_name": entry.rule,
            "fingerprint": fingerprint,
            "severity": severity,
            "location": { "path": entry.file, "lines": { "begin": line } },
        })
    });
    format!("{:#}\n", Value::Array(issues.collect()))
}

/// A heading, the summary and a table.
pub(super) fn markdown(report: &Report, entries: &[Entry<'_>]) -> String {
    let mut out = format!("### recto check\n\n{}.\n", report.summary());
    if entries.is_empty() {
        return out;
    }
    out.push_str("\n| | place | problem | help |\n|---|---|---|---|\n");
    for (at, entry) in entries.iter().enumerate() {
        let place = entry.range.map_or(String::new(), |(start, _)| {
            format!(":{}:{}", start.line, start.column)
        });
        let row = format!(
            "| {} | `{}{place}` | {} | {} |\n",
            entry.level_name(),
            entry.file,
            cell(&entry.message),
            cell(&entry.hints.join("; ")),
        );
        if out.len() + row.len() > MOST_MARKDOWN {
            let _ = writeln!(out, "\n… and {} more.", entries.len() - at);
            break;
        }
        out.push_str(&row);
    }
    out
}

fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|").replace('<', "&lt;")
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

/// Text for XML, without the control characters that XML cannot hold.
fn xml(text: &str) -> String {
    let text = ATTRIBUTE.escape(text);
    let cannot =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(cannot, "\u{fffd}")
}

/// Text for the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text for a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

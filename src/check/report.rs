//! Findings in, a report out: for people, for GitHub's annotations, or as JSON, JUnit XML or SARIF.

use super::{Finding, Report};
use crate::diag::{Place, Sources, print};
use crate::text::escape::ATTRIBUTE;
use serde_json::{Value, json};
use std::fmt::Write;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With excerpts, for people.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// JUnit's XML, a test case for each finding.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands that GitHub shows beside the line.
    Github,
}

/// Where a finding is: path, line and column; the built page where the source is not known.
fn place(finding: &Finding, sources: &Sources) -> (String, Option<Place>) {
    match finding.diagnostic.span {
        Some(span) => {
            let source = sources.get(span.source);
            (source.path.clone(), Some(source.place(span.start)))
        }
        None => (finding.page.clone(), None),
    }
}

impl Report {
    /// The report as a text with a line break at its end; `colour` adds ANSI colours to [`Format::Text`].
    pub fn print(&self, format: Format, sources: &Sources, colour: bool) -> String {
        match format {
            Format::Text => self.text(sources, colour),
            Format::Json => pretty(&self.json(sources)),
            Format::Junit => self.junit(sources),
            Format::Sarif => pretty(&self.sarif(sources)),
            Format::Github => self.github(sources),
        }
    }

    fn text(&self, sources: &Sources, colour: bool) -> String {
        let mut out = String::new();
        for finding in &self.findings {
            out.push_str(&print(&finding.diagnostic, sources, colour));
            out.push('\n');
        }
        out
    }

    /// `812 links on 40 pages: 2 broken`.
    pub fn summary(&self) -> String {
        let broken = match self.findings.len() {
            0 => "none broken".to_owned(),
            broken => format!("{broken} broken"),
        };
        format!(
            "{} links on {} pages, {} of them to other sites: {broken}",
            self.links, self.pages, self.outside
        )
    }

    fn json(&self, sources: &Sources) -> Value {
        let findings = self.findings.iter().map(|finding| {
            let (file, place) = place(finding, sources);
            json!({
                "file": file,
                "line": place.map(|place| place.line),
                "column": place.map(|place| place.column),
                "link": finding.link,
                "message": finding.diagnostic.message,
                "hints": finding.diagnostic.hints,
                "page": finding.page,
                "pages": finding.pages,
            })
        });
        json!({
            "links": self.links,
            "pages": self.pages,
            "outside": self.outside,
            "broken": findings.collect::<Vec<_>>(),
        })
    }

    fn junit(&self, sources: &Sources) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let cases = self.findings.len().max(1);
        let failures = self.findings.len();
        let _ = writeln!(
            out,
            "<testsuites>\n<testsuite name=\"recto check\" tests=\"{cases}\" failures=\"{failures}\">"
        );
        if self.findings.is_empty() {
            let _ = writeln!(out, "<testcase name=\"links\" classname=\"recto.check\"/>");
        }
        for finding in &self.findings {
            let (file, place) = place(finding, sources);
            let line = place.map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
            let text = print(&finding.diagnostic, sources, false);
            let (name, file) = (xml(&finding.link), xml(&file));
            let message = xml(&finding.diagnostic.message);
            let _ = writeln!(
                out,
                "<testcase name=\"{name}\" classname=\"{file}{line}\"><failure message=\"{message}\">{}</failure></testcase>",
                xml(&text)
            );
        }
        out.push_str("</testsuite>\n</testsuites>\n");
        out
    }

    fn sarif(&self, sources: &Sources) -> Value {
        let results = self.findings.iter().map(|finding| {
            let (file, place) = place(finding, sources);
            let mut location = json!({ "artifactLocation": { "uri": file } });
            if let Some(Place { line, column }) = place {
                location["region"] = json!({ "startLine": line, "startColumn": column });
            }
            let hints = finding
                .diagnostic
                .hints
                .iter()
                .map(|hint| format!("; {hint}"))
                .collect::<String>();
            json!({
                "ruleId": "broken-link",
                "level": "error",
                "message": { "text": format!("{}{hints}", finding.diagnostic.message) },
                "locations": [{ "physicalLocation": location }],
            })
        });
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "recto check",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": [{ "id": "broken-link", "shortDescription": { "text": "a link of the built site leads nowhere" } }],
                } },
                "results": results.collect::<Vec<_>>(),
            }],
        })
    }

    fn github(&self, sources: &Sources) -> String {
        let mut out = String::new();
        for finding in &self.findings {
            let (file, place) = place(finding, sources);
            let place = place.map_or(String::new(), |place| {
                format!(",line={},col={}", place.line, place.column)
            });
            let hints = finding
                .diagnostic
                .hints
                .iter()
                .map(|hint| format!("\n{hint}"))
                .collect::<String>();
            let text = format!("{}{hints}", finding.diagnostic.message);
            let _ = writeln!(
                out,
                "::error file={}{place},title=Broken link::{}",
                property(&file),
                data(&text)
            );
        }
        out
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
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

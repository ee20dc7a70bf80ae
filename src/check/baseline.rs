//! Findings that are already known, as a file that is kept in the repository.

use super::Report;
use crate::diag::Sources;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The version of the file's form.
const VERSION: u64 = 1;

/// Known findings, each by rule, file, link and target, without lines: edits elsewhere in a file change nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<[String; 4], usize>,
    /// Whether findings that do not exist any more are nothing to report.
    lenient: bool,
}

impl Baseline {
    /// The findings of `report`.
    pub fn of(report: &Report, sources: &Sources) -> Self {
        let mut known = BTreeMap::new();
        for finding in report
            .findings
            .iter()
            .filter(|finding| !finding.written.is_empty() || finding.span.is_some())
        {
            *known.entry(finding.key(sources)).or_insert(0) += 1;
        }
        Self {
            known,
            lenient: false,
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Text that is not a baseline, with the reason.
    pub fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if value["version"].as_u64() != Some(VERSION) {
            return Err(format!("its `version` is not {VERSION}"));
        }
        let mut known = BTreeMap::new();
        for entry in value["findings"].as_array().ok_or("it has no `findings`")? {
            let key =
                ["rule", "file", "link", "target"].map(|key| entry[key].as_str().unwrap_or("").to_owned());
            *known.entry(key).or_insert(0) += 1;
        }
        Ok(Self {
            known,
            lenient: false,
        })
    }

    /// The file: sorted, one finding a line, so that changes are readable in a review.
    pub fn print(&self) -> String {
        let mut lines = Vec::new();
        for ([rule, file, link, target], count) in &self.known {
            let line = json!({"rule": rule, "file": file, "link": link, "target": target}).to_string();
            lines.extend(std::iter::repeat_n(format!("    {line}"), *count));
        }
        let lines = lines.join(",\n");
        let lines = if lines.is_empty() {
            lines
        } else {
            format!("\n{lines}\n  ")
        };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{lines}]\n}}\n")
    }

    /// Whether a finding with this key is known. Each known finding counts once.
    pub fn take(&mut self, key: &[String; 4]) -> bool {
        match self.known.get_mut(key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many known findings were not taken, where that is worth a report.
    pub fn left(&self) -> usize {
        match self.lenient {
            true => 0,
            false => self.known.values().sum(),
        }
    }

    /// The same, without a report of findings that do not exist any more: they are good news.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Baseline;

    #[test]
    fn a_baseline_survives_being_written_and_read() {
        let text = "{\"version\": 1, \"findings\": [\n{\"rule\":\"broken-link\",\"file\":\"a.md\",\"link\":\"x\",\"target\":\"/x\"}]}";
        let baseline = Baseline::parse(text).unwrap();
        assert_eq!(Baseline::parse(&baseline.print()).unwrap(), baseline);
        assert!(Baseline::parse("{}").is_err() && Baseline::parse("[").is_err());
        assert!(Baseline::parse(&Baseline::default().print()).is_ok());
    }

    #[test]
    fn a_second_finding_with_the_same_key_is_new() {
        let mut baseline = Baseline::parse(
            "{\"version\":1,\"findings\":[{\"rule\":\"r\",\"file\":\"f\",\"link\":\"l\",\"target\":\"t\"}]}",
        )
        .unwrap();
        let key = ["r", "f", "l", "t"].map(str::to_owned);
        assert!(baseline.take(&key));
        assert!(!baseline.take(&key));
        assert_eq!(baseline.left(), 0);
    }
}

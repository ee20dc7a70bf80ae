//! The `check:` section: which rules `recto check` applies, at which level, and what it leaves out.

use super::{RawConfig, Written};
use crate::diag::{Code, Diagnostic, Span};
use crate::value::{Date, Hash, Value, yaml};
use std::collections::BTreeMap;

/// How serious the findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleLevel {
    /// Not reported.
    Off,
    /// Reported; never changes the exit code.
    Info,
    /// Reported; changes the exit code only with `--strict`.
    Warn,
    /// Reported; exit code 2.
    Error,
}

impl RuleLevel {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "off" | "false" => Some(Self::Off),
            "info" => Some(Self::Info),
            "warn" | "warning" => Some(Self::Warn),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// The rules of `recto check` with their default levels.
pub const RULES: &[(Code, RuleLevel)] = &[
    (Code::BrokenLink, RuleLevel::Error),
    (Code::BrokenFragment, RuleLevel::Error),
    (Code::OutsideBaseurl, RuleLevel::Error),
    (Code::MalformedLink, RuleLevel::Error),
    (Code::EmptyLink, RuleLevel::Error),
    (Code::EmptyHref, RuleLevel::Warn),
    (Code::Localhost, RuleLevel::Error),
    (Code::RedirectedLink, RuleLevel::Off),
    (Code::OwnHttp, RuleLevel::Warn),
    (Code::MissingSourceMap, RuleLevel::Off),
    (Code::UndefinedReference, RuleLevel::Warn),
    (Code::DuplicateId, RuleLevel::Off),
    (Code::ImageAlt, RuleLevel::Off),
    (Code::ExternalDead, RuleLevel::Error),
    (Code::ExternalUncertain, RuleLevel::Info),
    (Code::ExternalMoved, RuleLevel::Warn),
    (Code::UnusedIgnore, RuleLevel::Warn),
    (Code::ExpiredIgnore, RuleLevel::Warn),
];

/// One entry of `check.ignore`. A finding is ignored where every pattern that the entry has matches.
#[derive(Clone, Debug, Default)]
pub struct IgnoreEntry {
    /// Matches the address as written.
    pub link: Option<regex::Regex>,
    /// Matches the path of the source or of the built page.
    pub page: Option<globset::GlobMatcher>,
    /// The rule.
    pub rule: Option<Code>,
    /// Why, for people.
    pub reason: String,
    /// The last day on which the entry counts.
    pub until: Option<Date>,
    /// Where the entry is written.
    pub span: Option<Span>,
}

/// `check.external`: how links to other sites are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalConfig {
    /// Whether `recto check` always checks them, as if `--external` were given.
    pub enabled: bool,
    /// The cache file, relative to the source.
    pub cache: String,
    /// On how many days within two weeks an uncertain link must fail before it counts as dead.
    pub patience: u32,
    /// The longest wait that a server may ask for, in seconds.
    pub max_wait: u64,
    /// The time for one request, in seconds.
    pub timeout: u64,
    /// Connections in all.
    pub connections: usize,
    /// Hosts whose links keep their meaning without the query, so that each page is asked for once.
    pub same_without_query: Vec<String>,
    /// Hosts whose pages are read to look for fragments.
    pub fragments: Vec<String>,
    /// Further request headers by host. `$NAME` in a value is the environment variable `NAME`.
    pub headers: Vec<(String, String, String)>,
}

impl Default for ExternalConfig {
    fn default() -> Self {
        Self {
            enabled: false,
            cache: ".recto/links.jsonl".to_owned(),
            patience: 3,
            max_wait: 60,
            timeout: 10,
            connections: 32,
            same_without_query: Vec::new(),
            fragments: Vec::new(),
            headers: Vec::new(),
        }
    }
}

/// The `check:` section.
#[derive(Clone, Debug, Default)]
pub struct CheckConfig {
    /// The level of every rule that does not have its default.
    pub rules: BTreeMap<Code, RuleLevel>,
    /// What is left out.
    pub ignore: Vec<IgnoreEntry>,
    /// The file with known findings, relative to the source.
    pub baseline: Option<String>,
    /// Links to other sites.
    pub external: ExternalConfig,
    /// `repository`: owner and name of the site's repository on GitHub.
    pub repository: Option<String>,
}

impl CheckConfig {
    /// The level of a rule.
    pub fn level(&self, rule: Code) -> RuleLevel {
        let own = self.rules.get(&rule).copied();
        let default = || {
            RULES
                .iter()
                .find(|(code, _)| *code == rule)
                .map(|(_, level)| *level)
        };
        own.or_else(default).unwrap_or(RuleLevel::Error)
    }
}

/// Reads the section; each value that cannot be used is an error at its place.
pub(super) fn read(written: &Written, values: &Hash, diagnostics: &mut Vec<Diagnostic>) -> CheckConfig {
    let file = written
        .files
        .iter()
        .rev()
        .find(|file| file.values.contains_key("check"));
    let mut reader = Reader {
        file,
        nodes: file.and_then(|file| yaml::spans(&file.text)),
        diagnostics,
    };
    let mut config = CheckConfig {
        repository: values
            .get("repository")
            .and_then(Value::as_str)
            .map(str::to_owned),
        ..CheckConfig::default()
    };
    let section = match values.get("check") {
        None | Some(Value::Nil) => return config,
        Some(Value::Hash(section)) => section,
        Some(_) => {
            reader.fault(
                &["check"],
                "`check` must be a mapping",
                "write `check:` and keys below it",
            );
            return config;
        }
    };
    for (key, value) in section.iter() {
        let key = key.as_str().unwrap_or("");
        match key {
            "level" => reader.default_level(value, &mut config),
            "rules" | "ignore" | "external" => {}
            "baseline" => config.baseline = value.as_str().map(str::to_owned),
            _ => reader.unknown(
                &["check", key],
                &["level", "rules", "ignore", "baseline", "external"],
            ),
        }
    }
    reader.rules(&section.get("rules").cloned().unwrap_or_default(), &mut config);
    reader.ignore(&section.get("ignore").cloned().unwrap_or_default(), &mut config);
    reader.external(
        &section.get("external").cloned().unwrap_or_default(),
        &mut config.external,
    );
    config
}

struct Reader<'a> {
    file: Option<&'a RawConfig>,
    nodes: Option<yaml::Node>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn span(&self, path: &[&str]) -> Option<Span> {
        let file = self.file?;
        let (_, range) = self.nodes.as_ref()?.find(path)?;
        Some(Span::new(file.source, range.start, range.end))
    }

    fn fault(&mut self, path: &[&str], message: impl Into<String>, hint: &str) {
        let mut fault = Diagnostic::error(Code::InvalidConfiguration, message).hint(hint);
        fault.span = self.span(path);
        self.diagnostics.push(fault);
    }

    fn unknown(&mut self, path: &[&str], known: &[&str]) {
        let key = path.last().unwrap_or(&"");
        let mut warning = Diagnostic::warning(Code::UnknownKey, format!("unknown key `{}`", path.join(".")));
        let near = known.iter().min_by_key(|known| strsim::osa_distance(known, key));
        warning = match near.filter(|near| strsim::osa_distance(near, key) <= 2) {
            Some(near) => warning.hint(format!("did you mean `{near}`?")),
            None => warning.hint(format!("the keys are {}", known.join(", "))),
        };
        warning.span = self.span(path);
        self.diagnostics.push(warning);
    }

    fn level(&mut self, path: &[&str], value: &Value) -> Option<RuleLevel> {
        let text = match value {
            // YAML 1.1 reads `off` as false.
            Value::Bool(false) => "off",
            value => value.as_str().unwrap_or(""),
        };
        let level = RuleLevel::parse(text);
        if level.is_none() {
            let message = format!("`{}` is not a level", path.join("."));
            self.fault(path, message, "write `error`, `warn`, `info` or `off`");
        }
        level
    }

    fn default_level(&mut self, value: &Value, config: &mut CheckConfig) {
        if let Some(level) = self.level(&["check", "level"], value) {
            for (code, default) in RULES {
                if *default == RuleLevel::Error {
                    config.rules.insert(*code, level);
                }
            }
        }
    }

    fn rules(&mut self, value: &Value, config: &mut CheckConfig) {
        let Some(rules) = value.as_hash() else { return };
        for (name, value) in rules.iter() {
            let name = name.as_str().unwrap_or("");
            let path = ["check", "rules", name];
            let Some(code) = rule(name) else {
                let names: Vec<&str> = RULES.iter().map(|(code, _)| code.name()).collect();
                self.unknown(&path, &names);
                continue;
            };
            if let Some(level) = self.level(&path, value) {
                config.rules.insert(code, level);
            }
        }
    }

    fn ignore(&mut self, value: &Value, config: &mut CheckConfig) {
        let items = match value {
            Value::Nil => return,
            Value::Array(items) => items,
            _ => {
                return self.fault(
                    &["check", "ignore"],
                    "`check.ignore` must be a list",
                    "write `- link: …`",
                );
            }
        };
        for (at, item) in items.iter().enumerate() {
            let at = at.to_string();
            let here = ["check", "ignore", at.as_str()];
            let entry = match item {
                Value::Str(link) => self.pattern(&here, link).map(|link| IgnoreEntry {
                    link: Some(link),
                    ..IgnoreEntry::default()
                }),
                Value::Hash(entry) => self.ignore_entry(&here, entry),
                _ => None,
            };
            match entry {
                Some(mut entry) => {
                    entry.span = self.span(&here);
                    config.ignore.push(entry);
                }
                None if matches!(item, Value::Hash(_) | Value::Str(_)) => {}
                None => self.fault(
                    &here,
                    "an entry of `check.ignore` must be a mapping",
                    "write `- link: …`",
                ),
            }
        }
    }

    fn pattern(&mut self, path: &[&str], text: &str) -> Option<regex::Regex> {
        match regex::Regex::new(text) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let error = error.to_string();
                let reason = error
                    .lines()
                    .last()
                    .unwrap_or("")
                    .trim_start_matches("error: ")
                    .to_owned();
                self.fault(
                    path,
                    format!("`{text}` is not a valid regular expression: {reason}"),
                    "escape `.`, `?`, `(` and `[` by `\\`",
                );
                None
            }
        }
    }

    fn ignore_entry(&mut self, here: &[&str], entry: &Hash) -> Option<IgnoreEntry> {
        let mut read = IgnoreEntry::default();
        let faults = self.diagnostics.len();
        for (key, value) in entry.iter() {
            let key = key.as_str().unwrap_or("");
            let path = [here, &[key]].concat();
            let text = value.as_str();
            match (key, text) {
                ("link", Some(text)) => read.link = self.pattern(&path, text),
                ("page", Some(text)) => match globset::Glob::new(text) {
                    Ok(glob) => read.page = Some(glob.compile_matcher()),
                    Err(_) => self.fault(
                        &path,
                        format!("`{text}` is not a valid pattern"),
                        "write `archive/**`",
                    ),
                },
                ("rule", Some(text)) => match rule(text) {
                    Some(rule) => read.rule = Some(rule),
                    None => self.fault(
                        &path,
                        format!("unknown rule `{text}`"),
                        "the manual lists the rules",
                    ),
                },
                ("reason", Some(text)) => text.clone_into(&mut read.reason),
                ("until", _) => match value {
                    Value::Date(date) => read.until = Some(*date),
                    _ => self.fault(&path, "`until` is not a date", "write it as `2027-01-31`"),
                },
                ("link" | "page" | "rule" | "reason", None) => {
                    self.fault(
                        &path,
                        format!("`{key}` must be a string"),
                        "put the value in quotes",
                    );
                }
                _ => self.unknown(&path, &["link", "page", "rule", "reason", "until"]),
            }
        }
        if read.link.is_none() && read.page.is_none() && read.rule.is_none() {
            if self.diagnostics.len() == faults {
                self.fault(
                    here,
                    "this entry would ignore everything",
                    "add `link`, `page` or `rule`",
                );
            }
            return None;
        }
        Some(read)
    }

    fn external(&mut self, value: &Value, config: &mut ExternalConfig) {
        let section = match value {
            Value::Nil => return,
            Value::Bool(enabled) => {
                config.enabled = *enabled;
                return;
            }
            Value::Hash(section) => section,
            _ => {
                return self.fault(
                    &["check", "external"],
                    "`check.external` must be a mapping",
                    "write keys below it",
                );
            }
        };
        let known = [
            "enabled",
            "cache",
            "patience",
            "max-wait",
            "timeout",
            "connections",
            "same-without-query",
            "fragments",
            "headers",
        ];
        for (key, value) in section.iter() {
            let key = key.as_str().unwrap_or("");
            let path = ["check", "external", key];
            let number = match value {
                Value::Int(number) => u32::try_from(*number).ok().filter(|number| *number > 0),
                _ => None,
            };
            let texts = || {
                super::raw::texts(value)
                    .iter()
                    .map(|text| text.to_string())
                    .collect()
            };
            match (key, value, number) {
                ("enabled", Value::Bool(enabled), _) => config.enabled = *enabled,
                ("cache", Value::Str(path), _) => config.cache = path.to_string(),
                ("patience", _, Some(days)) => config.patience = days,
                ("max-wait", _, Some(seconds)) => config.max_wait = seconds.into(),
                ("timeout", _, Some(seconds)) => config.timeout = seconds.into(),
                ("connections", _, Some(number)) => config.connections = number.min(256) as usize,
                ("same-without-query", ..) => config.same_without_query = texts(),
                ("fragments", ..) => config.fragments = texts(),
                ("headers", Value::Hash(hosts), _) => config.headers = headers(hosts),
                (key, ..) if known.contains(&key) => {
                    let message = format!("`check.external.{key}` has a value of the wrong kind");
                    self.fault(&path, message, "the manual lists the keys of `check.external`");
                }
                _ => self.unknown(&path, &known),
            }
        }
    }
}

fn headers(hosts: &Hash) -> Vec<(String, String, String)> {
    let mut headers = Vec::new();
    for (host, value) in hosts.iter() {
        let (Some(host), Some(lines)) = (host.as_str(), value.as_hash()) else {
            continue;
        };
        for (name, value) in lines.iter() {
            if let (Some(name), Some(value)) = (name.as_str(), value.as_str()) {
                headers.push((host.to_owned(), name.to_owned(), value.to_owned()));
            }
        }
    }
    headers
}

/// The rule of this name.
pub fn rule(name: &str) -> Option<Code> {
    let mut codes = RULES.iter().map(|(code, _)| *code);
    codes.find(|code| code.name() == name)
}

//! The keys that only `recto serve` reads.

use super::section::Section;
use crate::value::print::to_s;
use crate::value::{Hash, Value};
use std::path::PathBuf;

/// What the configuration says about the preview server. The command line overrides it.
#[derive(Clone, Debug, Default)]
pub struct ServeConfig {
    /// `host`.
    pub host: Option<String>,
    /// `port`.
    pub port: Option<u16>,
    /// `livereload_ignore`: patterns of sources whose changes reload nothing.
    pub livereload_ignore: Vec<String>,
    /// `show_dir_listing`.
    pub show_dir_listing: bool,
    /// `webrick.headers`: names and values.
    pub headers: Vec<(String, String)>,
    /// `ssl_cert`, relative to the source folder.
    pub ssl_cert: Option<PathBuf>,
    /// `ssl_key`, relative to the source folder.
    pub ssl_key: Option<PathBuf>,
}

impl ServeConfig {
    pub(super) fn of(values: &Hash) -> Self {
        let text = |key: &str| values.get(key).and_then(Value::as_str).map(str::to_owned);
        let all = Section::of_value(Value::Hash(values.clone().into()));
        let headers = all.section("webrick").section("headers").hash();
        Self {
            host: text("host"),
            port: match values.get("port") {
                Some(Value::Int(port)) => u16::try_from(*port).ok(),
                Some(Value::Str(port)) => port.parse().ok(),
                _ => None,
            },
            livereload_ignore: all
                .texts("livereload_ignore")
                .unwrap_or_default()
                .iter()
                .map(ToString::to_string)
                .collect(),
            show_dir_listing: all.is_truthy("show_dir_listing"),
            headers: headers
                .iter()
                .map(|(name, value)| (to_s(name).to_string(), to_s(value).to_string()))
                .collect(),
            ssl_cert: text("ssl_cert").map(PathBuf::from),
            ssl_key: text("ssl_key").map(PathBuf::from),
        }
    }
}

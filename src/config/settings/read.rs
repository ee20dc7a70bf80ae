//! Reads and checks a configuration file in recto's own layout, and writes the JSON schema of it.

use super::Settings;
use crate::config::RawConfig;
use crate::config::defaults::{KNOWN, Shape};
use crate::diag::{Code, Diagnostic, Span};
use crate::text::similar;
use crate::value::Hash;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// Every error of `file`: keys that nothing reads, and values of the wrong type.
pub(in crate::config) fn check(file: &RawConfig) -> Vec<Diagnostic> {
    let mut found = unknown_keys(file);
    let typed = match file.is_toml {
        true => toml::from_str::<Settings>(&file.text).map_err(|error| {
            let span = error.span().map(|span| (span.start, span.end));
            (error.message().to_owned(), span)
        }),
        false => serde_yaml::from_str::<Option<Settings>>(&file.text)
            .map(Option::unwrap_or_default)
            .map_err(|error| {
                let span = error.location().map(|at| (at.index(), at.index() + 1));
                (message_of(&error), span)
            }),
    };
    if let Err((message, span)) = typed {
        let mut fault = Diagnostic::error(Code::InvalidConfiguration, message)
            .hint("see the list of configuration keys in the manual");
        fault.span = span.map(|(start, end)| Span::new(file.source, start, end));
        found.push(fault);
    }
    found
}

/// The error without the line and column that serde_yaml appends, which the diagnostic shows itself.
fn message_of(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    let place = error
        .location()
        .map(|at| format!(" at line {} column {}", at.line(), at.column()));
    match place.and_then(|place| text.strip_suffix(&place).map(str::to_owned)) {
        Some(text) => text,
        None => text,
    }
}

/// The settings in merged keys; `check` has reported whatever cannot be read.
pub(in crate::config) fn settings(values: &Hash) -> Settings {
    let keys = values.iter().filter_map(|(key, value)| {
        let key = key.as_str()?;
        let own = own_keys().any(|own| own == key);
        own.then(|| Some((key.to_owned(), serde_json::to_value(value).ok()?)))?
    });
    let keys: serde_json::Map<String, Json> = keys.filter(|(_, value)| !value.is_null()).collect();
    Settings::deserialize(Json::Object(keys)).unwrap_or_default()
}

/// The settings of a Jekyll site: what the section `recto` of its configuration switches on. Jekyll ignores the section,
/// and themes have a use of their own for a key such as `search`.
pub(in crate::config) fn of_jekyll(values: &Hash) -> Settings {
    let section = values.get("recto").cloned().unwrap_or_default();
    let on = |key: &str| section.get(key).is_truthy();
    Settings {
        search: super::On(on("search")),
        llms: on("llms"),
        title: values
            .get("title")
            .and_then(|title| title.as_str().map(super::Text::from)),
        description: values
            .get("description")
            .and_then(|text| text.as_str().map(super::Text::from)),
        ..Settings::default()
    }
}

/// The names of the fields of [`Settings`].
fn own_keys() -> impl Iterator<Item = &'static str> {
    static KEYS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let schema = schemars::schema_for!(Settings);
        let properties = schema.get("properties").and_then(Json::as_object);
        properties
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .collect()
    });
    KEYS.iter().map(String::as_str)
}

fn unknown_keys(file: &RawConfig) -> Vec<Diagnostic> {
    // The section of Jekyll sites has no effect here.
    let jekylls = KNOWN.iter().map(|(key, _)| *key).filter(|key| *key != "recto");
    let known = || own_keys().chain(jekylls.clone());
    let keys = file.values.iter().filter_map(|(key, _)| key.as_str());
    let unknown = keys.filter(|key| !known().any(|known| known == *key));
    let fault = |key: &str| {
        let fault = Diagnostic::error(Code::UnknownKey, format!("unknown key `{key}`"));
        let mut fault = match (similar::nearest(key, known()), elsewhere(key)) {
            (_, Some(ours)) => fault.hint(ours),
            (Some(near), None) => fault.hint(format!("did you mean `{near}`?")),
            (None, None) => fault.hint(format!(
                "put values for your own templates below `extra:`; they read `site.extra.{key}`"
            )),
        };
        fault.span = file.span_of(key);
        fault
    };
    unknown.map(fault).collect()
}

/// The key that does the work of another generator's.
fn elsewhere(key: &str) -> Option<&'static str> {
    Some(match key {
        "navigation" | "sidebar" | "menu" => "the navigation is written under `nav:`",
        "repo_url" | "repository_url" | "github_url" => "write `repository:`",
        "edit_uri" | "editUrl" | "edit_link" => "write `edit_url:`",
        "site_name" => "write `title:`",
        "site_url" => "write `url:`, and a path below the host as `baseurl:`",
        "site_description" => "write `description:`",
        "extra_css" | "customCss" | "stylesheets" => "write `css:`",
        "extra_javascript" | "scripts" => "write `js:`",
        "docs_dir" => "the folder of pages is always `content`",
        "base_url" | "base" | "baseURL" => "write `url:` and `baseurl:`",
        "theme_color" | "palette" | "color" => "write `accent:`",
        "font" => "write `fonts:` with `text:` and `code:`",
        "default_language" | "language" | "locale" => "write `lang:`",
        _ => return None,
    })
}

/// The JSON schema of `recto.yml`: the fields of [`Settings`] and the keys that mean the same as in Jekyll.
#[allow(dead_code, reason = "no command prints it yet")]
pub fn schema() -> Json {
    let mut schema = schemars::schema_for!(Settings).to_value();
    if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
        for (key, shape) in KNOWN.iter().filter(|(key, _)| *key != "recto") {
            let of = match shape {
                Shape::Flag => json!({ "type": ["boolean", "null"] }),
                Shape::Text => json!({ "type": ["string", "number", "null"] }),
                Shape::Number => json!({ "type": ["integer", "null"] }),
                Shape::List => json!({ "type": ["array", "string", "null"] }),
                Shape::Mapping => json!({ "type": ["object", "null"] }),
                Shape::Any => json!(true),
            };
            properties.entry(*key).or_insert(of);
        }
    }
    schema["additionalProperties"] = json!(false);
    schema
}

//! Spellings of older Jekyll versions, mapped to today's with a warning.

use super::RawConfig;
use super::merge::Merging;
use crate::diag::{Code, Diagnostic};
use crate::value::Value;

/// Maps the keys of one file in place.
pub(super) fn map(file: &RawConfig, merging: &mut Merging<'_>) {
    for (old, new) in [
        ("server_port", "port"),
        ("layouts", "layouts_dir"),
        ("data_source", "data_dir"),
    ] {
        let text = matches!(merging.values.get(old), Some(Value::Str(_) | Value::Int(_)));
        if text && file.values.contains_key(old) && !file.values.contains_key(new) {
            merging.warn(
                file,
                old,
                format!("`{old}` is now called `{new}`"),
                "rename the key",
            );
            let value = merging.values.get(old).cloned().unwrap_or_default();
            merging.values.insert(new, value);
        }
    }
    gems(file, merging);
    if let Some(Value::Str(folder)) = file.values.get("plugins").cloned() {
        let text = "`plugins` is a list of gem names; a folder is `plugins_dir`";
        merging.warn(file, "plugins", text.to_owned(), "write `plugins_dir`, or a list");
        merging.values.insert("plugins", Value::array(Vec::new()));
        merging.values.insert("plugins_dir", Value::Str(folder));
    }
    for key in ["include", "exclude"] {
        if let Some(Value::Str(list)) = file.values.get(key).cloned() {
            let text = format!("`{key}` is a list, here it is one text with commas");
            merging.warn(file, key, text, "write one name per line, each after `- `");
            let items = list.split(',').map(|item| Value::from(item.trim()));
            merging.values.insert(key, Value::array(items.collect()));
        }
    }
    if file.values.contains_key("pygments") {
        let text = "`pygments` was removed: code is highlighted with Rouge's classes".to_owned();
        merging.warn(file, "pygments", text, "write `highlighter: rouge`, or nothing");
    }
    if file.values.get("highlighter").and_then(Value::as_str) == Some("pygments") {
        let text = "`highlighter: pygments`: code in Markdown is not coloured, as in Jekyll 4".to_owned();
        merging.warn(
            file,
            "highlighter",
            text,
            "write `highlighter: rouge`, or nothing",
        );
    }
    for key in ["auto", "server"] {
        if matches!(file.values.get(key), Some(Value::Bool(_))) {
            let text = format!("`{key}` is not read any more");
            merging.warn(file, key, text, "delete the line");
        }
    }
    for key in ["use_coderay", "enable_coderay"] {
        if file
            .values
            .get("kramdown")
            .is_some_and(|kramdown| kramdown.get(key).is_truthy())
        {
            let text = format!("`kramdown.{key}`: code is highlighted with Rouge's classes, not CodeRay's");
            merging.warn(file, "kramdown", text, "delete the line");
        }
    }
}

/// `gems`, which Jekyll 3 called what is `plugins` now.
fn gems(file: &RawConfig, merging: &mut Merging<'_>) {
    let Some(gems @ (Value::Array(_) | Value::Str(_))) = file.values.get("gems").cloned() else {
        return;
    };
    if file.values.contains_key("plugins") {
        return;
    }
    let text = "`gems` is now called `plugins`".to_owned();
    merging.warn(file, "gems", text, "rename the key; Jekyll 4 leaves `gems` out");
    let gems = super::raw::texts(&gems).into_iter().map(Value::Str);
    merging.values.insert("plugins", Value::array(gems.collect()));
}

/// Maps Markdown processors that Jekyll has removed to existing ones.
pub(super) fn markdown(name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<&'static str> {
    match name {
        "redcarpet" | "rdiscount" | "maruku" => {
            let text = format!("`markdown: {name}` was removed: the pages are converted with kramdown");
            diagnostics
                .push(Diagnostic::warning(Code::DeprecatedKey, text).hint("write `markdown: kramdown`"));
            Some("kramdown")
        }
        _ => None,
    }
}

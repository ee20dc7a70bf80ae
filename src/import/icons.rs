//! Icons and emoji by name: `:material-check:`, `:smile:`.

use super::text::Text;
use super::{Content, disk};

/// The sets of icons by the beginning of a name, with their folders.
const SETS: [(&str, &str); 6] = [
    ("material-", "material"),
    ("fontawesome-brands-", "fontawesome/brands"),
    ("fontawesome-regular-", "fontawesome/regular"),
    ("fontawesome-solid-", "fontawesome/solid"),
    ("octicons-", "octicons"),
    ("simple-", "simple"),
];

/// Characters for common icons, where their files are missing.
const CHARACTERS: [(&str, &str); 18] = [
    ("material-check", "✓"),
    ("material-check-bold", "✓"),
    ("material-close", "✗"),
    ("material-plus", "+"),
    ("material-minus", "−"),
    ("material-alert", "⚠"),
    ("material-information", "ℹ"),
    ("material-information-outline", "ℹ"),
    ("material-arrow-right", "→"),
    ("material-arrow-left", "←"),
    ("material-arrow-up", "↑"),
    ("material-arrow-down", "↓"),
    ("material-star", "★"),
    ("material-heart", "♥"),
    ("octicons-check-16", "✓"),
    ("octicons-x-16", "✗"),
    ("octicons-arrow-right-24", "→"),
    ("octicons-heart-fill-24", "♥"),
];

/// The shortcode that `rest` begins with: its length and what it becomes.
pub(super) fn shortcode(text: &mut Text<'_, '_>, rest: &str, at: usize) -> Option<(usize, String)> {
    let end = rest[1..].find(':')? + 1;
    let name = &rest[1..end];
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+');
    if name.is_empty() || !name.chars().all(fits) || !text.has("pymdownx.emoji") {
        return None;
    }
    let length = end + 1;
    let Some((prefix, folder)) = SETS.iter().find(|(prefix, _)| name.starts_with(prefix)) else {
        let emoji = emojis::get_by_shortcode(name)?;
        return Some((length, emoji.as_str().to_owned()));
    };
    let path = format!("{folder}/{}.svg", &name[prefix.len()..]);
    let icon = text
        .job
        .icons
        .as_ref()
        .and_then(|icons| disk::text(&icons.join(&path)));
    if let Some(icon) = icon {
        let svg = icon.trim().replace("<svg ", "<svg aria-hidden=\"true\" ");
        let html = format!("<span class=\"rc-icon\">{svg}</span>");
        text.job
            .files
            .insert(format!("includes/icons/{path}"), Content::Text(html));
        return Some((length, format!("{{% include icons/{path} %}}")));
    }
    if let Some((_, character)) = CHARACTERS.iter().find(|(known, _)| *known == name) {
        return Some((length, (*character).to_owned()));
    }
    let hint =
        "give the folder of icons of Material with `--icons`, in `site-packages/material/templates/.icons`";
    text.left(at, length, format!("the icon `{name}` was dropped"), hint);
    Some((length, String::new()))
}

//! Converts the text of a line: keys, icons, and the marks of PyMdown; `links` converts links and images.

use super::text::{Line, Text};
use super::{attributes, icons, links};
use crate::text::escape::ATTRIBUTE;

/// A converted line, with its indentation.
pub(super) fn line(text: &mut Text<'_, '_>, line: &Line<'_>) -> String {
    let indent = line.indent();
    let bare = &line.text[indent..];
    let converted = match bare.strip_prefix('#') {
        Some(_) => heading(text, bare, line.at + indent),
        None => self::text(text, bare, line.at + indent),
    };
    format!("{}{converted}", " ".repeat(indent))
}

/// A heading, which keeps its id and classes.
fn heading(text: &mut Text<'_, '_>, bare: &str, at: usize) -> String {
    let list = bare.rfind('{').filter(|_| bare.trim_end().ends_with('}'));
    let found = list.and_then(|start| {
        let (found, length) = attributes::parse(bare[start..].trim_end())?;
        (length == bare[start..].trim_end().len()).then_some((start, found))
    });
    let Some((start, found)) = found else {
        let converted = self::text(text, bare, at);
        let title = converted.trim_start_matches('#').trim_end_matches('#').trim();
        return match text.references.heading_id(&plain(title)) {
            Some(id) => format!("{} {{#{id}}}", converted.trim_end()),
            None => converted,
        };
    };
    let title = self::text(text, bare[..start].trim_end(), at);
    let mut found = found.without_marks();
    if let Some(at) = found.others.iter().position(|(name, _)| name == "id") {
        found.id = Some(found.others.remove(at).1);
    }
    // What Python-Markdown shows in the table of contents instead of the title.
    found.others.retain(|(name, _)| name != "toc_depth");
    match &found.id {
        Some(id) => text.references.set_id(id),
        None => {
            found.id = text
                .references
                .heading_id(&plain(title.trim_start_matches('#').trim()))
        }
    }
    for (name, _) in &found.others {
        let message = format!("the attribute `{name}` of this heading was dropped");
        text.left(
            at + start,
            bare.len() - start,
            message,
            "headings take `{#id .class}`",
        );
    }
    let mut list = found.id.iter().map(|id| format!("#{id}")).collect::<Vec<_>>();
    list.extend(found.classes.iter().map(|class| format!(".{class}")));
    match list.is_empty() {
        true => title,
        false => format!("{title} {{{}}}", list.join(" ")),
    }
}

/// The text of a line, converted; it begins at byte `at` of its source.
pub(super) fn text(text: &mut Text<'_, '_>, line: &str, at: usize) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut done = 0;
    while let Some(first) = line[done..].chars().next() {
        let rest = &line[done..];
        let place = at + done;
        match special(text, rest, &out, place) {
            Some((length, converted)) => {
                out.push_str(&converted);
                done += length;
            }
            None => {
                out.push(first);
                done += first.len_utf8();
            }
        }
    }
    out
}

/// The text without the marks of Markdown and HTML, for titles.
pub(super) fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in line.replace("{% raw %}", "").replace("{% endraw %}", "").chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            '`' | '*' => {}
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    // Icons are includes, which print HTML.
    while let Some(start) = out.find("{%") {
        let end = out[start..].find("%}").map_or(out.len(), |end| start + end + 2);
        out.replace_range(start..end, "");
    }
    out.trim().to_owned()
}

/// Text that Liquid prints as it is.
pub(super) fn raw(line: &str) -> String {
    match line.contains("{{") || line.contains("{%") {
        true => format!("{{% raw %}}{line}{{% endraw %}}"),
        false => line.to_owned(),
    }
}

/// What `rest` begins with, if that is more than a character: its length and what it becomes. `before` is the line up to
/// there.
fn special(text: &mut Text<'_, '_>, rest: &str, before: &str, at: usize) -> Option<(usize, String)> {
    match rest.as_bytes()[0] {
        b'\\' => escaped(text, rest),
        b'$' if text.has("pymdownx.arithmatex") => formula(rest),
        b'`' => code(rest),
        b'<' => tag(rest),
        b'!' if rest.starts_with("![") => links::image(text, rest, at),
        b'[' => links::link(text, rest, at),
        b'+' if text.has("pymdownx.keys") => keys(rest),
        b'=' if text.has("pymdownx.mark") => enclosed(text, rest, "==", "mark", at),
        b'^' if text.has("pymdownx.caret") => {
            enclosed(text, rest, "^^", "ins", at).or_else(|| enclosed(text, rest, "^", "sup", at))
        }
        b'~' if rest.starts_with("~~") => Some((2, "~~".to_owned())),
        b'~' if text.has("pymdownx.tilde") => enclosed(text, rest, "~", "sub", at),
        b':' => icons::shortcode(text, rest, at),
        b'{' => braces(text, rest, before, at),
        b'h' if text.has("pymdownx.magiclink") => address(rest, before),
        _ => None,
    }
}

fn escaped(text: &Text<'_, '_>, rest: &str) -> Option<(usize, String)> {
    if text.has("pymdownx.arithmatex")
        && let Some(inside) = rest.strip_prefix("\\(")
        && let Some(end) = inside.find("\\)")
    {
        return Some((end + 4, format!("${}$", inside[..end].trim())));
    }
    let next = rest.chars().nth(1)?;
    let length = 1 + next.len_utf8();
    Some((length, rest[..length].to_owned()))
}

/// A formula in a line, which is kept as it is.
fn formula(rest: &str) -> Option<(usize, String)> {
    let inside = &rest[1..];
    let end = inside.find('$').filter(|end| *end > 0)?;
    let is_formula =
        !inside.starts_with(char::is_whitespace) && !inside[..end].ends_with(char::is_whitespace);
    is_formula.then(|| (end + 2, rest[..end + 2].to_owned()))
}

/// A code span, without the language that PyMdown allows in it.
fn code(rest: &str) -> Option<(usize, String)> {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let mark = &rest[..ticks];
    let mut from = ticks;
    let end = loop {
        let at = from + rest[from..].find(mark)?;
        let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        if run == ticks {
            break at;
        }
        from = at + run;
    };
    let inside = &rest[ticks..end];
    let language = inside.strip_prefix("#!").or_else(|| inside.strip_prefix(":::"));
    let inside = match language.and_then(|code| code.split_once(' ')) {
        Some((name, code)) if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => code,
        _ => inside,
    };
    Some((end + ticks, format!("{mark}{inside}{mark}")))
}

/// An HTML tag, a comment or an address in angle brackets.
fn tag(rest: &str) -> Option<(usize, String)> {
    let next = rest[1..].chars().next()?;
    let is_tag = next.is_ascii_alphabetic() || matches!(next, '/' | '!');
    let end = rest.find('>').filter(|_| is_tag)? + 1;
    Some((end, rest[..end].replace(" markdown>", ">")))
}

/// `++ctrl+alt+del++`.
fn keys(rest: &str) -> Option<(usize, String)> {
    let inside = rest.strip_prefix("++")?;
    let end = inside
        .find("++")
        .filter(|end| *end > 0 && !inside[..*end].contains(' '))?;
    let shown = inside[..end]
        .split('+')
        .map(|key| format!("<kbd>{}</kbd>", key_name(key)));
    Some((end + 4, shown.collect::<Vec<_>>().join("+")))
}

fn key_name(key: &str) -> String {
    let key = key.trim_matches(['"', '\'']);
    match key {
        "ctrl" | "control" => "Ctrl".to_owned(),
        "cmd" | "command" | "meta" => "Cmd".to_owned(),
        "esc" | "escape" => "Esc".to_owned(),
        "del" | "delete" => "Del".to_owned(),
        "ins" | "insert" => "Ins".to_owned(),
        "arrow-up" | "up" => "↑".to_owned(),
        "arrow-down" | "down" => "↓".to_owned(),
        "arrow-left" | "left" => "←".to_owned(),
        "arrow-right" | "right" => "→".to_owned(),
        key => {
            let words = key.split('-').map(|word| {
                let mut letters = word.chars();
                let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
                first.unwrap_or_default() + letters.as_str()
            });
            ATTRIBUTE
                .escape(&words.collect::<Vec<_>>().join(" "))
                .into_owned()
        }
    }
}

/// Text between two marks, as an element.
fn enclosed(
    text: &mut Text<'_, '_>,
    rest: &str,
    mark: &str,
    name: &str,
    at: usize,
) -> Option<(usize, String)> {
    let inside = rest.strip_prefix(mark)?;
    if inside.starts_with(char::is_whitespace) || inside.starts_with(mark) {
        return None;
    }
    let end = inside.find(mark)?;
    // A single mark encloses no spaces.
    if end == 0 || (mark.len() == 1 && inside[..end].contains(' ')) || inside[..end].ends_with(' ') {
        return None;
    }
    let words = self::text(text, &inside[..end], at + mark.len());
    Some((end + 2 * mark.len(), format!("<{name}>{words}</{name}>")))
}

/// Liquid's braces, marks of CriticMarkup, or an attribute list after an element.
fn braces(text: &mut Text<'_, '_>, rest: &str, before: &str, at: usize) -> Option<(usize, String)> {
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        if !rest.starts_with(open) {
            continue;
        }
        let end = rest.find(close).map_or(rest.len(), |end| end + close.len());
        if text.has("macros") {
            let hint = "write it in Liquid: `{{ site.data.… }}`, an include, or a capture";
            text.left(at, end, "this is Jinja of the plugin `macros`", hint);
        }
        return Some((end, format!("{{% raw %}}{}{{% endraw %}}", &rest[..end])));
    }
    if text.has("pymdownx.critic") {
        for (open, close, name) in [
            ("{++", "++}", "ins"),
            ("{--", "--}", "del"),
            ("{==", "==}", "mark"),
        ] {
            if let Some(inside) = rest.strip_prefix(open)
                && let Some(end) = inside.find(close)
            {
                let words = self::text(text, &inside[..end], at + 3);
                return Some((end + 6, format!("<{name}>{words}</{name}>")));
            }
        }
    }
    if !before.ends_with(['*', '_', '`', '>', ')', ']', '}']) {
        return None;
    }
    let (found, length) = attributes::parse(rest)?;
    // Of code, the class is a language.
    let is_language = before.ends_with('`') && found.id.is_none() && found.others.is_empty();
    if !is_language && !found.without_marks().is_empty() {
        let hint = "write the element in HTML";
        text.left(at, length, "the attributes of this element were dropped", hint);
    }
    Some((length, String::new()))
}

/// A bare address, which needs angle brackets.
fn address(rest: &str, before: &str) -> Option<(usize, String)> {
    if !(rest.starts_with("https://") || rest.starts_with("http://"))
        || before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '=' | '<' | '/' | '('))
    {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'));
    let url =
        rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '*', '_']);
    Some((url.len(), format!("<{url}>")))
}

//! Converts the blocks of a page: admonitions, tabs, code, snippets, HTML with Markdown in it. Every other line is
//! converted on its own (`inline`).

use super::text::{Line, Text};
use super::{attributes, fence, html, inline, references, snippets};
use regex::Regex;
use std::sync::LazyLock;

/// `!!! note inline end "Title"`, `??? note`, `???+ note`.
static ADMONITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(!!!|\?\?\?\+?)\s*([\w-]+(?:\s+[\w-]+)*)?\s*(?:"(.*)")?\s*$"#).expect("a valid pattern")
});

/// `=== "Title"`, `===! "Title"`, `===+ "Title"`.
static TAB: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"^===([!+]*)\s+["'](.*)["']\s*$"#).expect("a valid pattern"));

static LIST_ITEM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[-*+]|\d+[.)]|:|\[\^[^\]]+\]:)\s").expect("a valid pattern"));

/// The kinds of admonitions that recto has under the same name, with the title that both give them.
const KINDS: [&str; 10] = [
    "note",
    "info",
    "tip",
    "success",
    "important",
    "example",
    "question",
    "warning",
    "caution",
    "danger",
];

/// The kinds that are one of recto's with another title.
const OTHER_KINDS: [(&str, &str); 18] = [
    ("abstract", "NOTE"),
    ("summary", "NOTE"),
    ("tldr", "NOTE"),
    ("quote", "NOTE"),
    ("cite", "NOTE"),
    ("todo", "INFO"),
    ("hint", "TIP"),
    ("check", "SUCCESS"),
    ("done", "SUCCESS"),
    ("help", "QUESTION"),
    ("faq", "QUESTION"),
    ("attention", "WARNING"),
    ("failure", "DANGER"),
    ("fail", "DANGER"),
    ("missing", "DANGER"),
    ("error", "DANGER"),
    ("bug", "DANGER"),
    ("see", "INFO"),
];

/// What a block converter has read and written.
struct Blocks<'l, 'x, 'j, 's> {
    text: &'x mut Text<'j, 's>,
    lines: &'l [Line<'l>],
    at: usize,
    out: Vec<String>,
    in_list: bool,
}

/// The converted lines.
pub(super) fn convert(text: &mut Text<'_, '_>, lines: &[Line<'_>]) -> Vec<String> {
    let mut blocks = Blocks {
        text,
        lines,
        at: 0,
        out: Vec::new(),
        in_list: false,
    };
    while blocks.at < lines.len() {
        blocks.step();
    }
    blocks.out
}

impl Blocks<'_, '_, '_, '_> {
    /// Converts the block at the current line.
    fn step(&mut self) {
        let line = self.lines[self.at].clone();
        let bare = line.text.trim();
        if bare.is_empty() {
            self.out.push(String::new());
            self.at += 1;
            return;
        }
        let after_blank = self.at == 0 || self.lines[self.at - 1].is_blank();
        if LIST_ITEM.is_match(bare) && (line.indent() < 4 || self.in_list) {
            self.in_list = true;
        } else if line.indent() == 0 && after_blank {
            self.in_list = false;
        }
        if line.indent() >= 4 && !self.in_list && after_blank {
            return self.code();
        }
        if let Some(end) = fence::end(self.lines, self.at) {
            let lines = &self.lines[self.at..end];
            self.at = end;
            let nested = self.text.is_nested;
            self.text.is_nested = nested || line.indent() > 0;
            let converted = fence::convert(self.text, lines);
            self.text.is_nested = nested;
            return self.block(converted, line.indent());
        }
        if self.text.has("pymdownx.arithmatex") && (bare.starts_with("$$") || bare.starts_with("\\[")) {
            return self.formula();
        }
        if bare.starts_with("<!--") {
            return self.comment();
        }
        if let Some(found) = ADMONITION.captures(bare) {
            return self.admonition(&line, &found);
        }
        if TAB.is_match(bare) {
            return self.tabs(&line);
        }
        if let Some((end, wanted)) = snippets::block(self.lines, self.at) {
            self.at = end;
            let nested = self.text.is_nested;
            self.text.is_nested = nested || line.indent() > 0;
            for name in wanted {
                let converted = snippets::markdown(self.text, &name, line.at + line.indent());
                self.block(converted, line.indent());
            }
            self.text.is_nested = nested;
            return;
        }
        if let Some(element) = html::element(bare) {
            return self.element(&line, &element);
        }
        self.line(&line);
    }

    /// A line of its own.
    fn line(&mut self, line: &Line<'_>) {
        self.at += 1;
        let bare = line.text.trim();
        let at = line.at + line.indent();
        if bare == "[TOC]" {
            return;
        }
        if bare.starts_with("/// ") {
            let message = "this is a block of PyMdown, which is shown as it is";
            self.text.left(at, 3, message, "write an alert or tabs of recto");
        }
        if let Some((found, length)) = attributes::parse(bare)
            && length == bare.len()
        {
            if found.classes.iter().any(|class| class == "annotate") {
                let hint = "the numbers `(1)` stay in the text, and the notes are a list below it";
                return self.text.left(at, length, "annotations became a list", hint);
            }
            let hint = "enclose the block in `<div class=\"…\">` and blank lines, or remove it";
            return self
                .text
                .left(at, length, "the attributes of this block were dropped", hint);
        }
        if let Some((label, target, title)) = references::definition(bare) {
            let target = self.text.job.site.renamed(&target);
            let written = references::written(&label, &target, &title);
            match self.text.is_nested || self.text.is_in_tab {
                true => self.text.references.moved.push(written),
                false => self.out.push(written),
            }
            return;
        }
        let converted = inline::line(self.text, line);
        self.out.push(converted);
    }

    /// An indented code block, up to the next line that is not indented.
    fn code(&mut self) {
        while let Some(line) = self.lines.get(self.at) {
            if !line.is_blank() && line.indent() < 4 {
                break;
            }
            self.out.push(inline::raw(&line.text));
            self.at += 1;
        }
    }

    /// A formula in a block, between two `$$` or in `\[…\]`.
    fn formula(&mut self) {
        let mut is_first = true;
        while let Some(line) = self.lines.get(self.at) {
            self.at += 1;
            let bare = line.text.trim();
            let rest = if is_first { &bare[2..] } else { bare };
            self.out.push(line.text.replace("\\[", "$$").replace("\\]", "$$"));
            if rest.ends_with("$$") || rest.ends_with("\\]") {
                break;
            }
            is_first = false;
        }
    }

    fn comment(&mut self) {
        while let Some(line) = self.lines.get(self.at) {
            self.out.push(line.text.to_string());
            self.at += 1;
            if line.text.contains("-->") {
                break;
            }
        }
    }

    /// The lines of the body of a block whose first line is indented by `indent`, without that indentation.
    fn body(&mut self, indent: usize) -> Vec<Line<'static>> {
        let from = self.at;
        let mut end = from;
        while let Some(line) = self.lines.get(self.at) {
            if !line.is_blank() && line.indent() < indent + 4 {
                break;
            }
            self.at += 1;
            if !line.is_blank() {
                end = self.at;
            }
        }
        self.at = end;
        let owned = self.lines[from..end].iter().map(|line| line.dedented(indent + 4));
        let owned = owned.map(|line| Line {
            text: line.text.into_owned().into(),
            at: line.at,
        });
        owned.collect()
    }

    /// Converts a body whose lines get a prefix, if `nested`.
    fn inner(&mut self, lines: &[Line<'_>], nested: bool) -> Vec<String> {
        let was = self.text.is_nested;
        self.text.is_nested = was || nested;
        let converted = convert(self.text, lines);
        self.text.is_nested = was;
        converted
    }

    /// Writes a block, with blank lines around it.
    fn block(&mut self, lines: Vec<String>, indent: usize) {
        if self.out.last().is_some_and(|last| !last.trim().is_empty()) {
            self.out.push(String::new());
        }
        let indent = " ".repeat(indent);
        for line in lines {
            self.out.push(match line.is_empty() {
                true => line,
                false => format!("{indent}{line}"),
            });
        }
        if self.lines.get(self.at).is_some_and(|line| !line.is_blank()) {
            self.out.push(String::new());
        }
    }

    fn admonition(&mut self, line: &Line<'_>, found: &regex::Captures<'_>) {
        let indent = line.indent();
        let at = line.at + indent;
        self.at += 1;
        let mut words = found.get(2).map_or("", |words| words.as_str()).split_whitespace();
        let kind = words.next().unwrap_or("note").to_lowercase();
        let rest = words.collect::<Vec<_>>();
        if rest.iter().any(|word| matches!(*word, "inline" | "end")) {
            let hint = "recto has no narrow alerts; check the order of the text";
            self.text.left(
                at,
                line.text.trim().len(),
                "an alert at the side became one above the text",
                hint,
            );
        }
        let title = found.get(3).map(|title| title.as_str());
        let mut title = title.map(|title| inline::text(self.text, title, at));
        let name = if KINDS.contains(&&*kind) {
            kind.to_uppercase()
        } else {
            let known = OTHER_KINDS.iter().find(|(name, _)| *name == kind);
            if known.is_none() && title.is_none() {
                let hint = "recto has ten kinds; choose one, and set its colours in `css:`";
                let message = format!("the admonition `{kind}` became a note");
                self.text.left(at, line.text.trim().len(), message, hint);
            }
            title = title.or_else(|| Some(capital(&kind)));
            known.map_or("NOTE", |(_, name)| *name).to_owned()
        };
        let mark = match &found[1] {
            "???" => "-",
            "???+" => "+",
            _ => "",
        };
        let title = title.filter(|title| !title.is_empty()).unwrap_or_default();
        let body = self.body(indent);
        let mut lines = vec![format!("[!{name}]{mark} {title}").trim_end().to_owned()];
        lines.extend(self.inner(&body, true));
        let quoted = lines
            .into_iter()
            .map(|line| format!("> {line}").trim_end().to_owned());
        self.block(quoted.collect(), indent);
    }

    fn tabs(&mut self, first: &Line<'_>) {
        let indent = first.indent();
        let mut out = match self.text.job.site.links_tabs {
            true => vec!["{% tabs group=\"linked\" %}".to_owned()],
            false => vec!["{% tabs %}".to_owned()],
        };
        let mut is_first = true;
        while let Some(line) = self.lines.get(self.at).cloned() {
            let Some(found) = TAB.captures(line.text.trim()).filter(|_| line.indent() == indent) else {
                break;
            };
            if !is_first && found[1].contains('!') {
                break;
            }
            if found[1].contains('+') {
                let hint = "recto opens the first tab; write this one first";
                self.text.left(
                    line.at,
                    line.text.len(),
                    "this tab is no longer the one that is open",
                    hint,
                );
            }
            is_first = false;
            self.at += 1;
            let title = inline::plain(&inline::text(self.text, &found[2], line.at + indent));
            let quote = if title.contains('"') { '\'' } else { '"' };
            let title = title.replace(if quote == '\'' { '\'' } else { '"' }, "’");
            out.push(format!("{{% tab {quote}{}{quote} %}}", title.trim()));
            let body = self.body(indent);
            let was = std::mem::replace(&mut self.text.is_in_tab, true);
            out.extend(self.inner(&body, indent > 0));
            self.text.is_in_tab = was;
            out.push("{% endtab %}".to_owned());
            // Blank lines before the next tab.
            let next = self.lines[self.at..].iter().position(|line| !line.is_blank());
            if let Some(next) = next.filter(|next| TAB.is_match(self.lines[self.at + next].text.trim())) {
                self.at += next;
            }
        }
        out.push("{% endtabs %}".to_owned());
        self.block(out, indent);
    }

    /// An HTML element with Markdown in it: blank lines around the Markdown do in CommonMark what the attribute does.
    fn element(&mut self, first: &Line<'_>, element: &html::Element) {
        let indent = first.indent();
        let close = format!("</{}", element.name);
        let mut depth = html::balance(&first.text, &element.name);
        self.at += 1;
        if depth <= 0 {
            let rest = Line {
                text: element.rest.clone().into(),
                at: first.at + first.text.len() - element.rest.len(),
            };
            let rest = inline::line(self.text, &rest);
            return self
                .out
                .push(format!("{}{}{rest}", " ".repeat(indent), element.tag));
        }
        let mut body = Vec::new();
        if !element.rest.trim().is_empty() {
            body.push(Line {
                text: element.rest.trim().to_owned().into(),
                at: first.at,
            });
        }
        let mut end = format!("</{}>", element.name);
        while let Some(line) = self.lines.get(self.at) {
            self.at += 1;
            depth += html::balance(&line.text, &element.name);
            if depth <= 0 {
                let cut = line.text.rfind(&close).unwrap_or(0);
                if !line.text[..cut].trim().is_empty() {
                    body.push(Line {
                        text: line.text[..cut].trim_end().to_owned().into(),
                        at: line.at,
                    });
                }
                end = line.text[cut..].to_owned();
                break;
            }
            body.push(line.clone());
        }
        let filled = body.iter().filter(|line| !line.is_blank());
        let width = filled.map(Line::indent).min().unwrap_or(0);
        let body = body.iter().map(|line| line.dedented(width)).collect::<Vec<_>>();
        let converted = self.inner(&body, false);
        let first = converted.iter().position(|line| !line.is_empty()).unwrap_or(0);
        let last = converted
            .iter()
            .rposition(|line| !line.is_empty())
            .map_or(0, |at| at + 1);
        let mut out = vec![element.tag.clone(), String::new()];
        out.extend(converted.into_iter().take(last).skip(first));
        out.extend([String::new(), end]);
        self.block(out, indent);
    }
}

/// The name of a kind as a title.
fn capital(kind: &str) -> String {
    let mut letters = kind.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

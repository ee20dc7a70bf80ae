//! Writes a tree of HTML as Markdown.

use super::tree::{Element, Node};

/// Elements without text for readers.
const SKIPPED: [&str; 6] = ["script", "style", "svg", "template", "button", "nav"];

/// Elements that are part of a line of text.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "input", "ins", "kbd", "label", "mark",
    "math", "q", "s", "small", "span", "strong", "sub", "sup", "u",
];

/// The Markdown that is being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
    /// The titles of tabs by the `id` of their pane.
    tabs: Vec<(String, String)>,
}

impl Writer {
    /// The text, with a line end.
    pub(super) fn finish(self) -> String {
        let text = self.out.trim_end();
        if text.is_empty() {
            String::new()
        } else {
            format!("{text}\n")
        }
    }

    /// Writes a text of its own and gives it.
    fn nested(&mut self, nodes: &[Node]) -> String {
        let mut inner = Self {
            out: String::new(),
            tabs: std::mem::take(&mut self.tabs),
        };
        inner.blocks(nodes);
        self.tabs = std::mem::take(&mut inner.tabs);
        inner.finish()
    }

    /// Begins a block.
    fn block(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Writes blocks; text between them is a paragraph.
    pub(super) fn blocks(&mut self, nodes: &[Node]) {
        let mut line = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if !INLINE.contains(&&*element.name) => {
                    self.paragraph(&std::mem::take(&mut line));
                    self.element(element);
                }
                node => line.push(node.clone()),
            }
        }
        self.paragraph(&line);
    }

    fn paragraph(&mut self, nodes: &[Node]) {
        let text = inline(nodes);
        self.block(text.trim());
    }

    fn element(&mut self, element: &Element) {
        match &*element.name {
            name if SKIPPED.contains(&name) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(element.name.as_bytes()[1] - b'0');
                let text = inline(&element.children);
                self.block(&format!("{} {}", "#".repeat(level), text.trim()));
            }
            "p" if element.has_class("markdown-alert-title") => {
                let title = inline(&element.children);
                self.block(&format!("**{}**", title.trim()));
            }
            "summary" | "dt" | "figcaption" => {
                let text = inline(&element.children);
                self.block(&format!("**{}**", text.trim()));
            }
            "p" => self.paragraph(&element.children),
            "hr" => self.block("---"),
            "pre" => self.code(element, ""),
            "ul" if element.has_class("nav-tabs") => self.tab_list(element),
            "ul" | "ol" => self.list(element),
            "table" if !element.has_class("rouge-table") => self.table(element),
            "blockquote" => self.quote(&element.children),
            _ if element.has_class("markdown-alert") => self.quote(&element.children),
            _ if element.has_class("tab-pane") => {
                let id = element.get("id");
                let title = self.tabs.iter().rev().find(|(pane, _)| pane == id);
                if let Some((_, title)) = title.cloned() {
                    self.block(&format!("**{title}**"));
                }
                self.blocks(&element.children);
            }
            _ => match (language(element), code_in(element)) {
                (Some(language), Some(pre)) => self.code(pre, language),
                _ => self.blocks(&element.children),
            },
        }
    }

    fn code(&mut self, pre: &Element, language: &str) {
        let inner = pre.elements().find_map(|code| language_of(code.get("class")));
        let language = if language.is_empty() {
            inner.unwrap_or("")
        } else {
            language
        };
        let language = if language == "plaintext" { "" } else { language };
        let text = code_text(pre);
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(3.max(longest + 1));
        self.block(&format!(
            "{fence}{language}\n{}\n{fence}",
            text.trim_end_matches('\n')
        ));
    }

    fn tab_list(&mut self, list: &Element) {
        for item in list.elements() {
            for link in item.elements().filter(|link| link.name == "a") {
                let pane = link.get("href").trim_start_matches('#').to_owned();
                self.tabs.push((pane, link.text().trim().to_owned()));
            }
        }
    }

    fn list(&mut self, list: &Element) {
        let mut text = String::new();
        let items = list.elements().filter(|item| item.name == "li");
        for (at, item) in items.enumerate() {
            let mark = match &*list.name {
                "ol" => format!("{}. ", at + 1),
                _ => "- ".to_owned(),
            };
            let body = self.nested(&item.children);
            text.push_str(&mark);
            text.push_str(&indented(body.trim_end(), &" ".repeat(mark.len())));
            text.push('\n');
        }
        self.block(&text);
    }

    fn quote(&mut self, nodes: &[Node]) {
        let body = self.nested(nodes);
        let lines = body.lines().map(|line| {
            if line.is_empty() {
                ">".to_owned()
            } else {
                format!("> {line}")
            }
        });
        self.block(&lines.collect::<Vec<_>>().join("\n"));
    }

    fn table(&mut self, table: &Element) {
        let mut rows = Vec::new();
        gather_rows(table, &mut rows);
        let mut text = String::new();
        for (at, row) in rows.iter().enumerate() {
            let cells = row.elements().filter(|cell| matches!(&*cell.name, "td" | "th"));
            let cells: Vec<String> = cells.map(cell).collect();
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
            if at == 0 {
                text.push_str(&format!("|{}\n", "---|".repeat(cells.len())));
            }
        }
        self.block(&text);
    }
}

fn cell(cell: &Element) -> String {
    inline(&cell.children)
        .trim()
        .replace('|', "\\|")
        .replace('\n', " ")
}

fn gather_rows<'t>(element: &'t Element, rows: &mut Vec<&'t Element>) {
    for child in element.elements() {
        match &*child.name {
            "tr" => rows.push(child),
            _ => gather_rows(child, rows),
        }
    }
}

/// The language in the class `language-NAME`.
fn language_of(class: &str) -> Option<&str> {
    class
        .split_ascii_whitespace()
        .find_map(|class| class.strip_prefix("language-"))
}

fn language(element: &Element) -> Option<&str> {
    language_of(element.get("class"))
}

/// The `pre` in the wrapper of a code block.
fn code_in(element: &Element) -> Option<&Element> {
    element.elements().find_map(|child| match &*child.name {
        "pre" => Some(child),
        _ => code_in(child),
    })
}

/// The text of code, without line numbers.
fn code_text(element: &Element) -> String {
    let parts = element.children.iter().map(|child| match child {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.has_class("lineno") || element.has_class("gutter") => String::new(),
        Node::Element(element) => code_text(element),
    });
    parts.collect()
}

fn indented(text: &str, by: &str) -> String {
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or("").to_owned();
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(by);
            out.push_str(line);
        }
    }
    out
}

/// Text in a line, with single spaces.
fn inline(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => push_text(&mut out, text),
            Node::Element(element) => push_inline(&mut out, element),
        }
    }
    out
}

fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c.is_whitespace() {
            true if out.is_empty() || out.ends_with([' ', '\n']) => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
}

fn push_inline(out: &mut String, element: &Element) {
    let around = |out: &mut String, mark: &str| {
        let text = inline(&element.children);
        if !text.trim().is_empty() {
            out.push_str(&format!("{mark}{}{mark}", text.trim()));
        }
    };
    match &*element.name {
        name if SKIPPED.contains(&name) => {}
        "a" if element.has_class("rc-anchor") || element.has_class("footnote-backref") => {}
        "a" => {
            let text = inline(&element.children);
            out.push_str(&format!("[{}]({})", text.trim(), element.get("href")));
        }
        "img" => out.push_str(&format!("![{}]({})", element.get("alt"), element.get("src"))),
        "br" => out.push_str("\\\n"),
        "strong" | "b" => around(out, "**"),
        "em" | "i" => around(out, "*"),
        "del" | "s" => around(out, "~~"),
        "code" | "kbd" => out.push_str(&format!("`{}`", element.text())),
        "input" if element.get("type") == "checkbox" => {
            let checked = element.has_attribute("checked");
            out.push_str(if checked { "[x] " } else { "[ ] " });
        }
        _ => out.push_str(&inline(&element.children)),
    }
}

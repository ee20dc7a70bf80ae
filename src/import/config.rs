//! Reads `mkdocs.yml` and writes `recto.yml`.

use super::{disk, nav, text};
use crate::diag::{Code, Diagnostic, Result, SourceId, Sources, Span};
use crate::value::{Value, print, yaml};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The old site, as far as its pages depend on it.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// The folder of `mkdocs.yml`.
    pub(super) root: PathBuf,
    /// The folder of pages, and its path as the configuration names it.
    pub(super) docs: PathBuf,
    pub(super) docs_name: String,
    /// The names of the extensions of Markdown, and `macros` for that plugin.
    pub(super) extensions: Vec<String>,
    /// Whether tabs with the same title change together.
    pub(super) links_tabs: bool,
    /// The folders in which snippets are, and those that every page ends with.
    pub(super) snippet_folders: Vec<String>,
    pub(super) appended: Vec<String>,
    /// The old URLs of each page.
    pub(super) redirects: BTreeMap<String, Vec<String>>,
    /// The templates that override Material's.
    pub(super) overrides: Vec<String>,
    /// Whether a page shows a source file.
    pub(super) shows_code: bool,
}

impl Site {
    /// `path` with the name that the file has in recto: a `README.md` is the page of its folder.
    pub(super) fn renamed(&self, path: &str) -> String {
        let (target, fragment) = match path.find('#') {
            Some(at) => path.split_at(at),
            None => (path, ""),
        };
        let folder = match target.rsplit_once('/') {
            Some((folder, "README.md")) => format!("{folder}/"),
            None if target == "README.md" => String::new(),
            _ => return path.to_owned(),
        };
        match self.docs.join(format!("{folder}index.md")).is_file() {
            true => path.to_owned(),
            false => format!("{folder}index.md{fragment}"),
        }
    }
}

/// A YAML scalar that means `text`.
pub(super) fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '.' | '-' | '_' | '(' | ')' | ',');
    let is_word = text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| plain(c) && c != ',')
        && !text.ends_with(' ')
        && !matches!(
            &*text.to_lowercase(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
        );
    match is_word {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}

/// The configuration being converted.
pub(super) struct Reader<'a> {
    pub(super) values: &'a Value,
    text: &'a str,
    source: SourceId,
    left: &'a mut Vec<Diagnostic>,
    pub(super) out: String,
}

/// Reads the configuration of the site in `root`; gives the site, and the text of `recto.yml`.
pub(super) fn read(root: &Path, sources: &Sources, left: &mut Vec<Diagnostic>) -> Result<(Site, String)> {
    let found = ["mkdocs.yml", "mkdocs.yaml"];
    let found = found
        .iter()
        .find_map(|name| Some((*name, disk::text(&root.join(name))?)));
    let Some((name, text)) = found else {
        let message = format!("there is no `mkdocs.yml` in `{}`", root.display());
        let fault = Diagnostic::error(Code::MissingSource, message);
        return Err(Box::new(fault.hint("name the folder of the MkDocs site")));
    };
    let source = sources.add(name, text.as_str());
    let values = yaml::parse(source, &text, 0)?;
    let docs_name = match values.get("docs_dir").as_str() {
        Some(name) => name.trim_end_matches('/').to_owned(),
        None => "docs".to_owned(),
    };
    let mut site = Site {
        root: root.to_owned(),
        docs: root.join(&docs_name),
        docs_name,
        ..Site::default()
    };
    if !site.docs.is_dir() {
        let message = format!("the folder of pages `{}` does not exist", site.docs.display());
        return Err(Box::new(Diagnostic::error(Code::MissingSource, message)));
    }
    let mut reader = Reader {
        values: &values,
        text: &text,
        source,
        left,
        out: String::new(),
    };
    reader.extensions(&mut site);
    reader.plugins(&mut site);
    reader.about();
    reader.theme(&mut site);
    reader.extra(&site);
    reader.rest(&site);
    Ok((site, reader.out))
}

/// A value as text.
pub(super) fn shown(value: &Value) -> String {
    print::to_s(value).to_string()
}

/// The entries of a list of names, some with options: `- search` or `- search: { lang: en }`.
pub(super) fn named(list: &Value) -> Vec<(String, Value)> {
    let entry = |item: &Value| match item {
        Value::Hash(map) => map.at(0).map(|(name, options)| (shown(name), options.clone())),
        item => Some((shown(item), Value::Nil)),
    };
    match list {
        Value::Array(items) => items.iter().filter_map(entry).collect(),
        Value::Hash(map) => map
            .iter()
            .map(|(name, options)| (shown(name), options.clone()))
            .collect(),
        _ => Vec::new(),
    }
}

pub(super) fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(shown).collect(),
        Value::Nil => Vec::new(),
        one => vec![shown(one)],
    }
}

impl Reader<'_> {
    /// Reports what has no counterpart, at the place of `name` after the key `key`.
    pub(super) fn left(&mut self, key: &str, name: &str, message: String, hint: &str) {
        let from = yaml::locate(self.text, &[yaml::Step::Key(key)]);
        let from = from.map_or(0, |found| found.key.map_or(found.value.start, |key| key.start));
        let at = self.text[from..].find(name).map_or(from, |at| from + at);
        let span = Span::new(self.source, at, at + name.len());
        self.left.push(text::left(message, hint).at(span));
    }

    fn text(&self, key: &str) -> Option<String> {
        match self.values.get(key) {
            Value::Nil => None,
            value => Some(shown(&value)),
        }
    }

    pub(super) fn write(&mut self, key: &str, value: &str) {
        self.out.push_str(&format!("{key}: {}\n", scalar(value)));
    }

    pub(super) fn list(&mut self, key: &str, items: &[String]) {
        if !items.is_empty() {
            self.out.push_str(&format!("{key}:\n"));
            items
                .iter()
                .for_each(|item| self.out.push_str(&format!("  - {}\n", scalar(item))));
        }
    }

    /// Title, URLs, repository.
    fn about(&mut self) {
        for (old, new) in [
            ("site_name", "title"),
            ("site_description", "description"),
            ("site_author", "author"),
            ("copyright", "footer"),
            ("repo_url", "repository"),
        ] {
            if let Some(value) = self.text(old) {
                self.write(new, value.trim());
            }
        }
        if let Some(url) = self.text("site_url") {
            let start = url.find("://").map_or(0, |at| at + 3);
            let path = url[start..].find('/').map_or(url.len(), |at| start + at);
            self.write("url", &url[..path]);
            let base = url[path..].trim_end_matches('/');
            if !base.is_empty() {
                self.write("baseurl", base);
            }
        }
        let edit = self.text("edit_uri").or_else(|| self.text("edit_uri_template"));
        if let Some(edit) = edit.filter(|edit| !edit.is_empty()) {
            let repository = self.text("repo_url").unwrap_or_default();
            let whole = match edit.contains("://") {
                true => edit,
                false => format!(
                    "{}/{}",
                    repository.trim_end_matches('/'),
                    edit.trim_start_matches('/')
                ),
            };
            let whole = whole.trim_end_matches('/');
            let parent = whole
                .rsplit_once('/')
                .map_or(whole, |(parent, _)| parent)
                .to_owned();
            self.write("edit_url", &parent);
        }
        let pretty = !matches!(self.values.get("use_directory_urls"), Value::Bool(false));
        self.write("permalink", if pretty { "pretty" } else { "none" });
        self.out.push_str("liquid_in_code: false\n");
    }

    fn extensions(&mut self, site: &mut Site) {
        let known = [
            "abbr",
            "admonition",
            "attr_list",
            "def_list",
            "footnotes",
            "md_in_html",
            "meta",
            "toc",
            "tables",
            "extra",
            "sane_lists",
            "fenced_code",
            "codehilite",
            "markdown.extensions.extra",
            "pymdownx.arithmatex",
            "pymdownx.betterem",
            "pymdownx.caret",
            "pymdownx.critic",
            "pymdownx.details",
            "pymdownx.emoji",
            "pymdownx.highlight",
            "pymdownx.inlinehilite",
            "pymdownx.keys",
            "pymdownx.magiclink",
            "pymdownx.mark",
            "pymdownx.snippets",
            "pymdownx.superfences",
            "pymdownx.tabbed",
            "pymdownx.tasklist",
            "pymdownx.tilde",
            "pymdownx.extra",
            "pymdownx.saneheaders",
        ];
        site.snippet_folders = vec![".".to_owned()];
        for (name, options) in named(&self.values.get("markdown_extensions")) {
            if name == "pymdownx.snippets" {
                let folders = strings(&options.get("base_path"));
                if !folders.is_empty() {
                    let inside = |folder: &String| folder.replace("!relative", "").trim().to_owned();
                    site.snippet_folders = folders.iter().map(inside).collect();
                }
                site.appended = strings(&options.get("auto_append"));
            }
            if name == "pymdownx.smartsymbols" {
                let hint = "write the characters themselves, such as → and ©";
                self.left(
                    "markdown_extensions",
                    &name,
                    "symbols such as `-->` stay as they are".to_owned(),
                    hint,
                );
            } else if !known.contains(&&*name) {
                let hint = "look for its syntax in the pages";
                let message = format!("the extension `{name}` has no counterpart");
                self.left("markdown_extensions", &name, message, hint);
            }
            site.extensions.push(name);
        }
        if site.extensions.iter().any(|name| name == "pymdownx.arithmatex") {
            self.out.push_str("math: true\n");
        }
    }

    /// The navigation, and keys without a counterpart.
    fn rest(&mut self, site: &Site) {
        let list = self.values.get("nav");
        if !list.is_nil() {
            let mut found = Vec::new();
            let nav = nav::nav(&list, site, &mut |name, message, hint| {
                found.push((name.to_owned(), message, hint));
            });
            for (name, message, hint) in found {
                self.left("nav", &name, message, hint);
            }
            self.out.push_str(&nav);
        }
        let known = [
            "site_name",
            "site_description",
            "site_author",
            "site_url",
            "copyright",
            "repo_url",
            "repo_name",
            "edit_uri",
            "edit_uri_template",
            "use_directory_urls",
            "docs_dir",
            "site_dir",
            "theme",
            "markdown_extensions",
            "plugins",
            "extra",
            "extra_css",
            "extra_javascript",
            "nav",
            "strict",
            "dev_addr",
            "watch",
            "validation",
            "remote_branch",
            "remote_name",
        ];
        let Some(values) = self.values.as_hash().cloned() else {
            return;
        };
        for key in values
            .iter()
            .filter_map(|(key, _)| key.as_str())
            .filter(|key| !known.contains(key))
        {
            let hint = match key {
                "hooks" => "recto runs no Python; use Liquid, data files, or a program before the build",
                "not_in_nav" | "exclude_docs" => {
                    "set `nav: false` or `draft: true` in the front matter of these pages"
                }
                "INHERIT" => "copy the keys of that file into `mkdocs.yml` and import again",
                _ => "look for what it does in the manual of MkDocs",
            };
            self.left(key, key, format!("the key `{key}` has no counterpart"), hint);
        }
    }
}

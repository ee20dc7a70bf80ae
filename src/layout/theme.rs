//! A page's converted body in, the same in the Tera theme out; and the theme's own files.
//!
//! The theme is embedded. A template of the site with the same name wins over the embedded one, and so does a file
//! in `assets`. A template sees exactly two variables, `site` and `page`, made here; that is all it can depend on.

use super::tree::{self, Tree};
use crate::diag::{Code, Diagnostic, Result, Span};
use crate::site::view::Read;
use crate::site::{Body, FileContent, Heading, OutputFile, PageId, Site};
use crate::text::escape::QUOTES;
use crate::value::{Str, Value};
use include_dir::{Dir, include_dir};
use serde_json::{Map, Value as Json, json};
use std::hash::{Hash, Hasher};
use tera::{Context, Tera};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The templates of a site with what they all see.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    site: Map<String, Json>,
    tree: Tree,
}

impl Theme {
    /// The embedded templates under those of `site`, with the navigation of its pages.
    ///
    /// # Errors
    ///
    /// The first template that is not well formed.
    pub fn of(site: &Site) -> Result<Self> {
        let embedded =
            files(&TEMPLATES).filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)));
        let own = site
            .layouts
            .values()
            .map(|layout| (format!("{}{}", layout.name, layout.ext), layout.body()));
        let mut templates = std::collections::BTreeMap::new();
        templates.extend(embedded);
        templates.extend(own);
        let mut tera = Tera::default();
        // Tera's own escapes slashes as well, which URLs are full of.
        tera.set_escape_fn(|text| QUOTES.escape(text).into_owned());
        tera.add_raw_templates(templates)
            .map_err(|error| fault(site, &error))?;
        Ok(Self {
            tera,
            site: head(site),
            tree: Tree::of(site),
        })
    }

    /// The fingerprint of all that a page in this theme shows beside its own head and body: templates, navigation,
    /// data.
    pub fn fingerprint(&self, site: &Site) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        for layout in site.layouts.values() {
            (&layout.name, &layout.text).hash(&mut hasher);
        }
        self.tree.hash(site, &mut hasher);
        site.fingerprint(&Read::Data("".into())).hash(&mut hasher);
        hasher.finish()
    }

    /// Lays page `id`, whose body is `body`, out in the template that it asks for by `template` or `layout`, else
    /// in `404.html`, `list.html` (the first page of a folder) or `page.html`.
    ///
    /// # Errors
    ///
    /// What the template has wrong, at its place.
    pub fn wrap(&self, site: &Site, id: PageId, body: &Body) -> Result<Str> {
        let page = site.page(id);
        let named = ["template", "layout"].iter().find_map(|key| match page.get(key) {
            Value::Str(name) => Some(name),
            _ => None,
        });
        let name = match named {
            Some(name) if &*name == "none" => return Ok(Str::clone(&body.html)),
            Some(name) if name.ends_with(".html") => name.to_string(),
            Some(name) => format!("{name}.html"),
            None if &*page.url == "/404.html" => "404.html".to_owned(),
            None if self.tree.has_children(id) => "list.html".to_owned(),
            None => "page.html".to_owned(),
        };
        let mut context = Context::new();
        let mut head = self.site.clone();
        head.insert("nav".to_owned(), self.tree.seen_from(site, id));
        context.insert("site", &head);
        context.insert("page", &self.page(site, id, body));
        match self.tera.render(&name, &context) {
            Ok(text) => Ok(text.into()),
            Err(error) => {
                let fault = fault(site, &error);
                Err(Box::new(fault.step(
                    format!("in the template `{name}` of `{}`", page.path),
                    None,
                )))
            }
        }
    }

    /// What a template sees as `page`: the page's own keys, and over them those made here.
    fn page(&self, site: &Site, id: PageId, body: &Body) -> Json {
        let page = site.page(id);
        let mut seen = Map::new();
        for source in [&page.defaults, &page.data] {
            for (key, value) in source.iter() {
                if let (Some(key), Ok(value)) = (key.as_str(), serde_json::to_value(value)) {
                    seen.insert(key.to_owned(), value);
                }
            }
        }
        let text = |key: &str| page.get(key).as_str().map(str::to_owned);
        let first = body.headings.first().filter(|heading| heading.level == 1);
        let edit = site.config.get("edit_url").as_str().map(|edit| {
            let edit = edit.trim_end_matches('/');
            format!("{edit}/{}", page.path)
        });
        let made = json!({
            "title": tree::title(site, id, body.headings.first()),
            "url": &*page.url,
            "path": &*page.path,
            "lang": text("lang").or_else(|| site.config.get("lang").as_str().map(str::to_owned)).unwrap_or_else(|| "en".to_owned()),
            "dir": text("dir").unwrap_or_else(|| "ltr".to_owned()),
            "content": &*body.html,
            "needs_heading": first.is_none(),
            "toc": toc(&body.headings),
            "breadcrumbs": self.tree.above(site, id),
            "children": self.tree.children(site, id),
            "prev": self.tree.neighbour(site, id, -1),
            "next": self.tree.neighbour(site, id, 1),
            "edit_url": edit,
        });
        if let Json::Object(made) = made {
            seen.extend(made);
        }
        Json::Object(seen)
    }
}

/// The theme's own files, where the site has none of the same path.
pub fn assets(site: &Site) -> Vec<OutputFile> {
    let taken = |path: &str| {
        site.static_files.iter().any(|file| &*file.output == path)
            || site.pages.iter().any(|page| &*page.output == path)
    };
    let assets = files(&ASSETS).map(|(path, bytes)| (format!("assets/{path}"), bytes));
    let assets = assets.filter(|(path, _)| !taken(path));
    let output = assets.map(|(path, bytes)| OutputFile {
        url: format!("/{path}").into(),
        path: path.into(),
        content: FileContent::Bytes(bytes.into()),
        page: None,
    });
    output.collect()
}

/// All files of an embedded folder, by path.
fn files(folder: &'static Dir<'_>) -> impl Iterator<Item = (String, &'static [u8])> {
    let mut found = Vec::new();
    let mut left = vec![folder];
    while let Some(folder) = left.pop() {
        let here = folder.files();
        found.extend(here.map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents())));
        left.extend(folder.dirs());
    }
    found.sort();
    found.into_iter()
}

/// What all templates see as `site`, but for the navigation: the configuration, with a title in any case.
fn head(site: &Site) -> Map<String, Json> {
    let mut head = Map::new();
    for (key, value) in site.config.values.iter() {
        if let (Some(key), Ok(value)) = (key.as_str(), serde_json::to_value(value)) {
            head.insert(key.to_owned(), value);
        }
    }
    let title = head
        .get("title")
        .and_then(Json::as_str)
        .unwrap_or("Documentation")
        .to_owned();
    head.insert("title".to_owned(), json!(title));
    head.insert("url".to_owned(), json!(&*site.config.url));
    head.insert("baseurl".to_owned(), json!(&*site.config.baseurl));
    // Every page gets a copy of what it sees, so the data come along only where a template wants them.
    let wanted = site
        .layouts
        .values()
        .any(|layout| layout.body().contains("site.data"));
    if let Some(data) = wanted.then(|| serde_json::to_value(&site.data).ok()).flatten() {
        head.insert("data".to_owned(), data);
    }
    head
}

/// The table of contents: headings of the second level, those of the third below them.
fn toc(headings: &[Heading]) -> Json {
    let mut toc: Vec<Json> = Vec::new();
    for heading in headings {
        let entry = json!({ "id": &*heading.id, "title": tree::plain(&heading.html), "children": [] });
        match (heading.level, toc.last_mut()) {
            (2, _) => toc.push(entry),
            (3, Some(above)) => {
                if let Some(below) = above.get_mut("children").and_then(Json::as_array_mut) {
                    below.push(entry);
                }
            }
            _ => {}
        }
    }
    Json::Array(toc)
}

/// Tera's error as a diagnostic: the innermost cause, at the template's place where it tells one.
fn fault(site: &Site, error: &tera::Error) -> Box<Diagnostic> {
    let mut texts = vec![error.to_string()];
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        texts.push(inner.to_string());
        cause = inner.source();
    }
    let message = texts.last().map_or("", |text| text.trim()).replace('\n', " ");
    let mut fault = Diagnostic::error(Code::InvalidTemplate, format!("template: {message}"));
    // `Failed to parse "page.html"`, `Failed to render 'page.html'`
    let named = texts.iter().find_map(|text| {
        let from = text.find(['"', '\''])? + 1;
        let to = text[from..].find(['"', '\''])? + from;
        let name = text[from..to]
            .rsplit_once('.')
            .map_or(&text[from..to], |(name, _)| name);
        site.layouts.get(name)
    });
    if let Some(layout) = named {
        let line = texts.iter().find_map(|text| {
            let at = text.find("--> ")? + 4;
            text[at..].split(':').next()?.trim().parse::<usize>().ok()
        });
        let start = layout
            .body()
            .lines()
            .take(line.unwrap_or(1).saturating_sub(1))
            .map(|line| line.len() + 1);
        let start = layout.body + start.sum::<usize>();
        fault = fault.at(Span::new(layout.source, start, start + 1));
    }
    Box::new(fault)
}

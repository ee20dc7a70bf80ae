//! From source files to a [`Draft`]: pages, documents, static files, layouts, includes, data.

use super::defaults::Defaults;
use super::document::document;
use super::excerpt::excerpt_of;
use super::permalink::basename;
use super::{Collection, CollectionId, Converter, Draft, Layout, PageDraft, PageKind, StaticFile, Table};
use super::{data, order, permalink};
use crate::config::{Config, SiteKind};
use crate::diag::{Code, Diagnostic, Severity, SourceId};
use crate::discover::{Content, Kind, SourceFile, SourceTree};
use crate::front_matter::{self, Fault};
use crate::text::path::extension;
use crate::value::{Hash, Include, Str, Value};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// What the making of a page needs.
pub(super) struct PageBuilder<'a> {
    pub(super) config: &'a Config,
    pub(super) defaults: &'a Defaults,
}

impl PageBuilder<'_> {
    /// Reports an error in front matter: as an error if Jekyll stops at it, else as a warning.
    pub(super) fn report(&self, fault: Fault, diagnostics: &mut Vec<Diagnostic>) {
        let mut diagnostic = *fault.diagnostic;
        if !fault.fatal {
            diagnostic.severity = match self.config.strict_front_matter {
                true => Severity::Error,
                false => Severity::Warning,
            };
            if diagnostic.severity == Severity::Warning && diagnostic.hints.is_empty() {
                diagnostic = diagnostic.hint("the page is built without its front matter");
            }
        }
        diagnostics.push(diagnostic);
    }

    /// Whether a page's date is in the future and future pages are left out.
    pub(super) fn is_future(&self, page: &PageDraft) -> bool {
        let date = page.date.as_ref();
        !self.config.future && date.is_some_and(|date| date.seconds > self.config.time.seconds)
    }
}

/// A page without data, as a file has it before its front matter is read.
pub(super) fn blank(
    file: &SourceFile,
    source: SourceId,
    text: &Arc<str>,
    kind: PageKind,
    config: &Config,
) -> PageDraft {
    let mut page = bare(&file.path, kind, source, text, config);
    page.location = Some(file.location.clone());
    page.modified = Some(file.modified);
    page
}

/// A page at `path` with nothing but its text.
fn bare(path: &str, kind: PageKind, source: SourceId, text: &Arc<str>, config: &Config) -> PageDraft {
    let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
    let ext = extension(name);
    PageDraft {
        kind,
        source,
        text: Arc::clone(text),
        body: 0,
        location: None,
        modified: None,
        path: path.into(),
        dir: if dir.is_empty() {
            "".into()
        } else {
            format!("/{dir}").into()
        },
        name: name.into(),
        ext: ext.into(),
        data: Arc::default(),
        defaults: Arc::default(),
        converter: converter(ext, config),
        liquid: true,
        date: None,
        given_ext: None,
        given_url: None,
        given_output: None,
        unwritten: false,
        excerpt: None,
        pager: None,
        listed: None,
        foreign: None,
    }
}

/// What converts files with an extension.
fn converter(ext: &str, config: &Config) -> Converter {
    let lower = ext.trim_start_matches('.').to_lowercase();
    match lower.as_str() {
        known if !ext.is_empty() && config.markdown_ext.iter().any(|ext| **ext == *known) => {
            Converter::Markdown
        }
        "scss" => Converter::Scss,
        "sass" => Converter::Sass,
        "coffee" if config.plugins.iter().any(|gem| **gem == *"jekyll-coffeescript") => Converter::Coffee,
        _ => Converter::Identity,
    }
}

/// A page that is not a document; `None` if it is not published or has an unusable permalink.
pub(super) fn plain_page(
    mut page: PageDraft,
    making: &PageBuilder<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PageDraft> {
    let config = making.config;
    let (parsed, fault) = front_matter::document(page.source, &page.text, &config.zone);
    page.body = parsed.body.start as usize;
    if let Some(fault) = fault {
        let fatal = fault.fatal;
        making.report(fault, diagnostics);
        if fatal {
            return None;
        }
    }
    page.data = parsed.head;
    if page
        .data
        .get("permalink")
        .is_some_and(|link| link.as_str() == Some(""))
    {
        let span = page.key_span("permalink");
        let fault = Diagnostic::error(Code::InvalidPermalink, "`permalink` must not be empty").at(span);
        diagnostics.push(fault.hint("remove the line, or give the page a path such as `/about/`"));
        return None;
    }
    let published = page.data.get("published").is_none_or(Value::is_truthy);
    if !published && !config.unpublished {
        return None;
    }
    // Jekyll knows drafts by their folder only.
    let draft = config.arrangement == SiteKind::Recto && page.data.get("draft").is_some_and(Value::is_truthy);
    if draft && !config.show_drafts {
        return None;
    }
    finish_plain(&mut page, making, diagnostics);
    Some(page)
}

/// What follows from a page's data.
fn finish_plain(page: &mut PageDraft, making: &PageBuilder<'_>, diagnostics: &mut Vec<Diagnostic>) {
    page.defaults = making.defaults.all(&page.path, Some("pages"));
    let may_disable = !making.config.profile.is_jekyll_3();
    page.liquid = !(may_disable && matches!(page.get("render_with_liquid"), Value::Bool(false)));
    let html = matches!(&*permalink::output_ext(page), ".html" | ".xhtml" | ".htm");
    if making.config.page_excerpts && html && !page.get("excerpt").is_truthy() {
        page.excerpt = excerpt_of(page, making.config, diagnostics);
    }
}

impl Draft {
    /// The draft of what was found. Faults of single files go to its diagnostics.
    pub fn assemble(found: SourceTree, config: Arc<Config>) -> Self {
        let mut diagnostics = Vec::new();
        let defaults = Defaults::new(&config, &mut diagnostics);
        let SourceTree {
            files,
            source_reader,
            reader,
            sources,
            links: _,
        } = found;
        let data = data::read(&files, &config, &mut diagnostics);
        let mut draft = Draft {
            collections: collections(&config),
            documents: Vec::new(),
            pages: Vec::new(),
            static_files: Vec::new(),
            layouts: Table::default(),
            includes: Table::default(),
            data,
            diagnostics,
            defaults,
            source_reader,
            reader,
            sources,
            config,
        };
        draft.add_parts(&files);
        draft.add_pages(&files);
        draft
    }

    /// Layouts and includes; the site's own come first and win.
    fn add_parts(&mut self, files: &[SourceFile]) {
        for file in files {
            let Content::Text { source, text } = &file.content else {
                continue;
            };
            match file.kind {
                Kind::Include if !self.includes.contains_key(&*file.path) => {
                    let include = Include {
                        source: *source,
                        text: Arc::clone(text),
                    };
                    self.includes.insert(file.path.clone(), include);
                }
                Kind::Layout => {
                    let name: Str = file
                        .path
                        .rsplit_once('.')
                        .map_or(&*file.path, |(name, _)| name)
                        .into();
                    // Of two own layouts with one name Ruby keeps the last.
                    let from_theme = |layout: &Layout| layout.from_theme == file.from_theme;
                    if !self.layouts.get(&name).is_none_or(from_theme) {
                        continue;
                    }
                    let layout = self.layout(file, name.clone(), *source, text);
                    self.layouts.insert(name, layout);
                }
                _ => {}
            }
        }
    }

    fn layout(&mut self, file: &SourceFile, name: Str, source: SourceId, text: &Arc<str>) -> Layout {
        let making = PageBuilder {
            config: &self.config,
            defaults: &self.defaults,
        };
        let (parsed, fault) = front_matter::document(source, text, &self.config.zone);
        if let Some(fault) = fault {
            making.report(fault, &mut self.diagnostics);
        }
        Layout {
            name,
            path: file.shown.clone(),
            ext: extension(&file.path).into(),
            source,
            text: Arc::clone(text),
            body: parsed.body.start as usize,
            data: parsed.head,
            from_theme: file.from_theme,
        }
    }

    fn add_pages(&mut self, files: &[SourceFile]) {
        let config = Arc::clone(&self.config);
        let making = PageBuilder {
            config: &config,
            defaults: &self.defaults,
        };
        let collections = &self.collections;
        let made: Vec<(Made, Vec<Diagnostic>)> = files
            .par_iter()
            .map(|file| {
                let mut faults = Vec::new();
                (make(file, &making, collections, &mut faults), faults)
            })
            .collect();
        let mut documents: Vec<Vec<PageDraft>> = config.collections.iter().map(|_| Vec::new()).collect();
        let (mut from_theme, mut of_collections, mut themed_files) = (Vec::new(), Vec::new(), Vec::new());
        for (file, (made, faults)) in files.iter().zip(made) {
            self.diagnostics.extend(faults);
            match made {
                Made::Document(collection, page) => documents[collection.0].push(*page),
                Made::Page(page) if file.from_theme => from_theme.push(*page),
                Made::Page(page) => self.pages.push(*page),
                Made::Static(file) if file.from_theme => themed_files.push(*file),
                Made::Static(file) if file.collection.is_some() => of_collections.push(*file),
                Made::Static(file) => self.static_files.push(*file),
                Made::Nothing => {}
            }
        }
        for (docs, of) in documents.iter_mut().zip(&config.collections) {
            order::sort(docs, of, config.profile.is_jekyll_3(), &mut self.diagnostics);
            if &*of.label == "posts" && config.limit_posts > 0 {
                docs.drain(..docs.len().saturating_sub(config.limit_posts));
            }
            docs.iter_mut()
                .for_each(|page| give_date(page, of.output, &config));
        }
        self.documents = documents;
        self.pages.sort_by(|a, b| a.name.cmp(&b.name));
        self.static_files.sort_by(|a, b| a.path.cmp(&b.path));
        self.static_files.append(&mut of_collections);
        let known: HashSet<Str> = self.pages.iter().map(|page| page.path.clone()).collect();
        self.pages
            .extend(from_theme.into_iter().filter(|page| !known.contains(&page.path)));
        let known: HashSet<Str> = self.static_files.iter().map(|file| file.path.clone()).collect();
        self.static_files.extend(
            themed_files
                .into_iter()
                .filter(|file| !known.contains(&file.path)),
        );
    }

    /// A page that a plugin makes at `path` below the folder of pages, such as `blog/page2/index.html`: `data` is its
    /// front matter, `body` its text. Append it to [`Draft::pages`].
    pub fn make_page(&mut self, path: &str, data: Hash, body: &str) -> PageDraft {
        let text: Arc<str> = body.into();
        let source = self.sources.add(path, Arc::clone(&text));
        let making = PageBuilder {
            config: &self.config,
            defaults: &self.defaults,
        };
        let mut page = bare(path, PageKind::Page, source, &text, &self.config);
        page.data = Arc::new(data);
        finish_plain(&mut page, &making, &mut self.diagnostics);
        page
    }

    /// The page that a static file would be with front matter, such as `README.md` with optional front matter; the
    /// file stays among the static files. `None`, with an error, where it cannot be read.
    pub fn page_of_file(&mut self, index: usize) -> Option<PageDraft> {
        let file = &self.static_files[index];
        let path = file.path.trim_start_matches('/').to_owned();
        let content = match self.reader.text(&file.location, &file.shown) {
            Ok(content) => content,
            Err(fault) => {
                self.diagnostics.push(*fault);
                return None;
            }
        };
        let Content::Text { source, text } = content else {
            return None;
        };
        let making = PageBuilder {
            config: &self.config,
            defaults: &self.defaults,
        };
        let mut page = bare(&path, PageKind::Page, source, &text, &self.config);
        page.location = Some(file.location.clone());
        page.modified = Some(file.modified);
        plain_page(page, &making, &mut self.diagnostics)
    }
}

/// `date` of a document that has none: of a draft (also a document with `draft: true`) the time of its file, else the time
/// of the build.
/// In Jekyll 3 templates do not see it, unless a plugin has asked whether the document is written.
fn give_date(page: &mut PageDraft, written: bool, config: &Config) {
    if page.date.is_some() {
        return;
    }
    let draft = page.data.get("draft").is_some_and(Value::is_truthy);
    let date = match page.modified.filter(|_| draft) {
        Some(modified) => Arc::new(config.zone.time(modified.seconds, modified.nanos)),
        None => Arc::clone(&config.time),
    };
    let links = &config.plugin_config.relative_links;
    let asks = |gem: &Str| match &**gem {
        "jekyll-redirect-from" => true,
        "jekyll-relative-links" => links.enabled && links.collections,
        _ => false,
    };
    if !config.profile.is_jekyll_3() || (written && config.plugins.iter().any(asks)) {
        let mut data = Hash::clone(&page.data);
        data.insert("date", Value::Time(Arc::clone(&date)));
        page.data = Arc::new(data);
    }
    page.date = Some(date);
}

/// What a file comes to.
enum Made {
    Document(CollectionId, Box<PageDraft>),
    Page(Box<PageDraft>),
    Static(Box<StaticFile>),
    Nothing,
}

fn make(
    file: &SourceFile,
    making: &PageBuilder<'_>,
    collections: &[Collection],
    diagnostics: &mut Vec<Diagnostic>,
) -> Made {
    let collection = match file.kind {
        Kind::Post | Kind::Draft => Some(CollectionId(0)),
        Kind::Collection(number) => Some(CollectionId(number)),
        Kind::File => None,
        Kind::Layout | Kind::Include | Kind::Data => return Made::Nothing,
    };
    match (collection, &file.content) {
        (Some(collection), Content::Text { .. }) => match document(file, collection, making, diagnostics) {
            Some(page) => Made::Document(collection, Box::new(page)),
            None => Made::Nothing,
        },
        (None, Content::Text { source, text }) => {
            let page = blank(file, *source, text, PageKind::Page, making.config);
            match plain_page(page, making, diagnostics) {
                Some(page) => Made::Page(Box::new(page)),
                None => Made::Nothing,
            }
        }
        (collection, Content::Unread) if !matches!(file.kind, Kind::Post | Kind::Draft) => {
            Made::Static(Box::new(static_file(file, collection, making, collections)))
        }
        _ => Made::Nothing,
    }
}

fn static_file(
    file: &SourceFile,
    collection: Option<CollectionId>,
    making: &PageBuilder<'_>,
    collections: &[Collection],
) -> StaticFile {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let ext = extension(name);
    let of = collection.map(|id| &collections[id.0]);
    let kind = of.map(|collection| &*collection.label);
    let path: Str = match collection {
        Some(_) => file.path.clone(),
        None => format!("/{}", file.path).into(),
    };
    let mut made = StaticFile {
        data: making.defaults.all(&path, kind),
        name: name.into(),
        basename: basename(name, ext).into(),
        ext: ext.into(),
        path,
        collection,
        url: "".into(),
        output: "".into(),
        written: true,
        location: file.location.clone(),
        shown: file.shown.clone(),
        modified: file.modified,
        length: file.length,
        from_theme: file.from_theme,
    };
    let url = permalink::static_url(&made, of, permalink::style(making.config));
    let of_url = making.defaults.all(&url, kind);
    let published = of_url.get("published").is_none_or(Value::is_truthy);
    // Jekyll 3 asks neither whether a file is published, unless it is in a collection, nor whether that is written.
    made.written = match (making.config.profile.is_jekyll_3(), of) {
        (true, None) => true,
        (true, Some(_)) => published,
        (false, of) => published && of.is_none_or(|collection| collection.output),
    };
    made.output = permalink::output_folder(&url).into();
    made.url = url.into();
    made
}

/// The collections without their documents.
fn collections(config: &Config) -> Vec<Collection> {
    let collections = config.collections.iter().map(|of| {
        let folder = format!("_{}", of.label);
        let whole = config
            .source
            .join(&*config.content_dir)
            .join(&*config.collections_dir)
            .join(&folder);
        Collection {
            label: of.label.clone(),
            output: of.output,
            docs: Vec::new(),
            files: Vec::new(),
            relative_directory: folder.into(),
            directory: whole.to_string_lossy().into_owned().into(),
            metadata: Arc::clone(&of.metadata),
        }
    });
    collections.collect()
}

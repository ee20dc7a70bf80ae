//! Finds where the strings of data files, configuration and front matter are written.
//!
//! A string is recognised by its address: values are shared, never copied. The files are parsed a second time, and only
//! those that hold the text of a string that somebody asks for.

use crate::diag::{SourceId, Span};
use crate::front_matter;
use crate::site::{Site, data_key};
use crate::value::{Str, Value, csv, yaml};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A file with values.
struct File {
    source: SourceId,
    /// The text.
    text: Arc<str>,
    /// The bytes of it that hold the values.
    range: Range<usize>,
    /// The values that were read from it.
    value: Value,
    kind: Kind,
    /// Whether it is a configuration file.
    configuration: bool,
    read: bool,
}

impl File {
    fn values(&self) -> &str {
        self.text.get(self.range.clone()).unwrap_or("")
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Yaml,
    /// Comma- or tab-separated.
    Table(u8),
}

/// Where strings are written, by address.
pub(super) struct Values {
    files: Vec<File>,
    places: HashMap<usize, (Str, Vec<Span>), foldhash::fast::RandomState>,
}

impl Values {
    /// The files of `site`; none is parsed yet.
    pub(super) fn new(site: &Site) -> Self {
        let sources = Arc::clone(&site.sources);
        let mut files = Vec::new();
        let data_dir = format!("{}/", site.config.data_dir.trim_matches('/'));
        for id in sources.ids() {
            let source = sources.get(id);
            if let Some(below) = source.path.strip_prefix(&data_dir) {
                files.extend(data_file(site, id, below, &source.text));
            } else if is_configuration(site, &source.path) {
                files.push(File {
                    source: id,
                    range: 0..source.text.len(),
                    text: Arc::clone(&source.text),
                    value: Value::Hash(Arc::clone(&site.config.values)),
                    kind: Kind::Yaml,
                    configuration: true,
                    read: false,
                });
            }
        }
        let heads = site
            .pages
            .iter()
            .map(|page| (page.source, &page.text, &page.data));
        let layouts = site
            .layouts
            .values()
            .map(|layout| (layout.source, &layout.text, &layout.data));
        for (source, text, data) in heads.chain(layouts) {
            if let Some((head, _)) = front_matter::split(text).filter(|(head, _)| !head.is_empty()) {
                files.push(File {
                    source,
                    range: head,
                    text: Arc::clone(text),
                    value: Value::Hash(Arc::clone(data)),
                    kind: Kind::Yaml,
                    configuration: false,
                    read: false,
                });
            }
        }
        Self {
            files,
            places: HashMap::default(),
        }
    }

    /// Where `text`, this very string, is written.
    pub(super) fn find(&mut self, text: &Str) -> Option<Span> {
        let address = text.as_ptr().addr();
        if !self.places.contains_key(&address) {
            // A string of several lines is folded in the file; its first words are there as they are.
            let start = text.lines().next().unwrap_or("");
            let start = start.get(..24).unwrap_or(start).to_owned();
            for at in 0..self.files.len() {
                if !self.files[at].read && self.files[at].values().contains(&start) {
                    self.read(at);
                }
            }
        }
        let (known, spans) = self.places.get(&address)?;
        Arc::ptr_eq(known, text).then(|| spans.first().copied()).flatten()
    }

    /// The value at `key` of the front matter in `source`.
    pub(super) fn front_matter(&self, source: SourceId, key: &str) -> Option<Span> {
        let file = self.files.iter().find(|file| file.source == source)?;
        let node = yaml::spans(file.values())?;
        let (node, _) = node.find(&[key])?;
        let range = node.range();
        let offset = file.range.start;
        Some(Span::new(source, offset + range.start, offset + range.end))
    }

    /// Every string of the configuration files with its place, for texts that are written without origins.
    pub(super) fn configuration(&mut self, is: &dyn Fn(&str) -> bool) -> Vec<Span> {
        let mut spans = Vec::new();
        for file in &self.files {
            if !file.configuration {
                continue;
            }
            if let Some(node) = yaml::spans(file.values()) {
                node.strings(&file.value, &mut |text, range| {
                    if is(text) {
                        spans.push(Span::new(file.source, range.start, range.end));
                    }
                });
            }
        }
        spans
    }

    fn read(&mut self, at: usize) {
        let file = &mut self.files[at];
        file.read = true;
        let (source, offset) = (file.source, file.range.start);
        let places = &mut self.places;
        let mut add = |text: &Str, range: Range<usize>| {
            let span = Span::new(source, offset + range.start, offset + range.end);
            let entry = places.entry(text.as_ptr().addr());
            entry
                .or_insert_with(|| (Str::clone(text), Vec::new()))
                .1
                .push(span);
        };
        match file.kind {
            Kind::Yaml => {
                if let Some(node) = yaml::spans(file.values()) {
                    node.strings(&file.value, &mut add);
                }
            }
            Kind::Table(separator) => csv::strings(file.values(), separator, &file.value, &mut add),
        }
    }
}

/// Whether a source is one of the configuration files.
fn is_configuration(site: &Site, path: &str) -> bool {
    let config = &site.config;
    config.files.iter().any(|file| *file == config.source.join(path))
}

fn data_file(site: &Site, source: SourceId, below: &str, text: &Arc<str>) -> Option<File> {
    let (name, extension) = below.rsplit_once('.')?;
    let mut value = site.data.clone();
    for part in name.split('/') {
        value = value.get(&data_key(part));
    }
    let kind = match extension {
        "csv" => Kind::Table(b','),
        "tsv" => Kind::Table(b'\t'),
        "yml" | "yaml" | "json" => Kind::Yaml,
        _ => return None,
    };
    Some(File {
        source,
        range: 0..text.len(),
        text: Arc::clone(text),
        value,
        kind,
        configuration: false,
        read: false,
    })
}

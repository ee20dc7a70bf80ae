//! `site.data`: reads data files into one tree of hashes.

use crate::config::{Config, CsvConfig};
use crate::diag::{Code, Diagnostic, Result, SourceId, Span};
use crate::discover::{Content, Kind, SourceFile};
use crate::value::{Hash, Value, csv, json, yaml};
use rayon::prelude::*;
use std::sync::Arc;

/// A folder of data while it is filled.
#[derive(Default)]
struct Folder(Vec<(String, Node)>);

enum Node {
    Folder(Folder),
    File(Value),
}

/// The data of the site over that of the theme, which Jekyll 3 does not read; `data:` in the configuration replaces both.
pub(super) fn read(files: &[SourceFile], config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Value {
    if let Some(data) = &config.data {
        return data.clone();
    }
    let files: Vec<&SourceFile> = files.iter().filter(|file| file.kind == Kind::Data).collect();
    let parsed: Vec<Result<Value>> = files.par_iter().map(|file| parse(file, config)).collect();
    let mut folders = [Folder::default(), Folder::default()];
    for (file, value) in files.iter().zip(parsed) {
        diagnostics.extend(marked(file));
        let value = value.unwrap_or_else(|fault| {
            diagnostics.push(*fault);
            Value::Nil
        });
        folders[usize::from(file.from_theme)].put(&file.path, value);
    }
    let [own, from_theme] = folders;
    match config.profile.is_jekyll_3() {
        true => Value::from(own.hash()),
        false => Value::from(from_theme.hash().deep_merge(&own.hash())),
    }
}

/// The word on a table that begins with a byte order mark: Ruby takes it for a part of the first field, so in Jekyll
/// nothing is found under that field's name.
fn marked(file: &SourceFile) -> Option<Diagnostic> {
    let Content::Text { source, text } = &file.content else {
        return None;
    };
    text.starts_with('\u{feff}').then(|| {
        let text = "this table begins with a byte order mark, which belongs to the name of its first column, as in Jekyll";
        Diagnostic::warning(Code::InvalidEncoding, text)
            .at(Span::new(*source, 0, '\u{feff}'.len_utf8()))
            .hint("save the file as UTF-8 without a byte order mark (`CSV`, not `CSV UTF-8`)")
    })
}

impl Folder {
    fn put(&mut self, path: &str, value: Value) {
        match path.split_once('/') {
            Some((folder, rest)) => {
                let key = data_key(folder);
                // A folder replaces a file of the same key, as in Ruby, where folders are read last.
                let at = self.place(key);
                if !matches!(self.0[at].1, Node::Folder(_)) {
                    self.0[at].1 = Node::Folder(Folder::default());
                }
                if let Node::Folder(folder) = &mut self.0[at].1 {
                    folder.put(rest, value);
                }
            }
            None => {
                let name = path.rsplit_once('.').map_or(path, |(name, _)| name);
                let at = self.place(data_key(name));
                self.0[at].1 = Node::File(value);
            }
        }
    }

    fn place(&mut self, key: String) -> usize {
        let found = self.0.iter().position(|(known, _)| *known == key);
        found.unwrap_or_else(|| {
            self.0.push((key, Node::File(Value::Nil)));
            self.0.len() - 1
        })
    }

    fn hash(self) -> Hash {
        let entries = self.0.into_iter().map(|(key, node)| match node {
            Node::Folder(folder) => (key, Value::from(folder.hash())),
            Node::File(value) => (key, value),
        });
        entries.collect()
    }
}

/// Jekyll's key for a file's or folder's name: only ASCII letters, digits, `_` and `-` stay, blanks become `_`.
pub fn data_key(name: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || c.is_ascii_whitespace();
    let kept: String = name.chars().filter(kept).collect();
    let mut key = String::with_capacity(kept.len());
    let mut blank = false;
    for c in kept.trim_start().chars() {
        if c.is_ascii_whitespace() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            key.push('_');
        }
        key.push(c);
    }
    if blank {
        key.push('_');
    }
    key
}

fn parse(file: &SourceFile, config: &Config) -> Result<Value> {
    let Content::Text { source, text } = &file.content else {
        return Ok(Value::Nil);
    };
    let ext = file.path.rsplit_once('.').map_or("", |(_, ext)| ext);
    match ext {
        "csv" => csv::parse(*source, text, &options(csv::Options::CSV, &config.csv_reader)),
        "tsv" => csv::parse(*source, text, &options(csv::Options::TSV, &config.tsv_reader)),
        "json" => json::parse(*source, text, &config.zone),
        _ => yaml_file(*source, text, config),
    }
}

fn yaml_file(source: SourceId, text: &Arc<str>, config: &Config) -> Result<Value> {
    yaml::parse_in(source, text, 0, &config.zone)
}

fn options(mut options: csv::Options, config: &CsvConfig) -> csv::Options {
    for name in &config.converters {
        options = options.with_converter(name);
    }
    options.headers &= !config.without_headers;
    options
}

#[cfg(test)]
mod tests {
    use super::data_key;

    #[test]
    fn keys_lose_dots_and_their_blanks_become_one_underscore() {
        assert_eq!(data_key("we ird.name"), "we_irdname");
        assert_eq!(data_key("a.b"), "ab");
        assert_eq!(data_key("  foo  bar"), "foo_bar");
        assert_eq!(data_key("a-b_c"), "a-b_c");
    }
}

//! Reads files as Ruby does: UTF-8 without its byte order mark.

use super::cache::{Cache, Cached};
use super::{Content, Kind, Modified, SourceFile};
use crate::config::{Config, Encoding};
use crate::diag::{Code, Diagnostic, Sources, Span};
use rayon::prelude::*;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read as text, in bytes.
const LARGEST: u64 = 256 << 20;

/// How much of a file is read to see whether it begins with front matter.
const PROBE: usize = 256;

/// The bytes of a file; fails for what is not a regular file, of which some never end.
#[expect(
    clippy::disallowed_methods,
    reason = "this module is where the source is read"
)]
pub(super) fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?.file_type();
    if !kind.is_file() {
        let message = format!("it is {}, not a regular file", super::tree::named(kind));
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, message));
    }
    std::fs::read(path)
}

/// The files and folders in a folder; none where it cannot be listed.
#[expect(
    clippy::disallowed_methods,
    reason = "this module is where the source is read"
)]
pub(super) fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// Files up to this length are read on without being opened again.
const AT_ONCE: u64 = 1 << 20;

/// The first bytes of a file, at most `most`, and the open file, positioned after them.
fn beginning(path: &Path, most: usize) -> std::io::Result<(Vec<u8>, std::fs::File)> {
    let mut first = Vec::with_capacity(most);
    let mut file = std::fs::File::open(path)?;
    file.by_ref().take(most as u64).read_to_end(&mut first)?;
    Ok((first, file))
}

/// The whole bytes of a file of about `length` that begins with `first` and goes on with `rest`.
fn whole_from(mut first: Vec<u8>, mut rest: std::fs::File, length: u64) -> std::io::Result<Vec<u8>> {
    let left = usize::try_from(length).unwrap_or(0).saturating_sub(first.len());
    first.reserve_exact(left + 1);
    rest.read_to_end(&mut first)?;
    Ok(first)
}

/// The text of some bytes, without a byte order mark; bytes that are not valid UTF-8 become `U+FFFD`, and the offset of
/// the first of them in the text is reported.
pub(super) fn text(bytes: Vec<u8>) -> (String, Option<usize>) {
    let mark = bytes.starts_with(b"\xef\xbb\xbf");
    let (text, at) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
        }
    };
    match mark {
        true => (text[3..].to_owned(), at.map(|at| at.saturating_sub(3))),
        false => (text, at),
    }
}

/// The byte order mark.
const MARK: char = '\u{feff}';

/// Whether a data file holds rows of fields.
fn is_table(path: &str) -> bool {
    path.ends_with(".csv") || path.ends_with(".tsv")
}

/// The text of some bytes in the encoding of the site, and the place of the first that mean nothing in it.
fn decoded(bytes: Vec<u8>, encoding: Encoding) -> (String, Option<usize>) {
    if encoding.is_utf_8() {
        return text(bytes);
    }
    let (text, faulty) = encoding.decode(&bytes);
    let at = text.find('\u{fffd}').filter(|_| faulty);
    (text, at)
}

/// Jekyll's probe for front matter: the first line is `---` followed only by white space and a line break.
/// Looks at raw bytes, so a byte order mark hides the front matter, as in Jekyll.
pub fn is_headed(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"---") else {
        return false;
    };
    let end = rest.iter().position(|byte| *byte == b'\n');
    end.is_some_and(|end| {
        rest[..end]
            .iter()
            .all(|byte| byte.is_ascii_whitespace() || *byte == 0x0b)
    })
}

/// Reads single files of the source on demand, for plugins that take files without front matter for pages.
#[derive(Clone, Debug)]
pub struct Reader {
    sources: Arc<Sources>,
    encoding: Encoding,
}

impl Reader {
    /// A reader of texts in `encoding` that puts them into `sources`.
    pub fn new(sources: Arc<Sources>, encoding: Encoding) -> Self {
        Self { sources, encoding }
    }

    /// The text of the file at `location`, put among the sources under `shown`.
    ///
    /// # Errors
    /// Where the file cannot be read or is too large.
    pub fn text(&self, location: &Path, shown: &str) -> Result<Content, Box<Diagnostic>> {
        let length = std::fs::metadata(location).map_or(0, |about| about.len());
        let (text, _) = whole(location, shown, length, self.encoding)?;
        let text: Arc<str> = text.into();
        let source = self.sources.add(shown, Arc::clone(&text));
        Ok(Content::Text { source, text })
    }
}

fn whole(
    location: &Path,
    shown: &str,
    length: u64,
    encoding: Encoding,
) -> Result<(String, Option<usize>), Box<Diagnostic>> {
    if length > LARGEST {
        let text = format!("`{shown}` is too large to be read as text ({} MiB)", length >> 20);
        return Err(Box::new(
            Diagnostic::error(Code::UnreadableFile, text)
                .hint("leave it out with `exclude`, or take its front matter off"),
        ));
    }
    match bytes(location) {
        Ok(bytes) => Ok(decoded(bytes, encoding)),
        Err(error) => Err(Box::new(Diagnostic::error(
            Code::UnreadableFile,
            format!("cannot read `{shown}`: {error}"),
        ))),
    }
}

/// Reads those of `files` that are text, in parallel, except what `cache` remembers; keeps what was read there.
/// The numbers of the texts follow the order of the files.
pub(super) fn read_all(
    files: &mut [SourceFile],
    config: &Config,
    sources: &Sources,
    cache: &mut Cache,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known: &Cache = cache;
    let read: Vec<_> = files
        .par_iter()
        .map(
            |file| match known.get(&file.location, file.length, file.modified) {
                Some(_) => None,
                // What is read becomes what is kept at once: else all of it would be there twice for a moment.
                None => Some(read_one(file, config).map(|(has_front_matter, read)| {
                    let text = read.map(|(text, fault)| (Arc::<str>::from(text), fault));
                    (has_front_matter, text)
                })),
            },
        )
        .collect();
    for (file, read) in files.iter_mut().zip(read) {
        match read {
            None => {
                let known = cache.get(&file.location, file.length, file.modified);
                let Some(cached) = known.cloned() else { continue };
                (file.has_front_matter, file.content, file.fault) =
                    (cached.has_front_matter, cached.content, cached.fault);
            }
            Some(Err(fault)) => {
                diagnostics.push(*fault);
                continue;
            }
            Some(Ok((has_front_matter, text))) => {
                file.has_front_matter = has_front_matter;
                if let Some((text, fault)) = text {
                    let source = sources.add(&*file.shown, Arc::clone(&text));
                    file.content = Content::Text { source, text };
                    file.fault = fault;
                }
                let cached = Cached {
                    length: file.length,
                    modified: file.modified,
                    has_front_matter,
                    content: file.content.clone(),
                    fault: file.fault,
                };
                cache.insert(file.location.clone(), cached);
            }
        }
        if let (Content::Text { source, .. }, Some(at)) = (&file.content, file.fault) {
            let name = config.encoding.name();
            diagnostics.push(
                Diagnostic::warning(Code::InvalidEncoding, format!("this is not {name}"))
                    .at(Span::new(*source, at, at + 1))
                    .hint(format!(
                        "save the file as {name}; the bytes that are not stand as `\u{fffd}` in the output"
                    )),
            );
        }
    }
}

type Read1 = (bool, Option<(String, Option<usize>)>);

/// Whether a file has front matter, and its text if it was read.
fn read_one(file: &SourceFile, config: &Config) -> Result<Read1, Box<Diagnostic>> {
    let probed = matches!(file.kind, Kind::File | Kind::Collection(_));
    if probed && !(config.bare_pages && is_markdown(&file.path, config)) {
        // What cannot be opened is for whoever copies it to report.
        let Ok((has_front_matter, rest)) = beginning(&file.location, PROBE) else {
            return Ok((false, None));
        };
        if !is_headed(&has_front_matter) {
            return Ok((false, None));
        }
        if file.length <= AT_ONCE
            && let Ok(bytes) = whole_from(has_front_matter, rest, file.length)
        {
            let (text, fault) = decoded(bytes, config.encoding);
            return Ok((is_headed(text.as_bytes()), Some((text, fault))));
        }
    }
    let table = file.kind == Kind::Data && is_table(&file.path);
    let encoding = match file.kind == Kind::Data && !table {
        true => Encoding::UTF_8,
        false => config.encoding,
    };
    let (mut text, fault) = whole(&file.location, &file.shown, file.length, encoding)?;
    if table && file.length == text.len() as u64 + MARK.len_utf8() as u64 {
        // Ruby's tables keep it, as the beginning of the first field.
        text.insert(0, MARK);
    }
    Ok((is_headed(text.as_bytes()), Some((text, fault))))
}

fn is_markdown(path: &str, config: &Config) -> bool {
    let ext = path.rsplit_once('.').map(|(_, ext)| ext.to_lowercase());
    ext.is_some_and(|ext| config.markdown_ext.iter().any(|known| **known == *ext))
}

/// The time in the form that is kept.
pub(super) fn modified(about: &std::fs::Metadata) -> Modified {
    let Ok(time) = about.modified() else {
        return Modified::default();
    };
    match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(since) => Modified {
            seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            nanos: since.subsec_nanos(),
        },
        Err(before) => Modified {
            seconds: -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
            nanos: 0,
        },
    }
}

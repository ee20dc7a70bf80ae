//! Follows the references of all files of a site.
//!
//! The texts of pages are read one after the other and dropped again. What stays is the anchors of each page and the
//! references that need a second look: broken ones, those with a fragment, and those to other sites.

use super::encoding;
use super::resolve::{PageUrl, SiteUrl, Target};
use super::scan::{FileKind, Flaw, Reference, Scan, Slot, scan};
use super::targets::{Anchors, FileId, Files};
use crate::diag::Code;
use crate::site::PageId;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A built file.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The path relative to the destination, with `/` between its parts.
    pub path: &'a str,
    /// The content.
    pub content: Content<'a>,
    /// The page that it was made from.
    pub page: Option<PageId>,
    /// Whether its references are followed. Its anchors count in any case.
    pub checked: bool,
    /// Whether it is only read when a reference names an anchor of it.
    pub on_demand: bool,
}

/// The content of a built file.
#[derive(Clone, Debug)]
pub enum Content<'a> {
    /// The bytes.
    Bytes(&'a [u8]),
    /// A file of the disk, which is read when it is needed.
    File(PathBuf),
    /// Not available.
    None,
}

/// Reads a file of the disk; `None` where that fails.
pub type ReadFile<'a> = &'a (dyn Fn(&Path) -> Option<Vec<u8>> + Sync);

impl Document<'_> {
    /// The bytes.
    pub fn bytes(&self, read: ReadFile<'_>) -> Option<Cow<'_, [u8]>> {
        match &self.content {
            Content::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
            Content::File(path) => read(path).map(Cow::Owned),
            Content::None => None,
        }
    }
}

/// What is wrong with a reference or an element.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Problem {
    /// No file is served at this path, relative to `baseurl`.
    NoFile(Box<str>),
    /// The file exists and has no such anchor.
    NoAnchor(FileId, Box<str>),
    /// A source map that does not exist.
    NoSourceMap(Box<str>),
    /// A path of the server outside `baseurl`.
    OutsideBaseurl,
    /// Not a usable URL, and why.
    Malformed(&'static str),
    /// An attribute that must name a file is empty.
    Empty,
    /// An empty `href`.
    EmptyHref,
    /// The machine of whoever reads the page.
    Localhost,
    /// A file that only leads to another one, both by number.
    Redirected(FileId, FileId),
    /// The own host by `http:`.
    OwnHttp,
    /// A second element with this `id`.
    DuplicateId(Box<str>),
    /// An `img` without `alt`.
    ImageAlt,
    /// Another site, which was not asked yet.
    External(Arc<str>),
    /// A page of another site that is gone, and why.
    Dead(Arc<str>),
    /// A page of another site that could not be checked, and why.
    Uncertain(Arc<str>),
    /// A page of another site that is now at this address.
    Moved(Arc<str>),
}

impl Problem {
    /// The rule that reports it; none for a link to another site that was not asked for yet.
    pub fn rule(&self) -> Option<Code> {
        Some(match self {
            Self::NoFile(_) => Code::BrokenLink,
            Self::NoAnchor(..) => Code::BrokenFragment,
            Self::NoSourceMap(_) => Code::MissingSourceMap,
            Self::OutsideBaseurl => Code::OutsideBaseurl,
            Self::Malformed(_) => Code::MalformedLink,
            Self::Empty => Code::EmptyLink,
            Self::EmptyHref => Code::EmptyHref,
            Self::Localhost => Code::Localhost,
            Self::Redirected(..) => Code::RedirectedLink,
            Self::OwnHttp => Code::OwnHttp,
            Self::DuplicateId(_) => Code::DuplicateId,
            Self::ImageAlt => Code::ImageAlt,
            Self::Dead(_) => Code::ExternalDead,
            Self::Uncertain(_) => Code::ExternalUncertain,
            Self::Moved(_) => Code::ExternalMoved,
            Self::External(_) => return None,
        })
    }
}

/// A reference or an element with a problem, on one page.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The number of the document.
    pub document: u32,
    /// What it was found in.
    pub slot: Slot,
    /// The address, character references decoded.
    pub text: Arc<str>,
    /// The bytes of the built file, where those are known.
    pub range: Range<u32>,
    /// A fingerprint of the tag.
    pub tag: u64,
    /// What is wrong.
    pub problem: Problem,
}

/// What an inspection has found.
#[derive(Debug, Default)]
pub(super) struct Inspection {
    /// All problems, by document and in the order of the text.
    pub hits: Vec<Hit>,
    /// The links to other sites.
    pub external: Vec<Hit>,
    /// The files.
    pub files: Files,
    /// The anchors of each file, by its number; none for files that have none.
    pub anchors: Vec<Option<Anchors>>,
    /// How many references were followed.
    pub references: usize,
    /// How many documents were read.
    pub pages: usize,
    /// How many references lead to other sites.
    pub outside: usize,
}

/// What is followed in addition to the references within the site.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    /// Collect the links to other sites.
    pub external: bool,
    /// Look for duplicate ids and images without `alt`.
    pub flaws: bool,
}

/// The outcome of one reference before anchors are known.
#[derive(Clone)]
enum Outcome {
    Fine,
    Fragment(FileId, Box<str>, bool),
    Broken(Problem),
    External(Arc<str>),
}

/// One document's part of the inspection.
#[derive(Default)]
struct Part {
    hits: Vec<Hit>,
    fragments: Vec<(Hit, FileId)>,
    external: Vec<Hit>,
    anchors: Option<Anchors>,
    references: usize,
    outside: usize,
    read: bool,
}

/// Follows the references of `documents` to `files`.
pub(super) fn inspect(
    documents: &[Document<'_>],
    site: &SiteUrl,
    files: Files,
    wanted: Wanted,
    read: ReadFile<'_>,
) -> Inspection {
    let follower = Follower {
        site,
        files: &files,
        wanted,
        read,
    };
    // Pages of a site share most of their references: a chunk of pages shares a cache of outcomes.
    let chunk = (documents.len() / (rayon::current_num_threads() * 4)).clamp(16, 4096);
    let parts: Vec<Vec<Part>> = documents
        .par_chunks(chunk)
        .enumerate()
        .map(|(number, documents)| {
            let mut cache = Cache::default();
            let numbered = (number * chunk..).zip(documents);
            numbered
                .map(|(at, document)| follower.part(at, document, &mut cache))
                .collect()
        })
        .collect();
    collect(documents, files, parts.into_iter().flatten(), read)
}

fn collect(
    documents: &[Document<'_>],
    files: Files,
    parts: impl Iterator<Item = Part>,
    read: ReadFile<'_>,
) -> Inspection {
    let mut inspection = Inspection {
        anchors: vec![None; files.paths().len()],
        files,
        ..Inspection::default()
    };
    let mut fragments = Vec::new();
    for (document, part) in documents.iter().zip(parts) {
        if let Some(id) = inspection.files.find(document.path) {
            inspection.anchors[id as usize] = part.anchors;
        }
        inspection.hits.extend(part.hits);
        inspection.external.extend(part.external);
        fragments.extend(part.fragments);
        inspection.references += part.references;
        inspection.outside += part.outside;
        inspection.pages += usize::from(part.read);
    }
    let wanted: BTreeSet<FileId> = fragments.iter().map(|(_, file)| *file).collect();
    for document in documents.iter().filter(|document| document.on_demand) {
        if let Some(id) = inspection
            .files
            .find(document.path)
            .filter(|id| wanted.contains(id))
        {
            inspection.anchors[id as usize] = anchors_of(document, read);
        }
    }
    for (hit, file) in fragments {
        let Problem::NoAnchor(_, fragment) = &hit.problem else {
            continue;
        };
        let known = match &inspection.anchors[file as usize] {
            None => hit.slot.attribute != "usemap",
            Some(anchors) if hit.slot.attribute == "usemap" => anchors.contains_map(fragment),
            Some(anchors) => anchors.contains(fragment),
        };
        if !known {
            inspection.hits.push(hit);
        }
    }
    inspection.hits.sort_by_key(|hit| (hit.document, hit.range.start));
    inspection
}

/// The anchors of a document.
fn anchors_of(document: &Document<'_>, read: ReadFile<'_>) -> Option<Anchors> {
    let kind = FileKind::of(document.path);
    let bytes = document
        .bytes(read)
        .filter(|_| matches!(kind, FileKind::Html | FileKind::Svg))?;
    let (text, _) = encoding::text(&bytes);
    Some(anchors_in(&scan(&text, kind)))
}

fn anchors_in(scan: &Scan<'_>) -> Anchors {
    let ids = scan.anchors.iter().map(|name| &**name);
    Anchors::new(ids, scan.maps.iter().map(|name| &**name))
}

type Cache = HashMap<String, Outcome, foldhash::fast::RandomState>;

struct Follower<'a> {
    site: &'a SiteUrl,
    files: &'a Files,
    wanted: Wanted,
    read: ReadFile<'a>,
}

impl Follower<'_> {
    fn part(&self, at: usize, document: &Document<'_>, cache: &mut Cache) -> Part {
        let mut part = Part::default();
        let kind = FileKind::of(document.path);
        if kind == FileKind::Other || document.on_demand {
            return part;
        }
        let Some(bytes) = document.bytes(self.read) else {
            return part;
        };
        let (text, same_offsets) = encoding::text(&bytes);
        let mut scan = scan(&text, kind);
        if matches!(kind, FileKind::Html | FileKind::Svg) {
            part.anchors = Some(anchors_in(&scan));
        }
        part.read = kind == FileKind::Html;
        if !document.checked {
            return part;
        }
        if !same_offsets {
            // Offsets of a decoded text lead nowhere in the file.
            scan.references
                .iter_mut()
                .for_each(|reference| reference.range = 0..0);
        }
        self.follow_all(at, document, &scan, cache, &mut part);
        part
    }

    fn follow_all(
        &self,
        at: usize,
        document: &Document<'_>,
        scan: &Scan<'_>,
        cache: &mut Cache,
        part: &mut Part,
    ) {
        let page = self.site.page(document.path, scan.base.as_deref());
        let own = self.files.find(document.path);
        let stays = !page.has_base() || page.folder().is_some();
        part.references = scan.references.len();
        let hit = |reference: &Reference<'_>, problem| Hit {
            document: u32::try_from(at).unwrap_or(u32::MAX),
            slot: reference.slot,
            text: Arc::from(&*reference.text),
            range: cut(&reference.range),
            tag: reference.tag,
            problem,
        };
        for reference in &scan.references {
            let rooted = reference.text.starts_with('/') && !reference.text.starts_with("//");
            let outcome = match rooted && stays && !needs_target(reference.slot) {
                // Wherever it is written, it leads to the same place.
                true => match cache.get(&*reference.text) {
                    Some(known) => known.clone(),
                    None => {
                        let outcome = self.follow(&page, own, reference, &mut part.hits, &hit);
                        cache.insert(reference.text.to_string(), outcome.clone());
                        outcome
                    }
                },
                false => self.follow(&page, own, reference, &mut part.hits, &hit),
            };
            match outcome {
                Outcome::Fine => {}
                Outcome::Broken(problem)
                    if problem == Problem::Localhost && reference.slot.element == "form" => {}
                Outcome::Broken(Problem::NoFile(path)) if reference.slot.attribute == "sourceMappingURL" => {
                    part.hits.push(hit(reference, Problem::NoSourceMap(path)));
                }
                Outcome::Broken(problem) => part.hits.push(hit(reference, problem)),
                Outcome::Fragment(file, fragment, insecure) => {
                    if insecure {
                        part.hits.push(hit(reference, Problem::OwnHttp));
                    }
                    let problem = Problem::NoAnchor(file, fragment);
                    part.fragments.push((hit(reference, problem), file));
                }
                Outcome::External(url) => {
                    part.outside += 1;
                    if self.wanted.external {
                        part.external.push(hit(reference, Problem::External(url)));
                    }
                }
            }
        }
        if self.wanted.flaws {
            for (flaw, range) in &scan.flaws {
                let (text, element, attribute, problem) = match flaw {
                    Flaw::DuplicateId(id) => (id, "element", "id", Problem::DuplicateId(id.as_str().into())),
                    Flaw::MissingAlt(source) => (source, "img", "alt", Problem::ImageAlt),
                };
                part.hits.push(Hit {
                    document: u32::try_from(at).unwrap_or(u32::MAX),
                    slot: Slot { element, attribute },
                    text: Arc::from(text.as_str()),
                    range: cut(range),
                    tag: 0,
                    problem,
                });
            }
        }
    }

    fn follow(
        &self,
        page: &PageUrl,
        own: Option<FileId>,
        reference: &Reference<'_>,
        hits: &mut Vec<Hit>,
        hit: &dyn Fn(&Reference<'_>, Problem) -> Hit,
    ) -> Outcome {
        let text = reference.text.trim_matches(|c: char| c <= ' ');
        let slot = reference.slot;
        if text.is_empty() {
            return match (
                needs_target(slot),
                slot.element == "a" && slot.attribute == "href",
            ) {
                (true, _) => Outcome::Broken(Problem::Empty),
                (_, true) => Outcome::Broken(Problem::EmptyHref),
                _ => Outcome::Fine,
            };
        }
        match self.site.resolve(page, text) {
            Target::Own {
                path,
                fragment,
                insecure,
            } => {
                if insecure && fragment.is_none() {
                    hits.push(hit(reference, Problem::OwnHttp));
                }
                // A page refers to itself whatever its path: `404.html` is served at any address.
                let itself = text.starts_with('#') && !page.has_base();
                let file = if itself { own } else { self.files.serve(&path) };
                match (file, fragment) {
                    (Some(file), Some(fragment)) if !fragment.is_empty() || slot.attribute == "usemap" => {
                        Outcome::Fragment(file, fragment.as_ref().into(), insecure)
                    }
                    (Some(file), _) => match self.files.redirect(file) {
                        Some(to) if slot.element == "a" => Outcome::Broken(Problem::Redirected(file, to)),
                        _ => Outcome::Fine,
                    },
                    (None, _) if self.files.is_kept(&path) => Outcome::Fine,
                    (None, _) => Outcome::Broken(Problem::NoFile(path.into())),
                }
            }
            Target::External(url) => Outcome::External(Arc::from(url.as_str())),
            Target::OutsideBaseurl => Outcome::Broken(Problem::OutsideBaseurl),
            Target::Malformed(reason) => Outcome::Broken(Problem::Malformed(reason)),
            Target::Localhost => Outcome::Broken(Problem::Localhost),
            Target::NotFetched => Outcome::Fine,
        }
    }
}

fn cut(range: &Range<usize>) -> Range<u32> {
    let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    cut(range.start)..cut(range.end)
}

/// Whether an empty attribute is a mistake in any case.
fn needs_target(slot: Slot) -> bool {
    matches!(
        slot.element,
        "img" | "script" | "source" | "iframe" | "video" | "audio" | "embed" | "track"
    ) && slot.attribute == "src"
        || slot.element == "meta"
        || slot.element == "link" && slot.attribute == "href"
}

//! The addresses of a built site: a link and the page it stands on in, what it leads to out.

use super::extract::{Extract, Place, RawLink};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// What is wrong with a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// No file has this address.
    NoFile {
        /// The path looked for, relative to the site's root.
        path: String,
    },
    /// The file is there, but nothing in it has this name.
    NoAnchor {
        /// The file.
        path: String,
        /// The name looked for.
        name: String,
    },
    /// An address from the root that lies outside `baseurl`.
    OutsideBase,
    /// An attribute that must name a file names none.
    Empty,
    /// Percent signs that do not spell UTF-8.
    NotUtf8,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// To something that is there.
    Fine,
    /// Out of the site: an address for a network check.
    Outside,
    /// Nowhere.
    Broken(Problem),
}

/// A file of the site, as far as links are concerned.
#[derive(Debug)]
pub struct File<'a> {
    /// Its path relative to the site's root.
    pub path: &'a str,
    /// Its names and links, where it is HTML.
    pub extract: Option<Extract<'a>>,
}

/// All addresses of a site.
#[derive(Debug)]
pub struct Addresses<'a> {
    files: &'a [File<'a>],
    by_path: Map<&'a str, usize>,
    folders: HashSet<&'a str, foldhash::fast::RandomState>,
    baseurl: &'a str,
    /// The site's own address on the network with its `baseurl`; links that begin so are its own.
    own: String,
}

impl<'a> Addresses<'a> {
    /// The addresses of `files`, of which the last wins where two share a path.
    pub fn of(files: &'a [File<'a>], url: &str, baseurl: &'a str) -> Self {
        let by_path = files
            .iter()
            .enumerate()
            .map(|(at, file)| (file.path, at))
            .collect();
        let mut folders: HashSet<&str, _> = HashSet::default();
        for file in files {
            let mut path = file.path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        Self {
            files,
            by_path,
            folders,
            baseurl,
            own: url.trim_end_matches('/').to_owned(),
        }
    }

    /// Where `link`, which stands on `page`, leads.
    pub fn follow(&self, page: &File<'_>, link: &RawLink<'_>) -> Outcome {
        let text = link
            .text
            .trim_matches(|c: char| c.is_ascii_whitespace() || c.is_control());
        if text.is_empty() {
            return match needs_target(link.place) {
                true => Outcome::Broken(Problem::Empty),
                false => Outcome::Fine,
            };
        }
        let base = page.extract.as_ref().and_then(|extract| extract.base.as_deref());
        let text = match (self.inside(text), base) {
            (Some(text), _) => Cow::Borrowed(text),
            (None, _) if is_outside(text) => {
                let fetched = text.starts_with("//") || starts_with_ignoring_case(text, "http");
                return if fetched { Outcome::Outside } else { Outcome::Fine };
            }
            (None, Some(base)) if !text.starts_with('/') => match self.inside(base) {
                Some(base) => Cow::Owned(join(base, text)),
                None if is_outside(base) => return Outcome::Outside,
                None => Cow::Owned(join(base, text)),
            },
            (None, _) => Cow::Borrowed(text),
        };
        self.find(page, &text, link.place)
    }

    /// A cache key under which [`Self::follow`] gives one answer whatever the page; none where the page matters.
    pub fn shared_key<'l>(link: &'l RawLink<'_>) -> Option<&'l str> {
        let text: &str = &link.text;
        (text.starts_with('/') && !needs_target(link.place)).then_some(text)
    }

    /// What follows the site's own address in `text`.
    fn inside<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest = text
            .strip_prefix(self.own.as_str())
            .filter(|_| !self.own.is_empty())?;
        match rest.as_bytes().first() {
            None => Some("/"),
            Some(b'/' | b'?' | b'#') => {
                let path = rest.strip_prefix(self.baseurl)?;
                matches!(path.as_bytes().first(), None | Some(b'/' | b'?' | b'#')).then_some(rest)
            }
            Some(_) => None,
        }
    }

    fn find(&self, page: &File<'_>, text: &str, place: Place) -> Outcome {
        let (address, fragment) = match text.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (text, None),
        };
        let path = address.split_once('?').map_or(address, |(path, _)| path);
        let target = if path.is_empty() {
            match self.by_path.get(page.path) {
                Some(at) => *at,
                None => return Outcome::Fine,
            }
        } else {
            let path = match path.strip_prefix('/') {
                Some(_) => match strip_base(path, self.baseurl) {
                    Some(path) => Cow::Borrowed(path),
                    None => return Outcome::Broken(Problem::OutsideBase),
                },
                None => Cow::Owned(format!("/{}", join(page.path, path))),
            };
            let Ok(path) = percent_decode_str(&path).decode_utf8() else {
                return Outcome::Broken(Problem::NotUtf8);
            };
            let path = clean(&path);
            match self.lookup(&path) {
                Some(at) => at,
                // A folder without a first page answers nothing, and a server lists none.
                None => return Outcome::Broken(Problem::NoFile { path }),
            }
        };
        match fragment {
            Some(fragment) => self.anchor(target, fragment, place),
            None => Outcome::Fine,
        }
    }

    /// The file that answers for `path`, relative to the root, as static servers do it.
    fn lookup(&self, path: &str) -> Option<usize> {
        let find = |path: &str| self.by_path.get(path).copied();
        if path.is_empty() || path.ends_with('/') {
            return find(&format!("{path}index.html")).or_else(|| find(&format!("{path}index.htm")));
        }
        find(path)
            .or_else(|| find(&format!("{path}.html")))
            .or_else(|| find(&format!("{path}/index.html")))
            .or_else(|| find(&format!("{path}/index.htm")))
    }

    fn anchor(&self, target: usize, fragment: &str, place: Place) -> Outcome {
        let file = &self.files[target];
        let Some(extract) = &file.extract else {
            return Outcome::Fine;
        };
        let fragment = fragment.split_once(":~:").map_or(fragment, |(name, _)| name);
        let top = fragment.is_empty() || fragment.eq_ignore_ascii_case("top");
        if top && place.attribute != "usemap" {
            return Outcome::Fine;
        }
        let known = |name: &str| extract.names.contains(name);
        if known(fragment)
            || percent_decode_str(fragment)
                .decode_utf8()
                .is_ok_and(|name| known(&name))
        {
            return Outcome::Fine;
        }
        // Routes of scripts, not names: `#/settings`, `#!/x`.
        if fragment.starts_with('/') || fragment.starts_with('!') {
            return Outcome::Fine;
        }
        let name = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        Outcome::Broken(Problem::NoAnchor {
            path: file.path.to_owned(),
            name,
        })
    }

    /// The address that was probably meant: the same but for case, the same name elsewhere, or the nearest.
    pub fn nearest(&self, problem: &Problem) -> Option<String> {
        match problem {
            Problem::NoFile { path } => self.nearest_file(path),
            Problem::NoAnchor { path, name } => {
                let file = &self.files[*self.by_path.get(path.as_str())?];
                let names = file.extract.as_ref()?.names.iter().map(|name| &**name);
                closest(name, names, 0.8).map(|name| format!("#{name}"))
            }
            _ => None,
        }
    }

    fn nearest_file(&self, path: &str) -> Option<String> {
        if self.folders.contains(path.trim_end_matches('/')) && !path.is_empty() {
            return None;
        }
        let wanted = page_name(path);
        let last = wanted.rsplit('/').next().unwrap_or(wanted);
        let mut paths = self
            .files
            .iter()
            .map(|file| file.path)
            .filter(|path| !path.starts_with("assets/") || last.contains('.'))
            .collect::<Vec<_>>();
        paths.sort_unstable();
        paths.dedup();
        let same_case = paths
            .iter()
            .find(|path| page_name(path).eq_ignore_ascii_case(wanted));
        let moved = || {
            let same_name = |path: &&&str| {
                let name = page_name(path);
                !last.is_empty()
                    && name
                        .rsplit('/')
                        .next()
                        .is_some_and(|name| name.eq_ignore_ascii_case(last))
            };
            let mut moved = paths.iter().filter(same_name);
            moved.next().filter(|_| moved.next().is_none())
        };
        if let Some(path) = same_case.or_else(moved) {
            return Some(address(path));
        }
        let names = paths.iter().map(|path| page_name(path));
        let nearest = closest(wanted, names, 0.85)?;
        paths
            .iter()
            .find(|path| page_name(path) == nearest)
            .map(|path| address(path))
    }
}

/// The most similar of `names`, where one is similar enough.
fn closest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>, least: f64) -> Option<&'n str> {
    let near = |name: &&str| name.len().abs_diff(wanted.len()) <= wanted.len() / 2 + 2;
    let scored = names
        .filter(near)
        .map(|name| (strsim::normalized_damerau_levenshtein(wanted, name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
    (best.0 >= least - 0.15).then_some(best.1)
}

/// A file's path as its page is spoken of: without `index.html`, `.html` and slashes at the ends.
fn page_name(path: &str) -> &str {
    let path = path.trim_matches('/');
    let path = path.strip_suffix("index.html").unwrap_or(path);
    path.strip_suffix(".html").unwrap_or(path).trim_end_matches('/')
}

/// The address of a file: `/a/` for `a/index.html`.
fn address(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// `path` without `baseurl`, from the slash on.
fn strip_base<'p>(path: &'p str, baseurl: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(baseurl.trim_end_matches('/'))?;
    if rest.is_empty() {
        return Some("/");
    }
    rest.starts_with('/').then_some(rest)
}

/// `relative` seen from the file at `from`.
fn join(from: &str, relative: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    match folder.is_empty() && !from.starts_with('/') {
        true => relative.to_owned(),
        false => format!("{folder}/{relative}"),
    }
}

/// A path from the root without its first slash, `.` and `..` resolved; never above the root.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut folder = true;
    for part in path.split('/') {
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let mut clean = parts.join("/");
    if folder && !clean.is_empty() {
        clean.push('/');
    }
    clean
}

/// Whether an attribute without a value is a mistake.
fn needs_target(place: Place) -> bool {
    matches!(
        place.element,
        "img" | "script" | "source" | "iframe" | "video" | "audio" | "embed" | "track"
    ) && matches!(place.attribute, "src")
}

/// Whether `text` has a scheme or a host of its own.
fn is_outside(text: &str) -> bool {
    if text.starts_with("//") {
        return true;
    }
    let end = text
        .bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')));
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && end.is_some_and(|end| text.as_bytes()[end] == b':')
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|text| text.eq_ignore_ascii_case(start))
}

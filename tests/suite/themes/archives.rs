//! Makes archives of themes: gems as RubyGems packs them, repositories as GitHub does, and what attackers would send.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;
use tar::{Builder, EntryType, Header};

/// An entry of an archive.
pub(super) enum Item<'a> {
    /// A path and its text.
    File(&'a str, &'a [u8]),
    /// A path and what the symbolic link at it leads to.
    Link(&'a str, &'a str),
    /// A path, and the path in the archive of the same file.
    HardLink(&'a str, &'a str),
}

/// Files as items.
pub(super) fn files<'a>(files: &'a [(&'a str, &'a str)]) -> Vec<Item<'a>> {
    let files = files.iter();
    files
        .map(|(path, text)| Item::File(path, text.as_bytes()))
        .collect()
}

/// A header whose path is not checked.
fn header(path: &str, kind: EntryType, size: usize) -> Header {
    let mut header = Header::new_ustar();
    header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_entry_type(kind);
    header.set_mode(0o644);
    header.set_size(size as u64);
    header
}

/// An archive whose paths begin with `top`.
pub(super) fn tar(top: &str, items: &[Item<'_>]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for item in items {
        let (path, kind, bytes, target) = match item {
            Item::File(path, bytes) => (path, EntryType::Regular, *bytes, ""),
            Item::Link(path, target) => (path, EntryType::Symlink, &b""[..], *target),
            Item::HardLink(path, target) => (path, EntryType::Link, &b""[..], *target),
        };
        let mut header = header(&format!("{top}{path}"), kind, bytes.len());
        header.as_old_mut().linkname[..target.len()].copy_from_slice(target.as_bytes());
        header.set_cksum();
        builder.append(&header, bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// The bytes, compressed.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The archive of a repository, with the commit that Git writes into it.
pub(super) fn repository(name: &str, items: &[Item<'_>]) -> Vec<u8> {
    let comment = format!("52 comment={}\n", "c0ffee00".repeat(5));
    let mut global = header("pax_global_header", EntryType::XGlobalHeader, comment.len());
    global.set_cksum();
    let mut builder = Builder::new(Vec::new());
    builder.append(&global, comment.as_bytes()).unwrap();
    let mut bytes = builder.into_inner().unwrap();
    // Without the two empty blocks at the end.
    bytes.truncate(1024);
    bytes.extend(tar(&format!("{name}-HEAD/"), items));
    gzip(&bytes)
}

/// A gem whose specification requires these plugins.
pub(super) fn gem(name: &str, version: &str, requires: &[&str], items: &[Item<'_>]) -> Vec<u8> {
    let mut metadata = format!(
        "--- !ruby/object:Gem::Specification\nname: {name}\nversion: !ruby/object:Gem::Version\n  version: \
         '{version}'\nplatform: ruby\nauthors:\n- Ann\n- Bob\nsummary: A theme\nmetadata:\n  plugin_type: \
         theme\ndependencies:\n"
    );
    for plugin in requires {
        let _ = write!(
            metadata,
            "- !ruby/object:Gem::Dependency\n  name: {plugin}\n  requirement: !ruby/object:Gem::Requirement\n    \
             requirements:\n    - - \"~>\"\n      - !ruby/object:Gem::Version\n        version: '0.9'\n  type: \
             :runtime\n"
        );
    }
    let (metadata, data) = (gzip(metadata.as_bytes()), gzip(&tar("", items)));
    tar(
        "",
        &[
            Item::File("metadata.gz", &metadata),
            Item::File("data.tar.gz", &data),
        ],
    )
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest.as_ref().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

//! The theme's own files, which are part of the program.

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The files of `templates/`: templates, and the words of each language.
pub(super) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    files(&TEMPLATES).filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)))
}

/// The files of `assets/`.
pub(super) fn assets() -> impl Iterator<Item = (String, &'static [u8])> {
    files(&ASSETS)
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

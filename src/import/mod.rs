//! Converts sites of other generators into recto's own layout: those of MkDocs with the theme Material.
//!
//! # Steps
//!
//! 1. `config` and `theme` read `mkdocs.yml` and write `recto.yml`, with `nav` for the navigation;
//! 2. `page` converts each page: its front matter, then its text in blocks (`blocks`, `fence`, `snippets`) and in lines
//!    (`inline`, `attributes`, `icons`);
//! 3. the caller writes the files, and never over existing ones.
//!
//! Whatever has no counterpart stays in the text or is dropped, and is reported with its place.

mod attributes;
mod blocks;
mod config;
mod disk;
mod fence;
mod html;
mod icons;
mod inline;
mod links;
mod nav;
mod page;
mod references;
mod snippets;
mod text;
mod theme;

use crate::diag::{Diagnostic, Sources};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What an import needs to know besides the site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder with the theme's icons as SVG files; without it, a virtual environment in the site is searched.
    pub icons: Option<PathBuf>,
    /// The path from the new site to the old one, such as `../old`; empty where they are the same folder.
    pub way_back: String,
}

/// A converted site.
#[derive(Debug, Default)]
pub struct Import {
    /// The files to write, by path.
    pub files: BTreeMap<String, Content>,
    /// How many pages there are.
    pub pages: usize,
    /// What was not converted, with its place.
    pub left: Vec<Diagnostic>,
}

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A converted text.
    Text(String),
    /// The bytes of this file.
    Copy(PathBuf),
}

/// What all parts of an import share.
struct Job<'s> {
    sources: &'s Sources,
    site: config::Site,
    icons: Option<PathBuf>,
    way_back: String,
    /// Files that pages have asked for, such as includes.
    files: BTreeMap<String, Content>,
    left: Vec<Diagnostic>,
}

/// Converts the MkDocs site in `root`, which has a `mkdocs.yml`. Nothing is written.
///
/// # Errors
///
/// The configuration is missing or is not YAML, or its folder of pages does not exist.
pub fn mkdocs(root: &Path, options: &Options, sources: &Sources) -> crate::diag::Result<Import> {
    let mut left = Vec::new();
    let (site, mut configuration) = config::read(root, sources, &mut left)?;
    let icons = options.icons.clone().or_else(|| disk::installed_icons(root));
    let mut job = Job {
        sources,
        site,
        icons,
        way_back: options.way_back.clone(),
        files: BTreeMap::new(),
        left,
    };
    let mut pages = 0;
    for path in disk::files(&job.site.docs) {
        let from = job.site.docs.join(&path);
        if path.ends_with(".md") || path.ends_with(".markdown") {
            pages += 1;
            let to = format!("content/{}", job.site.renamed(&path));
            if let Some(text) = page::convert(&mut job, &path, &from) {
                job.files.insert(to, Content::Text(text));
            }
        } else if let Some((to, text)) = nav::folder_file(&mut job, &path, &from) {
            job.files.insert(to, Content::Text(text));
        } else {
            job.files.insert(format!("content/{path}"), Content::Copy(from));
        }
    }
    for name in &job.site.overrides {
        let message = format!("the template `{name}` overrides one of Material's");
        let hint = "write the change as a block of `templates/page.html` that extends `theme/page.html`";
        job.left.push(text::left(message, hint));
    }
    if !job.way_back.is_empty() && job.site.shows_code {
        configuration.push_str(&format!("code_dir: {}\n", config::scalar(&job.way_back)));
    }
    job.files
        .insert("recto.yml".to_owned(), Content::Text(configuration));
    Ok(Import {
        files: job.files,
        pages,
        left: job.left,
    })
}

//! The style sheets, scripts and icons of the theme, and the URLs of the site's own.
//!
//! A URL ends in a fingerprint of the file (`theme.css?v=3b4f…`), so that browsers may keep a file for good and still
//! load a changed one at once.

use super::embedded;
use crate::config::{Accent, Settings};
use crate::diag::{Code, Diagnostic, Span};
use crate::site::{FileContent, OutputFile, Site};
use crate::text::similar;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The style sheet that is made of the configuration.
const SETTINGS_CSS: &str = "assets/settings.css";

/// The theme's own files, where the site has none of the same path.
pub fn assets(site: &Site) -> Vec<OutputFile> {
    let output = files(site).into_iter().map(|(path, bytes)| OutputFile {
        url: format!("/{path}").into(),
        path: path.into(),
        content: FileContent::Bytes(bytes.into()),
        page: None,
    });
    output.collect()
}

fn files(site: &Site) -> Vec<(String, Vec<u8>)> {
    let mut files = embedded::assets()
        .map(|(path, bytes)| (format!("assets/{path}"), bytes.to_vec()))
        .collect::<Vec<_>>();
    if let Some(css) = settings_css(&site.config.settings) {
        files.push((SETTINGS_CSS.to_owned(), css.into_bytes()));
    }
    files.retain(|(path, _)| !is_taken(site, path));
    files
}

fn is_taken(site: &Site, path: &str) -> bool {
    site.static_files.iter().any(|file| &*file.output == path)
        || site.pages.iter().any(|page| &*page.output == path)
}

/// The colours and fonts of the configuration as custom properties.
fn settings_css(settings: &Settings) -> Option<String> {
    let mut lines = String::new();
    match &settings.accent {
        Some(Accent::Both(colour)) => _ = writeln!(lines, "  --rc-accent: {};", value(colour)),
        Some(Accent::Each { light, dark }) => {
            _ = writeln!(
                lines,
                "  --rc-accent: light-dark({}, {});",
                value(light),
                value(dark)
            );
        }
        None => {}
    }
    if let Some(font) = &settings.fonts.text {
        _ = writeln!(lines, "  --rc-font: {};", value(font));
    }
    if let Some(font) = &settings.fonts.code {
        _ = writeln!(lines, "  --rc-font-code: {};", value(font));
    }
    (!lines.is_empty()).then(|| format!(":root {{\n{lines}}}\n"))
}

/// A value of CSS that cannot leave its declaration.
fn value(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, ';' | '{' | '}' | '<' | '\n'))
        .collect()
}

/// The URLs that templates link.
#[derive(Debug, Default, Hash)]
pub(super) struct AssetUrls {
    theme: BTreeMap<String, String>,
    css: Vec<String>,
    js: Vec<String>,
    logo: Option<String>,
    favicon: Option<String>,
    image: Option<String>,
}

impl AssetUrls {
    /// The URLs of the files of `site`. Files that the configuration names and the site does not have go to
    /// `diagnostics`.
    pub(super) fn of(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let settings = &site.config.settings;
        let mut urls = Self::default();
        for (path, bytes) in files(site) {
            let url = fingerprinted(site, &path, &bytes);
            urls.theme
                .insert(path.trim_start_matches("assets/").to_owned(), url);
        }
        for file in site
            .static_files
            .iter()
            .filter(|file| file.output.starts_with("assets/"))
        {
            let name = file.output.trim_start_matches("assets/");
            if embedded::assets().any(|(known, _)| known == name) || &*file.output == SETTINGS_CSS {
                let url = own(site, &file.output).unwrap_or_default();
                urls.theme.insert(name.to_owned(), url);
            }
        }
        let mut named = |key: &str, path: &str| match own(site, path) {
            Some(url) => Some(url),
            None => {
                diagnostics.push(missing(site, key, path));
                None
            }
        };
        urls.css
            .extend(settings.css.iter().filter_map(|path| named("css", path)));
        urls.js
            .extend(settings.js.iter().filter_map(|path| named("js", path)));
        urls.logo = settings.logo.as_deref().and_then(|path| named("logo", path));
        urls.favicon = settings
            .favicon
            .as_deref()
            .and_then(|path| named("favicon", path));
        urls.image = settings.image.as_deref().and_then(|path| named("image", path));
        urls
    }

    /// What templates see as `site.assets`.
    pub(super) fn json(&self) -> Json {
        json!({
            "theme": self.theme,
            "settings": self.theme.get("settings.css"),
            "css": self.css,
            "js": self.js,
            "logo": self.logo,
            "favicon": self.favicon.as_ref().or_else(|| self.theme.get("icon.svg")),
            "image": self.image,
        })
    }
}

/// The URL of a file of the site, or of another site; `None` where there is no such file.
fn own(site: &Site, path: &str) -> Option<String> {
    if path.contains("://") || path.starts_with("//") {
        return Some(path.to_owned());
    }
    let path = path.trim_start_matches("./").trim_start_matches('/');
    if let Some(file) = site.static_files.iter().find(|file| &*file.output == path) {
        return Some(fingerprinted(
            site,
            path,
            &(file.length, file.modified.seconds, file.modified.nanos),
        ));
    }
    if let Some(page) = site
        .pages
        .iter()
        .find(|page| page.written && &*page.output == path)
    {
        return Some(fingerprinted(site, path, &*page.text));
    }
    let theme = embedded::assets().find(|(known, _)| format!("assets/{known}") == path);
    theme.map(|(_, bytes)| fingerprinted(site, path, bytes))
}

fn fingerprinted(site: &Site, path: &str, content: &(impl Hash + ?Sized)) -> String {
    // The development server forbids caches, and swaps a changed style sheet without a reload of the page.
    if site.config.serving {
        return format!("{}/{path}", site.config.baseurl);
    }
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{}/{path}?v={:08x}", site.config.baseurl, hasher.finish() as u32)
}

fn missing(site: &Site, key: &str, path: &str) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::UnreadableFile,
        format!("`{key}` names `{path}`, which is not a file of this site"),
    );
    let paths = site
        .static_files
        .iter()
        .map(|file| &*file.output)
        .collect::<Vec<_>>();
    let mut fault = match similar::nearest_path(path, &paths) {
        Some(near) => fault.hint(format!("did you mean `{near}`?")),
        None => fault.hint("write the path as in the built site, such as `assets/custom.css`"),
    };
    fault.span = site.config.texts.iter().find_map(|file| {
        let start = file.span_of(key)?.start as usize;
        let at = start + file.text[start..].find(path)?;
        Some(Span::new(file.source, at, at + path.len()))
    });
    fault
}

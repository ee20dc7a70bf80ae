//! Former addresses of pages: what a link to a source file, to an old address or to a renamed file means today.

use crate::site::Built;
use crate::value::Value;
use crate::value::print::to_s;
use std::collections::HashMap;

/// A path or address, without slashes at its ends, with the path of the built file that it means.
pub type Moved = (String, Box<str>);

/// The former addresses of the pages of a site: the paths of their sources, `redirect_from`, and the addresses that
/// they had before their sources were renamed.
///
/// `renames` has pairs of an old and a current path, relative to the source folder.
pub fn former_addresses(built: &Built, renames: &[(String, String)]) -> Vec<Moved> {
    let mut moved = Vec::new();
    let mut outputs: HashMap<String, &str> = HashMap::new();
    for file in &built.outputs {
        let Some(page) = file.page.map(|page| built.site.page(page)) else {
            outputs.insert(file.path.to_string(), &file.path);
            continue;
        };
        let former = match page.get("redirect_from") {
            Value::Array(all) => all.iter().map(to_s).collect(),
            Value::Nil => Vec::new(),
            one => vec![to_s(&one)],
        };
        moved.extend(
            former
                .iter()
                .map(|path| (name(path).to_owned(), Box::from(&*file.path))),
        );
        if page.location.is_some() {
            outputs.insert(page.path.trim_start_matches('/').to_owned(), &file.path);
        }
    }
    for (old, new) in renames {
        let Some(output) = outputs.get(new).copied() else {
            continue;
        };
        moved.push((old.clone(), output.into()));
        moved.extend(former_address(old, new, output).map(|address| (address, output.into())));
    }
    moved.extend(
        outputs
            .into_iter()
            .map(|(source, output)| (source, output.into())),
    );
    moved
}

/// The address of a page that had the source `old`, when its source is now `new` and its built file `output`:
/// `guide/old` for `content/guide/old.md`, `content/guide/new.md` and `guide/new/index.html`. None where the address
/// of the page does not come from the path of its source.
fn former_address(old: &str, new: &str, output: &str) -> Option<String> {
    let (old, new, output) = (stem(old), stem(new), name(output));
    let shared = |a: &str, b: &str| {
        let pairs = a.rsplit('/').zip(b.rsplit('/'));
        pairs.take_while(|(a, b)| a == b && !a.is_empty()).count()
    };
    let without_last = |path: &str, count: usize| -> String {
        let parts: Vec<&str> = path.split('/').collect();
        let kept = &parts[..parts.len() - count];
        kept.iter().map(|part| format!("{part}/")).collect()
    };
    let same = shared(new, output);
    if same == 0 {
        return None;
    }
    let (source_folder, site_folder) = (without_last(new, same), without_last(output, same));
    Some(format!("{site_folder}{}", old.strip_prefix(&source_folder)?))
}

/// A source path without its extension and `index`.
fn stem(path: &str) -> &str {
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    let path = path[folder..]
        .rfind('.')
        .map_or(path, |dot| &path[..folder + dot]);
    let index = path
        .strip_suffix("index")
        .filter(|rest| rest.is_empty() || rest.ends_with('/'));
    index.unwrap_or(path).trim_end_matches('/')
}

/// A path without `index.html`, `.html` and slashes at its ends.
pub(super) fn name(path: &str) -> &str {
    let path = path.trim_matches('/');
    let path = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    path.strip_suffix(".html").unwrap_or(path).trim_end_matches('/')
}

/// The redirects of a site: the path of the built file, and the address that it leads to.
pub fn redirects(built: &Built) -> Vec<(String, String)> {
    let redirects = built.outputs.iter().filter_map(|file| {
        let page = built.site.page(file.page?);
        let redirect = page.get("redirect");
        let to = redirect.as_hash()?.get("to")?.as_str()?.to_owned();
        Some((file.path.to_string(), to))
    });
    redirects.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_former_address_follows_from_how_the_page_has_its_address() {
        let former = |old, new, output| former_address(old, new, output);
        let found = former(
            "content/guide/old.md",
            "content/guide/new.md",
            "guide/new/index.html",
        );
        assert_eq!(found.as_deref(), Some("guide/old"));
        let found = former("_docs/a.md", "_docs/b/c.md", "handbook/b/c.html");
        assert_eq!(found.as_deref(), Some("handbook/a"));
        let found = former("guide.md", "guide/index.md", "guide/index.html");
        assert_eq!(found.as_deref(), Some("guide"));
        assert_eq!(former("a.md", "b.md", "elsewhere/index.html"), None);
        assert_eq!(former("notes/a.md", "content/b.md", "b/index.html"), None);
    }
}

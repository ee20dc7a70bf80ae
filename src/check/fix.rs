//! Changes that repair findings: the new address in the author's own style, and a diff of the sources.

use super::findings::Finding;
use super::places::Located;
use super::resolve::SiteUrl;
use super::suggest::address;
use crate::diag::{SourceId, Sources, Span};
use std::collections::BTreeMap;

/// A change of one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes of the address.
    pub span: Span,
    /// The new address.
    pub replacement: String,
}

/// The address of the file at `path` as the author of `text`, an address on `page`, would write it: relative where
/// `text` is relative, with its query and fragment.
pub(super) fn address_like(site: &SiteUrl, page: &str, text: &str, path: &str) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let (written, rest) = text.split_at(end);
    let absolute = address(site, path);
    let relative = !written.starts_with('/') && !written.contains("://");
    match relative {
        true => {
            let folder = format!("{}/{page}", site.baseurl());
            let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{}{rest}", relative_path(folder, &absolute))
        }
        false => format!("{absolute}{rest}"),
    }
}

/// `target` as seen from a page in `folder`; both are paths from the root of the server.
fn relative_path(folder: &str, target: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let (to_folder, name) = target.rsplit_once('/').unwrap_or(("", target));
    let to: Vec<&str> = to_folder.split('/').filter(|part| !part.is_empty()).collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut path = "../".repeat(from.len() - shared);
    for part in &to[shared..] {
        path.push_str(part);
        path.push('/');
    }
    path.push_str(name);
    if path.is_empty() { "./".to_owned() } else { path }
}

/// The change of the address at `located` to `address`: only where the source has exactly `text` there.
pub(super) fn at(sources: &Sources, located: &Located, text: &str, address: &str) -> Option<Fix> {
    let span = located.span.filter(|_| located.exact)?;
    let source = sources.get(span.source);
    let written = source.text.get(span.start as usize..span.end as usize)?;
    let plain = !address.contains([' ', '"', '\'', '<', '>', '(', ')', '&']);
    (written == text && plain).then(|| Fix {
        span,
        replacement: address.to_owned(),
    })
}

/// A source with all changes applied.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The source.
    pub source: SourceId,
    /// The new text.
    pub text: String,
    /// How many addresses change.
    pub changes: usize,
}

/// The sources that `findings` change.
pub fn fixed(findings: &[Finding], sources: &Sources) -> Vec<Fixed> {
    let mut by_source: BTreeMap<SourceId, Vec<&Fix>> = BTreeMap::new();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        by_source.entry(fix.span.source).or_default().push(fix);
    }
    let mut fixed = Vec::new();
    for (source, mut fixes) in by_source {
        fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
        let text = &sources.get(source).text;
        let (mut out, mut copied, mut changes) = (String::new(), 0, 0);
        for fix in fixes {
            let (start, end) = (fix.span.start as usize, fix.span.end as usize);
            if start < copied {
                continue;
            }
            out.push_str(&text[copied..start]);
            out.push_str(&fix.replacement);
            copied = end;
            changes += 1;
        }
        out.push_str(&text[copied..]);
        fixed.push(Fixed {
            source,
            text: out,
            changes,
        });
    }
    fixed
}

/// The changes as a unified diff with `path` in its head.
pub fn diff(path: &str, old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    let old_name = format!("a/{path}");
    let new_name = format!("b/{path}");
    diff.unified_diff()
        .context_radius(2)
        .header(&old_name, &new_name)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggestion_is_written_as_the_author_wrote_the_link() {
        let site = SiteUrl::new("", "/base");
        let like = |text, path| address_like(&site, "guide/index.html", text, path);
        assert_eq!(
            like("/base/instal/#x", "docs/install/index.html"),
            "/base/docs/install/#x"
        );
        assert_eq!(like("instal.md?a", "guide/install.html"), "install.html?a");
        assert_eq!(like("../x", "docs/install/index.html"), "../docs/install/");
        assert_eq!(like("x.md", "guide/index.html"), "./");
    }
}

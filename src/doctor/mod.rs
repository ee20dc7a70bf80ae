//! Examines the frozen model of a site for problems and risks.
//!
//! Errors and warnings of loading and rendering are found where they happen; this module adds what no stage
//! needs to know: plugins that are not there, files that nothing uses, settings that will surprise.

mod foreign;
mod plugins_in_ruby;
mod sources;

use crate::diag::{Code, Diagnostic, Sources};
use crate::plugins;
use crate::plugins::foreign::{References, RubyPlugin, gem_of_tag, is_known_tag, is_part};
use crate::ruby::Inventory;
use crate::site::Site;

/// All findings about `site` before it is rendered, most severe first.
///
/// `ruby` are the files of `_plugins`, and `inventory` is what they define if they were run. Diagnostics of loading the
/// site are not repeated.
pub fn examine(site: &Site, ruby: &[RubyPlugin], inventory: Option<&Inventory>) -> Vec<Diagnostic> {
    let references = References::gather(site);
    let mut found = Vec::new();
    match inventory {
        Some(inventory) => plugins_in_ruby::examine(site, inventory, &mut found),
        None => missing_plugins(site, &references, &mut found),
    }
    inactive_plugins(site, &references, &mut found);
    let runs = |tag: &str| inventory.is_some_and(|inventory| inventory.defines_tag(tag));
    strange_tags(site, &references, ruby, &runs, &mut found);
    missing_layouts(site, &mut found);
    unused(site, &references, &mut found);
    sources::examine(site, &mut found);
    foreign::examine(site, &mut found);
    address(site, &mut found);
    found.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    found
}

/// Whether [`examine`] reports what `diagnostic`, which comes from rendering, reports of one page.
pub fn is_gathered(diagnostic: &Diagnostic, sources: &Sources) -> bool {
    match diagnostic.code {
        Code::UnknownPlugin | Code::UnknownLayout => true,
        // A stray part of a block, such as `tab` outside of `tabs`, is not a separate tag.
        Code::UnknownTag => diagnostic.span.is_none_or(|span| {
            let source = sources.get(span.source);
            let text = source.text.get(span.start as usize..).unwrap_or("");
            let name = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            !is_part(
                name.split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .unwrap_or(""),
            )
        }),
        _ => false,
    }
}

/// Plugins that recto does not implement, with the tags that need them.
fn missing_plugins(site: &Site, references: &References, found: &mut Vec<Diagnostic>) {
    for name in plugins::unknown(&site.config.plugins) {
        let mut finding = Diagnostic::warning(
            Code::UnknownPlugin,
            format!("unknown plugin `{name}`; the site is built without it"),
        );
        let mut needed = false;
        let needing = references
            .tags
            .iter()
            .filter(|(tag, _)| gem_of_tag(tag) == Some(&*name));
        for (tag, places) in needing {
            needed = true;
            for place in places {
                finding = finding.step(format!("its tag `{tag}` is used here"), Some(*place));
            }
        }
        found.push(match (plugins::nearest(&name), needed) {
            (Some(near), _) => finding.hint(format!("did you mean `{near}`?")),
            (None, true) => finding.hint("replace its tags by includes, or build with `--skip-unknown-tags`"),
            (None, false) => finding.hint(
                "no known tag needs it: compare the built site, and remove it from `plugins:` if nothing is missing",
            ),
        });
    }
}

/// Tags of plugins that recto implements and the site has not switched on.
fn inactive_plugins(site: &Site, references: &References, found: &mut Vec<Diagnostic>) {
    for (tag, places) in &references.tags {
        let Some(gem) = plugins::plugin_for_tag(tag) else {
            continue;
        };
        if !site.config.all_plugins().iter().any(|name| **name == *gem) {
            found.push(
                Diagnostic::error(
                    Code::InactivePlugin,
                    format!("the tag `{tag}` comes from a plugin that is not switched on"),
                )
                .at(places[0])
                .hint(format!("add `{gem}` to `plugins:` in the configuration")),
            );
        }
    }
}

/// Tags that neither recto nor a known plugin has.
fn strange_tags(
    site: &Site,
    references: &References,
    ruby: &[RubyPlugin],
    runs: &dyn Fn(&str) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    for (tag, places) in &references.tags {
        if runs(tag)
            || is_known_tag(&site.config.all_plugins(), tag)
            || plugins::plugin_for_tag(tag).is_some()
        {
            continue;
        }
        let mut finding = Diagnostic::error(
            Code::UnknownTag,
            match places.len() {
                1 => format!("unknown tag `{tag}`"),
                number => format!("unknown tag `{tag}`, used {number} times"),
            },
        )
        .at(places[0]);
        finding = match ruby
            .iter()
            .find(|file| file.tags.iter().any(|known| known == tag))
        {
            Some(file) => finding.hint(format!(
                "`{}` defines it in Ruby: run it with `--ruby`, replace it by an include, or build with \
                 `--skip-unknown-tags`",
                file.path
            )),
            None => match gem_of_tag(tag) {
                Some(gem) => finding.hint(format!(
                    "`{gem}` defines it in Ruby: install the gem and run it with `--ruby`, replace it by an include, or \
                     build with `--skip-unknown-tags`"
                )),
                None => finding.hint("look for a misspelling, or build with `--skip-unknown-tags`"),
            },
        };
        found.push(finding);
    }
}

fn missing_layouts(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut missing = indexmap::IndexMap::<_, (usize, _)>::new();
    for page in &site.pages {
        if let Some(name) = page.layout().filter(|name| !site.layouts.contains_key(name)) {
            missing.entry(name).or_insert((0, page.path.clone())).0 += 1;
        }
    }
    if site.config.arrangement == crate::config::SiteKind::Recto {
        // There the theme's templates replace layouts.
        return;
    }
    for (name, (count, first)) in missing {
        let asked = match count {
            1 => format!("`{first}` uses it"),
            _ => format!("{count} pages use it, `{first}` the first"),
        };
        found.push(
            Diagnostic::warning(Code::UnknownLayout, format!("no layout `{name}`: {asked}")).hint(format!(
                "add `{}/{name}.html`, or ask for another layout",
                site.config.layouts_dir
            )),
        );
    }
}

/// Includes and data files that no template names. If a template computes a name, nothing is reported.
fn unused(site: &Site, references: &References, found: &mut Vec<Diagnostic>) {
    if !references.computed_include {
        for path in site
            .includes
            .keys()
            .filter(|path| !references.includes.contains(&***path))
        {
            found.push(
                Diagnostic::note(
                    Code::UnusedFile,
                    format!("nothing includes `{}/{path}`", site.config.includes_dir),
                )
                .hint("remove it if it is no longer needed"),
            );
        }
    }
    if let (false, Some(data)) = (references.computed_data, site.data.as_hash()) {
        for (key, _) in data
            .iter()
            .filter(|(key, _)| !key.as_str().is_some_and(|key| references.data.contains(key)))
        {
            let key = crate::value::print::to_s(key);
            found.push(
                Diagnostic::note(Code::UnusedFile, format!("no template reads `site.data.{key}`")).hint(
                    format!(
                        "remove it from `{}` if it is no longer needed",
                        site.config.data_dir
                    ),
                ),
            );
        }
    }
}

/// Problems of `url` and `baseurl`.
fn address(site: &Site, found: &mut Vec<Diagnostic>) {
    let url = &site.config.url;
    if url.is_empty() {
        found.push(
            Diagnostic::note(
                Code::InvalidUrl,
                "the site has no `url`: feeds, sitemaps and canonical links will be relative",
            )
            .hint("set `url: https://…` in the configuration"),
        );
    } else if !(url.starts_with("http://") || url.starts_with("https://")) {
        found.push(
            Diagnostic::warning(
                Code::InvalidUrl,
                format!("`url: {url}` is not an absolute address"),
            )
            .hint("begin it with `https://`"),
        );
    }
    let base = &site.config.baseurl;
    if !base.is_empty() && !base.starts_with('/') {
        found.push(
            Diagnostic::warning(
                Code::InvalidUrl,
                format!("`baseurl: {base}` does not begin with a slash"),
            )
            .hint(format!("write `baseurl: /{base}`")),
        );
    }
}

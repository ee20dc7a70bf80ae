//! Handles what a site needs of Ruby: finds the files of `_plugins` and the tags that they define, and adds a warning, hints
//! and placeholders for unknown tags. `ruby` is what runs them.

mod gems;
mod references;
mod ruby;

pub use gems::gem_of_tag;
pub use references::{Names, References, is_part};
pub use ruby::{RubyPlugin, scan, warning};

use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::{self, Context, Engine, Flow, Markup, Output, ParseTag, Parser, Render, Tag};
use crate::site::Site;
use crate::value::Str;

/// Whether a tag of this name is Liquid's, Jekyll's, or one of the plugins `gems`.
pub fn is_known_tag(gems: &[Str], name: &str) -> bool {
    let has = |tags: &[Tag]| tags.iter().any(|tag| tag.name == name);
    has(liquid::TAGS)
        || has(crate::jekyll::TAGS)
        || super::active(gems).iter().any(|plugin| has(plugin.tags()))
}

/// `engine` with every tag that the templates of `site` use and nothing defines; these tags print nothing. This is what
/// `--skip-unknown-tags` requires. A tag with an `end…` anywhere is a block, whose content is dropped as well.
pub fn with_stand_ins(engine: Engine, site: &Site) -> Engine {
    let references = References::gather(site);
    let unknown = references
        .tags
        .keys()
        .filter(|name| !is_known_tag(&site.config.all_plugins(), name));
    unknown.fold(engine, |engine, name| {
        let parse: ParseTag = match references.ends.contains(name) {
            true => skip_block,
            false => skip,
        };
        engine.with_tag(name.clone(), parse)
    })
}

/// Prints nothing.
#[derive(Debug)]
struct Nothing;

impl Render for Nothing {
    fn render(&self, _: &mut Context<'_>, _: &mut Output) -> Result<Flow> {
        Ok(Flow::Next)
    }
}

fn skip<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let mut warning = Diagnostic::warning(
        Code::UnknownTag,
        format!("the tag `{}` is unknown and was skipped", tag.name),
    );
    warning.span = tag.span;
    parser.warn(warning);
    Ok(Box::new(Nothing))
}

fn skip_block<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    parser.raw(&tag)?;
    skip(parser, tag)
}

/// Adds a hint to a diagnostic about an unknown tag that a Ruby file or an implemented plugin defines.
pub fn explain(diagnostics: Diagnostic, ruby: &[RubyPlugin]) -> Diagnostic {
    let (Code::UnknownTag, Some(name)) = (diagnostics.code, diagnostics.subject.clone()) else {
        return diagnostics;
    };
    if let Some(file) = ruby.iter().find(|file| file.tags.contains(&name)) {
        let hint = format!("`{}` defines it in Ruby: run it with `--ruby`", file.path);
        return diagnostics
            .hint(hint)
            .hint("build with `--skip-unknown-tags` to print nothing in its place");
    }
    match super::plugin_for_tag(&name) {
        Some(gem) => diagnostics.hint(format!(
            "it is a tag of `{gem}`: name that under `plugins:` in the configuration"
        )),
        None => match gem_of_tag(&name) {
            Some(gem) => diagnostics
                .hint(format!(
                    "`{gem}` defines it in Ruby: install the gem and build with `--ruby`"
                ))
                .hint("build with `--skip-unknown-tags` to print nothing in its place"),
            None => diagnostics,
        },
    }
}

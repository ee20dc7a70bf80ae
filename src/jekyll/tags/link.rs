//! `link` and `post_url`: the URL of a file of the site, checked to be there.
//!
//! Rules from Jekyll's `tags/link.rb` and `tags/post_url.rb`.

use super::pieces::Pieces;
use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::{Host, Post};
use crate::liquid::{Context, Flow, Markup, Output, Parser, Render};
use crate::text::similar;
use crate::value::{Str, Value};

#[derive(Debug)]
struct Link {
    written: String,
    pieces: Pieces,
}

/// Reads `{% link path/of/file.md %}`.
pub(super) fn link<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let written = tag.text.trim();
    Ok(Box::new(Link {
        written: written.to_owned(),
        pieces: Pieces::read(parser, written, tag.at)?,
    }))
}

impl Render for Link {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let host = Host::of(context, "link")?;
        let path = match host.is_jekyll_3() {
            true => self.written.clone(),
            false => self.pieces.text(context)?.into_owned(),
        };
        let url = host.site.url_of(&path).ok_or_else(|| {
            let error = Diagnostic::error(
                Code::UnknownLink,
                format!("`link`: no document has the path `{path}`"),
            );
            propose(error.about(&*path), &path, &host.site.paths())
        })?;
        write_relative(context, host, &url, out)
    }
}

/// Writes a URL of the site below `baseurl`; Jekyll 3 writes it without.
fn write_relative(context: &mut Context<'_>, host: &Host, url: &str, out: &mut Output) -> Result<Flow> {
    let url = match host.is_jekyll_3() {
        true => url.to_owned(),
        false => host.relative_url(url)?,
    };
    context.write(&Value::from(url), out)?;
    Ok(Flow::Next)
}

/// Adds the most similar path as a hint.
fn propose(error: Diagnostic, wanted: &str, paths: &[Str]) -> Box<Diagnostic> {
    let paths = paths.iter().map(|path| &**path).collect::<Vec<_>>();
    Box::new(match similar::nearest_path(wanted, &paths) {
        Some(path) => error.hint(format!("did you mean `{path}`?")),
        None => error.hint("the path starts at the folder of the site"),
    })
}

/// The name of a post, taken apart.
#[derive(Debug)]
struct PostUrl {
    written: String,
    /// The folder with its final slash, or nothing.
    folder: String,
    date: String,
    slug: String,
}

/// Reads `{% post_url folder/2017-05-01-slug %}`.
pub(super) fn post_url<'t>(_: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let written = tag.text.trim();
    let name = written.strip_prefix('/').unwrap_or(written);
    let found = split_name(name).ok_or_else(|| {
        let mut error = tag.error(format!("`{written}` is not the name of a post"));
        error
            .hints
            .push("write it as `{% post_url 2017-05-01-slug %}`".to_owned());
        error
    })?;
    let (folder, date, slug) = found;
    Ok(Box::new(PostUrl {
        written: written.to_owned(),
        folder: folder.to_owned(),
        date: date.to_owned(),
        slug: slug.to_owned(),
    }))
}

/// Folder, date and slug of a name: `(.+/)*(\d+-\d+-\d+)-(.*)`.
fn split_name(name: &str) -> Option<(&str, &str, &str)> {
    let (folder, base) = match name.rfind('/') {
        Some(slash) => name.split_at(slash + 1),
        None => ("", name),
    };
    let mut parts = base.splitn(4, '-');
    let mut length = 0;
    for _ in 0..3 {
        let part = parts.next()?;
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        length += part.len() + 1;
    }
    let slug = parts.next()?;
    Some((folder, &base[..length - 1], slug))
}

impl PostUrl {
    /// Whether a path is that of the post: folder, `_posts` and name, with any extension.
    fn is_at(&self, path: &str) -> bool {
        let Self {
            folder, date, slug, ..
        } = self;
        let ends = |rest: &str| {
            let name = rest
                .strip_prefix(date.as_str())
                .and_then(|rest| rest.strip_prefix('-'));
            let extension = name.and_then(|rest| rest.strip_prefix(slug.as_str()));
            let extension = extension.and_then(|rest| rest.strip_prefix('.'));
            extension.is_some_and(|extension| extension.starts_with(|c| c != '.'))
        };
        let below = path
            .strip_prefix("_posts/")
            .and_then(|rest| rest.strip_prefix(folder.as_str()));
        let above = path
            .strip_prefix(folder.as_str())
            .and_then(|rest| rest.strip_prefix("_posts"));
        below.is_some_and(ends) || above.is_some_and(|rest| ends(rest.strip_prefix('/').unwrap_or(rest)))
    }

    /// The older way: slug and day alone.
    fn is_dated(&self, post: &Post) -> bool {
        let mut parts = self.date.split('-').map(|part| part.parse::<i32>().unwrap_or(-1));
        let date = [
            post.date.year,
            i32::from(post.date.month),
            i32::from(post.date.day),
        ];
        *post.slug == *self.slug && date.iter().all(|part| parts.next() == Some(*part))
    }
}

/// The name by which `post_url` finds the post at a path: without `_posts` and without the extension.
fn tag_name(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let parts = folder
        .split('/')
        .filter(|part| !part.is_empty() && *part != "_posts");
    parts.chain([stem]).collect::<Vec<_>>().join("/")
}

impl Render for PostUrl {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let host = Host::of(context, "post_url")?;
        let posts = host.site.posts();
        if let Some(post) = posts.iter().find(|post| self.is_at(&post.path)) {
            return write_relative(context, host, &post.url, out);
        }
        if let Some(post) = posts.iter().find(|post| self.is_dated(post)) {
            let warning = Diagnostic::warning(
                Code::IncompletePostName,
                format!("`{}` is not the full name of the post", self.written),
            );
            let warning = warning.about(&*self.written);
            context.warn(warning.hint(format!("the path of the post is `{}`", post.path)));
            return write_relative(context, host, &post.url, out);
        }
        let error = Diagnostic::error(
            Code::UnknownPost,
            format!("`post_url`: no post is named `{}`", self.written),
        );
        let error = error.about(&*self.written);
        let names: Vec<String> = posts.iter().map(|post| tag_name(&post.path)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let same_slug = |name: &&&str| split_name(name).is_some_and(|(_, _, slug)| slug == self.slug);
        let near = names.iter().find(same_slug).copied();
        let near =
            near.or_else(|| similar::nearest(self.written.trim_start_matches('/'), names.iter().copied()));
        Err(Box::new(match near {
            Some(name) => error.hint(format!("did you mean `{{% post_url {name} %}}`?")),
            None => {
                error.hint("a post is named by its folder, date and slug, as in `folder/2026-01-31-title`")
            }
        }))
    }
}

//! `code`, recto's own: a part of a real source file as a code block.
//!
//! ```text
//! {% code "src/main.rs" %}
//! {% code "src/main.rs" lines="3-10" %}
//! {% code "src/main.rs" region="setup" title="Setting up" hl_lines="2" %}
//! ```
//!
//! A region is enclosed by two lines with the words `region setup` and `endregion`, `ANCHOR: setup` and
//! `ANCHOR_END: setup`, or `--8<-- [start:setup]` and `--8<-- [end:setup]`, which are comments of the file's language. A file, line or region that does not exist is an
//! error, so an example cannot silently go stale.

use super::tabs::{arguments, prefix};
use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::Host;
use crate::liquid::{Context, Filtered, Flow, Markup, Output, Parser, Render};
use crate::text::similar;
use crate::value::{Value, print};
use recto_text::html::in_one_line;
use std::ops::RangeInclusive;

#[derive(Debug)]
struct CodeFile {
    path: Filtered,
    options: Vec<(String, Filtered)>,
    /// Attributes without a value, such as `linenums`.
    flags: Vec<String>,
    /// Whether it is in a list item or a block quote, where each line has a prefix.
    is_prefixed: bool,
}

/// The options of the tag itself; all others are attributes of the code block.
const OPTIONS: [&str; 3] = ["lines", "region", "lang"];

/// The attributes of code blocks.
const ATTRIBUTES: [&str; 6] = ["title", "linenums", "hl_lines", "mark", "ins", "del"];

/// Reads `{% code "path" lines="3-10" region="name" %}`.
pub(super) fn code<'t>(parser: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let (words, options) = arguments(&tag);
    let mut words = words.into_iter();
    let Some((path, at)) = words.next() else {
        let mut error = tag.error("`code` without a path");
        error
            .hints
            .push("write it as `{% code \"src/main.rs\" %}`".to_owned());
        return Err(error);
    };
    let path = parser.filtered(path, at)?;
    let known = |name: &str| OPTIONS.iter().chain(&ATTRIBUTES).any(|known| *known == name);
    let mut read = Vec::new();
    for (name, value, at) in options {
        if !known(name) {
            return Err(unknown(&tag, name));
        }
        read.push((name.to_owned(), parser.filtered(value, at)?));
    }
    let flags = words.map(|(word, _)| word.to_owned()).collect::<Vec<_>>();
    if let Some(flag) = flags.iter().find(|flag| *flag != "linenums") {
        return Err(unknown(&tag, flag));
    }
    Ok(Box::new(CodeFile {
        path,
        options: read,
        flags,
        is_prefixed: !prefix(parser.template(), &tag).is_empty(),
    }))
}

fn unknown(tag: &Markup<'_>, name: &str) -> Box<Diagnostic> {
    let mut error = tag.error(format!("`code` has no option `{name}`"));
    let names = OPTIONS.iter().chain(&ATTRIBUTES).copied();
    let hint = match similar::nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "its options are `lines`, `region`, `lang`, `title`, `linenums`, `hl_lines`, `ins`, `del`"
            .to_owned(),
    };
    error.hints.push(hint);
    error
}

impl Render for CodeFile {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let path = print::to_s(&*context.filtered(&self.path)?);
        let mut options = Vec::new();
        for (name, value) in &self.options {
            options.push((name.as_str(), print::to_s(&*context.filtered(value)?)));
        }
        let option = |name: &str| {
            options
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| &**value)
        };
        let host = Host::of(context, "code")?;
        let text = host.site.source_file(&path).ok_or_else(|| {
            fault(format!("there is no source file `{path}`"))
                .hint("paths start at the folder of the site, or at `code_dir` of the configuration")
        })?;
        let mut code = text.to_string();
        if let Some(name) = option("region") {
            code = region(&text, name).ok_or_else(|| {
                fault(format!("`{path}` has no region `{name}`")).hint(format!(
                    "put it between comments with `region {name}` and `endregion`"
                ))
            })?;
        }
        if let Some(range) = option("lines") {
            code = lines(&code, range).map_err(|message| fault(format!("`{path}`: {message}")))?;
        }
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let language = option("lang").unwrap_or(extension);
        let title = option("title").unwrap_or(&path);
        let mut info = language.to_owned();
        if !title.is_empty() {
            info += &format!(" title=\"{}\"", title.replace('"', "'"));
        }
        let attributes = options
            .iter()
            .filter(|(name, _)| !OPTIONS.contains(name) && *name != "title");
        attributes.for_each(|(name, value)| info += &format!(" {name}=\"{value}\""));
        self.flags.iter().for_each(|flag| info += &format!(" {flag}"));
        let html = host.site.code_block(&info, &dedented(&code));
        let html = match self.is_prefixed {
            true => in_one_line(&html),
            false => html,
        };
        context.write(&Value::from(html), out)?;
        Ok(Flow::Next)
    }
}

fn fault(message: String) -> Diagnostic {
    Diagnostic::error(Code::UnknownCode, message)
}

/// A comment that begins or ends a region.
enum Mark<'t> {
    Begin(&'t str),
    /// With the name of the region, where the form has one.
    End(Option<&'t str>),
}

/// The mark in a line of code.
fn mark(line: &str) -> Option<Mark<'_>> {
    if let Some((_, snippet)) = line.split_once("--8<--") {
        let (kind, name) = snippet.split_once('[')?.1.split_once(']')?.0.split_once(':')?;
        return Some(match kind.trim() {
            "start" => Mark::Begin(name.trim()),
            _ => Mark::End(Some(name.trim())),
        });
    }
    let is_mark = |c: char| matches!(c, '#' | '/' | '*' | '-' | '<' | '>' | '!' | ';' | '%' | '\'');
    let mut words = line.split_whitespace().map(|word| word.trim_matches(is_mark));
    let kind = words.find(|word| !word.is_empty())?;
    let mut name = words
        .map(|word| word.trim_end_matches("*/"))
        .filter(|word| !word.is_empty());
    match kind {
        "region" | "region:" | "ANCHOR:" => Some(Mark::Begin(name.next()?)),
        "endregion" => Some(Mark::End(None)),
        "ANCHOR_END:" => Some(Mark::End(name.next())),
        _ => None,
    }
}

/// The lines between the marks of the region `name`, without the marks of other regions.
fn region(text: &str, name: &str) -> Option<String> {
    let begins = |line: &str| matches!(mark(line), Some(Mark::Begin(known)) if known == name);
    let mut found = String::new();
    let mut depth = 0;
    for line in text.lines().skip_while(|line| !begins(line)).skip(1) {
        match mark(line) {
            Some(Mark::End(None)) if depth == 0 => return Some(found),
            Some(Mark::End(Some(known))) if known == name => return Some(found),
            Some(Mark::End(None)) => depth -= 1,
            Some(Mark::Begin(_)) if line.contains("region") => depth += 1,
            Some(_) => {}
            None => {
                found.push_str(line);
                found.push('\n');
            }
        }
    }
    None
}

/// The lines `3`, `3-10`, `3-`, counted from 1; several parts are separated by commas.
fn lines(text: &str, ranges: &str) -> std::result::Result<String, String> {
    let all = text.lines().collect::<Vec<_>>();
    let mut found = String::new();
    for part in ranges.split(',').map(str::trim) {
        let range = range(part, all.len())
            .ok_or_else(|| format!("`{part}` is not a range of lines such as `3-10`"))?;
        if *range.start() == 0 || range.start() > range.end() || *range.end() > all.len() {
            return Err(format!(
                "there are no lines {part}: the text has {} lines",
                all.len()
            ));
        }
        for line in &all[range.start() - 1..*range.end()] {
            found.push_str(line);
            found.push('\n');
        }
    }
    Ok(found)
}

fn range(part: &str, last: usize) -> Option<RangeInclusive<usize>> {
    let (from, to) = part.split_once('-').unwrap_or((part, part));
    let to = if to.trim().is_empty() {
        last
    } else {
        to.trim().parse().ok()?
    };
    Some(from.trim().parse().ok()?..=to)
}

/// The text without the white space that all its lines begin with.
fn dedented(text: &str) -> String {
    let indents = text.lines().filter(|line| !line.trim().is_empty());
    let indent = indents
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let lines = text.lines().map(|line| line.get(indent..).unwrap_or(""));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::{dedented, lines, region};

    const TEXT: &str = "a\n  // region one\n  b\n    c\n  // endregion\n# ANCHOR: two\nd\n# --8<-- [start:four]\ne\n# --8<-- [end:four]\n# ANCHOR_END: two\n";

    #[test]
    fn a_region_lies_between_its_marks() {
        assert_eq!(
            region(TEXT, "one").map(|text| dedented(&text)).as_deref(),
            Some("b\n  c\n")
        );
        assert_eq!(region(TEXT, "two").as_deref(), Some("d\ne\n"));
        assert_eq!(region(TEXT, "four").as_deref(), Some("e\n"));
        assert_eq!(region(TEXT, "three"), None);
    }

    #[test]
    fn lines_are_counted_from_one_and_must_exist() {
        assert_eq!(lines("a\nb\nc\n", "2-").as_deref(), Ok("b\nc\n"));
        assert_eq!(lines("a\nb\nc\n", "1,3").as_deref(), Ok("a\nc\n"));
        assert!(lines("a\n", "2").is_err() && lines("a\n", "x").is_err() && lines("a\n", "0").is_err());
    }
}

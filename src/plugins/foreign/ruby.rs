//! Finds what Ruby plugins define, without running them: scans the text of a `_plugins/*.rb` file for the tags,
//! filters and hooks it registers.

use crate::diag::{Code, Diagnostic};

/// A Ruby file of the site and what it would add to Jekyll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RubyPlugin {
    /// Its path, as users know it.
    pub path: String,
    /// The Liquid tags it registers.
    pub tags: Vec<String>,
    /// The methods of the filter modules it registers.
    pub filters: Vec<String>,
    /// Generators, converters and hooks, in Jekyll's words.
    pub others: Vec<String>,
}

/// The definitions in the Ruby file at `path`, as far as its text shows them.
pub fn scan(path: &str, text: &str) -> RubyPlugin {
    let mut found = RubyPlugin {
        path: path.to_owned(),
        ..RubyPlugin::default()
    };
    let registers_filters = text.contains("register_filter");
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some((_, rest)) = line.split_once("register_tag") {
            found.tags.extend(first_word(rest));
        }
        if let (true, Some(rest)) = (registers_filters, line.strip_prefix("def ")) {
            let name = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .next()
                .unwrap_or("");
            if !matches!(name, "" | "initialize" | "self" | "render") && !rest.starts_with("self.") {
                found.filters.push(name.to_owned());
            }
        }
        for (mark, what) in [
            ("Generator", "a generator"),
            ("Converter", "a converter"),
            ("Command", "a command"),
        ] {
            if line.starts_with("class ") && line.contains('<') && line.trim_end().ends_with(mark) {
                found.others.push(what.to_owned());
            }
        }
        if line.contains("Hooks.register") {
            found.others.push("a hook".to_owned());
        }
    }
    found.others.dedup();
    found
}

/// The first quoted text or symbol: `("name", …)`, `:name`.
fn first_word(text: &str) -> Option<String> {
    let start = text.find(['"', '\'', ':'])?;
    let word = text[start + 1..]
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
        .next()?;
    (!word.is_empty()).then(|| word.to_owned())
}

/// One warning for all files: what each would have added.
pub fn warning(files: &[RubyPlugin]) -> Option<Diagnostic> {
    if files.is_empty() {
        return None;
    }
    let lines = files.iter().map(|file| {
        let list = |word: &str, names: &[String]| match names {
            [] => None,
            names => Some(format!("{word} `{}`", names.join("`, `"))),
        };
        let parts = [list("tags", &file.tags), list("filters", &file.filters)];
        let parts = parts
            .into_iter()
            .flatten()
            .chain(file.others.iter().cloned())
            .collect::<Vec<_>>();
        format!(
            "{}: {}",
            file.path,
            if parts.is_empty() {
                "nothing that recto recognises".into()
            } else {
                parts.join("; ")
            }
        )
    });
    let mut warning = Diagnostic::warning(
        Code::RubyPlugins,
        match files.len() {
            1 => "a Ruby plugin is not run".to_owned(),
            number => format!("{number} Ruby plugins are not run"),
        },
    )
    .hint("build with `--ruby` to run the site's own Ruby, if you trust it")
    .hint("build with `--skip-unknown-tags` to print nothing for their tags");
    for line in lines {
        warning = warning.step(line, None);
    }
    Some(warning)
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn tags_filters_and_hooks_are_seen_in_the_text() {
        let text = "module Jekyll\n  class Note < Liquid::Tag\n  end\n  module Shout\n    def shout(input)\n    end\n  \
                    end\n  class Gen < Generator\n  end\nend\nLiquid::Template.register_tag('note', Jekyll::Note)\n\
                    Liquid::Template.register_filter(Jekyll::Shout)\nJekyll::Hooks.register :site, :post_read do\nend\n";
        let found = scan("_plugins/a.rb", text);
        assert_eq!(found.tags, ["note"]);
        assert_eq!(found.filters, ["shout"]);
        assert_eq!(found.others, ["a generator", "a hook"]);
    }
}

//! Guesses which versions of Jekyll, kramdown and Rouge built a site, from what only some of them write.
//!
//! - Jekyll: the generator that jekyll-seo-tag and jekyll-feed print;
//! - kramdown: where `role="doc-noteref"` is in a footnote's markup;
//! - Rouge: the token classes of code blocks. Each is highlighted again in both versions; where the results differ, the
//!   one that equals the block shows the version.

use crate::highlight::{self, Version};
use regex::Regex;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// The generator of jekyll-seo-tag, or of jekyll-feed.
static GENERATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"content="Jekyll v([\d.]+)"|version="([\d.]+)">Jekyll</generator>"#)
        .expect("a well-formed pattern")
});

/// A highlighted code block, from kramdown or from the tag `highlight`: its language and its HTML.
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?s)(?:<div class="language-([^" ]+) highlighter-rouge"><div class="highlight"><pre class="highlight"><code>|<code class="language-[^"]*" data-lang="([^"]+)">)(.*?)</code></pre>"#,
    )
    .expect("a well-formed pattern")
});

/// A tag of HTML.
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").expect("a well-formed pattern"));

/// A footnote marker of kramdown up to 2.4, and of 2.5.
const MARKERS: [&str; 2] = [
    r##"role="doc-noteref"><a href="#fn:"##,
    r#"rel="footnote" role="doc-noteref">"#,
];

/// How often each version shows in some files. For kramdown and Rouge, the older one comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    jekyll: BTreeMap<String, usize>,
    kramdown: [usize; 2],
    rouge: [usize; 2],
}

impl Evidence {
    /// What shows in one file.
    pub(super) fn of(text: &str) -> Self {
        let mut evidence = Self::default();
        for found in GENERATOR.captures_iter(text) {
            if let Some(release) = found.get(1).or(found.get(2)) {
                *evidence.jekyll.entry(release.as_str().to_owned()).or_default() += 1;
            }
        }
        evidence.kramdown = MARKERS.map(|marker| text.matches(marker).count());
        for found in BLOCK.captures_iter(text) {
            let language = found
                .get(1)
                .or(found.get(2))
                .map_or("", |language| language.as_str());
            evidence.add_block(language, &found[3]);
        }
        evidence
    }

    fn add_block(&mut self, language: &str, html: &str) {
        let code = TAG.replace_all(html, "");
        let code = code
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        let written = Version::ALL.map(|version| {
            let lexer = highlight::find(language, &code, version)?;
            Some(highlight::html(&lexer, &code))
        });
        let [older, newer] = &written;
        if older == newer {
            return;
        }
        for (count, written) in self.rouge.iter_mut().zip(&written) {
            *count += usize::from(written.as_deref() == Some(html));
        }
    }

    /// What shows in the files of both.
    pub(super) fn with(mut self, other: Self) -> Self {
        for (release, count) in other.jekyll {
            *self.jekyll.entry(release).or_default() += count;
        }
        let parts = [
            (&mut self.kramdown, other.kramdown),
            (&mut self.rouge, other.rouge),
        ];
        for (own, other) in parts {
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        }
        self
    }

    /// The versions that show most often.
    fn guess(&self) -> Guess<'_> {
        let newest = |[older, newer]: [usize; 2], names: [&'static str; 2]| match older.cmp(&newer) {
            std::cmp::Ordering::Less => Some(names[1]),
            std::cmp::Ordering::Greater => Some(names[0]),
            std::cmp::Ordering::Equal => None,
        };
        let jekyll = self.jekyll.iter().max_by_key(|(_, count)| **count);
        Guess([
            ("jekyll", jekyll.map(|(release, _)| release.as_str())),
            ("kramdown", newest(self.kramdown, ["2.4", "2.5"])),
            ("rouge", newest(self.rouge, ["3.30", "4.7"])),
        ])
    }

    /// How to build the site of `actual` with the versions of this one; `None` if no version shows that differs.
    pub(super) fn advice(&self, actual: &Self) -> Option<String> {
        let (expected, actual) = (self.guess(), actual.guess());
        let parts = expected.0.iter().zip(&actual.0);
        let differing = parts.filter_map(|((part, expected), (_, actual))| {
            let expected = (*expected)?;
            (expected != (*actual)?).then_some((*part, expected))
        });
        let differing = Guess::of(differing);
        (!differing.is_empty()).then(|| {
            format!(
                "versions: the expected site looks like {expected}, the actual one like {actual}; build it with `--compat \
                 {}` to compare like with like",
                differing.compat()
            )
        })
    }
}

/// The versions of the parts, as far as they show.
struct Guess<'e>([(&'static str, Option<&'e str>); 3]);

impl<'e> Guess<'e> {
    fn of(parts: impl Iterator<Item = (&'static str, &'e str)>) -> Self {
        let mut guess = Self([("jekyll", None), ("kramdown", None), ("rouge", None)]);
        for (part, version) in parts {
            for (name, known) in &mut guess.0 {
                if *name == part {
                    *known = Some(version);
                }
            }
        }
        guess
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, version)| version.is_none())
    }

    /// As `--compat` takes them.
    fn compat(&self) -> String {
        let known = self
            .0
            .iter()
            .filter_map(|(part, version)| Some(format!("{part}={}", (*version)?)));
        known.collect::<Vec<_>>().join(",")
    }
}

impl fmt::Display for Guess<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ["Jekyll", "kramdown", "Rouge"];
        let known = self.0.iter().zip(names);
        let known = known.filter_map(|((_, version), name)| Some(format!("{name} {}", (*version)?)));
        f.write_str(&known.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Evidence;

    const OLD: &str = r##"<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">1</a></sup>"##;
    const NEW: &str = r##"<sup id="fnref:1"><a href="#fn:1" class="footnote" rel="footnote" role="doc-noteref">1</a></sup>"##;

    #[test]
    fn the_markup_of_footnotes_shows_the_version_of_kramdown() {
        let advice = Evidence::of(OLD).advice(&Evidence::of(NEW)).unwrap();
        assert_eq!(
            advice,
            "versions: the expected site looks like kramdown 2.4, the actual one like kramdown 2.5; build it with \
             `--compat kramdown=2.4` to compare like with like"
        );
        assert_eq!(Evidence::of(OLD).advice(&Evidence::of(OLD)), None);
    }

    #[test]
    fn the_classes_of_code_show_the_version_of_rouge() {
        use crate::highlight::{Version, find, html};
        let page = |version| {
            let code = "def f(x: int) -> int:\n    return f\"{x!r}\"\n";
            let html = html(&find("python", code, version).unwrap(), code);
            format!(
                "<div class=\"language-python highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code>\
                 {html}</code></pre></div></div>"
            )
        };
        let [older, newer] = Version::ALL.map(page);
        let advice = Evidence::of(&newer).advice(&Evidence::of(&older)).unwrap();
        assert!(advice.contains("`--compat rouge=4.7`"), "{advice}");
    }

    #[test]
    fn the_generator_names_the_release_of_jekyll() {
        let page = |release: &str| format!("<meta name=\"generator\" content=\"Jekyll v{release}\" />");
        let advice = Evidence::of(&page("4.3.3"))
            .advice(&Evidence::of(&page("3.10.0")))
            .unwrap();
        assert!(advice.contains("`--compat jekyll=4.3.3`"), "{advice}");
    }
}

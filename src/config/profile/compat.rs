//! Reads `compat` of the configuration and `--compat`: a named profile, versions of single parts, or both.

use super::release::{completed_jekyll, numbers};
use super::{LIQUID, Named, Releases};
use crate::text::similar;
use crate::value::print::to_s;
use crate::value::{Str, Value};

/// The parts whose version can be chosen.
const PARTS: [&str; 4] = ["jekyll", "kramdown", "rouge", "liquid"];

/// What `compat` asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compat {
    pub(super) named: Option<Named>,
    jekyll: Option<Str>,
    kramdown: Option<Str>,
    rouge: Option<Str>,
}

/// What is wrong with a `compat`, and how to write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCompat {
    /// The message.
    pub message: String,
    /// The hint.
    pub hint: String,
}

impl std::fmt::Display for InvalidCompat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.message, self.hint)
    }
}

impl std::error::Error for InvalidCompat {}

impl Compat {
    /// The same with the profile of GitHub Pages, if it has no other.
    #[must_use]
    pub fn or_github_pages(self) -> Self {
        Self {
            named: self.named.or(Some(Named::GithubPages)),
            ..self
        }
    }

    /// Reads a text such as `jekyll-4.4` or `github-pages, rouge=4.7`.
    ///
    /// # Errors
    /// An unknown profile or part, or a version that does not begin with a number.
    pub fn parse(text: &str) -> Result<Self, InvalidCompat> {
        let mut compat = Self::default();
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word.split_once('=') {
                Some((part, version)) => compat.set(part.trim(), version.trim())?,
                None => compat.named = Some(named(word)?),
            }
        }
        Ok(compat)
    }

    /// Reads the value of a configuration: a text, a list of texts, or a mapping from parts to versions, in which
    /// `profile` names a profile. `None` for `nil`.
    ///
    /// # Errors
    /// As [`Compat::parse`], and a value of another type.
    pub(in crate::config) fn of_value(value: &Value) -> Result<Option<Self>, InvalidCompat> {
        let mut compat = Self::default();
        match value {
            Value::Nil => return Ok(None),
            Value::Str(text) => compat = Self::parse(text)?,
            Value::Array(words) => {
                let words: Vec<String> = words.iter().map(|word| to_s(word).to_string()).collect();
                compat = Self::parse(&words.join(","))?;
            }
            Value::Hash(parts) => {
                for (part, version) in parts.iter() {
                    match &*to_s(part) {
                        "profile" => compat.named = Some(named(&to_s(version))?),
                        part => compat.set(part, &to_s(version))?,
                    }
                }
            }
            _ => {
                return Err(InvalidCompat {
                    message: "`compat` must be the name of a profile or a mapping from parts to versions"
                        .to_owned(),
                    hint: "write `compat: jekyll-4.4`".to_owned(),
                });
            }
        }
        Ok(Some(compat))
    }

    fn set(&mut self, part: &str, version: &str) -> Result<(), InvalidCompat> {
        if numbers(version).is_empty() {
            return Err(InvalidCompat {
                message: format!("`{version}` is not a version of `{part}`"),
                hint: format!("write it as in `{part}=4.7`"),
            });
        }
        let part = match part {
            "jekyll" => {
                self.jekyll = Some(completed_jekyll(version).into());
                return Ok(());
            }
            "kramdown" => &mut self.kramdown,
            "rouge" => &mut self.rouge,
            "liquid" if LIQUID.starts_with(version) => return Ok(()),
            "liquid" => {
                return Err(InvalidCompat {
                    message: format!("there is no profile with Liquid {version}"),
                    hint: format!("leave `liquid` out: every version of Jekyll takes Liquid {LIQUID}"),
                });
            }
            _ => {
                let hint = match similar::nearest(part, PARTS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the parts are {}", quoted(&PARTS)),
                };
                return Err(InvalidCompat {
                    message: format!("`compat` has no part `{part}`"),
                    hint,
                });
            }
        };
        *part = Some(version.into());
        Ok(())
    }

    /// Replaces the parts that are chosen.
    pub(super) fn apply(&self, releases: &mut Releases) {
        let parts = [
            (&self.jekyll, &mut releases.jekyll),
            (&self.kramdown, &mut releases.kramdown),
            (&self.rouge, &mut releases.rouge),
        ];
        for (chosen, release) in parts {
            if let Some(chosen) = chosen {
                *release = Str::clone(chosen);
            }
        }
    }
}

fn named(name: &str) -> Result<Named, InvalidCompat> {
    let names = Named::ALL.map(Named::name);
    let found = Named::ALL.into_iter().find(|named| named.name() == name.trim());
    found.ok_or_else(|| InvalidCompat {
        message: format!("unknown profile `{name}`"),
        hint: match similar::nearest(name, names) {
            Some(near) => format!("did you mean `{near}`? Single versions are written `jekyll=4.3.4`"),
            None => format!(
                "the profiles are {}; single versions are written `jekyll=4.3.4`",
                quoted(&names)
            ),
        },
    })
}

fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}

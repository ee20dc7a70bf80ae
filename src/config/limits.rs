//! The limits of a build, which only the command line sets: a site must not raise its own.

use std::str::FromStr;

/// What the templates and style sheets of a site may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The steps of one rendering of a page, a layout or an excerpt.
    pub page_steps: u64,
    /// The steps of all renderings of a build.
    pub build_steps: u64,
    /// The bytes of the variables of one rendering, and of one style sheet.
    pub page_memory: u64,
    /// The bytes of the variables of all renderings under way.
    pub build_memory: u64,
    /// How deep arrays and hashes may nest.
    pub depth: u32,
    /// How many seconds one style sheet may take.
    pub sass_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_steps: 500_000_000,
            build_steps: 50_000_000_000,
            page_memory: 512 << 20,
            build_memory: 2 << 30,
            depth: 500,
            sass_seconds: 60,
        }
    }
}

/// One `--budget NAME=N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    name: &'static str,
    value: u64,
}

/// The names of the limits.
const NAMES: [&str; 6] = [
    "page-steps",
    "build-steps",
    "page-memory",
    "build-memory",
    "depth",
    "sass-seconds",
];

/// The deepest nesting that can be asked for: deeper values would overflow the stack.
const DEEPEST: u64 = 2000;

impl FromStr for Limit {
    type Err = String;

    /// Reads `NAME=N`, where `K`, `M` and `G` behind the number multiply it by 1000 each, or by 1024 for memory.
    fn from_str(text: &str) -> Result<Self, String> {
        let known = || format!("the limits are {}", NAMES.join(", "));
        let (name, number) = text
            .split_once('=')
            .ok_or_else(|| format!("write it as NAME=N; {}", known()))?;
        let name = NAMES.iter().find(|known| **known == name).ok_or_else(known)?;
        let kilo: u64 = if name.ends_with("memory") { 1024 } else { 1000 };
        let (digits, unit) = match number.as_bytes().last() {
            Some(b'k' | b'K') => (&number[..number.len() - 1], kilo),
            Some(b'm' | b'M') => (&number[..number.len() - 1], kilo.pow(2)),
            Some(b'g' | b'G') => (&number[..number.len() - 1], kilo.pow(3)),
            _ => (number, 1),
        };
        let value = digits
            .parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(unit));
        let value = value.filter(|value| *value > 0);
        let value = value.ok_or_else(|| format!("`{number}` is not a positive number, such as 500M"))?;
        match *name == "depth" && value > DEEPEST {
            true => Err(format!("`depth` is at most {DEEPEST}")),
            false => Ok(Self { name, value }),
        }
    }
}

impl Limits {
    /// The defaults with these changes.
    pub fn with(changes: &[Limit]) -> Self {
        let mut limits = Self::default();
        for Limit { name, value } in changes {
            match *name {
                "page-steps" => limits.page_steps = *value,
                "build-steps" => limits.build_steps = *value,
                "page-memory" => limits.page_memory = *value,
                "build-memory" => limits.build_memory = *value,
                "depth" => limits.depth = u32::try_from(*value).unwrap_or(u32::MAX),
                _ => limits.sass_seconds = *value,
            }
        }
        limits
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Limits};

    fn limits(changes: &[&str]) -> Result<Limits, String> {
        let read = changes.iter().map(|text| text.parse::<Limit>());
        Ok(Limits::with(&read.collect::<Result<Vec<_>, _>>()?))
    }

    #[test]
    fn a_unit_multiplies_steps_by_1000_and_memory_by_1024() {
        let read = limits(&["page-steps=2M", "page-memory=2m", "depth=7"]);
        let expected = Limits {
            page_steps: 2_000_000,
            page_memory: 2 << 20,
            depth: 7,
            ..Limits::default()
        };
        assert_eq!(read, Ok(expected));
    }

    #[test]
    fn what_is_not_a_limit_is_refused() {
        for text in [
            "pages=1",
            "depth",
            "depth=0",
            "depth=5000",
            "depth=-1",
            "depth=x",
            "page-steps=99999999999G",
        ] {
            assert!(limits(&[text]).is_err(), "{text}");
        }
    }
}

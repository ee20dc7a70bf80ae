//! Versions of gems and requirements on them, compared by the rules of RubyGems (`Gem::Version`,
//! `Gem::Requirement`).

use std::cmp::Ordering;

/// One part of a version between dots, or a run of letters or digits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Letters(String),
    Number(u64),
}

/// The version of a gem.
#[derive(Clone, Debug)]
pub struct Version {
    text: String,
    segments: Vec<Segment>,
}

impl Version {
    /// Parses `2.5.1` or `3.0.0.rc1`; `None` if the text is not a version.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_valid = text.starts_with(|c: char| c.is_ascii_digit())
            && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'.');
        is_valid.then(|| Self {
            text: text.to_owned(),
            segments: segments(text),
        })
    }

    /// The version as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the version has letters: such a version is only chosen if a requirement names one.
    pub fn is_prerelease(&self) -> bool {
        let mut segments = self.segments.iter();
        segments.any(|segment| matches!(segment, Segment::Letters(_)))
    }

    /// The version that `~>` stops before: without letters and without the last number, one higher. `2.5.1` gives
    /// `2.6`.
    fn next(&self) -> Self {
        let numbers = self.segments.iter().map_while(|segment| match segment {
            Segment::Number(number) => Some(*number),
            Segment::Letters(_) => None,
        });
        // The segments have lost the zeros at the end, which count here.
        let written = self.text.split('.').map_while(|part| part.parse::<u64>().ok());
        let mut numbers: Vec<u64> = match self.is_prerelease() {
            true => numbers.collect(),
            false => written.collect(),
        };
        if numbers.len() > 1 {
            numbers.pop();
        }
        if let Some(last) = numbers.last_mut() {
            *last = last.saturating_add(1);
        }
        let text = numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
        Self {
            segments: segments(&text),
            text,
        }
    }
}

/// The runs of digits and of letters in a version, without zeros at the end.
fn segments(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for part in text.split('.') {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let is_number = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != is_number);
            let (run, more) = rest.split_at(end.unwrap_or(rest.len()));
            segments.push(match is_number {
                true => Segment::Number(run.parse().unwrap_or(u64::MAX)),
                false => Segment::Letters(run.to_owned()),
            });
            rest = more;
        }
    }
    while segments.last() == Some(&Segment::Number(0)) {
        segments.pop();
    }
    segments
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let zero = Segment::Number(0);
        for at in 0..self.segments.len().max(other.segments.len()) {
            let [mine, its] = [self, other].map(|version| version.segments.get(at).unwrap_or(&zero));
            let order = match (mine, its) {
                (Segment::Number(mine), Segment::Number(its)) => mine.cmp(its),
                (Segment::Letters(mine), Segment::Letters(its)) => mine.cmp(its),
                (Segment::Letters(_), Segment::Number(_)) => Ordering::Less,
                (Segment::Number(_), Segment::Letters(_)) => Ordering::Greater,
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

/// Conditions on a version, all of which must hold, such as `~> 2.5` and `!= 2.5.3`. Without a condition every release
/// fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement(Vec<(Operator, Version)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Is,
    IsNot,
    AtLeast,
    AtMost,
    Above,
    Below,
    Compatible,
}

const OPERATORS: [(&str, Operator); 7] = [
    ("~>", Operator::Compatible),
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("!=", Operator::IsNot),
    (">", Operator::Above),
    ("<", Operator::Below),
    ("=", Operator::Is),
];

impl Requirement {
    /// Only this version.
    pub fn exactly(version: Version) -> Self {
        Self(vec![(Operator::Is, version)])
    }

    /// Adds a condition such as `~> 2.5` or `2.5.1`; false if the text is not one.
    pub fn add(&mut self, condition: &str) -> bool {
        let condition = condition.trim();
        let found = OPERATORS.iter().find_map(|(sign, operator)| {
            let rest = condition.strip_prefix(sign)?;
            Some((*operator, rest))
        });
        let (operator, version) = found.unwrap_or((Operator::Is, condition));
        let version = Version::parse(version);
        self.0.extend(version.clone().map(|version| (operator, version)));
        version.is_some()
    }

    /// Whether every version fits.
    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a version fits. Prereleases fit only where a condition names one.
    pub fn fits(&self, version: &Version) -> bool {
        let names_prerelease = self.0.iter().any(|(_, named)| named.is_prerelease());
        let fits = |(operator, named): &(Operator, Version)| match operator {
            Operator::Is => version == named,
            Operator::IsNot => version != named,
            Operator::AtLeast => version >= named,
            Operator::AtMost => version <= named,
            Operator::Above => version > named,
            Operator::Below => version < named,
            Operator::Compatible => version >= named && *version < named.next(),
        };
        (names_prerelease || !version.is_prerelease()) && self.0.iter().all(fits)
    }
}

impl std::fmt::Display for Requirement {
    /// `~> 2.5, != 2.5.3`, or the bare version if only that one fits.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (operator, version)) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            if *operator != Operator::Is {
                let sign = OPERATORS.iter().find(|(_, known)| known == operator);
                write!(f, "{} ", sign.map_or("", |(sign, _)| sign))?;
            }
            f.write_str(&version.text)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Requirement, Version};

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn versions_are_ordered_as_rubygems_orders_them() {
        let ordered = ["1.0.a", "1.0.rc1", "1", "1.0.1", "1.2", "1.10", "2.0.0.pre", "2"];
        for pair in ordered.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{pair:?}");
        }
        assert_eq!(version("2.5"), version("2.5.0"));
        assert!(Version::parse("main").is_none() && Version::parse("").is_none());
    }

    #[test]
    fn requirements_fit_as_in_rubygems() {
        let cases = [
            (&["~> 2.5"][..], "2.9", true),
            (&["~> 2.5"], "3.0", false),
            (&["~> 2.5.0"], "2.6", false),
            (&["~> 2.5.0"], "2.5.9", true),
            (&["~> 2"], "2.9", true),
            (&["~> 2"], "3", false),
            (&[">= 1", "< 2", "!= 1.5"], "1.4", true),
            (&[">= 1", "< 2", "!= 1.5"], "1.5.0", false),
            (&["= 1.5"], "1.5", true),
            (&["> 1.5"], "1.5", false),
            (&["<= 1.5"], "1.5", true),
            (&[], "9", true),
            (&[], "9.rc1", false),
            (&["~> 9.rc1"], "9.rc2", true),
        ];
        for (conditions, text, fits) in cases {
            let mut requirement = Requirement::default();
            for condition in conditions {
                assert!(requirement.add(condition), "{condition}");
            }
            assert_eq!(requirement.fits(&version(text)), fits, "{conditions:?} {text}");
        }
        assert!(!Requirement::default().add("git"));
    }
}

//! Version numbers of gems, and the requirements of Gemfiles.

use std::cmp::Ordering;

/// The numbers of a release: `3.10.0` is 3, 10, 0. What is not a number ends them, such as `pre` or a platform.
pub(super) fn numbers(release: &str) -> Vec<u32> {
    let parts = release.trim().split(['.', '-']);
    parts.map_while(|part| part.parse().ok()).collect()
}

/// Whether `release` belongs to `series`, such as `4.7`.
pub(super) fn is_of(release: &str, series: &str) -> bool {
    numbers(release).starts_with(&numbers(series))
}

/// Compares two releases; `4` equals `4.0`.
fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (numbers(a), numbers(b));
    let length = a.len().max(b.len());
    a.resize(length, 0);
    b.resize(length, 0);
    a.cmp(&b)
}

/// Whether `release` fulfils `requirement`, such as `~> 4.3.2`, `>= 4.0` or `4.2.0`.
pub(super) fn fulfils(release: &str, requirement: &str) -> bool {
    let requirement = requirement.trim();
    let at = requirement
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(requirement.len());
    let (operator, wanted) = requirement.split_at(at);
    let order = compare(release, wanted);
    match operator.trim() {
        ">=" => order.is_ge(),
        ">" => order.is_gt(),
        "<=" => order.is_le(),
        "<" => order.is_lt(),
        "!=" => order.is_ne(),
        // Up to the next number of the last part but one.
        "~>" => {
            let mut fixed = numbers(wanted);
            fixed.truncate(fixed.len().saturating_sub(1).max(1));
            order.is_ge() && numbers(release).starts_with(&fixed)
        }
        _ => order.is_eq(),
    }
}

/// The release that a requirement names exactly.
pub(super) fn exact(requirement: &str) -> Option<&str> {
    let release = requirement.trim().trim_start_matches('=').trim_start();
    release
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(release)
}

/// What installing Jekyll brings today: the newest release of each of its series, newest first, and the newest kramdown
/// and Rouge that its gem specification allows.
const INSTALLED: &[(&str, &str, &str)] = &[
    ("4.4.1", "2.5.2", "4.7.0"),
    ("4.3.4", "2.5.2", "4.7.0"),
    ("4.2.2", "2.5.2", "3.30.0"),
    ("4.1.1", "2.5.2", "3.30.0"),
    ("4.0.1", "2.5.2", "3.30.0"),
    ("3.10.0", "2.5.2", "3.30.0"),
    ("3.9.5", "2.5.2", "3.30.0"),
    ("3.8.7", "1.17.0", "3.30.0"),
    ("3.7.4", "1.17.0", "3.30.0"),
    ("3.6.3", "1.17.0", "3.30.0"),
];

/// The newest release of Jekyll that fulfils all `requirements`; the newest of all if none does.
pub(super) fn newest_jekyll(requirements: &[String]) -> &str {
    if let Some(release) = requirements.iter().find_map(|requirement| exact(requirement))
        && numbers(release).len() > 2
    {
        return release;
    }
    let fits = |release: &str| {
        requirements
            .iter()
            .all(|requirement| fulfils(release, requirement))
    };
    let releases = || INSTALLED.iter().map(|(release, ..)| *release);
    releases().find(|release| fits(release)).unwrap_or(INSTALLED[0].0)
}

/// The kramdown and the Rouge that are installed with this release of Jekyll.
pub(super) fn with_jekyll(release: &str) -> (&'static str, &'static str) {
    let found = INSTALLED
        .iter()
        .find(|(newest, ..)| compare(newest, release).is_le() || same_series(newest, release));
    let (_, kramdown, rouge) = found.unwrap_or(&INSTALLED[INSTALLED.len() - 1]);
    (kramdown, rouge)
}

fn same_series(a: &str, b: &str) -> bool {
    numbers(a).get(..2) == numbers(b).get(..2)
}

/// A release of Jekyll in full: a series such as `4.3`, or `3`, becomes its newest one.
pub(super) fn completed_jekyll(written: &str) -> &str {
    if numbers(written).len() > 2 {
        return written;
    }
    let mut known = INSTALLED.iter().map(|(release, ..)| *release);
    known.find(|release| is_of(release, written)).unwrap_or(written)
}

//! Ruby's `File.fnmatch?` without flags: matches a path against a pattern.

/// Whether `path` matches `pattern`: `*` and `?` cross `/`, `[a-z]` and `[^a]` are sets, `\` escapes. (Ruby keeps
/// wildcards off a leading dot; the paths compared here begin with `/`.)
pub(crate) fn fnmatch(pattern: &str, path: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let path: Vec<char> = path.chars().collect();
    let (mut at, mut here) = (0, 0);
    // Where to go on after the last `*`: its place in the pattern, and how much of the path it takes so far.
    let mut star: Option<(usize, usize)> = None;
    while here < path.len() {
        if pattern.get(at) == Some(&'*') {
            star = Some((at, here));
            at += 1;
        } else if let Some(next) = one(&pattern, at, path[here]) {
            at = next;
            here += 1;
        } else if let Some((place, taken)) = star {
            star = Some((place, taken + 1));
            at = place + 1;
            here = taken + 1;
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

/// The index in the pattern after what matches `c` at `at`; `None` if it does not match.
fn one(pattern: &[char], at: usize, c: char) -> Option<usize> {
    match pattern.get(at)? {
        '?' => Some(at + 1),
        '[' => set(pattern, at, c),
        '\\' => {
            let escaped = pattern.get(at + 1).unwrap_or(&'\\');
            (*escaped == c).then_some((at + 2).min(pattern.len()))
        }
        literal => (*literal == c).then_some(at + 1),
    }
}

/// The index after a set that begins at `at` and contains `c`. An unclosed set matches nothing.
fn set(pattern: &[char], at: usize, c: char) -> Option<usize> {
    let mut at = at + 1;
    let negated = matches!(pattern.get(at), Some('!' | '^'));
    at += usize::from(negated);
    let mut found = false;
    let mut first = true;
    loop {
        let mut low = *pattern.get(at)?;
        if low == ']' && !first {
            return (found != negated).then_some(at + 1);
        }
        first = false;
        if low == '\\' {
            at += 1;
            low = *pattern.get(at)?;
        }
        at += 1;
        let mut high = low;
        if pattern.get(at) == Some(&'-') && pattern.get(at + 1).is_some_and(|c| *c != ']') {
            at += 1;
            high = *pattern.get(at)?;
            if high == '\\' {
                at += 1;
                high = *pattern.get(at)?;
            }
            at += 1;
        }
        found |= low <= c && c <= high;
    }
}

#[cfg(test)]
mod tests {
    use super::fnmatch;

    #[test]
    fn wildcards_cross_slashes() {
        assert!(fnmatch("/docs/*.md", "/docs/a/b.md"));
        assert!(fnmatch("/**/x", "/a/b/x"));
        assert!(!fnmatch("/docs/?.md", "/docs/ab.md"));
        assert!(fnmatch("/*", "/.hidden"));
    }

    #[test]
    fn sets_ranges_and_escapes() {
        assert!(fnmatch("/[a-c]x", "/bx"));
        assert!(!fnmatch("/[^a-c]x", "/bx"));
        assert!(fnmatch("/[]]", "/]"));
        assert!(fnmatch(r"/\*", "/*"));
        assert!(!fnmatch(r"/\*", "/a"));
        assert!(!fnmatch("/[a", "/a"));
    }

    #[test]
    fn a_long_row_of_stars_is_not_slow() {
        let pattern = format!("{}b", "*a".repeat(200));
        assert!(!fnmatch(&pattern, &"a".repeat(2000)));
    }
}

//! "Did you mean": finds the known name that a misspelt one most likely stands for.

/// The candidate nearest to `name`, if it is near enough to suggest.
///
/// The distance is the number of insertions, deletions, replacements and transpositions of neighbours. It may be at
/// most a third of the longer name, the limit that rustc uses, so a short name gets no far-fetched suggestion. Of two
/// candidates at the same distance the alphabetically first is taken.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let near = candidates.into_iter().filter_map(|candidate| {
        let longer = candidate.chars().count().max(length);
        // The difference in length is a lower bound of the distance and costs nothing.
        if longer - candidate.chars().count().min(length) > longer / 3 {
            return None;
        }
        let distance = strsim::osa_distance(name, candidate);
        (distance <= longer / 3).then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// The path nearest to `path`: one with the same file name if there is one, else the most similar.
#[must_use]
pub fn nearest_path<'a>(path: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let name = crate::path::file_name(path);
    let same_name = candidates
        .iter()
        .find(|candidate| crate::path::file_name(candidate) == name);
    same_name
        .copied()
        .or_else(|| nearest(path, candidates.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_path};

    #[test]
    fn a_typo_finds_its_name() {
        assert_eq!(nearest("titel", ["url", "title", "tile"]), Some("title"));
        assert_eq!(
            nearest("incldue", ["include", "include_relative"]),
            Some("include")
        );
    }

    #[test]
    fn what_is_not_similar_gets_no_suggestion() {
        assert_eq!(nearest("ab", ["cd", "xy"]), None);
        assert_eq!(nearest("footer", ["encoding", "excerpt"]), None);
    }

    #[test]
    fn the_same_file_in_another_folder_comes_first() {
        let paths = ["docs/install.md", "guide/instal.md"];
        assert_eq!(nearest_path("guide/install.md", &paths), Some("docs/install.md"));
        assert_eq!(nearest_path("guide/instll.md", &paths), Some("guide/instal.md"));
    }
}

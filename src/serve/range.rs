//! The `Range` header of a request and a file's length in, the part of the file that was asked for out.

/// What a request wants of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: no range, several, or one in a form that is not known.
    Whole,
    /// The bytes from the first to before the second.
    Bytes(usize, usize),
    /// Bytes that the file has not.
    Beyond,
}

/// The part that `header` (`bytes=0-99`, `bytes=100-`, `bytes=-100`) asks for of `length` bytes.
pub(super) fn part(header: Option<&str>, length: usize) -> Part {
    let range = header.and_then(|header| header.trim().strip_prefix("bytes="));
    let Some((first, last)) = range.and_then(|range| range.split_once('-')) else {
        return Part::Whole;
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let (from, to) = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => (first, last.saturating_add(1).min(length)),
        (Some(first), None) if last.trim().is_empty() => (first, length),
        (None, Some(count)) if first.trim().is_empty() => (length.saturating_sub(count), length),
        _ => return Part::Whole,
    };
    match from < to {
        true => Part::Bytes(from, to),
        false => Part::Beyond,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn a_range_is_cut_at_the_end_of_the_file() {
        for (header, wanted) in [
            (None, Part::Whole),
            (Some("bytes=0-1"), Part::Bytes(0, 2)),
            (Some("bytes=2-99"), Part::Bytes(2, 10)),
            (Some("bytes=4-"), Part::Bytes(4, 10)),
            (Some("bytes=-3"), Part::Bytes(7, 10)),
            (Some("bytes=-99"), Part::Bytes(0, 10)),
            (Some("bytes=10-"), Part::Beyond),
            (Some("bytes=-0"), Part::Beyond),
            (Some("bytes=3-1"), Part::Whole),
            (Some("bytes=0-1,4-5"), Part::Whole),
            (Some("lines=0-1"), Part::Whole),
            (Some("bytes=-"), Part::Whole),
        ] {
            assert_eq!(part(header, 10), wanted, "{header:?}");
        }
    }
}

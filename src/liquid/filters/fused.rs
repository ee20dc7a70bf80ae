//! `split` followed by `first`, `last`, `size` or `join` as one step, which does not build the array of pieces.
//!
//! Layouts that look for a page in a navigation, or collapse white space, do this with the text of whole pages.

use super::array;
use super::slice::{each_piece, split, words};
use crate::engine::RunFilter;
use crate::{Context, text_of};
use recto_value::{Str, Value};

/// What follows `split`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    First,
    Last,
    Size,
    Join,
}

impl After {
    /// The filter that runs `next` if it is one of these and `run` is Liquid's `split`. Other filters of these names are
    /// not taken for them.
    pub(crate) fn of(run: RunFilter, next: RunFilter) -> Option<Self> {
        let is = |filter: RunFilter, run: RunFilter| std::ptr::fn_addr_eq(filter, run);
        if !is(split, run) {
            return None;
        }
        let known: [(RunFilter, Self); 4] = [
            (array::first, Self::First),
            (array::last, Self::Last),
            (array::size, Self::Size),
            (array::join, Self::Join),
        ];
        let found = known.into_iter().find(|(filter, _)| is(*filter, next));
        found.map(|(_, after)| after)
    }

    /// The result of `split` by `pattern` and this filter, with `glue` for `join`. `None` for an empty pattern.
    pub(crate) fn run(
        self,
        context: &mut Context<'_>,
        input: &Value,
        pattern: &Value,
        glue: &Value,
    ) -> Option<Value> {
        let (text, pattern) = (text_of(input), text_of(pattern));
        if pattern.is_empty() {
            return None;
        }
        Some(match self {
            Self::First => first(&text, &pattern).map_or(Value::Nil, Value::from),
            Self::Last => {
                let mut last = None;
                each(&text, &pattern, |_, piece| last = Some(piece));
                last.map_or(Value::Nil, Value::from)
            }
            Self::Size => {
                let mut size = 0;
                each(&text, &pattern, |index, _| size = index + 1);
                Value::Int(i64::try_from(size).unwrap_or(i64::MAX))
            }
            Self::Join => join(context, &text, &pattern, &text_of(glue)),
        })
    }
}

/// Calls `take` with the pieces that are not empty, each with its index among all: the last of them is the last that
/// `split` keeps.
fn each<'t>(text: &'t str, pattern: &str, mut take: impl FnMut(usize, &'t str)) {
    if pattern == " " {
        return words(text)
            .enumerate()
            .for_each(|(index, word)| take(index, word));
    }
    let mut index = 0;
    each_piece(text, pattern, |piece| {
        if !piece.is_empty() {
            take(index, piece);
        }
        index += 1;
    });
}

fn first<'t>(text: &'t str, pattern: &str) -> Option<&'t str> {
    if pattern == " " {
        return words(text).next();
    }
    let mut rest = text;
    while let Some(after) = rest.strip_prefix(pattern) {
        rest = after;
    }
    // Nothing but the pattern: `split` drops all pieces.
    if rest.is_empty() {
        return None;
    }
    match rest.len() == text.len() {
        true => {
            let at = memchr::memmem::find(text.as_bytes(), pattern.as_bytes());
            Some(&text[..at.unwrap_or(text.len())])
        }
        false => Some(""),
    }
}

fn join(context: &mut Context<'_>, text: &str, pattern: &str, glue: &Str) -> Value {
    context.build_text(|out| {
        let mut written = 0;
        each(text, pattern, |index, piece| {
            (written..index).for_each(|_| out.push_str(glue));
            out.push_str(piece);
            written = index;
        });
    })
}

#[cfg(test)]
mod tests {
    use super::After;
    use crate::engine::{Engine, Options};
    use crate::filters::FILTERS;
    use crate::{Counters, Inputs};
    use proptest::prelude::*;
    use recto_diag::Sources;
    use recto_value::{Hash, Include, Value, World};

    struct Variables(Hash);

    impl World for Variables {
        fn global(&self, name: &str) -> Option<Value> {
            self.0.get(name).cloned()
        }

        fn include(&self, _: &str) -> Option<Include> {
            None
        }

        fn include_relative(&self, _: &str, _: recto_diag::SourceId) -> Option<Include> {
            None
        }
    }

    fn rendered(template: &str, text: &str, pattern: &str) -> String {
        let engine = Engine::new(Options::default())
            .with_tags(crate::TAGS)
            .with_filters(FILTERS);
        let variables: Hash = [("text", text), ("pattern", pattern)].into_iter().collect();
        let sources = Sources::default();
        let template: std::sync::Arc<str> = template.into();
        let parsed = engine
            .parse(sources.add("a", template.clone()), &template)
            .unwrap();
        let (world, counters) = (Variables(variables), Counters::default());
        let inputs = Inputs {
            world: &world,
            counters: &counters,
        };
        engine.render(&parsed, &inputs).unwrap().text
    }

    #[test]
    fn other_filters_after_split_are_not_fused() {
        let run = |name: &str| FILTERS.iter().find(|filter| filter.name == name).unwrap().run;
        assert_eq!(After::of(run("split"), run("last")), Some(After::Last));
        assert_eq!(After::of(run("split"), run("reverse")), None);
        assert_eq!(After::of(run("append"), run("last")), None);
    }

    proptest! {
        #[test]
        fn a_fused_step_gives_the_same_as_two(text in "[ab,;  \n]{0,12}", pattern in "[ab, ]{0,2}") {
            for filter in ["first", "last", "size", "join", "join: '-;'"] {
                let fused = format!("[{{{{ text | split: pattern | {filter} }}}}]");
                let apart = format!("{{% assign pieces = text | split: pattern %}}[{{{{ pieces | {filter} }}}}]");
                prop_assert_eq!(rendered(&fused, &text, &pattern), rendered(&apart, &text, &pattern));
            }
            // Nil is not the empty text.
            for filter in ["first", "last"] {
                let test = "{% if x == nil %}nil{% endif %}";
                let fused = format!("{{% assign x = text | split: pattern | {filter} %}}{test}");
                let apart = format!("{{% assign p = text | split: pattern %}}{{% assign x = p | {filter} %}}{test}");
                prop_assert_eq!(rendered(&fused, &text, &pattern), rendered(&apart, &text, &pattern));
            }
        }
    }
}

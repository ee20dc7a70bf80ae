//! Attribute lists: `{ .class #id width="300" }` after an element.

use crate::text::escape::ATTRIBUTE;

/// What a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    /// Names with values; a word alone has its own name as value.
    pub(super) others: Vec<(String, String)>,
}

/// The list that `text` begins with, and its length; `None` if that is not a list.
pub(super) fn parse(text: &str) -> Option<(Attributes, usize)> {
    let end = text.strip_prefix('{')?.find('}')? + 1;
    let inside = &text[1..end];
    let inside = inside.strip_prefix(':').unwrap_or(inside);
    let mut found = Attributes::default();
    let mut rest = inside.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let quoted = rest
            .find('=')
            .filter(|at| !rest[..*at].contains(' '))
            .and_then(|at| {
                let quote = rest[at + 1..]
                    .chars()
                    .next()
                    .filter(|c| matches!(c, '"' | '\''))?;
                let close = rest[at + 2..].find(quote)?;
                Some((at, at + 2, at + 2 + close))
            });
        if let Some((at, from, to)) = quoted {
            let (name, value) = (&rest[..at], &rest[from..to]);
            found.others.push((is_name(name)?.to_owned(), value.to_owned()));
            rest = rest[to + 1..].trim_start();
            continue;
        }
        let word = rest.split_whitespace().next()?;
        rest = rest[word.len()..].trim_start();
        match (word.chars().next()?, word.split_once('=')) {
            ('.', _) => found.classes.push(is_name(&word[1..])?.to_owned()),
            ('#', _) => found.id = Some(is_name(&word[1..])?.to_owned()),
            (_, Some((name, value))) => found.others.push((is_name(name)?.to_owned(), value.to_owned())),
            _ => found
                .others
                .push((is_name(word)?.to_owned(), is_name(word)?.to_owned())),
        }
    }
    Some((found, end + 1))
}

fn is_name(word: &str) -> Option<&str> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '@' | '/');
    (!word.is_empty() && word.chars().all(fits)).then_some(word)
}

impl Attributes {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.others.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.others.is_empty()
    }

    /// Removes what has no effect in recto's theme: lazy loading, which is its default, and marks for scripts.
    pub(super) fn without_marks(mut self) -> Self {
        self.classes.retain(|class| {
            !matches!(
                &**class,
                "annotate" | "off-glb" | "on-glb" | "middle" | "lg" | "xl"
            )
        });
        self.others
            .retain(|(name, _)| !(name == "loading" || name.starts_with("data-") || name == "markdown"));
        self
    }

    /// The attributes of a start tag, with a space before each.
    pub(super) fn html(&self) -> String {
        let mut out = String::new();
        if let Some(id) = &self.id {
            out.push_str(&format!(" id=\"{}\"", ATTRIBUTE.escape(id)));
        }
        if !self.classes.is_empty() {
            out.push_str(&format!(
                " class=\"{}\"",
                ATTRIBUTE.escape(&self.classes.join(" "))
            ));
        }
        for (name, value) in &self.others {
            out.push_str(&format!(" {name}=\"{}\"", ATTRIBUTE.escape(value)));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn ids_classes_and_values_are_read() {
        let (found, length) = parse("{ #a .b width=\"30 px\" align=right }c").unwrap();
        assert_eq!(
            (found.id.as_deref(), &*found.classes),
            (Some("a"), &["b".to_owned()][..])
        );
        assert_eq!(
            (found.get("width"), found.get("align")),
            (Some("30 px"), Some("right"))
        );
        assert_eq!(length, 35);
    }

    #[test]
    fn text_in_braces_is_not_a_list() {
        for text in ["{}", "{ a, b }", "{% x %}", "{{ x }}", "{ \"a\": 1 }"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

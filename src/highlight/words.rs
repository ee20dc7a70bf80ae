//! Lists of words: looks up which kind of token a word is.

use crate::token::Token;
use crate::version::Version;
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;

/// A pattern for the words of a list or of a file, in their order. Words that consist of letters belong into [`Words`],
/// which are cheaper.
pub(crate) fn alternatives(list: &str) -> String {
    let words: Vec<String> = list
        .lines()
        .filter(|line| !line.starts_with('['))
        .flat_map(str::split_ascii_whitespace)
        .map(regex_syntax::escape)
        .collect();
    format!("(?:{})", words.join("|"))
}

/// The kinds of words.
#[derive(Debug, Default)]
pub(crate) struct Words {
    kinds: HashMap<&'static str, Token>,
    any_case: bool,
}

impl Words {
    /// Words separated by white space, each list with its kind. The first list that holds a word decides.
    pub(crate) fn new(lists: &[(Token, &'static str)]) -> Arc<Words> {
        Arc::new(Words {
            kinds: Words::parse(lists),
            any_case: false,
        })
    }

    /// The same for languages that ignore case. The lists are in lower case.
    pub(crate) fn any_case(lists: &[(Token, &'static str)]) -> Arc<Words> {
        Arc::new(Words {
            kinds: Words::parse(lists),
            any_case: true,
        })
    }

    /// The words of a file. A line `[kt]` gives the kind, by its CSS class, of the words that follow it. A line
    /// `[kt since 4.7]` or `[kt before 4.7]` does so for some versions of Rouge.
    pub(crate) fn file(text: &'static str, version: Version) -> Arc<Words> {
        Arc::new(Words {
            kinds: Words::parse_file(text, version),
            any_case: false,
        })
    }

    /// The same for languages that ignore case. The words are in lower case.
    pub(crate) fn file_any_case(text: &'static str, version: Version) -> Arc<Words> {
        Arc::new(Words {
            kinds: Words::parse_file(text, version),
            any_case: true,
        })
    }

    fn parse_file(text: &'static str, version: Version) -> HashMap<&'static str, Token> {
        let mut kinds = HashMap::new();
        let mut section = None;
        for line in text.lines() {
            let head = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            let head = head.map(|head| head.split_once(' ').unwrap_or((head, "")));
            if let Some((Some(kind), versions)) = head.map(|(class, when)| (Token::of_class(class), when)) {
                let applies = match versions {
                    "since 4.7" => version >= Version::V4_7,
                    "before 4.7" => version < Version::V4_7,
                    _ => true,
                };
                section = applies.then_some(kind);
            } else if let Some(kind) = section {
                for word in line.split_ascii_whitespace() {
                    kinds.entry(word).or_insert(kind);
                }
            }
        }
        kinds
    }

    fn parse(lists: &[(Token, &'static str)]) -> HashMap<&'static str, Token> {
        let mut kinds = HashMap::new();
        for (token, words) in lists {
            for word in words.split_ascii_whitespace() {
                kinds.entry(word).or_insert(*token);
            }
        }
        kinds
    }

    /// The kind of `word`.
    pub(crate) fn get(&self, word: &str) -> Option<Token> {
        if self.any_case && word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.kinds.get(word.to_ascii_lowercase().as_str()).copied();
        }
        self.kinds.get(word).copied()
    }
}

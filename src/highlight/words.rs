//! Lists of words: looks up which kind of token a word is.

use crate::token::Token;
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;

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

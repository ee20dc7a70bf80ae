//! Lists of words: in go words of a language, parted by white space, out comes of which kind a word is.

use crate::token::Token;
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;

/// Which words are of which kind.
#[derive(Debug, Default)]
pub(crate) struct Words {
    kinds: HashMap<&'static str, Token>,
    any_case: bool,
}

impl Words {
    /// Lists of words parted by white space, each with its kind; the first list that holds a word decides.
    pub(crate) fn new(lists: &[(Token, &'static str)]) -> Arc<Words> {
        Arc::new(Words {
            kinds: Words::read(lists),
            any_case: false,
        })
    }

    /// The same, with words that are written in small letters here and in any case in the code.
    pub(crate) fn any_case(lists: &[(Token, &'static str)]) -> Arc<Words> {
        Arc::new(Words {
            kinds: Words::read(lists),
            any_case: true,
        })
    }

    fn read(lists: &[(Token, &'static str)]) -> HashMap<&'static str, Token> {
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

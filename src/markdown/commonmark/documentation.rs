//! What the documentation theme adds to CommonMark: alerts, code frames, tables that scroll, footnotes at the end,
//! links at headings.

/// The words in the HTML, in the language of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the word of its name")]
pub struct Words {
    pub note: String,
    pub info: String,
    pub tip: String,
    pub success: String,
    pub important: String,
    pub example: String,
    pub question: String,
    pub warning: String,
    pub caution: String,
    pub danger: String,
    pub footnotes: String,
    pub back_to_text: String,
    pub done: String,
    pub to_do: String,
    pub link_to: String,
}

impl Words {
    /// The words that `word` gives for their keys.
    pub fn new(word: impl Fn(&str) -> String) -> Self {
        Self {
            note: word("note"),
            info: word("info"),
            tip: word("tip"),
            success: word("success"),
            important: word("important"),
            example: word("example"),
            question: word("question"),
            warning: word("warning"),
            caution: word("caution"),
            danger: word("danger"),
            footnotes: word("footnotes"),
            back_to_text: word("back_to_text"),
            done: word("done"),
            to_do: word("to_do"),
            link_to: word("link_to"),
        }
    }
}

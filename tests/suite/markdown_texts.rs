//! Texts of Markdown that tests and the bench of the same name share.

use std::io::Read;
use std::path::Path;

/// A page as the build of the Docker docs converted it.
#[derive(serde::Deserialize)]
pub(crate) struct Pair {
    /// Its path.
    #[serde(default)]
    #[allow(dead_code, reason = "the bench names no page")]
    pub(crate) page: String,
    /// What was converted.
    pub(crate) text: String,
    /// What kramdown made of it.
    #[allow(dead_code, reason = "the bench compares no output")]
    pub(crate) html: String,
}

/// The pairs recorded from the Docker docs, in the folder of conformance data; none where there are none.
pub(crate) fn recorded(shared: &Path) -> Option<Vec<Pair>> {
    let packed = std::fs::File::open(shared.join("conformance/docker_pairs.jsonl.zst")).ok()?;
    let mut lines = String::new();
    let mut unpacked = zstd::Decoder::new(packed).expect("zstd");
    unpacked.read_to_string(&mut lines).expect("text");
    let pair = |line| serde_json::from_str(line).expect("a pair");
    Some(lines.lines().map(pair).collect())
}

/// Texts that open what they never close, and the like: once, to be repeated.
pub(crate) const HARD: &[&str] = &[
    "[a ",
    "![a ",
    "[a](",
    "[a](b \"",
    "*a ",
    "**a ",
    "_a __b ",
    "*a _b **c ",
    "`a ",
    "``a ",
    "<a ",
    "<a b=\"",
    "<!-- ",
    "<b>",
    "<b>*a ",
    "<http:",
    "\"a' ",
    "{: a ",
    "{::a} ",
    "{:a: ",
    "\n{: a",
    "\n{::comment}",
    "\n```a\n",
    "\n~~~\n``` x",
    "$$",
    "~~a ",
    "\\",
    "&a",
    "\n| a",
    "|",
    "\n* a",
    "\n> a",
    "\n    a",
    "\n: a",
    "\n[a]: b",
    "\n[^a]: b",
    "[^a]",
    "\n*[a]: b",
    "<div>\n",
    "</div>",
    "<div markdown=\"1\">\n",
    "]",
    "[]",
    "[a][",
    "(",
    "\n1. ",
    "\n# a\n",
    "a\n---\n",
    "\n^\n",
    "  \n",
    "<<",
    "...",
    "[[a](",
    "*a* ",
    "[a](b) ",
    "{: .a}",
    "<pre>",
    "x^",
    "\t",
    " ",
    "\n \n",
];

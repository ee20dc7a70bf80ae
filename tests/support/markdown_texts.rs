//! Markdown texts for tests and benches.

/// One conversion of the Docker docs build.
#[derive(serde::Deserialize)]
pub(crate) struct Pair {
    /// Its path.
    #[serde(default)]
    #[allow(dead_code, reason = "the bench does not print it")]
    pub(crate) page: String,
    /// The Markdown.
    pub(crate) text: String,
    /// kramdown's HTML.
    #[allow(dead_code, reason = "the bench does not compare output")]
    pub(crate) html: String,
}

/// The conversions recorded from the Docker docs: the lines of `docker_pairs.jsonl.zst`.
pub(crate) fn pairs(lines: &str) -> Vec<Pair> {
    let pair = |line| serde_json::from_str(line).expect("a pair");
    lines.lines().map(pair).collect()
}

/// Texts that open constructs and never close them, and other hard input; callers repeat them.
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

//! Highlighting against Rouge's own output, in two versions of Rouge: recorded code blocks of documentation sites
//! (`conformance/rouge_blocks.jsonl.zst`, `rouge47_blocks.jsonl.zst` of the data folder) and pieces of Rouge's samples
//! (`rouge_samples.jsonl.zst`).
//!
//! `RECTO_LEXER=json` limits the tests to one lexer and prints the first lines that differ.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the tests read recorded pieces and print how many they compared"
)]

use proptest::prelude::*;
use recto_highlight as highlight;
use recto_highlight::Version;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[path = "../../../tests/support/conformance.rs"]
mod conformance;
#[path = "../../../tests/support/diff.rs"]
mod diff;

/// A piece of code with Rouge's output.
struct Piece {
    lang: String,
    code: String,
    html: String,
}

/// The pieces of recorded data that have an output in the field `html`.
fn pieces(text: &str, html: &str) -> Vec<Piece> {
    let piece = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON value on each line");
        let field = |name: &str| Some(value[name].as_str()?.to_owned());
        Some(Piece {
            lang: field("lang")?,
            code: field("code")?,
            html: field(html)?,
        })
    };
    text.lines().filter_map(piece).collect()
}

fn show(piece: &Piece, got: &str) {
    println!("== {}", piece.lang);
    let lines = piece.html.lines().zip(got.lines()).enumerate();
    for (number, (expected, got)) in lines.filter(|(_, (expected, got))| expected != got).take(3) {
        println!("{number}- {expected}\n{number}+ {got}");
    }
}

/// Highlights the recorded pieces, prints how many of each lexer are exact, and checks that all
/// are, except at most as many as `inexact` allows for a lexer.
fn compare(file: &str, html: &str, version: Version, inexact: &[(&str, usize)]) {
    let Some(recorded) = conformance::recorded(file) else {
        return;
    };
    let only = std::env::var("RECTO_LEXER").ok();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut without = 0;
    for piece in pieces(&recorded.text, html) {
        let Some(lexer) = highlight::find(&piece.lang, &piece.code, version) else {
            without += 1;
            continue;
        };
        if only.as_ref().is_some_and(|only| only != lexer.name()) {
            continue;
        }
        let got = highlight::html(&lexer, &piece.code);
        let count = counts.entry(lexer.name()).or_default();
        count.1 += 1;
        if got == piece.html {
            count.0 += 1;
        } else if only.is_some() {
            show(&piece, &got);
        }
    }
    for (lexer, (exact, all)) in &counts {
        println!("highlight: {version:?} {lexer} {exact} of {all}");
    }
    let sum = |sum: (usize, usize), count: &(usize, usize)| (sum.0 + count.0, sum.1 + count.1);
    let (exact, all) = counts.values().fold((0, 0), sum);
    recorded.report(all, without);
    let percent = 100.0 * exact as f64 / all as f64;
    conformance::notice(&format!(
        "{file} {version:?}: {exact} of {all} exact, {percent:.2} %"
    ));
    let allowed = |lexer: &str| {
        inexact
            .iter()
            .find(|(name, _)| *name == lexer)
            .map_or(0, |(_, count)| *count)
    };
    let wrong: Vec<_> = counts
        .iter()
        .filter(|(lexer, (exact, all))| all - exact > allowed(lexer))
        .collect();
    assert!(wrong.is_empty(), "exact of all pieces: {wrong:?}");
}

#[test]
fn recorded_blocks_have_the_bytes_of_rouge_3_30() {
    compare("rouge_blocks.jsonl.zst", "html", Version::V3_30, &[]);
}

#[test]
fn recorded_blocks_have_the_bytes_of_rouge_4_7() {
    compare("rouge47_blocks.jsonl.zst", "html", Version::V4_7, &[]);
}

#[test]
fn samples_have_the_bytes_of_rouge_3_30() {
    compare("rouge_samples.jsonl.zst", "html_3_30", Version::V3_30, &[]);
}

#[test]
fn samples_have_the_bytes_of_rouge_4_7() {
    compare("rouge_samples.jsonl.zst", "html_4_7", Version::V4_7, &[]);
}

/// Each case is a piece of code in a folder named after its language, with Rouge's output in an HTML file.
#[test]
fn cases_have_the_bytes_of_rouge_3_30() {
    let folders = conformance::root().join("tests/cases/highlight");
    let mut wrong = String::new();
    let entries = |folder: &Path| {
        let entries = folder.read_dir().expect("a folder");
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect::<BTreeSet<_>>()
    };
    for folder in entries(&folders) {
        let language = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let codes = entries(&folder);
        for case in codes
            .iter()
            .filter(|path| path.extension().is_some_and(|ext| ext == "text"))
        {
            let code = std::fs::read_to_string(case).expect("a code");
            let found = highlight::find(language, &code, Version::V3_30);
            let got = highlight::html(&found.expect("a language of Rouge's"), &code);
            let expected = std::fs::read_to_string(case.with_extension("html")).unwrap_or_default();
            if expected != got {
                wrong.push_str(&diff::unified(&case.display().to_string(), &expected, &got));
            }
        }
    }
    assert!(wrong.is_empty(), "recorded by tests/record.rb\n{wrong}");
}

/// The text of HTML that holds nothing but spans.
fn stripped(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(place) = rest.find('<') {
        text.push_str(&rest[..place]);
        rest = rest[place..].split_once('>').expect("tags are closed").1;
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The lexers that omit text, as Rouge's do.
const OMITTING: [&str; 5] = ["coq", "crystal", "escape", "praat", "svelte"];

fn assert_complete(code: &str) {
    for version in Version::ALL {
        for name in highlight::names(version) {
            let found = highlight::find(name, "", version);
            let lexer = found.as_ref().expect("a listed name is known");
            let html = highlight::html(lexer, code);
            if OMITTING.contains(&name) {
                assert!(stripped(&html).len() <= code.len(), "{name} {version:?}");
            } else {
                assert_eq!(stripped(&html), code, "{name} {version:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_lexer_loses_a_character_of_any_text(code in "\\PC{0,60}") {
        assert_complete(&code);
    }

    #[test]
    fn no_lexer_loses_a_character_of_code(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "\"", "'", "`", "\\", "\n", " ", "<", ">", "/*", "*/", "//", "#", "#{", "${", "{{", "}}", "{%", "%}", "{",
                "}", "(", ")", "[", "]", "<<EOF", "EOF", "<<-'A'", "A", "a", "if", "end", "def ", "class ", "- ", ": ", "|",
                "é", "\u{1f600}", "&", ";", "=", "@", "%w(", "0x1", "1.5", "---", "<script>", "</script>", "```", "::",
            ]),
            0..40,
        )
    ) {
        assert_complete(&words.concat());
    }
}

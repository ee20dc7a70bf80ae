//! Highlighting against the blocks that Rouge rendered: `conformance/rouge_blocks.jsonl.zst` of the shared folder.
//!
//! `RECTO_LEXER=json` keeps to one lexer and shows the first lines that differ.

#![expect(
    clippy::print_stdout,
    reason = "the harness says what it counted and what it skipped"
)]

use crate::support::conformance;
use proptest::prelude::*;
use recto::highlight::{self, Found};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// Lexers that come out alike on fewer than 99 of 100 blocks, each with the reason. One that gets there must
/// leave the list.
const SKIPPED: &[(&str, &str)] = &[];

struct Block {
    lang: String,
    lexer: String,
    code: String,
    html: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let block = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON value on each line");
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Block {
            lang: field("lang"),
            lexer: field("lexer"),
            code: field("code"),
            html: field("html"),
        }
    };
    text.lines().map(block).collect()
}

fn show(block: &Block, got: &str) {
    println!("== {} ({})", block.lexer, block.lang);
    let lines = block.html.lines().zip(got.lines()).enumerate();
    for (number, (wanted, got)) in lines.filter(|(_, (wanted, got))| wanted != got).take(3) {
        println!("{number}- {wanted}\n{number}+ {got}");
    }
}

#[test]
fn recorded_blocks_have_rouges_bytes() {
    let Some(recorded) = conformance::recorded("rouge_blocks.jsonl.zst") else {
        return;
    };
    let blocks = blocks(&recorded.text);
    let only = std::env::var("RECTO_LEXER").ok();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut without = 0;
    for block in blocks
        .iter()
        .filter(|block| only.as_ref().is_none_or(|only| *only == block.lexer))
    {
        let found = highlight::find(&block.lang, &block.code);
        let own = found
            .choice()
            .filter(|choice| highlight::names().any(|name| name == choice.name()));
        let Some(choice) = own.filter(|_| matches!(found, Found::Lexer(_))) else {
            without += 1;
            continue;
        };
        let got = highlight::html(choice, &block.code);
        let count = counts.entry(&block.lexer).or_default();
        count.1 += 1;
        if got == block.html {
            count.0 += 1;
        } else if only.is_some() {
            show(block, &got);
        }
    }
    let mut wrong = Vec::new();
    for (lexer, (exact, all)) in &counts {
        println!("highlight: {lexer} {exact} of {all}");
        let good = exact * 100 >= all * 99;
        let skipped = SKIPPED.iter().any(|(name, _)| name == lexer);
        if good == skipped {
            wrong.push(*lexer);
        }
    }
    recorded.report(counts.values().map(|(_, all)| all).sum(), without);
    assert!(wrong.is_empty(), "not as the skip list says: {wrong:?}");
}

/// Codes of our own, each in a folder called after its language with what Rouge makes of it beside it.
#[test]
fn our_own_codes_have_rouges_html_beside_them() {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/highlight");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
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
            let found = highlight::find(language, &code);
            let got = highlight::html(found.choice().expect("a language of Rouge's"), &code);
            let wanted = case.with_extension("html");
            if update {
                let mut file = std::fs::File::create(&wanted).expect("a file");
                file.write_all(got.as_bytes()).expect("written");
            } else if std::fs::read_to_string(&wanted).ok().as_deref() != Some(got.as_str()) {
                wrong.push(case.clone());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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

fn keeps(code: &str) {
    for name in highlight::names().chain(highlight::borrowed_names()) {
        let found = highlight::find(name, "");
        let choice = found.choice().expect("a listed name is known");
        assert_eq!(stripped(&highlight::html(choice, code)), code, "by {name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_lexer_loses_a_character_of_any_text(code in "\\PC{0,60}") {
        keeps(&code);
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
        keeps(&words.concat());
    }
}

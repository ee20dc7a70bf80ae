use super::*;
use proptest::prelude::*;

fn tokens(written: &str, code: &str) -> Vec<(&'static str, String)> {
    let found = find(written, code);
    let choice = found.choice().expect("a language of Rouge's");
    let mut start = 0;
    let pieces = choice.pieces(code).into_iter();
    pieces
        .map(|piece| {
            let text = code[start..piece.end].to_owned();
            start = piece.end;
            (piece.token.class(), text)
        })
        .collect()
}

#[test]
fn every_lexer_is_well_formed() {
    for lexer in registry::LEXERS {
        if let Some(table) = lexer.table() {
            assert!(table.all().count() > 0, "{}", lexer.name());
        }
    }
}

#[test]
fn lexers_and_names_are_sorted() {
    assert!(registry::LEXERS.is_sorted_by(|a, b| a.name() < b.name()));
    assert!(names::NAMES.is_sorted_by(|a, b| a.0 < b.0));
}

#[test]
fn every_lexer_has_a_name_of_rouges() {
    for lexer in registry::LEXERS {
        assert!(
            matches!(find(lexer.name(), ""), Found::Lexer(_)),
            "{}",
            lexer.name()
        );
    }
}

#[test]
fn a_name_of_rouges_without_a_lexer_is_plain_text() {
    assert!(matches!(find("brainfuck", ""), Found::Missing(_, "brainfuck")));
    assert!(matches!(find("no-such-language", ""), Found::Unknown));
}

#[test]
fn a_language_without_a_lexer_of_ours_is_read_by_a_grammar() {
    let lexer = find("apex", "");
    assert!(matches!(lexer, Found::Lexer(_)), "a grammar stands in");
    let code = "/* a\n b */\nint f() => 12; // c\n";
    let shown = tokens("apex", code);
    assert_eq!(shown[0], ("cm", "/* a\n b */".to_owned()));
    assert!(shown.contains(&("mi", "12".to_owned())));
    assert!(shown.contains(&("c1", "// c".to_owned())));
}

#[test]
fn grammars_are_sorted_and_stand_in_for_names_of_rouges() {
    assert!(textmate::LEXERS.is_sorted_by(|a, b| a.name() < b.name()));
    for lexer in &textmate::LEXERS {
        let found = find(lexer.name(), "");
        assert!(matches!(found, Found::Lexer(_)), "{}", lexer.name());
        assert!(
            registry::LEXERS.iter().all(|own| own.name() != lexer.name()),
            "{}",
            lexer.name()
        );
        let pieces = found.choice().expect("it was found").pieces("a = 1\n");
        assert_eq!(pieces.last().map(|piece| piece.end), Some(6), "{}", lexer.name());
    }
}

#[test]
fn a_language_to_be_guessed_is_told_by_the_code() {
    let guessed = |code: &str| find("guess", code).choice().expect("there is always one").name();
    for (name, code) in [
        ("shell", "#!/bin/bash -x\nls\n"),
        ("python", "#!/usr/bin/env python3.11\n"),
        ("html", "<!DOCTYPE html>\n<p>\n"),
        ("html", "  <html>\n"),
        ("xml", "<?xml version=\"1.0\"?>\n<a/>\n"),
        ("php", "<p>\n<?php echo 1 ?>\n"),
        ("diff", "--- a\n+++ b\n"),
        ("ruby", "# -*- coding: utf-8; mode: ruby -*-\n"),
        ("yaml", "a: 1\n# vim: ft=yaml\n"),
        ("tex", "\\documentclass{a}\n"),
        ("plaintext", "just text\n"),
        ("plaintext", "<?php\nmodel x\n"),
    ] {
        assert_eq!(guessed(code), name, "{code}");
    }
}

#[test]
fn a_memo_knows_which_languages_were_shown_plain() {
    let memo = Memo::default();
    for name in ["brainfuck", "ruby", "none-such", "brainfuck", "apiblueprint"] {
        memo.find(name, "");
    }
    assert_eq!(memo.missing(), ["apiblueprint", "brainfuck"]);
}

#[test]
fn quotes_are_not_escaped() {
    let choice = find("plaintext", "");
    let choice = choice.choice().expect("plain text is a lexer");
    assert_eq!(html(choice, "a & \"b\" <c>"), "a &amp; \"b\" &lt;c&gt;");
}

#[test]
fn neighbours_of_one_kind_are_one() {
    assert_eq!(tokens("json", "[]]"), [("p", "[]]".to_owned())]);
}

#[test]
fn a_rule_that_matches_nothing_is_given_up() {
    assert_eq!(tokens("yaml", "a: |\nb\n")[5], ("err", "b".to_owned()));
}

#[test]
fn options_follow_the_question_mark() {
    assert_eq!(tokens("console?prompt=%25", "% ls\n")[0], ("gp", "%".to_owned()));
    assert_eq!(Options::split("a?b=c+d&e").1.get("b"), Some("c d"));
    assert!(Options::split("a?b=c+d&e").1.on("e"));
}

#[test]
fn a_table_numbers_the_lines() {
    let choice = find("plaintext", "");
    let choice = choice.choice().expect("plain text is a lexer");
    let table = LineTable {
        start_line: 9,
        ..LineTable::default()
    };
    assert_eq!(
        Format::Table(table).write(&choice.pieces("a\nb"), "a\nb"),
        "<table class=\"rouge-table\"><tbody><tr><td class=\"rouge-gutter gl\"><pre class=\"lineno\">9\n10\n</pre></td>\
         <td class=\"rouge-code\"><pre>a\nb\n</pre></td></tr></tbody></table>"
    );
}

#[test]
fn numbers_of_lines_are_written_in_a_format() {
    let numbers = |line_format: &str| {
        let table = LineTable {
            start_line: 9,
            line_format: line_format.to_owned(),
            ..LineTable::default()
        };
        let html = table.around(String::new(), "a\nb");
        let (_, from) = html.split_once("lineno\">").expect("a cell with numbers");
        from.split_once("\n</pre>").expect("its end").0.to_owned()
    };
    assert_eq!(numbers("%4i"), "   9\n  10");
    assert_eq!(numbers("%-3d|%%"), "9  |%\n10 |%");
    assert_eq!(numbers("%03i %x"), "009 %x\n010 %x");
    assert_eq!(numbers("%+04d"), "+009\n+010");
}

#[test]
fn a_language_reads_its_options() {
    assert_eq!(tokens("php?start_inline=0", "strlen(1)\n")[0].0, "");
    assert_eq!(tokens("php?start_inline", "strlen(1)\n")[0].0, "nb");
    assert_eq!(tokens("php?funcnamehighlighting=off", "strlen(1)\n")[0].0, "nf");
}

#[test]
fn marked_lines_stand_in_a_span_with_their_newline() {
    let choice = find("plaintext", "");
    let choice = choice.choice().expect("plain text is a lexer");
    let marked = Format::Marked(vec![2]).write(&choice.pieces("a\nb\nc"), "a\nb\nc");
    assert_eq!(marked, "a\n<span class=\"hll\">b\n</span>c\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_matcher_finds_what_trying_rule_by_rule_finds(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "\"", "'", "`", "\\", "\n", " ", "<", ">", "/*", "*/", "//", "#", "${", "{{", "{%", "}", "(", ")", "[", "]",
                "<<EOF", "\nEOF\n", "A", "a", "k", "S", "if", "class ", "- ", ": ", "|", "&", ";", "=", "@", "%w(", "0x1",
                "1.5e3", "---", "<a b=", "```", "::", "\t", "$", "_", "?>", "<?php", "é", "ä", "\u{1f600}", "É", "\u{212a}",
                "\u{17f}", "\u{a0}", "\u{661}", "\u{301}", "\u{2028}",
            ]),
            0..24,
        ),
        code in "[ -~\\n]{0,24}",
    ) {
        let text = words.concat() + &code;
        for (lexer, table) in registry::LEXERS.iter().filter_map(|lexer| Some((lexer, lexer.table()?))) {
            for matcher in table.all() {
                let mut memory = matcher.memory();
                for (start, _) in text.char_indices() {
                    prop_assert!(
                        matcher.agrees(&mut memory, &text[start..], |rule| table.rule(rule)),
                        "{} at {start}", lexer.name()
                    );
                }
            }
        }
    }
}

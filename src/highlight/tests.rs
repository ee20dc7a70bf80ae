use super::*;
use crate::lexers::LEXERS;
use proptest::prelude::*;

fn lookup(written: &str, code: &str) -> Option<ConfiguredLexer> {
    find(written, code, Version::V3_30)
}

fn tokens(written: &str, code: &str) -> Vec<(&'static str, String)> {
    tokens_in(Version::V3_30, written, code)
}

fn tokens_in(version: Version, written: &str, code: &str) -> Vec<(&'static str, String)> {
    let found = find(written, code, version);
    let lexer = found.as_ref().expect("Rouge knows the name");
    let mut start = 0;
    let tokens = lexer.tokens(code).into_iter();
    tokens
        .map(|token| {
            let text = code[start..token.end].to_owned();
            start = token.end;
            (token.token.class(), text)
        })
        .collect()
}

#[test]
fn every_lexer_is_well_formed() {
    for lexer in LEXERS {
        for table in Version::ALL.iter().filter_map(|version| lexer.table(*version)) {
            assert!(table.all().count() > 0, "{}", lexer.name());
        }
    }
}

#[test]
fn lexers_are_sorted() {
    assert!(LEXERS.is_sorted_by(|a, b| a.name() < b.name()));
}

#[test]
fn every_lexer_is_found_by_its_name() {
    for lexer in LEXERS {
        let native = |version: &Version| find(lexer.name(), "", *version).is_some();
        assert!(Version::ALL.iter().any(native), "{}", lexer.name());
    }
}

#[test]
fn names_follow_the_version() {
    for (name, version, known) in [
        ("solidity", Version::V3_30, true),
        ("solidity", Version::V4_7, false),
        ("containerfile", Version::V3_30, false),
        ("containerfile", Version::V4_7, true),
    ] {
        let found = find(name, "", version);
        assert_eq!(found.is_some(), known, "{name} {version:?}");
    }
}

#[test]
fn every_name_of_rouge_has_a_lexer() {
    for version in Version::ALL {
        for name in names::all(version) {
            assert!(find(name, "", version).is_some(), "{name} {version:?}");
        }
    }
    assert!(lookup("no-such-language", "").is_none());
}

#[test]
fn text_that_rouge_omits_is_not_written() {
    let written = |language: &str, code: &str| {
        let found = lookup(language, "");
        html(found.as_ref().expect("a language of Rouge's"), code)
    };
    assert_eq!(written("crystal", "'ab'\n"), "<span class=\"s1\">'b'</span>\n");
    assert_eq!(written("escape", "a<!b!>c\n"), "a<span class=\"err\">b</span>c\n");
    assert_eq!(
        written("coq", "Proof. auto"),
        "<span class=\"k\">Proof</span><span class=\"pi\">.</span><span class=\"w\"> </span>"
    );
}

#[test]
fn the_language_guess_is_guessed_from_the_code() {
    let guessed = |code: &str| lookup("guess", code).expect("a guess has a lexer").name();
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
fn guessing_follows_the_version() {
    for (code, before, since) in [
        ("#!/usr/bin/env elixir\n", "plaintext", "elixir"),
        ("#compdef a\n", "plaintext", "shell"),
        ("#!/usr/bin/env nextflow\n", "plaintext", "groovy"),
        ("pragma solidity\n", "solidity", "plaintext"),
    ] {
        assert_eq!(guess::guess(code, Version::V3_30), before, "{code}");
        assert_eq!(guess::guess(code, Version::V4_7), since, "{code}");
    }
}

#[test]
fn quotes_are_not_escaped() {
    let found = lookup("plaintext", "");
    let lexer = found.as_ref().expect("plain text has a lexer");
    assert_eq!(html(lexer, "a & \"b\" <c>"), "a &amp; \"b\" &lt;c&gt;");
}

#[test]
fn adjacent_tokens_of_one_kind_are_merged() {
    assert_eq!(tokens("json", "[]]"), [("p", "[]]".to_owned())]);
}

#[test]
fn a_rule_that_keeps_matching_nothing_is_an_error() {
    assert_eq!(tokens("yaml", "a: |\nb\n")[5], ("err", "b".to_owned()));
}

#[test]
fn options_follow_the_question_mark() {
    assert_eq!(tokens("console?prompt=%25", "% ls\n")[0], ("gp", "%".to_owned()));
    for version in Version::ALL {
        let (name, options) = Options::split("a?b=c+d&e", version);
        assert_eq!((name, options.get("b")), ("a", Some("c d")));
        assert!(options.is_on("e"));
    }
}

#[test]
fn a_semicolon_separates_options_in_rouge_3() {
    let value = |version| Options::split("a?b=c;d", version).1.get("b").map(str::to_owned);
    assert_eq!(value(Version::V3_30).as_deref(), Some("c"));
    assert_eq!(value(Version::V4_7).as_deref(), Some("c;d"));
}

#[test]
fn a_table_numbers_the_lines() {
    let found = lookup("plaintext", "");
    let lexer = found.as_ref().expect("plain text has a lexer");
    let table = LineTable {
        start_line: 9,
        ..LineTable::default()
    };
    assert_eq!(
        Format::Table(table).write(&lexer.tokens("a\nb"), "a\nb"),
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
        let html = table.wrap(String::new(), "a\nb");
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
fn the_text_around_a_template_is_in_its_parent_language() {
    assert_eq!(tokens("erb", "\\a<% 1 %>")[0].0, "");
    assert_eq!(tokens("erb?parent=latex", "\\a<% 1 %>")[0].0, "k");
    assert_eq!(tokens("handlebars?parent=yaml", "a: {{ b }}")[0].0, "na");
}

#[test]
fn rules_and_words_follow_the_version() {
    for (language, code, index, before, since) in [
        ("nginx", "a 1.5;", 2, "mi", "mf"),
        ("python", "\"a\"", 0, "s", "sh"),
        ("rust", "Gc", 0, "nb", "n"),
        ("yaml", "a: true", 3, "no", "kc"),
    ] {
        let class_in = |version| tokens_in(version, language, code)[index].0;
        assert_eq!(class_in(Version::V3_30), before, "{language}");
        assert_eq!(class_in(Version::V4_7), since, "{language}");
    }
}

#[test]
fn highlighted_lines_are_in_a_span_with_their_newline() {
    let found = lookup("plaintext", "");
    let lexer = found.as_ref().expect("plain text has a lexer");
    let html = Format::HighlightedLines(vec![2]).write(&lexer.tokens("a\nb\nc"), "a\nb\nc");
    assert_eq!(html, "a\n<span class=\"hll\">b\n</span>c\n");
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
        let lexers = Version::ALL.iter().flat_map(|version| LEXERS.iter().map(|lexer| (lexer, *version)));
        for (lexer, table) in lexers.filter_map(|(lexer, version)| Some((lexer, lexer.table(version)?))) {
            for matcher in table.all() {
                let mut cache = matcher.new_cache();
                for (start, _) in text.char_indices() {
                    prop_assert!(
                        matcher.agrees(&mut cache, &text[start..], |rule| table.rule(rule)),
                        "{} at {start}", lexer.name()
                    );
                }
            }
        }
    }
}

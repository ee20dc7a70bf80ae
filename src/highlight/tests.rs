use super::*;

fn tokens(written: &str, code: &str) -> Vec<(&'static str, String)> {
    let found = find(written);
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
            table.force();
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
        assert!(matches!(find(lexer.name()), Found::Lexer(_)), "{}", lexer.name());
    }
}

#[test]
fn a_name_of_rouges_without_a_lexer_is_plain_text() {
    assert!(matches!(find("brainfuck"), Found::Missing(_, "brainfuck")));
    assert!(matches!(find("no-such-language"), Found::Unknown));
}

#[test]
fn quotes_are_not_escaped() {
    let choice = find("plaintext");
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
    let choice = find("plaintext");
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
fn marked_lines_stand_in_a_span_with_their_newline() {
    let choice = find("plaintext");
    let choice = choice.choice().expect("plain text is a lexer");
    let marked = Format::Marked(vec![2]).write(&choice.pieces("a\nb\nc"), "a\nb\nc");
    assert_eq!(marked, "a\n<span class=\"hll\">b\n</span>c\n");
}

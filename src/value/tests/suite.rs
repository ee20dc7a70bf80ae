//! The dynamic value: YAML, CSV, times and JSON as Ruby has them. What is expected here was asked of Ruby 3.1.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests fail by panicking, and they read their cases"
)]

use proptest::prelude::*;
use recto_diag::{Diagnostic, Result, Sources, print};
use recto_value::{Time, Value, Zone, csv, json, parse_time, print as ruby, strftime, yaml};

fn read(text: &str) -> Result<Value> {
    let source = Sources::default().add("a.yml", text);
    yaml::parse(source, text, 0)
}

/// What Ruby would print for the value that `text` stands for.
fn inspected(text: &str) -> String {
    ruby::inspect(&read(text).unwrap()).to_string()
}

fn failure(text: &str) -> String {
    let sources = Sources::default();
    let source = sources.add("a.yml", text);
    let error: Box<Diagnostic> = yaml::parse(source, text, 0).unwrap_err();
    print(&error, &sources, false)
}

#[test]
fn plain_scalars_are_what_psych_takes_them_for() {
    let cases = [
        ("yes", "true"),
        ("No", "false"),
        ("ON", "true"),
        ("y", "\"y\""),
        ("~", "nil"),
        ("Null", "nil"),
        ("012", "10"),
        ("0o14", "\"0o14\""),
        ("08", "\"08\""),
        ("1_000", "1000"),
        ("1,000", "1000"),
        ("1_", "\"1_\""),
        ("0x1F", "31"),
        ("-0b101", "-5"),
        ("12:30:45", "45045"),
        ("12:30", "45000"),
        ("-1:30", "-1800"),
        ("1e5", "\"1e5\""),
        ("1.5e+3", "1500.0"),
        (".5", "0.5"),
        ("5.", "5.0"),
        (".", "\".\""),
        ("+.inf", "Infinity"),
        (".NaN", "NaN"),
        ("99999999999999999999", "99999999999999999999"),
        ("1.2.3", "\"1.2.3\""),
        (":symbol", "\":symbol\""),
        ("2017-13-01", "\"2017-13-01\""),
        ("2017-05-01 10:00:00", "2017-05-01 10:00:00 +0000"),
        ("2017-05-01 10:00:00 +0200", "2017-05-01 10:00:00 +0200"),
        ("2017-05-01T10:00:00Z", "2017-05-01 10:00:00 UTC"),
        ("2017-05-01 25:00:00", "\"2017-05-01 25:00:00\""),
        ("2017-02-30 10:00:00 -00:30", "2017-03-02 10:00:00 +0030"),
    ];
    for (text, expected) in cases {
        assert_eq!(inspected(text), expected, "{text}");
        let quoted = ruby::inspect(&Value::from(text));
        assert_eq!(inspected(&format!("'{text}'")), *quoted, "'{text}' in quotes");
    }
    assert_eq!(ruby::to_s(&read("2017-05-01").unwrap()), "2017-05-01".into());
}

#[test]
fn a_time_without_a_zone_is_shown_in_the_sites_zone() {
    let text = "2017-05-01 10:00:00";
    let source = Sources::default().add("a.yml", text);
    let zone = Zone::named("Europe/Berlin").unwrap();
    let time = yaml::parse_in(source, text, 0, &zone).unwrap();
    assert_eq!(*ruby::to_s(&time), *"2017-05-01 12:00:00 +0200");
}

#[test]
fn merge_keys_put_their_entries_where_they_stand() {
    let text = "x: &a {p: 1, q: 2}\ny: {q: 3, <<: *a}\nz: {<<: [*a, {q: 4, r: 5}], p: 6}\nw: {<<: 1}";
    let expected = "{\"x\"=>{\"p\"=>1, \"q\"=>2}, \"y\"=>{\"q\"=>2, \"p\"=>1}, \
        \"z\"=>{\"q\"=>2, \"r\"=>5, \"p\"=>6}, \"w\"=>{\"<<\"=>1}}";
    assert_eq!(inspected(text), expected);
}

#[test]
fn keys_may_be_of_any_type_and_the_last_of_two_wins() {
    let text = "1: a\n1.5: b\n~: c\ntrue: d\n2017-01-01: e\nk: 1\nk: 2";
    let expected = "{1=>\"a\", 1.5=>\"b\", nil=>\"c\", true=>\"d\", \
        #<Date: 2017-01-01 ((2457755j,0s,0n),+0s,2299161j)>=>\"e\", \"k\"=>2}";
    assert_eq!(inspected(text), expected);
}

#[test]
fn tags_say_what_a_scalar_is() {
    let text = "a: !!int \"12\"\nb: ! \"12\"\nc: !foo 12\nd: !!float 1\ne: !binary aGk=\nf: !!str 12";
    let expected = "{\"a\"=>12, \"b\"=>12, \"c\"=>12, \"d\"=>1.0, \"e\"=>\"hi\", \"f\"=>\"12\"}";
    assert_eq!(inspected(text), expected);
    assert!(read("a: !ruby/object:Gem::Version 1").is_err());
}

#[test]
fn libyamls_looser_white_space_is_taken() {
    let text = "a:\ttab\nb: \"c\"# comment\nd: \"two\nlines\"\ne: 'x'";
    assert_eq!(
        inspected(text),
        "{\"a\"=>\"tab\", \"b\"=>\"c\", \"d\"=>\"two lines\", \"e\"=>\"x\"}"
    );
    assert_eq!(inspected("  a: 1\nb: 2\n"), "{\"a\"=>1}");
    assert_eq!(inspected("a: 1\n---\n]"), "{\"a\"=>1}");
    assert_eq!(inspected(""), "nil");
}

#[test]
fn an_error_shows_its_line_with_a_hint() {
    let expected = "error[invalid-yaml]: this is not YAML: mapping values are not allowed in this context\n \
        --> a.yml:2:11\n  |\n2 | title: Foo: Bar\n  |           ^\n  |\n  = help: put the value in quotes\n";
    assert_eq!(failure("ok: 1\ntitle: Foo: Bar\n"), expected);
}

#[test]
fn aliases_cannot_expand_without_limit() {
    let mut text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for level in 1..10 {
        let inner = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
    }
    assert!(failure(&text).contains("aliases expand to more than"));
    assert!(failure("a: &a [*a]").contains("this alias names the value that contains it"));
    assert!(failure(&"- ".repeat(300)).contains("nested deeper than 256 levels"));
    assert!(read(&"[".repeat(100_000)).is_err());
}

#[test]
fn csv_rows_are_hashes_by_the_header_row() {
    let read = |text: &str, options: csv::Options| {
        let source = Sources::default().add("a.csv", text);
        csv::parse(source, text, &options).map(|value| ruby::inspect(&value).to_string())
    };
    let text = "a,b\r\n1,\"x \"\"y\"\"\nz\"\r\n\r\n3\r\n\"\",2,9\r\n";
    let expected = "[{\"a\"=>\"1\", \"b\"=>\"x \\\"y\\\"\\nz\"}, {\"a\"=>nil, \"b\"=>nil}, \
        {\"a\"=>\"3\", \"b\"=>nil}, {\"a\"=>\"\", \"b\"=>\"2\", nil=>\"9\"}]";
    assert_eq!(read(text, csv::Options::CSV).unwrap(), expected);
    let numbers = csv::Options::TSV.with_converter("numeric");
    assert_eq!(
        read("a\tb\tc\n0x1F\t2.5e3\tx\n", numbers).unwrap(),
        "[{\"a\"=>31, \"b\"=>2500.0, \"c\"=>\"x\"}]"
    );
    assert!(read("a,b\n1,x\"y\n", csv::Options::CSV).is_err());
    assert!(read("a,b\n1,\"x\"y\n", csv::Options::CSV).is_err());
}

#[test]
fn json_is_what_rubys_generator_writes() {
    let value =
        read("{z: 1, a: [1.0, 1.0e+20, ~, true], \"q\\\"\": \"</x>\\u2028\\t\\u0001é\", d: 2017-05-01}")
            .unwrap();
    let expected =
        "{\"z\":1,\"a\":[1.0,1.0e+20,null,true],\"q\\\"\":\"</x>\u{2028}\\t\\u0001é\",\"d\":\"2017-05-01\"}";
    assert_eq!(json::generate(&value).unwrap(), expected);
    assert_eq!(
        json::pretty(&read("{a: [1], b: {}}").unwrap()).unwrap(),
        "{\n  \"a\": [\n    1\n  ],\n  \"b\": {\n  }\n}"
    );
    assert!(json::generate(&Value::Float(f64::NAN)).is_err());
}

#[test]
fn escaped_surrogates_of_json_are_one_character() {
    let read = |text: &str| json::parse(Sources::default().add("a.json", text), text, &Zone::utc());
    let first = |text: &str| read(text).unwrap().get("a");
    assert_eq!(first(r#"{"a": "\ud83d\uDE00 x"}"#).as_str(), Some("😀 x"));
    assert_eq!(
        first(r#"{"a": "\u00e9\ud83d\ude00\ud83d\ude00"}"#).as_str(),
        Some("é😀😀")
    );
    assert_eq!(
        first(r#"{"a": "\\ud83d\\ude00"}"#).as_str(),
        Some(r"\ud83d\ude00")
    );
    assert!(read(r#"{"a": "\ud83d"}"#).is_err());
    assert!(read(r#"{"a": "\ude00\ud83d"}"#).is_err());
}

#[test]
fn strftime_knows_rubys_directives_flags_and_widths() {
    let time = Time::at_offset(1_493_600_645, 250_000_000, 7200);
    let cases = [
        ("%Y-%m-%dT%H:%M:%S%:z", "2017-05-01T03:04:05+02:00"),
        ("%-d. %-m. %y, %e %k %l", "1. 5. 17,  1  3  3"),
        ("%^a %^B %#p %P %10A", "MON MAY am am     Monday"),
        ("%j %U %W %V %G %g %u %w", "121 18 18 18 2017 17 1 1"),
        ("%L %3N %12N %s", "250 250 250000000000 1493600645"),
        ("%_10z %010z %::z %:::z", "      +200 +000000200 +02:00:00 +02"),
        (
            "%c|%x|%X|%D|%R|%r|%v",
            "Mon May  1 03:04:05 2017|05/01/17|03:04:05|05/01/17|03:04|03:04:05 AM| 1-MAY-2017",
        ),
        ("%EY %Od %Ed %Q %", "2017 01 %Ed %Q %"),
    ];
    for (format, expected) in &cases[..cases.len() - 1] {
        assert_eq!(strftime(&time, format).as_deref(), Ok(*expected), "{format}");
    }
    let (format, expected) = cases[cases.len() - 1];
    assert_eq!(
        strftime(&time, &format[..format.len() - 2]).unwrap(),
        expected[..expected.len() - 2]
    );
    assert_eq!(strftime(&time, format), Err(format!("invalid format: {format}")));
}

#[test]
fn times_are_parsed_as_ruby_does() {
    let zone = Zone::named("Europe/Berlin").unwrap();
    let now = zone.time(1_500_000_000, 0);
    let cases = [
        ("2017-05-01", "2017-05-01 00:00:00 +0200"),
        ("2017-02-30", "2017-03-02 00:00:00 +0100"),
        ("May 1, 2017 10:00 AM", "2017-05-01 10:00:00 +0200"),
        ("1st may '17", "2017-05-01 00:00:00 +0200"),
        ("Mon, 01 May 2017 10:00:00 EST", "2017-05-01 10:00:00 -0500"),
        ("10/11/2017", "2017-11-10 00:00:00 +0100"),
        ("20170501T101112Z", "2017-05-01 10:11:12 UTC"),
        ("10:30 pm", "2017-07-14 22:30:00 +0200"),
        ("2016-03-27 02:30", "2016-03-27 03:30:00 +0200"),
        ("12/25/2017", ""),
        ("friday", ""),
        ("bogus", ""),
    ];
    for (text, expected) in cases {
        let time = parse_time(text, &zone, &now).map(|time| time.to_string());
        assert_eq!(time.unwrap_or_default(), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_yaml_gives_a_value_or_an_error(text in "[-:,?|>&*!#%@`'\"{}\\[\\] \n\ta-c0-3é]{0,60}") {
        let _ = read(&text);
    }

    #[test]
    fn any_text_gives_a_time_or_none(text in "[-+:/., 0-9a-zA-Z']{0,40}") {
        let _ = parse_time(&text, &Zone::utc(), &Time::utc(0, 0));
    }

    #[test]
    fn any_format_gives_text_or_an_error(
        format in "(%[-0_^#:]{0,3}[0-9]{0,3}[a-zA-Z%+é]){0,5}",
        seconds in -100_000_000_000_i64..300_000_000_000,
        offset in -86_399_i32..86_400,
    ) {
        let _ = strftime(&Time::at_offset(seconds, 0, offset), &format);
    }

    #[test]
    fn calendar_and_seconds_agree(seconds in -100_000_000_000_i64..300_000_000_000) {
        let civil = Time::utc(seconds, 0).civil();
        prop_assert_eq!(civil.seconds(), seconds);
        prop_assert!((1..=53).contains(&civil.iso_week().1));
    }

    #[test]
    fn quoted_texts_come_back_through_json(text in "\\PC{0,30}") {
        let written = json::generate(&Value::from(text.as_str())).unwrap();
        let back = read(&written).unwrap();
        prop_assert_eq!(back.as_str(), Some(text.as_str()));
    }
}

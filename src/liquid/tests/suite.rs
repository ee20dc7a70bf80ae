//! Tests the Liquid engine: the recorded output of Ruby's Liquid, errors, warnings, limits and origins.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests fail by panicking, and they read their cases"
)]

#[path = "../../../tests/support/conformance.rs"]
mod conformance;
#[path = "../../../tests/support/json_value.rs"]
mod json_value;

use conformance::{Recorded, Results};
use json_value::value;
use recto_diag::{Code, Diagnostic, SourceId, Sources};
use recto_liquid as liquid;
use recto_liquid::{Context, Counters, Engine, Expanded, Filter, Inputs, Options};
use recto_value::{Include, Time, Value, World, Zone, strftime, strftime_date, to_date};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Variables and includes as plain data.
#[derive(Default)]
struct Data {
    variables: BTreeMap<String, Value>,
    includes: BTreeMap<String, Include>,
}

impl World for Data {
    fn global(&self, name: &str) -> Option<Value> {
        self.variables.get(name).cloned()
    }

    fn include(&self, name: &str) -> Option<Include> {
        self.includes.get(name).cloned()
    }

    fn include_relative(&self, path: &str, _: SourceId) -> Option<Include> {
        self.include(path)
    }
}

impl Data {
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    fn add_include(&mut self, sources: &Sources, name: &str, text: &str) {
        let text: Arc<str> = text.into();
        let source = sources.add(name, Arc::clone(&text));
        self.includes.insert(name.to_owned(), Include { source, text });
    }
}

/// The clock of these tests.
fn now() -> Time {
    Time::utc(1_700_000_000, 0)
}

/// Liquid's `date` with the clock of these tests; the engine leaves it to its callers, who have a clock and a zone.
fn date(_: &mut Context<'_>, input: Value, args: &[Value]) -> recto_diag::Result<Value> {
    let format = liquid::text_of(&args[0]);
    let date = match format.is_empty() {
        true => None,
        false => to_date(&input, &Zone::utc(), &now()),
    };
    let shown = match date {
        Some(Value::Time(time)) => strftime(&time, &format),
        Some(Value::Date(date)) => strftime_date(date, &format),
        _ => return Ok(input),
    };
    shown
        .map(Value::from)
        .map_err(|message| Box::new(Diagnostic::error(Code::InvalidArgument, message)))
}

const DATE: Filter = Filter {
    name: "date",
    arity: (1, 1),
    run: date,
    pure_text: false,
};

fn engine(options: Options) -> Engine {
    Engine::new(options)
        .with_tags(liquid::TAGS)
        .with_filters(liquid::FILTERS)
        .with_filters(&[DATE])
}

fn render_with(
    engine: &Engine,
    data: &Data,
    sources: &Sources,
    text: &str,
) -> Result<Expanded, Box<Diagnostic>> {
    let text: Arc<str> = text.into();
    let source = sources.add("page.md", Arc::clone(&text));
    let counters = Counters::default();
    let inputs = Inputs {
        world: data,
        counters: &counters,
    };
    engine
        .parse(source, &text)
        .and_then(|template| engine.render(&template, &inputs))
}

/// The cases of `liquid4_lax.json`, and the file to report to.
fn recorded_cases() -> Option<(Recorded, Vec<Json>)> {
    let recorded = conformance::recorded("liquid4_lax.json")?;
    let mut parsed: Json = serde_json::from_str(&recorded.text).unwrap();
    match parsed["tests"].take() {
        Json::Array(cases) => Some((recorded, cases)),
        _ => panic!("liquid4_lax.json has no tests"),
    }
}

/// Recorded cases that differ, each with the reason.
const SKIPPED: &[(&str, &str)] = &[];

/// Renders a case; returns how the result differs from `expected`.
fn difference(engine: &Engine, case: &Json, expected: &Json) -> Option<String> {
    let sources = Sources::default();
    let mut data = Data::default();
    for (name, item) in case["data"].as_object().unwrap() {
        data.variables.insert(name.clone(), value(item));
    }
    for (name, text) in case["partials"].as_object().into_iter().flatten() {
        data.add_include(&sources, name, text.as_str().unwrap());
    }
    let template = case["template"].as_str().unwrap();
    let result = render_with(engine, &data, &sources, template);
    conformance::difference(template, result.map(|rendered| rendered.text), expected)
}

#[test]
fn liquid_renders_as_ruby_liquid_4_does() {
    let Some((recorded, cases)) = recorded_cases() else {
        return;
    };
    let engine = engine(Options::default());
    let mut results = Results::new(SKIPPED);
    for case in cases {
        results.add(case["name"].as_str().unwrap(), difference(&engine, &case, &case));
    }
    results.finish(&recorded);
}

#[test]
fn tags_of_liquid_5_render_as_ruby_liquid_5_does() {
    let Some((recorded, cases)) = recorded_cases() else {
        return;
    };
    let engine = engine(Options::default()).with_tags(liquid::TAGS_OF_5);
    let mut results = Results::new(&[]);
    for case in cases {
        let tags = case["tags"].as_array().into_iter().flatten();
        let later = ["render tag", "echo tag", "liquid tag", "# tag"];
        let later = tags.filter_map(Json::as_str).any(|tag| later.contains(&tag));
        let expected = &case["liquid_5_4_0_debian"];
        if later && expected.is_object() {
            results.add(
                case["name"].as_str().unwrap(),
                difference(&engine, &case, expected),
            );
        }
    }
    results.finish(&recorded);
}

#[test]
fn an_undefined_variable_prints_nothing() {
    let data = Data::default().with("a", 1);
    let engine = engine(Options::default());
    let got = render_with(&engine, &data, &Sources::default(), "[{{ a }}{{ b.c }}]").unwrap();
    assert_eq!(got.text, "[1]");
}

/// Renders `text` and gives it, or the error as a user sees it.
fn shown(text: &str, data: &Data, sources: &Sources) -> String {
    let engine = engine(Options::default()).with_tags(liquid::TAGS_OF_5);
    match render_with(&engine, data, sources, text) {
        Ok(got) => {
            let warnings = got.warnings.iter();
            let warnings = warnings.map(|warning| recto_diag::print(warning, sources, false));
            got.text + &warnings.collect::<String>()
        }
        Err(error) => recto_diag::print(&error, sources, false),
    }
}

/// Each case is a file: the template, a line of `---`, what it shows. Includes come first, each below a line
/// `=== name`.
#[test]
fn each_case_shows_what_its_file_says() {
    let folder = conformance::root().join("tests/cases/liquid");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    let mut topics: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    topics.sort();
    for topic in topics {
        for entry in std::fs::read_dir(topic).unwrap() {
            let path = entry.unwrap().path();
            let case = std::fs::read_to_string(&path).unwrap();
            let (input, wanted) = case.split_once("---\n").unwrap_or((&case, ""));
            let sources = Sources::default();
            let mut data = Data::default()
                .with("title", "Docs")
                .with("list", vec![Value::from("a"), Value::from("b"), Value::from("c")]);
            let mut parts = input.split("=== ");
            let first = parts.next().unwrap();
            let mut template = first;
            for part in parts {
                let (name, text) = part.split_once('\n').unwrap();
                match name {
                    "template" => template = text,
                    name => data.add_include(&sources, name, text),
                }
            }
            let got = shown(template, &data, &sources);
            if got != wanted && update {
                std::fs::write(&path, format!("{input}---\n{got}")).unwrap();
            } else if got != wanted {
                wrong.push(format!("{}\ngave\n{got}\nwanted\n{wanted}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_line_of_the_output_knows_its_source() {
    let sources = Sources::default();
    let mut data = Data::default().with("title", "Docs");
    data.add_include(&sources, "part.md", "one\ntwo {{ title }}\n");
    let text = "first\n{% capture kept %}captured here, and long enough to be known\nsecond\n{% endcapture %}{% include 'part.md' %}\n{{ kept }}last\n";
    let engine = engine(Options::default());
    let got = render_with(&engine, &data, &sources, text).unwrap();
    let place = |needle: &str| {
        let span = got.origins.of(got.text.find(needle).unwrap()).unwrap();
        sources.locate(span)
    };
    assert_eq!(place("first"), "page.md:1:1");
    assert_eq!(place("one"), "part.md:1:1");
    assert_eq!(place("two"), "part.md:2:1");
    assert_eq!(place("captured"), "page.md:2:19");
    assert_eq!(place("second"), "page.md:3:1");
    assert_eq!(place("last"), "page.md:5:11");
    let text =
        "a {{ title }}\nb {{ title }} c\n\n{{ title }}\n<p>\n{% if title %}\n<b>{{ title }}</b> d{% endif %}";
    let got = render_with(&engine, &data, &sources, text).unwrap();
    let place = |needle: &str| {
        let span = got.origins.of(got.text.find(needle).unwrap()).unwrap();
        sources.locate(span)
    };
    assert_eq!(place("a"), "page.md:1:1");
    assert_eq!(place("b"), "page.md:2:1");
    assert!(place(" c").starts_with("page.md:2:"));
    assert_eq!(place("<p>"), "page.md:5:1");
    assert_eq!(place("<b>"), "page.md:7:1");
    assert!(place("</b>").starts_with("page.md:7:"));
}

#[test]
fn without_origins_the_text_is_the_same() {
    let sources = Sources::default();
    let mut data = Data::default().with("title", "Docs");
    data.add_include(&sources, "part.md", "one\n\n{% cycle 'a', 'b' %}{{ title }}\n");
    let engine = engine(Options::default());
    let text: Arc<str> = "{% for i in (1..3) %}\n{% include 'part.md' %} {% capture x %}\n{{ title }}{{ i }} is long enough to be kept\n{% endcapture %}{{ x }}{% endfor %}".into();
    let template = engine
        .parse(sources.add("page.md", Arc::clone(&text)), &text)
        .unwrap();
    let inputs = Inputs {
        world: &data,
        counters: &Counters::default(),
    };
    let traced = engine.render(&template, &inputs).unwrap();
    let untraced = engine.render_untraced(&template, &inputs).unwrap();
    assert_eq!(traced.text, untraced.text);
    assert!(!traced.origins.pieces().is_empty());
    assert!(untraced.origins.pieces().is_empty());
}

#[test]
fn limits_stop_what_runs_away_and_name_the_template() {
    let sources = Sources::default();
    let mut data = Data::default();
    data.add_include(&sources, "again.html", "{% include 'again.html' %}");
    let options = Options {
        rendered_size: 10_000,
        ..Options::default()
    };
    let engine = engine(options);
    let error = |text: &str| *render_with(&engine, &data, &sources, text).unwrap_err();
    let endless = error("{% include 'again.html' %}");
    assert_eq!(endless.message, "`again.html` nests too deeply");
    let loops =
        error("{% for a in (1..1000000) %}{% for b in (1..1000000) %}xxxxxxxx{% endfor %}{% endfor %}");
    assert!(loops.message.contains("beyond the limit"), "{}", loops.message);
    let doubling =
        error("{% assign x = 'ab' %}{% for a in (1..60) %}{% assign x = x | append: x %}{% endfor %}");
    assert!(
        doubling.message.contains("beyond the limit"),
        "{}",
        doubling.message
    );
    let deep = "{% if true %}".repeat(200) + &"{% endif %}".repeat(200);
    assert_eq!(error(&deep).message, "blocks nest too deeply");
}

#[test]
fn strict_options_make_errors_of_what_is_unknown() {
    let data = Data::default();
    let render =
        |options: Options, text: &str| render_with(&engine(options), &data, &Sources::default(), text);
    let filters = Options {
        strict_filters: true,
        ..Options::default()
    };
    assert_eq!(
        render(filters, "{{ 'a' | nope }}").unwrap_err().message,
        "undefined filter `nope`"
    );
    let variables = Options {
        strict_variables: true,
        ..Options::default()
    };
    assert_eq!(
        render(variables, "{{ a.b }}").unwrap_err().message,
        "undefined variable `a.b`"
    );
    let strict = Options {
        error_mode: liquid::ErrorMode::Strict,
        ..Options::default()
    };
    assert!(render(strict, "{{ a | | b }}").is_err());
    assert!(render(Options::default(), "{{ a | | b }}").is_ok());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_engine_panic(pieces in proptest::collection::vec(piece(), 0..24)) {
        let data = Data::default().with("a", vec![Value::Int(1), Value::from("é\n"), Value::Float(0.5)]);
        let options = Options { rendered_size: 100_000, ..Options::default() };
        let engine = engine(options).with_tags(liquid::TAGS_OF_5);
        let _ = render_with(&engine, &data, &Sources::default(), &pieces.concat());
    }

    #[test]
    fn text_without_signs_is_copied(text in "[^{]*") {
        let engine = engine(Options::default());
        let got = render_with(&engine, &Data::default(), &Sources::default(), &text).unwrap();
        proptest::prop_assert_eq!(got.text, text);
    }
}

/// Bits of templates, so that random ones get past the lexer.
fn piece() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let tags = "if unless for tablerow case when else elsif capture assign raw comment cycle increment include liquid \
                render echo endif endunless endfor endtablerow endcase endcapture endraw endcomment break continue";
    let tags: Vec<String> = tags.split_whitespace().map(str::to_owned).collect();
    let filters: Vec<String> = liquid::FILTERS
        .iter()
        .map(|filter| filter.name.to_owned())
        .collect();
    let value = prop_oneof![
        Just("a".to_owned()),
        Just("(1..a.size)".to_owned()),
        Just("a[0].b['c']".to_owned()),
        Just("'é'".to_owned()),
        Just("-1.5".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("x = a in a contains a, limit: 2 and or == blank".to_owned()),
        "\\PC{0,8}",
    ];
    let filtered = (value.clone(), proptest::sample::select(filters), value.clone());
    prop_oneof![
        (proptest::sample::select(tags), value).prop_map(|(tag, value)| format!("{{%- {tag} {value} %}}")),
        filtered.prop_map(|(value, filter, arg)| format!("{{{{ {value} | {filter}: {arg}, 2 }}}}")),
        Just("{{".to_owned()),
        Just("{%".to_owned()),
        Just("-%}".to_owned()),
        "\\PC{0,12}",
    ]
}

#[test]
fn a_condition_of_any_length_is_read_and_dropped() {
    let engine = engine(Options::default());
    let text = ["{% if a", &" and a".repeat(200_000), " %}{% else %}no{% endif %}"].concat();
    let got = render_with(&engine, &Data::default(), &Sources::default(), &text).unwrap();
    assert_eq!(got.text, "no");
    let lax = [
        "{% if a",
        &" or a".repeat(200_000),
        " | %}{% else %}no{% endif %}",
    ]
    .concat();
    assert!(render_with(&engine, &Data::default(), &Sources::default(), &lax).is_ok());
}

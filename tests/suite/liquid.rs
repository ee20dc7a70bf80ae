//! The Liquid engine: against Ruby's answers, and what it promises of its own.

use recto::diag::{Diagnostic, SourceId, Sources};
use recto::liquid::{self, Context, Counters, Engine, Expanded, Filter, Inputs, Options};
use recto::value::{
    Globals, Hash, Include, Includes, Time, Value, Zone, parse_time, strftime, strftime_date, to_date,
};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Variables and includes out of plain data.
#[derive(Default)]
struct Data {
    variables: BTreeMap<String, Value>,
    includes: BTreeMap<String, Include>,
}

impl Globals for Data {
    fn global(&self, name: &str) -> Option<Value> {
        self.variables.get(name).cloned()
    }
}

impl Includes for Data {
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

/// A value of the conformance files: JSON with Ruby's times and dates as `$time` and `$date`.
fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Int(integer),
            None => Value::Float(number.as_f64().unwrap()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::array(items.iter().map(value).collect()),
        Json::Object(entries) => {
            if let Some(text) = entries.get("$time").and_then(Json::as_str) {
                return Value::Time(Arc::new(parse_time(text, &Zone::utc(), &now()).unwrap()));
            }
            if let Some(text) = entries.get("$date").and_then(Json::as_str) {
                return Value::Date(parse_time(text, &Zone::utc(), &now()).unwrap().date());
            }
            let entries = entries.iter().map(|(key, item)| (key.as_str(), value(item)));
            Value::from(entries.collect::<Hash>())
        }
    }
}

/// The clock of these tests.
fn now() -> Time {
    Time::utc(1_700_000_000, 0)
}

/// Liquid's `date` with the clock of these tests; the engine leaves it to its callers, who have a clock and a zone.
fn date(_: &mut Context<'_>, input: Value, args: &[Value]) -> recto::diag::Result<Value> {
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
        .map_err(|message| Box::new(Diagnostic::error(message)))
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
        globals: data,
        includes: data,
        host: &(),
        counters: &counters,
    };
    engine
        .parse(source, &text)
        .and_then(|template| engine.render(&template, &inputs))
}

/// The cases of a conformance file, or none, said aloud, where the folder is absent.
fn conformance(file: &str, count: usize) -> Vec<Json> {
    let Some(folder) = crate::shared() else {
        eprintln!("{count} cases of {file} skipped: no conformance data");
        return Vec::new();
    };
    let text = std::fs::read_to_string(folder.join("conformance").join(file)).unwrap();
    let mut parsed: Json = serde_json::from_str(&text).unwrap();
    match parsed["tests"].take() {
        Json::Array(cases) => cases,
        _ => panic!("{file} has no tests"),
    }
}

/// Cases the engine cannot or need not fulfil by itself, with the reason. One that passes fails the run.
const SKIPPED: &[(&str, &str)] = &[];

/// Runs `case` on an engine; what is wrong with the answer, if anything is.
fn fault(engine: &Engine, case: &Json, expected: &Json) -> Option<String> {
    let sources = Sources::default();
    let mut data = Data::default();
    for (name, item) in case["data"].as_object().unwrap() {
        data.variables.insert(name.clone(), value(item));
    }
    for (name, text) in case["partials"].as_object().into_iter().flatten() {
        data.add_include(&sources, name, text.as_str().unwrap());
    }
    let got = render_with(engine, &data, &sources, case["template"].as_str().unwrap());
    match (got, expected["output"].as_str()) {
        (Ok(got), Some(wanted)) if got.text == wanted => None,
        (Ok(got), Some(wanted)) => Some(format!("gave   {:?}\nwanted {wanted:?}", got.text)),
        (Err(_), None) => None,
        (Ok(got), None) => Some(format!(
            "gave   {:?}\nwanted the error {}",
            got.text, expected["error_message"]
        )),
        (Err(error), Some(wanted)) => Some(format!("failed {}\nwanted {wanted:?}", error.message)),
    }
}

#[test]
fn liquid_answers_as_ruby_liquid_4_does() {
    let engine = engine(Options::default());
    let mut wrong = Vec::new();
    for case in conformance("liquid4_lax.json", 1054) {
        let name = case["name"].as_str().unwrap();
        let skipped = SKIPPED.iter().any(|(skipped, _)| *skipped == name);
        match fault(&engine, &case, &case) {
            Some(fault) if !skipped => wrong.push(format!("{name}\n{}\n{fault}\n", case["template"])),
            None if skipped => wrong.push(format!("{name} is skipped but passes\n")),
            _ => {}
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases are wrong\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn tags_of_liquid_5_answer_as_ruby_liquid_5_does() {
    let engine = engine(Options::default()).with_tags(liquid::TAGS_OF_5);
    let mut wrong = Vec::new();
    for case in conformance("liquid4_lax.json", 1054) {
        let tags = case["tags"].as_array().into_iter().flatten();
        let later = ["render tag", "echo tag", "liquid tag", "# tag"];
        let later = tags.filter_map(Json::as_str).any(|tag| later.contains(&tag));
        let expected = &case["liquid_5_4_0_debian"];
        if later && expected.is_object() {
            if let Some(fault) = fault(&engine, &case, expected) {
                wrong.push(format!(
                    "{}\n{}\n{}\n{fault}\n",
                    case["name"], case["template"], case["partials"]
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases are wrong\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn an_undefined_variable_prints_nothing() {
    let data = Data::default().with("a", 1);
    let engine = engine(Options::default());
    let got = render_with(&engine, &data, &Sources::default(), "[{{ a }}{{ b.c }}]").unwrap();
    assert_eq!(got.text, "[1]");
}

//! Any text as a template: parsing and rendering never panic, and give the same twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::diag::{SourceId, Sources};
use recto::jekyll;
use recto::liquid::{Counters, Inputs, Options};
use recto::value::{Include, Value, World};
use std::sync::Arc;

/// One list and one include, which is the text itself.
struct Data(Include);

impl World for Data {
    fn global(&self, name: &str) -> Option<Value> {
        let items = || vec![Value::Int(1), Value::from("é"), Value::Float(0.5), Value::Nil];
        (name == "a").then(|| Value::array(items()))
    }

    fn include(&self, _: &str) -> Option<Include> {
        Some(self.0.clone())
    }

    fn include_relative(&self, _: &str, _: SourceId) -> Option<Include> {
        Some(self.0.clone())
    }
}

fuzz_target!(|text: &str| {
    let text: Arc<str> = text.into();
    let source = Sources::default().add("fuzz", Arc::clone(&text));
    let options = Options {
        rendered_size: 100_000,
        include_depth: 8,
        ..Options::default()
    };
    let engine = jekyll::engine(options);
    let Ok(template) = engine.parse(source, &text) else {
        return;
    };
    let data = Data(Include { source, text });
    let render = || {
        let inputs = Inputs {
            world: &data,
            counters: &Counters::default(),
        };
        engine.render(&template, &inputs).map(|made| made.text)
    };
    assert_eq!(render(), render());
});

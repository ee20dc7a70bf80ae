//! Speed of the Docker documentation's navigation, 179 includes a page, compared with Ruby's Liquid and the `liquid` crate.
//!
//! Data is read from `RECTO_SHARED` (by default `../shared`), templates from the unpacked site below `RECTO_CORPORA`
//! (by default `../corpora`). Ruby runs `nav.rb`, which wants Jekyll; Debian packages it with Liquid 5.4, which is
//! about as fast as the 4.0.4 that Jekyll asks for. Time is that of the processor where the system reports it, so that
//! other work on the machine does not count.

#![expect(clippy::print_stdout, reason = "a bench reports by printing")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its data")]

use recto::diag::{SourceId, Sources};
use recto::jekyll;
use recto::liquid::{Counters, Inputs, Options};
use recto::value::{Hash, Include, Object, ObjectId, Str, Value, World};
use serde_json::Value as Json;
use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

#[path = "../tests/support/json_value.rs"]
mod json_value;

use json_value::value;

/// What Ruby Liquid 4.0.4 took for a page, in milliseconds, on the faster of two machines: where there is no Ruby here.
const RUBY: f64 = 74.0;

/// Every so many pages of the site are rendered: about forty, from all parts of it.
const STEP: usize = 32;

/// In a round all of them are rendered so often, which takes longer than the clock's pace; the fastest of a few rounds
/// counts.
const REPEATS: usize = 50;
const ROUNDS: usize = 5;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PARTS: [&str; 3] = ["tree.html", "treebuilder.html", "generateTOC.html"];

#[derive(Debug)]
struct Page(Str);

impl Object for Page {
    fn get(&self, key: &str) -> Option<Value> {
        (key == "url").then(|| Value::Str(Str::clone(&self.0)))
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        vec![(Value::from("url"), Value::Str(Str::clone(&self.0)))]
    }

    fn text(&self) -> Str {
        Str::clone(&self.0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::of(self)
    }
}

struct Site {
    site: Value,
    page: Value,
    includes: HashMap<&'static str, Include>,
}

impl World for Site {
    fn global(&self, name: &str) -> Option<Value> {
        match name {
            "site" => Some(self.site.clone()),
            "page" => Some(self.page.clone()),
            _ => None,
        }
    }

    fn include(&self, name: &str) -> Option<Include> {
        self.includes.get(name).cloned()
    }

    fn include_relative(&self, _: &str, _: SourceId) -> Option<Include> {
        None
    }
}

fn folder(variable: &str, default: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| default.to_owned())
}

fn data_file() -> String {
    folder("RECTO_SHARED", "../shared") + "/conformance/nav_data.json"
}

fn site_source() -> String {
    folder("RECTO_CORPORA", "../corpora") + "/docker-docs/src"
}

fn main() {
    let data = std::fs::read_to_string(data_file());
    let includes = site_source() + "/_includes/";
    let texts = PARTS.map(|name| std::fs::read_to_string(includes.clone() + name));
    let (Ok(data), [Ok(tree), Ok(builder), Ok(toc)]) = (data, texts) else {
        println!("no navigation data: set RECTO_SHARED and RECTO_CORPORA");
        return;
    };
    let data: Json = serde_json::from_str(&data).expect("JSON");
    let texts = [tree, builder, toc];
    let urls = data["urls"].as_array().into_iter().flatten();
    let urls: Vec<&str> = urls.filter_map(Json::as_str).step_by(STEP).collect();
    let Ours {
        traced,
        untraced: ours,
        pages,
    } = ours(&data, &texts, &urls);
    println!("recto        {ours:7.3} ms a page, as layouts are rendered");
    println!(
        "with origins {traced:7.3} ms a page, {:.0} % more",
        (traced / ours - 1.0) * 100.0
    );
    match ruby() {
        Some((version, ruby, sum)) => println!(
            "Ruby {version:7} {ruby:7.3} ms a page, {:5.1} times ours, same pages: {}",
            ruby / ours,
            sum == crc32fast::hash(pages.as_bytes())
        ),
        None => println!("Ruby, elsewhere {RUBY} ms a page, {:5.1} times ours", RUBY / ours),
    }
    match crate_liquid(&data, &texts, &urls) {
        Some(peer) => println!(
            "liquid crate {peer:7.3} ms a page, {:5.1} times ours",
            peer / ours
        ),
        None => println!("liquid crate renders none of it"),
    }
}

/// Seconds this thread has computed, or that have passed where the system does not tell.
fn seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match text.split(' ').next().and_then(|run| run.parse::<f64>().ok()) {
        Some(nanoseconds) => nanoseconds / 1e9,
        None => START.elapsed().as_secs_f64(),
    }
}

/// Ruby's version of Liquid, its milliseconds a page, and a checksum of the pages; none where it does not run.
fn ruby() -> Option<(String, f64, u32)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/nav.rb");
    let made = std::process::Command::new("ruby")
        .args([script, &data_file(), &site_source(), &STEP.to_string()])
        .output()
        .ok()?;
    let text = String::from_utf8(made.stdout).ok()?;
    let mut fields = text.trim().split('\t');
    let version = fields.next()?.to_owned();
    Some((
        version,
        fields.next()?.parse().ok()?,
        fields.next()?.parse().ok()?,
    ))
}

/// Milliseconds a page, the best of some rounds, and what all pages print.
struct Ours {
    traced: f64,
    untraced: f64,
    pages: String,
}

fn ours(data: &Json, texts: &[String; 3], urls: &[&str]) -> Ours {
    let sources = Sources::default();
    let include = |(name, text): (&&'static str, &String)| {
        let text: Arc<str> = text.as_str().into();
        let source = sources.add(*name, Arc::clone(&text));
        (*name, Include { source, text })
    };
    let tables: Hash = ["toc", "glossary"]
        .into_iter()
        .map(|key| (key, value(&data[key])))
        .collect();
    let parts = [
        ("data", Value::from(tables)),
        ("samples", value(&data["samples"])),
    ];
    let mut site = Site {
        site: Value::from(parts.into_iter().collect::<Hash>()),
        page: Value::Nil,
        includes: PARTS.iter().zip(texts).map(include).collect(),
    };
    let engine = jekyll::engine(Options::default());
    let text: Arc<str> = "{% include treebuilder.html %}{{ leftnav }}".into();
    let source = sources.add("page.html", Arc::clone(&text));
    let template = engine.parse(source, &text).expect("a template that parses");
    let mut pages = String::new();
    let counters = Counters::default();
    let render = |site: &mut Site, url: &str, traced: bool| {
        site.page = Value::Object(Arc::new(Page(url.into())));
        let inputs = Inputs {
            world: site,
            counters: &counters,
        };
        let made = match traced {
            true => engine.render(&template, &inputs),
            false => engine.render_untraced(&template, &inputs),
        };
        made.expect("a page that renders")
    };
    for url in urls {
        pages.push_str(&render(&mut site, url, true).text);
    }
    let mut best = [f64::MAX; 2];
    for round in 0..2 * ROUNDS {
        let start = seconds();
        for _ in 0..REPEATS {
            for url in urls {
                std::hint::black_box(render(&mut site, url, round % 2 == 0));
            }
        }
        let place = &mut best[round % 2];
        *place = place.min(seconds() - start);
    }
    let [traced, untraced] = best.map(|best| best * 1e3 / (REPEATS * urls.len()) as f64);
    Ours {
        traced,
        untraced,
        pages,
    }
}

/// `json` with nil under each key that the templates ask for: the crate fails where one is missing.
fn filled(json: &Json) -> Json {
    match json {
        Json::Array(items) => items.iter().map(filled).collect(),
        Json::Object(entries) => {
            let mut filled: serde_json::Map<_, _> = entries
                .iter()
                .map(|(key, item)| (key.clone(), self::filled(item)))
                .collect();
            for key in [
                "title",
                "path",
                "section",
                "sectiontitle",
                "generateTOC",
                "nosync",
                "node",
                "glossary",
            ] {
                filled.entry(key).or_insert(Json::Null);
            }
            Json::Object(filled)
        }
        other => other.clone(),
    }
}

/// The same with the `liquid` crate, its includes written as it wants them.
fn crate_liquid(data: &Json, texts: &[String; 3], urls: &[&str]) -> Option<f64> {
    let mut partials = liquid::partials::EagerCompiler::<liquid::partials::InMemorySource>::empty();
    for (name, text) in PARTS.iter().zip(texts) {
        let text = text.replace("include tree.html", "include 'tree.html'").replace(
            "include generateTOC.html tocToGenerate=item.generateTOC",
            "include 'generateTOC.html' tocToGenerate: item.generateTOC",
        );
        partials.add(*name, text.replace("include.tocToGenerate", "tocToGenerate"));
    }
    let parser = liquid::ParserBuilder::with_stdlib()
        .partials(partials)
        .build()
        .ok()?;
    let template = parser
        .parse("{% include 'treebuilder.html' %}{{ leftnav }}")
        .ok()?;
    let toc = filled(&data["toc"]);
    let site =
        serde_json::json!({"data": {"toc": toc, "glossary": data["glossary"]}, "samples": data["samples"]});
    let site = liquid::model::to_object(&site).ok()?;
    let start = seconds();
    for url in urls {
        let globals = liquid::object!({"site": site, "page": {"url": url}});
        let made = template.render(&globals);
        if let Err(error) = &made {
            println!(
                "liquid crate: {}",
                error.to_string().lines().next().unwrap_or_default()
            );
            return None;
        }
        std::hint::black_box(made).ok()?;
    }
    Some((seconds() - start) * 1e3 / urls.len() as f64)
}

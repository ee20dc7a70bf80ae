//! Speed of the Liquid engine: parsing the templates of real sites, rendering compared with the `liquid` crate, and how time
//! grows with the input.
//!
//! Real templates are read below `RECTO_CORPORA` (by default `../corpora`), where sites lie unpacked.

#![expect(clippy::print_stdout, reason = "a bench reports by printing")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its data")]

use recto::diag::{SourceId, Sources};
use recto::jekyll;
use recto::liquid::{Counters, Engine, Inputs, Options};
use recto::value::{Hash, Include, Value, World};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Site(Vec<(&'static str, Value)>);

impl World for Site {
    fn global(&self, name: &str) -> Option<Value> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
    }

    fn include(&self, _: &str) -> Option<Include> {
        None
    }

    fn include_relative(&self, _: &str, _: SourceId) -> Option<Include> {
        None
    }
}

/// Templates that both engines read, over a list of a thousand items.
const TEMPLATES: [(&str, &str); 4] = [
    (
        "loop",
        "{% for item in items %}<li><a href=\"{{ item.url }}\">{{ item.title }}</a></li>\n{% endfor %}",
    ),
    (
        "conditions",
        "{% for item in items %}{% if item.number == 500 or item.title contains '77' %}<b>{{ item.title }}</b>{% else %}-{% endif %}{% endfor %}",
    ),
    (
        "filters",
        "{% for item in items %}{{ item.title | upcase | replace: 'TITLE', 'Page' | append: '!' }}\n{% endfor %}",
    ),
    (
        "captures",
        "{% for item in items %}{% capture line %}{{ item.title }} at {{ item.url }}{% endcapture %}{% assign last = line %}{{ last }}\n{% endfor %}",
    ),
];

fn main() {
    let engine = jekyll::engine(Options::default());
    parsing(&engine);
    growth(&engine);
    rendering(&engine);
}

/// Megabytes a second over all templates of the corpora.
fn parsing(engine: &Engine) {
    let corpora = std::env::var("RECTO_CORPORA").unwrap_or_else(|_| "../corpora".to_owned());
    let mut texts = Vec::new();
    collect(Path::new(&corpora), &mut texts);
    let sources = Sources::default();
    let texts: Vec<(SourceId, Arc<str>)> = texts
        .into_iter()
        .map(|text| (sources.add("template", Arc::clone(&text)), text))
        .collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    if bytes == 0 {
        println!("no templates: set RECTO_CORPORA");
        return;
    }
    let mut best = f64::MAX;
    let mut failed = 0;
    for _ in 0..3 {
        let start = Instant::now();
        failed = texts
            .iter()
            .filter(|(source, text)| black_box(engine.parse(*source, text)).is_err())
            .count();
        best = best.min(start.elapsed().as_secs_f64());
    }
    let speed = bytes as f64 / 1e6 / best;
    println!(
        "parsing {} files, {:.1} MB: {speed:.0} MB/s ({failed} are not templates)",
        texts.len(),
        bytes as f64 / 1e6
    );
}

fn collect(folder: &Path, texts: &mut Vec<Arc<str>>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let kind = path
            .extension()
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        if path.is_dir() && path.file_name().is_none_or(|name| name != "expected") {
            collect(&path, texts);
        } else if matches!(kind, "html" | "md" | "markdown") {
            texts.extend(std::fs::read_to_string(&path).ok().map(Arc::from));
        }
    }
}

/// Inputs that trip naive parsers: what is before, what is repeated, and what is behind.
const RUNS: [(&str, &str, &str, &str); 23] = [
    ("blanks", "{{ a", " ", "| b }}"),
    ("openings", "", "{{", ""),
    ("tag openings", "", "{% ", ""),
    ("quotes", "{{ ", "'\"", " }}"),
    ("brackets", "{{ a", "[", "]}}"),
    ("pairs", "{{ a", "[b]", "}}"),
    ("braces", "", "}", ""),
    ("points", "{{ a", ".a", " }}"),
    ("dots", "{{ (1", ".", "2) }}"),
    ("ranges", "{{ ", "(", " }}"),
    ("hyphens", "{{ a", "-", " }}"),
    ("filters", "{{ a", " | upcase", " }}"),
    ("bars", "{{ a", "|", " }}"),
    ("arguments", "{{ a | append: b", ", c: d", " }}"),
    ("commas", "{{ a | append: b", ",", " }}"),
    ("conditions", "{% if a", " and a", " %}{% endif %}"),
    ("operators", "{% if a", " ==", " %}{% endif %}"),
    ("outputs", "", "{{- a -}} ", ""),
    ("blocks", "", "{% if a %}b{% endif %}", ""),
    ("words", "{% assign", " a", " = b %}"),
    ("raw", "{% raw %}", "{{ {% x", "{% endraw %}"),
    ("comments", "{% comment %}", "{% x %}{{", "{% endcomment %}"),
    ("lines", "{% liquid ", "echo a\n", " %}"),
];

/// How much longer eight times an input takes: eight times where time grows as the input does.
fn growth(engine: &Engine) {
    let sources = Sources::default();
    let time = |text: String| {
        let text: Arc<str> = text.into();
        let source = sources.add("growth", Arc::clone(&text));
        let once = || {
            let start = Instant::now();
            let _ = black_box(engine.parse(source, &text));
            start.elapsed().as_secs_f64() * 1e3
        };
        (0..5).map(|_| once()).fold(f64::MAX, f64::min)
    };
    for (name, before, piece, after) in RUNS {
        let [once, eight] =
            [20_000, 160_000].map(|count| time([before, &piece.repeat(count), after].concat()));
        println!(
            "{name:12} {once:7.3} ms, eight times as long {eight:7.2} ms: {:4.1} times",
            eight / once
        );
    }
}

fn rendering(engine: &Engine) {
    let item = |number: i64| {
        let title = Value::from(format!("Title {number}"));
        let url = Value::from(format!("/pages/{number}/"));
        let item: Hash = [("title", title), ("url", url), ("number", Value::Int(number))]
            .into_iter()
            .collect();
        Value::from(item)
    };
    let site = Site(vec![("items", Value::array((0..1000).map(item).collect()))]);
    let item = |number: i64| liquid::object!({"title": format!("Title {number}"), "url": format!("/pages/{number}/"), "number": number});
    let peer_items: Vec<liquid::Object> = (0..1000).map(item).collect();
    let peer_globals = liquid::object!({ "items": peer_items });
    let peer = liquid::ParserBuilder::with_stdlib()
        .build()
        .expect("the peer's parser");
    let sources = Sources::default();
    let counters = Counters::default();
    let inputs = Inputs {
        world: &site,
        counters: &counters,
    };
    for (name, text) in TEMPLATES {
        let text: Arc<str> = text.into();
        let source = sources.add(name, Arc::clone(&text));
        let ours = engine.parse(source, &text).expect("a template that parses");
        let theirs = peer.parse(&text).expect("a template that parses");
        let our_time = best(|| engine.render(&ours, &inputs).expect("renders").text);
        let peer_time = best(|| theirs.render(&peer_globals).expect("renders"));
        let same = engine.render(&ours, &inputs).expect("renders").text
            == theirs.render(&peer_globals).expect("renders");
        println!(
            "{name:10} {our_time:6.3} ms, the liquid crate {peer_time:6.3} ms: {:.1} times, same text: {same}",
            peer_time / our_time
        );
    }
}

fn best(mut work: impl FnMut() -> String) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..30 {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    best
}

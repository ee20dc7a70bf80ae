//! Speed of highlighting the recorded blocks (`RECTO_SHARED`, by default `../shared`) on one thread: cold, warm, cached,
//! and how time grows with the input.

#![expect(clippy::print_stdout, reason = "a bench reports by printing")]

use recto::highlight::{self, ConfiguredLexer, HighlightCache, Version};
use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "../tests/support/conformance.rs"]
mod conformance;

const VERSION: Version = Version::V3_30;

fn blocks() -> Vec<(ConfiguredLexer, String)> {
    let Some(recorded) = conformance::recorded("rouge_blocks.jsonl.zst") else {
        return Vec::new();
    };
    let block = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON value on each line");
        let code = value["code"].as_str()?;
        let lexer = highlight::find(value["lang"].as_str()?, code, VERSION)?;
        Some((lexer, code.to_owned()))
    };
    recorded.text.lines().filter_map(block).collect()
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn speed(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

fn all(blocks: &[(ConfiguredLexer, String)]) {
    for (lexer, code) in blocks {
        black_box(highlight::html(lexer, code));
    }
}

/// The slowest measurements.
fn worst(mut measured: Vec<(f64, String)>) -> String {
    measured.sort_by(|one, next| next.0.total_cmp(&one.0));
    let shown = measured
        .iter()
        .take(6)
        .map(|(value, what)| format!("{what} {value:.2}"));
    shown.collect::<Vec<_>>().join(", ")
}

/// The lexers of this version.
fn lexers(version: Version) -> impl Iterator<Item = ConfiguredLexer> {
    highlight::names(version).filter_map(move |name| highlight::find(name, "", version))
}

/// How long each lexer takes for its first line, including the compilation of all rules that the line needs.
fn first_lines(lexers: impl Iterator<Item = ConfiguredLexer>) -> String {
    let first = lexers.map(|lexer| {
        let took = time(|| drop(black_box(highlight::html(&lexer, "a = \"b\" # c\n"))));
        (took.as_secs_f64() * 1e3, lexer.name().to_owned())
    });
    worst(first.collect())
}

/// By which factor the time grows if the input doubles, measured over four times the input: 2 for linear time.
fn doublings() -> String {
    const SEEDS: [&str; 35] = [
        "\"", "'", "/* ", "<!-- ", "&", "`", "#{", "{{ ", "(", "<<A\n", "a: ", "a b ", "[", "\\", "<a ", "é",
        "a", " ", "\n", "=", "$", "%", "0", "a.b ", "a(b) ", "x{y} ", "- a\n", "@a ", "// a\n", "{% a %}",
        "#if 0 ", "'\\4'", "UR\"(", "  :", "é b",
    ];
    let mut measured = Vec::new();
    for lexer in lexers(VERSION) {
        for seed in SEEDS {
            let run = |times: usize| {
                let code = seed.repeat(times);
                (0..3)
                    .map(|_| time(|| drop(black_box(highlight::html(&lexer, &code)))))
                    .min()
                    .unwrap_or_default()
            };
            run(1000);
            let ratio = (run(16_000).as_secs_f64() / run(4000).as_secs_f64()).sqrt();
            measured.push((ratio, format!("{} on {seed:?}", lexer.name())));
        }
    }
    worst(measured)
}

fn main() {
    for version in Version::ALL {
        println!("first line, ms, {version:?}: {}", first_lines(lexers(version)));
    }
    let blocks = blocks();
    let bytes: usize = blocks.iter().map(|(_, code)| code.len()).sum();
    println!("{} blocks, {bytes} bytes", blocks.len());
    println!("cold: {:.1} MB/s", speed(bytes, time(|| all(&blocks))));
    let warm = (0..5).map(|_| time(|| all(&blocks))).min().unwrap_or_default();
    println!("warm: {:.1} MB/s", speed(bytes, warm));
    let cache = HighlightCache::default();
    let cached = || {
        for (lexer, code) in &blocks {
            black_box(cache.html(lexer, code));
        }
    };
    time(cached);
    println!("cached: {:.1} MB/s", speed(bytes, time(cached)));
    println!("growth of time with twice the input: {}", doublings());
}

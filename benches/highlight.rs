//! Speed of highlighting on the recorded blocks (`RECTO_SHARED`, by default `../shared`), on one thread: cold, warm,
//! remembered, and how time grows with the input.

#![expect(clippy::print_stdout, reason = "a bench reports by printing")]

use recto::highlight::{self, Choice, Found, Memo};
use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "../tests/support/conformance.rs"]
mod conformance;

fn blocks() -> Vec<(Choice, String)> {
    let Some(recorded) = conformance::recorded("rouge_blocks.jsonl.zst") else {
        return Vec::new();
    };
    let own: Vec<&str> = highlight::names().collect();
    let block = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON value on each line");
        let Found::Lexer(choice) = highlight::find(value["lang"].as_str()?, value["code"].as_str()?) else {
            return None;
        };
        let choice = Some(choice).filter(|choice| own.contains(&choice.name()))?;
        Some((choice, value["code"].as_str()?.to_owned()))
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

fn all(blocks: &[(Choice, String)]) {
    for (choice, code) in blocks {
        black_box(highlight::html(choice, code));
    }
}

/// The slowest few of what was measured.
fn worst(mut measured: Vec<(f64, String)>) -> String {
    measured.sort_by(|one, next| next.0.total_cmp(&one.0));
    let shown = measured
        .iter()
        .take(6)
        .map(|(value, what)| format!("{what} {value:.2}"));
    shown.collect::<Vec<_>>().join(", ")
}

/// How long each lexer takes for its first line: all of its rules' compiling that one line needs.
fn first_lines(names: impl Iterator<Item = &'static str>) -> String {
    let first = names.map(|name| {
        let found = highlight::find(name, "");
        let choice = found.choice().expect("a listed name is known").clone();
        let took = time(|| drop(black_box(highlight::html(&choice, "a = \"b\" # c\n"))));
        (took.as_secs_f64() * 1e3, name.to_owned())
    });
    worst(first.collect())
}

/// How many times as long twice the input takes, measured over four times the input: 2 where the time is linear.
fn doublings() -> String {
    const SEEDS: [&str; 35] = [
        "\"", "'", "/* ", "<!-- ", "&", "`", "#{", "{{ ", "(", "<<A\n", "a: ", "a b ", "[", "\\", "<a ", "é",
        "a", " ", "\n", "=", "$", "%", "0", "a.b ", "a(b) ", "x{y} ", "- a\n", "@a ", "// a\n", "{% a %}",
        "#if 0 ", "'\\4'", "UR\"(", "  :", "é b",
    ];
    let mut measured = Vec::new();
    for name in highlight::names() {
        let found = highlight::find(name, "");
        let choice = found.choice().expect("a listed name is known");
        for seed in SEEDS {
            let run = |times: usize| {
                let code = seed.repeat(times);
                (0..3)
                    .map(|_| time(|| drop(black_box(highlight::html(choice, &code)))))
                    .min()
                    .unwrap_or_default()
            };
            run(1000);
            let ratio = (run(16_000).as_secs_f64() / run(4000).as_secs_f64()).sqrt();
            measured.push((ratio, format!("{name} on {seed:?}")));
        }
    }
    worst(measured)
}

fn main() {
    println!("first line, ms: {}", first_lines(highlight::names()));
    println!(
        "first line of grammars, ms: {}",
        first_lines(highlight::borrowed_names())
    );
    let blocks = blocks();
    let bytes: usize = blocks.iter().map(|(_, code)| code.len()).sum();
    println!("{} blocks, {bytes} bytes", blocks.len());
    println!("cold: {:.1} MB/s", speed(bytes, time(|| all(&blocks))));
    let warm = (0..5).map(|_| time(|| all(&blocks))).min().unwrap_or_default();
    println!("warm: {:.1} MB/s", speed(bytes, warm));
    let memo = Memo::default();
    let remembering = || {
        blocks
            .iter()
            .for_each(|(choice, code)| drop(black_box(memo.html(choice, code))))
    };
    time(remembering);
    println!("remembered: {:.1} MB/s", speed(bytes, time(remembering)));
    println!("twice the input takes times as long: {}", doublings());
}

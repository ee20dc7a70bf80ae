//! Measures how fast Markdown becomes HTML, compared with pulldown-cmark alone, on the texts of `conformance/docker_pairs.jsonl.zst`.
//! Code is not coloured: `cargo bench --bench markdown`.

#![expect(clippy::print_stdout, reason = "a bench prints")]

use recto::markdown::{self, Dialect, Options, PlainCode, kramdown};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const ROUNDS: usize = 9;

#[path = "../tests/support/conformance.rs"]
mod conformance;
#[path = "../tests/support/markdown_texts.rs"]
mod markdown_texts;

use markdown_texts::HARD;

fn texts() -> Option<Vec<String>> {
    let recorded = conformance::recorded("docker_pairs.jsonl.zst")?;
    let pairs = markdown_texts::pairs(&recorded.text);
    Some(pairs.into_iter().map(|pair| pair.text).collect())
}

/// The best of several rounds, in bytes a second.
fn speed(texts: &[String], turn: impl Fn(&str) -> usize) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let best = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for text in texts {
                black_box(turn(text));
            }
            start.elapsed().as_secs_f64()
        })
        .fold(f64::MAX, f64::min);
    bytes as f64 / best
}

/// The lengths at which growth is measured, in bytes.
const LENGTHS: [usize; 4] = [50_000, 100_000, 200_000, 400_000];

/// How time grows with the text, worst first: 8 is linear over eight times the length, 64 quadratic.
fn growth() {
    let time = |text: &str| {
        let turn = || {
            let start = Instant::now();
            black_box(markdown::render(text, &Options::default()));
            start.elapsed().as_secs_f64() * 1e3
        };
        (0..3).map(|_| turn()).fold(f64::MAX, f64::min)
    };
    let row = |piece: &&'static str| {
        let times = LENGTHS.map(|length| time(&piece.repeat(length / piece.len())));
        (times[3] / times[0], times, *piece)
    };
    let mut all: Vec<(f64, [f64; 4], &str)> = HARD.iter().map(row).collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    println!("growth, and ms for 50, 100, 200 and 400 kB of");
    for (growth, [first, second, third, last], piece) in &all {
        println!("{growth:6.1} {first:9.2} {second:9.2} {third:9.2} {last:9.2}  {piece:?}");
    }
    let slowest = all.iter().map(|(_, times, _)| times[3]).fold(0.0, f64::max);
    println!("slowest of {}: {slowest:.1} ms for 400 kB", HARD.len());
}

fn main() {
    growth();
    let Some(texts) = texts() else {
        println!("markdown: skipped, set RECTO_SHARED");
        return;
    };
    let extensions = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    let peer = speed(&texts, |text| {
        let mut out = String::with_capacity(text.len() * 3 / 2);
        pulldown_cmark::html::push_html(&mut out, pulldown_cmark::Parser::new_ext(text, extensions));
        out.len()
    });
    println!("pulldown-cmark: {:.1} MB/s", peer / 1e6);
    for html_to_native in [true, false] {
        let options = Options {
            dialect: Dialect::Kramdown(kramdown::Options {
                html_to_native,
                ..kramdown::Options::default()
            }),
            highlighter: Arc::new(PlainCode),
        };
        let ours = speed(&texts, |text| markdown::render(text, &options).html.len());
        println!(
            "kramdown, html_to_native {html_to_native}: {:.1} MB/s, ratio {:.3}",
            ours / 1e6,
            ours / peer
        );
    }
}

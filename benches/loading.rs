//! Measures how the time to load a site grows with its number of pages.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench writes its own site, looks at the clock and prints"
)]

use recto::config::{Environment, Overrides};
use recto::diag::Sources;
use recto::discover::{self, Cache};
use recto::site;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() {
    let mut last: Option<Duration> = None;
    for count in [1_250, 2_500, 5_000, 10_000] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), count);
        let sources = Arc::default();
        let mut cache = Cache::default();
        let first = load(folder.path(), &sources, &mut cache);
        let again = (0..3)
            .map(|_| load(folder.path(), &sources, &mut cache))
            .min()
            .unwrap();
        let ratio = last.map_or(1.0, |last| first.as_secs_f64() / last.as_secs_f64());
        println!("{count:>6} pages: {first:>10.1?} (x{ratio:.2}), nothing changed: {again:>10.1?}");
        last = Some(first);
    }
}

/// A third posts, a third pages, a third documents.
fn write(folder: &Path, count: usize) {
    let config =
        "collections: {docs: {output: true}}\ndefaults:\n- scope: {path: ''}\n  values: {layout: base}\n";
    std::fs::write(folder.join("_config.yml"), config).unwrap();
    for number in 0..count {
        let path = match number % 3 {
            0 => format!("_posts/2020-01-{:02}-post-{number}.md", number % 28 + 1),
            1 => format!("pages{}/page-{number}.md", number % 50),
            _ => format!("_docs/part{}/doc-{number}.md", number % 50),
        };
        let text = format!(
            "---\ntitle: Page {number}\ntags: [a, b{}]\nnav_order: {number}\n---\nFirst.\n\n{}",
            number % 10,
            "More text follows here.\n\n".repeat(100)
        );
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn load(folder: &Path, sources: &Arc<Sources>, cache: &mut Cache) -> Duration {
    let surroundings = Environment {
        directory: folder.to_owned(),
        home: None,
        now: (1_767_225_600, 0),
        source_date_epoch: None,
        environment: None,
        zone: Some("UTC".to_owned()),
    };
    let start = Instant::now();
    let mut found = Vec::new();
    let config = discover::configuration(&Overrides::default(), &surroundings, sources, &mut found).unwrap();
    let config = Arc::new(config);
    let files = discover::walk(&config, sources, cache, &mut found);
    let loaded = site::assemble(files, config, &[]);
    let time = start.elapsed();
    drop(loaded);
    time
}

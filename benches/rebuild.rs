//! Measures the time from the save of one page to its new text, and then to the rest of the site.
//!
//! `cargo bench --bench rebuild -- [FOLDER PAGE]…` edits `PAGE` of the site in `FOLDER` (and puts it back); without
//! arguments it writes sites of its own.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench writes its own site, looks at the clock and prints"
)]

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use recto::config::{Environment, Overrides};
use recto::diag::Sources;
use recto::discover;
use recto::pipeline::{self, Cache};
use recto::site::PageId;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many edits the medians are of.
const EDITS: usize = 15;

fn main() {
    let arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let arguments = arguments.collect::<Vec<_>>();
    println!(
        "{:<28} {:>9} {:>9} {:>9} {:>9}",
        "median of 15 edits", "loading", "the page", "the rest", "rendered"
    );
    for pair in arguments.chunks_exact(2) {
        measure(&pair[0], Path::new(&pair[0]), &pair[1]);
    }
    if arguments.is_empty() {
        for count in [1_000, 10_000] {
            let folder = tempfile::tempdir().unwrap();
            write(folder.path(), count);
            measure(&format!("{count} pages"), folder.path(), "part7/page-7.md");
        }
    }
}

/// Every page in a layout with the navigation of its part.
fn write(folder: &Path, count: usize) {
    let file = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    file("_config.yml", "title: Docs\n");
    file(
        "_layouts/default.html",
        "<title>{{ page.title }}</title>{% include nav.html %}<main>{{ content }}</main>",
    );
    file(
        "_includes/nav.html",
        "{% for entry in site.data.nav[page.part] %}<a href=\"{{ entry.url }}\">{{ entry.title }}</a>{% endfor %}",
    );
    let mut parts = vec![String::new(); 50];
    for number in 0..count {
        let part = number % 50;
        let text = format!(
            "---\ntitle: Page {number}\nlayout: default\npart: part{part}\n---\n# Page\n\nFirst.\n\n{}",
            "More *text* follows `here`.\n\n- one\n- two\n\n".repeat(60)
        );
        file(&format!("part{part}/page-{number}.md"), &text);
        parts[part] += &format!("  - url: /part{part}/page-{number}.html\n    title: Page {number}\n");
    }
    let nav = parts.iter().enumerate();
    let nav = nav.map(|(part, entries)| format!("part{part}:\n{entries}"));
    file("_data/nav.yml", &nav.collect::<String>());
}

fn measure(name: &str, folder: &Path, page: &str) {
    let path = folder.join(page);
    let before = std::fs::read_to_string(&path).unwrap();
    let sources = Arc::default();
    let mut cache = Cache::default();
    let config = Arc::new(config(folder, &sources));
    pipeline::render(&config, &sources, &mut cache);
    let mut rows = Vec::new();
    let mut rendered = 0;
    for edit in 0..EDITS {
        std::fs::write(&path, format!("{before}\nEdit {edit}.\n")).unwrap();
        let start = Instant::now();
        let touched = BTreeSet::from([path.clone()]);
        let session = pipeline::open(&config, &sources, &mut cache, Some(&touched));
        let loaded = start.elapsed();
        let at = session.site().pages.iter().position(|found| &*found.path == page);
        let text = session.page(PageId(u32::try_from(at.unwrap()).unwrap())).unwrap();
        let shown = start.elapsed();
        assert!(text.contains(&format!("Edit {edit}.")));
        let (built, _) = session.finish(&mut cache);
        let all = start.elapsed();
        rendered = cache.rendered().len();
        rows.push([loaded, shown - loaded, all - shown]);
        drop(built);
    }
    std::fs::write(&path, before).unwrap();
    let median = |column: usize| {
        let mut times = rows.iter().map(|row| row[column]).collect::<Vec<Duration>>();
        times.sort();
        times[times.len() / 2]
    };
    println!(
        "{name:<28} {:>9.1?} {:>9.1?} {:>9.1?} {rendered:>9}",
        median(0),
        median(1),
        median(2)
    );
}

fn config(folder: &Path, sources: &Arc<Sources>) -> recto::config::Config {
    let override_file = folder.join("../override.yml");
    let files = [PathBuf::from("_config.yml"), override_file.clone()];
    let overrides = Overrides {
        config: match override_file.exists() {
            true => files.iter().map(|file| folder.join(file)).collect(),
            false => Vec::new(),
        },
        ..Overrides::default()
    };
    let surroundings = Environment {
        directory: folder.to_owned(),
        home: None,
        now: (1_767_225_600, 0),
        source_date_epoch: None,
        environment: None,
        zone: Some("UTC".to_owned()),
    };
    discover::configuration(&overrides, &surroundings, sources, &mut Vec::new()).unwrap()
}

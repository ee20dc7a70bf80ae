//! Rebuilds of sites whose plugins run in Ruby: after any edits the output equals that of a fresh build.

use crate::support::fixture::has_ruby;
use recto::config::{Config, Environment, Overrides};
use recto::diag::Sources;
use recto::pipeline::{self, Cache};
use recto::site::FileContent;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A plugin that reads data, the site, a file and variables.
const READS: &str = r##"
class Facts < Liquid::Tag
  def render(context)
    site = context.registers[:site]
    "#{site.data["facts"].inspect} #{site.posts.docs.map { |post| post.content.size }.join(",")} #{context["x"]}"
  end
end
class Shows < Liquid::Tag
  def render(context)
    path = File.join(context.registers[:site].source, "_files", @markup.strip)
    File.exist?(path) ? File.read(path) : "none"
  end
end
module Plain
  def twice(input)
    input.to_s * 2
  end
end
Liquid::Template.register_tag("facts", Facts)
Liquid::Template.register_tag("shows", Shows)
Liquid::Template.register_filter(Plain)
"##;

/// A plugin that adds pages and changes others.
const ADDS: &str = r##"
class Adds < Jekyll::Generator
  def generate(site)
    site.data.fetch("facts", {}).each_key do |key|
      page = Jekyll::PageWithoutAFile.new(site, site.source, "facts", "#{key}.md")
      page.content = "fact {{ page.value }} {{ site.posts.size }}"
      page.data["value"] = site.data["facts"][key]
      site.pages << page
    end
    site.posts.docs.each { |post| post.data["length"] = post.content.size }
  end
end
Jekyll::Hooks.register(:pages, :post_render) { |page| page.output += "<!-- #{page.site.data["facts"]} -->" }
"##;

const FILES: &[(&str, &str)] = &[
    ("_config.yml", "title: S\n"),
    ("_data/facts.yml", "a: 1\nb: 2\n"),
    ("_files/f.txt", "first"),
    (
        "_posts/2020-01-01-one.md",
        "---\ntitle: One\n---\none {{ page.length }}\n",
    ),
    ("facts.md", "---\n---\n{% assign x = site.title %}{% facts %}\n"),
    ("file.md", "---\n---\n{% shows f.txt %} {% shows g.txt %}\n"),
    (
        "filter.md",
        "---\ntitle: F\n---\n{{ page.title | twice }} {{ site.data.facts.a | twice }}\n",
    ),
    ("plain.md", "---\n---\nplain\n"),
];

/// Edits, one after the other: a path, and its new text or `None` to remove it.
const EDITS: &[(&str, Option<&str>)] = &[
    ("plain.md", Some("---\n---\nanother\n")),
    ("_data/facts.yml", Some("a: 3\nc: 4\n")),
    ("_files/f.txt", Some("second, longer")),
    ("_files/g.txt", Some("new")),
    (
        "_posts/2020-01-01-one.md",
        Some("---\ntitle: One\n---\nlonger than before\n"),
    ),
    ("_posts/2020-02-01-two.md", Some("---\ntitle: Two\n---\ntwo\n")),
    ("_files/g.txt", None),
    ("_posts/2020-01-01-one.md", None),
    (
        "filter.md",
        Some("---\ntitle: G\n---\n{{ page.title | twice }}\n"),
    ),
    ("_data/facts.yml", None),
];

fn build(folder: &Path, sources: &Arc<Sources>, cache: &mut Cache) -> BTreeMap<String, String> {
    let overrides = Overrides {
        source: Some(folder.to_owned()),
        ruby: Some(Duration::from_secs(60)),
        ..Overrides::default()
    };
    let surroundings = Environment {
        directory: folder.to_owned(),
        home: None,
        now: (1_700_000_000, 0),
        source_date_epoch: None,
        environment: None,
        zone: Some("UTC".to_owned()),
    };
    let config = recto::discover::configuration(&overrides, &surroundings, sources, &mut Vec::new());
    let config: Arc<Config> = Arc::new(config.unwrap());
    let (built, diagnostics) = pipeline::open(&config, sources, cache, None).finish(cache);
    assert!(!pipeline::failed(&diagnostics), "{diagnostics:?}");
    let files = built.outputs.into_iter().map(|output| {
        let text = match output.content {
            FileContent::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            FileContent::Copy(from) => format!("copy of {}", from.display()),
            FileContent::Staged(_) => unreachable!("nothing was handed to a writer"),
        };
        (output.path.to_string(), text)
    });
    files.collect()
}

/// Makes all edits to a site with this plugin, and compares each rebuild with a fresh build.
fn check(plugin: &str) {
    if !has_ruby() {
        eprintln!("skipped: `ruby` with the gem `jekyll` is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut clock = 0;
    let mut write = |path: &str, text: Option<&str>| {
        let path = folder.path().join(path);
        let Some(text) = text else {
            return fs::remove_file(path).unwrap();
        };
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        clock += 1;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000 + clock);
        fs::File::options()
            .append(true)
            .open(path)
            .unwrap()
            .set_modified(time)
            .unwrap();
    };
    FILES.iter().for_each(|(path, text)| write(path, Some(text)));
    write("_plugins/plugin.rb", Some(plugin));
    let (sources, mut cache) = (Arc::default(), Cache::default());
    build(folder.path(), &sources, &mut cache);
    for (path, text) in EDITS.iter().chain(&[("_plugins/plugin.rb", Some(""))]) {
        let text = text.map(|text| match *path {
            "_plugins/plugin.rb" => plugin.replace("* 2", "* 3").replace("fact ", "another fact "),
            _ => text.to_owned(),
        });
        write(path, text.as_deref());
        let rebuilt = build(folder.path(), &sources, &mut cache);
        let fresh = build(folder.path(), &Arc::default(), &mut Cache::default());
        assert_eq!(rebuilt, fresh, "after the edit of {path}");
    }
}

#[test]
fn rebuilds_with_a_plugin_that_reads_equal_fresh_builds() {
    check(READS);
}

#[test]
fn rebuilds_with_a_plugin_that_adds_pages_equal_fresh_builds() {
    check(&format!("{ADDS}\n{READS}"));
}

#[test]
fn only_pages_whose_plugins_read_what_changed_are_rendered_again() {
    if !has_ruby() {
        eprintln!("skipped: `ruby` with the gem `jekyll` is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let plugin = [("_plugins/plugin.rb", READS)];
    for (path, text) in FILES.iter().chain(&plugin) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (sources, mut cache) = (Arc::default(), Cache::default());
    build(folder.path(), &sources, &mut cache);
    fs::write(folder.path().join("_files/f.txt"), "another, longer text").unwrap();
    build(folder.path(), &sources, &mut cache);
    let rendered: Vec<&str> = cache.rendered().iter().map(|page| &*page.path).collect();
    assert_eq!(rendered, ["file.md"]);
}

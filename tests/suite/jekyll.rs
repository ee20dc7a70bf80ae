//! Tests Jekyll's tags and filters: recorded output of Jekyll, and what recto adds.

use crate::support::conformance::{self, Results};
use crate::support::json_value::value;
use recto::diag::{Diagnostic, Result, SourceId, Sources};
use recto::incremental::{self, Dependency, Fingerprints, PageId, Part, Reader};
use recto::jekyll::{self, Host, Post, SiteContext};
use recto::liquid::{Counters, Expanded, Inputs, Options};
use recto::value::{Date, Hash, Include, Str, Value, World};
use serde_json::Value as Json;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Variables and includes as plain data.
#[derive(Default)]
struct Data {
    variables: BTreeMap<String, Value>,
    includes: BTreeMap<String, Include>,
    relative: BTreeMap<String, Include>,
}

/// Data as the world of a page.
struct Outside<'a> {
    data: &'a Data,
    host: &'a Host,
}

impl World for Outside<'_> {
    fn global(&self, name: &str) -> Option<Value> {
        if name == "page" {
            incremental::record(|| Dependency::CurrentPage);
        }
        self.data.variables.get(name).cloned()
    }

    fn include(&self, name: &str) -> Option<Include> {
        self.data.includes.get(name).cloned()
    }

    fn include_relative(&self, path: &str, _: SourceId) -> Option<Include> {
        self.data.relative.get(path).cloned()
    }

    fn host(&self) -> &(dyn Any + Send + Sync) {
        self.host
    }
}

/// The site of the cases: a page, two posts and a static file.
struct Site;

const FILES: [(&str, &str); 4] = [
    ("about.md", "/about.html"),
    ("_posts/2017-01-02-hello-world.md", "/2017/01/02/hello-world.html"),
    ("sub/_posts/2017-03-04-sub-post.md", "/2017/03/04/sub-post.html"),
    ("assets/a.css", "/assets/a.css"),
];

impl Fingerprints for Site {
    fn fingerprint(&self, _: &Dependency, _: Reader) -> Option<u64> {
        None
    }
}

impl SiteContext for Site {
    fn url_of(&self, path: &str) -> Option<Str> {
        let found = FILES.iter().find(|(known, _)| *known == path);
        found.map(|(_, url)| Str::from(*url))
    }

    fn posts(&self) -> Vec<Post> {
        let post = |at: usize, slug: &str, month: u8, day: u8| Post {
            path: FILES[at].0.into(),
            slug: slug.into(),
            date: Date {
                year: 2017,
                month,
                day,
            },
            url: FILES[at].1.into(),
        };
        vec![post(1, "hello-world", 1, 2), post(2, "sub-post", 3, 4)]
    }

    fn paths(&self) -> Vec<Str> {
        FILES.iter().map(|(path, _)| Str::from(*path)).collect()
    }

    fn markdownify(&self, text: &str) -> String {
        format!("<p>{}</p>\n", text.trim())
    }

    fn source_file(&self, _: &str) -> Option<Str> {
        None
    }

    fn code_block(&self, _: &str, code: &str) -> String {
        code.to_owned()
    }

    fn smartify(&self, text: &str) -> String {
        text.replace("'", "’")
    }

    fn sass(&self, text: &str, _: bool) -> Result<String> {
        Ok(text.to_owned())
    }
}

fn host() -> Host {
    let mut host = Host::new(Arc::new(Site));
    host.url = "https://example.com".into();
    host.baseurl = "/base".into();
    host
}

fn render(data: &Data, sources: &Sources, text: &str) -> Result<Expanded> {
    render_with(&host(), data, sources, text)
}

fn render_with(host: &Host, data: &Data, sources: &Sources, text: &str) -> Result<Expanded> {
    let text: Arc<str> = text.into();
    let source = sources.add("docs/page.md", Arc::clone(&text));
    let counters = Counters::default();
    let inputs = Inputs {
        world: &Outside { data, host },
        counters: &counters,
    };
    let engine = jekyll::engine(Options::default());
    let template = engine.parse(source, &text)?;
    // As the body of a page, so that results are shared.
    let reader = Reader {
        page: PageId(0),
        part: Part::Body,
    };
    incremental::track(reader, || engine.render(&template, &inputs)).0
}

/// Renders `text` without data.
fn rendered(text: &str) -> String {
    render(&Data::default(), &Sources::default(), text).unwrap().text
}

fn failure(text: &str) -> Box<Diagnostic> {
    render(&Data::default(), &Sources::default(), text).unwrap_err()
}

/// Recorded cases that differ, each with the reason.
const SKIPPED: &[(&str, &str)] = &[];

/// Renders a case; returns how the result differs from the recorded one.
fn difference(case: &Json, site: &Value) -> Option<String> {
    let sources = Sources::default();
    let mut data = Data::default();
    data.variables.insert("site".to_owned(), site.clone());
    data.variables.insert("page".to_owned(), value(&case["page"]));
    for (name, item) in case["data"].as_object().unwrap() {
        data.variables.insert(name.clone(), value(item));
    }
    let include = |name: &str, text: &Json| {
        let text: Arc<str> = text.as_str().unwrap().into();
        let source = sources.add(name, Arc::clone(&text));
        Include { source, text }
    };
    for (name, text) in case["partials"].as_object().into_iter().flatten() {
        data.includes.insert(name.clone(), include(name, text));
    }
    for (name, text) in case["relative"].as_object().into_iter().flatten() {
        data.relative.insert(name.clone(), include(name, text));
    }
    let template = case["template"].as_str().unwrap();
    let result = render(&data, &sources, template);
    conformance::difference(template, result.map(|rendered| rendered.text), case)
}

#[test]
fn liquid_renders_as_jekyll_does() {
    let Some(recorded) = conformance::recorded("jekyll_liquid.json") else {
        return;
    };
    // serde_json reads floats of many digits to within one unit of the last place only.
    let long = regex::Regex::new(r"(?m)^( *)(\d+\.\d{7,}(?:[eE][-+]?\d+)?)(,?)$").unwrap();
    let text = long.replace_all(&recorded.text, "$1{\"$$float\": \"$2\"}$3");
    let all: Json = serde_json::from_str(&text).unwrap();
    let site = value(&all["site"]);
    let mut results = Results::new(SKIPPED);
    for case in all["tests"].as_array().unwrap() {
        results.add(case["name"].as_str().unwrap(), difference(case, &site));
    }
    results.finish(&recorded);
}

#[test]
fn tabs_are_bootstraps_with_unique_ids() {
    let text = "{% tabs group=\"os\" %}\n{% tab \"Linux & co\" %}a{% endtab %}\n{% tab \"Mac\" %}b{% endtab %}\n{% endtabs %}";
    let one = "<ul class=\"nav nav-tabs\" data-tab-group=\"os\">\n\
        <li class=\"active\"><a data-toggle=\"tab\" href=\"#linux-co\">Linux &amp; co</a></li>\n\
        <li><a data-toggle=\"tab\" href=\"#mac\">Mac</a></li>\n</ul>\n\
        <div class=\"tab-content\">\n\
        <div id=\"linux-co\" class=\"tab-pane fade in active\"><p>a</p></div>\n\
        <div id=\"mac\" class=\"tab-pane fade\"><p>b</p></div>\n</div>\n";
    let two = one.replace("linux-co", "linux-co-2").replace("mac", "mac-2");
    assert_eq!(rendered(&format!("{text}{text}")), format!("{one}{two}"));
}

#[test]
fn blank_lines_in_a_tab_do_not_end_its_html() {
    let text = "{% tabs %}{% tab \"A\" %}<pre>a\n\n \nb\n</pre>\n\n<p>c</p>{% endtab %}{% endtabs %}";
    let html = rendered(text);
    assert!(html.contains("<pre>a\n&#10; &#10;b\n</pre>\n<p>c</p>"), "{html}");
    assert!(html.lines().all(|line| !line.trim().is_empty()), "{html}");
}

#[test]
fn a_missing_link_proposes_the_nearest_path() {
    let error = failure("{% link docs/about.md %}");
    assert_eq!(error.message, "`link`: no document has the path `docs/about.md`");
    assert_eq!(error.hints, ["did you mean `about.md`?"]);
}

/// Renders two pages of one site, with `page.title` A and B, and an include `x.html`.
fn two_pages(include: &str, text: &str) -> [String; 2] {
    let (host, sources) = (host(), Sources::default());
    let include: Arc<str> = include.into();
    let mut data = Data::default();
    let source = sources.add("x.html", Arc::clone(&include));
    let include = Include {
        source,
        text: include,
    };
    data.includes.insert("x.html".to_owned(), include);
    ["A", "B"].map(|title| {
        let page: Hash = [("title", title)].into_iter().collect();
        data.variables.insert("page".to_owned(), Value::from(page));
        data.variables.insert("unrecorded".to_owned(), title.into());
        render_with(&host, &data, &sources, text).unwrap().text
    })
}

#[test]
fn a_cached_include_is_rendered_anew_where_it_depends_on_the_page() {
    let text = "{% include_cached x.html a='1' %}";
    assert_eq!(two_pages("{{ include.a }}{{ page.title }}", text), ["1A", "1B"]);
    assert_eq!(two_pages("{{ include.a }}{{ other }}", text), ["1", "1"]);
    // Nothing records that this one differs, which shows that the text of the first page is used again.
    assert_eq!(two_pages("{{ unrecorded }}", text), ["A", "A"]);
    let text = "{% assign local = page.title %}{% include_cached x.html %}";
    assert_eq!(two_pages("{{ local }}", text), ["A", "B"]);
    let text = "{% if page.title == 'B' %}{% assign local = 2 %}{% endif %}{% include_cached x.html %}";
    assert_eq!(two_pages("{{ local }}", text), ["", "2"]);
}

#[test]
fn filters_over_one_array_on_two_pages_see_what_each_page_sets() {
    let (host, sources) = (host(), Sources::default());
    let item = |n: i64| Value::from([("n", n), ("rest", n % 3)].into_iter().collect::<Hash>());
    let mut data = Data::default();
    let items = Value::array((0..60).map(item).collect());
    data.variables.insert("items".to_owned(), items);
    let mut on_page = |wanted: i64, text: &str| {
        let page: Hash = [("wanted", wanted)].into_iter().collect();
        data.variables.insert("page".to_owned(), Value::from(page));
        render_with(&host, &data, &sources, text).unwrap().text
    };
    for text in [
        "{{ items | where_exp: 'i', 'i.n < page.wanted' | size }}",
        "{% assign w = page.wanted %}{{ items | where_exp: 'i', 'i.n < w' | size }}",
        "{% if page.wanted > 3 %}{% assign w = page.wanted %}{% endif %}{{ items | where_exp: 'i', 'i.n < w' | size }}",
    ] {
        let first = if text.contains("if") { "0" } else { "3" };
        assert_eq!([on_page(3, text), on_page(5, text)], [first, "5"], "{text}");
    }
    for text in [
        "{{ items | where_exp: 'i', 'i.rest == 1' | size }}",
        "{{ items | where: 'rest', 1 | size }}",
        "{% assign g = items | group_by: 'rest' %}{{ g[1].size }}",
        "{% assign g = items | group_by_exp: 'i', 'i.rest' %}{{ g[1].size }}",
        "{% assign g = items | sort: 'rest' %}{{ g[20].n | plus: 19 }}",
    ] {
        assert_eq!([on_page(3, text), on_page(5, text)], ["20", "20"], "{text}");
    }
}

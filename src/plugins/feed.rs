//! jekyll-feed: adds Atom feeds of posts, collections, categories and tags, and the tag `{% feed_meta %}`.

use super::{Plugin, Priority, Tools, generated};
use crate::diag::Result;
use crate::liquid::{Context, Flow, Output, Render, Tag, text_of};
use crate::site::Draft;
use crate::value::print::to_s;
use crate::value::{Hash, Str, Value};

/// The plugin.
pub(super) struct Feed;

/// One feed: what it lists.
#[derive(Default)]
struct Listed {
    collection: Option<Str>,
    category: Option<Value>,
    tag: Option<Str>,
}

impl Plugin for Feed {
    fn gem(&self) -> &'static str {
        "jekyll-feed"
    }

    fn priority(&self) -> Priority {
        Priority::Lowest
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = draft.config.get("feed");
        let in_development = &*draft.config.environment == "development";
        if config.get("disable_in_development").is_truthy() && in_development {
            return;
        }
        for (name, meta) in collections(&config) {
            let mut categories = items(&meta.get("categories").cloned().unwrap_or_default());
            categories.push(Value::Nil);
            for category in categories {
                let path = path(&name, &meta, &category);
                let listed = Listed {
                    collection: Some(name.clone()),
                    category: Some(category),
                    tag: None,
                };
                add(draft, &path, listed);
            }
        }
        add_tags(draft, &config.get("tags"));
    }

    fn tags(&self) -> &'static [Tag] {
        &[Tag {
            name: "feed_meta",
            parse: |_, _| Ok(Box::new(FeedMeta)),
        }]
    }
}

/// `{% feed_meta %}`: the `link` element for the feed of posts.
#[derive(Debug)]
struct FeedMeta;

impl Render for FeedMeta {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let site = context.global("site").unwrap_or_default();
        let path =
            context.evaluate_text("site.feed.path | default: 'feed.xml' | absolute_url | xml_escape")?;
        out.push_str(&format!(
            "<link type=\"application/atom+xml\" rel=\"alternate\" href=\"{}\"",
            text_of(&path)
        ));
        if site.get("title").is_truthy() || site.get("name").is_truthy() {
            let title = context.evaluate_text("site.title | default: site.name | xml_escape")?;
            out.push_str(&format!(" title=\"{}\"", text_of(&title)));
        }
        out.push_str(" />");
        Ok(Flow::Next)
    }
}

fn items(value: &Value) -> Vec<Value> {
    value.as_array().map(|array| array.to_vec()).unwrap_or_default()
}

/// The collections that have feeds, each with its settings; posts always have one, set by the keys of `feed:`
/// itself where `feed.collections.posts` does not say.
fn collections(config: &Value) -> Vec<(Str, Hash)> {
    let mut out: Vec<(Str, Hash)> = match config.get("collections") {
        Value::Array(names) => names.iter().map(|name| (to_s(name), Hash::new())).collect(),
        Value::Hash(metas) => metas
            .iter()
            .map(|(name, meta)| {
                (
                    to_s(name),
                    meta.as_hash().map(|meta| Hash::clone(meta)).unwrap_or_default(),
                )
            })
            .collect(),
        _ => Vec::new(),
    };
    let posts = match out.iter().position(|(name, _)| &**name == "posts") {
        Some(at) => at,
        None => {
            out.push(("posts".into(), Hash::new()));
            out.len() - 1
        }
    };
    for key in ["path", "categories"] {
        if !out[posts].1.get(key).is_some_and(Value::is_truthy) {
            out[posts].1.insert(key, config.get(key));
        }
    }
    out
}

fn path(collection: &str, meta: &Hash, category: &Value) -> String {
    let prefix = if collection == "posts" {
        "/feed".to_owned()
    } else {
        format!("/feed/{collection}")
    };
    match (category, meta.get("path")) {
        (Value::Nil, Some(path)) if path.is_truthy() => to_s(path).to_string(),
        (Value::Nil, _) => format!("{prefix}.xml"),
        (category, _) => format!("{prefix}/{}.xml", to_s(category)),
    }
}

/// A feed for each tag that is asked for, as long as its name is a plain word.
fn add_tags(draft: &mut Draft, config: &Value) {
    if !config.is_truthy() {
        return;
    }
    let names = |value: Value| items(&value).iter().map(to_s).collect::<Vec<_>>();
    let only = match config.get("only") {
        Value::Nil => all_tags(draft),
        only => names(only),
    };
    let except = names(config.get("except"));
    let folder = match config.get("path") {
        Value::Str(path) => path,
        _ => "/feed/by_tag/".into(),
    };
    for tag in only.into_iter().filter(|tag| !except.contains(tag)) {
        if tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            let listed = Listed {
                collection: Some("posts".into()),
                category: None,
                tag: Some(tag.clone()),
            };
            add(draft, &format!("{folder}{tag}.xml"), listed);
        }
    }
}

/// The tags of all posts, each once, newest post first.
fn all_tags(draft: &Draft) -> Vec<Str> {
    let posts = draft.documents.first().map(Vec::as_slice).unwrap_or_default();
    let mut tags = Vec::new();
    for tag in posts.iter().rev().flat_map(|post| items(&post.get("tags"))) {
        let tag = to_s(&tag);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn add(draft: &mut Draft, path: &str, listed: Listed) {
    if generated::has_file(draft, path) {
        return;
    }
    let data = [
        ("layout", Value::Nil),
        ("sitemap", Value::Bool(false)),
        ("xsl", Value::Bool(generated::has_file(draft, "feed.xslt.xml"))),
        (
            "collection",
            listed.collection.map(Value::Str).unwrap_or_default(),
        ),
        ("category", listed.category.unwrap_or_default()),
        ("tags", listed.tag.map(Value::Str).unwrap_or_default()),
    ];
    // Line breaks only make the template readable; an Atom feed of Jekyll's has none.
    let text = include_str!("feed.xml").lines().collect::<String>();
    let page = generated::page(draft, path, &text, data.into_iter().collect());
    // The gem gives the whole path for a name.
    if page.dir.is_empty() {
        page.name = path.into();
    }
}

//! jekyll-feed: adds Atom feeds of posts, collections, categories and tags, and the tag `{% feed_meta %}`.

use super::{Plugin, Priority, Tools, generated};
use crate::config::plugins::{FeedOfCollection, FeedTags};
use crate::diag::Result;
use crate::liquid::{Context, Flow, Output, Render, Tag, text_of};
use crate::site::Draft;
use crate::value::print::to_s;
use crate::value::{Str, Value};

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
        let config = draft.config.plugin_config.feed.clone();
        let in_development = &*draft.config.environment == "development";
        if config.disable_in_development && in_development {
            return;
        }
        for collection in &config.collections {
            for category in collection.categories.iter().chain([&Value::Nil]) {
                let listed = Listed {
                    collection: Some(collection.label.clone()),
                    category: Some(category.clone()),
                    tag: None,
                };
                add(draft, &path(collection, category), listed);
            }
        }
        if let Some(tags) = &config.tags {
            add_tags(draft, tags);
        }
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

fn path(collection: &FeedOfCollection, category: &Value) -> String {
    let prefix = match &*collection.label {
        "posts" => "/feed".to_owned(),
        label => format!("/feed/{label}"),
    };
    match category {
        Value::Nil if collection.path.is_truthy() => to_s(&collection.path).to_string(),
        Value::Nil => format!("{prefix}.xml"),
        category => format!("{prefix}/{}.xml", to_s(category)),
    }
}

/// Adds a feed for each requested tag whose name is a plain word.
fn add_tags(draft: &mut Draft, config: &FeedTags) {
    let only = config.only.clone().unwrap_or_else(|| all_tags(draft));
    let folder = &config.path;
    for tag in only.into_iter().filter(|tag| !config.except.contains(tag)) {
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

//! The JSON-LD of a page: one line of JSON with its keys sorted.

use super::facts::{Facts, filter, is_absolute, plain};
use crate::diag::Result;
use crate::liquid::{Context, text_of};
use crate::value::{Hash, Value};

/// What a page is about, where that is itself worth naming.
const ENTITIES: &[&str] = &["BlogPosting", "CreativeWork"];

/// Who can have written it.
const AUTHORS: &[&str] = &["Organization", "Person"];

pub(super) fn json(context: &mut Context<'_>, facts: &Facts) -> Result<String> {
    let kind = kind(facts);
    let mut keys = vec![
        ("@context", "https://schema.org".into()),
        ("@type", kind.clone()),
        ("author", author(facts)),
        ("dateModified", modified(context, facts)?),
        (
            "datePublished",
            facts.published.clone().map(Value::from).unwrap_or_default(),
        ),
        (
            "description",
            facts.description.clone().map(Value::from).unwrap_or_default(),
        ),
        (
            "headline",
            facts.page_title.clone().map(Value::from).unwrap_or_default(),
        ),
        ("image", image(facts)),
        ("mainEntityOfPage", entity(&kind, facts)),
        ("name", name(context, facts)?),
        ("publisher", publisher(context, facts)?),
        ("sameAs", links(facts)),
        ("url", facts.canonical_url.clone().into()),
    ];
    keys.retain(|(_, value): &(&str, Value)| !value.is_nil());
    let hash: Hash = keys.into_iter().collect();
    Ok(text_of(&filter(context, hash.into(), "jsonify")?).to_string())
}

fn kind(facts: &Facts) -> Value {
    let diagnostics = facts.page.get("seo").get("type");
    match () {
        () if diagnostics.is_truthy() => diagnostics,
        () if facts.is_home_or_about() => "WebSite".into(),
        () if facts.published.is_some() => "BlogPosting".into(),
        () => "WebPage".into(),
    }
}

fn author(facts: &Facts) -> Value {
    let (name, kind) = (facts.author.get("name"), facts.author.get("type"));
    let known = !kind.is_truthy() || kind.as_str().is_some_and(|kind| AUTHORS.contains(&kind));
    if !name.is_truthy() || !known {
        return Value::Nil;
    }
    let kind = if kind.is_truthy() { kind } else { "Person".into() };
    let mut author: Hash = [("@type", kind), ("name", name)].into_iter().collect();
    let url = facts.author.get("url");
    if url.is_truthy() {
        author.insert("url", url);
    }
    author.into()
}

fn modified(context: &mut Context<'_>, facts: &Facts) -> Result<Value> {
    let page = &facts.page;
    let dates = [
        page.get("seo").get("date_modified"),
        page.get("last_modified_at"),
        page.get("date"),
    ];
    match dates.into_iter().find(Value::is_truthy) {
        Some(date) => filter(context, date, "date_to_xmlschema"),
        None => Ok(Value::Nil),
    }
}

/// A mere address, or an object where more than the path is known.
fn image(facts: &Facts) -> Value {
    let Some(image) = &facts.image else {
        return Value::Nil;
    };
    let more = image
        .fields
        .iter()
        .filter(|(key, _)| key.as_str() != Some("path"));
    let mut hash: Hash = more.map(|(key, value)| (key.clone(), value.clone())).collect();
    if hash.is_empty() {
        return image.path.clone().into();
    }
    hash.insert("url", image.path.clone());
    hash.insert("@type", "imageObject");
    hash.into()
}

fn entity(kind: &Value, facts: &Facts) -> Value {
    if !kind.as_str().is_some_and(|kind| ENTITIES.contains(&kind)) {
        return Value::Nil;
    }
    let entity: Hash = [("@type", "WebPage"), ("@id", &facts.canonical_url)]
        .into_iter()
        .collect();
    entity.into()
}

fn name(context: &mut Context<'_>, facts: &Facts) -> Result<Value> {
    let diagnostics = plain(context, &facts.page.get("seo").get("name"))?;
    let name = match diagnostics {
        Some(name) => Some(name),
        None if !facts.is_home_or_about() => None,
        None => plain(context, &facts.site.get("social").get("name"))?.or_else(|| facts.site_title.clone()),
    };
    Ok(name.map(Value::from).unwrap_or_default())
}

fn publisher(context: &mut Context<'_>, facts: &Facts) -> Result<Value> {
    let logo = facts.site.get("logo");
    let Some(path) = logo.as_str().map(str::to_owned) else {
        return Ok(Value::Nil);
    };
    let filters = if is_absolute(&path) {
        "uri_escape"
    } else {
        "absolute_url | uri_escape"
    };
    let logo: Hash = [
        ("@type", "ImageObject".into()),
        ("url", filter(context, logo, filters)?),
    ]
    .into_iter()
    .collect();
    let mut publisher: Hash = [("@type", Value::from("Organization")), ("logo", logo.into())]
        .into_iter()
        .collect();
    if let Some(name) = facts.author.name() {
        publisher.insert("name", name);
    }
    Ok(publisher.into())
}

fn links(facts: &Facts) -> Value {
    let own = facts.page.get("seo").get("links");
    let social = facts.site.get("social").get("links");
    match () {
        () if own.is_truthy() => own,
        () if facts.is_home_or_about() && social.is_truthy() => social,
        () => Value::Nil,
    }
}

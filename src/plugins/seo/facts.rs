//! The facts that `{% seo %}` prints about a page, computed from `page`, `site` and `paginator`.

use crate::diag::Result;
use crate::liquid::{Context, text_of};
use crate::value::{Hash, Value};
use std::sync::Arc;

/// All facts.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) page: Value,
    pub(super) site: Value,
    pub(super) jekyll: String,
    /// Followed by the site's title or tagline.
    pub(super) title: Option<String>,
    pub(super) page_title: Option<String>,
    pub(super) site_title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) author: Author,
    pub(super) locale: String,
    pub(super) canonical_url: String,
    /// Whether the site has a `url`.
    pub(super) has_url: bool,
    pub(super) image: Option<Image>,
    pub(super) twitter_card: String,
    /// The page's date, as XML Schema writes it.
    pub(super) published: Option<String>,
    pub(super) previous_page: Option<String>,
    pub(super) next_page: Option<String>,
}

/// Who wrote the page.
#[derive(Debug)]
pub(super) struct Author(Arc<Hash>);

/// The page's picture.
#[derive(Debug)]
pub(super) struct Image {
    /// Its address, escaped.
    pub(super) path: String,
    /// The keys of `image:`; empty where it is a mere path.
    pub(super) fields: Arc<Hash>,
}

/// Runs `value` through filters written as in a template.
pub(super) fn filter(context: &mut Context<'_>, value: Value, filters: &str) -> Result<Value> {
    let name = context.engine().name("seo_value");
    let markup = format!("seo_value | {filters}");
    context.with_variable(name, value, |context| context.evaluate_text(&markup))
}

/// A text without Markdown and markup, fit for an attribute; `None` where nothing is left.
pub(super) fn plain(context: &mut Context<'_>, value: &Value) -> Result<Option<String>> {
    if !value.is_truthy() {
        return Ok(None);
    }
    let filters = "markdownify | strip_html | normalize_whitespace | escape_once";
    let text = text_of(&filter(context, value.clone(), filters)?);
    Ok((!text.is_empty()).then(|| text.to_string()))
}

/// The first of `values` that is neither `nil` nor `false`.
fn first(values: impl IntoIterator<Item = Value>) -> Value {
    values.into_iter().find(Value::is_truthy).unwrap_or_default()
}

fn text(value: &Value) -> String {
    text_of(value).to_string()
}

impl Facts {
    pub(super) fn gather(context: &mut Context<'_>) -> Result<Self> {
        let [page, site, jekyll] =
            ["page", "site", "jekyll"].map(|name| context.global(name).unwrap_or_default());
        let paginator = context
            .variable_named("paginator")
            .map(|value| value.into_owned())
            .unwrap_or_default();
        let site_title = plain(context, &first([site.get("title"), site.get("name")]))?;
        let own_title = plain(context, &page.get("title"))?;
        let site_description = plain(context, &site.get("description"))?;
        let page_title = own_title.or_else(|| site_title.clone());
        let tagline = plain(context, &site.get("tagline"))?;
        let title = title(&page_title, &site_title, tagline, &site_description);
        let number = page_number(&paginator, &site);
        let own_description = plain(context, &first([page.get("description"), page.get("excerpt")]))?;
        let date = page.get("date");
        let published = match date.is_truthy() {
            true => Some(text(&filter(context, date, "date_to_xmlschema")?)),
            false => None,
        };
        let card = first([
            page.get("twitter").get("card"),
            site.get("twitter").get("card"),
            "summary_large_image".into(),
        ]);
        Ok(Self {
            jekyll: text(&jekyll.get("version")),
            title: title.map(|title| number + &title),
            page_title,
            site_title,
            description: own_description.or(site_description),
            author: Author::of(&page, &site),
            locale: locale(&page, &site),
            canonical_url: canonical_url(context, &page)?,
            has_url: site.get("url").is_truthy(),
            image: Image::of(context, &page)?,
            twitter_card: text(&card),
            published,
            previous_page: neighbour(context, &paginator, "previous_page")?,
            next_page: neighbour(context, &paginator, "next_page")?,
            page,
            site,
        })
    }

    /// Whether this is the page that speaks for the whole site.
    pub(super) fn is_home_or_about(&self) -> bool {
        let url = text(&self.page.get("url"));
        url.lines().any(|line| {
            let rest = line
                .strip_prefix('/')
                .map(|rest| rest.strip_prefix("about/").unwrap_or(rest));
            // The gem's pattern has an unescaped dot: any character matches before `htm`.
            rest.is_some_and(|rest| {
                let name = rest.strip_suffix('l').unwrap_or(rest);
                rest.is_empty()
                    || name
                        .strip_prefix("index")
                        .is_some_and(|end| end.chars().count() == 4 && end.ends_with("htm"))
            })
        })
    }
}

fn title(
    page: &Option<String>,
    site: &Option<String>,
    tagline: Option<String>,
    description: &Option<String>,
) -> Option<String> {
    match (page, site) {
        (Some(page), Some(site)) if page != site => Some(format!("{page} | {site}")),
        (_, Some(site)) if description.is_some() => {
            let about = tagline.or_else(|| description.clone()).unwrap_or_default();
            Some(format!("{site} | {about}"))
        }
        (page, site) => page.clone().or_else(|| site.clone()),
    }
}

/// The prefix of the title on the second and later pages of a list.
fn page_number(paginator: &Value, site: &Value) -> String {
    match paginator.get("page") {
        Value::Int(page) if page > 1 => {
            let message = first([
                site.get("seo_paginator_message"),
                "Page %<current>s of %<total>s for ".into(),
            ]);
            let message = text(&message).replace("%<current>s", &page.to_string());
            message.replace("%<total>s", &text(&paginator.get("total_pages")))
        }
        _ => String::new(),
    }
}

fn neighbour(context: &mut Context<'_>, paginator: &Value, key: &str) -> Result<Option<String>> {
    if !paginator.get(key).is_truthy() {
        return Ok(None);
    }
    let path = paginator.get(&format!("{key}_path"));
    Ok(Some(text(&filter(context, path, "absolute_url")?)))
}

fn locale(page: &Value, site: &Value) -> String {
    let lang = first([page.get("lang"), site.get("lang"), "en_US".into()]);
    text(&first([page.get("locale"), site.get("locale"), lang])).replace('-', "_")
}

fn canonical_url(context: &mut Context<'_>, page: &Value) -> Result<String> {
    let own = text(&page.get("canonical_url"));
    if !own.is_empty() {
        return Ok(own);
    }
    let url = text(&filter(context, page.get("url"), "absolute_url")?);
    Ok(url
        .strip_suffix("index.html")
        .filter(|rest| rest.ends_with('/'))
        .map(str::to_owned)
        .unwrap_or(url))
}

/// Whether a text is an address with a scheme.
pub(super) fn is_absolute(url: &str) -> bool {
    url.find([':', '/', '?', '#'])
        .is_some_and(|at| at > 0 && url.as_bytes()[at] == b':')
}

impl Author {
    fn of(page: &Value, site: &Value) -> Self {
        let listed = page
            .get("authors")
            .as_array()
            .and_then(|list| list.first().cloned());
        let sources = [page.get("author"), listed.unwrap_or_default(), site.get("author")];
        Self(
            match sources.into_iter().find(|source| !text_of(source).is_empty()) {
                Some(Value::Hash(author)) => author,
                Some(Value::Str(name)) => {
                    let mut author: Hash = [("name", Value::Str(name.clone()))].into_iter().collect();
                    if let Value::Hash(known) = site.get("data").get("authors").get(&name) {
                        for (key, value) in known.iter() {
                            author.insert(key.clone(), value.clone());
                        }
                    }
                    Arc::new(author)
                }
                _ => Arc::default(),
            },
        )
    }

    pub(super) fn get(&self, key: &str) -> Value {
        self.0.get(key).cloned().unwrap_or_default()
    }

    pub(super) fn name(&self) -> Option<String> {
        let name = self.get("name");
        name.is_truthy().then(|| text(&name))
    }

    /// The handle, or the name where there is none, without a leading `@`.
    pub(super) fn twitter(&self) -> Option<String> {
        let handle = first([self.get("twitter"), self.get("name")]);
        handle
            .as_str()
            .map(|handle| handle.strip_prefix('@').unwrap_or(handle).to_owned())
    }
}

impl Image {
    fn of(context: &mut Context<'_>, page: &Value) -> Result<Option<Self>> {
        let (path, fields) = match page.get("image") {
            Value::Hash(fields) => {
                let key = |name: &str| fields.get(name).cloned().unwrap_or_default();
                (first([key("path"), key("facebook"), key("twitter")]), fields)
            }
            path @ Value::Str(_) => (path, Arc::default()),
            _ => return Ok(None),
        };
        if !path.is_truthy() {
            return Ok(None);
        }
        let filters = match path.as_str() {
            Some(path) if !is_absolute(path) => "absolute_url | uri_escape",
            _ => "uri_escape",
        };
        Ok(Some(Self {
            path: text(&filter(context, path, filters)?),
            fields,
        }))
    }
}

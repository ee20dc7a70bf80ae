//! jekyll-redirect-from: a small page at every address that `redirect_from` names, and `redirect_to`.

use super::{Plugin, Tools, generated};
use crate::site::{Draft, PageDraft};
use crate::text::path::rooted;
use crate::value::print::to_s;
use crate::value::{Hash, Value};
use std::sync::Arc;

/// The plugin.
pub(super) struct RedirectFrom;

/// The stub, where the site has no layout `redirect` of its own.
const LAYOUT: &str = include_str!("redirect.html");

/// One redirect: from a path of this site to an address.
struct Redirect {
    from: String,
    to: String,
}

impl Plugin for RedirectFrom {
    fn gem(&self) -> &'static str {
        "jekyll-redirect-from"
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        if !draft.layouts.contains_key("redirect") {
            let layout = generated::layout(draft, "redirect", LAYOUT);
            draft.layouts.insert("redirect".into(), layout);
        }
        let mut all = serde_json::Map::new();
        let own_pages = draft.pages.len();
        for list in 0..=draft.documents.len() {
            let count = draft.documents.get(list).map_or(own_pages, Vec::len);
            for at in 0..count {
                for Redirect { from, to } in redirect(draft, list, at) {
                    all.insert(from, to.into());
                }
            }
        }
        if draft.config.plugin_config.redirects_json && !generated::has_file(draft, "redirects.json") {
            let text = serde_json::Value::Object(all).to_string();
            generated::page(
                draft,
                "redirects.json",
                &text,
                [("layout", Value::Nil)].into_iter().collect(),
            );
        }
    }
}

/// The page at an index: in the documents of a collection or, after all collections, in the pages.
fn place(draft: &mut Draft, list: usize, at: usize) -> &mut PageDraft {
    if list < draft.documents.len() {
        &mut draft.documents[list][at]
    } else {
        &mut draft.pages[at]
    }
}

/// Makes the stubs that lead to one page, and the page itself one where it leads elsewhere.
fn redirect(draft: &mut Draft, list: usize, at: usize) -> Vec<Redirect> {
    let here = place(draft, list, at).clone();
    let (sources, target) = (
        listed(&here.get("redirect_from")),
        listed(&here.get("redirect_to")),
    );
    let is_document = list < draft.documents.len();
    if (is_document && !draft.is_written(&here)) || (sources.is_empty() && target.is_empty()) {
        return Vec::new();
    }
    let url = draft.url(&here);
    let mut redirects = Vec::new();
    for from in sources {
        let redirect = Redirect {
            from: rooted(&to_s(&from)),
            to: absolute(draft, &url),
        };
        generated::page(draft, "redirect.html", "", head(&redirect));
        redirects.push(redirect);
    }
    if let Some(to) = target.first() {
        let redirect = Redirect {
            from: rooted(&url),
            to: absolute(draft, &to_s(to)),
        };
        let mut page = here;
        let mut data = Hash::clone(&page.data);
        for (key, value) in head(&redirect).iter() {
            data.insert(key.clone(), value.clone());
        }
        page.data = Arc::new(data);
        draft.set_body(&mut page, "");
        *place(draft, list, at) = page;
        redirects.push(redirect);
    }
    redirects
}

/// What `redirect_from` and `redirect_to` hold: one value or a list, without `nil`.
fn listed(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.iter().filter(|item| !item.is_nil()).cloned().collect(),
        Value::Nil => Vec::new(),
        value => vec![value.clone()],
    }
}

/// The front matter of a stub.
fn head(redirect: &Redirect) -> Hash {
    let Redirect { from, to } = redirect;
    let both: Hash = [("from", from.as_str()), ("to", to.as_str())]
        .into_iter()
        .collect();
    [
        ("sitemap", false.into()),
        ("layout", "redirect".into()),
        ("permalink", from.as_str().into()),
        ("redirect", both.into()),
    ]
    .into_iter()
    .map(|(key, value): (&str, Value)| (key, value))
    .collect()
}

fn absolute(draft: &Draft, to: &str) -> String {
    if to.starts_with("http://") || to.starts_with("https://") {
        return to.to_owned();
    }
    let config = &draft.config;
    crate::jekyll::absolute_url(&config.url, &config.baseurl, to).unwrap_or_else(|_| to.to_owned())
}

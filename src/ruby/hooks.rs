//! Converters and hooks of plugins, which change the text of a page while it renders.

use super::references::label;
use super::{Build, wire};
use crate::diag::Result;
use crate::site::{Page, PageId, PageKind};
use crate::value::Value;
use serde_json::{Value as Json, json};

impl Build {
    /// The text of page `id` after the converters of its extension.
    ///
    /// # Errors
    /// A converter that fails.
    pub fn convert(&self, id: PageId, text: &str) -> Result<String> {
        self.change(id, json!({ "do": "convert", "text": text }), "converted")
    }

    /// The body of page `id` after the hooks `post_convert`; `None` if there are none for it.
    ///
    /// # Errors
    /// A hook that fails.
    pub fn after_conversion(&self, id: PageId, body: &str) -> Result<Option<String>> {
        if !self.has_hook(id, "post_convert") {
            return Ok(None);
        }
        let request = json!({ "do": "hook", "event": "post_convert", "content": body });
        self.change(id, request, "converted").map(Some)
    }

    /// Page `id` after the hooks `post_render`; `None` if there are none for it. `body` is its converted body, `output`
    /// the body in its layouts.
    ///
    /// # Errors
    /// A hook that fails.
    pub fn after_rendering(&self, id: PageId, body: &str, output: &str) -> Result<Option<String>> {
        if !self.has_hook(id, "post_render") {
            return Ok(None);
        }
        let request = json!({ "do": "hook", "event": "post_render", "content": body, "output": output });
        self.change(id, request, "rendered").map(Some)
    }

    /// Runs the hooks `post_write`, after all files are written.
    ///
    /// # Errors
    /// A hook that fails.
    pub fn after_writing(&self) -> Result<()> {
        if self.inventory().has_event("post_write") && self.mode != super::Mode::Whole {
            self.call(
                &json!({ "do": "written" }),
                "the site was written",
                &mut |_, _| json!({}),
            )?;
        }
        Ok(())
    }

    fn has_hook(&self, id: PageId, event: &str) -> bool {
        let Some(site) = self.site() else { return false };
        let page = site.page(id);
        let inventory = self.inventory();
        match page.kind {
            PageKind::Page => inventory.has_hook("pages", event),
            PageKind::Document(_) => {
                inventory.has_hook("documents", event) || inventory.has_hook(label(&site, page), event)
            }
        }
    }

    fn change(&self, id: PageId, mut request: Json, done: &str) -> Result<String> {
        let Some(site) = self.site() else {
            return Ok(String::new());
        };
        let page = site.page(id);
        request["page"] = wire::page_name(page, label(&site, page));
        if page.foreign.is_none() {
            request["made"] = made(page);
        }
        let doing = format!("`{}` was {done}", page.path);
        let result = self.call(&request, &doing, &mut |_, _| json!({}))?;
        self.record(result.get("read").unwrap_or(&Json::Null));
        Ok(result
            .get("text")
            .and_then(Json::as_str)
            .unwrap_or_default()
            .to_owned())
    }
}

/// A page that recto has made, for an object of Jekyll's.
fn made(page: &Page) -> Json {
    json!({
        "dir": &*page.dir,
        "name": &*page.name,
        "url": &*page.url,
        "data": wire::encode(&Value::Hash(std::sync::Arc::clone(&page.data))),
    })
}

//! Lays pages out in the Tera theme.
//!
//! The theme is embedded. A template of the site replaces the theme's template of the same name, and can extend it as
//! `theme/NAME`. A template sees two variables, `site` and `page`; that is all it can depend on.

use super::assets::AssetUrls;
use super::guard::{self, Guard, Verdict};
use super::images::Images;
use super::nav::Nav;
use super::{embedded, filters, headings, page_data, template_error, words};
use crate::diag::{Code, Diagnostic, Result, Span};
use crate::incremental::Dependency;
use crate::site::{Body, Page, PageId, Site};
use crate::text::escape::QUOTES;
use crate::text::similar;
use crate::value::{Str, Value, Zone, strftime};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use tera::{Context, Tera};

/// The templates of a site and what all of them see.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    guard: Guard,
    site: Map<String, Json>,
    nav: Nav,
    assets: AssetUrls,
    images: Images,
}

impl Theme {
    /// The embedded templates, those of `site` over them, and the navigation of its pages.
    ///
    /// Errors and warnings go to `diagnostics`; `None` where a template is not well formed.
    pub fn of(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let templates = templates(site);
        let deep = template_error::too_deep(site);
        if !deep.is_empty() {
            diagnostics.extend(deep);
            return None;
        }
        let mut tera = Tera::default();
        guard::functions(&mut tera);
        tera.register_function("now", now(site));
        // Tera's own function escapes slashes as well, which URLs are full of.
        tera.set_escape_fn(|text| QUOTES.escape(text).into_owned());
        filters::register(&mut tera);
        if let Err(error) = tera.add_raw_templates(templates.iter().map(|(name, text)| (name, *text))) {
            diagnostics.push(*template_error::diagnostic(site, &error, None));
            return None;
        }
        guard::instrument(&mut tera);
        diagnostics.extend(template_error::unused_blocks(site, &templates));
        diagnostics.extend(super::checks::run(site));
        let assets = AssetUrls::of(site, diagnostics);
        Some(Self {
            tera,
            guard: Guard::new(site.config.limits),
            site: page_data::of_site(site, &assets),
            nav: Nav::of(site, diagnostics),
            assets,
            images: Images::of(site),
        })
    }

    /// The fingerprint of everything that a page in this theme shows besides its own front matter and body: templates,
    /// navigation, data.
    pub fn fingerprint(&self, site: &Site) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        for layout in site.layouts.values() {
            (&layout.name, &layout.text).hash(&mut hasher);
        }
        self.nav.hash(&mut hasher);
        self.assets.hash(&mut hasher);
        site.fingerprint(&Dependency::Data("".into())).hash(&mut hasher);
        hasher.finish()
    }

    /// Lays page `id`, whose body is `body`, out in the template that it asks for by `template` or `layout`, else in
    /// `404.html`, `list.html` (a page with others below it) or `page.html`.
    ///
    /// # Errors
    ///
    /// An unknown template, and what the template has wrong, with its place.
    pub fn wrap(&self, site: &Site, id: PageId, body: &Body) -> Result<Str> {
        let page = site.page(id);
        let name = match self.template(site, id)? {
            Some(name) => name,
            None => return Ok(Str::clone(&body.html)),
        };
        let words = words::for_site(site, &page_data::language(site, page));
        let mut seen = self.site.clone();
        seen.insert("nav".to_owned(), self.nav.seen_from(id));
        let content = headings::linked(&body.html, words.get("link_to"));
        let content = self.images.sized(&content);
        let page_seen = page_data::of_page(site, &self.nav, id, body, &content, &words);
        // Moved, since `Context::insert` copies.
        let seen = [("site", Json::Object(seen)), ("page", page_seen)];
        let seen: Map<String, Json> = seen
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let context = Context::from_value(Json::Object(seen)).unwrap_or_default();
        let (rendered, verdict) = self.guard.within(|| self.tera.render(&name, &context));
        match rendered {
            Ok(text) => Ok(text.into()),
            Err(error) => {
                let mut fault = template_error::diagnostic(site, &error, Some(&context));
                if verdict == Verdict::Exceeded {
                    fault.code = Code::LimitExceeded;
                }
                let step = format!("in the template `{name}` of `{}`", page.path);
                Err(Box::new(fault.step(step, None)))
            }
        }
    }

    /// The name of the template of page `id`; none for a bare page.
    fn template(&self, site: &Site, id: PageId) -> Result<Option<String>> {
        let page = site.page(id);
        let named = ["template", "layout"].iter().find_map(|key| match page.get(key) {
            Value::Str(name) => Some((*key, name)),
            _ => None,
        });
        let Some((key, name)) = named else {
            let name = match &*page.url {
                "/404.html" => "404.html",
                _ if self.nav.has_children(id) => "list.html",
                _ => "page.html",
            };
            return Ok(Some(name.to_owned()));
        };
        if &*name == "none" {
            return Ok(None);
        }
        let file = match name.ends_with(".html") {
            true => name.to_string(),
            false => format!("{name}.html"),
        };
        match self.tera.get_template_names().any(|known| known == file) {
            true => Ok(Some(file)),
            false => Err(Box::new(self.unknown_template(page, key, &name))),
        }
    }

    fn unknown_template(&self, page: &Page, key: &str, name: &str) -> Diagnostic {
        let names = self
            .tera
            .get_template_names()
            .filter(|known| !known.contains('/'));
        let names = names.map(|known| known.trim_end_matches(".html"));
        let fault = Diagnostic::error(Code::UnknownTemplate, format!("unknown template `{name}`"));
        let fault = match similar::nearest(name, names) {
            Some(near) => fault.hint(format!("did you mean `{near}`?")),
            None => fault.hint(format!(
                "add `templates/{name}.html`, or delete the line for the default template"
            )),
        };
        let front_matter = page.text.get(..page.body).unwrap_or("");
        let at = front_matter
            .match_indices(key)
            .find(|(at, _)| *at == 0 || front_matter[..*at].ends_with('\n'))
            .map_or(0, |(at, _)| at);
        let fault = fault.at(Span::new(page.source, at, at + key.len()));
        fault.step(format!("in the page `{}`", page.path), None)
    }
}

/// Tera's function `now`: the time of the build.
fn now(site: &Site) -> impl tera::Function + use<> {
    let time = Arc::clone(&site.config.time);
    move |args: &HashMap<String, Json>| {
        let asked = |name: &str| args.get(name).and_then(Json::as_bool).unwrap_or(false);
        if asked("timestamp") {
            return Ok(Json::from(time.seconds));
        }
        let utc = Zone::named("UTC").filter(|_| asked("utc"));
        let shown = match utc {
            Some(zone) => strftime(&zone.time(time.seconds, time.nanos), "%Y-%m-%dT%H:%M:%S%:z"),
            None => strftime(&time, "%Y-%m-%dT%H:%M:%S%:z"),
        };
        shown.map(Json::from).map_err(tera::Error::msg)
    }
}

/// All templates by name: those of the site over the theme's, which are there under `theme/NAME` in any case.
fn templates(site: &Site) -> BTreeMap<String, &str> {
    let mut templates = BTreeMap::new();
    for (path, text) in embedded::templates().filter(|(path, _)| path.ends_with(".html")) {
        templates.insert(format!("theme/{path}"), text);
        templates.insert(path, text);
    }
    let own = site.layouts.values().filter(|layout| &*layout.ext == ".html");
    templates.extend(own.map(|layout| (format!("{}{}", layout.name, layout.ext), layout.body())));
    templates
}

//! Wraps a converted body in its chain of Liquid layouts.

use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::{Counters, Engine, Expanded, Inputs, Template};
use crate::site::view::{View, layout_data};
use crate::site::{Layout, PageId, Site};
use crate::text::similar;
use crate::value::{Hash, Str, Value};
use std::any::Any;
use std::sync::{Arc, OnceLock};

/// What the layouts of a page are rendered with.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// The site as templates see it.
    pub view: &'a View,
    /// What Jekyll's tags and filters need.
    pub host: &'a (dyn Any + Send + Sync),
    /// The counters of `increment` and `decrement`.
    pub counters: &'a Counters,
}

/// The layouts of a site, each parsed when a page first asks for it.
#[derive(Debug)]
pub struct Chain {
    templates: Vec<OnceLock<Result<Template>>>,
}

impl Chain {
    /// The layouts of `site`, none parsed yet.
    pub fn of(site: &Site) -> Self {
        Self {
            templates: site.layouts.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Wraps page `id`, whose converted body is `content`, in its layout, in that layout's own layout, and so on, as
    /// Jekyll does: a warning if the page's own layout does not exist; one that is missing further up, or that comes
    /// again, ends the chain silently.
    ///
    /// # Errors
    ///
    /// The first fault of a layout, with the page it was met on.
    pub fn wrap(
        &self,
        context: RenderContext<'_>,
        id: PageId,
        content: Str,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Str> {
        self.climb(context, id, content, warnings, None)
    }

    /// Does the same as [`wrap`](Self::wrap), and returns what each layout made with the origins of its parts: the text
    /// that it was given, and its own.
    ///
    /// # Errors
    ///
    /// The first fault of a layout.
    pub fn trace(
        &self,
        context: RenderContext<'_>,
        id: PageId,
        content: Str,
    ) -> Result<Vec<(Str, Expanded)>> {
        let mut steps = Vec::new();
        self.climb(context, id, content, &mut Vec::new(), Some(&mut steps))?;
        Ok(steps)
    }

    fn climb(
        &self,
        context: RenderContext<'_>,
        id: PageId,
        content: Str,
        warnings: &mut Vec<Diagnostic>,
        mut steps: Option<&mut Vec<(Str, Expanded)>>,
    ) -> Result<Str> {
        let view = context.view;
        let Some(name) = view.site().page(id).layout() else {
            return Ok(content);
        };
        let Some(mut layout) = view.layout(&name) else {
            warnings.push(missing(view.site(), id, &name));
            return Ok(content);
        };
        let mut text = content;
        let mut used = Vec::new();
        let mut data: Option<Arc<Hash>> = None;
        loop {
            used.push(&layout.name);
            let merged = layout_data(&layout.data, data.as_ref());
            let world = view.layout_world(id, Arc::clone(&merged), Str::clone(&text), context.host);
            data = Some(merged);
            let inputs = Inputs {
                world: &world,
                counters: context.counters,
            };
            let span = tracing::trace_span!("layout", name = &*layout.path, bytes = tracing::field::Empty);
            let span = span.entered();
            let rendered = self
                .template(context.engine, view.site(), layout)
                .and_then(|template| match steps {
                    Some(_) => context.engine.render_exact(template, &inputs),
                    None => context.engine.render_untraced(template, &inputs),
                })
                .map_err(|fault| {
                    let page = view.site().page(id);
                    Box::new(fault.step(
                        format!("in the layout `{}` of `{}`", layout.name, page.path),
                        None,
                    ))
                })?;
            span.record("bytes", rendered.text.len());
            drop(span);
            let content = std::mem::replace(&mut text, Str::from(&*rendered.text));
            match &mut steps {
                Some(steps) => steps.push((content, rendered)),
                None => warnings.extend(rendered.warnings),
            }
            let Value::Str(next) = layout.data.get("layout").cloned().unwrap_or_default() else {
                return Ok(text);
            };
            match view.layout(&next) {
                Some(next) if !used.contains(&&next.name) => layout = next,
                _ => return Ok(text),
            }
        }
    }

    fn template(&self, engine: &Engine, site: &Site, layout: &Layout) -> Result<&Template> {
        let index = site
            .layouts
            .get_index_of(&layout.name)
            .expect("the layout comes from this site");
        let parsed = self.templates[index].get_or_init(|| {
            engine.parse_part(layout.source, &layout.text, layout.body..layout.text.len(), &[])
        });
        parsed.as_ref().map_err(Clone::clone)
    }
}

/// The warning that a page asks for a layout that is not there.
fn missing(site: &Site, id: PageId, name: &str) -> Diagnostic {
    let page = site.page(id);
    let warning = Diagnostic::warning(
        Code::UnknownLayout,
        format!("the layout `{name}` of `{}` does not exist", page.path),
    )
    .at(page.key_span("layout"));
    match similar::nearest(name, site.layouts.keys().map(|known| &**known)) {
        Some(known) => warning.hint(format!("did you mean `{known}`?")),
        None => {
            let warning = warning.hint(format!("layouts are in the folder `{}`", site.config.layouts_dir));
            match site.layouts.is_empty() && site.config.theme_dir.is_none() {
                true => warning
                    .hint("or name a theme, such as `theme: jekyll-theme-primer`, which GitHub Pages uses"),
                false => warning,
            }
        }
    }
}

//! A converted body in, the same in its chain of Liquid layouts out.

use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::{Counters, Engine, Inputs, Template};
use crate::site::view::{Phase, Reads, View, layout_data};
use crate::site::{Layout, PageId, Site};
use crate::text::similar;
use crate::value::{Hash, Str, Value};
use std::any::Any;
use std::sync::{Arc, OnceLock};

/// What Liquid needs beside a template and its variables.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// What its tags and filters need.
    pub host: &'a (dyn Any + Send + Sync),
    /// The counters of `increment` and `decrement`.
    pub counters: &'a Counters,
}

/// The layouts of a site, each parsed when a page first asks for it.
#[derive(Debug)]
pub struct Chain {
    templates: Vec<OnceLock<Result<Template>>>,
}

/// A page in its layouts.
#[derive(Debug, Default)]
pub struct Wrapped {
    /// The whole text.
    pub text: Str,
    /// What is worth a warning: a missing layout, what Liquid had to say.
    pub warnings: Vec<Diagnostic>,
    /// What the layouts have read.
    pub reads: Reads,
}

impl Chain {
    /// The layouts of `site`, none parsed yet.
    pub fn of(site: &Site) -> Self {
        Self {
            templates: site.layouts.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Lays page `id`, whose converted body is `content`, out in its layout, that layout's own layout, and so
    /// on, as Jekyll does: the page's own layout that is missing is worth a warning, one missing further up
    /// ends the chain silently, as does one that comes again.
    ///
    /// # Errors
    ///
    /// The first fault of a layout, with the page it was met on.
    pub fn wrap(&self, stage: Stage<'_>, view: &View, id: PageId, content: Str) -> Result<Wrapped> {
        let mut wrapped = Wrapped {
            text: content,
            ..Wrapped::default()
        };
        let Some(name) = view.site().page(id).layout() else {
            return Ok(wrapped);
        };
        let (done, reads) = view.look(id, Phase::Layout, || {
            self.climb(stage, view, id, &name, &mut wrapped)
        });
        wrapped.reads = reads;
        done.map(|()| wrapped)
    }

    /// Climbs the chain that begins at the layout `name`.
    fn climb(
        &self,
        stage: Stage<'_>,
        view: &View,
        id: PageId,
        name: &str,
        wrapped: &mut Wrapped,
    ) -> Result<()> {
        let Some(mut layout) = view.layout(name) else {
            wrapped.warnings.push(missing(view.site(), id, name));
            return Ok(());
        };
        let mut used = Vec::new();
        let mut data: Option<Arc<Hash>> = None;
        loop {
            used.push(&layout.name);
            let merged = layout_data(&layout.data, data.as_ref());
            let globals = view.layout_globals(id, Arc::clone(&merged), Str::clone(&wrapped.text));
            data = Some(merged);
            let inputs = Inputs {
                globals: &globals,
                includes: view,
                host: stage.host,
                counters: stage.counters,
            };
            let span =
                tracing::trace_span!("layout", name = &*layout.name, bytes = tracing::field::Empty).entered();
            let rendered = self
                .template(stage.engine, view.site(), layout)
                .and_then(|template| stage.engine.render_untraced(template, &inputs))
                .map_err(|fault| {
                    let page = view.site().page(id);
                    Box::new(fault.step(
                        format!("in the layout `{}` of `{}`", layout.name, page.path),
                        None,
                    ))
                })?;
            span.record("bytes", rendered.text.len());
            drop(span);
            wrapped.text = rendered.text.into();
            wrapped.warnings.extend(rendered.warnings);
            let Value::Str(next) = layout.data.get("layout").cloned().unwrap_or_default() else {
                return Ok(());
            };
            match view.layout(&next) {
                Some(next) if !used.contains(&&next.name) => layout = next,
                _ => return Ok(()),
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
        None => warning.hint(format!("layouts are in the folder `{}`", site.config.layouts_dir)),
    }
}

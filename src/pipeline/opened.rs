//! A loaded site in, its pages out: one by one as they are wanted, or all.

use super::memo::{Memo, Prints};
use super::outputs::{self, Planned};
use super::renderer::{self, Renderer};
use super::{Loaded, convert, counting, failed};
use crate::config::SiteKind;
use crate::diag::Diagnostic;
use crate::layout::Theme;
use crate::liquid::Expanded;
use crate::plugins::Plugin;
use crate::plugins::foreign::{self, RubyPlugin};
use crate::site::view::{self, View};
use crate::site::{Built, PageId, Site, page_id};
use crate::value::Str;
use crate::write::Staging;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A site that is loaded and of which nothing is rendered yet but what was asked for.
pub struct Opened {
    site: Arc<Site>,
    pub(super) renderer: Arc<Renderer>,
    view: View,
    amended: bool,
    diagnostics: Vec<Diagnostic>,
    ruby: Vec<RubyPlugin>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("said", &self.diagnostics)
            .finish_non_exhaustive()
    }
}

impl Opened {
    /// A site that is loaded, with what `memo` has of earlier builds.
    pub(super) fn of(
        loaded: Loaded,
        active: Vec<&'static dyn Plugin>,
        ruby: Vec<RubyPlugin>,
        mut diagnostics: Vec<Diagnostic>,
        memo: &mut Memo,
    ) -> Self {
        let site = loaded.site;
        diagnostics.extend(loaded.diagnostics);
        let (engine, past) = memo.open(|| {
            let engine = convert::engine(&site.config, &active);
            match site.config.skip_unknown_tags {
                true => engine.with_tags(&foreign::stand_ins(&site)),
                false => engine,
            }
        });
        let theme = match site.config.arrangement {
            SiteKind::Jekyll => None,
            SiteKind::Recto => Theme::of(&site, &mut diagnostics),
        };
        let tools = renderer::Tools {
            engine,
            theme,
            plugins: active,
        };
        let amended = loaded.prints.is_some();
        let prints = loaded.prints.unwrap_or_else(|| Prints::of_site(&site));
        let counting = if loaded.counts {
            counting::pages(&site)
        } else {
            Vec::new()
        };
        let renderer = Arc::new(Renderer::new(
            Arc::clone(&site),
            tools,
            past,
            Arc::new(prints),
            counting,
        ));
        let view = View::new(Arc::clone(&site), Arc::clone(&renderer) as Arc<dyn view::Render>);
        Self {
            site,
            renderer,
            view,
            amended,
            diagnostics,
            ruby,
        }
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The text of a page in its layouts, rendered now if it was not yet; none where an error keeps it from
    /// being made.
    pub fn page(&self, id: PageId) -> Option<Str> {
        self.renderer.laid_out(&self.view, id).made.clone()
    }

    /// The file that comes along with a page, the source map of a style sheet, if it has one.
    pub fn beside(&self, id: PageId) -> Option<Str> {
        self.renderer.body(&self.view, id).beside.clone()
    }

    /// What Liquid makes of the body of a page, before it is converted, with the source of each piece; `None` if that
    /// has errors.
    pub fn expanded(&self, id: PageId) -> Option<Expanded> {
        self.renderer.expanded(&self.view, id)
    }

    /// The files of the site in their order, of which the last with a path wins; nothing is rendered for it.
    pub fn plan(&self) -> Vec<Planned> {
        outputs::plan(&self.site)
    }

    /// Whether this is the site that was opened before with other texts on some pages: the [`plan`](Opened::plan) is
    /// the same.
    pub fn is_amended(&self) -> bool {
        self.amended
    }

    /// Whether loading came upon an error.
    pub fn is_faulty(&self) -> bool {
        failed(&self.diagnostics)
    }

    /// Renders what is left and collects the files to write; leaves to `memo` what the next build may reuse.
    pub fn finish(&self, memo: &mut Memo) -> (Built, Vec<Diagnostic>) {
        let diagnostics = self.complete(memo, &|| false).unwrap_or_default();
        let bodies = self.ids().map(|id| self.renderer.rendered(id).body?.made.clone());
        let built = Built {
            site: Arc::clone(&self.site),
            bodies: bodies.collect(),
            outputs: outputs::all(&self.site, &self.renderer),
        };
        (built, diagnostics)
    }

    /// Renders what is left, gives all that was found wrong, and leaves to `memo` what the next build may reuse.
    /// As soon as `stop` says so, it gives up: then `memo` is as it was.
    pub fn complete(&self, memo: &mut Memo, stop: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Diagnostic>> {
        self.sweep(&|_| {}, stop).then(|| {
            memo.keep(&self.renderer, &self.view);
            self.told()
        })
    }

    /// Renders what is left and hands every page to `staging` as soon as it is laid out, so that memory holds no
    /// more than the pages at work; what is left to write comes back in the list, without the bodies.
    pub(super) fn finish_into(&self, staging: &Staging) -> (Built, Vec<Diagnostic>) {
        let handing = outputs::Handing::new(&self.site, &self.renderer, staging);
        self.sweep(&|id| handing.hand(id), &|| false);
        let (outputs, faults) = handing.end();
        let mut diagnostics = self.told();
        diagnostics.extend(faults);
        let built = Built {
            site: Arc::clone(&self.site),
            bodies: Vec::new(),
            outputs,
        };
        (built, diagnostics)
    }

    fn ids(&self) -> impl Iterator<Item = PageId> {
        (0..self.site.pages.len()).map(page_id)
    }

    /// Renders every page, its body and then its layouts, and calls `then` with it; false where `stop` put an end to
    /// it.
    fn sweep(&self, then: &(dyn Fn(PageId) + Sync), stop: &(dyn Fn() -> bool + Sync)) -> bool {
        let ids = self.ids().collect::<Vec<_>>();
        let _stage = tracing::info_span!("render", pages = ids.len()).entered();
        let done = ids.par_iter().try_for_each(|id| {
            if stop() {
                return None;
            }
            let _page = tracing::debug_span!("page", name = &*self.site.page(*id).path).entered();
            self.renderer.laid_out(&self.view, *id);
            then(*id);
            Some(())
        });
        done.is_some()
    }

    /// All that was found wrong, each fault once.
    pub(super) fn told(&self) -> Vec<Diagnostic> {
        let pages = self.ids().flat_map(|id| self.renderer.diagnostics(id));
        let diagnostics = self.diagnostics.iter().cloned().chain(pages);
        once(
            diagnostics
                .map(|diagnostics| foreign::explain(diagnostics, &self.ruby))
                .collect(),
        )
    }
}

/// Each fault once: where pages share it (a layout, an include), the first of them and the number of the others.
fn once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places = HashMap::new();
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.severity, diagnostic.message.clone(), diagnostic.span);
        match places.get(&key).filter(|_| diagnostic.span.is_some()) {
            Some(at) => {
                let (_, more): &mut (_, usize) = &mut kept[*at];
                *more += 1;
            }
            None => {
                places.insert(key, kept.len());
                kept.push((diagnostic, 0));
            }
        }
    }
    let kept = kept.into_iter().map(|(diagnostic, more)| match more {
        0 => diagnostic,
        more => diagnostic.step(format!("and {more} more times"), None),
    });
    kept.collect()
}

//! Updates a frozen site with the texts that changed: the result is what a new
//! assembly would come to where nothing changed but bodies of pages and includes.

use super::excerpt::excerpt_of;
use super::{Adjust, Page, PageId, Site, page_id};
use crate::diag::{Diagnostic, SourceId};
use crate::discover::{Content, Kind, SourceFile, SourceTree};
use crate::front_matter;
use crate::value::{Include, Str};
use std::sync::Arc;

/// What is not the same in an amended site.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Pages with another body.
    pub pages: Vec<PageId>,
    /// Includes with another text, by name.
    pub includes: Vec<Str>,
    /// The texts that are gone; of two about one text the later counts.
    pub gone: Vec<Gone>,
}

/// A text that is gone, and the one in its place.
#[derive(Clone, Copy, Debug)]
pub struct Gone {
    was: SourceId,
    is: SourceId,
    /// So many bytes at the beginning are the same in both: the front matter.
    same: u32,
}

/// The site that would be assembled of `found`, made from `site`, which was assembled of the files `before`; with
/// the diagnostics of the changed pages. `None` if more than texts of pages and includes changed: then
/// the whole site must be assembled again.
///
/// The configuration must be the same. Each of `adjust` has a look at every page that changed.
pub fn amend(
    site: &Site,
    before: &[SourceFile],
    found: &SourceTree,
    adjust: &[&dyn Adjust],
) -> Option<(Site, Changes, Vec<Diagnostic>)> {
    let same = |(old, new): (&SourceFile, &SourceFile)| {
        old.kind == new.kind
            && old.has_front_matter == new.has_front_matter
            && old.location == new.location
            && old.path == new.path
    };
    if before.len() != found.files.len() || !before.iter().zip(&found.files).all(same) {
        return None;
    }
    let mut amended = site.clone();
    amended.source_reader = Arc::clone(&found.source_reader);
    let mut changes = Changes::default();
    let mut diagnostics = Vec::new();
    for (old, new) in before.iter().zip(&found.files) {
        match (&old.content, &new.content) {
            (
                Content::Text {
                    source: was,
                    text: old_text,
                },
                Content::Text { source: is, text },
            ) if was != is => {
                if old.fault.is_some() || new.fault.is_some() {
                    return None;
                }
                let same = match new.kind {
                    Kind::Include => {
                        amended.amend_include(*was, *is, text, &mut changes);
                        0
                    }
                    Kind::File | Kind::Post | Kind::Collection(_) => {
                        let (id, page) =
                            amended.amended_page(old_text, new, (*is, text), adjust, &mut diagnostics)?;
                        let same = page.body;
                        changes.pages.push(id);
                        let old = std::mem::replace(&mut amended.pages[id.index()], page);
                        changes.gone.push(Gone::new(old.source, *is, 0));
                        same
                    }
                    Kind::Layout | Kind::Data | Kind::Draft => return None,
                };
                changes.gone.push(Gone::new(*was, *is, same));
            }
            (Content::Unread, Content::Unread)
                if (old.modified, old.length) != (new.modified, new.length) =>
            {
                return None;
            }
            (Content::Text { .. }, Content::Text { .. }) | (Content::Unread, Content::Unread) => {}
            _ => return None,
        }
    }
    Some((amended, changes, diagnostics))
}

impl Gone {
    fn new(was: SourceId, is: SourceId, same: usize) -> Self {
        let same = u32::try_from(same).unwrap_or(u32::MAX);
        Self { was, is, same }
    }
}

impl Site {
    /// Gives the include that was `was` its new text. One that another of its name hides stays hidden.
    fn amend_include(&mut self, was: SourceId, is: SourceId, text: &Arc<str>, changes: &mut Changes) {
        let mut named = self
            .includes
            .iter_mut()
            .filter(|(_, include)| include.source == was);
        if let Some((name, include)) = named.next() {
            *include = Include {
                source: is,
                text: Arc::clone(text),
            };
            changes.includes.push(Str::clone(name));
        }
    }

    /// The page made of `file`, whose text was `was`, with its new text, if it has the same front matter and no other
    /// page was made of it.
    fn amended_page(
        &self,
        was: &str,
        file: &SourceFile,
        (source, text): (SourceId, &Arc<str>),
        adjust: &[&dyn Adjust],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(PageId, Page)> {
        let made = |page: &&Page| page.location.as_ref() == Some(&file.location);
        let at = self.pages.iter().position(|page| made(&page))?;
        let page = &self.pages[at];
        let related = |other: &&Page| made(other) || other.source == page.source;
        let head = was.get(..page.body)?;
        let split = |text: &str| front_matter::split(text).map(|(_, body)| body);
        let same = text.starts_with(head) && split(text) == Some(page.body) && split(was) == Some(page.body);
        if !same || self.pages.iter().filter(related).count() != 1 {
            return None;
        }
        let mut new = page.clone();
        new.draft.source = source;
        new.draft.text = Arc::clone(text);
        new.draft.modified = Some(file.modified);
        if new.excerpt.is_some() {
            new.draft.excerpt = excerpt_of(&new, &self.config, diagnostics);
        }
        let amends = adjust
            .iter()
            .all(|plugin| plugin.amend(self, &was[page.body..], &mut new));
        amends.then(|| (page_id(at), new))
    }
}

impl Changes {
    /// A diagnostic of the assembly as it is now: one that speaks of front matter speaks of the new text's; one that
    /// speaks of a body that is gone is outdated, so there is none.
    pub fn carried(&self, diagnostics: &Diagnostic) -> Option<Diagnostic> {
        let mut diagnostics = diagnostics.clone();
        let steps = diagnostics.trace.iter_mut().map(|step| &mut step.span);
        for span in steps.chain([&mut diagnostics.span]).flatten() {
            let Some(gone) = self.gone.iter().rfind(|gone| gone.was == span.source) else {
                continue;
            };
            if span.start >= gone.same {
                return None;
            }
            span.source = gone.is;
        }
        Some(diagnostics)
    }
}

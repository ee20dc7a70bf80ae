//! A frozen site and its files as they are now in, the same site with the texts that changed out: what a new
//! assembly would come to where nothing changed but bodies of pages and includes.

use super::assemble::excerpt_of;
use super::{Adjust, Page, PageId, Site, page_id};
use crate::diag::{Diagnostic, SourceId, Span};
use crate::discover::{Content, Found, Kind, SourceFile};
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
    /// The texts that are gone.
    pub sources: Vec<SourceId>,
}

/// The site that would be assembled of `found`, made from `site`, which was assembled of the files `before`; with
/// what there is to say of the pages that changed. None where more than texts of pages and includes changed: then
/// all of it must be assembled anew.
///
/// The configuration must be the same. Each of `adjust` has a look at every page that changed.
pub fn amend(
    site: &Site,
    before: &[SourceFile],
    found: &Found,
    adjust: &[&dyn Adjust],
) -> Option<(Site, Changes, Vec<Diagnostic>)> {
    let same = |(old, new): (&SourceFile, &SourceFile)| {
        old.kind == new.kind
            && old.headed == new.headed
            && old.location == new.location
            && old.path == new.path
    };
    if before.len() != found.files.len() || !before.iter().zip(&found.files).all(same) {
        return None;
    }
    let mut amended = site.clone();
    amended.shelf = Arc::clone(&found.shelf);
    let mut changes = Changes::default();
    let mut said = Vec::new();
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
                match new.kind {
                    Kind::Include => amended.amend_include(*was, *is, text, &mut changes),
                    Kind::File | Kind::Post | Kind::Collection(_) => {
                        let page = amended.amended_page(old_text, new, (*is, text), adjust, &mut said)?;
                        changes.sources.push(amended.page(page.0).source);
                        changes.pages.push(page.0);
                        amended.pages[page.0.index()] = page.1;
                    }
                    Kind::Layout | Kind::Data | Kind::Draft => return None,
                }
                changes.sources.push(*was);
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
    Some((amended, changes, said))
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
        said: &mut Vec<Diagnostic>,
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
        let mut new = Page {
            source,
            text: Arc::clone(text),
            modified: Some(file.modified),
            ..page.clone()
        };
        if new.excerpt.is_some() {
            new.excerpt = excerpt_of(&new, &self.config, said);
        }
        let amends = adjust
            .iter()
            .all(|plugin| plugin.amend(self, &was[page.body..], &mut new));
        amends.then(|| (page_id(at), new))
    }
}

impl Changes {
    /// Whether a diagnostic speaks of a text that is gone.
    pub fn outdates(&self, said: &Diagnostic) -> bool {
        let gone = |span: Option<Span>| span.is_some_and(|span| self.sources.contains(&span.source));
        gone(said.span) || said.trace.iter().any(|step| gone(step.span))
    }
}

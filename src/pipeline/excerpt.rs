//! Excerpts that read other pages, which the first reader renders as it sees the site.

use super::part::{ExcerptPart, LayoutPart, PagePart};
use super::session::Session;
use crate::incremental::{self, Dependencies, Dependency, Fingerprint, Part, Reader, text_fingerprint};
use crate::site::PageId;
use crate::value::Str;

impl Session {
    /// The excerpt of page `id` as `reader` sees it.
    pub(super) fn excerpt_for(&self, id: PageId, reader: Reader) -> Str {
        let rendered = self.part::<ExcerptPart>(id);
        if reader.is_excerpt() || !reads_pages(&rendered.dependencies) {
            return rendered.text();
        }
        // The first reader in the order of rendering comes first here too, so the excerpt is there if there was one.
        self.render_before(reader.page);
        let shown = self.shown_excerpts[id.index()].get_or_init(|| {
            let part = Part::ShownExcerpt {
                by: reader.page,
                laid_out: reader.part == Part::Layout,
            };
            let reader = Reader { page: id, part };
            let (text, _) = incremental::track(reader, || self.render_excerpt(id));
            text.unwrap_or_else(|_| rendered.text())
        });
        Str::clone(shown)
    }

    /// The fingerprint of what [`excerpt_for`](Self::excerpt_for) returns; `None` after an error.
    pub(super) fn excerpt_fingerprint(&self, id: PageId, reader: Reader) -> Option<Fingerprint> {
        let rendered = self.part::<ExcerptPart>(id);
        match reads_pages(&rendered.dependencies) {
            true => Some(text_fingerprint(&self.excerpt_for(id, reader))),
            false => rendered.fingerprint(),
        }
    }

    /// Renders all pages before `id` that are not rendered yet.
    fn render_before(&self, id: PageId) {
        let waiting = self.ids().take_while(|earlier| *earlier < id);
        for earlier in waiting {
            if LayoutPart::results(self)[earlier.index()].is_empty() {
                self.part::<LayoutPart>(earlier);
            }
        }
    }
}

/// Whether an excerpt has read the text of a page, which is source text or converted, depending on the reader.
fn reads_pages(dependencies: &Dependencies) -> bool {
    let of_page =
        |dependency: &Dependency| matches!(dependency, Dependency::Source(_) | Dependency::ExcerptSource(_));
    dependencies.iter().any(of_page)
}

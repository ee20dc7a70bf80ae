//! A result that the pages of one build share.

use super::{Cached, Dependencies, Fingerprints, Reader, replay};

/// More variants than this are not worth the search.
const MOST_VARIANTS: usize = 4;

/// The results of one piece of work, each right for some of the pages.
#[derive(Clone, Debug)]
pub enum Shared<T> {
    /// It depends on the current page, so each page has to do it.
    Never,
    /// One result, or a few where pages differ in what [`Dependencies::variants`] names.
    Variants(Vec<(Cached<T>, Dependencies)>),
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self::Variants(Vec::new())
    }
}

impl<T> Shared<T> {
    /// The result that is right for `reader`; the current rendering depends on what it depends on.
    pub fn find(&self, fingerprints: &(impl Fingerprints + ?Sized), reader: Reader) -> Option<&T> {
        let Self::Variants(variants) = self else {
            return None;
        };
        variants.iter().find_map(|(cached, dependencies)| {
            let value = cached.check(fingerprints, reader).ok()?;
            replay(dependencies);
            Some(value)
        })
    }

    /// Adds the result `value` of `reader`, which depends on `dependencies`.
    pub fn add(
        &mut self,
        value: T,
        dependencies: Dependencies,
        fingerprints: &(impl Fingerprints + ?Sized),
        reader: Reader,
    ) {
        let variant = dependencies
            .variants()
            .and_then(|variants| Cached::new(value, &variants, fingerprints, reader));
        match (self, variant) {
            (Self::Variants(variants), Some(variant)) if variants.len() < MOST_VARIANTS => {
                variants.push((variant, dependencies));
            }
            (shared, _) => *shared = Self::Never,
        }
    }
}

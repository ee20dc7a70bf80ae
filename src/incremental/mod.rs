//! Incremental rendering: a result is used again if everything it depends on is still the same.
//!
//! Nothing is invalidated when a file changes. While a template runs, each read of the site is recorded as a
//! [`Dependency`] of the [`Reader`], the part of a page that is being rendered ([`track`]). The result is kept with a
//! fingerprint of each dependency ([`Cached`]). A later build takes the fingerprints again ([`Cached::check`]): if all
//! are equal, the template would read the same and produce the same; if one differs, the part is rendered again, and
//! that dependency is the [`Reason`].
//!
//! ```
//! use recto::incremental::{self, Cached, Dependency, Fingerprints, PageId, Part, Reader};
//!
//! struct Site {
//!     title: &'static str,
//!     author: &'static str,
//! }
//!
//! impl Site {
//!     fn title(&self) -> &str {
//!         incremental::record(|| Dependency::SiteKey("title".into()));
//!         self.title
//!     }
//! }
//!
//! impl Fingerprints for Site {
//!     fn fingerprint(&self, dependency: &Dependency, _: Reader) -> Option<u64> {
//!         match dependency {
//!             Dependency::SiteKey(key) if &**key == "title" => Some(incremental::text_fingerprint(self.title)),
//!             Dependency::SiteKey(_) => Some(incremental::text_fingerprint(self.author)),
//!             _ => None,
//!         }
//!     }
//! }
//!
//! let reader = Reader { page: PageId(0), part: Part::Body };
//! let site = Site { title: "Docs", author: "Ann" };
//! let (text, dependencies) = incremental::track(reader, || format!("<h1>{}</h1>", site.title()));
//! let cached = Cached::new(text, &dependencies, &site, reader).unwrap();
//!
//! // Nobody read the author, so another author changes nothing.
//! let site = Site { title: "Docs", author: "Bob" };
//! assert!(cached.check(&site, reader).is_ok());
//!
//! let site = Site { title: "Manual", author: "Bob" };
//! assert_eq!(cached.check(&site, reader).unwrap_err().to_string(), "`site.title` changed");
//! ```
//!
//! Which page may read the content of which other is a rule of its own, the [order rule](visibility). A result that does
//! not depend on the current page is the same on all pages of a build, so they may [share](Shared) it.

mod cache;
mod dependency;
mod fingerprint;
mod shared;
mod tracker;
pub mod visibility;

pub use cache::{Cached, Fingerprints, Reason};
pub use dependency::{Dependencies, Dependency};
pub use fingerprint::{Fingerprint, Fingerprinter, text_fingerprint};
pub use shared::Shared;
pub use tracker::{capture, reader, record, record_of_page, replay, track};
pub use visibility::{PageId, Part, Reader};

#[cfg(test)]
mod tests;

//! Text primitives shared by every crate of the workspace: each rule is written once, here.
//!
//! ```
//! use recto_text::{path, similar, slug};
//!
//! assert_eq!(path::normalize("docs/./a/../b").as_deref(), Some("docs/b"));
//! assert_eq!(similar::nearest("captrue", ["assign", "capture"]), Some("capture"));
//! assert_eq!(slug::slugify("Größe & Form", slug::Mode::Default, false), "größe-form");
//! ```

pub mod ascii;
pub mod escape;
pub mod html;
pub mod path;
pub mod similar;
pub mod slug;

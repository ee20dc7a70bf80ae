//! Text primitives shared by every crate of the workspace.

pub mod escape;
pub mod html;

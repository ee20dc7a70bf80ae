//! Tests of the whole program and its library, one module per area. Helpers are in `tests/support`.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests fail by panicking, and they write and read their own sites"
)]

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod check;
mod site;
mod style_sheets;
mod themes;
mod rebuild;
mod build;
mod untrusted;
#[cfg(unix)]
mod reproducible;
mod jekyll;
mod browser;
mod serve;
mod serve_socket;
mod serve_watch;
mod manual;
mod preview;
mod release;
mod own_layout;
mod sass;
mod profiles;
mod compatibility;
mod error_codes;
mod jekyll_goldens;
mod cli_output;
mod generated;
mod language;
mod ruby;
mod ruby_rebuild;

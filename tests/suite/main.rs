//! The one test binary: a module per area, and the few things that several of them need.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and makes and reads its own sites"
)]

/// A test for each recorded case, held by the module's own `hold`.
macro_rules! cases {
    ($($test:ident = $case:literal),* $(,)?) => { $(
        #[test]
        fn $test() {
            hold($case);
        }
    )* };
}

mod architecture;
mod site;
mod rebuild;
mod build;
mod highlight;
mod liquid;
mod markdown;
mod markdown_properties;
mod markdown_texts;
mod jekyll;
mod value;
mod browser;
mod serve;
mod compatibility;
mod program;
mod jekyll_goldens;
mod fixture;
mod cli_output;

use std::path::PathBuf;

/// The folder of conformance data that is not part of this repository: `RECTO_SHARED`, by default `../shared`
/// beside it; `None` where there is none, and then the caller says how many cases it skips.
#[allow(dead_code, reason = "used by areas that read conformance data")]
fn shared() -> Option<PathBuf> {
    let folder = match std::env::var_os("RECTO_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
    };
    folder.is_dir().then_some(folder)
}

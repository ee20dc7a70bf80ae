//! What tests and benches share. Crates of the workspace include the files that they need by `#[path]`.

pub(crate) mod case_file;
pub(crate) mod conformance;
pub(crate) mod diff;
pub(crate) mod json_value;
pub(crate) mod program;
pub(crate) mod server;
pub(crate) mod fixture;
pub(crate) mod webdriver;

/// Defines one test per recorded case; each calls the `check` function of the module with the case's name.
macro_rules! cases {
    ($($test:ident = $case:literal),* $(,)?) => { $(
        #[test]
        fn $test() {
            check($case);
        }
    )* };
}

pub(crate) use cases;

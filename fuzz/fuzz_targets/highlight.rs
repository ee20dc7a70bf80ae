//! Any text through every lexer: none panics, hangs or loses a byte.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|code: &str| {
    for name in recto::highlight::names().chain(recto::highlight::borrowed_names()) {
        let found = recto::highlight::find(name, "");
        let choice = found.choice().expect("a listed name is known");
        let pieces = choice.pieces(code);
        assert_eq!(pieces.last().map_or(0, |piece| piece.end), code.len());
        assert!(pieces.is_sorted_by(|one, next| one.end < next.end));
    }
});

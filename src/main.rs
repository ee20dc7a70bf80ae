//! The `recto` program: parses arguments, runs one command, prints diagnostics, chooses the exit code.

fn main() {}

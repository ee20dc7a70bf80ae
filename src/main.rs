//! The `recto` program: parses arguments, runs one command, prints diagnostics, chooses the exit code.

mod cli;

/// Rendering makes and drops many small texts on all cores at once; the system's allocator makes them wait for each
/// other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os().collect())
}

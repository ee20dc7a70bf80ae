//! The `recto` program: parses arguments, runs one command, prints diagnostics, chooses the exit code.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os().collect())
}

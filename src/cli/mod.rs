//! The command line in, one library call, its report and an exit code out.
//!
//! Exit codes: 0 success, 1 the site has errors, 2 wrong usage. `recto check` has its own: 1 it could not work,
//! 2 it has findings, 3 wrong usage or configuration.

mod build;
mod check;
mod clean;
mod compare;
mod doctor;
mod flags;
mod highlight_css;
mod jekyll_flags;
mod load;
mod new;
mod profile;
mod progress;
mod say;
mod serve;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};
use flags::SiteFlags;
use profile::Profile;
use progress::Progress;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use tracing_subscriber::layer::SubscriberExt;

/// Builds documentation sites: Jekyll's, unchanged, and recto's own.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    propagate_version = true,
    disable_version_flag = true,
    arg_required_else_help = true,
    args_override_self = true
)]
struct Cli {
    /// Print the version
    #[arg(short = 'v', long, action = clap::ArgAction::Version, global = true)]
    version: Option<bool>,
    #[command(flatten)]
    site: SiteFlags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into the destination folder
    #[command(visible_alias = "b")]
    Build(build::Flags),
    /// Check the site for problems and suggest fixes
    #[command(visible_alias = "hyde")]
    Doctor(doctor::Flags),
    /// Compare two built sites: the proof that a move broke nothing
    Compare(compare::Flags),
    /// Print a style sheet for highlighted code
    #[command(name = "highlight-css")]
    HighlightCss(highlight_css::Flags),
    /// Make a new site
    New(new::Flags),
    /// Serve the site and follow every change of its sources
    #[command(visible_aliases = ["s", "server"])]
    Serve(Box<serve::Flags>),
    /// Check the links of the site, or of a folder that another program has built
    Check(check::Flags),
    /// Remove the destination folder and Jekyll's caches
    Clean(clean::Flags),
}

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Fine,
    /// The site has errors, which have been reported.
    Faults,
    /// Invalid usage, which has been reported.
    Misuse,
    /// `recto check` could not work.
    CheckFailed,
    /// `recto check` has findings.
    CheckFindings,
    /// `recto check` was called wrongly, or its configuration has errors.
    CheckMisuse,
}

/// Runs the command of `arguments`, whose first item is the program's name.
pub(crate) fn run(arguments: Vec<OsString>) -> ExitCode {
    let checks = arguments
        .iter()
        .skip(1)
        .find(|word| !word.to_string_lossy().starts_with('-'));
    let misuse = if checks.is_some_and(|word| word == "check") {
        3
    } else {
        2
    };
    let cli = match Cli::try_parse_from(flags::normal(arguments)) {
        Ok(cli) => cli,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let _ = error.print();
            if let Some(ContextValue::String(command)) = error.get(ContextKind::InvalidSubcommand)
                && let Some(instead) = jekyll_flags::instead_of(command)
            {
                say::hint(instead);
            }
            if let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg)
                && let Some(instead) = jekyll_flags::instead_of_option(option)
            {
                say::hint(instead);
            }
            return ExitCode::from(if asked { 0 } else { misuse });
        }
    };
    let outcome = match cli.command {
        Command::Build(flags) => build::run(&cli.site, &flags),
        Command::New(flags) => new::run(&flags),
        Command::Serve(flags) => serve::run(&cli.site, &flags),
        Command::Check(flags) => check::run(&cli.site, &flags),
        Command::Clean(flags) => clean::run(&cli.site, &flags),
        Command::Doctor(flags) => doctor::run(&cli.site, &flags),
        Command::Compare(flags) => compare::run(&flags),
        Command::HighlightCss(flags) => highlight_css::run(&flags),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Faults) => ExitCode::from(1),
        Ok(Outcome::CheckFailed) => ExitCode::from(1),
        Ok(Outcome::Misuse | Outcome::CheckFindings) => ExitCode::from(2),
        Ok(Outcome::CheckMisuse) => ExitCode::from(3),
        Err(error) => {
            say::failure(&error);
            ExitCode::from(1)
        }
    }
}

/// Shows the progress of builds on a terminal, and measures them if `profile` names a file (`-` for none). Where there
/// is nothing to observe, the spans of the library cost nothing.
fn observe(level: say::Level, profile: Option<&Path>) -> Option<Profile> {
    let progress = Progress::new(level);
    let profile = profile.map(|file| Profile::new(file.as_os_str() != "-"));
    if progress.is_some() || profile.is_some() {
        let layers = tracing_subscriber::registry()
            .with(profile.clone())
            .with(progress);
        // A second subscriber is refused; the first one observes this build as well.
        let _ = tracing::subscriber::set_global_default(layers);
    }
    profile
}

#[cfg(test)]
mod tests;

//! Parses the command line, calls the library for one command, prints its report, and chooses the exit code.
//!
//! Exit codes: 0 success, 1 the site has errors, 2 wrong usage. `recto check` has its own: 1 it could not work,
//! 2 it has findings, 3 wrong usage or configuration.

mod build;
mod check;
mod clean;
mod compare;
mod definition;
mod doctor;
mod flags;
mod generated;
mod highlight_css;
mod import;
mod jekyll_flags;
mod jekyll_words;
mod load;
mod new;
mod profile;
mod progress;
mod say;
mod serve;
mod theme;
mod themes;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{FromArgMatches, Parser, Subcommand};
use flags::SiteFlags;
use profile::Profile;
use progress::Progress;
use recto::pipeline::sass_worker;
use say::Level;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use tracing_subscriber::layer::SubscriberExt;

/// Builds documentation sites: Jekyll's, unchanged, and recto's own.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version = definition::VERSION,
    propagate_version = true,
    disable_version_flag = true,
    arg_required_else_help = true,
    args_override_self = true
)]
struct Cli {
    /// Print the version; `-V` is `--verbose`, as in Jekyll
    #[arg(short = 'v', long, action = clap::ArgAction::Version, global = true)]
    version: Option<bool>,
    #[command(flatten)]
    site: SiteFlags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create a new site
    New(new::Flags),
    /// Convert a site of another generator; existing files are kept
    Import(import::Flags),
    /// Build the site into the destination folder
    #[command(visible_alias = "b")]
    Build(Box<build::Flags>),
    /// Serve the site and follow every change of its sources
    #[command(visible_aliases = ["s", "server"])]
    Serve(Box<serve::Flags>),
    /// Check the links of the site, or of a folder that another program has built
    Check(Box<check::Flags>),
    /// Remove the destination folder and Jekyll's caches
    Clean(Box<clean::Flags>),
    /// Report problems and risks of the site, with suggestions
    #[command(visible_alias = "hyde")]
    Doctor(Box<doctor::Flags>),
    /// Compare two built sites, such as Jekyll's and recto's
    Compare(compare::Flags),
    /// Download themes, list or remove those that were downloaded
    Theme(Box<theme::Flags>),
    /// Print a style sheet for highlighted code
    #[command(name = "highlight-css")]
    HighlightCss(highlight_css::Flags),
    /// Print the JSON schema of `recto.yml`, for editors
    Schema(generated::SchemaFlags),
    /// Print a script that completes commands and flags in a shell
    Completions(generated::CompletionFlags),
    /// Print the manual page of a command, or write all of them
    Man(generated::ManFlags),
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
    if arguments.get(1).is_some_and(|word| word == sass_worker::ARGUMENT) {
        return sass_worker::run();
    }
    let misuse = if checks.is_some_and(|word| word == "check") {
        3
    } else {
        2
    };
    let cli = match parse(arguments) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(if report(error) { 0 } else { misuse }),
    };
    match cli.run() {
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

/// Parses the command line.
///
/// # Errors
///
/// Wrong usage; also a request for the help or the version.
fn parse(arguments: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut arguments = flags::normal(arguments);
    // Without a command there is nothing that could be verbose, and in most programs `-V` is the version.
    if let [_, only] = arguments.as_mut_slice()
        && only == "-V"
    {
        *only = "--version".into();
    }
    let mut definition = definition::command();
    let matches = definition.try_get_matches_from_mut(arguments)?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))?;
    match (cli.command.site(), cli.site.first_given()) {
        (None, Some(flag)) => {
            let name = matches.subcommand_name().unwrap_or_default();
            let message = format!("`{flag}` has no effect on `recto {name}`");
            Err(definition.error(ErrorKind::ArgumentConflict, message))
        }
        _ => Ok(cli),
    }
}

/// Prints what the parser of the command line returns instead of a command; returns whether it was asked for.
fn report(mut error: clap::Error) -> bool {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let named = |error: &clap::Error, kind| match error.get(kind) {
        Some(ContextValue::String(name)) => Some(name.clone()),
        _ => None,
    };
    let instead = named(&error, ContextKind::InvalidSubcommand)
        .and_then(|command| jekyll_flags::instead_of(&command))
        .or_else(|| {
            named(&error, ContextKind::InvalidArg).and_then(|option| jekyll_flags::instead_of_option(&option))
        });
    // A name that is similar by its letters only would distract from the hint; a single letter is similar to anything.
    if let Some(ContextValue::Strings(mut names)) = error.remove(ContextKind::SuggestedSubcommand) {
        names.retain(|name| name.len() > 1);
        match names.is_empty() || instead.is_some() {
            true => error.remove(ContextKind::Suggested),
            false => error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(names)),
        };
    }
    let _ = error.print();
    if let Some(instead) = instead {
        say::hint(instead);
    }
    asked
}

impl Cli {
    /// Runs the command.
    fn run(&self) -> anyhow::Result<Outcome> {
        let site = self.command.site().map(|own| own.or(&self.site));
        let site = &site.unwrap_or_default();
        if site.profile.is_some() && !matches!(self.command, Command::Build(_)) {
            Level::of(site).line("Ignored:", "`--profile` has an effect on `build` only");
        }
        match &self.command {
            Command::New(flags) => new::run(flags),
            Command::Import(flags) => import::run(flags),
            Command::Build(flags) => build::run(site, flags),
            Command::Serve(flags) => serve::run(site, flags),
            Command::Check(flags) => check::run(site, flags),
            Command::Clean(flags) => clean::run(site, flags),
            Command::Doctor(flags) => doctor::run(site, flags),
            Command::Compare(flags) => compare::run(flags),
            Command::Theme(flags) => theme::run(site, flags),
            Command::HighlightCss(flags) => highlight_css::run(flags),
            Command::Schema(flags) => generated::schema(flags),
            Command::Completions(flags) => Ok(generated::completions(flags)),
            Command::Man(flags) => generated::man(flags),
        }
    }
}

impl Command {
    /// The flags of a site that were given after the command; `None` if the command does not read a site.
    fn site(&self) -> Option<&SiteFlags> {
        Some(match self {
            Self::Build(flags) => &flags.site,
            Self::Serve(flags) => &flags.site,
            Self::Check(flags) => &flags.site,
            Self::Clean(flags) => &flags.site,
            Self::Doctor(flags) => &flags.site,
            Self::Theme(flags) => return flags.site(),
            Self::New(_)
            | Self::Import(_)
            | Self::Compare(_)
            | Self::HighlightCss(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_) => return None,
        })
    }
}

/// Shows the progress of builds on a terminal, and measures them if `profile` names a file (`-` for none). Where there
/// is nothing to observe, the spans of the library cost nothing.
fn observe(level: Level, profile: Option<&Path>) -> Option<Profile> {
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

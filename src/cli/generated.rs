//! `recto completions`, `recto man` and `recto schema`: files that are generated from the definitions of the command
//! line and of the configuration.

use super::{Outcome, definition, say};
use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// Flags of `recto completions`.
#[derive(Clone, Debug, Args)]
pub(super) struct CompletionFlags {
    /// The shell
    shell: Shell,
}

/// Flags of `recto man`.
#[derive(Clone, Debug, Args)]
pub(super) struct ManFlags {
    /// The command whose page is printed [default: the page of recto itself]
    command: Option<String>,
    /// Write all pages into this folder instead: `recto.1`, `recto-build.1` and so on
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    out: Option<PathBuf>,
}

/// Flags of `recto schema`.
#[derive(Clone, Debug, Args)]
pub(super) struct SchemaFlags {}

/// Prints the script that completes commands and flags in a shell.
pub(super) fn completions(flags: &CompletionFlags) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut definition::command(), "recto", &mut script);
    say::Level::plain(&String::from_utf8_lossy(&script));
    Outcome::Fine
}

/// Prints a manual page, or writes all of them.
#[expect(clippy::disallowed_methods, reason = "the pages are not part of a site")]
pub(super) fn man(flags: &ManFlags) -> Result<Outcome> {
    let mut command = definition::command().disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &flags.out {
        let context = || format!("cannot write to `{}`", folder.display());
        std::fs::create_dir_all(folder).with_context(context)?;
        clap_mangen::generate_to(command, folder).with_context(context)?;
        return Ok(Outcome::Fine);
    }
    let page = match &flags.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                say::failure(&anyhow!("unknown command `{name}`"));
                return Ok(Outcome::Misuse);
            }
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    say::Level::plain(&String::from_utf8_lossy(&text));
    Ok(Outcome::Fine)
}

/// Prints the JSON schema of `recto.yml`.
pub(super) fn schema(_: &SchemaFlags) -> Result<Outcome> {
    let schema = serde_json::to_string_pretty(&recto::config::schema())?;
    say::Level::plain(&(schema + "\n"));
    Ok(Outcome::Fine)
}

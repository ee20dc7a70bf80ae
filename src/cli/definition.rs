//! The definition of the command line: what the derived one lacks, such as groups of commands in the help.

use super::Cli;
use clap::{Command, CommandFactory};
use std::fmt::Write as _;

/// The commands as the help lists them. A command that is missing here is listed in the first group.
const GROUPS: [(&str, &[&str]); 3] = [
    ("Commands", &["new", "build", "serve", "check", "clean"]),
    (
        "Sites from Jekyll and MkDocs",
        &["import", "doctor", "compare", "theme"],
    ),
    (
        "Generated files",
        &["highlight-css", "schema", "completions", "man"],
    ),
];

/// Flags of a site, by their ids, that a command accepts without an effect.
const WITHOUT_EFFECT: [(&str, &[&str]); 4] = [
    ("serve", &["profile"]),
    ("check", &["profile", "watching"]),
    ("doctor", &["profile", "watching"]),
    ("clean", &["profile", "watching", "rendering"]),
];

/// The version, and the commit that the program was built from where that is known: `0.2.0 (1a2b3c4d5 2026-11-28)`.
pub(super) const VERSION: &str = env!("RECTO_VERSION");

/// The complete definition.
pub(super) fn command() -> Command {
    // Before the command the flags of a site are accepted, as Jekyll does. They are listed with each command instead.
    let mut command = Cli::command().mut_args(|arg| {
        let hidden = !matches!(arg.get_id().as_str(), "version" | "help");
        arg.hide(hidden)
    });
    for (name, ids) in WITHOUT_EFFECT {
        command = command.mut_subcommand(name, |command| {
            command.mut_args(|arg| {
                let heading = arg.get_help_heading().unwrap_or_default().to_lowercase();
                let hidden = ids
                    .iter()
                    .any(|id| *id == arg.get_id().as_str() || *id == heading);
                if hidden { arg.hide(true) } else { arg }
            })
        });
    }
    let groups = groups(&command);
    let header = *command.get_styles().get_header();
    command
        .help_template(format!(
            "{{about-with-newline}}\n{{usage-heading}} {{usage}}{{after-help}}\n\n{header}Options:{header:#}\n{{options}}"
        ))
        .after_help(groups)
}

/// The commands in groups, each with its description.
fn groups(command: &Command) -> String {
    let listed: Vec<&Command> = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .collect();
    let width = listed.iter().map(|command| command.get_name().len()).max();
    let width = width.unwrap_or_default().max("help".len());
    let in_any = |name: &str| GROUPS.iter().any(|(_, names)| names.contains(&name));
    let header = command.get_styles().get_header();
    let mut text = String::new();
    for (index, (heading, names)) in GROUPS.iter().enumerate() {
        let _ = writeln!(text, "{header}{heading}:{header:#}");
        let named = names.iter().filter_map(|name| {
            let command = listed.iter().find(|command| command.get_name() == *name)?;
            Some(*command)
        });
        let others = listed
            .iter()
            .copied()
            .filter(|command| index == 0 && !in_any(command.get_name()));
        for command in named.chain(others) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {:width$}  {about}", command.get_name());
        }
        text.push('\n');
    }
    text.push_str("`recto help COMMAND` lists the flags of a command.");
    text
}

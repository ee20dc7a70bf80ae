//! `--detach`: starts the server as a process of its own.

use super::super::Outcome;
use super::super::say::Level;
use super::terminal::RUNNING;
use anyhow::Result;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Starts this program again in the background, prints its lines, and returns when it serves the built site.
pub(super) fn detach(level: Level) -> Result<Outcome> {
    let (reader, writer) = std::io::pipe()?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(std::env::args_os().skip(1))
        .arg("--detached")
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    // The pipe ends with the child only if this process does not hold its writing end.
    drop(command);
    for line in BufReader::new(reader).lines().map_while(Result::ok) {
        if line.trim() == RUNNING {
            let id = child.id();
            level.line(
                &format!("Server detached with pid '{id}'."),
                &format!("Run `kill {id}' to stop the server."),
            );
            return Ok(Outcome::Fine);
        }
        Level::plain(&format!("{line}\n"));
    }
    Ok(match child.wait()?.code() {
        Some(2) => Outcome::Misuse,
        _ => Outcome::Faults,
    })
}

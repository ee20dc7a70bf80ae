//! Programs that run during a test and end with it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A program that is killed when the test ends.
pub(crate) struct Program {
    /// The process.
    pub(crate) child: Child,
    /// The line by which the program reported that it was ready.
    pub(crate) ready: String,
}

impl Program {
    /// Starts `command` and waits for a line that contains `sign`. Returns `None` if the program does not exist or
    /// ends before it prints that line.
    pub(crate) fn start(command: &mut Command, sign: &str) -> Option<Self> {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines
            .by_ref()
            .map_while(Result::ok)
            .find(|line| line.contains(sign));
        // A program that writes to a closed pipe ends early, so the rest is read.
        std::thread::spawn(move || lines.for_each(drop));
        let Some(ready) = ready else {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        };
        Some(Self { child, ready })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

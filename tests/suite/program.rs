//! A program that runs beside a test and ends with it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A program that ends with the test, and the line that tells that it is ready.
pub(crate) struct Program {
    /// The process.
    pub(crate) child: Child,
    /// That line.
    pub(crate) ready: String,
}

impl Program {
    /// Starts `command` and waits for a line with `sign`; none where there is no such program.
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
        // Whoever writes to a closed pipe ends early.
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

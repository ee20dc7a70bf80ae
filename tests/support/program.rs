//! Programs that run during a test and end with it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// A program that is killed when the test ends.
pub(crate) struct Program {
    /// The process.
    pub(crate) child: Child,
    /// The line by which the program reported that it was ready.
    pub(crate) ready: String,
    /// The lines after it.
    lines: Receiver<String>,
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
        // A program that writes to a closed pipe ends early, so all lines are read, whether somebody waits for them or not.
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let Some(ready) = ready else {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        };
        Some(Self {
            child,
            ready,
            lines: receiver,
        })
    }

    /// Waits for a further line that contains `sign`.
    pub(crate) fn wait_for(&self, sign: &str, patience: Duration) {
        let start = Instant::now();
        while let Some(left) = patience.checked_sub(start.elapsed()) {
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(sign) => return,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        panic!("the program did not print `{sign}`");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! The child process: starts it, exchanges messages with it, and notices when it ends, hangs or sends garbage.

use super::fault::Fault;
use parking_lot::Mutex;
use serde_json::{Value as Json, json};
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// The program that the child runs: it is sent through its input, so that nothing has to be written to the disk.
const HOST: &str = concat!(
    include_str!("host/wire.rb"),
    include_str!("host/record.rb"),
    include_str!("host/plugins.rb"),
    include_str!("host/patches.rb"),
    include_str!("host/render.rb"),
    include_str!("host/site.rb"),
    include_str!("host/model.rb"),
    include_str!("host/pages.rb"),
    include_str!("host/main.rb"),
);

/// Reads the program and runs it.
const LOADER: &str =
    r#"eval($stdin.read(Integer($stdin.gets)).force_encoding("UTF-8"), TOPLEVEL_BINDING, "recto")"#;

/// No message is longer, in bytes: a length beyond it is garbage.
const LONGEST: usize = 1 << 30;

/// How long the child may take to end by itself, in steps of ten milliseconds.
const PATIENCE: u32 = 20;

/// Answers what the child asks in the middle of a call: the name of the question and its key.
pub(super) type Answer<'a> = dyn FnMut(&str, &str) -> Json + 'a;

/// A running child, for one thread at a time.
#[derive(Debug)]
pub(super) struct Process {
    connection: Mutex<Connection>,
    timeout: Duration,
}

#[derive(Debug)]
struct Connection {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<io::Result<Vec<u8>>>,
    /// Why there is nobody to talk to any more.
    ended: Option<Fault>,
}

impl Process {
    /// Starts Ruby in the working directory, which may take as long as `starting`. `environment` is the value of
    /// `JEKYLL_ENV`.
    ///
    /// # Errors
    /// There is no `ruby`, or it does not run the program.
    pub(super) fn start(timeout: Duration, starting: Duration, environment: &str) -> Result<Self, Fault> {
        let mut child = Command::new("ruby")
            .args(["-e", LOADER])
            .env("JEKYLL_ENV", environment)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Fault::NotStarted(error.to_string()))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Fault::NotStarted("it has no pipes".to_owned()));
        };
        let (sender, messages) = channel();
        std::thread::spawn(move || receive(output, &sender));
        let sent = input
            .write_all(format!("{}\n", HOST.len()).as_bytes())
            .and_then(|()| input.write_all(HOST.as_bytes()))
            .and_then(|()| input.flush());
        let mut connection = Connection {
            child,
            input: Some(input),
            messages,
            ended: None,
        };
        if let Err(error) = sent {
            return Err(Fault::NotStarted(error.to_string()));
        }
        // The child is ready; what is sent before would be read with the program.
        connection.receive(starting)?;
        Ok(Self {
            connection: Mutex::new(connection),
            timeout,
        })
    }

    /// Sends a request and returns its result; `answer` is asked for what the child needs to know meanwhile.
    ///
    /// # Errors
    /// An exception in Ruby, or a child that has ended, takes too long or sends garbage.
    pub(super) fn call(&self, request: &Json, answer: &mut Answer<'_>) -> Result<Json, Fault> {
        self.call_within(self.timeout, request, answer)
    }

    /// The same with another limit, for a request in which the child asks nothing.
    pub(super) fn patiently(&self, timeout: Duration, request: &Json) -> Result<Json, Fault> {
        self.call_within(timeout, request, &mut |_, _| json!({}))
    }

    fn call_within(&self, timeout: Duration, request: &Json, answer: &mut Answer<'_>) -> Result<Json, Fault> {
        let mut connection = self.connection.lock();
        if let Some(ended) = &connection.ended {
            return Err(ended.again());
        }
        let result = connection.call(request, answer, timeout);
        if let Err(fault) = &result
            && fault.is_final()
        {
            connection.ended = Some(fault.clone());
            // It may be at work for ever.
            let _ = connection.child.kill();
        }
        result
    }
}

impl Process {
    /// Whether no later request can succeed.
    pub(super) fn has_ended(&self) -> bool {
        self.connection.lock().ended.is_some()
    }
}

impl Connection {
    fn call(&mut self, request: &Json, answer: &mut Answer<'_>, timeout: Duration) -> Result<Json, Fault> {
        self.send(request)?;
        loop {
            let mut message = self.receive(timeout)?;
            if let Some(result) = message.get_mut("done") {
                return Ok(result.take());
            }
            if let Some(raised) = message.get("raised") {
                return Err(Fault::raised(raised));
            }
            if let Some(status) = message.get("died") {
                return Err(Fault::Died(status.as_str().unwrap_or_default().to_owned()));
            }
            let text = |key: &str| message.get(key).and_then(Json::as_str);
            let (Some(question), Some(key)) = (text("ask"), text("key")) else {
                return Err(Fault::Garbage("a message of an unknown kind".to_owned()));
            };
            let reply = answer(question, key);
            self.send(&reply)?;
        }
    }

    fn send(&mut self, message: &Json) -> Result<(), Fault> {
        let body = message.to_string();
        let length =
            u32::try_from(body.len()).map_err(|_| Fault::Garbage("a message is too long".to_owned()))?;
        let sent = self.input.as_mut().map(|input| {
            input
                .write_all(&length.to_be_bytes())
                .and_then(|()| input.write_all(body.as_bytes()))
                .and_then(|()| input.flush())
        });
        match sent {
            Some(Ok(())) => Ok(()),
            // Its last message may say why.
            _ => match self.messages.try_recv() {
                Ok(Ok(bytes)) => Err(died(&bytes)),
                _ => Err(self.end()),
            },
        }
    }

    fn receive(&mut self, timeout: Duration) -> Result<Json, Fault> {
        match self.messages.recv_timeout(timeout) {
            Ok(Ok(bytes)) => {
                serde_json::from_slice(&bytes).map_err(|error| Fault::Garbage(error.to_string()))
            }
            Ok(Err(error)) => Err(Fault::Garbage(error.to_string())),
            Err(RecvTimeoutError::Timeout) => Err(Fault::TimedOut(timeout)),
            Err(RecvTimeoutError::Disconnected) => Err(self.end()),
        }
    }

    /// The fault of a child whose pipe is closed.
    fn end(&mut self) -> Fault {
        for _ in 0..PATIENCE {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Fault::Died(status.to_string());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Fault::Died("its output is closed".to_owned())
    }
}

/// The fault in a message that came instead of an answer.
fn died(bytes: &[u8]) -> Fault {
    let message: Json = serde_json::from_slice(bytes).unwrap_or_default();
    let status = message.get("died").and_then(Json::as_str);
    Fault::Died(status.unwrap_or("its input is closed").to_owned())
}

/// Passes messages on until the pipe ends.
fn receive(mut output: ChildStdout, sender: &Sender<io::Result<Vec<u8>>>) {
    loop {
        let message = match read(&mut output) {
            Ok(Some(message)) => Ok(message),
            Ok(None) => return,
            Err(error) => Err(error),
        };
        let failed = message.is_err();
        if sender.send(message).is_err() || failed {
            return;
        }
    }
}

/// One message; `None` at the end.
fn read(output: &mut ChildStdout) -> io::Result<Option<Vec<u8>>> {
    let mut header = [0; 4];
    if let Err(error) = output.read_exact(&mut header) {
        return match error.kind() {
            io::ErrorKind::UnexpectedEof => Ok(None),
            _ => Err(error),
        };
    }
    let length = u32::from_be_bytes(header) as usize;
    if length > LONGEST {
        return Err(io::Error::other("a message that is not from the host"));
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body)?;
    Ok(Some(body))
}

/// Closes the child's input, at which it ends; one that does not is killed.
impl Drop for Process {
    fn drop(&mut self) {
        let connection = self.connection.get_mut();
        connection.input = None;
        for _ in 0..PATIENCE {
            if !matches!(connection.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = connection.child.kill();
        let _ = connection.child.wait();
    }
}

/// A request without parameters.
pub(super) fn bare(name: &str) -> Json {
    json!({ "do": name })
}

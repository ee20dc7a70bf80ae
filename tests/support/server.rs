//! A site that is served during a test, and what its browsers would see of it.

use super::fixture::{self, SiteFolder};
use super::program::Program;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tungstenite::client::IntoClientRequest;
use tungstenite::{Message, WebSocket};

/// How long anything may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// A served site.
pub(crate) struct Server {
    /// The folder of the test; the site is in its `src`.
    pub(crate) folder: SiteFolder,
    /// `localhost:PORT`.
    pub(crate) address: String,
    arguments: Vec<String>,
    program: Program,
}

impl Server {
    /// Serves a site with these files, each a path and a text.
    pub(crate) fn start(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let folder = fixture::with(files);
        let (program, address) = run(&folder, "0", arguments);
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Self {
            folder,
            address,
            arguments,
            program,
        }
    }

    /// Stops the server and starts it again on the same port.
    pub(crate) fn restart(&mut self) {
        let _ = self.program.child.kill();
        let _ = self.program.child.wait();
        let port = self.address.rsplit(':').next().unwrap().to_owned();
        let arguments = self.arguments.iter().map(String::as_str).collect::<Vec<_>>();
        (self.program, self.address) = run(&self.folder, &port, &arguments);
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, text: &str) {
        self.folder.write(&format!("src/{path}"), text.as_bytes());
    }

    /// The URL of a page.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Requests `path`, with further header lines, and returns the whole answer.
    pub(crate) fn request(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let host = match headers.to_ascii_lowercase().contains("host:") {
            true => String::new(),
            false => format!("Host: {}\r\n", self.address),
        };
        write!(
            stream,
            "GET {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Waits until the answer for `path` contains `text`.
    pub(crate) fn wait(&self, path: &str, text: &str) {
        let start = Instant::now();
        loop {
            let answer = self.request(path, "");
            if answer.contains(text) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "`{text}` is not in {answer}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// A tab that shows the page at `path`, as it is now.
    pub(crate) fn tab(&self, path: &str) -> Tab {
        let page = self.request(path, "");
        let build = page
            .split("data-build=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        self.tab_of_build(path, build)
    }

    /// A tab that shows the page at `path`, as it was in a build.
    pub(crate) fn tab_of_build(&self, path: &str, build: &str) -> Tab {
        let mut socket = self.connect(&self.url("")).unwrap();
        let hello = json!({ "type": "hello", "path": path, "build": build });
        socket.send(Message::text(hello.to_string())).unwrap();
        Tab { socket }
    }

    /// Connects as a page of `origin` does.
    pub(crate) fn connect(&self, origin: &str) -> Result<WebSocket<TcpStream>, String> {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut request = format!("ws://{}/__recto/socket", self.address)
            .into_client_request()
            .unwrap();
        request
            .headers_mut()
            .insert("origin", origin.trim_end_matches('/').parse().unwrap());
        let connected = tungstenite::client(request, stream);
        connected
            .map(|(socket, _)| socket)
            .map_err(|error| error.to_string())
    }
}

fn run(folder: &SiteFolder, port: &str, arguments: &[&str]) -> (Program, String) {
    let mut command = folder.command(&["serve", "-s", "src", "-P", port]);
    command.args(arguments);
    let program = Program::start(&mut command, "Serving ").unwrap();
    // Before the first build is complete, what a change leads to depends on the moment.
    program.wait_for("Built ", PATIENCE);
    let address = program.ready.split("http://").nth(1).unwrap();
    let address = address.split('/').next().unwrap().to_owned();
    (program, address)
}

/// A tab in a browser.
pub(crate) struct Tab {
    socket: WebSocket<TcpStream>,
}

impl Tab {
    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        self.socket.send(Message::text(message.to_string())).unwrap();
    }

    /// The next message of a type.
    pub(crate) fn next(&mut self, kind: &str) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().unwrap() {
                let message = serde_json::from_str::<Value>(&text).unwrap();
                if message["type"] == kind {
                    return message;
                }
            }
        }
    }

    /// The types of the messages that arrive while `during` passes.
    pub(crate) fn heard(&mut self, during: Duration) -> Vec<String> {
        let start = Instant::now();
        let mut heard = Vec::new();
        self.socket
            .get_ref()
            .set_read_timeout(Some(Duration::from_millis(50)))
            .unwrap();
        while start.elapsed() < during {
            if let Ok(Message::Text(text)) = self.socket.read() {
                let message = serde_json::from_str::<Value>(&text).unwrap();
                heard.push(message["type"].as_str().unwrap().to_owned());
            }
        }
        self.socket.get_ref().set_read_timeout(Some(PATIENCE)).unwrap();
        heard
    }
}

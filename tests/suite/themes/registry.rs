//! A server of gems and repositories on this machine, which can misbehave.

use super::archives::sha256;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a path is answered with.
#[derive(Clone)]
pub(super) enum Answer {
    /// These bytes.
    Whole(Vec<u8>),
    /// The first bytes, then the connection ends.
    Truncated(Vec<u8>, usize),
    /// These bytes, after a while.
    Late(Vec<u8>, Duration),
    /// The beginning of an answer, and nothing more.
    Stalled,
    /// A redirect.
    To(String),
    /// A status without a body.
    Status(&'static str),
}

#[derive(Default)]
struct Shared {
    answers: BTreeMap<String, Answer>,
    requests: Vec<String>,
}

/// The server.
pub(super) struct Registry {
    /// `http://127.0.0.1:PORT`.
    pub(super) address: String,
    shared: Arc<Mutex<Shared>>,
}

impl Registry {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::<Mutex<Shared>>::default();
        let its = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&its);
                std::thread::spawn(move || serve(stream, &shared));
            }
        });
        Self { address, shared }
    }

    pub(super) fn answer(&self, path: &str, answer: Answer) {
        self.shared
            .lock()
            .unwrap()
            .answers
            .insert(path.to_owned(), answer);
    }

    /// Adds a version of a gem to the index, with its right checksum, and its archive.
    pub(super) fn release(&self, name: &str, version: &str, gem: Vec<u8>) {
        self.list(name, version, &sha256(&gem));
        self.answer(&format!("/gems/{name}-{version}.gem"), Answer::Whole(gem));
    }

    /// Adds a version of a gem to the index only.
    pub(super) fn list(&self, name: &str, version: &str, checksum: &str) {
        let path = format!("/info/{name}");
        let mut shared = self.shared.lock().unwrap();
        let mut index = match shared.answers.get(&path) {
            Some(Answer::Whole(index)) => String::from_utf8(index.clone()).unwrap(),
            _ => "---\n".to_owned(),
        };
        index.push_str(&format!(
            "{version} jekyll:>= 3.5&< 5.0|checksum:{checksum},ruby:>= 2.4\n"
        ));
        shared.answers.insert(path, Answer::Whole(index.into_bytes()));
    }

    /// The paths that have been requested so far.
    pub(super) fn requests(&self) -> Vec<String> {
        self.shared.lock().unwrap().requests.clone()
    }
}

fn serve(mut stream: TcpStream, shared: &Mutex<Shared>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header).unwrap_or(0) <= 2 {
            break;
        }
    }
    let path = line.split(' ').nth(1).unwrap_or("").to_owned();
    let answer = {
        let mut shared = shared.lock().unwrap();
        shared.requests.push(path.clone());
        shared.answers.get(&path).cloned()
    };
    let head = |status: &str, more: &str, length: usize| {
        format!("HTTP/1.1 {status}\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n")
            .into_bytes()
    };
    let whole = |bytes: &[u8]| [&head("200 OK", "", bytes.len()), bytes].concat();
    let bytes = match answer.unwrap_or(Answer::Status("404 Not Found")) {
        Answer::Whole(bytes) => whole(&bytes),
        Answer::Truncated(bytes, length) => [&head("200 OK", "", bytes.len()), &bytes[..length]].concat(),
        Answer::Late(bytes, wait) => {
            std::thread::sleep(wait);
            whole(&bytes)
        }
        Answer::Stalled => {
            let _ = stream.write_all(&head("200 OK", "", 1000));
            let _ = stream.write_all(b"x");
            std::thread::sleep(Duration::from_secs(20));
            return;
        }
        Answer::To(place) => head("302 Found", &format!("Location: {place}\r\n"), 0),
        Answer::Status(status) => head(status, "", 0),
    };
    let _ = stream.write_all(&bytes);
}

//! The theme and the development server in a real browser: headless Chromium, driven over WebDriver.

use super::program::Program;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// A browser with one window.
struct Browser {
    driver: Program,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    fn open() -> Option<Self> {
        let driver = Program::start(
            Command::new("chromedriver").arg("--port=0"),
            "started successfully on port",
        );
        let Some(driver) = driver else {
            eprintln!("skipped: there is no chromedriver");
            return None;
        };
        let port = driver
            .ready
            .trim_end_matches('.')
            .rsplit(' ')
            .next()?
            .parse()
            .unwrap();
        let profile = tempfile::tempdir().unwrap();
        let folder = format!("--user-data-dir={}", profile.path().display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            &folder,
        ];
        let options =
            json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": { "args": arguments } } } });
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            _profile: profile,
        };
        let made = browser.ask("POST", "/session", &options);
        browser.session = made["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("no session: {made}"))
            .to_owned();
        Some(browser)
    }

    /// One WebDriver command; gives its value.
    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_ask(method, path, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    fn try_ask(&self, method: &str, path: &str, body: &Value) -> std::io::Result<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let body = if method == "POST" {
            body.to_string()
        } else {
            String::new()
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all((head + &body).as_bytes())?;
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        let mut line = String::new();
        while answer.read_line(&mut line)? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
            line.clear();
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body)?;
        Ok(serde_json::from_slice::<Value>(&body)?["value"].take())
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        self.ask(method, &format!("/session/{}{path}", self.session), body)
    }

    fn go(&self, url: &str) {
        self.command("POST", "/url", &json!({ "url": url }));
    }

    /// What a script returns.
    fn run(&self, script: &str) -> Value {
        self.command("POST", "/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Types a key where the focus is.
    fn key(&self, key: &str) {
        let active = self.command("GET", "/element/active", &Value::Null);
        let id = active
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned();
        self.command("POST", &format!("/element/{id}/value"), &json!({ "text": key }));
    }

    /// Waits until a script returns true.
    fn wait(&self, script: &str) {
        let start = Instant::now();
        while self.run(script) != json!(true) {
            assert!(
                start.elapsed() < PATIENCE,
                "never came true: {script}\n{}",
                self.run("return document.documentElement.outerHTML")
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser; without this it would outlive the test.
        let _ = self.try_ask("DELETE", &format!("/session/{}", self.session), &Value::Null);
        let _ = self.driver.child.kill();
    }
}

const PAGE: &str = r##"---
title: Panes
---
Words.

{% capture steps %}
#### Inside the second

1. a step
{% endcapture %}

<ul class="nav nav-tabs">
  <li class="active"><a data-toggle="tab" href="#one">One</a></li>
  <li><a data-toggle="tab" href="#two">Two</a></li>
  <li><a data-toggle="tab" href="#three">Three</a></li>
</ul>
<div class="tab-content">
  <div id="one" class="tab-pane fade in active"><p>first</p></div>
  <div id="two" class="tab-pane fade">{{ steps | markdownify }}</div>
  <div id="three" class="tab-pane fade"><p>third</p></div>
</div>
"##;

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A small site, the program that serves it, and its address.
fn served() -> (tempfile::TempDir, Program, String) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "recto.yml", "title: Test\npermalink: pretty\n");
    write(folder.path(), "content/index.md", PAGE);
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.args(["serve", "-P", "0", "-s"]).arg(folder.path());
    let server = Program::start(&mut command, "Server address:").unwrap();
    let address = server.ready.split_whitespace().last().unwrap().to_owned();
    (folder, server, address)
}

/// The labels of the chosen tab, of the visible panes and of what has the focus.
const STATE: &str = "return [
    [...document.querySelectorAll('[role=tab][aria-selected=true]')].map(tab => tab.textContent).join(),
    [...document.querySelectorAll('[role=tabpanel]:not([hidden])')].map(pane => pane.id).join(),
    document.activeElement.textContent.slice(0, 9)]";

#[test]
fn tabs_follow_keys_and_the_address() {
    let Some(browser) = Browser::open() else { return };
    let (_folder, _server, address) = served();
    browser.go(&address);
    browser.wait("return !!document.querySelector('[role=tablist]')");
    let roles = "return [...document.querySelectorAll('[role=tab]')].every(tab => {
        const pane = document.getElementById(tab.getAttribute('aria-controls'));
        return pane.getAttribute('role') === 'tabpanel' && pane.getAttribute('aria-labelledby') === tab.id
            && tab.tabIndex === (tab.getAttribute('aria-selected') === 'true' ? 0 : -1);
    })";
    assert_eq!(browser.run(roles), json!(true));
    browser.run("document.querySelector('[role=tab]').focus()");
    let (left, right, home, end) = ("\u{e012}", "\u{e014}", "\u{e011}", "\u{e010}");
    for (key, label, pane) in [
        (right, "Two", "two"),
        (end, "Three", "three"),
        (right, "One", "one"),
        (left, "Three", "three"),
        (home, "One", "one"),
    ] {
        browser.key(key);
        assert_eq!(browser.run(STATE), json!([label, pane, label]));
        assert_eq!(browser.run(roles), json!(true));
    }
    // A heading inside a pane opens it; so does the pane's own name, also when only the fragment changes.
    browser.run("location.hash = 'inside-the-second'");
    browser.wait(
        "return !document.getElementById('two').hidden && document.getElementById('one').hidden !== false",
    );
    browser.run("location.hash = 'three'");
    browser.wait("return !document.getElementById('three').hidden");
    // The choice of a reader is kept; without the script all panes are there.
    browser.run("document.querySelectorAll('[role=tab]')[1].click()");
    browser.go(&address);
    browser.wait("return document.querySelector('[role=tab][aria-selected=true]')?.textContent === 'Two'");
    let bare = "const text = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
        return text.querySelectorAll('.tab-pane[hidden]').length === 0 && text.querySelectorAll('.tab-pane ol li').length === 1;";
    assert_eq!(
        browser.run(&format!("return (async () => {{ {bare} }})()")),
        json!(true)
    );
}

#[test]
fn an_edit_reloads_the_page_and_a_fault_lies_over_it() {
    let Some(browser) = Browser::open() else { return };
    let (folder, _server, address) = served();
    browser.go(&address);
    browser.wait("return document.body.innerText.includes('Words.')");
    write(
        folder.path(),
        "content/index.md",
        &PAGE.replace("Words.", "Other words."),
    );
    browser.wait("return document.body.innerText.includes('Other words.')");
    write(
        folder.path(),
        "content/index.md",
        &PAGE.replace("Words.", "{% include <b>gone</b>.html %}"),
    );
    browser.wait("return !!document.getElementById('recto-errors')");
    let text = "return document.getElementById('recto-errors').shadowRoot.querySelector('pre').textContent.includes('content/index.md:4')";
    assert_eq!(browser.run(text), json!(true));
    let escaped =
        "return document.getElementById('recto-errors').shadowRoot.querySelector('pre').children.length";
    assert_eq!(browser.run(escaped), json!(0));
    // The last good site is still there, below.
    assert_eq!(
        browser.run("return document.body.innerText.includes('Other words.')"),
        json!(true)
    );
    write(
        folder.path(),
        "content/index.md",
        &PAGE.replace("Words.", "Mended words."),
    );
    browser.wait("return document.body.innerText.includes('Mended words.') && !document.getElementById('recto-errors')");
    // A style sheet is swapped; the page stays as it is.
    browser.run("window.stays = true");
    write(folder.path(), "assets/theme.css", "body { margin-top: 77px }");
    browser.wait("return getComputedStyle(document.body).marginTop === '77px'");
    write(folder.path(), "assets/theme.css", "body { margin-top: 78px }");
    browser.wait("return getComputedStyle(document.body).marginTop === '78px'");
    assert_eq!(browser.run("return window.stays === true"), json!(true));
}

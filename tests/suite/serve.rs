//! The development server as a browser meets it, held against Jekyll's: paths, headers, lists, the background; and
//! builds that follow changes.

use crate::support::fixture::{self, SiteFolder};
use crate::support::program::Program;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// What a server says to `GET PATH`: the status, the headers in lower case, the body.
struct Answer {
    status: String,
    headers: String,
    body: String,
}

impl Answer {
    fn to(address: &str, path: &str, header: &str) -> Self {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{header}\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let (status, headers) = head.split_once("\r\n").unwrap();
        Self {
            status: status.split(' ').nth(1).unwrap().to_owned(),
            headers: headers.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn header(&self, name: &str) -> &str {
        let mut lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }
}

/// The folder served with `arguments`, and its `host:port`.
fn serve(folder: &SiteFolder, arguments: &[&str]) -> (Program, String) {
    let mut command = folder.command(&["serve", "-s", "src", "-P", "0", "--no-livereload"]);
    command.args(arguments);
    let server = Program::start(&mut command, "Serving ").unwrap();
    let address = server.ready.split("http://").nth(1).unwrap();
    let address = address.split('/').next().unwrap().to_owned();
    (server, address)
}

const SITE: &[(&str, &str)] = &[
    (
        "_config.yml",
        "webrick:\n  headers:\n    Access-Control-Allow-Origin: \"*\"\n    Cache-Control: max-age=60\n",
    ),
    ("index.html", "home"),
    ("404.html", "own 404"),
    ("foo/index.html", "foo index"),
    ("foo.html", "foo page"),
    ("both/b.txt", "b"),
    ("both.html", "both page"),
    ("bar/index.htm", "bar"),
    ("api/index.json", "{}"),
    ("x.xhtml", "<x/>"),
    ("sub/deep/a.txt", "0123456789"),
    ("sp ace.html", "blank"),
    ("clip.mp4", "0123456789"),
];

#[test]
fn paths_lead_where_jekylls_server_leads_them() {
    let folder = fixture::with(SITE);
    let (_server, address) = serve(&folder, &[]);
    for (path, status, wanted) in [
        ("/", "200", "home"),
        ("/index", "200", "home"),
        ("/foo", "302", "/foo/"),
        ("/foo?q=1", "302", "/foo/?q=1"),
        ("/foo/", "200", "foo index"),
        ("/foo.html", "200", "foo page"),
        ("/both", "200", "both page"),
        ("/bar/", "200", "bar"),
        ("/bar", "302", "/bar/"),
        ("/api/", "200", "{}"),
        ("/x", "200", "<x/>"),
        ("/sp%20ace", "200", "blank"),
        ("/sub/", "404", "own 404"),
        ("/nope", "404", "own 404"),
        ("/foo/nope.html", "404", "own 404"),
        ("/.git/config", "404", "own 404"),
        ("/404", "200", "own 404"),
        ("/../secret", "400", "malformed path"),
    ] {
        let answer = Answer::to(&address, path, "");
        let detail = match &*answer.status {
            "302" => answer.header("location"),
            _ => &answer.body,
        };
        assert_eq!((&*answer.status, detail), (status, wanted), "{path}");
    }
}

#[test]
fn a_baseurl_is_where_the_site_stands() {
    let folder = fixture::with(&[
        ("_config.yml", "baseurl: /docs\n"),
        ("index.html", "---\n---\n{{ site.url }}{{ site.baseurl }}"),
        ("a.html", "a"),
    ]);
    let (_server, address) = serve(&folder, &[]);
    assert_eq!(Answer::to(&address, "/", "").header("location"), "/docs/");
    assert_eq!(Answer::to(&address, "/docs", "").header("location"), "/docs/");
    assert_eq!(Answer::to(&address, "/docs/a", "").body, "a");
    assert_eq!(Answer::to(&address, "/a", "").status, "404");
}

#[test]
fn headers_of_the_configuration_and_ranges_are_answered() {
    let folder = fixture::with(SITE);
    let (_server, address) = serve(&folder, &[]);
    let page = Answer::to(&address, "/", "");
    assert_eq!(page.header("access-control-allow-origin"), "*");
    assert_eq!(page.header("cache-control"), "max-age=60");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let part = Answer::to(&address, "/clip.mp4", "Range: bytes=2-4\r\n");
    assert_eq!((&*part.status, &*part.body), ("206", "234"));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    assert_eq!(part.header("content-type"), "video/mp4");
    let beyond = Answer::to(&address, "/clip.mp4", "Range: bytes=20-\r\n");
    assert_eq!(beyond.status, "416");
}

#[test]
fn a_folder_is_listed_when_asked_for() {
    let folder = fixture::with(SITE);
    let (_server, address) = serve(&folder, &["--show-dir-listing"]);
    let root = Answer::to(&address, "/", "").body;
    for name in ["./foo/", "./foo.html", "./sp%20ace.html", "./sub/"] {
        assert!(root.contains(&format!("<a href=\"{name}\">")), "{name} in {root}");
    }
    assert_eq!(Answer::to(&address, "/sub", "").header("location"), "/sub/");
    assert!(Answer::to(&address, "/sub/", "").body.contains("./deep/"));
    assert_eq!(Answer::to(&address, "/nope/", "").status, "404");
}

#[test]
fn the_address_of_the_server_is_the_sites_url_in_development() {
    let folder = fixture::with(&[
        ("_config.yml", "url: https://example.org\n"),
        (
            "index.html",
            "---\n---\n{{ site.url }}|{{ \"/x\" | absolute_url }}",
        ),
    ]);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port().to_string();
    drop(free);
    let (_server, address) = serve(&folder, &["-P", &port]);
    let wanted = format!("http://localhost:{port}|http://localhost:{port}/x");
    assert_eq!(Answer::to(&address, "/", "").body, wanted);
    let taken = folder.recto(&["serve", "-s", "src", "-P", &port]);
    assert_eq!(taken.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&taken.stderr).contains(&format!("port {port} of 127.0.0.1 is in use")));
}

/// Ends a process by its number.
#[cfg(unix)]
fn end(id: &str) {
    let ended = std::process::Command::new("kill").arg(id).status().unwrap();
    assert!(ended.success());
}

#[test]
#[cfg(unix)]
fn a_server_in_the_background_answers_when_the_command_returns() {
    let folder = fixture::with(SITE);
    let output = folder.recto(&["serve", "-s", "src", "-P", "0", "--detach"]);
    let diagnostics = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{diagnostics}");
    let id = diagnostics.split("detached with pid '").nth(1).unwrap();
    let id = id.split('\'').next().unwrap();
    let address = diagnostics
        .split("http://")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    let answer = Answer::to(address, "/foo/", "");
    end(id);
    assert_eq!(answer.body, "foo index");
    assert!(diagnostics.contains("Auto-regeneration: disabled when running server detached."));
}

#[test]
#[cfg(unix)]
fn a_site_with_errors_is_not_served_in_the_background() {
    let folder = fixture::with(&[("index.html", "---\n---\n{% nope %}")]);
    let output = folder.recto(&["serve", "-s", "src", "-P", "0", "--detach"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("unknown tag `nope`"));
}

#[test]
fn a_build_that_watches_follows_changes() {
    let folder = fixture::with(&[("index.html", "---\n---\none")]);
    let mut command = folder.command(&["build", "--watch", "-s", "src", "-d", "out"]);
    let builder = Program::start(&mut command, "Auto-regeneration:").unwrap();
    assert!(builder.ready.contains("enabled for '"), "{}", builder.ready);
    let made = folder.path().join("out/index.html");
    assert_eq!(std::fs::read_to_string(&made).unwrap(), "one");
    let becomes = |path: &str, wanted: &str| {
        let start = Instant::now();
        let made = folder.path().join(path);
        while std::fs::read_to_string(&made).unwrap_or_default() != wanted {
            assert!(start.elapsed() < Duration::from_secs(40), "{path}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    folder.write("src/index.html", b"---\n---\ntwo");
    becomes("out/index.html", "two");
    // A folder made later is followed as well.
    folder.write("src/new/page.html", b"---\n---\none");
    becomes("out/new/page.html", "one");
    folder.write("src/new/page.html", b"---\n---\ntwo");
    becomes("out/new/page.html", "two");
}

#[test]
fn a_site_is_served_over_https() {
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
    use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
    let certificate = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/tls/certificate.pem");
    let key = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/tls/key.pem");
    let folder = fixture::with(SITE);
    let mut command = folder.command(&["serve", "-s", "src", "-P", "0", "--ssl-cert", certificate]);
    command.args(["--ssl-key", key]);
    let server = Program::start(&mut command, "Serving ").unwrap();
    let address = server.ready.split("https://").nth(1).unwrap();
    let address = address.split('/').next().unwrap();
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(certificate).unwrap())
        .unwrap();
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(config.into(), name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address).unwrap());
    write!(
        stream,
        "GET /foo/ HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("foo index"),
        "{answer}"
    );
}

/// The lines that a server has printed to a file so far.
fn printed(file: &std::path::Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_terminal_names_new_and_fixed_diagnostics_once() {
    let folder = fixture::with(&[
        ("index.html", "---\n---\none"),
        ("b.md", "---\nlayout: gone\n---\nx\n"),
    ]);
    let log = folder.path().join("log");
    let file = std::fs::File::create(&log).unwrap();
    let mut command = folder.command(&["serve", "-s", "src", "-P", "0"]);
    let mut server = command
        .stdout(file.try_clone().unwrap())
        .stderr(file)
        .spawn()
        .unwrap();
    let wait = |count: usize, text: &str| {
        let start = Instant::now();
        while printed(&log).iter().filter(|line| line.contains(text)).count() < count {
            assert!(
                start.elapsed() < Duration::from_secs(40),
                "{text}: {:?}",
                printed(&log)
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait(1, "Built 2 pages");
    wait(1, "1 warning");
    // The address comes first.
    assert!(
        printed(&log)[0].contains("at http://localhost:"),
        "{:?}",
        printed(&log)
    );
    folder.write("src/index.html", b"---\n---\n{% nope %}");
    wait(1, "error[unknown-tag]");
    folder.write("src/index.html", b"---\n---\ntwo");
    wait(1, "fixed: unknown tag `nope`");
    folder.write("src/b.md", b"---\n---\nx\n");
    wait(1, "fixed: ");
    wait(1, "b.md changed; rebuilt in");
    let _ = server.kill();
    let _ = server.wait();
    let lines = printed(&log);
    let warnings = lines.iter().filter(|line| line.starts_with("warning[")).count();
    assert_eq!(warnings, 1, "{lines:?}");
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("fixed: ")).count(),
        2,
        "{lines:?}"
    );
}

#[test]
fn scripts_for_jekyll_get_its_lines() {
    let folder = fixture::with(SITE);
    let mut command = folder.command(&["serve", "-s", "src", "-P", "0", "--watch"]);
    let server = Program::start(&mut command, "Server running...").unwrap();
    assert!(server.ready.contains("press ctrl-c to stop."), "{}", server.ready);
}

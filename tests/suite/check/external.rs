//! Links to other sites, against a local server that misbehaves in every way.

use recto::check::external::{Cache, Client, Settings, Verdict, check};
use recto::config::ExternalConfig;
use recto::value::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A server that answers by path, and counts the requests for each.
struct Server {
    address: String,
    requests: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(BTreeMap::new()));
        let shared = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &shared));
            }
        });
        Self { address, requests }
    }

    fn count(&self, path: &str) -> usize {
        self.requests.lock().unwrap().get(path).copied().unwrap_or(0)
    }
}

/// Answers one request.
fn serve(mut stream: TcpStream, requests: &Mutex<BTreeMap<String, usize>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or("").to_owned());
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header).unwrap_or(0) <= 2 {
            break;
        }
    }
    let nth = {
        let mut requests = requests.lock().unwrap();
        let count = requests.entry(path.clone()).or_insert(0);
        *count += 1;
        *count
    };
    let answer = answer(method, &path, nth);
    match path.as_str() {
        "/reset" => return,
        "/slow" => std::thread::sleep(Duration::from_millis(2500)),
        "/headers" => {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\n");
            for at in 0..20_000 {
                let _ = write!(stream, "X-{at}: {}\r\n", "y".repeat(40));
            }
        }
        _ => {}
    }
    let _ = stream.write_all(answer.as_bytes());
}

fn answer(method: &str, path: &str, nth: usize) -> String {
    let status = |status: &str, more: &str| {
        format!("HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n")
    };
    let body = |text: &str| {
        let length = text.len();
        let text = if method == "HEAD" { "" } else { text };
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}")
    };
    match (path, method) {
        ("/204", _) => status("204 No Content", ""),
        ("/moved", _) => status("301 Moved Permanently", "Location: /there\r\n"),
        ("/moved-twice", _) => status("308 Permanent Redirect", "Location: /moved\r\n"),
        ("/visit", _) => status("302 Found", "Location: /there\r\n"),
        ("/login-first", _) => status("301 Moved Permanently", "Location: /login?to=x\r\n"),
        ("/loop", _) => status("301 Moved Permanently", "Location: /loop2\r\n"),
        ("/loop2", _) => status("301 Moved Permanently", "Location: /loop\r\n"),
        ("/nowhere", _) => status("301 Moved Permanently", ""),
        ("/challenge", _) => status("403 Forbidden", "cf-mitigated: challenge\r\n"),
        ("/401", _) => status("401 Unauthorized", ""),
        ("/404", _) => status("404 Not Found", ""),
        ("/410", _) => status("410 Gone", ""),
        ("/500", _) => status("500 Internal Server Error", ""),
        ("/999", _) => status("999 Request denied", ""),
        ("/wrong-for-head", "HEAD") => status("404 Not Found", ""),
        ("/no-head", "HEAD") => status("405 Method Not Allowed", ""),
        ("/limited", _) if nth == 1 => status("429 Too Many Requests", "Retry-After: 0\r\n"),
        ("/limited-until", _) if nth == 1 => status(
            "429 Too Many Requests",
            "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
        ),
        ("/limited-for-ever", _) => status("429 Too Many Requests", "Retry-After: 86400\r\n"),
        ("/flaky", _) if nth <= 2 => status("503 Service Unavailable", ""),
        ("/old", _) => "HTTP/1.0 200 OK\r\n\r\n".to_owned(),
        ("/garbage", _) => "no HTTP at all\r\n\r\n".to_owned(),
        ("/endless", "GET") => format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}",
            "x".repeat(1 << 20)
        ),
        ("/page", _) => body("<h1 id=\"a\"></h1><h2 id=\"b\"></h2><h3 id=\"user-content-c\"></h3>"),
        ("/app", _) => body("<div id=root></div><script src=x></script>"),
        ("/to-private", _) => status("302 Found", "Location: ftp://example.org/\r\n"),
        _ => status("200 OK", ""),
    }
}

fn settings() -> Settings {
    let config = ExternalConfig {
        timeout: 1,
        fragments: vec!["127.0.0.1".to_owned()],
        ..ExternalConfig::default()
    };
    let today = Date {
        year: 2026,
        month: 1,
        day: 2,
    };
    Settings {
        pace: Duration::from_millis(1),
        retry_after: Duration::from_millis(5),
        lookup_after: Duration::from_millis(5),
        ..Settings::polite(config, today)
    }
}

/// The verdicts on these paths of a server.
fn ask(server: &Server, paths: &[&str], settings: &Settings, cache: &mut Cache) -> Vec<Verdict> {
    let links: Vec<Arc<str>> = paths
        .iter()
        .map(|path| format!("{}{path}", server.address).into())
        .collect();
    let set: BTreeSet<Arc<str>> = links.iter().cloned().collect();
    let client = Client::new(&settings.config, &|_| None, true);
    let verdicts = check(&set, settings, cache, &client);
    links.iter().map(|link| verdicts[link].clone()).collect()
}

fn verdict(path: &str) -> Verdict {
    let server = Server::start();
    ask(&server, &[path], &settings(), &mut Cache::default()).remove(0)
}

fn is_dead(path: &str) -> bool {
    matches!(verdict(path), Verdict::Dead(_))
}

fn is_uncertain(path: &str) -> bool {
    matches!(verdict(path), Verdict::Uncertain(_))
}

#[test]
fn a_page_that_answers_is_alive() {
    for path in [
        "/",
        "/204",
        "/old",
        "/visit",
        "/no-head",
        "/wrong-for-head",
        "/endless",
        "/login-first",
    ] {
        assert_eq!(verdict(path), Verdict::Alive, "{path}");
    }
}

#[test]
fn a_page_that_is_gone_is_dead() {
    assert!(is_dead("/404") && is_dead("/410") && is_dead("/loop"));
}

#[test]
fn a_server_that_refuses_programs_leaves_the_link_uncertain() {
    for path in ["/401", "/challenge", "/999", "/nowhere", "/to-private"] {
        assert!(is_uncertain(path), "{path}: {:?}", verdict(path));
    }
}

#[test]
fn a_server_that_fails_is_asked_again_and_the_link_is_uncertain() {
    for path in ["/500", "/reset", "/garbage", "/slow", "/headers"] {
        assert!(is_uncertain(path), "{path}");
    }
    let server = Server::start();
    let verdicts = ask(&server, &["/flaky"], &settings(), &mut Cache::default());
    assert_eq!((verdicts, server.count("/flaky")), (vec![Verdict::Alive], 3));
}

#[test]
fn a_permanent_move_has_the_new_address() {
    let server = Server::start();
    let there = format!("{}/there", server.address);
    let verdicts = ask(
        &server,
        &["/moved", "/moved-twice"],
        &settings(),
        &mut Cache::default(),
    );
    assert_eq!(verdicts, [Verdict::Moved(there.clone()), Verdict::Moved(there)]);
}

#[test]
fn a_rate_limit_is_waited_for_and_a_long_one_stops_the_host() {
    let server = Server::start();
    let verdicts = ask(
        &server,
        &["/limited", "/limited-until"],
        &settings(),
        &mut Cache::default(),
    );
    assert_eq!(verdicts, [Verdict::Alive, Verdict::Alive]);
    let server = Server::start();
    let started = Instant::now();
    let verdicts = ask(
        &server,
        &["/limited-for-ever", "/zz1", "/zz2", "/zz3"],
        &settings(),
        &mut Cache::default(),
    );
    assert!(matches!(verdicts[0], Verdict::Uncertain(_)), "{verdicts:?}");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn each_address_is_asked_once_whatever_its_fragments() {
    let server = Server::start();
    let mut settings = settings();
    settings.config.fragments.clear();
    let verdicts = ask(&server, &["/x#a", "/x#b", "/x"], &settings, &mut Cache::default());
    assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Alive));
    assert_eq!(server.count("/x"), 1);
}

#[test]
fn fragments_are_looked_for_where_that_is_asked_for() {
    let server = Server::start();
    let verdicts = ask(
        &server,
        &["/page#a", "/page#c", "/page#no", "/app#no"],
        &settings(),
        &mut Cache::default(),
    );
    assert_eq!(verdicts[..2], [Verdict::Alive, Verdict::Alive]);
    assert!(
        matches!(&verdicts[2..], [Verdict::Dead(_), Verdict::Uncertain(_)]),
        "{verdicts:?}"
    );
}

#[test]
fn a_second_run_on_the_cache_asks_nothing_and_says_the_same() {
    let server = Server::start();
    let mut cache = Cache::default();
    let paths = ["/", "/moved", "/404"];
    let first = ask(&server, &paths, &settings(), &mut cache);
    let before = server.requests.lock().unwrap().clone();
    let mut again = Cache::parse(&cache.print());
    assert_eq!(ask(&server, &paths, &settings(), &mut again), first);
    let only = Settings {
        cache_only: true,
        ..settings()
    };
    assert_eq!(
        ask(&server, &["/unknown"], &only, &mut again),
        [Verdict::NotChecked]
    );
    let after = server.requests.lock().unwrap().clone();
    assert_eq!((before, cache.print()), (after, again.print()));
}

#[test]
fn what_is_not_reached_by_the_deadline_is_not_checked() {
    let server = Server::start();
    let settings = Settings {
        deadline: Some(Duration::from_millis(50)),
        pace: Duration::from_secs(60),
        ..settings()
    };
    let verdicts = ask(&server, &["/a", "/b", "/c"], &settings, &mut Cache::default());
    let open = verdicts
        .iter()
        .filter(|verdict| **verdict == Verdict::NotChecked)
        .count();
    assert!(open >= 1, "{verdicts:?}");
}

#[test]
fn a_host_has_a_pause_between_requests() {
    let server = Server::start();
    let settings = Settings {
        pace: Duration::from_millis(30),
        ..settings()
    };
    let started = Instant::now();
    ask(
        &server,
        &["/a", "/b", "/c", "/d"],
        &settings,
        &mut Cache::default(),
    );
    assert!(started.elapsed() >= Duration::from_millis(90));
}

#[test]
fn addresses_that_are_not_public_are_refused() {
    let client = Client::new(&ExternalConfig::default(), &|_| None, false);
    for link in [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://127.0.0.1:8080/",
    ] {
        let set = BTreeSet::from([Arc::from(link)]);
        let verdicts = check(&set, &settings(), &mut Cache::default(), &client);
        assert!(
            matches!(verdicts[link], Verdict::Uncertain(_)),
            "{link}: {verdicts:?}"
        );
    }
}

#[test]
fn an_unknown_host_is_dead() {
    let client = Client::new(&ExternalConfig::default(), &|_| None, true);
    let set = BTreeSet::from([Arc::from("http://no-such-host.invalid/")]);
    let verdicts = check(&set, &settings(), &mut Cache::default(), &client);
    let verdict = &verdicts["http://no-such-host.invalid/"];
    // Some resolvers answer for names that do not exist, or not at all.
    assert_ne!(*verdict, Verdict::Alive, "{verdict:?}");
}

//! Asks many addresses: politely to each host, and many hosts at once.

use super::Settings;
use super::client::{Method, Transport};
use super::verdict::{Next, Verdict, of_fault, of_response};
use crate::check::scan::{FileKind, scan};
use crate::check::targets::Anchors;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};
use url::Url;

/// Connections to one host.
const PER_HOST: usize = 2;

/// Tries after the first.
const RETRIES: u32 = 3;

/// Redirects that are followed.
const REDIRECTS: usize = 5;

/// The verdicts on `addresses`.
pub(super) fn run(
    addresses: &[String],
    settings: &Settings,
    transport: &dyn Transport,
) -> Vec<(String, Verdict)> {
    if addresses.is_empty() {
        return Vec::new();
    }
    let queue = Queue {
        state: Mutex::new(State::new(addresses)),
        changed: Condvar::new(),
        settings,
        transport,
        end: settings.deadline.map(|deadline| Instant::now() + deadline),
    };
    let threads = settings.config.connections.min(addresses.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| queue.work());
        }
    });
    let state = queue.state.into_inner();
    let mut verdicts = state.verdicts;
    for host in state.hosts.into_values() {
        verdicts.extend(
            host.waiting
                .into_iter()
                .map(|job| (job.address, Verdict::NotChecked)),
        );
    }
    verdicts.sort_by(|a, b| a.0.cmp(&b.0));
    verdicts
}

/// An address that is still to be asked.
struct Job {
    address: String,
    tries: u32,
    not_before: Instant,
}

/// The addresses of one host.
struct Host {
    waiting: VecDeque<Job>,
    active: usize,
    /// When the next request may start.
    next: Instant,
    /// The time between requests, as a multiple of the pace.
    slowness: u32,
    /// Whether the server limits us for longer than we wait.
    limited: bool,
}

struct State {
    hosts: BTreeMap<String, Host>,
    /// The host that was served last, so that all get their turn.
    last: String,
    verdicts: Vec<(String, Verdict)>,
}

impl State {
    fn new(addresses: &[String]) -> Self {
        let now = Instant::now();
        let mut hosts: BTreeMap<String, Host> = BTreeMap::new();
        for address in addresses {
            let host = Url::parse(address).ok();
            let host = host
                .and_then(|url| url.host_str().map(str::to_owned))
                .unwrap_or_default();
            let host = hosts.entry(host).or_insert_with(|| Host {
                waiting: VecDeque::new(),
                active: 0,
                next: now,
                slowness: 1,
                limited: false,
            });
            host.waiting.push_back(Job {
                address: address.clone(),
                tries: 0,
                not_before: now,
            });
        }
        Self {
            hosts,
            last: String::new(),
            verdicts: Vec::new(),
        }
    }

    /// The next job that may start now, or when to look again; `None` where all is done.
    fn next(&mut self, now: Instant, pace: Duration) -> Option<Result<(String, Job), Instant>> {
        let mut wake: Option<Instant> = None;
        let mut busy = false;
        let names: Vec<String> = self.hosts.keys().cloned().collect();
        let start = names.partition_point(|name| *name <= self.last);
        for name in names[start..].iter().chain(&names[..start]) {
            let Some(host) = self.hosts.get_mut(name) else {
                continue;
            };
            busy |= host.active > 0;
            if host.limited {
                for job in host.waiting.drain(..) {
                    let verdict = Verdict::Uncertain("the server limits the number of requests".to_owned());
                    self.verdicts.push((job.address, verdict));
                }
            }
            let Some(at) = (0..host.waiting.len()).min_by_key(|at| host.waiting[*at].not_before) else {
                continue;
            };
            if host.active >= PER_HOST {
                continue;
            }
            let ready = host.waiting[at].not_before.max(host.next);
            if ready > now {
                wake = Some(wake.map_or(ready, |wake| wake.min(ready)));
                continue;
            }
            host.active += 1;
            host.next = now + pace * host.slowness;
            self.last.clone_from(name);
            return host.waiting.remove(at).map(|job| Ok((name.clone(), job)));
        }
        match (wake, busy) {
            (Some(wake), _) => Some(Err(wake)),
            (None, true) => Some(Err(now + Duration::from_millis(200))),
            (None, false) => None,
        }
    }
}

struct Queue<'a> {
    state: Mutex<State>,
    changed: Condvar,
    settings: &'a Settings,
    transport: &'a dyn Transport,
    end: Option<Instant>,
}

impl Queue<'_> {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    fn work(&self) {
        loop {
            let mut state = self.lock();
            let now = Instant::now();
            if self.end.is_some_and(|end| now >= end) {
                return;
            }
            match state.next(now, self.settings.pace) {
                None => {
                    self.changed.notify_all();
                    return;
                }
                Some(Err(wake)) => {
                    let wake = self.end.map_or(wake, |end| wake.min(end));
                    let wait = wake.saturating_duration_since(now).max(Duration::from_millis(1));
                    self.changed.wait_for(&mut state, wait);
                }
                Some(Ok((host, job))) => {
                    drop(state);
                    let next = self.ask(&job.address);
                    self.settle(&host, job, next);
                    self.changed.notify_all();
                }
            }
        }
    }

    /// Takes note of an answer.
    fn settle(&self, name: &str, mut job: Job, next: Next) {
        let mut state = self.lock();
        let now = Instant::now();
        let settings = self.settings;
        let Some(host) = state.hosts.get_mut(name) else {
            return;
        };
        host.active -= 1;
        job.tries += 1;
        let verdict = match next {
            Next::Later(_) if job.tries <= RETRIES => {
                let unknown = matches!(&next, Next::Later(Verdict::Dead(_)));
                let wait = match unknown {
                    // A name that does not resolve is looked up a second time, much later.
                    true if job.tries > 1 => None,
                    true => Some(settings.lookup_after),
                    false => Some(settings.retry_after * 2_u32.pow(job.tries - 1)),
                };
                if let Some(wait) = wait {
                    job.not_before = now + wait;
                    host.waiting.push_back(job);
                    return;
                }
                match next {
                    Next::Later(verdict) => verdict,
                    _ => return,
                }
            }
            Next::Later(verdict) | Next::Done(verdict) => verdict,
            Next::Limited(after) => {
                host.slowness = (host.slowness * 2).min(64);
                let longest = settings.config.max_wait;
                let wait = match after {
                    Some(seconds) if seconds <= longest => Some(Duration::from_secs(seconds)),
                    Some(_) => None,
                    None => Some(settings.retry_after * 2_u32.pow(job.tries)),
                };
                if let Some(wait) = wait.filter(|_| job.tries <= RETRIES) {
                    host.next = now + wait;
                    job.not_before = now + wait;
                    host.waiting.push_back(job);
                    return;
                }
                host.limited = true;
                Verdict::Uncertain("the server limits the number of requests".to_owned())
            }
            Next::Get | Next::Follow(..) => Verdict::Uncertain("the server sends in circles".to_owned()),
        };
        state.verdicts.push((job.address, verdict));
    }

    /// Asks for one address, and follows redirects.
    fn ask(&self, address: &str) -> Next {
        let Ok(mut url) = Url::parse(address) else {
            return Next::Done(Verdict::Dead("it is not a valid URL".to_owned()));
        };
        let fragment = url.fragment().map(str::to_owned);
        url.set_fragment(None);
        let mut permanent = true;
        let mut seen = vec![url.clone()];
        loop {
            match self.ask_once(&url) {
                Next::Follow(location, is_permanent) => {
                    permanent &= is_permanent;
                    let Ok(target) = url.join(&location) else {
                        return Next::Done(Verdict::Uncertain(
                            "it redirects to an invalid address".to_owned(),
                        ));
                    };
                    if seen.len() > REDIRECTS || seen.contains(&target) {
                        return Next::Done(Verdict::Dead("it redirects in a circle".to_owned()));
                    }
                    url = target;
                    seen.push(url.clone());
                }
                Next::Done(Verdict::Alive) => {
                    if let Some(fragment) = &fragment
                        && let Some(next) = self.fragment(&url, fragment)
                    {
                        return next;
                    }
                    let moved = permanent && seen.len() > 1 && !is_only_a_visit(&seen[0], &url);
                    return Next::Done(match moved {
                        true => Verdict::Moved(url.into()),
                        false => Verdict::Alive,
                    });
                }
                next => return next,
            }
        }
    }

    fn ask_once(&self, url: &Url) -> Next {
        let ask = |method| match self.transport.fetch(url, method) {
            Ok(response) => of_response(&response, method == Method::Head),
            Err(fault) => of_fault(&fault),
        };
        match ask(Method::Head) {
            Next::Get => ask(Method::Get),
            next => next,
        }
    }

    /// Looks for a fragment in the page; `None` where it is there.
    fn fragment(&self, url: &Url, fragment: &str) -> Option<Next> {
        let host = url.host_str().unwrap_or("");
        if !self.settings.config.fragments.iter().any(|known| known == host) {
            return None;
        }
        let body = match self.transport.fetch(url, Method::Read) {
            Ok(response) => response.body?,
            Err(fault) => return Some(of_fault(&fault)),
        };
        let page = scan(&body, FileKind::Html);
        let anchors = Anchors::new(page.anchors.iter().map(|id| &**id), []);
        let name = Anchors::name(fragment);
        let known = anchors.contains(fragment)
            || anchors.contains(&format!("user-content-{name}"))
            || host == "github.com" && is_line(name);
        if known {
            return None;
        }
        // Pages that scripts fill have next to no ids.
        Some(Next::Done(
            match page.anchors.len() < 3 && body.contains("<script") {
                true => Verdict::Uncertain(format!("no id `{name}`, but scripts may add it")),
                false => Verdict::Dead(format!("no id `{name}` on the page")),
            },
        ))
    }
}

/// Whether a fragment names lines of a file on GitHub, such as `L10-L20`.
fn is_line(name: &str) -> bool {
    name.strip_prefix('L')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a redirect says nothing about the link: to a login page, or to the same page in the reader's language.
fn is_only_a_visit(from: &Url, to: &Url) -> bool {
    let path = to.path().to_ascii_lowercase();
    let login = ["login", "signin", "sign_in", "auth"]
        .iter()
        .any(|word| path.contains(word));
    let language =
        to.path().len() > from.path().len() && to.path().ends_with(from.path()) && from.path().len() > 1;
    login || language && from.host() == to.host()
}

//! Accepts connections and limits how many there are and how long a client may take.
//!
//! `axum::serve` has neither limit: clients that never finish their requests would use up the descriptors of the
//! process. Here a request head must arrive in time, and when the limit is reached the connection that has waited
//! longest for a request makes room.

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use parking_lot::{Mutex, MutexGuard};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

/// How long a client may take to send the head of a request, and how long a connection may wait for the next one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);
/// The pause after the system has refused a connection, which it does when no descriptors are left.
const REFUSED: Duration = Duration::from_millis(50);

/// A connection, for as long as anything holds it.
#[derive(Debug)]
pub(super) struct Connection {
    number: u64,
    /// The requests being answered.
    active: AtomicUsize,
    closed: Notify,
    all: Arc<Connections>,
}

impl Connection {
    /// Returns when the connection must close to make room for another.
    pub(super) async fn closed(&self) {
        self.closed.notified().await;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.all.open().remove(&self.number);
        self.all.freed.notify_one();
    }
}

/// All open connections.
#[derive(Debug)]
struct Connections {
    limit: usize,
    open: Mutex<BTreeMap<u64, std::sync::Weak<Connection>>>,
    freed: Notify,
}

impl Connections {
    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, std::sync::Weak<Connection>>> {
        self.open.lock()
    }

    /// Waits until another connection may be opened.
    async fn room(&self) {
        while self.open().len() >= self.limit {
            let idle = {
                let open = self.open();
                let mut connections = open.values().filter_map(std::sync::Weak::upgrade);
                connections.find(|connection| connection.active.load(Ordering::Relaxed) == 0)
            };
            if let Some(idle) = idle {
                idle.closed.notify_one();
            }
            let _ = tokio::time::timeout(REFUSED, self.freed.notified()).await;
        }
    }
}

/// How connections are answered.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) router: Router,
    /// Encrypts them, if the server has a certificate.
    pub(super) tls: Option<TlsAcceptor>,
    /// How many may be open at a time.
    pub(super) limit: usize,
}

/// Answers the connections of `listeners`.
pub(super) async fn serve(listeners: Vec<TcpListener>, service: Service) -> io::Result<()> {
    let all = Arc::new(Connections {
        limit: service.limit,
        open: Mutex::default(),
        freed: Notify::new(),
    });
    let mut listening = tokio::task::JoinSet::new();
    let numbers = Arc::new(std::sync::atomic::AtomicU64::new(0));
    for listener in listeners {
        let (all, service, numbers) = (Arc::clone(&all), service.clone(), Arc::clone(&numbers));
        listening.spawn(async move {
            loop {
                all.room().await;
                let Ok((stream, _)) = listener.accept().await else {
                    tokio::time::sleep(REFUSED).await;
                    continue;
                };
                let number = numbers.fetch_add(1, Ordering::Relaxed);
                let connection = Arc::new(Connection {
                    number,
                    active: AtomicUsize::new(0),
                    closed: Notify::new(),
                    all: Arc::clone(&all),
                });
                all.open().insert(number, Arc::downgrade(&connection));
                tokio::spawn(accepted(stream, service.clone(), connection));
            }
        });
    }
    listening.join_next().await;
    Ok(())
}

async fn accepted(stream: TcpStream, service: Service, connection: Arc<Connection>) {
    // A small answer must not wait for the acknowledgement of the one before it.
    let _ = stream.set_nodelay(true);
    let Some(tls) = service.tls else {
        return answer(stream, service.router, connection).await;
    };
    if let Ok(Ok(stream)) = tokio::time::timeout(HEAD_TIMEOUT, tls.accept(stream)).await {
        answer(stream, service.router, connection).await;
    }
}

async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: Router,
    connection: Arc<Connection>,
) {
    let router = TowerToHyperService::new(router);
    let service = {
        let connection = Arc::clone(&connection);
        service_fn(move |mut request: hyper::Request<Incoming>| {
            let (router, connection) = (router.clone(), Arc::clone(&connection));
            request.extensions_mut().insert(Arc::clone(&connection));
            connection.active.fetch_add(1, Ordering::Relaxed);
            async move {
                let answer = router.call(request).await;
                connection.active.fetch_sub(1, Ordering::Relaxed);
                answer
            }
        })
    };
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::select! {
        _ = serving => {}
        () = connection.closed() => {}
    }
}

//! Connections: taking them, and ending with dignity.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Version;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::config::Config;
use crate::error::{Result, because};
use crate::gate::Peer;
use crate::patience::Patient;
use crate::peers::Peers;
use crate::routes::router;
use crate::state::Server;

/// The most time for answers to those who came while the server was ending.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// Serves until SIGTERM or SIGINT; with `check_only`, until everything that can be wrong at the start is known not to be.
pub(crate) async fn serve(config: Config, check_only: bool) -> Result {
    let (listen, scheme) = (config.listen, if config.tls.is_some() { "https" } else { "http" });
    let server = Arc::new(Server::new(config).await?);
    for toolchain in server.compiler.toolchains() {
        tracing::info!(id = toolchain.id, "compiles with");
    }
    if check_only {
        println!("the configuration is right");
        return Ok(());
    }
    let listener = TcpListener::bind(listen).await.map_err(because(format!("listening on {listen}")))?;
    let address = listener.local_addr().map_err(because("asking for the address"))?;
    // For whoever started this server on port 0, or waits for it; nobody may be reading.
    let _ = writeln!(std::io::stdout(), "coolbpf-server listens on {scheme}://{address}");
    tracing::info!(%address, scheme, "listens");
    let stop = Signals::new()?;
    accept(listener, server, stop).await;
    Ok(())
}

/// What the server is told by signals.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Signals {
    fn new() -> Result<Self> {
        let on = |kind| signal(kind).map_err(because("waiting for signals"));
        Ok(Self {
            terminate: on(SignalKind::terminate())?,
            interrupt: on(SignalKind::interrupt())?,
            hangup: on(SignalKind::hangup())?,
        })
    }
}

async fn accept(listener: TcpListener, server: Arc<Server>, mut signals: Signals) {
    let door = Door {
        router: router(Arc::clone(&server)),
        places: Arc::new(Semaphore::new(server.config.connections)),
        peers: Peers::new(server.config.connections.div_ceil(4)),
        server,
    };
    let graceful = GracefulShutdown::new();
    loop {
        tokio::select! {
            () = door.let_in(&listener, &graceful) => {}
            _ = signals.terminate.recv() => break,
            _ = signals.interrupt.recv() => break,
            _ = signals.hangup.recv() => {
                let server = Arc::clone(&door.server);
                tokio::task::spawn_blocking(move || server.reload());
            }
        }
    }
    door.server.end();
    let drain = door.server.config.drain;
    tracing::info!(seconds = drain.as_secs(), "ends when what is under way is done");
    // Who comes now is told so, and to come again.
    let late = GracefulShutdown::new();
    let (done, time_is_up) = (std::pin::pin!(graceful.shutdown()), std::pin::pin!(tokio::time::sleep(drain)));
    let (mut done, mut time_is_up) = (done, time_is_up);
    loop {
        tokio::select! {
            () = &mut done => break,
            () = &mut time_is_up => {
                tracing::warn!("not all was done in time");
                break;
            }
            _ = signals.terminate.recv() => break,
            _ = signals.interrupt.recv() => break,
            () = door.let_in(&listener, &late) => {}
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_ANSWERS, late.shutdown()).await;
}

/// Where connections come in.
struct Door {
    server: Arc<Server>,
    router: Router,
    places: Arc<Semaphore>,
    peers: Peers,
}

impl Door {
    /// Waits for a connection and has it served.
    async fn let_in(&self, listener: &TcpListener, graceful: &GracefulShutdown) {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, say: there will be some when other connections end.
                tracing::warn!(%error, "a connection can't be accepted");
                tokio::time::sleep(Duration::from_millis(20)).await;
                return;
            }
        };
        let Some(entered) = self.peers.enter(peer.ip()) else {
            tracing::debug!(%peer, "has as many connections as one may");
            return;
        };
        let (server, router, watcher) = (Arc::clone(&self.server), self.router.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _taken = (place, entered);
            serve_connection(stream, peer, &server, router, watcher).await;
        });
    }
}

async fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    server: &Server,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) {
    // Answers are written as a whole; waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let stream = Patient::new(stream, server.config.arrival);
    match &server.credentials().tls {
        None => speak(stream, Version::HTTP_11, peer, server, router, watcher).await,
        Some(tls) => match tokio::time::timeout(server.config.arrival, tls.accept(stream)).await {
            Ok(Ok(stream)) => {
                let agreed = stream.get_ref().1.alpn_protocol();
                let version = if agreed == Some(b"h2") { Version::HTTP_2 } else { Version::HTTP_11 };
                speak(stream, version, peer, server, router, watcher).await;
            }
            Ok(Err(error)) => tracing::debug!(%peer, %error, "no TLS"),
            Err(_) => tracing::debug!(%peer, "TLS took too long"),
        },
    }
}

async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    version: Version,
    peer: SocketAddr,
    server: &Server,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    // Without TLS nobody agrees on HTTP/2. To tell versions apart by the first bytes would mean waiting for them without
    // end.
    let builder = Builder::new(TokioExecutor::new());
    let mut builder = if version == Version::HTTP_2 { builder.http2_only() } else { builder.http1_only() };
    builder.http1().timer(TokioTimer::new()).header_read_timeout(server.config.arrival);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(server.config.arrival)
        .keep_alive_timeout(server.config.arrival)
        .max_concurrent_streams(64);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%peer, %error, "a connection broke off");
    }
}

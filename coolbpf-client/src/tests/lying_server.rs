//! An HTTP server that answers whatever a test wants.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A server on a free port of loopback. It ends with the value.
pub(super) struct LyingServer {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// A request that came in.
#[derive(Debug, Clone)]
pub(super) struct Received {
    /// Its first line and its headers.
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl LyingServer {
    /// Answers each request with the bytes that `answer` gives for it, given how many came before; then closes the connection.
    /// Nothing at all is answered to what it gives no bytes for, as long as the client waits.
    pub(super) fn start(answer: impl Fn(usize) -> Vec<u8> + Send + 'static) -> Self {
        Self::serving(move |before, connection| {
            let bytes = answer(before);
            if bytes.is_empty() {
                // Ends when the client hangs up.
                let _ = connection.read(&mut [0]);
            }
            // A client that has seen enough may be gone.
            let _ = connection.write_all(&bytes);
        })
    }

    /// Has `serve` answer each request, given how many came before; then closes the connection.
    fn serving(serve: impl Fn(usize, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (received, ends) = (Arc::<Mutex<Vec<Received>>>::default(), Arc::<AtomicBool>::default());
        let (seen, ended) = (Arc::clone(&received), Arc::clone(&ends));
        let thread = std::thread::spawn(move || {
            for connection in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                let mut connection = connection.unwrap();
                let Some(request) = read(&connection) else { continue };
                let before = {
                    let mut seen = seen.lock().unwrap();
                    seen.push(request);
                    seen.len() - 1
                };
                serve(before, &mut connection);
            }
        });
        Self { address, received, ends, thread: Some(thread) }
    }

    /// Answers every request with a body of which a byte comes now and then, for as long as the client waits.
    pub(super) fn dripping() -> Self {
        Self::serving(|_, connection| {
            let pace = std::time::Duration::from_millis(20);
            connection.set_read_timeout(Some(pace)).unwrap();
            let mut goes_on =
                connection.write_all(b"HTTP/1.1 200 X\r\ncontent-length: 1000000\r\n\r\n").is_ok();
            while goes_on {
                // Nothing comes until the client hangs up.
                let silent = connection.read(&mut [0]).is_err();
                goes_on = silent && connection.write_all(b" ").is_ok();
            }
        })
    }

    /// Answers every request with this status and body.
    pub(super) fn answering(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let response = response(status, "", &body.into());
        Self::start(move |_| response.clone())
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for LyingServer {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Has it look.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// An HTTP response; `headers` are whole lines.
pub(super) fn response(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

fn read(connection: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Received { head, body })
}

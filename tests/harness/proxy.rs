//! A proxy for HTTPS: it connects both sides, and sees nothing of what they say to each other.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A proxy on a free port of loopback, which finds every host on this machine. It ends with the value.
pub struct Proxy {
    address: SocketAddr,
    asked_for: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    /// Starts a proxy that serves whoever says `user`, a line of the request's head; with an empty one, everybody.
    ///
    /// # Panics
    /// Where there is no port for it.
    #[must_use]
    pub fn start(user: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let (asked_for, ends) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<AtomicBool>::default());
        let (seen, ended, user) = (Arc::clone(&asked_for), Arc::clone(&ends), user.to_lowercase());
        let thread = std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                // A client may hang up at any time.
                let _ = serve(connection, &user, &seen);
            }
        });
        Self { address, asked_for, ends, thread: Some(thread) }
    }

    /// Where it listens, as in `127.0.0.1:1234`.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The hosts that it was asked to connect to, with ports.
    ///
    /// # Panics
    /// Where the proxy itself panicked.
    #[must_use]
    pub fn asked_for(&self) -> Vec<String> {
        self.asked_for.lock().expect("the proxy runs").clone()
    }
}

/// Connects a client with the host that it names, until either hangs up.
fn serve(mut client: TcpStream, user: &str, seen: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next());
    let Some(port) = target.and_then(|target| target.rsplit(':').next()?.parse::<u16>().ok()) else {
        return client.write_all(b"HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n");
    };
    if let Ok(mut seen) = seen.lock() {
        seen.push(target.unwrap_or_default().to_owned());
    }
    if !user.is_empty() && !head.to_lowercase().lines().any(|line| line == user) {
        return client.write_all(
            b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        );
    }
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let (mut from_server, mut to_client) = (server.try_clone()?, client.try_clone()?);
    std::thread::spawn(move || {
        // Whichever side hangs up first, the other is told.
        let _ = io::copy(&mut from_server, &mut to_client);
        let _ = to_client.shutdown(std::net::Shutdown::Both);
    });
    io::copy(&mut reader, &mut server)?;
    server.shutdown(std::net::Shutdown::Both)
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Has it look.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

//! Packets that a classic filter lets pass, counted here.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use coolbpf::Result;
use coolbpf::socket::PacketSocket;

use crate::{Counts, protocol};

/// A thread that receives them.
pub struct Counting {
    socket: Arc<PacketSocket>,
    counts: Arc<Mutex<Counts>>,
    thread: Mutex<Option<JoinHandle<Result<()>>>>,
}

/// The index of `lo`.
const LOOPBACK: u32 = 1;

impl Counting {
    pub fn start(socket: PacketSocket) -> Self {
        let (socket, counts) = (Arc::new(socket), Arc::new(Mutex::new(Counts::new())));
        let thread = std::thread::spawn({
            let (socket, counts) = (Arc::clone(&socket), Arc::clone(&counts));
            move || count(&socket, &counts)
        });
        Self { socket, counts, thread: Mutex::new(Some(thread)) }
    }

    pub fn so_far(&self) -> Counts {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fails if nothing is counted any more, with the reason.
    pub fn check(&self) -> Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        match thread.take_if(|thread| thread.is_finished()) {
            Some(ended) => ended.join().unwrap_or(Ok(())),
            None => Ok(()),
        }
    }

    /// How many passed the filter and were not received.
    pub fn lost(&self) -> Result<u64> {
        self.socket.lost()
    }
}

/// Counts until there is an error. It goes on when an interface goes down: it may come up again.
fn count(socket: &PacketSocket, counts: &Mutex<Counts>) -> Result<()> {
    let mut room = [0; 256];
    loop {
        let frame = match socket.receive(&mut room) {
            Err(error) if error.raw_os_error().is_some_and(is_network_down) => continue,
            received => received?,
        };
        // It comes back at once.
        if frame.is_outgoing && frame.interface == LOOPBACK {
            continue;
        }
        let bytes = u64::from(frame.length).saturating_sub(frame.network as u64);
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(protocol::of(&frame)).or_default();
        *count = (count.0 + 1, count.1 + bytes);
    }
}

fn is_network_down(code: i32) -> bool {
    io::Error::from_raw_os_error(code).kind() == io::ErrorKind::NetworkDown
}

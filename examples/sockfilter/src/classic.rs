//! Packets that a classic filter lets pass, counted here.

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

    pub fn so_far(&self) -> Result<Counts> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ended) = thread.take_if(|thread| thread.is_finished()) {
            ended.join().unwrap_or(Ok(()))?;
        }
        Ok(self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// How many passed the filter and were not received.
    pub fn lost(&self) -> Result<u64> {
        self.socket.lost()
    }
}

/// Counts until there is an error.
fn count(socket: &PacketSocket, counts: &Mutex<Counts>) -> Result<()> {
    let mut room = [0; 256];
    loop {
        let frame = socket.receive(&mut room)?;
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

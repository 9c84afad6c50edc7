//! How many connections each address has.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::gate::network;

/// The connections by the address of their other end.
#[derive(Debug, Clone)]
pub(crate) struct Peers {
    connections: Arc<Mutex<HashMap<IpAddr, usize>>>,
    most: usize,
}

/// A connection; it counts until the value goes.
#[derive(Debug)]
pub(crate) struct Entered(Option<(Peers, IpAddr)>);

impl Peers {
    /// At most so many for each address.
    pub(crate) fn new(most: usize) -> Self {
        Self { connections: Arc::default(), most }
    }

    /// Counts a connection, if this address may have more. Those of loopback may be a proxy's, for many clients.
    pub(crate) fn enter(&self, address: IpAddr) -> Option<Entered> {
        let address = network(address);
        if address.is_loopback() {
            return Some(Entered(None));
        }
        let mut connections = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        let count = connections.entry(address).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Entered(Some((self.clone(), address))))
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        let Some((peers, address)) = &self.0 else { return };
        let mut connections = peers.connections.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = connections.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                connections.remove(address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_takes_no_more_connections_than_it_may() {
        let peers = Peers::new(2);
        let enter = |address: &str| peers.enter(address.parse().unwrap());
        let (_first, second) = (enter("2001:db8::1").unwrap(), enter("2001:db8::2").unwrap());
        // All of a /64 are one client.
        assert!(enter("2001:db8::3").is_none());
        assert!(enter("2001:db8:0:1::3").is_some() && enter("10.0.0.1").is_some());
        drop(second);
        assert!(enter("2001:db8::3").is_some());
        let local: Vec<_> = (0..9).map(|_| enter("127.0.0.1").unwrap()).collect();
        drop(local);
        assert_eq!(peers.connections.lock().unwrap().len(), 1);
    }
}

//! The rules that are in the maps.

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::IpAddr;

use crate::prefix::Prefix;
use crate::xdpblock::Maps;
use crate::xdpblock::types::{prefix4, prefix6};

/// What is blocked. A rule that goes keeps its number and what it has counted, and has them again when it comes back.
pub struct Rules {
    room: u32,
    numbers: HashMap<Prefix, u32>,
    blocked: HashSet<Prefix>,
}

impl Rules {
    /// How many there should be room for, for `count` rules and those that may come.
    pub fn room(count: usize) -> u32 {
        u32::try_from(count + 1024.max(count / 4)).unwrap_or(u32::MAX)
    }

    pub fn new(room: u32) -> Self {
        Self { room, numbers: HashMap::new(), blocked: HashSet::new() }
    }

    /// Has the maps block `wanted` and nothing else. What is in both is blocked all the time.
    pub fn block(&mut self, maps: &Maps, wanted: &HashSet<Prefix>) -> coolbpf::Result<()> {
        let new: Vec<_> = wanted.difference(&self.blocked).copied().collect();
        for prefix in new {
            let (number, length) = (self.number(prefix)?, prefix.length.into());
            match prefix.address {
                IpAddr::V4(a) => maps.blocked4.insert(&prefix4 { length, address: a.octets() }, &number)?,
                IpAddr::V6(a) => maps.blocked6.insert(&prefix6 { length, address: a.octets() }, &number)?,
            }
            self.blocked.insert(prefix);
        }
        let old: Vec<_> = self.blocked.difference(wanted).copied().collect();
        for prefix in old {
            let length = prefix.length.into();
            match prefix.address {
                IpAddr::V4(a) => maps.blocked4.remove(&prefix4 { length, address: a.octets() })?,
                IpAddr::V6(a) => maps.blocked6.remove(&prefix6 { length, address: a.octets() })?,
            };
            self.blocked.remove(&prefix);
        }
        Ok(())
    }

    fn number(&mut self, prefix: Prefix) -> io::Result<u32> {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        if next >= self.room && !self.numbers.contains_key(&prefix) {
            let message = format!(
                "there is room for {} rules, those of before among them: restart the tool for more",
                self.room
            );
            return Err(io::Error::new(io::ErrorKind::StorageFull, message));
        }
        Ok(*self.numbers.entry(prefix).or_insert(next))
    }

    /// The rules that are or were blocked, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Prefix, u32)> {
        self.numbers.iter().map(|(prefix, number)| (*prefix, *number))
    }
}

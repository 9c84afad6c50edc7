//! The rules that are in the maps.

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::IpAddr;

use crate::prefix::Prefix;
use crate::sum;
use crate::xdpblock::Maps;
use crate::xdpblock::types::{count, prefix4, prefix6};

/// What is blocked.
pub struct Rules {
    room: u32,
    /// The numbers of what is blocked.
    numbers: HashMap<Prefix, u32>,
    /// Numbers of rules that went.
    free: Vec<u32>,
    /// Packets and bytes of rules that went, of which some have come back.
    before: HashMap<Prefix, (u64, u64)>,
}

impl Rules {
    /// How many there should be room for, for `count` rules and those that may come.
    pub fn room(count: usize) -> u32 {
        u32::try_from(count + 1024.max(count / 4)).unwrap_or(u32::MAX)
    }

    pub fn new(room: u32) -> Self {
        Self { room, numbers: HashMap::new(), free: Vec::new(), before: HashMap::new() }
    }

    /// Has the maps block `wanted` and nothing else, or, where there is no room for it, what they did before.
    pub fn block(&mut self, maps: &Maps, wanted: &HashSet<Prefix>) -> coolbpf::Result<()> {
        let room = usize::try_from(self.room).unwrap_or(usize::MAX);
        if wanted.len() > room {
            let message = format!(
                "there is room for {room} rules, not for {}; the rules stay as they are: restart the tool for more",
                wanted.len()
            );
            return Err(io::Error::new(io::ErrorKind::StorageFull, message).into());
        }
        let new: Vec<_> =
            wanted.iter().filter(|prefix| !self.numbers.contains_key(prefix)).copied().collect();
        let old: Vec<_> = self.numbers.keys().filter(|prefix| !wanted.contains(prefix)).copied().collect();
        // What the old and the new have in common is blocked all the time, if there is room for both.
        if self.numbers.len() + new.len() <= room {
            self.add(maps, &new)?;
            self.remove(maps, &old)
        } else {
            self.remove(maps, &old)?;
            self.add(maps, &new)
        }
    }

    fn add(&mut self, maps: &Maps, prefixes: &[Prefix]) -> coolbpf::Result<()> {
        for prefix in prefixes {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            let number = self.free.last().copied().unwrap_or(next);
            maps.rules.set_each(number, &count::default())?;
            let length = prefix.length.into();
            match prefix.address {
                IpAddr::V4(a) => maps.blocked4.insert(&prefix4 { length, address: a.octets() }, &number)?,
                IpAddr::V6(a) => maps.blocked6.insert(&prefix6 { length, address: a.octets() }, &number)?,
            }
            self.numbers.insert(*prefix, number);
            self.free.pop();
        }
        Ok(())
    }

    fn remove(&mut self, maps: &Maps, prefixes: &[Prefix]) -> coolbpf::Result<()> {
        for prefix in prefixes {
            let length = prefix.length.into();
            match prefix.address {
                IpAddr::V4(a) => maps.blocked4.remove(&prefix4 { length, address: a.octets() })?,
                IpAddr::V6(a) => maps.blocked6.remove(&prefix6 { length, address: a.octets() })?,
            };
            let counts = self.counts(maps, prefix)?;
            if counts.0 > 0 {
                self.before.insert(*prefix, counts);
            }
            self.free.extend(self.numbers.remove(prefix));
        }
        Ok(())
    }

    fn counts(&self, maps: &Maps, prefix: &Prefix) -> coolbpf::Result<(u64, u64)> {
        let before = self.before.get(prefix).copied().unwrap_or_default();
        let Some(number) = self.numbers.get(prefix) else { return Ok(before) };
        let (packets, bytes) = sum(&maps.rules.get(*number)?.unwrap_or_default());
        Ok((before.0 + packets, before.1 + bytes))
    }

    /// The packets and bytes of the rules that are blocked, and of those that were.
    pub fn all(&self, maps: &Maps) -> coolbpf::Result<Vec<(Prefix, (u64, u64))>> {
        let gone = self.before.keys().filter(|prefix| !self.numbers.contains_key(prefix));
        self.numbers.keys().chain(gone).map(|prefix| Ok((*prefix, self.counts(maps, prefix)?))).collect()
    }

    /// Forgets what rules have counted that went, and names these.
    pub fn forget(&mut self) -> Vec<Prefix> {
        let Self { numbers, before, .. } = self;
        before.extract_if(|prefix, _| !numbers.contains_key(prefix)).map(|(prefix, _)| prefix).collect()
    }
}

#[cfg(test)]
mod tests {
    use coolbpf::TestRun;

    use super::*;
    use crate::xdpblock;

    #[coolbpf::test]
    fn lists_are_taken_as_a_whole(mut open: xdpblock::Open) -> coolbpf::Result<()> {
        open.maps.blocked4.set_max_entries(2)?;
        open.maps.rules.set_max_entries(2)?;
        let bpf = open.load()?;
        let mut rules = Rules::new(2);
        let list = |prefixes: &[&str]| prefixes.iter().map(|prefix| prefix.parse().unwrap()).collect();
        let drops = |last| -> coolbpf::Result<bool> {
            let frame = [&[0; 12][..], &[8, 0, 0x45], &[0; 11], &[192, 0, 2, last], &[0; 40]].concat();
            Ok(bpf.progs.on_packet.test_run(TestRun::new().data(&frame))?.return_value == 1)
        };
        let counted = |rules: &Rules| -> coolbpf::Result<Vec<_>> {
            let counts = rules.all(&bpf.maps)?.into_iter().filter(|(_, counts)| counts.0 > 0);
            let mut counts: Vec<_> = counts.map(|(prefix, counts)| (prefix.to_string(), counts.0)).collect();
            counts.sort();
            Ok(counts)
        };

        rules.block(&bpf.maps, &list(&["192.0.2.1", "192.0.2.2"]))?;
        let more = list(&["192.0.2.3", "192.0.2.4", "192.0.2.5"]);
        let error = rules.block(&bpf.maps, &more).unwrap_err().to_string();
        assert!(error.starts_with("there is room for 2 rules, not for 3"), "{error}");
        assert!(drops(1)? && drops(2)? && !drops(3)?);
        // Others take their places, and what these have counted is not lost.
        rules.block(&bpf.maps, &list(&["192.0.2.3", "192.0.2.4"]))?;
        assert!(!drops(1)? && !drops(2)? && drops(3)?);
        let counts = ["192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"].map(|prefix| (prefix.to_owned(), 1));
        assert_eq!(counted(&rules)?, counts);
        rules.forget();
        assert_eq!(counted(&rules)?, counts[2..]);
        Ok(())
    }
}

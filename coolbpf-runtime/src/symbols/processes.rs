//! What processes have mapped, and the names of what they made at run time, which is kept when they end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::maps::{self, Mapping};
use super::perf_map::{Function, PerfMap};

/// Of how many processes it is kept.
const LIMIT: usize = 1024;
/// How long what was read counts.
const FRESH: Duration = Duration::from_secs(1);
/// How many bytes the names of all processes may take.
const MOST_NAMES: usize = 256 << 20;

#[derive(Debug, Default)]
pub(super) struct Processes {
    known: HashMap<u32, Process>,
    uses: u64,
}

#[derive(Debug)]
struct Process {
    mappings: Arc<[Mapping]>,
    read: Instant,
    perf_map: PerfMap,
    last_use: u64,
}

/// What a process has mapped.
pub(super) struct Found {
    pub(super) mappings: Arc<[Mapping]>,
    /// Whether it was read just now.
    pub(super) is_new: bool,
    /// The process that was forgotten for it.
    pub(super) forgotten: Option<u32>,
}

impl Processes {
    /// What the process has mapped to be run: what was read in the last second, if it is `enough`, else what is there now, or where it has
    /// ended, what was there when it was read the last time.
    pub(super) fn mappings(
        &mut self,
        pid: u32,
        enough: impl FnOnce(&[Mapping]) -> bool,
    ) -> Result<Found, Arc<str>> {
        self.uses += 1;
        let last_use = self.uses;
        let mut known = self.known.get_mut(&pid);
        if let Some(process) = &mut known {
            process.last_use = last_use;
            if process.read.elapsed() < FRESH && enough(&process.mappings) {
                return Ok(Found { mappings: process.mappings.clone(), is_new: false, forgotten: None });
            }
        }
        let why = match (maps::read(pid), known) {
            // One that has ended and is not waited for yet has an empty list.
            (Ok(mappings), known) if !mappings.is_empty() => {
                let mappings: Arc<[Mapping]> = mappings.into();
                let (now, read) = (mappings.clone(), Instant::now());
                match known {
                    Some(process) => (process.mappings, process.read) = (now, read),
                    None => {
                        let process = Process { mappings: now, read, perf_map: PerfMap::default(), last_use };
                        self.known.insert(pid, process);
                    }
                }
                return Ok(Found { mappings, is_new: true, forgotten: self.forget_one() });
            }
            (_, Some(process)) => {
                return Ok(Found { mappings: process.mappings.clone(), is_new: false, forgotten: None });
            }
            (Ok(_), None) => "it has ended, or is the kernel's".to_owned(),
            (Err(error), None) => format!("/proc/{pid}/maps: {error}"),
        };
        Err(format!("what process {pid} has mapped is unknown: {why}").into())
    }

    /// Forgets the process that was not asked about for longest, where there are too many.
    fn forget_one(&mut self) -> Option<u32> {
        if self.known.len() <= LIMIT {
            return None;
        }
        let oldest = self.known.iter().min_by_key(|(_, process)| process.last_use).map(|(pid, _)| *pid)?;
        self.known.remove(&oldest);
        Some(oldest)
    }

    /// The function that a known process has made at an address.
    pub(super) fn made(&mut self, pid: u32, address: u64) -> Option<&Function> {
        if self.known.get_mut(&pid)?.perf_map.refresh(pid) {
            self.forget_names(pid);
        }
        self.known.get(&pid)?.perf_map.find(address)
    }

    /// Reads the names of what a known process has made so far.
    pub(super) fn read_names(&mut self, pid: u32) {
        if self.known.get_mut(&pid).is_some_and(|process| process.perf_map.read(pid)) {
            self.forget_names(pid);
        }
    }

    /// Forgets the names of those that were not asked about for longest, but this one, where all take too much memory.
    fn forget_names(&mut self, pid: u32) {
        let mut named: Vec<_> = self.known.iter_mut().filter(|(other, _)| **other != pid).collect();
        named.sort_by_key(|(_, process)| std::cmp::Reverse(process.last_use));
        let mut size = 0;
        for (_, process) in named {
            size += process.perf_map.size();
            if size > MOST_NAMES {
                process.perf_map = PerfMap::default();
            }
        }
    }
}

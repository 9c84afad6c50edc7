//! What processes have mapped, which is kept when they end.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

use super::maps::{self, Mapping};

/// Of how many processes it is kept.
const LIMIT: usize = 1024;

#[derive(Debug, Default)]
pub(super) struct Processes {
    known: HashMap<u32, Process>,
    uses: u64,
}

#[derive(Debug)]
struct Process {
    mappings: Arc<[Mapping]>,
    last_use: u64,
}

impl Processes {
    /// What the process has mapped to be run: now, or where it has ended, what was there when this was called the last time.
    pub(super) fn mappings(&mut self, pid: u32) -> Result<Arc<[Mapping]>, Arc<str>> {
        self.uses += 1;
        let last_use = self.uses;
        let why = match maps::read(pid) {
            // One that has ended and is not waited for yet has an empty list.
            Ok(mappings) if !mappings.is_empty() => {
                let mappings: Arc<[Mapping]> = mappings.into();
                self.known.insert(pid, Process { mappings: mappings.clone(), last_use });
                return Ok(mappings);
            }
            Ok(_) => "it has ended, or is the kernel's".to_owned(),
            Err(error) => format!("/proc/{pid}/maps: {error}"),
        };
        match self.known.get_mut(&pid) {
            Some(process) => {
                process.last_use = last_use;
                Ok(process.mappings.clone())
            }
            None => Err(format!("what process {pid} has mapped is unknown: {why}").into()),
        }
    }

    /// Forgets the process that was not asked about for longest, where there are too many.
    pub(super) fn forget_one(&mut self) -> Option<u32> {
        if self.known.len() <= LIMIT {
            return None;
        }
        let oldest = self.known.iter().min_by_key(|(_, process)| process.last_use).map(|(pid, _)| *pid)?;
        self.known.remove(&oldest);
        Some(oldest)
    }
}

/// Whether the process, or what runs in it, has written a file of the functions that it made at run time. Whoever names a pipe so has nobody
/// wait for it.
pub(super) fn has_perf_map(pid: u32) -> bool {
    let own_id = || {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let ids = status.lines().find_map(|line| line.strip_prefix("NStgid:"))?;
        ids.split_ascii_whitespace().next_back()?.parse::<u32>().ok()
    };
    own_id().is_some_and(|own_id| {
        fs::symlink_metadata(format!("/proc/{pid}/root/tmp/perf-{own_id}.map"))
            .is_ok_and(|found| found.is_file())
    })
}

//! How many guests this machine has room for at a time.

use std::fs;
use std::num::NonZero;

/// What QEMU itself takes beside the memory of its guest, in MiB: the code that it translates, above all.
const OVERHEAD: u64 = 128;

/// The number of guests, each with so many CPUs and so much memory (MiB), that run at a time.
pub(super) fn guests(cpus: u32, memory: u64) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let available = fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    within(cores, available, cpus, memory)
}

fn within(cores: usize, available: Option<u64>, cpus: u32, memory: u64) -> usize {
    let by_cores = cores / usize::try_from(cpus.max(1)).unwrap_or(usize::MAX);
    // A quarter stays for everybody else.
    let by_memory = available.map(|available| available / 4 * 3 / memory.saturating_add(OVERHEAD).max(1));
    let by_memory = by_memory.and_then(|guests| usize::try_from(guests).ok()).unwrap_or(usize::MAX);
    by_cores.min(by_memory).max(1)
}

/// The memory that is available, in MiB, by the text of `/proc/meminfo`.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_are_as_many_as_cores_and_memory_allow_and_at_least_one() {
        for (cores, available, cpus, memory, guests) in [
            (8, Some(16_000), 1, 256, 8),
            (8, Some(16_000), 2, 256, 4),
            (8, Some(16_000), 16, 256, 1),
            (8, Some(2_000), 1, 256, 3),
            (8, Some(100), 1, 256, 1),
            (8, Some(16_000), 1, u64::MAX, 1),
            (4, None, 0, 256, 4),
        ] {
            assert_eq!(
                within(cores, available, cpus, memory),
                guests,
                "{cores} {available:?} {cpus} {memory}"
            );
        }
    }

    #[test]
    fn the_memory_that_is_available_is_read() {
        assert_eq!(available("MemTotal:  1 kB\nMemAvailable:   24117248 kB\n"), Some(23_552));
        for text in ["", "MemAvailable: many kB", "MemAvailable: 7"] {
            assert_eq!(available(text), None);
        }
    }
}

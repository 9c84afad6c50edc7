//! Lost events, for each CPU.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::map::{RawMap, possible_cpus};
use crate::{Error, ErrorKind, Result, Value};

/// Where lost events are counted.
#[derive(Debug, Default)]
pub(super) struct Lost {
    by_program: Vec<Counters>,
    by_kernel: Told,
}

/// Counters of a program. `coolbpf.h` has the other side.
#[derive(Debug)]
pub(super) enum Counters {
    /// A number at the same place of each CPU's value, in an array of one element.
    PerCpu { map: RawMap, offset: usize },
    /// An array of numbers at each of these places of a section of global variables, an element for each CPU. CPUs beyond them
    /// share them.
    Section { map: RawMap, offsets: Vec<usize> },
}

/// How many elements an array in a section has: `__COOLBPF_COUNTERS`.
const IN_SECTION: usize = 512;

impl Lost {
    pub(super) fn new(by_program: Vec<Counters>, by_kernel: Told) -> Self {
        Self { by_program, by_kernel }
    }

    pub(super) fn add(&mut self, counters: Counters) {
        self.by_program.push(counters);
    }

    /// What the kernel tells readers of perf buffers.
    pub(super) fn told(&self) -> &Told {
        &self.by_kernel
    }

    /// The counts by the CPUs' numbers; `None` if nobody counts.
    pub(super) fn per_cpu(&self) -> Result<Option<Vec<u64>>> {
        if self.by_program.is_empty() && self.by_kernel.0.is_empty() {
            return Ok(None);
        }
        let mut lost = self.by_kernel.per_cpu();
        for counters in &self.by_program {
            add(&mut lost, counters.read()?);
        }
        let cpus = possible_cpus()?;
        if lost.len() < cpus {
            lost.resize(cpus, 0);
        }
        while lost.len() > cpus && lost.last() == Some(&0) {
            lost.pop();
        }
        Ok(Some(lost))
    }

    pub(super) fn total(&self) -> Result<Option<u64>> {
        Ok(self.per_cpu()?.map(|lost| lost.iter().fold(0, |sum: u64, count| sum.saturating_add(*count))))
    }
}

fn add(sums: &mut Vec<u64>, counts: Vec<u64>) {
    if sums.len() < counts.len() {
        sums.resize(counts.len(), 0);
    }
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum = sum.saturating_add(count);
    }
}

impl Counters {
    fn read(&self) -> Result<Vec<u64>> {
        let (Self::PerCpu { map, .. } | Self::Section { map, .. }) = self;
        let bytes = map.get(0_u32.as_bytes())?.unwrap_or_default();
        let wrong = || {
            let message = format!("the map `{}` does not hold counters of lost events", map.name());
            Error::new(ErrorKind::Other, message)
        };
        let numbers = |bytes: &[u8], offset: usize, count: usize| -> Option<Vec<u64>> {
            let bytes = bytes.get(offset..)?.get(..count.checked_mul(8)?)?;
            Some(bytes.chunks_exact(8).filter_map(u64::read_from).collect())
        };
        let mut sums = Vec::new();
        match self {
            Self::PerCpu { map, offset } => {
                // The kernel pads each CPU's value to a multiple of 8 bytes.
                for value in bytes.chunks_exact(map.value_size().next_multiple_of(8).max(8)) {
                    sums.extend(numbers(value, *offset, 1).ok_or_else(wrong)?);
                }
            }
            Self::Section { offsets, .. } => {
                for offset in offsets {
                    add(&mut sums, numbers(&bytes, *offset, IN_SECTION).ok_or_else(wrong)?);
                }
            }
        }
        Ok(sums)
    }
}

/// What the kernel has told readers of perf buffers that each CPU had no room for.
#[derive(Debug, Clone, Default)]
pub(super) struct Told(Arc<[AtomicU64]>);

impl Told {
    pub(super) fn of(cpus: u32) -> Self {
        Self((0..cpus).map(|_| AtomicU64::new(0)).collect())
    }

    /// Of the CPUs that a perf buffer has elements for, which may be many more than there are.
    pub(super) fn of_map(map: &RawMap) -> Result<Self> {
        let possible = u32::try_from(possible_cpus()?).unwrap_or(u32::MAX);
        Ok(Self::of(map.max_entries().min(possible)))
    }

    pub(super) fn per_cpu(&self) -> Vec<u64> {
        self.0.iter().map(|count| count.load(Ordering::Relaxed)).collect()
    }

    pub(super) fn add(&self, cpu: u32, count: u64) {
        if let Some(sum) = self.0.get(cpu as usize) {
            // More would take some centuries.
            sum.fetch_add(count, Ordering::Relaxed);
        }
    }
}

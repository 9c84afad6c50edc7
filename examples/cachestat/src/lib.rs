//! Counts what reads find in the page cache, and pages that come into it and become dirty, until Ctrl-C.
#![forbid(unsafe_code)]

use std::{fs, io};

use clap::Parser;
use coolbpf::Filter;
use tool::{Intervals, Output, number};

#[coolbpf::program]
mod cachestat {
    const SOURCE: &str = include_str!("bpf/cachestat.bpf.c");
}

use cachestat::alternatives::Read;

/// Counts what reads find in the page cache, and pages that come into it and become dirty.
///
/// A page that a read asks for is a hit if it is in the cache then, and else a miss: what the kernel reads ahead is a hit when it is asked
/// for. `added` are all pages of files and disks that come into the cache, also those that are read ahead, written or mapped; `dirtied` those
/// that are to be written to a disk, each time that they become so. Hits and misses take fentry or kprobes. Elsewhere they are not told, for
/// no tracepoint does. Access to mapped files is never a hit or a miss; nor is that to file systems that keep no pages of files in the cache
/// or read them by their own means, as tmpfs does.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  cachestat --every 1              a row each second, until Ctrl-C
  cachestat --every 5 --comm postgres
                                   what postgres reads and writes itself: threads of the kernel read and write for others
  cachestat --json --duration 60 --every 10 > cache.jsonl")]
pub struct Options {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    intervals: Intervals,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = cachestat::open()?;
    open.rodata().page_shift = page_size()?.ilog2();
    options.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let sees_reads = bpf.alternatives.read.chosen() != Some(Read::None);
    if !sees_reads {
        eprintln!("this kernel lets no function be watched that reads: hits and misses are not known");
    }
    let columns = [
        number("hits", 12),
        number("misses", 12),
        number("ratio", 7),
        number("added", 12),
        number("dirtied", 12),
    ];
    let table = options.output.table(columns);
    let mut printed = [0; 4];
    options.intervals.each(|| {
        let counts = bpf.bss();
        let now = [counts.hits.get()?, counts.misses.get()?, counts.added.get()?, counts.dirtied.get()?];
        let before = std::mem::replace(&mut printed, now);
        let [hits, misses, added, dirtied] = std::array::from_fn(|at| now[at].wrapping_sub(before[at]));
        let reads = hits + misses;
        table.row([
            &sees_reads.then_some(hits),
            &sees_reads.then_some(misses),
            &(reads > 0).then(|| hits as f64 / reads as f64),
            &added,
            &dirtied,
        ]);
        Ok(())
    })
}

/// The size of the pages that this process has.
fn page_size() -> io::Result<u64> {
    let areas = fs::read_to_string("/proc/self/smaps")?;
    let size = areas.lines().find_map(|line| line.strip_prefix("KernelPageSize:")?.strip_suffix("kB"));
    let kilobytes = size.and_then(|size| size.trim().parse::<u64>().ok()).filter(|size| *size > 0);
    Ok(kilobytes.ok_or_else(|| io::Error::other("/proc/self/smaps has no page size"))? * 1024)
}

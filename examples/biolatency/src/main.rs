//! Shows how long block devices take for what they are asked, as histograms, and which requests were slow, until Ctrl-C.
#![forbid(unsafe_code)]

mod disk;
mod report;
mod symbols;

use std::time::{Duration, Instant};

use clap::Parser;
use coolbpf::End;

use report::Report;

#[coolbpf::program]
mod biolatency {
    const SOURCE: &str = include_str!("bpf/biolatency.bpf.c");
}

/// Shows how long block devices take for what they are asked: a histogram for each operation, from the moment that a disk is given a request
/// to its end.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  biolatency                     one histogram for each operation, at Ctrl-C
  biolatency --every 5           what came in each 5 seconds
  biolatency --disk vda --slow 20
                                 also each request of vda that took at least 20 ms, with the kernel's stack that issued it
  biolatency --json --duration 60 > latencies.jsonl")]
struct Options {
    /// Only this disk, as in `vda` or `sdb`; one that is made of others, as `dm-0`, has no requests
    #[arg(long)]
    disk: Option<String>,
    /// Also print each request that took at least so long, up to 1000 a second
    #[arg(long, value_name = "MILLISECONDS")]
    slow: Option<f64>,
    /// Print the histograms so often, with what came since, and not only at the end
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    every: Option<u64>,
    /// End after so long, and not only at Ctrl-C
    #[arg(long, value_name = "SECONDS")]
    duration: Option<u64>,
    /// Print a line of JSON for each histogram and slow request
    #[arg(long)]
    json: bool,
}

fn main() -> coolbpf::Result<()> {
    let options = Options::parse();
    let mut open = biolatency::open()?;
    if let Some(name) = &options.disk {
        open.rodata().disk = disk::number(name)?;
    }
    if let Some(milliseconds) = options.slow {
        // Too large and negative numbers become the largest and the smallest.
        open.rodata().slow = ((milliseconds * 1e6) as u64).max(1);
    }
    let mut bpf = open.load()?;
    bpf.attach()?;

    let start = Instant::now();
    let ends = options.duration.and_then(|seconds| start.checked_add(Duration::from_secs(seconds)));
    let every = options.every.map(Duration::from_secs);
    let mut next = every.and_then(|every| start.checked_add(every));
    let mut report = Report::new(options.json, options.slow.is_some())?;
    let mut events = bpf.events()?;
    loop {
        if let Some(deadline) = [ends, next].into_iter().flatten().min() {
            events = events.deadline(deadline);
        }
        for request in events.by_ref() {
            let request = request?;
            report.slow(&request, &bpf.maps.stacks.get(request.stack)?.unwrap_or_default())?;
        }
        if events.end() == Some(End::StdoutClosed) {
            break;
        }
        report.histograms(&bpf.maps.latencies)?;
        let is_over = ends.is_some_and(|ends| ends <= Instant::now());
        if is_over || events.end() != Some(End::Timeout) {
            break;
        }
        next = next.zip(every).and_then(|(next, every)| next.checked_add(every));
    }
    report::losses(events.lost()?, bpf.maps.limit.get(0)?.map(|limit| limit.refused));
    Ok(())
}

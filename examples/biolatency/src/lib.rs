//! Shows how long block devices take for what they are asked, as histograms, and which requests were slow, until Ctrl-C.
#![forbid(unsafe_code)]

mod disk;
mod slow_requests;

use clap::Parser;
use coolbpf::Filter;
use tool::Intervals;
use tool::histogram::Histograms;

use slow_requests::SlowRequests;

#[coolbpf::program]
mod biolatency {
    const SOURCE: &str = include_str!("bpf/biolatency.bpf.c");
}

/// Shows how long disks take, as a histogram for each operation.
///
/// The time is that from the moment that a disk is given a request to its end. Of a request, the task that is filtered by is the one that gives it to the disk: for what is written later, a thread of the
/// kernel.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  biolatency                     one histogram for each operation, at Ctrl-C
  biolatency --every 5           what came in each 5 seconds
  biolatency --comm postgres     of what postgres gives to the disks itself: what is written later, threads of the kernel do
  biolatency --disk vda --slow 20
                                 also each request of vda that took at least 20 ms, with the kernel's stack that issued it
  biolatency --json --duration 60 > latencies.jsonl")]
pub struct Options {
    /// Only this disk, as in `vda` or `sdb`; one that is made of others, as `dm-0`, has no requests
    #[arg(long)]
    disk: Option<String>,
    /// Also print each request that took at least so long, up to 1000 a second
    #[arg(long, value_name = "MILLISECONDS")]
    slow: Option<f64>,
    #[command(flatten)]
    intervals: Intervals,
    #[command(flatten)]
    filter: Filter,
    /// Print a line of JSON for each histogram and slow request
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = biolatency::open()?;
    if let Some(name) = &options.disk {
        open.rodata().disk = disk::number(name)?;
    }
    if let Some(milliseconds) = options.slow {
        // Too large and negative numbers become the largest and the smallest.
        open.rodata().slow = ((milliseconds * 1e6) as u64).max(1);
    }
    options.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;

    let mut slow = options.slow.is_some().then(|| SlowRequests::new(options.json));
    let mut histograms = Histograms::new(options.json, "microseconds");
    let print = |request: biolatency::types::slow_request| {
        if let Some(slow) = &mut slow {
            slow.print(&request, &bpf.maps.stacks.get(request.stack)?.unwrap_or_default());
        }
        Ok(())
    };
    let each = || {
        for (operation, latencies) in (0..).zip(bpf.maps.latencies.iter()) {
            histograms.print("operation", disk::operation(operation), &latencies?.slots);
        }
        Ok(())
    };
    options.intervals.follow(bpf.events()?, print, each)?;
    let refused = bpf.maps.limit.get(0)?.map(|limit| limit.refused);
    tool::lost(refused, "slow requests", "there were more than 1000 a second; they are in the histograms");
    Ok(())
}

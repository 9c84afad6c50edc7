//! Shows how many tasks wait for a CPU, as histograms of samples, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use coolbpf::Histogram;
use coolbpf::attach::{PerfEvent, SoftwareEvent};
use tool::Intervals;
use tool::histogram::Histograms;

#[coolbpf::program]
mod runqlen {
    const SOURCE: &str = include_str!("bpf/runqlen.bpf.c");
}

/// Shows how many tasks that could run wait for a CPU, as a histogram.
///
/// So many times a second, it looks at the queue of each CPU. `occupied_percent` says how many of the looks found a task that waited.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  runqlen                        one histogram of all CPUs, at Ctrl-C
  runqlen --each-cpu --every 5   whether the load is spread evenly, each 5 seconds
  runqlen --json --duration 60 > lengths.jsonl")]
pub struct Options {
    /// A histogram for each CPU
    #[arg(long)]
    each_cpu: bool,
    /// Look so many times a second
    #[arg(long, value_name = "HERTZ", default_value_t = 99, value_parser = clap::value_parser!(u64).range(1..))]
    frequency: u64,
    /// Print a line of JSON for each histogram
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(flatten)]
    intervals: Intervals,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the program can't be loaded or attached, or what it tells can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let bpf = runqlen::open()?.load()?;
    let clock = PerfEvent::software(SoftwareEvent::CpuClock).frequency(options.frequency);
    let _samples = bpf.progs.on_sample.attach_to(clock)?;
    let mut histograms = Histograms::of(options.json, Histogram::linear("waiting tasks", 0, 1))
        .figure("occupied_percent", occupied_percent);
    options.intervals.each(|| {
        let cpus = bpf.maps.lengths.get(0)?.unwrap_or_default();
        if options.each_cpu {
            for (cpu, lengths) in (0_u32..).zip(&cpus) {
                histograms.print("cpu", cpu, &lengths.slots);
            }
        } else {
            let mut all = [0; 64];
            for (sum, slot) in all.iter_mut().zip(0..) {
                *sum = cpus.iter().map(|lengths| lengths.slots[slot]).sum();
            }
            histograms.print("cpu", "all", &all);
        }
        Ok(())
    })
}

/// How many of 100 looks found a task that waited.
fn occupied_percent(lengths: &Histogram) -> f64 {
    let found: u64 = lengths.all_buckets().skip(1).map(|bucket| bucket.count).sum();
    found as f64 * 100.0 / lengths.total() as f64
}

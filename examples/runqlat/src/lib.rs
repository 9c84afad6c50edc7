//! Shows how long tasks wait for a CPU, as histograms, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use coolbpf::Filter;
use tool::Intervals;
use tool::histogram::Histograms;

#[coolbpf::program]
mod runqlat {
    const SOURCE: &str = include_str!("bpf/runqlat.bpf.c");
}

/// Shows how long tasks that could run wait for a CPU, as a histogram.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  runqlat                            one histogram of all tasks, at Ctrl-C
  runqlat --every 5                  what came in each 5 seconds
  runqlat --each-process --comm nginx
                                     a histogram for each process of nginx
  runqlat --cgroup system.slice --json --duration 60 > latencies.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: runqlat::Options,
    /// Print a line of JSON for each histogram
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    intervals: Intervals,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = runqlat::open()?;
    options.constants.fill(&mut open);
    options.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let mut histograms = Histograms::new(options.json, "microseconds");
    options.intervals.each(|| {
        let processes = bpf.maps.processes.iter();
        let processes =
            processes.map(|entry| entry.map(|(pid, process)| (pid, process.comm, process.latencies.slots)));
        histograms.print_processes("tasks", options.constants.each_process, processes)
    })?;
    tool::lost(Some(bpf.bss().uncounted.get()?), "waits", "there was no room for so many processes");
    Ok(())
}

//! Shows for how long tasks stay on the CPU, or off it, as histograms, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use coolbpf::Filter;
use tool::Intervals;
use tool::histogram::Histograms;

#[coolbpf::program]
mod cpudist {
    const SOURCE: &str = include_str!("bpf/cpudist.bpf.c");
}

/// Shows for how long tasks stay on the CPU, or off it, as a histogram
#[derive(Parser)]
#[command(after_help = "\
Examples:
  cpudist                            one histogram of all tasks, at Ctrl-C
  cpudist --off --every 5            for how long they were away, each 5 seconds
  cpudist --each-process --comm nginx
                                     a histogram for each process of nginx
  cpudist --cgroup system.slice --json --duration 60 > times.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: cpudist::Options,
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
    let mut open = cpudist::open()?;
    options.constants.fill(&mut open);
    options.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let mut histograms = Histograms::new(options.json, "microseconds");
    options.intervals.each(|| {
        let processes = bpf.maps.processes.iter();
        let processes =
            processes.map(|entry| entry.map(|(pid, process)| (pid, process.comm, process.durations.slots)));
        histograms.print_processes("tasks", options.constants.each_process, processes)
    })?;
    tool::lost(Some(bpf.bss().forgotten.get()?), "times", "there was no room for so many threads");
    tool::lost(Some(bpf.bss().uncounted.get()?), "times", "there was no room for so many processes");
    Ok(())
}

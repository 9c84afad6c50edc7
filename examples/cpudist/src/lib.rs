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
    /// The time off the CPU, and not that on it
    #[arg(long)]
    off: bool,
    /// A histogram for each process
    #[arg(long)]
    each_process: bool,
    /// Print a line of JSON for each histogram
    #[arg(long)]
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
    let constants = open.rodata();
    options.filter.fill(&mut constants.filter)?;
    constants.off = options.off.into();
    constants.each_process = options.each_process.into();
    let mut bpf = open.load()?;
    bpf.attach()?;
    let mut histograms = Histograms::new(options.json, "microseconds");
    options.intervals.each(|| {
        for entry in bpf.maps.processes.iter() {
            let (pid, process) = entry?;
            let who = if options.each_process { format!("{pid} {}", process.comm) } else { "all".to_owned() };
            histograms.print("tasks", who, &process.durations.slots);
        }
        Ok(())
    })?;
    tool::lost(Some(bpf.bss().forgotten.get()?), "times", "there was no room for so many threads");
    tool::lost(Some(bpf.bss().uncounted.get()?), "times", "there was no room for so many processes");
    Ok(())
}

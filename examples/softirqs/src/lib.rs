//! Shows how long interrupts run, or how long soft ones wait, as histograms, until Ctrl-C.
#![forbid(unsafe_code)]

use std::fs;

use clap::Parser;
use tool::Intervals;
use tool::histogram::Histograms;

#[coolbpf::program]
mod softirqs {
    const SOURCE: &str = include_str!("bpf/softirqs.bpf.c");
}

use softirqs::types::interrupt;

/// The soft interrupts by their numbers, as of the kernel's `include/linux/interrupt.h`.
const SOFT: [&str; 10] =
    ["hi", "timer", "net_tx", "net_rx", "block", "irq_poll", "tasklet", "sched", "hrtimer", "rcu"];

/// Shows how long soft interrupts run, or wait, as a histogram for each kind.
///
/// The time that one runs includes that of hard ones that come in between.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  softirqs                       how long they run, at Ctrl-C
  softirqs --hard --every 5      and those of devices, what came in each 5 seconds
  softirqs --wait --nanoseconds  how long they wait until they run
  softirqs --json --duration 60 > times.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: softirqs::Options,
    /// Also hard interrupts: how long their handlers run, by the number that /proc/interrupts has
    #[arg(long, conflicts_with = "wait")]
    hard: bool,
    /// Print a line of JSON for each histogram
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(flatten)]
    intervals: Intervals,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let wait = options.constants.wait;
    let mut open = softirqs::open()?;
    options.constants.fill(&mut open);
    open.alternatives.softirq_raise.set_autoload(wait);
    open.alternatives.softirq_exit.set_autoload(!wait);
    open.alternatives.irq_handler_entry.set_autoload(options.hard);
    open.alternatives.irq_handler_exit.set_autoload(options.hard);
    let mut bpf = open.load()?;
    bpf.attach()?;
    let unit = if options.constants.nanoseconds { "nanoseconds" } else { "microseconds" };
    let mut histograms = Histograms::new(options.json, unit);
    options.intervals.each(|| {
        let mut all = bpf.maps.times.iter().collect::<coolbpf::Result<Vec<_>>>()?;
        all.sort_by_key(|(interrupt, _)| (interrupt.is_hard, interrupt.number));
        for (interrupt, times) in all {
            let kind = if interrupt.is_hard == 0 { "soft" } else { "hard" };
            histograms.print(kind, name(interrupt), &times.slots);
        }
        Ok(())
    })?;
    tool::lost(Some(bpf.bss().uncounted.get()?), "interrupts", "there was no room for so many numbers");
    Ok(())
}

/// The kind of a soft interrupt, or the number of a hard one and what its handlers are called.
fn name(interrupt { is_hard, number }: interrupt) -> String {
    if is_hard == 0 {
        let known = usize::try_from(number).ok().and_then(|number| SOFT.get(number));
        return known.map_or_else(|| number.to_string(), |name| (*name).to_owned());
    }
    // Linux 4.9 brought it (ecb3f394c5db).
    let actions = fs::read_to_string(format!("/sys/kernel/irq/{number}/actions")).unwrap_or_default();
    format!("{number} {}", actions.trim().escape_debug()).trim_end().to_owned()
}

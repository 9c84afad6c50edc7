//! Counts system calls and the time that they take, until Ctrl-C.
#![forbid(unsafe_code)]

use std::cmp::Reverse;
use std::collections::HashMap;

use clap::Parser;
use coolbpf::Filter;
use syscalls::Sysno;
use tool::{Intervals, Output, number, text};

#[coolbpf::program]
mod syscount {
    const SOURCE: &str = include_str!("bpf/syscount.bpf.c");
}

/// Counts system calls, those that fail, and the time that they take.
///
/// A call counts when it ends. Those of 32-bit programs are not counted.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  syscount --duration 10              the calls of all processes in ten seconds
  syscount --every 5 --top 5          the five that are called most, each five seconds
  syscount --each-process --failed    which processes have which calls fail
  syscount --pid 1234 --json")]
pub struct Options {
    #[command(flatten)]
    constants: syscount::Options,
    /// Print so many of those that are called most
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    top: usize,
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
    let mut open = syscount::open()?;
    options.constants.fill(&mut open);
    options.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [
        number("pid", 7),
        text("comm", 16),
        text("call", 24),
        number("calls", 9),
        number("failures", 9),
        number("ms", 12),
    ];
    let table = options.output.table(columns);
    // What has been printed: programs go on counting, so nothing is lost between two looks.
    let mut printed = HashMap::new();
    options.intervals.each(|| {
        let mut rows = Vec::new();
        for entry in bpf.maps.counts.iter() {
            let (what, now) = entry?;
            let before = printed.insert(what, now).unwrap_or_default();
            let calls = now.calls.wrapping_sub(before.calls);
            if calls > 0 {
                rows.push((calls, what, before, now));
            }
        }
        rows.sort_by_key(|(calls, ..)| Reverse(*calls));
        for (calls, what, before, now) in rows.into_iter().take(options.top) {
            let process = options.constants.each_process.then_some((what.process, now.comm));
            table.row([
                &process.map(|(pid, _)| pid),
                &process.map(|(_, comm)| comm),
                &name(what.call),
                &calls,
                &now.failures.wrapping_sub(before.failures),
                &(now.nanoseconds.wrapping_sub(before.nanoseconds) as f64 / 1e6),
            ]);
        }
        Ok(())
    })?;
    tool::lost(Some(bpf.bss().uncounted.get()?), "calls", "there was no room for so many processes");
    Ok(())
}

/// The name of a system call of this architecture.
fn name(number: u32) -> String {
    let known = usize::try_from(number).ok().and_then(Sysno::new);
    known.map_or_else(|| format!("call-{number}"), |call| call.name().to_owned())
}

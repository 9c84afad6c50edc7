//! Shows for how long and in which stacks tasks were off the CPU: blocked, asleep, or waiting for their turn.
#![forbid(unsafe_code)]

use std::time::Duration;

use clap::Parser;
use coolbpf::Filter;
use coolbpf::symbols::Symbolizer;
use tool::stacks::{Counted, Stacks};

#[coolbpf::program]
mod offcputime {
    const SOURCE: &str = include_str!("bpf/offcputime.bpf.c");
}

/// Shows for how long and in which stacks tasks were off the CPU.
///
/// They were blocked, asleep, or waiting for their turn. It counts microseconds, when a task runs again.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  offcputime                         folded stacks of all tasks, at Ctrl-C
  offcputime --duration 10 --svg off.svg
                                     a flame graph of ten seconds, for a browser
  offcputime --comm postgres --at-least 1000
                                     where postgres waits for a millisecond and more
  offcputime --kernel --cgroup system.slice --json --duration 60 > stacks.jsonl

Stacks of what was compiled without frame pointers are short; gcc and clang keep them with -fno-omit-frame-pointer, rustc with
-C force-frame-pointers=yes.")]
pub struct Options {
    /// Only times of so many microseconds or more
    #[arg(long, value_name = "MICROSECONDS")]
    at_least: Option<u64>,
    /// Only times of so many microseconds or less
    #[arg(long, value_name = "MICROSECONDS")]
    at_most: Option<u64>,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    stacks: Stacks,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = offcputime::open()?;
    let constants = open.rodata();
    options.filter.fill(&mut constants.filter)?;
    constants.at_least = options.at_least.map_or(0, nanoseconds);
    constants.at_most = options.at_most.map_or(u64::MAX, nanoseconds);
    constants.without_user = options.stacks.kernel.into();
    constants.without_kernel = options.stacks.user.into();
    let mut bpf = open.load()?;
    bpf.attach()?;

    let mut symbols = Symbolizer::new();
    options.stacks.wait(&mut symbols, || bpf.maps.places.keys().map(|place| Ok(place?.pid)))?;
    bpf.detach()?;

    let counted = bpf.maps.places.iter().map(|entry| {
        let (place, spent) = entry?;
        let microseconds = Duration::from_nanos(spent.nanoseconds).as_micros();
        let counts =
            vec![("microseconds", microseconds.try_into().unwrap_or(u64::MAX)), ("times", spent.times)];
        let comm = place.comm.to_string();
        Ok(Counted { pid: place.pid, comm, user: place.user, kernel: place.kernel, counts })
    });
    options.stacks.print(
        ("For how long tasks were off the CPU", "microseconds"),
        &mut symbols,
        &bpf.maps.stacks,
        counted,
    )?;
    tool::lost(Some(bpf.bss().lost.get()?), "times", "there was no room for them");
    tool::lost(Some(bpf.bss().without_stack.get()?), "stacks", "other stacks have their places");
    Ok(())
}

fn nanoseconds(microseconds: u64) -> u64 {
    microseconds.saturating_mul(1000)
}

//! Shows what the CPUs are busy with: the stacks of the kernel and of processes, counted, as text or as a flame graph.
#![forbid(unsafe_code)]

use std::collections::HashSet;
use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use coolbpf::attach::{PerfEvent, SoftwareEvent};
use coolbpf::symbols::{FoldedStacks, Symbol, Symbolizer};
use coolbpf::{End, Filter, Poller};
use serde_json::json;

use profile::types::sample;

#[coolbpf::program]
mod profile {
    const SOURCE: &str = include_str!("bpf/profile.bpf.c");
}

/// Shows what the CPUs are busy with, as stacks or as a flame graph.
///
/// So many times a second, it looks at which functions each CPU is in, and prints how often it found each stack.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  profile                            folded stacks of all processes, at Ctrl-C
  profile --duration 10 --svg cpu.svg
                                     a flame graph of ten seconds, for a browser
  profile --comm postgres --user     only functions of postgres, without the kernel's
  profile --cgroup system.slice --json --duration 60 > stacks.jsonl

Stacks of what was compiled without frame pointers are short; gcc and clang keep them with -fno-omit-frame-pointer, rustc with
-C force-frame-pointers=yes.")]
pub struct Options {
    /// Look so many times a second
    #[arg(long, value_name = "HERTZ", default_value_t = 99, value_parser = clap::value_parser!(u64).range(1..))]
    frequency: u64,
    /// Without stacks of the kernel
    #[arg(long, conflicts_with = "kernel")]
    user: bool,
    /// Without stacks of processes
    #[arg(long)]
    kernel: bool,
    /// Draw a flame graph into this file, instead of printing stacks
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    svg: Option<PathBuf>,
    /// Print a line of JSON for each stack
    #[arg(long)]
    json: bool,
    /// End after so long, and not only at Ctrl-C
    #[arg(long, value_name = "SECONDS")]
    duration: Option<u64>,
    #[command(flatten)]
    filter: Filter,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = profile::open()?;
    options.filter.fill(&mut open.rodata().filter)?;
    let bpf = open.load()?;
    let clock = PerfEvent::software(SoftwareEvent::CpuClock).frequency(options.frequency);
    let link = bpf.progs.on_sample.attach_to(clock)?;

    let mut symbols = Symbolizer::new();
    follow(&bpf, options.duration, &mut symbols)?;
    link.detach()?;

    let mut folded = FoldedStacks::new();
    for entry in bpf.maps.counts.iter() {
        let (sample, count) = entry?;
        let stack = |id| bpf.maps.stacks.get(id).map(Option::unwrap_or_default);
        let (mut user, mut kernel) = (Vec::new(), Vec::new());
        if !options.kernel {
            user = symbols.process(sample.pid, &stack(sample.user)?);
        }
        if !options.user {
            kernel = symbols.kernel(&stack(sample.kernel)?);
        }
        if options.json {
            println!("{}", as_json(&sample, &user, &kernel, count));
        } else {
            folded.add(&sample.comm.to_string(), &user, &kernel, count);
        }
    }
    match &options.svg {
        Some(path) => folded.write_svg("What the CPUs are busy with", "samples", File::create(path)?)?,
        None => print!("{folded}"),
    }
    tool::lost(Some(bpf.bss().lost.get()?), "samples", "there was no room for them");
    tool::lost(Some(bpf.bss().without_stack.get()?), "stacks", "there was no room for them");
    Ok(())
}

/// Waits for the end, and looks at each process while it is there, so that its functions have names when it has ended.
fn follow(bpf: &profile::Bpf, seconds: Option<u64>, symbols: &mut Symbolizer) -> coolbpf::Result<()> {
    let ends = seconds.and_then(|seconds| Instant::now().checked_add(Duration::from_secs(seconds)));
    let mut poller = Poller::new()?;
    let mut seen = HashSet::new();
    loop {
        let next = Instant::now() + Duration::from_millis(500);
        poller.set_deadline(Some(ends.map_or(next, |ends| ends.min(next))));
        let end = poller.run()?;
        for sample in bpf.maps.counts.keys() {
            let pid = sample?.pid;
            if seen.insert(pid) {
                // One that has ended already stays without names.
                let _ = symbols.remember(pid);
            }
        }
        if end != End::Timeout || ends.is_some_and(|ends| ends <= Instant::now()) {
            return Ok(());
        }
    }
}

fn as_json(sample: &sample, user: &[Symbol], kernel: &[Symbol], count: u64) -> String {
    let names = |stack: &[Symbol]| stack.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (comm, pid) = (sample.comm.to_string(), sample.pid);
    json!({"comm": comm, "pid": pid, "user": names(user), "kernel": names(kernel), "count": count})
        .to_string()
}

//! Shows what the CPUs are busy with: the stacks of the kernel and of processes, counted, as text or as a flame graph.
#![forbid(unsafe_code)]

use clap::Parser;
use coolbpf::Filter;
use coolbpf::attach::{PerfEvent, SoftwareEvent};
use coolbpf::symbols::Symbolizer;
use tool::stacks::{Counted, Stacks};

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
    let mut open = profile::open()?;
    options.filter.fill(&mut open.rodata().filter)?;
    let bpf = open.load()?;
    let clock = PerfEvent::software(SoftwareEvent::CpuClock).frequency(options.frequency);
    let link = bpf.progs.on_sample.attach_to(clock)?;

    let mut symbols = Symbolizer::new();
    let samples = &bpf.maps.counts;
    options.stacks.wait(&mut symbols, || samples.keys().map(|sample| Ok(sample?.pid)))?;
    link.detach()?;

    let counted = samples.iter().map(|entry| {
        let (sample, count) = entry?;
        let (comm, counts) = (sample.comm.to_string(), vec![("count", count)]);
        Ok(Counted { pid: sample.pid, comm, user: sample.user, kernel: sample.kernel, counts })
    });
    options.stacks.print(
        ("What the CPUs are busy with", "samples"),
        &mut symbols,
        &bpf.maps.stacks,
        counted,
    )?;
    tool::lost(Some(bpf.bss().lost.get()?), "samples", "there was no room for them");
    tool::lost(Some(bpf.bss().without_stack.get()?), "stacks", "other stacks have their places");
    Ok(())
}

//! Prints what runs on each CPU, 10 times a second, until Ctrl-C.

use coolbpf::attach::{PerfEvent, SoftwareEvent};

#[coolbpf::program]
mod samples {
    const SOURCE: &str = include_str!("bpf/samples.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let bpf = samples::open()?.load()?;
    let clock = PerfEvent::software(SoftwareEvent::CpuClock).frequency(10);
    let _link = bpf.progs.on_sample.attach_to(clock)?;
    println!("CPU {:>7} COMMAND", "PID");
    for event in bpf.events()? {
        let event = event?;
        println!("{:>3} {:>7} {}", event.cpu, event.pid, event.comm);
    }
    Ok(())
}

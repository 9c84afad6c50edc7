//! Prints each program that is started, until Ctrl-C; with an argument, only says how many nanoseconds it took to open,
//! load and attach.

#![forbid(unsafe_code)]

use std::time::Instant;

#[coolbpf::program]
mod tracer {
    const SOURCE: &str = include_str!("../bpf/tracer.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let start = Instant::now();
    let bpf = tracer::attach()?;
    if std::env::args().len() > 1 {
        println!("{}", start.elapsed().as_nanos());
        return Ok(());
    }
    for event in bpf.events()? {
        let event = event?;
        println!("{:>7} {}", event.pid, event.comm);
    }
    Ok(())
}

//! Prints each program that is started, until Ctrl-C; with an argument, only says how many nanoseconds it took to open,
//! load and attach; with the argument `again`, to do so a second time.

#![forbid(unsafe_code)]

use std::time::Instant;

#[coolbpf::program]
mod tracer {
    const SOURCE: &str = include_str!("../bpf/tracer.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let start = Instant::now();
    let bpf = tracer::attach()?;
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("again") {
        let start = Instant::now();
        let _again = tracer::attach()?;
        println!("{}", start.elapsed().as_nanos());
        return Ok(());
    }
    if argument.is_some() {
        println!("{}", start.elapsed().as_nanos());
        return Ok(());
    }
    for event in bpf.events()? {
        let event = event?;
        println!("{:>7} {}", event.pid, event.comm);
    }
    Ok(())
}

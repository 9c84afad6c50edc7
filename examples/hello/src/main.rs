//! Prints each program that is started, until Ctrl-C.

#![deny(warnings, missing_docs)]

#[coolbpf::program]
mod hello {
    const SOURCE: &str = include_str!("bpf/hello.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    for event in hello::attach()?.events()? {
        let event = event?;
        println!("{:>7} {}", event.pid, event.comm);
    }
    Ok(())
}

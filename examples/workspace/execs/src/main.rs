//! Prints each program that is started, until Ctrl-C.

#[coolbpf::program]
mod execs {
    const SOURCE: &str = include_str!("bpf/execs.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    for event in execs::attach()?.events()? {
        let event = event?;
        println!("{:>7} {}", event.pid, event.comm);
    }
    Ok(())
}

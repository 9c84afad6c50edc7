//! Prints each program that is started, until Ctrl-C.

#[coolbpf::program]
mod execs {
    const SOURCE: &str = include_str!("bpf/execs.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let bpf = execs::attach()?;
    println!("{:>7} COMMAND", "PID");
    for event in bpf.events()? {
        let event = event?;
        println!("{:>7} {}", event.pid, event.comm);
    }
    Ok(())
}

//! Prints each host name that a program looks up by the C library, until Ctrl-C.

#[coolbpf::program]
mod lookups {
    const SOURCE: &str = include_str!("bpf/lookups.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let bpf = lookups::attach()?;
    println!("{:>7} {:16} HOST", "PID", "COMMAND");
    for event in bpf.events()? {
        let event = event?;
        println!("{:>7} {:16} {}", event.pid, event.comm, event.host);
    }
    Ok(())
}

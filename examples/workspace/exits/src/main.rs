//! Prints each process that ends, until Ctrl-C.

#[coolbpf::program]
mod exits {
    const SOURCE: &str = include_str!("bpf/exits.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    for event in exits::attach()?.events()? {
        let event = event?;
        println!("{:>7} {}", event.pid, event.comm);
    }
    Ok(())
}

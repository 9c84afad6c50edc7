//! Prints each program that is started, with its parent and its file, until Ctrl-C.
#![forbid(unsafe_code)]

#[coolbpf::program]
mod execsnoop {
    const SOURCE: &str = include_str!("bpf/execsnoop.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let bpf = execsnoop::attach()?;
    println!("{:>7} {:>7} {:<16} FILENAME", "PID", "PPID", "COMM");
    for event in bpf.events()? {
        let event = event?;
        println!("{:>7} {:>7} {:<16} {}", event.pid, event.ppid, event.comm, event.filename);
    }
    Ok(())
}

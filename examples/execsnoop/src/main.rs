//! Prints each program that is started, with its parent and its file, until Ctrl-C; `execsnoop git` those whose names start
//! with `git`.
#![forbid(unsafe_code)]

use std::{env, io};

#[coolbpf::program]
mod execsnoop {
    const SOURCE: &str = include_str!("bpf/execsnoop.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let mut open = execsnoop::open()?;
    if let Some(name) = env::args().nth(1) {
        open.rodata().filter.comm = coolbpf::Chars::new(&name)
            .ok_or_else(|| io::Error::other("a program's name has at most 15 bytes"))?;
    }
    let mut bpf = open.load()?;
    bpf.attach()?;
    println!("{:>7} {:>7} {:<16} FILENAME", "PID", "PPID", "COMM");
    for event in bpf.events()? {
        let event = event?;
        println!("{:>7} {:>7} {:<16} {}", event.pid, event.ppid, event.comm, event.filename);
    }
    Ok(())
}

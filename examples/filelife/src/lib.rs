//! Prints files that lived only for a short time: who created and who deleted them, until Ctrl-C.
#![forbid(unsafe_code)]

use std::io;
use std::path::Path;

use clap::Parser;
use coolbpf::KernelVersion;
use tool::{Tracer, number, text};

#[coolbpf::program]
mod filelife {
    const SOURCE: &str = include_str!("bpf/filelife.bpf.c");
}

/// Prints files that are deleted after a short life: how long it was, who created and who deleted them.
///
/// A file counts if it is created while this runs, by a system call that opens it, and loses its only name by one that removes it or gives
/// the name to another file. Filters by task are of who creates it. Files are told apart by the kernel's own tree of names, also where links
/// lead to them, and are followed when they are renamed; of those that are called the same in different directories, the newest eight.
/// Not seen are what io_uring, programs of 32 bits and the kernel itself create or delete, pipes, sockets, links, files that had a second
/// name, and files whose names the kernel has dropped from its memory meanwhile.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  filelife                         all such files, until Ctrl-C
  filelife --max-age 1000          those that lived for a second at most
  filelife --comm cc1              what the compiler creates, whoever deletes it
  filelife --json --duration 60 > files.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: filelife::Options,
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    if coolbpf::kernel().version().is_some_and(|version| version < KernelVersion::new(4, 19)) {
        return Err(io::Error::other("before Linux 4.19, no file tells whether opening it created it").into());
    }
    let mut open = filelife::open()?;
    options.constants.fill(&mut open);
    options.tracer.filter.fill(&mut open.rodata().filter)?;
    // openat2(2) came with Linux 5.6.
    open.progs.exit_openat2.load_if_possible()?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [
        number("ms", 12),
        number("pid", 7),
        text("comm", 16),
        number("by", 7),
        text("by_comm", 16),
        text("how", 8),
        text("file", 0),
    ];
    options.tracer.follow(bpf.events()?, columns, |table, event| {
        let (directory, name) = (coolbpf::path(&event.directory)?, event.name.to_string());
        let name = Path::new(&name).file_name().unwrap_or_default();
        table.row([
            &(event.age as f64 / 1e6),
            &event.pid,
            &event.comm,
            &event.deleter,
            &event.deleter_comm,
            &(if event.replaced == 0 { "deleted" } else { "replaced" }),
            &Path::new(&directory.to_string()).join(name).display().to_string(),
        ]);
        Ok(())
    })
}

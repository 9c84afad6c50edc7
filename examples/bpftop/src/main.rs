//! The library is the tool: `coolbpf-tools` has it, too.
#![forbid(unsafe_code)]

use clap::Parser as _;

fn main() -> coolbpf::Result<()> {
    bpftop::run(&bpftop::Options::parse())
}

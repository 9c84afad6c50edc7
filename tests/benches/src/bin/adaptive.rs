//! Says how many nanoseconds it takes to open, load and attach what is written with `coolbpf.h`.

#![forbid(unsafe_code)]

use std::time::Instant;

#[coolbpf::program]
mod adaptive {
    const SOURCE: &str = include_str!("../bpf/adaptive.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let start = Instant::now();
    let bpf = adaptive::attach()?;
    println!("{}", start.elapsed().as_nanos());
    drop(bpf);
    Ok(())
}

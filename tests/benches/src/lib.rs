//! What the benches have in common: a ring buffer that is filled on demand, and the clock of this thread.

pub mod clock;
pub mod test_run;

/// A ring buffer, and the program that fills it.
#[coolbpf::program]
pub mod ring {
    const SOURCE: &str = include_str!("bpf/ring.bpf.c");
}

//! What the benches have in common: programs, and what the kernel does without coolbpf.

pub mod bare_map;
pub mod clock;
pub mod test_run;

/// A ring buffer, and the program that fills it.
#[coolbpf::program]
pub mod ring {
    const SOURCE: &str = include_str!("bpf/ring.bpf.c");
}

/// A hash map of `u64` to `u64`.
#[coolbpf::program]
pub mod maps {
    const SOURCE: &str = include_str!("bpf/maps.bpf.c");
}

//! A program with what features that are off by default are about.

/// Sends, counts and measures packets.
#[coolbpf::program]
pub mod packets {
    const SOURCE: &str = include_str!("bpf/packets.bpf.c");
}

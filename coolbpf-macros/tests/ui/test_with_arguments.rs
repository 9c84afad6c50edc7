//! A test with arguments.

#[coolbpf_macros::test(kernel = "6.1")]
fn it_counts(_bpf: u32) {}

fn main() {}

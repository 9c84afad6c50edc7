//! A test that would have to be run by somebody else.

#[coolbpf_macros::test]
async fn it_counts(_bpf: u32) {}

fn main() {}

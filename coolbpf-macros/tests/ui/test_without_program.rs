//! A test that takes no program.

#[coolbpf_macros::test]
fn it_counts() {}

fn main() {}

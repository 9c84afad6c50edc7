//! A test that is no function.

#[coolbpf_macros::test]
mod it_counts {}

fn main() {}

//! A test whose program nobody names.

#[coolbpf_macros::test]
fn it_counts<T>(_bpf: T) {}

fn main() {}

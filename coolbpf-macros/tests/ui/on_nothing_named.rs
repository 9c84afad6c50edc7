#[coolbpf_macros::program]
impl Hello {}

struct Hello;

fn main() {}

#[coolbpf_macros::program]
fn hello() {}

fn main() {
    hello();
}

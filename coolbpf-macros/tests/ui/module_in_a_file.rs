#[coolbpf_macros::program]
#[path = "elsewhere/hello.rs"]
mod hello;

fn main() {
    hello::attach();
}

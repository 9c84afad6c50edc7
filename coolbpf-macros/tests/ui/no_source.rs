#[coolbpf_macros::program]
mod hello {
    const SRC: &str = "int a;";
}

fn main() {
    hello::attach();
}

#[coolbpf_macros::program(cpu = "v3")]
mod hello {
    const SOURCE: &str = "int a;";
}

fn main() {
    hello::attach();
}

#[coolbpf_macros::program]
mod hello {
    const SOURCE: &str = "int a;";
    const SOURCE: &str = "int b;";
}

fn main() {}

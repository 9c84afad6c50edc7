#[coolbpf_macros::program]
mod größe {
    const SOURCE: &str = "int a;";
}

fn main() {}

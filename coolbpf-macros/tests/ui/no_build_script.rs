#[coolbpf_macros::program]
mod hello {
    const SOURCE: &str = "int a;";

    /// Kept, so that it can be used.
    pub fn kept() {}
}

fn main() {
    let bpf = hello::attach().unwrap();
    bpf.maps.counts.len();
    hello::kept();
}

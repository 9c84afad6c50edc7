/// Documented.
#[coolbpf_macros::program]
pub struct Hello;

fn main() {
    let _ = Hello;
}

//! Finds the objects of the programs in `src/lib.rs`.

fn main() -> coolbpf_build::Result<()> {
    coolbpf_build::compile()
}

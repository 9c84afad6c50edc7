//! Finds the object of the program in `src/lib.rs`.

fn main() -> coolbpf_build::Result<()> {
    coolbpf_build::compile()
}

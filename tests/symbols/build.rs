//! Compiles the program of `src/lib.rs`.

fn main() -> coolbpf_build::Result<()> {
    coolbpf_build::compile()
}

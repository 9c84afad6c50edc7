//! Compiles the programs that are measured.

fn main() -> coolbpf_build::Result<()> {
    coolbpf_build::compile()
}
